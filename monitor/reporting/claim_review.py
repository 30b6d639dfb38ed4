"""A verdict as schema.org's ClaimReview (https://schema.org/ClaimReview), JSON-LD."""

import json
from collections.abc import Iterator
from datetime import UTC
from typing import Any

from monitor.model.claim import Decision, Outcome
from monitor.model.links import shown_link
from monitor.model.safe import safe
from monitor.reporting.facts import ClaimFile, Report

RATINGS = {Outcome.FULFILLED: (5, "Kept"), Outcome.PARTIAL: (3, "Partly kept"), Outcome.FAILED: (1, "Broken")}
"""Outcome -> rating from 1 to 5 and its words; the others have no rating."""


def claim_review(report: Report, file: ClaimFile) -> str:
    """The JSON-LD of a resolved claim, one line; empty for any other."""
    record = review_record(report, file)
    return json.dumps(record, ensure_ascii=False) if record else ""


def review_record(report: Report, file: ClaimFile) -> dict[str, Any]:
    """The same as a plain object; empty without a verdict that stands."""
    verdict = file.verdict
    if verdict is None or verdict.outcome is None:
        return {}
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "url": f"{report.base_url}claims/{file.file_name}" if report.base_url else "",
            "claimReviewed": safe(file.claim.statement),
            "datePublished": verdict.at.astimezone(UTC).date().isoformat(),
            "author": {"@type": "Organization", "name": safe(report.publisher)},
            "reviewBody": safe(verdict.because),
            "itemReviewed": _claim(file),
            "reviewRating": _rating(verdict.outcome),
            "citation": list(dict.fromkeys(link for url in _cited(file, verdict) if (link := shown_link(url)))),
        }
    )


def _cited(file: ClaimFile, verdict: Decision) -> Iterator[str]:
    """What the verdict names comes first, then all other evidence that stands."""
    yield from (it.link for it in file.developments if it.id in verdict.evidence)
    yield from (it.url for it in file.evidence if it.id in verdict.evidence)
    yield from (it.url for it in file.evidence if it.id not in file.fallen)


def _claim(file: ClaimFile) -> dict[str, Any]:
    claim, source = file.claim, file.claim.source
    appearance = {
        "@type": "NewsArticle",
        "url": shown_link(source.url),
        "headline": safe(source.title),
        "datePublished": source.published.isoformat() if source.published else "",
        "publisher": {"@type": "Organization", "name": safe(source.outlet)} if source.outlet else {},
    }
    return _filled(
        {
            "@type": "Claim",
            "datePublished": claim.said_on.isoformat(),
            "author": [{"@type": "Thing", "name": safe(name)} for name in claim.asserted_by],
            "appearance": _filled(appearance) if any((source.url, source.title, source.outlet)) else {},
        }
    )


def _rating(outcome: Outcome) -> dict[str, Any]:
    if outcome not in RATINGS:
        return {}
    value, words = RATINGS[outcome]
    return {"@type": "Rating", "ratingValue": value, "bestRating": 5, "worstRating": 1, "alternateName": words}


def _filled(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value not in ("", {}, [])}
