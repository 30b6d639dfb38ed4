"""The desk: how long a person waits for a page when much is watched, and a shell for a completed word.

    python -m bench.desk [--claims 1000] [--entries 100000] [--rounds 9]

A store on disk is filled by the verbs that polls and reviews use: entries, matches, three developments a claim, one of them
judged, with its evidence. Each command then runs as a process of its own, as a person would call it, after one round that
warms the file cache. Printed: seconds on the wall, the middle and the best of the rounds, and of processor time, against
the target. On a machine that does something else beside, the processor's figure is the one to read.
"""

import argparse
import random
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bench.measure import Cost, run
from bench.year import START, make_entry
from monitor.adapters.sql_store import open_store
from monitor.model.claim import Claim, DueWindow
from monitor.model.development import Development, ReviewState
from monitor.model.feed import Entry
from monitor.model.ids import make_id
from monitor.model.match import Match, MatchDecision, Polarity
from monitor.ports import Store
from monitor.usecases.review_match import Judgement, review_match

FEEDS = 200
EACH = 3
#: What is asked, and the seconds it may take on the wall; None where nothing is promised.
QUESTIONS: tuple[tuple[str, tuple[str, ...], float | None], ...] = (
    ("monitor --help", ("--help",), 0.15),
    ("completion of `monitor cl`", (), 0.15),
    ("monitor claim list", ("claim", "list"), 0.6),
    ("monitor claim list --json", ("claim", "list", "--json"), 0.6),
    ("monitor claim list --status overdue", ("claim", "list", "--status", "overdue"), 0.6),
    ("monitor", ("status",), None),
    ("monitor claim show", ("claim", "show", "claim-0007"), None),
    ("monitor review --list", ("review", "--list"), None),
)


def fill(store: Store, claims: int, entries: int) -> None:
    """So many claims, and entries of which each claim has its three."""
    dice = random.Random(7)
    with store.write() as tx:
        for number in range(claims):
            tx.save_claim(a_claim(number))
    for first in range(0, entries, 5_000):
        made = [
            make_entry(dice, number % FEEDS, number, START + timedelta(minutes=number))
            for number in range(first, min(first + 5_000, entries))
        ]
        told = [news_of(entry, number, claims) for number, entry in enumerate(made, first) if number < EACH * claims]
        with store.write() as tx:
            tx.save_entries(made)
            tx.save_developments([development for _, development in told])
            tx.save_matches([match for match, _ in told])
    with store.read() as tx:
        judged = [it.id for it in tx.developments(brief=True)][::EACH]
    for development in judged:
        review_match(store, development, Judgement(ReviewState.ACCEPTED), by="bench", now=START + timedelta(days=99))


def a_claim(number: int) -> Claim:
    day = START.date() + timedelta(days=30 + number % 400)
    return Claim(
        slug=f"claim-{number:04}",
        statement=f"The city of Veldam will open bridge {number} over the strait before the end of its term.",
        said_on=START.date(),
        created_at=START,
        due=DueWindow(latest=day),
        asserted_by=("City of Veldam",),
    )


def news_of(entry: Entry, number: int, claims: int) -> tuple[Match, Development]:
    polarity = (Polarity.PROGRESS, Polarity.OCCURRED, Polarity.POSTPONED)[number // claims]
    slug = f"claim-{number % claims:04}"
    at = entry.published
    match = Match(slug, entry.id, 0.7, MatchDecision.MATCH, polarity, at, why=("terms: bridge",))
    development = Development(
        id=make_id("development", entry.id),
        claim=slug,
        polarity=polarity,
        decision=MatchDecision.MATCH,
        headline=entry.title,
        link=entry.link,
        first_entry=entry.id,
        opened_at=at,
        last_at=at,
        seen_at=at,
        score=0.7,
        entries=2,
        outlets=(entry.outlet, "The Example Post"),
        sources=(entry.outlet,),
        sketch=tuple(entry.title.lower().split()),
        links=(entry.link,),
    )
    return replace(match, development=development.id), development


def ask(folder: Path, words: Sequence[str]) -> Cost:
    """One call, as a person would make it; without words, a shell that asks for completion."""
    environment = {"PYTHONPATH": str(Path.cwd()), "COLUMNS": "100"}
    command = [sys.executable, "-m", "monitor"]
    if not words:
        asked = {"_MONITOR_COMPLETE": "bash_complete", "COMP_WORDS": "monitor cl", "COMP_CWORD": "1"}
        return run(command, environment | asked)
    return run([*command, *words, "--config", str(folder / "config.toml")], environment, good=(0, 4))


def main() -> int:
    """The table; 1 when a promise is not kept by the best round."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("--claims", type=int, default=1_000)
    given.add_argument("--entries", type=int, default=100_000)
    given.add_argument("--rounds", type=int, default=9)
    options = given.parse_args()
    late = 0
    with tempfile.TemporaryDirectory(prefix="claim-monitor-bench-") as name:
        folder = Path(name)
        store = open_store(f"sqlite:///{folder / 'monitor.db'}")
        (folder / "config.toml").write_text('store = "monitor.db"\n')
        fill(store, options.claims, options.entries)
        store.close()
        print(f"{options.claims:,} claims, {options.entries:,} entries, {options.rounds} rounds")
        print(f"{'':38}{'wall':>8}{'best':>8}{'cpu':>8}{'target':>9}")
        for title, words, target in QUESTIONS:
            costs = [ask(folder, words) for _ in range(options.rounds + 1)][1:]
            walls = [cost.wall for cost in costs]
            cpu = statistics.median(cost.cpu for cost in costs)
            wanted = "" if target is None else f"{target:.2f}"
            print(f"{title:38}{statistics.median(walls):8.3f}{min(walls):8.3f}{cpu:8.3f}{wanted:>9}", flush=True)
            late += target is not None and min(walls) > target
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
