"""A database of claims, and the quick look at one."""

from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Protocol

from monitor.model.alert import Delivery
from monitor.model.claim import Claim, ClaimStatus
from monitor.model.development import Development, Review
from monitor.model.feed import Feed, FeedCounts
from monitor.model.match import MatchDecision
from monitor.ports.tables import Transaction


class Glance(Protocol):
    """What a list of claims and the status page read of a transaction; see the tables for the contracts."""

    def feeds(self) -> list[Feed]:
        """See FeedTable."""
        ...

    def feed_counts(self) -> FeedCounts:
        """See FeedTable."""
        ...

    def next_due(self) -> datetime | None:
        """See FeedTable."""
        ...

    def count_entries(self, since: datetime | None = None) -> int:
        """See EntryTable."""
        ...

    def claims(self, status: ClaimStatus | None = None) -> list[Claim]:
        """See ClaimTable."""
        ...

    def developments(
        self,
        *,
        claim: str = "",
        since: datetime | None = None,
        decision: MatchDecision | None = None,
        brief: bool = False,
    ) -> list[Development]:
        """See DevelopmentTable."""
        ...

    def reviews(self, *, claim: str = "", development: str = "") -> list[Review]:
        """See DevelopmentTable."""
        ...

    def deliveries(self, *, alert: str = "", open_only: bool = False) -> list[Delivery]:
        """See AlertTable."""
        ...

    def leases(self, now: datetime) -> dict[str, int]:
        """See FeedTable."""
        ...

    def note(self, name: str) -> str | None:
        """See NoteTable."""
        ...

    def notes(self, prefix: str) -> dict[str, str]:
        """See NoteTable."""
        ...


class GlanceStore(Protocol):
    """A store to be looked at, quickly; every `Store` is one."""

    def read(self) -> AbstractContextManager[Glance]:
        """One moment of the database."""
        ...

    def close(self) -> None:
        """Let the connections go."""
        ...


class Changes(Protocol):
    """An ear at the store, for an event loop: what was changed by anybody, once it is stored."""

    def fileno(self) -> int:
        """Readable when something may have been said."""
        ...

    def heard(self) -> frozenset[str]:
        """The kinds of things (`NoteTable.announce`) of which it was said since the last call. Raises StoreError."""
        ...

    def close(self) -> None:
        """Listen no more."""
        ...


class Store(Protocol):
    """A database of claims."""

    def write(self) -> AbstractContextManager[Transaction]:
        """A transaction that may write: all or nothing. Raises StoreError, StoreFullError."""

    def read(self) -> AbstractContextManager[Transaction]:
        """A transaction that only reads, one moment of the database."""

    def backup(self, file: str) -> None:
        """Write a verified copy with mode 0600 while others go on. Raises StoreError (also when `file` exists)."""

    def keep_backups(self, keep: int, now: datetime) -> str | None:
        """Make this day's verified copy beside the database unless it is there, and keep the newest `keep`.

        Returns where it is; None when there was nothing to do. Raises StoreError.
        """

    def tidy(self) -> None:
        """Give free room back, a part at a time, and keep the figures of the planner fresh. Raises StoreError."""

    def compact(self) -> None:
        """Give all free room back; takes as much again while it lasts. Raises StoreError."""

    def verify(self) -> None:
        """Raise StoreError, with the next step, when the database is damaged: a quick look at its structure."""

    @property
    def schema(self) -> str:
        """The version of its tables."""

    @property
    def is_copy(self) -> bool:
        """Whether this is a backup that is only looked into."""

    def adopt(self) -> None:
        """Work on it from now on: a copy becomes a store."""

    def listen(self) -> Changes | None:
        """Hear of changes from now on; None where the database can't say. Raises StoreError."""

    def clock_offset(self, now: datetime) -> timedelta:
        """How far the database's clock is ahead of `now`; zero where it has none of its own. Raises StoreError."""

    def check(self) -> list[str]:
        """What is wrong with the database, in plain words; empty = nothing."""

    def close(self) -> None:
        """Let the connections go."""
