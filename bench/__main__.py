"""Print the bench tables: `python -m bench`. Speed beside the peers, then matching on labelled news, where that is present.

The shipped weights were trained on these sets, so the table is in-sample; `python -m bench.train` prints the figures with
whole stories left out.
"""

import sys

from bench import polarity, speed
from bench.corpus import find_folder, load_bench
from bench.replay import replay, score_set
from monitor.matching.background import TermCounts
from monitor.matching.combine import shipped_weights
from monitor.model.policy import MatchPolicy


def main() -> int:
    if not sys.argv[1:]:
        speed.main(["--rounds", "3"])
        speed.main(["--rounds", "1", "--latency", "0.3"])
    return measure_matching()


def measure_matching() -> int:
    folder = find_folder()
    if folder is None:
        print("no labelled news here: skipped")
        return 0
    print(f"{'set':16}{'F1':>7}{'P':>7}{'R':>7}{'MAP':>7}   with reviews {'F1':>7}{'MAP':>7}")
    for name in sys.argv[1:] or ("tracking_dev", "rss_dev", "outlets_dev"):
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
    return polarity.main([])


if __name__ == "__main__":
    sys.exit(main())
