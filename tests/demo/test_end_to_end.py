"""The whole line, with real parts throughout: the truth is in the mails that arrived."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import pytest
from postgres import make_daemon_role, make_database

from monitor.adapters.sql_store import open_store
from monitor.claims.lifecycle import ClaimFacts, claim_states
from monitor.demo import run_demo
from monitor.demo.archive import END, OUTLETS, START, load_archive, load_expected
from monitor.errors import ExitCode
from monitor.model.alert import DeliveryState
from monitor.model.claim import ClaimState, ClaimStatus
from monitor.model.policy import AlertPolicy
from monitor.ports import Transaction

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("demo"),
    # apprise imports it on Python 3.11.
    pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning"),
]

PAGES = {item.link: item for item in load_archive()}
NEWS = re.compile(r"\[([a-z0-9-]+)\] (occurred|progress|postponed|cancelled|denied|failed|echo): ")


@dataclass(frozen=True)
class Played:
    """A finished demo."""

    folder: Path
    store: str
    code: int
    lines: list[str]
    mails: list[EmailMessage]


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def played(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Played:
    folder = tmp_path_factory.mktemp("demo")
    on_postgres = request.param == "postgres"
    store = request.getfixturevalue("demo_postgres") if on_postgres else f"sqlite:///{folder / 'monitor.db'}"
    lines: list[str] = []
    code = run_demo(folder, lines.append, store)
    files = sorted((folder / "mails").glob("*.eml"))
    mails = [BytesParser(policy=policy.default).parsebytes(file.read_bytes()) for file in files]
    return Played(folder, store, code, lines, mails)


@pytest.fixture(scope="module")
def demo_postgres(postgres_server: str) -> str:
    """A database of its own; the role of daemons has the rights of the README there."""
    return make_daemon_role(make_database(postgres_server, "demo"))


@pytest.fixture
def stored(played: Played) -> Iterator[Transaction]:
    store = open_store(played.store)
    with store.read() as tx:
        yield tx
    store.close()


def news_of(played: Played) -> list[tuple[str, str, str | None]]:
    """(claim, polarity, event) of every mail that tells news."""
    return [
        (subject[1], subject[2], _event_of(mail))
        for mail in played.mails
        if (subject := NEWS.match(str(mail["Subject"])))
    ]


def _event_of(mail: EmailMessage) -> str | None:
    part = mail.get_body(("plain", "html"))
    assert part is not None
    links = set(re.findall(r"https://[\w.-]+\.example/[\w./-]+", part.get_content())) & set(PAGES)
    (link,) = links
    return PAGES[link].event or PAGES[link].title


@pytest.mark.parametrize("event", load_expected(), ids=lambda event: event.key)
def test_each_event_is_one_mail_to_its_claim_with_a_fair_polarity(played: Played, event) -> None:
    told = [polarity for claim, polarity, key in news_of(played) if (claim, key) == (event.claim, event.key)]
    assert len(told) == 1
    assert told[0] in event.polarities


def test_no_other_news_was_mailed(played: Played) -> None:
    wanted = {(event.claim, event.key) for event in load_expected()}
    assert [told for told in news_of(played) if (told[0], told[2]) not in wanted] == []


def test_an_outage_is_told_once_and_so_is_its_end(played: Played) -> None:
    subjects = Counter(
        (outlet.name, "works again" if "works again" in subject else "fails")
        for subject in (str(mail["Subject"]) for mail in played.mails)
        for outlet in OUTLETS
        if subject.startswith(f"[sources] {outlet.name} ")
    )
    failing = [outlet.name for outlet in OUTLETS if outlet.outage]
    assert subjects == {(name, what): 1 for name in failing for what in ("fails", "works again")}


ASKS = r"\[g20-meeting\] (?:needs a verdict, reported as occurred, )?due ([\w ]+):"


def test_the_due_day_is_announced_by_its_four_reminders(played: Played) -> None:
    reminders = [match[1] for mail in played.mails if (match := re.match(ASKS, str(mail["Subject"])))]
    assert reminders == ["in 30 days", "in 7 days", "in 1 day", "today"]


def test_there_is_no_mail_of_another_kind(played: Played) -> None:
    sources = sum(2 for outlet in OUTLETS if outlet.outage)
    lists = sum(str(mail["Subject"]).startswith("[verdicts] ") for mail in played.mails)
    assert len(played.mails) == len(load_expected()) + sources + 4 + lists
    assert lists <= 3  # nobody settles a claim in the demo


def test_every_mail_is_for_the_desk_and_has_an_alert_of_its_own(played: Played) -> None:
    assert {mail["Delivered-To"] for mail in played.mails} == {"desk@demo.example"}
    assert {mail["Return-Path"] for mail in played.mails} == {"<monitor@demo.example>"}
    assert len({mail["X-Monitor-Alert"] for mail in played.mails}) == len(played.mails)


def test_the_outbox_is_empty(stored: Transaction) -> None:
    assert stored.deliveries(open_only=True) == []
    assert {delivery.state for delivery in stored.deliveries()} == {DeliveryState.SENT}


def test_every_report_was_read_once(stored: Transaction) -> None:
    read = Counter(entry.link for entry in stored.entries_since(START - timedelta(days=1)))
    # What came out on the last day may have to wait for the next poll.
    assert {link for link, item in PAGES.items() if item.at < END - timedelta(days=1)} <= set(read) <= set(PAGES)
    assert set(read.values()) == {1}


@pytest.mark.parametrize(
    ("slug", "states"),
    [
        ("astana-envoy", {ClaimState.CONTESTED, ClaimState.ADVANCING}),
        ("safe-zones", {ClaimState.CONTESTED, ClaimState.STALLED}),
        ("g20-meeting", {ClaimState.DUE_SOON, ClaimState.CONTESTED, ClaimState.ADVANCING}),
    ],
)
def test_a_claim_ends_open_and_in_its_computed_states(stored: Transaction, slug: str, states: set[ClaimState]) -> None:
    claim = stored.claim(slug)
    assert claim is not None
    assert claim.status is ClaimStatus.OPEN
    facts = ClaimFacts(
        stored.developments(claim=slug), healthy_feeds=len(stored.feeds()), all_feeds=len(stored.feeds())
    )
    assert set(claim_states(claim, facts, END, AlertPolicy())) == states


def test_servers_saved_bytes_and_outages_came_and_went(played: Played) -> None:
    start = played.lines.index("OUTLETS") + 2
    rows = {line.split("  ")[0]: line.split() for line in played.lines[start : start + len(OUTLETS)]}
    assert int(rows["Harbour Wire"][-2]) > 50
    assert int(rows["Lantern Post"][-2]) > 50
    assert rows["Meridian Radio"][-1] == "(404)"
    assert rows["Northgate Review"][-1] == "(503)"


def test_the_story_ends_with_the_verdict_and_where_the_mails_lie(played: Played) -> None:
    assert played.lines[-2].startswith("11 of 11 events told once and rightly, 0 not wanted")
    assert played.lines[-1] == f"The mails lie in {played.folder / 'mails'}"
    assert f"Look around: monitor --store {played.folder / 'monitor.db'} claim list" in played.lines
    assert played.code == ExitCode.DONE
