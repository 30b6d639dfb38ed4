"""Learn what makes a draft: `python -m bench.drafts FILE... [--words LIST] [--write]`. Needs scikit-learn.

Each file holds labelled articles, one JSON object a line: `text`, `title`, `source`, `published`, and `predictions` with
`start`, `end`, `core`; of those in a file named with a `+` behind it (`new.jsonl+`) no rule was made, they count twice. The
invented articles of the tests are learned from as well, and count half. Every clause that the rules don't rule out far and
away is a row; it is right when it shares half of the shorter span with a prediction. Printed is what weights say that have
not seen the article (ten folds of whole articles); written, with `--write`, what all rows teach:
`monitor/claims/data/drafts.json` and `words.txt.gz`.

`--words`: a file of common words, one a line; without it the words are those of `words.txt.gz`. How eventful a word is
comes from its directions (`monitor.matching.meaning`, `word_meaning`), so that words no article has are weighed as well.
"""

import gzip
import importlib.util
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.predictions import read_articles
from monitor.claims.extract.drafting import find_candidates
from monitor.claims.extract.evidence import read_evidence, words_of
from monitor.claims.extract.ruling import LINE, is_ruled_out
from monitor.claims.extract.weighing import load_words, words_in
from monitor.matching.meaning import read_meaning
from monitor.matching.text import terms_of
from monitor.matching.word_meaning import mean_direction
from monitor.model.claim import Article

DATA = Path(__file__).resolve().parents[1] / "monitor" / "claims" / "data"
FOLDS, ROUNDS = 10, 4
#: Evidence seen in fewer articles is left out.
LEAST_ARTICLES = 4
#: Of a direction of `word_meaning`.
LENGTH = 180
STRENGTH, WORD_SCALE, CORE_WEIGHT = 0.005, 32.0, 1.5
#: What a row of an article counts that no rule was made with, that rules were made with, that is invented.
UNSEEN, SEEN, INVENTED = 2.0, 1.0, 0.5
#: Of what a desk would track, among the candidates of articles that no rule was made with.
KEPT = 0.94
TESTS = Path(__file__).resolve().parents[1] / "tests"

Rows = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate of one article."""

    article: str
    file: str
    seen: dict[str, float]
    words: tuple[str, ...]
    right: bool
    core: bool
    judged: float
    ruled_out: bool
    weight: float


def overlaps(start: int, end: int, gold: dict[str, Any]) -> bool:
    return any(
        2 * (min(end, it["end"]) - max(start, it["start"])) >= min(end - start, it["end"] - it["start"])
        and min(end, it["end"]) > max(start, it["start"])
        for it in (gold, *gold.get("alt", []))
    )


def rows_of(labelled: dict[str, Any], file: str, weight: float) -> list[Row]:
    day = date.fromisoformat(labelled["published"]) if labelled["published"] else None
    article = Article(labelled["text"], labelled.get("title", ""), labelled.get("source", ""), published=day)
    rows = []
    for it, setting in find_candidates(article):
        start, end = it.sentence.start + it.clause.start, it.sentence.start + it.clause.end
        hits = [gold for gold in labelled["predictions"] if overlaps(start, end, gold)]
        core = any(gold["core"] for gold in hits)
        seen = {name: value for name, value in read_evidence(it, setting).items() if value}
        words = tuple(words_in(words_of(it)))
        rows.append(
            Row(
                f"{file}:{labelled['id']}",
                file,
                seen,
                words,
                bool(hits),
                core,
                it.judged,
                is_ruled_out(it, setting),
                weight,
            )
        )
    return rows


def rows_in(file: Path) -> list[Row]:
    """The rows of one file."""
    weight = UNSEEN if file.name.endswith("+") else SEEN
    plain = file.with_name(file.name.removesuffix("+"))
    return [row for labelled in read_articles(plain) for row in rows_of(labelled, file.name, weight)]


def invented_rows() -> list[Row]:
    """Those of the articles that the tests have."""
    spec = importlib.util.spec_from_file_location("mini_articles", TESTS / "mini_articles.py")
    assert spec
    assert spec.loader
    mini = importlib.util.module_from_spec(spec)
    sys.modules["mini_articles"] = mini
    spec.loader.exec_module(mini)
    found = [it for file in (mini.FILE, mini.NEWS, mini.DESKS) for it in mini.read_mini_articles(file)]
    rows = []
    for it in found:
        golds = [{"start": wanted.start, "end": wanted.end, "core": wanted.is_core} for wanted in it.wanted]
        labelled = {"id": it.name, "text": it.text, "published": it.day.isoformat(), "predictions": golds}
        rows += rows_of(labelled, "invented", INVENTED)
    return rows


def _direction(word: str) -> Rows:
    """What two tables of directions, made from different texts, say of a word."""
    common = mean_direction([(term, 1 / LENGTH) for term in terms_of(word, "")])
    return np.concatenate([read_meaning(word).astype(np.float64), np.array(common)]) * np.sqrt(0.5)


class Directions:
    """The mean direction of the words of each row."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.of_word = {word: _direction(word) for word in vocabulary}

    def of(self, words: Sequence[str]) -> Rows:
        """The mean over the known ones; zeros when none is known."""
        known = [self.of_word[word] for word in words if word in self.of_word]
        return np.mean(known, axis=0) if known else np.zeros_like(_direction("the"))


