"""A report out of a real store."""

from datetime import timedelta

from build import NOON, a_claim, a_feed
from desk_build import tell

from monitor.model.claim import DueWindow, Outcome
from monitor.model.match import Polarity
from monitor.model.policy import AlertPolicy
from monitor.ports import Store
from monitor.reporting.site import site_files
from monitor.usecases.read_report import read_report
from monitor.usecases.resolve_claim import resolve_claim

POLICY = AlertPolicy()


def fill(store: Store) -> None:
    with store.write() as tx:
        tx.save_feed(a_feed())
        tx.save_claim(a_claim(asserted_by=("City",), due=DueWindow(latest=NOON.date())))
        tx.save_claim(a_claim("tunnel", due=DueWindow(latest=NOON.date() - timedelta(days=9))))
    told = tell(store)
    tell(store, "Tunnel put off", claim="tunnel", polarity=Polarity.POSTPONED)
    resolve_claim(store, "harbour-bridge", Outcome.FULFILLED, evidence=[told.id], because="open", by="ada", now=NOON)


def test_the_facts_are_those_of_the_lists(store: Store) -> None:
    fill(store)
    report = read_report(store, POLICY, NOON, base_url="https://desk.example/claims")
    tunnel, bridge = report.claims
    assert (tunnel.claim.slug, tunnel.word, tunnel.days_left) == ("tunnel", "overdue", -9)
    assert [it.headline for it in tunnel.news] == ["Tunnel put off"]
    assert (bridge.word, bridge.settled_on) == ("fulfilled", NOON.date())
    assert bridge.verdict is not None
    assert bridge.verdict.because == "open"
    assert report.scores.parties[0].name == "City"
    assert (report.entries, report.entries_today, len(report.feeds)) == (2, 2, 1)
    assert (report.base_url, report.publisher) == ("https://desk.example/claims/", "claim-monitor")
    assert read_report(store, POLICY, NOON, publisher="Desk").publisher == "Desk"


def test_the_files_are_made_one_at_a_time_and_the_same_twice(store: Store) -> None:
    fill(store)
    first = dict(site_files(read_report(store, POLICY, NOON)))
    assert {"index.html", "claims/tunnel.html", "claims/harbour-bridge.html", "claims.csv"} <= set(first)
    assert dict(site_files(read_report(store, POLICY, NOON))) == first


def test_an_empty_store_has_a_report_too(store: Store) -> None:
    assert len(dict(site_files(read_report(store, POLICY, NOON)))) == 7
