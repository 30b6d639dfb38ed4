"""The verbs of a transaction, one protocol a kind of thing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from monitor.model.alert import Alert, Delivery
from monitor.model.archive import Kept
from monitor.model.claim import Claim, ClaimStatus, Decision
from monitor.model.development import Development, Evidence, Review
from monitor.model.feed import Entry, Feed, FeedCounts
from monitor.model.match import Learning, Match, MatchDecision

#: The name of the turn (`NoteTable.take_turn`) in which deliveries are leased, held, withdrawn and put back.
OUTBOX = "outbox"
#: Kinds of things of which is announced that they changed; OUTBOX: something can be sent, FEEDS: something may be due.
CLAIMS, FEEDS = "claims", "feeds"


class FeedTable(Protocol):
    """Feeds, and the lease that lets many daemons poll without a double."""

    def save_feed(self, feed: Feed) -> None:
        """Insert or replace by id, and give the lease back."""
        ...

    def save_feeds(self, feeds: Sequence[Feed]) -> None:
        """`save_feed` for each, at once."""
        ...

    def feeds(self) -> list[Feed]:
        """All feeds, by outlet then url."""
        ...

    def feed_counts(self) -> FeedCounts:
        """How the sources are, in numbers, however many there are."""
        ...

    def find_feeds(self, ids: Iterable[str]) -> list[Feed]:
        """Those of these exact ids that there are."""
        ...

    def find_feed(self, id_or_url: str) -> Feed | None:
        """By exact id, unique id prefix (4 digits and more) or exact url."""
        ...

    def delete_feed(self, feed_id: str) -> None:
        """Forget a feed; its entries stay."""
        ...

    def idle_feeds(self, now: datetime) -> list[Feed]:
        """Those that nobody polls at this moment, held to the end of the transaction; no lease ends by reading them."""
        ...

    def lease_due_feeds(self, now: datetime, count: int, lease: timedelta, holder: str = "") -> list[Feed]:
        """Take up to `count` feeds that are due, not paused and not leased, oldest first, until now + lease.

        None of a host of which another feed is leased: hosts get one request at a time, however many daemons there are.
        One statement (`UPDATE … RETURNING`; SKIP LOCKED on PostgreSQL): no feed is ever leased twice at a time. `holder`
        names the daemon.
        """
        ...

    def put_off(self, until: Mapping[str, datetime]) -> None:
        """Feed id -> when it is due again should who leased it not say so; ids that are not there are passed over."""
        ...

    def keep_leases(self, feed_ids: Iterable[str], holder: str, until: datetime) -> int:
        """Let this daemon have those of these feeds that it still holds until then. Returns how many there were."""
        ...

    def give_back_leases(self, holder: str) -> int:
        """End all leases of this daemon. Returns how many there were."""
        ...

    def leases(self, now: datetime) -> dict[str, int]:
        """Daemon -> how many feeds it polls at this moment."""
        ...

    def hold_host(self, host: str, until: datetime) -> None:
        """Poll no feed of this host (lower-case name) before `until`: its server said so (RFC 9110 10.2.3)."""
        ...

    def held_hosts(self, now: datetime) -> frozenset[str]:
        """The hosts that are not to be polled at this moment."""
        ...

    def prune_holds(self, now: datetime, latest: datetime) -> None:
        """Forget holds that have run out, and holds and leases that end after `latest`: a clock ran ahead."""
        ...

    def is_any_feed_well(self) -> bool:
        """Whether a feed that is not paused is neither failing nor given up."""
        ...

    def next_due(self) -> datetime | None:
        """When the next feed that is not paused is due."""
        ...


class EntryTable(Protocol):
    """Entries and the keys they are known by."""

    def known_entries(self, feed_id: str, keys: Iterable[str]) -> dict[str, Entry]:
        """Which of these keys are known in this feed, and the entry behind each."""
        ...

    def save_entries(self, entries: Sequence[Entry]) -> None:
        """Insert or update by id, with all their keys (keys are only ever added), in bulk."""
        ...

    def entry(self, entry_id: str) -> Entry | None:
        """By exact id or unique prefix (4 digits and more)."""
        ...

    def entries_since(self, since: datetime, limit: int = 100_000) -> list[Entry]:
        """Those with `published` at or after `since`, oldest first, the newest `limit` of them."""
        ...

    def count_entries(self, since: datetime | None = None) -> int:
        """How many were first seen since then (None = ever)."""
        ...

    def entry_floor(self, count: int) -> datetime | None:
        """When the oldest of the newest `count` stored entries was first seen; None when there are not more."""
        ...

    def delete_entries(self, before: datetime, now: datetime, most: int) -> int:
        """Forget the texts of up to `most` entries first seen before then that no match or evidence names.

        The oldest go first. They are shells then: their keys stay, and they count as listed `now`. Returns how many.
        """
        ...

    def term_counts(self) -> tuple[int, dict[str, int]]:
        """(number of documents counted, stem -> number of documents it is in) over stored entries."""
        ...

    def add_term_counts(self, documents: int, counts: dict[str, int]) -> None:
        """Add to both."""
        ...


class ShellTable(Protocol):
    """Entries whose text was let go: their keys stay for as long as their feed may list them still."""

    def keep_shells(self, entry_ids: Iterable[str], now: datetime) -> None:
        """Their feed lists them still; those of them that are no shells are passed over."""
        ...

    def keep_feed_shells(self, feed_id: str, now: datetime) -> None:
        """All shells of this feed count as listed."""
        ...

    def oldest_shells(self) -> dict[str, datetime | None]:
        """Feed id -> when the shell that was not listed for longest was listed; None when one has no time."""
        ...

    def delete_shells(self, feed_id: str, before: datetime, most: int) -> int:
        """Forget up to `most` shells of this feed last listed before then, with their keys. Returns how many."""
        ...


class ClaimTable(Protocol):
    """Claims, their append-only records, and what was learned about them."""

    def save_claim(self, claim: Claim) -> None:
        """Insert or replace by slug."""
        ...

    def claim(self, slug: str) -> Claim | None:
        """By exact slug, or a prefix of one slug only."""
        ...

    def claims(self, status: ClaimStatus | None = None) -> list[Claim]:
        """All, or those in this status, by slug."""
        ...

    def lock_claims(self, slugs: Iterable[str]) -> None:
        """Hold these rows to the end of the transaction, so that two daemons can't open two developments of one event.

        May be said again, with nothing written since: then these alone are held.
        """
        ...

    def claims_version(self) -> int:
        """A number that grows with every change of claims or learning, in the order of the commits."""
        ...

    def claims_changed(self, since: int) -> list[str]:
        """Slugs of claims that changed, or of which something was learned, after this version.

        Claims that an archive of an older program brought are not among them.
        """
        ...

    def count_claims(self, status: ClaimStatus) -> int:
        """How many are in this status."""
        ...

    def add_decision(self, decision: Decision) -> None:
        """Append."""
        ...

    def decisions(self, slug: str) -> list[Decision]:
        """Oldest first."""
        ...

    def add_evidence(self, evidence: Evidence) -> None:
        """Append; the same id twice is one row."""
        ...

    def evidence(self, slug: str) -> list[Evidence]:
        """Oldest first."""
        ...

    def evidence_in(self, entries: Iterable[str]) -> list[Evidence]:
        """All rows that rest on these entries (exact ids), oldest first."""
        ...

    def learning(self, slug: str) -> Learning:
        """What is known; an empty one at the start."""
        ...

    def learnings(self) -> dict[str, Learning]:
        """By claim, of those of which something is known."""
        ...

    def save_learnings(self, learnings: Sequence[Learning]) -> int:
        """Insert or replace by claim; the version that claims have by it."""
        ...


class DevelopmentTable(Protocol):
    """Matches, developments and reviews."""

    def save_matches(self, matches: Sequence[Match]) -> None:
        """Insert or replace by (claim, entry)."""
        ...

    def matches(self, *, claim: str = "", development: str = "", entry: str = "") -> list[Match]:
        """Those that fit all given words, oldest `said_at` first."""
        ...

    def save_developments(self, developments: Sequence[Development]) -> None:
        """Insert or replace by id."""
        ...

    def development(self, development_id: str) -> Development | None:
        """By exact id or unique prefix (4 digits and more)."""
        ...

    def developments(
        self,
        *,
        claim: str = "",
        since: datetime | None = None,
        decision: MatchDecision | None = None,
        brief: bool = False,
    ) -> list[Development]:
        """Those that fit all given words (`since`: last_at at or after), oldest `opened_at` first.

        `brief`: without sketch, links and prints, which grouping alone needs.
        """
        ...

    def last_told(self, claim: str) -> Development | None:
        """The newest (`opened_at`) match of this claim that says something new and that nobody rejected."""
        ...

    def newest_told(self, claims: Iterable[str]) -> dict[str, Development]:
        """Claim to the newest development (`seen_at`, then `opened_at`) of those that `last_told` knows."""
        ...

    def add_review(self, review: Review) -> None:
        """Append, and set the development's review state."""
        ...

    def reviews(self, *, claim: str = "", development: str = "") -> list[Review]:
        """Oldest first."""
        ...


