"""Measure and train what an entry says of a claim: `python -m bench.polarity [train] [errors]`.

Four sets: labelled pairs of the news ("dev"), labels of ours for real entries, first ("real") and later ones with hard
cases sought ("fresh"), and pairs in our own words ("own"). Folds leave whole stories out of training (fresh and own: whole
claims). One third of the stories, fixed by name, is the blind part: its errors are never shown. The last row, the shipped
weights on pairs they were trained on, is too good by nature.
"""

import gzip
import hashlib
import json
import sys
from importlib.util import find_spec
from pathlib import Path

from bench.corpus import find_folder, read_lines
from bench.pairs import own_pairs, real_pairs
from monitor.matching.polarity.features import PLAIN, measure, read_pair
from monitor.matching.polarity.phrases import PhraseWeights, read_phrases, shipped_phrases
from monitor.matching.polarity.rules import BAD, GOOD
from monitor.matching.polarity.verdict import (
    PolarityWeights,
    choose_label,
    mix_shares,
    overrule,
    read_for_claim,
    shipped_polarity,
)

SHIPPED = Path(__file__).resolve().parents[1] / "monitor" / "matching" / "data"
LABELS = ["occurred", "progress", "cancelled", "denied", "postponed", "failed", "echo", "unrelated"]
FOLDS = 8
STRENGTH, PHRASE_STRENGTH = 0.0012, 1.0
#: A run of words is learnt from when so many pairs have it.
LEAST_PAIRS = 4
#: How much one pair of each set weighs in training.
WEIGHTS = {"dev": 2.0, "real": 1.0, "fresh": 1.0, "own": 1.0}


def fold_of(story: str, seed: int) -> int:
    return int(hashlib.sha256(f"{seed}{story}".encode()).hexdigest(), 16) % FOLDS


def is_blind(story: str) -> bool:
    return int(hashlib.sha256(f"blind{story}".encode()).hexdigest(), 16) % 3 == 0


def f1_by_label(gold, pred):
    return {
        label: 2
        * sum(g == p == label for g, p in zip(gold, pred, strict=True))
        / max(1, gold.count(label) + pred.count(label))
        for label in LABELS
    }


def macro(gold, pred):
    return sum(f1_by_label(gold, pred).values()) / len(LABELS)


def false_good(gold, pred):
    bad = [p for g, p in zip(gold, pred, strict=True) if g in BAD]
    return sum(p in GOOD for p in bad) / len(bad)


