"""The scoreboard out of a real store."""

from datetime import timedelta

from build import NOON, a_claim
from desk_build import tell

from monitor.model.claim import DueWindow, Outcome
from monitor.ports import Store
from monitor.usecases.resolve_claim import resolve_claim
from monitor.usecases.score_sources import score_sources


def test_a_resolved_claim_is_dated_by_its_evidence_and_an_open_one_counted(store: Store) -> None:
    due = DueWindow(latest=NOON.date() - timedelta(days=3))
    with store.write() as tx:
        tx.save_claim(a_claim(asserted_by=("City",), due=due, confidence=0.8))
        tx.save_claim(a_claim("tunnel", asserted_by=("City",)))
    told = tell(store)
    later = NOON + timedelta(days=20)
    resolve_claim(
        store, "harbour-bridge", Outcome.FULFILLED, evidence=[told.id], because="it is open", by="ada", now=later
    )
    city = score_sources(store).parties[0]
    assert (city.name, city.fulfilled, city.open, city.days_late) == ("City", 1, 1, 3.0)
    assert city.brier == 0.04
