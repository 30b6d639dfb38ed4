"""Any noun as a record and back."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_rows import full_of

from monitor.errors import UsageError
from monitor.model.archive import KINDS, StoredEntry, StoredFeed
from monitor.reporting.codec import decode, encode

MOMENTS = st.datetimes(timezones=st.just(UTC))


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Inner:
    words: str
    at: datetime | None = None


@dataclass(frozen=True)
class Outer:
    """One field of each type that a noun may have."""

    words: str
    number: int
    share: float
    yes: bool
    colour: Colour
    at: datetime
    day: date
    span: timedelta
    raw: bytes | None
    list_: tuple[str, ...]
    pair: tuple[str, float]
    rows: tuple[tuple[str, int], ...]
    set_: frozenset[int]
    inner: Inner
    inners: tuple[Inner, ...]
    maybe: date | None = None


inner = st.builds(Inner, st.text(), st.none() | MOMENTS)
outer = st.builds(
    Outer,
    words=st.text(),
    number=st.integers(),
    share=st.floats(allow_nan=False),
    yes=st.booleans(),
    colour=st.sampled_from(Colour),
    at=MOMENTS,
    day=st.dates(),
    span=st.timedeltas(timedelta(days=-40_000), timedelta(days=40_000)),
    raw=st.none() | st.binary(),
    list_=st.lists(st.text()).map(tuple),
    pair=st.tuples(st.text(), st.floats(allow_nan=False)),
    rows=st.lists(st.tuples(st.text(), st.integers())).map(tuple),
    set_=st.frozensets(st.integers()),
    inner=inner,
    inners=st.lists(inner).map(tuple),
    maybe=st.none() | st.dates(),
)


@given(outer)
def test_what_is_written_is_read_again_through_json(thing: Outer) -> None:
    assert decode(Outer, json.loads(json.dumps(encode(thing)))) == thing


@pytest.mark.parametrize("name", [it for it in KINDS if it in ("claim", "decision", "evidence", "learning", "match")
                                  or it in ("development", "review", "alert", "delivery")])  # fmt: skip
def test_every_noun_with_every_field_set_comes_back(name: str) -> None:
    thing = full_of(name)
    assert decode(KINDS[name], json.loads(json.dumps(encode(thing)))) == thing


def test_feeds_and_entries_come_back_with_what_the_store_knows_besides() -> None:
    for thing in (StoredFeed(full_of("feed"), full_of("feed").added_at), StoredEntry(full_of("entry"), True)):
        assert decode(type(thing), json.loads(json.dumps(encode(thing)))) == thing


GOOD: dict[str, Any] = {
    "words": "a", "number": 1, "share": 1, "yes": True, "colour": "red", "at": "2017-05-03T12:00:00Z", "day": "2017-05-03",
    "span": 60, "raw": "AAE=", "list_": ["a"], "pair": ["a", 0.5], "rows": [["a", 1]], "set_": [1], "inner": {"words": "b"},
    "inners": [{"words": "c"}],
}  # fmt: skip


def test_a_field_left_out_takes_its_default_and_times_become_utc() -> None:
    east = datetime(2017, 5, 3, 14, tzinfo=timezone(timedelta(hours=2)))
    found = decode(Outer, GOOD | {"at": east.isoformat()})
    assert (found.maybe, found.inner, found.at) == (None, Inner("b"), datetime(2017, 5, 3, 12, tzinfo=UTC))
    assert found.at.tzinfo is UTC


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"words": 1}, "words is to be text"),
        ({"number": "1"}, "number is to be a whole number"),
        ({"number": True}, "number is to be a whole number"),
        ({"share": "x"}, "share is to be a number"),
        ({"yes": 1}, "yes is to be true or false"),
        ({"colour": "green"}, "colour is to be one of red, blue"),
        ({"colour": ["red"]}, "colour is to be one of red, blue"),
        ({"at": "yesterday"}, "at is to be an ISO 8601 time"),
        ({"at": "2017-05-03T12:00:00"}, "at is to be a time with its offset"),
        ({"day": "x"}, "day is to be an ISO 8601 day"),
        ({"span": 1e300}, "span is to be a number of seconds"),
        ({"raw": "?"}, "raw is to be base64"),
        ({"list_": "a"}, "list_ is to be a list"),
        ({"list_": ["a", 2]}, "list_[1] is to be text"),
        ({"pair": ["a"]}, "pair is to be a list of 2"),
        ({"rows": [["a", "b"]]}, "rows[0][1] is to be a whole number"),
        ({"set_": ["a"]}, "set_[0] is to be a whole number"),
        ({"inner": []}, "inner is to be an object"),
        ({"inners": [{}]}, "inners[0].words is to be there; it is missing"),
        ({"more": 1}, "more is to be left out; this version does not know it"),
    ],
)
def test_what_does_not_fit_is_named(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError) as caught:
        decode(Outer, GOOD | changes)
    assert str(caught.value) == words


def test_a_record_that_is_none_is_told() -> None:
    with pytest.raises(UsageError, match="the record is to be an object"):
        decode(Inner, [1])
