"""Many claims against many entries: `python -m bench.crowd [CLAIMS ENTRIES]`, invented news, one core.

Building the claims is told apart from judging: it is done once, at the start of a daemon. The last column, milliseconds an
entry, shows how cost grows with claims and that it does not grow with entries. Judged is what a poll does: find the claims
an entry could be about, measure, decide, explain what reached a line, and take its terms in.
"""

import gc
import resource
import sys
import time
from datetime import UTC, date, datetime, timedelta

from bench.invent import claims, entry_of
from monitor.cli import LOOK_EVERY
from monitor.matching.background import TermCounts
from monitor.matching.match import Matcher
from monitor.model.claim import Claim
from monitor.model.feed import Entry, EntryKeys
from monitor.model.ids import make_id
from monitor.model.match import Learning
from monitor.model.policy import MatchPolicy

SIZES = ((100, 10_000), (1_000, 10_000), (10_000, 2_500), (10_000, 5_000), (10_000, 10_000))
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def make_claims(count: int) -> list[Claim]:
    return [Claim(f"claim-{n}", made.statement, date(2026, 1, 1), BEGIN) for n, made in enumerate(claims(count))]


def make_entries(count: int) -> list[Entry]:
    entries = []
    for number in range(count):
        title, summary, _, _ = entry_of(number % 1_000, number // 1_000, 4)
        at, key = BEGIN + timedelta(minutes=number), f"guid:{number}"
        made = Entry(make_id("entry", key), "feed", "Paper", EntryKeys((key,)), title, summary, "", "", at, at)
        entries.append(made)
    return entries


def measure(claim_count: int, entry_count: int) -> None:
    rows = make_entries(entry_count)
    begin = time.process_time()
    known = [(claim, Learning(claim.slug)) for claim in make_claims(claim_count)]
    matcher = Matcher(known, TermCounts.shipped(), MatchPolicy())
    gc.freeze()  # as the daemon does
    built = time.process_time()
    told = suggested = 0
    for entry in rows:
        for match in matcher.match(entry):
            told += match.decision == "match"
            suggested += match.decision == "suggest"
        matcher.add_terms(entry)
    judged = time.process_time() - built
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    cells = f"{claim_count:8,}{entry_count:9,}{built - begin:9.1f}{judged:9.1f}{1_000 * judged / entry_count:9.2f}"
    print(f"{cells}{told:9,}{suggested:11,}{peak:9.0f}", flush=True)


def main(words: list[str]) -> int:
    gc.set_threshold(LOOK_EVERY)
    print("  claims  entries  build s  judge s  ms each  matches  suggested  peak MB")
    for claim_count, entry_count in [(int(words[0]), int(words[1]))] if words else SIZES:
        measure(claim_count, entry_count)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
