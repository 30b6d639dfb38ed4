"""Between nouns and rows. A `Shape` copies fields to columns of the same name, through a codec where the two differ.

Reading never fails for one odd row: a word that is no member of its enum (an older or newer program, a hand in the
database) is read as the member named here that does least, and is logged as an error; `check` lists such rows.
Characters that no database takes (NUL, lone surrogates) are kept inside JSON, and become U+FFFD in plain columns.
"""

import json
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from monitor.errors import FailureReason
from monitor.feeds.schedule import host_of
from monitor.log import log_event
from monitor.model.alert import Alert, AlertKind, AlertLevel, Delivery, DeliveryState
from monitor.model.claim import (
    Claim,
    ClaimSource,
    ClaimStatus,
    Decision,
    DecisionAction,
    DueWindow,
    Modality,
    Outcome,
    Precision,
)
from monitor.model.development import Development, Evidence, RejectReason, Review, ReviewState, Stance, Strength
from monitor.model.feed import Entry, EntryKeys, Feed, FeedHealth, Validators
from monitor.model.match import Learning, Match, MatchDecision, Polarity, Signal

if TYPE_CHECKING:
    from sqlalchemy import Row, Table

_LOG = logging.getLogger(__name__)
#: A text of so many characters is kept once it was read.
_SHORT = 60
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Codec:
    """How one field is written to its column and read back. `words`: the only texts the column may hold."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]
    words: frozenset[str] = frozenset()


def storable(text: str) -> str:
    """The text as every database takes it."""
    return text if text.isascii() and "\x00" not in text else _UNSTORABLE.sub("\ufffd", text)


def to_json(value: object) -> str:
    """Compact JSON, readable where it can be, in ASCII where a character could not be stored otherwise."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text if not _UNSTORABLE.search(text) else json.dumps(value, separators=(",", ":"))


def _word(kind: type[E], least: E) -> Codec:
    known = {str(member): member for member in kind}
    return Codec(str, lambda text: known.get(text) or _member(kind, text, least), frozenset(kind))


def _maybe_word(kind: type[E]) -> Codec:
    def read(text: str | None) -> E | None:
        return None if text is None else _member(kind, text, None)

    return Codec(lambda member: None if member is None else str(member), read, frozenset(kind))


def _member(kind: type[E], text: str, least: E | None) -> E | None:
    try:
        return kind(text)
    except ValueError:
        log_event(_LOG, logging.ERROR, "unknown-word-in-store", kind=kind.__name__, word=text, read_as=least)
        return least


def _plain_read(value: Any) -> Any:
    return value


def _plain_write(value: Any) -> Any:
    return storable(value) if isinstance(value, str) else value


def _words_read(text: str) -> tuple[str, ...]:
    if text == "[]":
        return ()
    return _few_words(text) if len(text) < _SHORT else tuple(json.loads(text))


@lru_cache(maxsize=2_000)
def _few_words(text: str) -> tuple[str, ...]:
    """Names of outlets and tags come again and again."""
    return tuple(json.loads(text))


