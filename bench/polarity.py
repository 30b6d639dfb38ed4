"""Measure and train what an entry says of a claim: `python -m bench.polarity [train]`. Folds leave whole stories out."""

import hashlib
import json
import sys
from collections import Counter
from pathlib import Path

from bench.corpus import find_folder, read_lines
from monitor.matching.cues import is_opposite, read_cues
from monitor.matching.polarity import choose_label, turn_label
from monitor.model.match import Polarity

TARGET = Path(__file__).resolve().parents[1] / "monitor" / "matching" / "data" / "polarity.json"
LABELS = ["occurred", "progress", "cancelled", "denied", "postponed", "failed", "echo", "unrelated"]


def fold_of(story: str) -> int:
    return int(hashlib.sha256(story.encode()).hexdigest(), 16) % 8


def f1_of(label, gold, pred):
    tp = sum(g == p == label for g, p in zip(gold, pred, strict=True))
    return 2 * tp / max(1, gold.count(label) + pred.count(label))


def macro(gold, pred):
    return sum(f1_of(label, gold, pred) for label in LABELS) / len(LABELS)


def false_good(gold, pred):
    bad = [p for g, p in zip(gold, pred, strict=True) if g in LABELS[2:6]]
    return sum(p in LABELS[:2] for p in bad) / len(bad)


def main(words: list[str]) -> int:
    folder = find_folder()
    if folder is None:
        print("no labelled news here: skipped")
        return 0
    try:
        import numpy as np
    except ImportError:
        print("polarity with stories left out needs numpy and scikit-learn: skipped")
        return 0
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    rows = read_lines(folder / "polarity_dev.jsonl")
    table = [read_cues(row["claim"], row["title"], row["summary"]) for row in rows]
    names = list(table[0])
    data = np.array([[cues[name] for name in names] for cues in table])
    gold = [row["label"] for row in rows]
    opposite = np.array([is_opposite(row["claim"]) for row in rows])
    folds = np.array([fold_of(row["story"]) for row in rows])

    def fit(x, y, strength):
        scaler = StandardScaler().fit(x)
        model = LogisticRegression(C=strength, max_iter=2000, class_weight="balanced").fit(scaler.transform(x), y)
        return scaler, model

    for strength in (0.01, 0.03, 0.1, 0.3):
        pred = [""] * len(gold)
        for fold in range(8):
            train, test = (folds != fold) & ~opposite, folds == fold
            scaler, model = fit(data[train], np.array(gold)[train], strength)
            for i, shares in zip(np.where(test)[0], model.predict_proba(scaler.transform(data[test])), strict=True):
                label = choose_label(dict(zip([str(c) for c in model.classes_], shares, strict=True)), table[i])
                turn = opposite[i] and label != "unrelated"
                pred[i] = turn_label(Polarity(label)).value if turn else label
        hit = sum(g == p for g, p in zip(gold, pred, strict=True)) / len(gold)
        print(
            f"C {strength}: macro-F1 {macro(gold, pred):.3f} accuracy {hit:.3f} false-good {false_good(gold, pred):.3f}",
            end=" ",
        )
        print({label: round(f1_of(label, gold, pred), 2) for label in LABELS})
        if strength == 0.01 and "errors" in words:
            for row, p in zip(rows, pred, strict=True):
                if p != row["label"]:
                    print(f"  {row['label'][:9]:9} > {p[:9]:9} {row['claim'][:70]} || {row['title'][:110]}")
    scaler, model = fit(data[~opposite], np.array(gold)[~opposite], 0.01)
    weights = model.coef_ / scaler.scale_
    base = model.intercept_ - (model.coef_ * scaler.mean_ / scaler.scale_).sum(1)
    if "train" in words:
        document = {
            "labels": [str(label) for label in model.classes_],
            "features": names,
            "base": [round(float(b), 4) for b in base],
            "weights": [[round(float(w), 4) for w in row] for row in weights],
        }
        TARGET.write_text(json.dumps(document, separators=(",", ":")))
        print(TARGET.stat().st_size, Counter(gold))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
