"""Measure and train what an entry says of a claim: `python -m bench.polarity [train] [errors]`.

Folds leave whole stories out. Three rows: the plain reading alone (no training), the weighed verdict on stories that it was
not trained on (mean of four ways to fold), and the shipped weights on the pairs that they were trained on (too good by
nature).
"""

import hashlib
import json
import sys
from importlib.util import find_spec
from pathlib import Path

from bench.corpus import find_folder, read_lines
from monitor.matching.polarity.features import PLAIN, measure
from monitor.matching.polarity.prediction import read_prediction
from monitor.matching.polarity.reading import read_entry
from monitor.matching.polarity.verdict import BAD, GOOD, choose_label, shipped_polarity, turn_label
from monitor.model.match import Polarity

TARGET = Path(__file__).resolve().parents[1] / "monitor" / "matching" / "data" / "polarity.json"
LABELS = ["occurred", "progress", "cancelled", "denied", "postponed", "failed", "echo", "unrelated"]
FOLDS = 10
STRENGTH = 0.01


def fold_of(story: str, seed: int) -> int:
    return int(hashlib.sha256(f"{seed}{story}".encode()).hexdigest(), 16) % FOLDS


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


def show(name, gold, preds):
    figures = [(macro(gold, p), false_good(gold, p), sum(map(str.__eq__, gold, p)) / len(gold)) for p in preds]
    mean = [sum(column) / len(figures) for column in zip(*figures, strict=True)]
    parts = " ".join(f"{label} {value:.2f}" for label, value in f1_by_label(gold, preds[0]).items())
    print(f"{name:18} macro-F1 {mean[0]:.3f}  bad read as good {mean[1]:.3f}  accuracy {mean[2]:.3f}  ({parts})")


class Pairs:
    """The labelled pairs, measured."""

    def __init__(self, rows):
        self.rows = rows
        self.gold = [row["label"] for row in rows]
        self.opposite, self.table = [], []
        for row in rows:
            prediction = read_prediction(row["claim"])
            seen = read_entry(prediction, row["title"], row["summary"])
            self.opposite.append(prediction.is_opposite)
            self.table.append(measure(prediction, row["claim"], row["title"], row["summary"], seen))
        self.names = list(self.table[0])

    def turned(self, at, label):
        """The label of the claim as written."""
        return turn_label(Polarity(label)).value if self.opposite[at] and label != "unrelated" else label

    def read_plainly(self, at):
        """The label without any weights."""
        label = next(label for label in PLAIN if self.table[at]["plain." + label])
        return self.turned(at, "echo" if label == "silent" else label)

    def fit(self, chosen):
        """Weights by the pairs chosen; claims that something will not be are left out: their labels are turned."""
        import numpy as np
        from sklearn.linear_model import LogisticRegression
        from sklearn.preprocessing import StandardScaler

        mine = [at for at in chosen if not self.opposite[at]]
        data = np.array([[self.table[at][name] for name in self.names] for at in mine])
        scaler = StandardScaler().fit(data)
        model = LogisticRegression(C=STRENGTH, max_iter=3000, class_weight="balanced")
        model.fit(scaler.transform(data), [self.gold[at] for at in mine])
        weights = model.coef_ / scaler.scale_
        base = model.intercept_ - (weights * scaler.mean_).sum(1)
        return [str(label) for label in model.classes_], base, weights

    def judge(self, at, labels, base, weights):
        """The label by these weights."""
        import numpy as np

        totals = base + weights @ np.array([self.table[at][name] for name in self.names])
        raised = np.exp(totals - totals.max())
        shares = dict(zip(labels, (raised / raised.sum()).tolist(), strict=True))
        return self.turned(at, choose_label(shares, self.table[at]))

    def cross_validate(self, seed):
        """Labels by weights of other stories."""
        pred = [""] * len(self.rows)
        for fold in range(FOLDS):
            own = [at for at, row in enumerate(self.rows) if fold_of(row["story"], seed) == fold]
            fitted = self.fit(sorted(set(range(len(self.rows))) - set(own)))
            for at in own:
                pred[at] = self.judge(at, *fitted)
        return pred

    def judge_shipped(self, at):
        """The label by the weights that ship."""
        return self.turned(at, choose_label(shipped_polarity().shares(self.table[at]), self.table[at]))


def write_weights(pairs: Pairs) -> None:
    labels, base, weights = pairs.fit(range(len(pairs.rows)))
    document = {
        "labels": labels,
        "features": pairs.names,
        "base": [round(float(value), 4) for value in base],
        "weights": [[round(float(value), 4) for value in row] for row in weights],
    }
    TARGET.write_text(json.dumps(document, separators=(",", ":")) + "\n", encoding="utf-8")
    shipped_polarity.cache_clear()


def main(words: list[str]) -> int:
    folder = find_folder()
    if folder is None:
        print("no labelled news here: skipped")
        return 0
    if find_spec("sklearn") is None:
        print("polarity with stories left out needs numpy and scikit-learn: skipped")
        return 0
    pairs = Pairs(read_lines(folder / "polarity_dev.jsonl"))
    if "train" in words:
        write_weights(pairs)
    everything = range(len(pairs.rows))
    crossed = [pairs.cross_validate(seed) for seed in range(4)]
    show("plain reading", pairs.gold, [[pairs.read_plainly(at) for at in everything]])
    show("other stories", pairs.gold, crossed)
    show("shipped, as trained", pairs.gold, [[pairs.judge_shipped(at) for at in everything]])
    if "errors" in words:
        for row, label in zip(pairs.rows, crossed[0], strict=True):
            if label not in (row["label"], row.get("alt")):
                print(f"  {row['label'][:9]:9} > {label[:9]:9} {row['claim'][:70]} || {row['title'][:110]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
