"""What each signal adds: `python -m bench.ablate`, labelled news needed.

The sets are played once with the shipped weights. Then one signal at a time (and groups of them) says the same of every
pair, its mean over the set, and the pairs are scored again: what mean average precision and F1 lose is what the signal
adds beside all others. Nothing is trained again and what was learned stays, so a signal whose work others could take over
shows less than it would alone; and the shipped weights know these sets.
"""

import sys
from collections import defaultdict

from bench.corpus import find_folder, load_bench
from bench.train import EVAL_NAMES, FOLDS, TARGET, play
from monitor.matching.combine import Weights, read_weights
from monitor.matching.signals import SIGNALS
from monitor.model.policy import MatchPolicy

GROUPS = {
    "words of the statement": ("complete", "anchor", "focus"),
    "names, places, events": ("lead", "names", "events", "places", "family"),
    "words of earlier news": ("grown", "token", "tokens", "nearest", "crowd", "refused"),
    "meaning": ("headway", "meaning", "course", "titled", "closest"),
    "the stream around it": ("unusual", "distinct", "apart"),
    "the scene": ("warmth", "youth", "standing", "sharpness", "breadth", "bulk"),
}


def score(
    rows, weights: Weights, positives: dict[str, int], line: float, fixed: dict[int, float]
) -> tuple[float, float]:
    """(mean average precision, mean F1) over the stories, with some signals held fixed."""
    by_story = defaultdict(list)
    for slug, entry, label, values, *_ in rows:
        changed = [fixed.get(place, value) for place, value in enumerate(values)]
        by_story[slug].append((-weights.score(changed), entry, label))
    precision, f1 = 0.0, 0.0
    for slug, count in positives.items():
        hits = told = right = 0
        found = 0.0
        for place, (score, _, label) in enumerate(sorted(by_story[slug]), 1):
            told += -score >= line
            right += -score >= line and label
            hits += label
            found += label * hits / place
        precision += found / count
        f1 += 2 * right / (told + count)
    return precision / len(positives), f1 / len(positives)


def main() -> int:
    folder = find_folder()
    if folder is None:
        print("no labelled news here: skipped")
        return 0
    import json

    policy = MatchPolicy()
    document = json.loads(TARGET.read_text(encoding="utf-8"))
    weights = read_weights(document)
    names = [rule.name for rule in SIGNALS]
    played = {}
    for name in EVAL_NAMES:
        job = (name, dict.fromkeys(range(FOLDS), document), policy.match_line, policy.suggest_line, False, False)
        rows = play(job).rows
        means = [sum(row[3][place] for row in rows) / len(rows) for place in range(len(names))]
        positives = {slug: len(story.positives) for slug, story in load_bench(folder, name).stories.items()}
        played[name] = rows, means, positives
    full = {name: score(rows, weights, pos, policy.match_line, {}) for name, (rows, _, pos) in played.items()}
    print(f"{'':24}" + "".join(f"{name:>22}" for name in played))
    print(f"{'without':24}" + "  ".join(f"{'MAP':>9}{'F1':>11}" for _ in played))
    print(f"{'(all signals)':24}" + "  ".join(f"{map_:9.3f}{f1:11.3f}" for map_, f1 in full.values()), flush=True)
    for label, gone in [*GROUPS.items(), *((name, (name,)) for name in names)]:
        cells = []
        for name, (rows, means, positives) in played.items():
            fixed = {names.index(one): means[names.index(one)] for one in gone}
            map_, f1 = score(rows, weights, positives, policy.match_line, fixed)
            cells.append(f"{map_ - full[name][0]:+9.3f}{f1 - full[name][1]:+11.3f}")
        print(f"{label:24}" + "  ".join(cells), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
