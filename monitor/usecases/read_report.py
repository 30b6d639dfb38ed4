"""Gather what a report is made of, in one moment of the database."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime

from monitor.claims.ledger import find_fallen
from monitor.claims.score import score_claims
from monitor.model.development import Development
from monitor.model.policy import AlertPolicy
from monitor.model.score import JudgedClaim
from monitor.ports import Store, Transaction
from monitor.reporting.facts import ClaimFile, Report
from monitor.usecases.read_status import ClaimRow, last_stances, read_rows
from monitor.usecases.score_sources import judge_claim


def read_report(store: Store, policy: AlertPolicy, now: datetime, *, publisher: str = "", base_url: str = "") -> Report:
    """All facts at `now`. `publisher` answers for the verdicts; `base_url` is where the report will be found."""
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    with store.read() as tx:
        told: dict[str, list[Development]] = defaultdict(list)
        for development in tx.developments():
            told[development.claim].append(development)
        rows = read_rows(tx, policy, now)
        judged = {row.claim.slug: judge_claim(tx, row.claim, told[row.claim.slug]) for row in rows}
        return Report(
            now=now,
            claims=tuple(_file(tx, row, judged[row.claim.slug], told[row.claim.slug]) for row in rows),
            feeds=tuple(tx.feeds()),
            scores=score_claims(judged.values()),
            entries=tx.count_entries(),
            entries_today=tx.count_entries(midnight),
            publisher=publisher or Report(now).publisher,
            base_url=base_url if not base_url or base_url.endswith("/") else f"{base_url}/",
        )


def _file(tx: Transaction, row: ClaimRow, judged: JudgedClaim, told: Sequence[Development]) -> ClaimFile:
    slug = row.claim.slug
    evidence = tuple(tx.evidence(slug))
    return ClaimFile(
        claim=row.claim,
        word=row.word,
        states=row.states,
        days_left=row.days_left,
        supports=row.supports,
        contradicts=row.contradicts,
        sources=row.sources,
        outlets=row.outlets,
        last_news=row.last_news,
        settled_on=judged.settled_on,
        developments=tuple(told),
        evidence=evidence,
        fallen=find_fallen(evidence, last_stances(tx.reviews(claim=slug))) if evidence else {},
        decisions=tuple(tx.decisions(slug)),
    )
