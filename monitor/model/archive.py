"""All that a store keeps, as values: what an export is made of. Most are nouns; these are the rest."""

from dataclasses import dataclass
from datetime import datetime

from monitor.model.alert import Alert, Delivery
from monitor.model.claim import Claim, Decision
from monitor.model.development import Development, Evidence, Review
from monitor.model.feed import Entry, Feed
from monitor.model.match import Learning, Match


@dataclass(frozen=True, slots=True)
class StoredFeed:
    """A feed, and until when a daemon has it in hand."""

    feed: Feed
    leased_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry; `gone` when its text was let go and only the rest of it is known, `listed_at` when its feed had it last."""

    entry: Entry
    gone: bool = False
    listed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EntryKey:
    """That an entry is known in a feed by a key, of which only a digest is kept."""

    feed_id: str
    digest: bytes
    entry_id: str


@dataclass(frozen=True, slots=True)
class HostHold:
    """That a host wants to be left alone until then."""

    host: str
    until: datetime


@dataclass(frozen=True, slots=True)
class TermCount:
    """In how many counted documents a stem was."""

    stem: str
    documents: int


@dataclass(frozen=True, slots=True)
class Counter:
    """A number by name."""

    name: str
    value: int


@dataclass(frozen=True, slots=True)
class ClaimVersion:
    """At which `claims-version` a claim, or what was learned of it, changed last."""

    claim: str
    version: int


@dataclass(frozen=True, slots=True)
class Note:
    """A small fact by name."""

    name: str
    text: str


Kept = (
    StoredFeed
    | HostHold
    | StoredEntry
    | EntryKey
    | TermCount
    | Counter
    | ClaimVersion
    | Claim
    | Decision
    | Evidence
    | Learning
    | Match
    | Development
    | Review
    | Alert
    | Delivery
    | Note
)
"""One row of any table."""

KINDS: dict[str, type[Kept]] = {
    "feed": StoredFeed,
    "host-hold": HostHold,
    "entry": StoredEntry,
    "entry-key": EntryKey,
    "term-count": TermCount,
    "counter": Counter,
    "claim": Claim,
    "claim-version": ClaimVersion,
    "decision": Decision,
    "evidence": Evidence,
    "learning": Learning,
    "match": Match,
    "development": Development,
    "review": Review,
    "alert": Alert,
    "delivery": Delivery,
    "note": Note,
}
"""The name of each kind in an export, in an order in which nothing points to what is not there yet."""