class Pairs:
    """The labelled pairs, measured."""

    def __init__(self, rows):
        self.rows = rows
        self.gold = [row["label"] for row in rows]
        self.read, self.table, self.phrases = [], [], []
        for row in rows:
            pair = read_pair(row["claim"], row["title"], row["summary"])
            self.read.append(pair)
            self.table.append(measure(pair))
            self.phrases.append(read_phrases(pair.marked))
        self.names = list(self.table[0])

    def of(self, *sets):
        """Places of the pairs of these sets."""
        return [at for at, row in enumerate(self.rows) if row["set"] in sets]

    def turned(self, at, label):
        """The label of the claim as written."""
        return label if label == "unrelated" else read_for_claim(label, self.read[at]).value

    def read_plainly(self, at):
        """The label without any weights."""
        label = next(label for label in PLAIN if self.table[at]["plain." + label])
        return self.turned(at, "echo" if label == "silent" else label)

    def numbers(self):
        """All features as one table."""
        import numpy as np

        if not hasattr(self, "_numbers"):
            self._numbers = np.array([list(row.values()) for row in self.table])
        return self._numbers

    def fit(self, chosen):
        """Weights by the pairs chosen; claims that something will not be are left out: their labels are turned."""
        mine = [at for at in chosen if not self.read[at].prediction.is_opposite]
        return self._fit_features(mine), self._fit_phrases(mine)

    def _shares(self, mine):
        return {
            "y": [self.gold[at] for at in mine],
            "sample_weight": [WEIGHTS[self.rows[at]["set"]] for at in mine],
        }

    def _fit_features(self, mine):
        from sklearn.linear_model import LogisticRegression
        from sklearn.preprocessing import StandardScaler

        data = self.numbers()[mine]
        scaler = StandardScaler().fit(data)
        model = LogisticRegression(C=STRENGTH, max_iter=3000, class_weight="balanced")
        model.fit(scaler.transform(data), **self._shares(mine))
        weights = model.coef_ / scaler.scale_
        base = model.intercept_ - (weights * scaler.mean_).sum(1)
        labels = tuple(str(label) for label in model.classes_)
        rows = tuple(tuple(round(float(value), 4) for value in row) for row in weights)
        return PolarityWeights(labels, tuple(self.names), tuple(round(float(value), 4) for value in base), rows)

    def _fit_phrases(self, mine):
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression

        reader = TfidfVectorizer(analyzer=sorted, min_df=LEAST_PAIRS, binary=True)
        data = reader.fit_transform([self.phrases[at] for at in mine])
        model = LogisticRegression(C=PHRASE_STRENGTH, max_iter=3000, class_weight="balanced")
        model.fit(data, **self._shares(mine))
        table = {
            phrase: (round(float(reader.idf_[at]), 2), *(round(float(value), 2) for value in model.coef_[:, at]))
            for phrase, at in sorted(reader.vocabulary_.items())
        }
        labels = tuple(str(label) for label in model.classes_)
        return PhraseWeights(labels, tuple(round(float(value), 3) for value in model.intercept_), table)

    def judge(self, at, features, phrases):
        """The label by these weights."""
        shares = mix_shares(features.shares(self.table[at]), phrases.shares(self.phrases[at]))
        return self.turned(at, overrule(choose_label(shares, self.table[at]), self.read[at], self.table[at])[0])

    def cross_validate(self, name, seed):
        """Labels of one set, by weights of its other stories and of the other sets."""
        pred = {}
        for fold in range(FOLDS):
            own = [at for at in self.of(name) if fold_of(self.rows[at]["story"], seed) == fold]
            fitted = self.fit(sorted(set(range(len(self.rows))) - set(own)))
            pred |= {at: self.judge(at, *fitted) for at in own}
        return pred

    def judge_shipped(self, at):
        """The label by the weights that ship."""
        return self.judge(at, shipped_polarity(), shipped_phrases())

    def show(self, name, *preds):
        """One row: the mean of several predictions of the same pairs, by label of the first."""
        found = [([self.gold[at] for at in pred], list(pred.values())) for pred in preds]
        figures = [(macro(g, p), false_good(g, p), sum(map(str.__eq__, g, p)) / len(g)) for g, p in found]
        mean = [sum(column) / len(figures) for column in zip(*figures, strict=True)]
        parts = " ".join(f"{label} {value:.2f}" for label, value in f1_by_label(*found[0]).items())
        figures = f"macro-F1 {mean[0]:.3f}  bad read as good {mean[1]:.3f}  accuracy {mean[2]:.3f}"
        print(f"{name:22} n {len(preds[0]):4} {figures}  ({parts})")


def write_weights(pairs: Pairs) -> None:
    features, phrases = pairs.fit(range(len(pairs.rows)))
    document = {name: getattr(features, name) for name in ("labels", "features", "base", "weights")}
    text = json.dumps(document, separators=(",", ":")) + "\n"
    (SHIPPED / "polarity.json").write_text(text, encoding="utf-8")
    lines = [" ".join(phrases.labels), " ".join(map(str, phrases.base))]
    lines += [f"{' '.join(f'{value:g}' for value in row)} {phrase}" for phrase, row in phrases.table.items()]
    packed = gzip.compress(("\n".join(lines) + "\n").encode("utf-8"), mtime=0)
    (SHIPPED / "polarity_phrases.txt.gz").write_bytes(packed)
    shipped_polarity.cache_clear()
    shipped_phrases.cache_clear()


def main(words: list[str]) -> int:
    folder = find_folder()
    if folder is None:
        print("no labelled news here: skipped")
        return 0
    if find_spec("sklearn") is None:
        print("polarity with stories left out needs numpy and scikit-learn: skipped")
        return 0
    sets = {
        "dev": read_lines(folder / "polarity_dev.jsonl"),
        "real": list(real_pairs(folder)),
        "fresh": list(real_pairs(folder, "fresh")),
        "own": list(own_pairs()),
    }
    pairs = Pairs([{**row, "set": name} for name, rows in sets.items() for row in rows])
    if "train" in words:
        write_weights(pairs)
    for name in sets:
        crossed = [pairs.cross_validate(name, seed) for seed in range(2)]
        pairs.show(f"{name}: plain reading", {at: pairs.read_plainly(at) for at in pairs.of(name)})
        pairs.show(f"{name}: other stories", *crossed)
        hidden = [{at: label for at, label in pred.items() if is_blind(pairs.rows[at]["story"])} for pred in crossed]
        pairs.show(f"{name}: blind part", *hidden)
        if "errors" in words:
            show_errors(pairs, crossed[0])
    pairs.show("dev: shipped", {at: pairs.judge_shipped(at) for at in pairs.of("dev")})
    return 0


def show_errors(pairs, pred):
    for at, label in pred.items():
        row = pairs.rows[at]
        if not is_blind(row["story"]) and label not in (row["label"], row.get("alt")):
            print(f"  {row['label'][:9]:9} > {label[:9]:9} {row['claim'][:70]} || {row['title'][:110]}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
