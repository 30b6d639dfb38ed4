"""A year of two hundred feeds: how large the store grows, how long its questions take, what memory does.

    python -m bench.year [--days 365] [--feeds 200] [--entries 12] [--claims 60] [--keep-days 90]

What polls would bring is written straight into a store on disk, a day in one transaction, by the verbs that polls use:
entries with their keys, and for three in a thousand a match, a development, an alert and its delivery. What each feed lists
still is looked up and kept known as a poll does; nothing is fetched, parsed or matched. Upkeep runs after each day.
Printed once a month: MB of the file with its log, stored entries, MB of this process, the longest upkeep, how many came
twice (`again`), p95 of the questions that pages and polls ask.
"""

import argparse
import gc
import logging
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from monitor.adapters.sql_store import SqlStore, open_glance, open_store
from monitor.model.alert import Alert, AlertKind, AlertLevel, Delivery, DeliveryState
from monitor.model.claim import Claim
from monitor.model.development import Development
from monitor.model.feed import Entry, EntryKeys, FeedDraft, FeedHealth
from monitor.model.ids import make_id
from monitor.model.match import Match, MatchDecision, Polarity
from monitor.model.policy import AlertPolicy, PollPolicy, UpkeepPolicy
from monitor.ports import GlanceStore
from monitor.usecases.keep_listed import keep_listed
from monitor.usecases.keep_store import keep_store
from monitor.usecases.read_status import read_status
from monitor.usecases.sync_config import feed_id, sync_config

START = datetime(2020, 1, 1, tzinfo=UTC)
_STEMS = [a + b for a in ("ka", "le", "mo", "ne", "pi", "ru", "sa", "to") for b in ("ba", "di", "fo", "gu", "la", "mi")]
WORDS = [stem + end for stem in _STEMS for end in ("nor", "sel", "ten", "vik", "wal", "zen", "rad", "lin", "dor")]
#: Of the questions, in milliseconds.
BOUND = 50.0


def address(feed: int) -> str:
    return f"https://feed{feed}.example/rss"


def make_entry(dice: random.Random, feed: int, number: int, at: datetime) -> Entry:
    link, guid = f"https://feed{feed}.example/{number}", f"guid:{feed}-{number}"
    return Entry(
        id=make_id("entry", feed_id(address(feed)), guid),
        feed_id=feed_id(address(feed)),
        outlet=f"Feed {feed}",
        keys=EntryKeys((guid, f"link:{link}")),
        title=" ".join(dice.choices(WORDS, k=9)).capitalize(),
        summary=" ".join(dice.choices(WORDS, k=40)),
        link=link,
        canonical_link=link,
        published=at,
        first_seen=at,
    )


def news_of(entry: Entry, claim: str) -> tuple[Match, Development, Alert, Delivery]:
    at = entry.first_seen
    development = Development(
        id=make_id("development", entry.id),
        claim=claim,
        polarity=Polarity.PROGRESS,
        decision=MatchDecision.MATCH,
        headline=entry.title,
        link=entry.link,
        first_entry=entry.id,
        opened_at=at,
        last_at=at,
        seen_at=at,
        score=0.7,
        entries=1,
        outlets=(entry.outlet,),
        sketch=tuple(entry.summary.split()),
    )
    match = Match(claim, entry.id, 0.7, MatchDecision.MATCH, Polarity.PROGRESS, at)
    match = replace(match, why=("names it", "rare words"), development=development.id)
    alert = Alert(
        id=make_id("alert", entry.id),
        key=f"development:{development.id}",
        kind=AlertKind.DEVELOPMENT,
        level=AlertLevel.NOW,
        created_at=at,
        event_at=at,
        reason="first report",
        claim=claim,
        development=development.id,
        subject=entry.title,
        lines=(entry.summary,),
    )
    delivery = Delivery(
        make_id("delivery", entry.id), alert.id, "desk", DeliveryState.SENT, at, at, attempts=1, sent_at=at
    )
    return match, development, alert, delivery


def live_a_day(store: SqlStore, chosen: argparse.Namespace, dice: random.Random, day: int) -> int:
    """One transaction a day for all feeds. Each lists its last sixty entries and one of its first day, as a poll asks.

    Returns how many that were listed before came as new: none, or something is told twice.
    """
    midnight, again = START + timedelta(days=day), 0
    with store.write() as tx:
        for feed in range(chosen.feeds):
            old = [f"guid:{feed}-{n}" for n in {0, *range(max(0, day * chosen.entries - 60), day * chosen.entries)}]
            old = old if day else []
            entries = [
                make_entry(dice, feed, day * chosen.entries + n, midnight + timedelta(minutes=n))
                for n in range(chosen.entries)
            ]
            news = [news_of(it, f"bridge-{dice.randrange(chosen.claims)}") for it in entries if dice.random() < 0.003]
            before = tx.find_feed(feed_id(address(feed)))
            if before is None:
                raise SystemExit(f"feed {feed} is not there")
            known = tx.known_entries(before.id, old)
            again += len(old) - len(known)
            keep_listed(tx, before, known, has_news=True, now=midnight)
            tx.save_entries(entries)
            tx.save_developments([development for _, development, _, _ in news])
            tx.save_matches([match for match, _, _, _ in news])
            for _, _, alert, delivery in news:
                tx.add_alert(alert, [delivery])
            later = midnight + timedelta(days=1, minutes=feed)
            well = replace(before, health=FeedHealth.OK, last_polled_at=midnight, last_new_at=midnight)
            tx.save_feed(replace(well, next_poll_at=later))
    return again


