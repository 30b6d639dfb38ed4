"""Put up for review what a claim finds among the entries that were stored before it was."""

from dataclasses import replace

from monitor.errors import ConflictError
from monitor.matching.grouping import group
from monitor.model.claim import ClaimStatus
from monitor.model.development import Development
from monitor.model.match import Match
from monitor.ports import Store
from monitor.usecases.back_test import BackTest
from monitor.usecases.lookup import need_claim_alone


def keep_matches(store: Store, found: BackTest) -> tuple[Development, ...]:
    """Store what the hits of a back-test tell, like what a feed's first poll brings: nothing of it is alerted.

    Returns the developments that are new or grew. Entries that are matched already are left out, so that the same again
    changes nothing. Raises NotFoundError, and ConflictError for a claim that is not open.
    """
    with store.write() as tx:
        claim = need_claim_alone(tx, found.claim.slug)
        if claim.status is not ClaimStatus.OPEN:
            raise ConflictError(f"{claim.slug} is {claim.status}; `monitor reopen {claim.slug} --because …` first")
        known = {match.entry for match in tx.matches(claim=claim.slug)}
        developments = {it.id: it for it in tx.developments(claim=claim.slug)}
        grown: dict[str, Development] = {}
        matches: list[Match] = []
        hits = [hit for hit in found.hits if hit.entry.id not in known]
        for hit in sorted(hits, key=lambda hit: (hit.entry.published, hit.entry.id)):
            since = hit.entry.published - found.policy.development_window
            recent = [it for it in developments.values() if it.last_at >= since]
            told = group(hit.match, replace(hit.entry, baseline=True), recent, found.policy).development
            developments[told.id] = grown[told.id] = told
            matches.append(replace(hit.match, development=told.id))
        if matches:
            tx.save_developments(list(grown.values()))
            tx.save_matches(matches)
    return tuple(grown.values())
