"""Train the combiner: `python -m bench.train`. Needs scikit-learn, which the program itself does not.

Signals depend on what was learned, what was learned depends on decisions, so training goes in rounds: play the sets with
the newest weights (each story with weights trained without its fold), note every pair's signals, fit, and again. The
first round learns from the labels. Folds leave whole stories out.
"""

import hashlib
import json
import multiprocessing
import pickle
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import monitor.matching.learn
import monitor.matching.profile
from bench.background import count_background
from bench.corpus import SETS, find_folder, load_bench
from bench.replay import Outcome, is_judged, score_story
from monitor.matching.background import TermCounts
from monitor.matching.combine import read_weights
from monitor.matching.index import ClaimIndex
from monitor.matching.learn import learn_match, learn_review
from monitor.matching.levels import Levels
from monitor.matching.match import FLOOR, is_in_time
from monitor.matching.pair import build_side, meet
from monitor.matching.profile import build_profile
from monitor.matching.signals import SIGNALS, measure_all
from monitor.matching.stream import Stream
from monitor.matching.text import terms_of
from monitor.model.match import Learning, Match, MatchDecision, Polarity
from monitor.model.policy import MatchPolicy

FOLDS = 4
CACHE = Path(tempfile.gettempdir()) / "bench-cache"
TARGET = Path(__file__).resolve().parents[1] / "monitor" / "matching" / "data" / "weights.json"
EVAL_NAMES = ("rss_dev", "tracking_dev", "outlets_dev")


def fold_of(slug: str) -> int:
    return int(hashlib.sha256(slug.encode()).hexdigest(), 16) % FOLDS


def background_without(name: str) -> TermCounts:
    """Counts of all sets but this one: a judged set must not have told its own future."""
    CACHE.mkdir(exist_ok=True)
    file = CACHE / f"background-{name}.pickle"
    if not file.exists():
        folder = find_folder()
        assert folder
        entries = [entry for other in SETS if other != name for entry in load_bench(folder, other).entries]
        found = count_background(entries)
        kept = {t: n for t, n in found.counts.items() if n >= 3}
        file.write_bytes(pickle.dumps((found.documents, kept, {t: c for t, c in found.capitals.items() if t in kept})))
    documents, counts, capitals = pickle.loads(file.read_bytes())
    return TermCounts(documents, counts, capitals)


@dataclass
class Notes:
    """One set played once: a row a pair."""

    name: str
    rows: list = field(default_factory=list)  # (slug, entry id, label or None, values, score, entry day)
    outcomes: dict = field(default_factory=dict)
    seconds: float = 0.0


def play(job) -> Notes:
    """Play one set. `job`: (set, fold -> weights document or None for labels, match line, reviews, keep all rows)."""
    name, documents, match_line, suggest_line, reviews, keep = job[:6]
    for knob, value in (job[6] if len(job) > 6 else {}).items():
        setattr(
            monitor.matching.learn if hasattr(monitor.matching.learn, knob) else monitor.matching.profile, knob, value
        )
    folder = find_folder()
    bench = load_bench(folder, name)
    terms = background_without(name)
    weights = {fold: read_weights(document) for fold, document in (documents or {}).items()}
    claims = {claim.slug: claim for claim in bench.claims}
    learned = {slug: Learning(slug) for slug in claims}
    profiles = {slug: build_profile(claim, learned[slug], terms) for slug, claim in claims.items()}
    index = ClaimIndex()
    levels = Levels()
    stream = Stream()
    for slug, profile in profiles.items():
        index.put(slug, profile.index)
        levels.follow(slug, slug)
    notes = Notes(name, outcomes={slug: Outcome() for slug in claims})
    started = time.time()
    for entry in bench.entries:
        side = build_side(entry, terms)
        found = index.look_up(side.vector)
        crowd = None
        for slug, likeness in found.items():
            unusual = levels.unusual(slug, likeness)
            if likeness < (0.0 if keep else FLOOR) or not is_in_time(claims[slug], entry):
                continue
            pair = meet(profiles[slug], side, unusual)
            pair.crowd = crowd = crowd or stream.crowd(side.vector, side.meaning)
            values = measure_all(pair)
            story = bench.stories[slug]
            judged = is_judged(story, entry)
            label = entry.id in story.positives
            by_label = 0.9 if label else 0.01
            score = by_label if documents is None else weights[fold_of(slug)].score(values)
            if judged:
                notes.rows.append((slug, entry.id, label, values, score, likeness))
            learning = learned[slug]
            line = min(0.95, max(0.1, match_line + learning.line_shift))
            low = min(line, max(0.05, suggest_line + learning.line_shift / 2))
            got = notes.outcomes[slug]
            got.scores[entry.id] = score
            if score < low:
                continue
            decision = MatchDecision.MATCH if score >= line else MatchDecision.SUGGEST
            (got.said if score >= line else got.suggested).add(entry.id)
            match = Match(slug, entry.id, score, decision, Polarity.ECHO, entry.published)
            learning = learn_match(learning, claims[slug], entry, match)
            if reviews and judged:
                learning = learn_review(learning, claims[slug], entry, match, accepted=label, reason=None)
            if learning is not learned[slug]:
                learned[slug] = learning
                profiles[slug] = build_profile(claims[slug], learning, terms)
                index.put(slug, profiles[slug].index)
        levels.pass_by(found)
        stream.add(side.vector, side.rarity, side.meaning)
        terms.add(terms_of(entry.title, entry.summary))
    notes.seconds = time.time() - started
    days = {entry.id: entry.published.date().isoformat() for entry in bench.entries}
    for slug, story in bench.stories.items():
        notes.outcomes[slug] = score_story(story, notes.outcomes[slug], days)
    return notes


