"""Run an archive of entries through the live path, on a clock that follows them; nothing is sent."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from monitor.feeds.identity import canonical_link
from monitor.model.claim import Claim
from monitor.model.feed import Entry, EntryKeys
from monitor.model.match import Match, MatchDecision
from monitor.model.policy import MatchPolicy
from monitor.ports import Store
from monitor.usecases.claim_watch import ClaimWatch
from monitor.usecases.match_entries import Rehearsal, Verdict, match_entries
from monitor.usecases.publish_alert import Desk

#: Entries judged in one transaction; they are judged one after another, so it is a matter of speed.
BATCH = 50


@dataclass(frozen=True, slots=True)
class ArchivedEntry:
    """One line of an archive; `published` is aware UTC."""

    id: str
    published: datetime
    source: str
    title: str
    summary: str
    link: str


@dataclass(frozen=True, slots=True)
class WatchedClaim:
    """A claim to be watched from `said_on` to `until` (both days inclusive; None = to the end)."""

    slug: str
    statement: str
    said_on: date
    until: date | None = None
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReplayedPair:
    """What became of one pair; `first`: the entry opened the development, or first made it a match."""

    claim: str
    entry: str
    score: float
    decision: MatchDecision
    polarity: str
    development: str
    first: bool
    why: tuple[str, ...]


def replay_entries(
    store: Store,
    entries: Iterable[ArchivedEntry],
    claims: Sequence[WatchedClaim],
    policy: MatchPolicy,
    reviews: Mapping[tuple[str, str], bool] | None = None,
    *,
    every_pair: bool = False,
) -> Iterator[ReplayedPair]:
    """Judge all entries in the order of their time, in a throwaway `store`, and yield the pairs as they come.

    With `reviews` a person's word on (claim, entry) is played the moment the entry is suggested. With `every_pair` all
    pairs with a score above zero are given, else those at or above the suggestion line.
    """
    _open_claims(store, claims)
    watch, desk = ClaimWatch(policy), Desk(match=policy)
    words = reviews or {}
    ordered = sorted(entries, key=lambda entry: (entry.published, entry.id))
    for start in range(0, len(ordered), BATCH):
        batch = [_entry(archived) for archived in ordered[start : start + BATCH]]
        seen: list[Match] = []
        rehearsal = Rehearsal(lambda match: words.get((match.claim, match.entry)), seen.extend if every_pair else None)
        with store.write() as tx:
            tx.save_entries(batch)
            verdicts = match_entries(tx, watch, batch, desk, batch[-1].published, rehearsal)
        told = {(verdict.match.claim, verdict.match.entry) for verdict in verdicts}
        yield from map(_row, verdicts)
        yield from (_bare_row(match) for match in seen if (match.claim, match.entry) not in told)


def _open_claims(store: Store, claims: Sequence[WatchedClaim]) -> None:
    with store.write() as tx:
        for watched in claims:
            claim = Claim(
                slug=watched.slug,
                statement=watched.statement,
                said_on=watched.said_on,
                created_at=datetime(watched.said_on.year, watched.said_on.month, watched.said_on.day, tzinfo=UTC),
                terms=watched.terms,
                watched_until=watched.until,
            )
            tx.save_claim(claim)


def _entry(archived: ArchivedEntry) -> Entry:
    return Entry(
        id=archived.id,
        feed_id="replay",
        outlet=archived.source,
        keys=EntryKeys((f"guid:{archived.id}",)),
        title=archived.title,
        summary=archived.summary,
        link=archived.link,
        canonical_link=canonical_link(archived.link) if archived.link else "",
        published=archived.published,
        first_seen=archived.published,
    )


def _row(verdict: Verdict) -> ReplayedPair:
    match = verdict.match
    return ReplayedPair(
        match.claim,
        match.entry,
        match.score,
        match.decision,
        match.polarity.value,
        match.development,
        verdict.opened,
        match.why,
    )


def _bare_row(match: Match) -> ReplayedPair:
    return ReplayedPair(
        match.claim, match.entry, match.score, match.decision, match.polarity.value, "", first=False, why=match.why
    )
