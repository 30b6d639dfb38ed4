"""The quick look gives what the store gives, and leaves to it what is unusual."""

import shutil
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from build import NOON, a_claim, a_feed, an_entry
from store_rows import a_decision, a_delivery, a_development, a_review, an_alert

from monitor.adapters.sql_store import open_glance, open_store
from monitor.errors import StoreError
from monitor.model.alert import DeliveryState
from monitor.model.claim import ClaimStatus
from monitor.model.feed import FeedHealth, Validators
from monitor.model.match import MatchDecision

ROOT = Path(__file__).parents[2]
HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "alembic", "asyncio", "Stemmer", "monitor.matching")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A store with two and more of everything that lists read."""
    url = f"sqlite:///{tmp_path / 'monitor.db'}"
    store = open_store(url)
    later = NOON + timedelta(hours=1, microseconds=7)
    with store.write() as tx:
        tx.save_feed(a_feed(url="https://b.example/f", outlet="B", validators=Validators(b"e", b"l", "x")))
        tx.save_feed(a_feed(url="https://a.example/f", outlet="A", health=FeedHealth.DEAD, next_poll_at=later))
        tx.save_feed(a_feed(url="https://c.example/f", outlet="C", paused=True, next_poll_at=NOON - timedelta(days=9)))
        tx.hold_host("b.example", later)
        tx.save_entries([an_entry(first_seen=NOON), an_entry(title="Later", first_seen=later)])
        tx.save_claim(a_claim())
        tx.save_claim(a_claim(slug="another", status=ClaimStatus.DROPPED, confidence=0.5, snoozed_until=later))
        for number, decision in enumerate(MatchDecision):
            when = NOON + timedelta(minutes=number)
            tx.save_developments([a_development(id=f"d{number:015}", decision=decision, opened_at=when, last_at=when)])
        tx.add_review(a_review(development="d000000000000001"))
        tx.add_decision(a_decision())
        alert = an_alert()
        states = list(DeliveryState)
        tx.add_alert(alert, [a_delivery(id=f"e{n:015}", alert=alert.id, state=it) for n, it in enumerate(states)])
        tx.save_note("a", "b")
    store.close()
    return url


def test_it_reads_what_the_store_reads(url: str) -> None:
    store, quick = open_store(url), open_glance(url)
    assert quick is not None
    with store.read() as full, quick.read() as look:
        assert look.claims() == full.claims()
        assert look.developments(brief=True) == full.developments(brief=True)
        assert len(look.claims()) == 2
        assert look.claims(ClaimStatus.DROPPED) == full.claims(ClaimStatus.DROPPED)
        assert look.feeds() == full.feeds()
        assert look.feed_counts() == full.feed_counts()
        assert look.developments() == full.developments()
        slug = look.claims()[0].slug
        assert look.developments(claim=slug) == full.developments(claim=slug)
        since = NOON + timedelta(minutes=1)
        assert look.developments(since=since) == full.developments(since=since)
        assert 0 < len(look.developments(since=since)) < len(look.developments())
        assert look.developments(decision=MatchDecision.MATCH) == full.developments(decision=MatchDecision.MATCH)
        assert look.reviews() == full.reviews()
        assert len(look.reviews(development="d000000000000001")) == 1
        assert look.deliveries() == full.deliveries()
        assert look.deliveries(open_only=True) == full.deliveries(open_only=True)
        assert (look.count_entries(), look.count_entries(NOON + timedelta(minutes=1))) == (2, 1)
        assert (look.note("a"), look.note("z")) == ("b", None)
        assert look.next_due() == full.next_due() != None  # noqa: E711 - both are told, and the same
    quick.close()
    store.close()


def test_nothing_is_due_without_a_feed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'monitor.db'}"
    open_store(url).close()
    quick = open_glance(url)
    assert quick is not None
    with quick.read() as look:
        assert look.next_due() is None


@pytest.mark.parametrize("sql", ["UPDATE monitor_version SET version_num = '0000'", "PRAGMA application_id = 7"])
def test_another_version_or_program_is_left_to_the_store(url: str, sql: str) -> None:
    connection = sqlite3.connect(url.removeprefix("sqlite:///"))
    connection.execute(sql)
    connection.commit()
    connection.close()
    assert open_glance(url) is None


def test_no_file_no_sqlite_no_database_are_left_to_the_store(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database at all, but long enough to look at" * 9)
    assert open_glance(f"sqlite:///{tmp_path / 'none.db'}") is None
    assert open_glance("postgresql+psycopg://user@host/base") is None
    assert open_glance(f"sqlite:///{tmp_path / 'text.db'}") is None
    assert not (tmp_path / "none.db").exists()


def test_a_damaged_table_is_an_error_with_the_next_step(url: str) -> None:
    quick = open_glance(url)
    assert quick is not None
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        connection.execute("DROP TABLE notes")
    connection.close()
    with pytest.raises(StoreError, match="monitor doctor"), quick.read() as look:
        look.note("a")


@pytest.mark.slow
def test_a_list_and_the_status_page_load_no_database_library(url: str, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("")
    for words in (["claim", "list"], ["status"], ["claim", "list", "--json"]):
        code = (
            "import sys\nfrom monitor.cli.main import run\n"
            f"code = run({['--store', url, *words]!r}, {{'COLUMNS': '80'}})\n"
            f"print(code, [name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT)},
        )
        assert done.stderr.splitlines()[-1][2:] == "[]", words
        assert "another" in done.stdout or "veldam" in done.stdout.lower()


def test_a_store_that_can_not_be_written_can_be_looked_at(url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(url.removeprefix("sqlite:///"), copy)
    copy.chmod(0o400)
    quick = open_glance(f"sqlite:///{copy}")
    assert quick is not None
    with quick.read() as look:
        assert len(look.claims()) == 2
