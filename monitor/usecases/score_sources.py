"""Who keeps their word, over all claims of the store."""

from collections import defaultdict
from collections.abc import Sequence

from monitor.claims.score import first_promise, score_claims, settle_day
from monitor.model.claim import Claim, ClaimStatus
from monitor.model.development import Development
from monitor.model.score import JudgedClaim, Scoreboard
from monitor.ports import Store, Transaction


def score_sources(store: Store) -> Scoreboard:
    """The record of every asserting party and every source outlet."""
    with store.read() as tx:
        told: dict[str, list[Development]] = defaultdict(list)
        for development in tx.developments():
            told[development.claim].append(development)
        return score_claims([judge_claim(tx, claim, told[claim.slug]) for claim in tx.claims()])


def judge_claim(tx: Transaction, claim: Claim, developments: Sequence[Development]) -> JudgedClaim:
    """The claim with the day that decided it; its record is read only when it is resolved."""
    if claim.status is not ClaimStatus.RESOLVED:
        return JudgedClaim(claim)
    decisions = tx.decisions(claim.slug)
    settled = settle_day(decisions, tx.evidence(claim.slug), developments)
    return JudgedClaim(claim, settled, first_promise(decisions))
