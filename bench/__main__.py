"""Print the bench tables: `python -m bench [SET ...]`; speed beside the peers, then what labelled news is here.

With names of sets only those are replayed, and speed is left out. The shipped weights were trained on these sets, so the
table is in-sample; `python -m bench.train` prints the figures with whole stories left out.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bench import polarity, predictions, speed
from bench.corpus import find_folder, load_bench
from bench.replay import replay, score_set
from monitor.matching.background import TermCounts
from monitor.matching.combine import shipped_weights
from monitor.model.policy import MatchPolicy

SETS = ("tracking_dev", "rss_dev", "outlets_dev")
TRAINING = "tracking_train"


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="SET", help=", ".join((*SETS, TRAINING)))
    names = parser.parse_args(words).sets
    for name in names:
        if name not in (*SETS, TRAINING):
            parser.error(f"{name} is no set; there are {', '.join((*SETS, TRAINING))}")
    if not names:
        speed.main(["--rounds", "3"])
        speed.main(["--rounds", "1", "--latency", "0.3"])
    folder = find_folder()
    if folder is None:
        print("no labelled news here: skipped")
        return 0
    measure_matching(folder, names or SETS)
    polarity.main([])
    return predictions.main([])


def measure_matching(folder: Path, names: Sequence[str]) -> None:
    print(f"{'set':16}{'F1':>7}{'P':>7}{'R':>7}{'MAP':>7}   with reviews {'F1':>7}{'MAP':>7}")
    for name in names:
        bench = load_bench(folder, name)
        rows = []
        for reviews in (False, True):
            got = replay(
                bench, lambda _: shipped_weights(), TermCounts.shipped(), MatchPolicy(), reviews=reviews, keep_all=True
            )
            rows.append(score_set(bench, got)[0])
        plain, taught = rows
        figures = "".join(f"{plain[key]:7.3f}" for key in ("f1", "p", "r", "ap"))
        print(f"{name:16}{figures}                {taught['f1']:7.3f}{taught['ap']:7.3f}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
