"""A whole store out and into an empty one: every table the same."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from build import NOON, a_claim, a_feed, an_entry
from desk_build import alert, tell
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from store_rows import a_decision, a_development, a_match, a_review, an_evidence, full_of

from monitor.adapters.sql_store import SqlStore, open_store
from monitor.adapters.sql_store.archive_table import _SHELVES
from monitor.adapters.sql_store.tables import METADATA
from monitor.errors import ConflictError, UsageError
from monitor.model.archive import KINDS
from monitor.usecases.exchange_store import export_store, import_store


def rows_of(store: SqlStore) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with store.read() as tx:
        return {
            table.name: [tuple(row) for row in tx.connection.execute(select(table).order_by(*table.primary_key))]
            for table in METADATA.sorted_tables
        }


def fill(store: SqlStore) -> None:
    """At least one row in every table, with every field of every noun set in one of them."""
    tell(store)
    alert(store)
    with store.write() as tx:
        tx.save_feed(full_of("feed"))
        tx.save_feed(a_feed("https://news.example/b.xml"))
        tx.save_entries([full_of("entry"), an_entry("Old", first_seen=NOON - timedelta(days=99))])
        tx.save_claim(full_of("claim"))
        tx.add_decision(full_of("decision"))
        tx.add_evidence(full_of("evidence"))
        tx.save_learnings([full_of("learning")])
        tx.save_matches([full_of("match")])
        tx.save_developments([full_of("development")])
        tx.add_review(full_of("review"))
        tx.add_alert(full_of("alert"), [full_of("delivery")])
        tx.save_note("daemon", "here")
        tx.add_term_counts(3, {"bridg": 2, "мост": 1})
        tx.hold_host("news.example", NOON)
        tx.lease_due_feeds(NOON + timedelta(days=1), 1, timedelta(minutes=5))
        tx.delete_entries(NOON - timedelta(days=9), NOON, 9_999)


def places(records: Iterator[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    """As a file has them."""
    return [(f"f, line {n}", json.loads(json.dumps(record))) for n, record in enumerate(records, 1)]


@pytest.fixture
def other() -> Iterator[SqlStore]:
    opened = open_store("sqlite://")
    yield opened
    opened.close()


def test_every_table_has_its_kind() -> None:
    assert {_SHELVES[kind].table.name for kind in KINDS.values()} == set(METADATA.tables)
    assert len(KINDS) == len(METADATA.tables)


def test_a_store_comes_back_row_for_row(store: SqlStore, other: SqlStore) -> None:
    fill(store)
    before = rows_of(store)
    assert [name for name, rows in before.items() if not rows] == []
    report = import_store(other, places(export_store(store, NOON)))
    assert rows_of(other) == before
    assert report.things == sum(map(len, before.values()))
    assert dict(report.kinds)["claim"] == len(before["claims"])
    assert other.check() == []


WORDS = st.text(max_size=30)
CLAIMS = st.builds(
    a_claim,
    st.sampled_from(["a", "b", "c"]),
    statement=WORDS,
    asserted_by=st.lists(WORDS).map(tuple),
    confidence=st.none() | st.floats(0, 1),
)
ENTRIES = st.builds(an_entry, WORDS, summary=WORDS, tags=st.lists(WORDS).map(tuple))


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(CLAIMS, max_size=4), st.lists(ENTRIES, max_size=4), WORDS, st.floats(0, 1))
def test_whatever_words_are_in_it(claims: list[Any], entries: list[Any], words: str, score: float) -> None:
    store, other = open_store("sqlite://"), open_store("sqlite://")
    with store.write() as tx:
        for claim in claims:
            tx.save_claim(claim)
            tx.add_decision(a_decision(claim=claim.slug, because=words))
            tx.save_developments([a_development(id=claim.slug * 8, claim=claim.slug, headline=words, outlets=(words,))])
            tx.save_matches([a_match(claim=claim.slug, score=score, why=(words, words))])
            tx.add_review(a_review(claim=claim.slug, because=words))
            tx.add_evidence(an_evidence(claim=claim.slug, excerpt=words))
        tx.save_entries(entries)
        tx.save_note(words, words)
    import_store(other, places(export_store(store, NOON)))
    assert rows_of(other) == rows_of(store)
    store.close()
    other.close()


def test_an_empty_store_is_an_export_too(store: SqlStore, other: SqlStore) -> None:
    records = places(export_store(store, NOON))
    assert [next(iter(record)) for _, record in records] == ["claim-monitor", "end"]
    assert import_store(other, records).things == 0


def test_what_is_there_is_never_written_over(store: SqlStore) -> None:
    fill(store)
    before = rows_of(store)
    with pytest.raises(ConflictError, match="not empty"):
        import_store(store, places(export_store(store, NOON)))
    assert rows_of(store) == before


def broken(records: list[tuple[str, dict[str, Any]]]) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    head, *middle, end = records
    return {
        "this is no export": [],
        "is no export of a store": middle,
        "upgrade the program": [("f, line 1", {"claim-monitor": {"format": 99}}), *middle, end],
        "a part of it is missing": [head, *middle],
        "things were exported": [head, *middle[1:], end],
        "None things were exported": [head, ("f, line 2", {"end": 3})],
        "more after the end": [*records, end],
        "f, line 2: there is no kind 'ghost'": [head, ("f, line 2", {"ghost": {}}), end],
        "no kind ''": [head, ("f, line 2", {}), end],
        "may need a newer version": [head, ("f, line 2", {"claim": {}, "note": {}}), end],
        "f, line 2: claim: created_at is to be there": [head, ("f, line 2", {"claim": {}}), end],
    }


@pytest.mark.parametrize("words", list(broken([("", {}), ("", {}), ("", {})])))
def test_what_is_no_whole_export_changes_nothing(store: SqlStore, other: SqlStore, words: str) -> None:
    tell(store)
    records = broken(places(export_store(store, NOON)))[words]
    with pytest.raises(UsageError, match=words):
        import_store(other, records)
    assert all(not rows for rows in rows_of(other).values())


def test_two_things_that_contradict_one_another_are_refused(store: SqlStore, other: SqlStore) -> None:
    with store.write() as tx:
        tx.save_claim(a_claim())
    head, *middle, _ = places(export_store(store, NOON))
    claim = next(it for it in middle if "claim" in it[1])
    with pytest.raises(ConflictError):
        import_store(other, [head, claim, claim, ("f", {"end": {"things": 2}})])


def test_a_field_that_an_older_version_did_not_have_takes_its_default(store: SqlStore, other: SqlStore) -> None:
    with store.write() as tx:
        tx.save_claim(replace(a_claim(), confidence=None))
    records = places(export_store(store, NOON))
    for _, record in records:
        record.get("claim", {}).pop("confidence", None)
    import_store(other, records)
    with other.read() as tx:
        assert tx.claim("harbour-bridge") == a_claim()