@dataclass(frozen=True, slots=True)
class Fit:
    """Log-odds: `base + weights · evidence + direction · mean word`."""

    base: float
    weights: dict[str, float]
    direction: Rows


def fit(rows: Sequence[Row], directions: Rows) -> Fit:
    """Logistic regression with strong shrinking; evidence is put on one scale first and the weights are turned back."""
    from sklearn.linear_model import LogisticRegression

    seen_in = Counter(name for names in _names_by_article(rows).values() for name in names)
    names = sorted(name for name, count in seen_in.items() if count >= LEAST_ARTICLES)
    table = np.array([[row.seen.get(name, 0.0) for name in names] for row in rows])
    middle, spread = table.mean(axis=0), np.maximum(table.std(axis=0), 0.1)
    columns = np.hstack([(table - middle) / spread, directions * WORD_SCALE])
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    model.fit(
        columns,
        [row.right for row in rows],
        sample_weight=[row.weight * (CORE_WEIGHT if row.core else 1.0) for row in rows],
    )
    found = model.coef_[0]
    slopes = found[: len(names)] / spread
    return Fit(
        float(model.intercept_[0] - slopes @ middle),
        dict(zip(names, map(float, slopes), strict=True)),
        found[len(names) :] * WORD_SCALE,
    )


def _names_by_article(rows: Sequence[Row]) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}
    for row in rows:
        names.setdefault(row.article, set()).update(row.seen)
    return names


def chances(learnt: Fit, rows: Sequence[Row], directions: Rows) -> Rows:
    odds = learnt.base + directions @ learnt.direction
    odds += np.array([sum(learnt.weights.get(name, 0.0) * value for name, value in row.seen.items()) for row in rows])
    return 1 / (1 + np.exp(-odds))


def unseen_chances(rows: Sequence[Row], directions: Rows) -> Rows:
    """What weights say of each row that have not seen its article; the mean of a few ways to fold."""
    articles = sorted({row.article for row in rows})
    total = np.zeros(len(rows))
    for way in range(ROUNDS):
        order = np.random.default_rng(way).permutation(len(articles))
        fold_of = {articles[at]: number % FOLDS for number, at in enumerate(order)}
        folds = np.array([fold_of[row.article] for row in rows])
        for fold in range(FOLDS):
            train, test = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
            learnt = fit([rows[at] for at in train], directions[train])
            total[test] += chances(learnt, [rows[at] for at in test], directions[test])
    return total / ROUNDS


def show_curve(rows: Sequence[Row], scores: Rows, lines: Sequence[float]) -> None:
    """How much is found and how much of it is right, by the rules alone and from each line on."""
    right, core = np.array([row.right for row in rows]), np.array([row.core for row in rows])
    judged = np.array([row.judged for row in rows])
    for name, kept in [("rules", judged >= LINE), *((f"{line:.2f}", scores >= line) for line in lines)]:
        print(
            f"  {name:6} core {core[kept].sum() / max(1, core.sum()):.3f}"
            f"  all {right[kept].sum() / max(1, right.sum()):.3f}  precision {right[kept].mean():.3f}"
        )


def choose_line(rows: Sequence[Row], scores: Rows) -> float:
    """The highest line, in steps of 0.02, that keeps `KEPT` of what a desk would track, by weights that never saw it."""
    core = [at for at, row in enumerate(rows) if row.core and row.weight == UNSEEN]
    lines = [step / 50 for step in range(10, 45)]
    return max((line for line in lines if np.mean(scores[core] >= line) >= KEPT), default=0.2)


def write(learnt: Fit, vocabulary: Directions, line: float) -> None:
    """The learnt numbers, and the words with how far each moves the odds."""
    moved = {word: float(direction @ learnt.direction) for word, direction in vocabulary.of_word.items()}
    unit = float(np.std(list(moved.values()))) or 1.0
    lines = [f"{word} {round(100 * value / unit)}" for word, value in sorted(moved.items())]
    with gzip.GzipFile(DATA / "words.txt.gz", "wb", mtime=0) as file:
        file.write(("\n".join(lines) + "\n").encode())
    numbers = {
        "base": round(learnt.base, 4),
        "line": line,
        "words": round(unit, 4),
        "weights": {name: round(value, 4) for name, value in learnt.weights.items()},
    }
    (DATA / "drafts.json").write_text(json.dumps(numbers, indent=1) + "\n", encoding="utf-8")


def read_words(named: str | None) -> list[str]:
    return Path(named).read_text(encoding="utf-8").split() if named else sorted(load_words())


def main() -> int:
    words = sys.argv[1:]
    named = words.pop(words.index("--words") + 1) if "--words" in words else None
    files = [Path(word) for word in words if not word.startswith("--")]
    if not files:
        print(__doc__)
        return 2
    rows = [row for file in files for row in rows_in(file)] + invented_rows()
    vocabulary = Directions(read_words(named))
    directions = np.array([vocabulary.of(row.words) for row in rows])
    scores = np.where([row.ruled_out for row in rows], 0.0, unseen_chances(rows, directions))
    for name in dict.fromkeys(row.file for row in rows):
        some = [at for at, row in enumerate(rows) if row.file == name]
        print(f"{name}: {len({rows[at].article for at in some})} articles, {len(some)} candidates")
        show_curve([rows[at] for at in some], scores[some], (0.35, 0.4, 0.45, 0.5, 0.55))
    line = choose_line(rows, scores)
    print(f"line {line:.2f}")
    if "--write" in words:
        write(fit(rows, directions), vocabulary, line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