def _pairs_read(text: str) -> tuple[tuple[Any, Any], ...]:
    return tuple((first, second) for first, second in json.loads(text))


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day_read(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _due_write(due: DueWindow | None) -> str | None:
    return None if due is None else to_json([_day(due.earliest), _day(due.latest), due.text, due.precision])


def _due_read(text: str | None) -> DueWindow | None:
    if text is None:
        return None
    earliest, latest, words, precision = json.loads(text)
    exactly = _member(Precision, precision, Precision.OPEN) or Precision.OPEN
    return DueWindow(_day_read(earliest), _day_read(latest), words, exactly)


def _source_write(source: ClaimSource) -> str:
    return to_json([source.outlet, source.title, source.url, _day(source.published)])


def _source_read(text: str) -> ClaimSource:
    outlet, title, url, published = json.loads(text)
    return ClaimSource(outlet, title, url, _day_read(published))


def _signals_write(signals: tuple[Signal, ...]) -> str:
    return to_json([[s.name, s.value, s.weight, s.part, s.words] for s in signals])


def _signals_read(text: str) -> tuple[Signal, ...]:
    return tuple(
        Signal(name, value, weight, part, tuple(words)) for name, value, weight, part, words in json.loads(text)
    )


PLAIN = Codec(_plain_write, _plain_read)
WORDS = Codec(lambda words: to_json(words) if words else "[]", _words_read)
NUMBERS = Codec(
    lambda numbers: to_json(sorted(numbers)) if numbers else "[]",
    lambda text: frozenset(json.loads(text)) if text != "[]" else frozenset(),
)
PAIRS = Codec(to_json, _pairs_read)
LISTS = Codec(to_json, lambda text: tuple(tuple(words) for words in json.loads(text)) if text != "[]" else ())
KEYS = Codec(lambda keys: to_json(keys.keys), lambda text: EntryKeys(_words_read(text)))
DUE = Codec(_due_write, _due_read)
SOURCE = Codec(_source_write, _source_read)
SIGNALS = Codec(_signals_write, _signals_read)
SECONDS = Codec(timedelta.total_seconds, lambda seconds: timedelta(seconds=seconds))
POLARITY = _word(Polarity, Polarity.ECHO)
MATCH_DECISION = _word(MatchDecision, MatchDecision.NONE)
STATUS = _word(ClaimStatus, ClaimStatus.OPEN)
STANCE = _word(Stance, Stance.MENTIONS)
REVIEW_STATE = _word(ReviewState, ReviewState.UNREVIEWED)


class Shape(Generic[T]):
    """One noun and the name of its table. Fields without a codec here go to their column as they are.

    `elsewhere` are the fields that have no column of their own.
    """

    elsewhere: frozenset[str] = frozenset()

    def __init__(self, noun: type[T], name: str, **codecs: Codec) -> None:
        self.noun = noun
        self.name = name
        self.codecs = codecs
        self.fields = [field.name for field in fields(noun)]  # type: ignore[arg-type]  # every noun is a dataclass
        self._fields = [(each, codecs.get(each, PLAIN)) for each in self.fields if each not in self.elsewhere]
        self._writes = {each: codec.write for each, codec in self._fields}
        self._readers: dict[tuple[tuple[str, ...], bool], Callable[[Any], T]] = {}

    @property
    def table(self) -> "Table":
        """The table of this name."""
        from monitor.adapters.sql_store.tables import METADATA  # noqa: PLC0415  (a quick look needs codecs alone)

        return METADATA.tables[self.name]

    @property
    def columns(self) -> list[str]:
        """The columns that are fields of the noun, in their order."""
        return [name for name, _ in self._fields]

    def values(self, thing: T) -> dict[str, Any]:
        """The row of this thing, columns by name."""
        return self.some_values(thing, self.fields)

    def some_values(self, thing: T, names: Sequence[str]) -> dict[str, Any]:
        """The columns that keep these fields of the thing."""
        return {name: self._writes[name](getattr(thing, name)) for name in names}

    def noun_of(self, row: "Row[Any]") -> T:
        """The thing in this row; the row may have further columns."""
        return self.reader(row._fields)(row)

    def nouns_of(self, rows: "Sequence[Row[Any]]") -> list[T]:
        """`noun_of` of each; all have the same columns."""
        if not rows:
            return []
        read = self.reader(rows[0]._fields)
        return [read(row) for row in rows]

    def reader(
        self, columns: tuple[str, ...], raw: Mapping[str, Callable[[Any], Any]] | None = None
    ) -> Callable[[Sequence[Any]], T]:
        """Makes the thing of a row that has these columns, in this order; times are aware UTC, days are dates.

        `raw`: how to read those plain columns that come as the database keeps them, always the same for one shape.
        """
        known = (columns, raw is not None)
        if known not in self._readers:
            self._readers[known] = self._make_reader(columns, raw or {})
        return self._readers[known]

    def _make_reader(
        self, columns: tuple[str, ...], raw: Mapping[str, Callable[[Any], Any]]
    ) -> Callable[[Sequence[Any]], T]:
        pick = itemgetter(*(columns.index(name) for name in self._kept()))
        reads = [(at, self._read_of(name, raw)) for at, name in enumerate(self._kept())]
        coded = [(at, decode) for at, decode in reads if decode is not _plain_read]

        def read(row: Sequence[Any]) -> T:
            values = list(pick(row))
            for at, decode in coded:
                values[at] = decode(values[at])
            return self._make(values)

        return read

    def _read_of(self, column: str, raw: Mapping[str, Callable[[Any], Any]]) -> Callable[[Any], Any]:
        codec = self.codecs.get(column, PLAIN)
        return codec.read if codec is not PLAIN else raw.get(column, _plain_read)

    def _kept(self) -> list[str]:
        """The columns that `_make` wants, in its order."""
        return self.columns

    def _make(self, values: list[Any]) -> T:
        return self.noun(*values)


class _FeedShape(Shape[Feed]):
    """A feed has its validators in three columns, and its host in one more."""

    elsewhere = frozenset({"validators"})

    def some_values(self, thing: Feed, names: Sequence[str]) -> dict[str, Any]:
        row = super().some_values(thing, [name for name in names if name != "validators"])
        if "url" in names:
            row["host"] = storable(host_of(thing.url))
        if "validators" in names:
            had = thing.validators
            row |= {"etag": had.etag, "last_modified": had.last_modified, "validators_url": storable(had.url)}
        return row

    def _kept(self) -> list[str]:
        at = self.fields.index("validators")
        return [*self.fields[:at], "etag", "last_modified", "validators_url", *self.fields[at + 1 :]]

    def _make(self, values: list[Any]) -> Feed:
        at = _VALIDATORS_AT
        values[at : at + 3] = [Validators(*values[at : at + 3])]
        return Feed(*values)


_VALIDATORS_AT = [field.name for field in fields(Feed)].index("validators")

FEED = _FeedShape(
    Feed,
    "feeds",
    tags=WORDS,
    health=_word(FeedHealth, FeedHealth.NEW),
    reason=_maybe_word(FailureReason),
    interval=SECONDS,
    asked_interval=SECONDS,
    skip_hours=NUMBERS,
    skip_days=NUMBERS,
)
ENTRY = Shape(Entry, "entries", keys=KEYS, tags=WORDS)
CLAIM = Shape(
    Claim,
    "claims",
    status=STATUS,
    outcome=_maybe_word(Outcome),
    asserted_by=WORDS,
    denied_by=WORDS,
    silent=WORDS,
    modality=_word(Modality, Modality.WILL),
    due=DUE,
    source=SOURCE,
    terms=WORDS,
    not_terms=WORDS,
    tags=WORDS,
    targets=WORDS,
)
DECISION = Shape(
    Decision,
    "decisions",
    action=_word(DecisionAction, DecisionAction.EDITED),
    status_before=_maybe_word(ClaimStatus),
    status_after=STATUS,
    outcome=_maybe_word(Outcome),
    evidence=WORDS,
    due_before=DUE,
    due_after=DUE,
)
EVIDENCE = Shape(Evidence, "evidence", stance=STANCE, polarity=POLARITY, strength=_word(Strength, Strength.MODERATE))
LEARNING = Shape(Learning, "learnings", term_weights=PAIRS, profile=PAIRS, examples=LISTS)
MATCH = Shape(Match, "matches", decision=MATCH_DECISION, polarity=POLARITY, signals=SIGNALS, why=WORDS, missing=WORDS)
DEVELOPMENT = Shape(
    Development,
    "developments",
    polarity=POLARITY,
    decision=MATCH_DECISION,
    outlets=WORDS,
    sketch=WORDS,
    links=WORDS,
    review=REVIEW_STATE,
    sources=WORDS,
    prints=LISTS,
)
REVIEW = Shape(
    Review, "reviews", state=REVIEW_STATE, stance=_maybe_word(Stance), reject_reason=_maybe_word(RejectReason)
)
ALERT = Shape(
    Alert,
    "alerts",
    kind=_word(AlertKind, AlertKind.DEVELOPMENT),
    level=_word(AlertLevel, AlertLevel.DIGEST),
    lines=WORDS,
    facts=PAIRS,
)
DELIVERY = Shape(Delivery, "deliveries", state=_word(DeliveryState, DeliveryState.HELD))

SHAPES: tuple[Shape[Any], ...] = (
    FEED,
    ENTRY,
    CLAIM,
    DECISION,
    EVIDENCE,
    LEARNING,
    MATCH,
    DEVELOPMENT,
    REVIEW,
    ALERT,
    DELIVERY,
)