class AlertTable(Protocol):
    """Alerts and the outbox."""

    def add_alert(self, alert: Alert, deliveries: Sequence[Delivery]) -> bool:
        """Store both, unless an alert with this key exists: then nothing is stored and the answer is False."""
        ...

    def alert(self, alert_id: str) -> Alert | None:
        """By exact id or unique prefix (4 digits and more)."""
        ...

    def alerts(
        self,
        *,
        claim: str = "",
        feed: str = "",
        kinds: Iterable[str] = (),
        since: datetime | None = None,
        limit: int | None = None,
    ) -> list[Alert]:
        """Those that fit all given words (`since`: created after), oldest first; with a `limit` the newest so many."""
        ...

    def known_alerts(self, ids: Iterable[str]) -> set[str]:
        """Those of these exact ids that there are."""
        ...

    def outbox(self, target: str, since: datetime) -> list[tuple[Delivery, Alert]]:
        """What this target has to get (neither sent, dead nor superseded), and what it got at or after `since`.

        In the order they are to arrive: by `created_at`, then by when it happened, then by id.
        """
        ...

    def waiting_targets(self) -> list[str]:
        """The names of those that have something to get, held or not."""
        ...

    def lease_deliveries(self, ids: Sequence[str], now: datetime, lease: timedelta, bundle: str = "") -> list[Delivery]:
        """Take these deliveries of one target, to go out as one message until now + lease.

        Each becomes `sending` with attempts + 1 and this `bundle`; one whose earlier lease ran out gets `maybe_repeated`.
        What was sent or withdrawn meanwhile is left out. Nothing is taken while another of that target is being sent.
        """
        ...

    def save_delivery(self, delivery: Delivery) -> None:
        """Replace by id, and give the lease back."""
        ...

    def deliveries(self, *, alert: str = "", open_only: bool = False) -> list[Delivery]:
        """Oldest first; `open_only`: neither sent nor superseded."""
        ...

    def supersede_deliveries(self, claim: str, kinds: Iterable[str], now: datetime, because: str = "") -> int:
        """Withdraw what is not sent of this claim's alerts of these kinds, also what was given up, with the reason.

        One that is being sent at this moment is left alone; one whose sender died is not sent again. Returns how many.
        """
        ...


