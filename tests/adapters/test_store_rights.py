"""A daemon's role with the rights that the README grants, and no more: everything a daemon does works, nothing else."""

from datetime import timedelta

import pytest
from build import NOON, a_claim, a_feed
from fakes import Clock, FakeSender, FakeWeb, InProcessParser, rss, steady_random
from postgres import make_daemon_role

from monitor.adapters.sql_store import SqlStore, open_store
from monitor.adapters.sql_store.engine import make_engine, read_address
from monitor.adapters.sql_store.schema import HISTORY, upgrade
from monitor.errors import StoreError
from monitor.model.alert import Target
from monitor.model.policy import AlertPolicy, MatchPolicy, PollPolicy, UpkeepPolicy
from monitor.usecases.check_deadlines import check_deadlines
from monitor.usecases.claim_watch import ClaimWatch
from monitor.usecases.deliver_alerts import Courier, deliver_alerts
from monitor.usecases.fellow_daemons import Fellow, sign_in, sign_out
from monitor.usecases.keep_store import keep_store
from monitor.usecases.poll_feeds import Poller, poll_due_feeds
from monitor.usecases.publish_alert import Desk
from monitor.usecases.wake_feeds import wake_feeds

URL = "https://news.example/world.xml"
pytestmark = pytest.mark.slow  # a PostgreSQL has to start


@pytest.fixture
def humble(empty_tables: None, daemon_store: SqlStore) -> SqlStore:
    """The store, opened by a role that has what the README grants."""
    return daemon_store


async def test_a_daemon_needs_no_more_than_the_readme_grants(humble: SqlStore) -> None:
    clock, web, sender = Clock(), FakeWeb(), FakeSender()
    desk = Target("desk", "console://")
    with humble.write() as tx:
        tx.save_claim(a_claim())
        tx.save_feed(a_feed(URL))
    poller = Poller(
        store=humble,
        fetcher=web,
        parser=InProcessParser(),
        watch=ClaimWatch(MatchPolicy()),
        now=clock,
        random=steady_random().random,
        desk=Desk(targets=(desk,)),
        name="a:1",
    )
    web.pages[URL] = rss(("g1", "Harvest is late this year", ""))
    assert (await poll_due_feeds(poller)).new_entries == 1
    clock.forward(days=1)
    story = "The harbour bridge of Veldam was opened in June, the city says."
    web.pages[URL] = rss(("g2", "Veldam opens its new harbour bridge", story))
    assert (await poll_due_feeds(poller)).alerts == 1
    wake_feeds(humble, PollPolicy(), clock())
    check_deadlines(humble, [desk], AlertPolicy(), clock())
    sign_in(humble, Fellow("a:1", NOON, clock()))
    random = steady_random().random
    courier = Courier(store=humble, sender=sender, targets={"desk": desk}, now=clock, random=random)
    assert (await deliver_alerts(courier)).sent >= 1
    keep_store(humble, PollPolicy(), UpkeepPolicy(), clock() + timedelta(days=500))
    assert humble.check() == []
    assert sign_out(humble, "a:1") == 0


def test_and_has_no_more(humble: SqlStore) -> None:
    with pytest.raises(StoreError, match="may not do that"), humble.write() as tx:
        tx.connection.exec_driver_sql("DROP TABLE feeds")


@pytest.mark.parametrize("version", [0, -2])
def test_who_may_not_make_the_tables_is_told_who_is_to(empty_postgres: str, version: int) -> None:
    engine = make_engine(read_address(empty_postgres))
    if version:
        with engine.begin() as connection:
            upgrade(connection, to=HISTORY.revisions[version])
    engine.dispose()
    with pytest.raises(StoreError, match="run `monitor migrate` as their owner"):
        open_store(make_daemon_role(empty_postgres))


def _says(url: str, setting: str) -> str:
    engine = make_engine(read_address(url))
    try:
        with engine.connect() as connection:
            return str(connection.exec_driver_sql(f"SHOW {setting}").scalar())
    finally:
        engine.dispose()


def test_what_the_address_says_of_the_connection_counts(migrated_postgres: str) -> None:
    said = f"{migrated_postgres}{'&' if '?' in migrated_postgres else '?'}"
    named = f"{said}application_name=news-desk&options=-c%20statement_timeout%3D77s"
    assert _says(migrated_postgres, "application_name") == "claim-monitor"
    assert _says(named, "application_name") == "news-desk"
    assert _says(named, "statement_timeout") == "77s"
    assert (_says(named, "lock_timeout"), _says(named, "timezone")) == ("15s", "UTC")
    assert _says(f"{said}options=-c%20lock_timeout%3D1s", "lock_timeout") == "1s"