SET_WEIGHT = {"rss_dev": 1.5, "tracking_dev": 1.0, "tracking_train": 0.5, "outlets_dev": 1.0}


#: Added to the log-odds, so that a likelihood of about a sixth, near which F1 is best, reads 0.5, the match line.
LINE_SHIFT = 1.6
#: Share of the trees in the log-odds; the rest is the weighted sum.
TREES_SHARE = 0.4


def table_of(all_notes, leave_fold):
    import numpy as np

    rows, labels, sizes = [], [], []
    for notes in all_notes:
        by_story = {}
        for row in notes.rows:
            by_story.setdefault(row[0], []).append(row)
        for slug, mine in by_story.items():
            if leave_fold is not None and fold_of(slug) == leave_fold:
                continue
            positives = sum(row[2] for row in mine) or 1
            scale = SET_WEIGHT[notes.name] * (10.0 / positives) ** 0.7
            rows += [row[3] for row in mine]
            labels += [float(row[2]) for row in mine]
            sizes += [scale] * len(mine)
    return np.array(rows), np.array(labels), np.array(sizes)


def fit(all_notes, leave_fold) -> dict:
    rows, labels, sizes = table_of(all_notes, leave_fold)
    base, slopes = fit_sum(rows, labels, sizes)
    tree_base, trees = fit_trees(rows, labels, sizes)
    share = TREES_SHARE
    return {
        "signals": [rule.name for rule in SIGNALS],
        "base": round((1 - share) * base + share * tree_base + LINE_SHIFT, 5),
        "slopes": [round((1 - share) * slope, 5) for slope in slopes],
        "trees": [scale_tree(tree, share) for tree in trees],
    }


def fit_sum(rows, labels, sizes, ridge=1e-2):
    """Logistic regression whose slopes keep the sign that the table promises; each signal is shrunk in its own scale."""
    import numpy as np
    from scipy.optimize import minimize

    sizes = sizes / sizes.sum()
    means, scales = rows.mean(0), rows.std(0) + 1e-6
    rows = (rows - means) / scales

    def loss(w):
        z = rows @ w[1:] + w[0]
        pull = sizes * (1 / (1 + np.exp(-z)) - labels)
        value = (sizes * (np.logaddexp(0, z) - labels * z)).sum() + ridge * (w[1:] ** 2).sum() / 2
        return value, np.r_[pull.sum(), rows.T @ pull + ridge * w[1:]]

    bounds = [(None, None)] + [{1: (0, None), -1: (None, 0), 0: (None, None)}[rule.rises] for rule in SIGNALS]
    for at, rule in enumerate(SIGNALS):
        if rule.name in ("youth", "bulk", "breadth"):
            bounds[at + 1] = (0, 0)
    w = minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    slopes = w[1:] / scales
    return float(w[0] - slopes @ means), [float(x) for x in slopes]


def fit_trees(rows, labels, sizes):
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(
        max_iter=60,
        max_depth=3,
        learning_rate=0.1,
        l2_regularization=20,
        min_samples_leaf=200,
        monotonic_cst=[rule.rises for rule in SIGNALS],
        early_stopping=False,
        random_state=1,
    ).fit(rows, labels, sample_weight=sizes)
    trees = [grow(predictor[0].nodes, 0) for predictor in model._predictors]  # noqa: SLF001 - the trees are kept nowhere else
    return float(model._baseline_prediction[0][0]), trees  # noqa: SLF001


def scale_tree(node, by):
    if isinstance(node, list):
        return [node[0], node[1], scale_tree(node[2], by), scale_tree(node[3], by), round(node[4] * by, 5)]
    return round(node * by, 5)


def grow(nodes, at):
    node = nodes[at]
    value = round(float(node["value"]), 5)
    if node["is_leaf"]:
        return value
    return [
        int(node["feature_idx"]),
        round(float(node["num_threshold"]), 5),
        grow(nodes, node["left"]),
        grow(nodes, node["right"]),
        value,
    ]


def mean(notes, key):
    rows = list(notes.outcomes.values())
    return sum(row[key] for row in rows) / len(rows)


def show(all_notes, label):
    for notes in all_notes:
        figures = " ".join(f"{key} {mean(notes, key):.3f}" for key in ("f1", "p", "r", "ap"))
        print(f"{label:14} {notes.name:15} {figures} {notes.seconds:.0f}s", flush=True)


def main() -> int:
    if find_folder() is None:
        print("no labelled news here: skipped")
        return 0
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    line, low = MatchPolicy().match_line, MatchPolicy().suggest_line
    names = ("tracking_train", "rss_dev", "tracking_dev", "outlets_dev")
    gathered = []
    with multiprocessing.Pool(2) as pool:
        pool.map(background_without, names)
        start = CACHE / "folds.json"
        documents = {int(fold): doc for fold, doc in json.loads(start.read_text()).items()} if start.exists() else None
        if documents is None:
            gathered = pool.map(play, [(name, None, line, low, False, False) for name in names], chunksize=1)
            documents = {fold: fit(gathered, fold) for fold in range(FOLDS)}
        for turn in range(rounds):
            for reviews in (False, True):
                notes = pool.map(play, [(name, documents, line, low, reviews, False) for name in names], chunksize=1)
                show(notes, f"{'reviewed' if reviews else 'round'} {turn}")
                gathered += notes
            gathered = gathered[-16:]
            documents = {fold: fit(gathered, fold) for fold in range(FOLDS)}
            start.write_text(json.dumps(documents))
            (CACHE / "gathered.pickle").write_bytes(pickle.dumps(gathered))
            TARGET.write_text(json.dumps(fit(gathered, None), separators=(",", ":")))
    print(TARGET.stat().st_size)
    return 0


if __name__ == "__main__":
    sys.exit(main())