class NoteTable(Protocol):
    """Small facts that must outlive a restart, by name: `network-down-since`, `daemon`, `last-deadline-check` and such."""

    def note(self, name: str) -> str | None:
        """The text kept under this name."""
        ...

    def notes(self, prefix: str) -> dict[str, str]:
        """Those whose names begin so, by name."""
        ...

    def save_note(self, name: str, text: str | None) -> None:
        """Keep it; None forgets."""
        ...

    def announce(self, kind: str) -> None:
        """Tell the daemons that listen (`Store.listen`), once this is stored, that such things changed."""
        ...

    def take_turn(self, work: str) -> None:
        """Wait for the daemon that does this work now, and keep others from it to the end of the transaction."""
        ...


class ArchiveTable(Protocol):
    """The whole store at once, for an export and its way back."""

    def everything(self) -> Iterator[Kept]:
        """Every row there is, streamed, in the order of `KINDS`; to be read to its end inside the transaction."""
        ...

    def find_content(self) -> str:
        """The name of a table that has a row; empty when none has."""
        ...

    def take_in(self, things: Iterable[Kept]) -> int:
        """Store them all as they are, in the order given, and return how many.

        Raises ConflictError when one thing contradicts another or what is there.
        """
        ...


class Transaction(
    FeedTable, EntryTable, ShellTable, ClaimTable, DevelopmentTable, AlertTable, NoteTable, ArchiveTable, Protocol
):
    """All tables, seen and changed together."""