def ask(question: Callable[[], object], times: int = 20) -> float:
    """Milliseconds of CPU, p95: what others do on this machine does not count."""
    spent = []
    for _ in range(times):
        began = time.process_time()
        question()
        spent.append(time.process_time() - began)
    return sorted(spent)[int(times * 0.95) - 1] * 1_000


def ask_all(store: SqlStore, look: GlanceStore, now: datetime) -> dict[str, float]:
    """`look`: how `monitor status` and the lists read the store."""

    def reading(work: Callable[[Any], object]) -> Callable[[], object]:
        def question() -> object:
            with store.read() as tx:
                return work(tx)

        return question

    keys, feed, claim = [f"guid:0-{n}" for n in range(60)], feed_id(address(0)), "bridge-1"
    return {
        "status": ask(lambda: read_status(look, AlertPolicy(), now)),
        "due": ask(reading(lambda tx: tx.next_due())),
        "known": ask(reading(lambda tx: tx.known_entries(feed, keys))),
        "matches": ask(reading(lambda tx: tx.matches(claim=claim))),
        "outbox": ask(reading(lambda tx: tx.outbox("desk", now - timedelta(hours=1)))),
        "today": ask(reading(lambda tx: tx.count_entries(now - timedelta(days=1)))),
        "claim": ask(reading(lambda tx: (tx.developments(claim=claim), tx.evidence(claim), tx.decisions(claim)))),
    }


def memory() -> float:
    """MB of this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4_096 / 1e6


def size(file: Path) -> float:
    return sum(path.stat().st_size for path in file.parent.glob(f"{file.name}*") if path.is_file()) / 1e6


def play(chosen: argparse.Namespace, folder: Path) -> list[dict[str, float]]:
    dice, file, rows = random.Random(chosen.seed), folder / "monitor.db", []
    store = open_store(f"sqlite:///{file}")
    drafts = [FeedDraft(address(n), f"Feed {n}", ()) for n in range(chosen.feeds)]
    claims = [
        Claim(f"bridge-{n}", f"The town {n} opens its bridge.", START.date(), START) for n in range(chosen.claims)
    ]
    policy = PollPolicy(keep_entries=timedelta(days=chosen.keep_days))
    sync_config(store, drafts, claims, policy.interval, START)
    upkeep, again = 0.0, 0
    for day in range(chosen.days):
        again += live_a_day(store, chosen, dice, day)
        now, began = START + timedelta(days=day + 1), time.perf_counter()
        keep_store(store, policy, UpkeepPolicy(backups=0), now)
        upkeep = max(upkeep, time.perf_counter() - began)
        if day % 30 == 29 or day == chosen.days - 1:
            gc.collect()
            with store.read() as tx:
                stored = tx.count_entries()
            facts = {
                "days": day + 1,
                "mb": size(file),
                "entries": stored,
                "rss": memory(),
                "upkeep_s": upkeep,
                "again": again,
            }
            rows.append(facts | ask_all(store, open_glance(f"sqlite:///{file}") or store, now))
            print(" ".join(f"{name}={value:.4g}" for name, value in rows[-1].items()), flush=True)
            upkeep = 0.0
    wrong = store.check()
    store.close()
    print("check:", wrong or "sound")
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--entries", type=int, default=12, help="new entries a feed and day")
    parser.add_argument("--claims", type=int, default=60)
    parser.add_argument("--keep-days", type=int, default=90)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    logging.disable()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="year-") as folder:
        rows = play(chosen, Path(folder))
    half, last = rows[len(rows) // 2], rows[-1]
    facts = ("days", "mb", "entries", "rss", "upkeep_s", "again")
    slow = {name: round(value) for name, value in last.items() if name not in facts and value > BOUND}
    print(f"{time.perf_counter() - began:.0f} s; memory {last['rss'] - half['rss']:+.1f} MB in the second half")
    print(f"slower than {BOUND:.0f} ms: {slow or 'none'}")
    return int(bool(slow))


if __name__ == "__main__":
    sys.exit(main())
