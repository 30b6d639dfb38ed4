"""Nothing of a noun is forgotten on the way to its row, and every result code of SQLite is told in plain words."""

import sqlite3
from dataclasses import fields
from typing import Any

import pytest
from store_rows import fields_at_default, full_of

from monitor.adapters.sql_store.faults import mapped
from monitor.adapters.sql_store.mapping import SHAPES, Shape, to_json
from monitor.errors import StoreError, StoreFullError
from monitor.feeds.schedule import host_of

NOUNS = [shape.noun.__name__.lower() for shape in SHAPES]


@pytest.mark.parametrize("shape", SHAPES, ids=NOUNS)
def test_every_field_has_its_column(shape: Shape[Any]) -> None:
    in_other_columns = {"validators"}
    assert {field.name for field in fields(shape.noun)} - in_other_columns <= set(shape.table.columns.keys())
    assert set(shape.values(full_of(shape.noun.__name__.lower()))) <= set(shape.table.columns.keys())


@pytest.mark.parametrize("noun", NOUNS)
def test_the_full_things_of_these_tests_are_full(noun: str) -> None:
    assert fields_at_default(full_of(noun)) == []


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_BUSY, "another program has held"),
        (sqlite3.SQLITE_BUSY | 2 << 8, "another program has held"),
        (sqlite3.SQLITE_CORRUPT, "damaged; restore"),
        (sqlite3.SQLITE_NOTADB, "damaged; restore"),
        (sqlite3.SQLITE_READONLY, "look at the rights"),
        (sqlite3.SQLITE_CANTOPEN, "look at the rights"),
        (sqlite3.SQLITE_IOERR | 10 << 8, "the disk fails"),
        (sqlite3.SQLITE_INTERNAL, "monitor doctor"),
    ],
)
def test_result_codes_in_plain_words(code: int, words: str) -> None:
    error = sqlite3.OperationalError("with a secret")
    error.sqlite_errorcode = code
    with pytest.raises(StoreError, match=words) as caught, mapped("x.db"):
        raise error
    assert str(caught.value).startswith("x.db: ")
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is error


def test_a_full_disk_is_a_kind_of_its_own() -> None:
    error = sqlite3.OperationalError("full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    with pytest.raises(StoreFullError), mapped("x.db"):
        raise error


@pytest.mark.parametrize(
    ("url", "host"),
    [("https://News.Example:8443/a", "news.example"), ("http://[::1", ""), ("nothing", ""), ("https://u:p@h/", "h")],
)
def test_hosts(url: str, host: str) -> None:
    assert host_of(url) == host


def test_json_stays_readable_where_it_can() -> None:
    assert to_json(["мост", 1]) == '["мост",1]'
    assert to_json(["\ud800"]) == '["\\ud800"]'
