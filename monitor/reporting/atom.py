"""Developments as an Atom feed (RFC 4287)."""

from datetime import UTC, datetime
from uuid import NAMESPACE_OID, uuid5
from xml.sax.saxutils import escape, quoteattr

from monitor.model.development import Development
from monitor.model.links import shown_link
from monitor.model.safe import safe
from monitor.reporting.facts import ClaimFile, Report, brings_news

MOST = 300
"""Only so many of the newest: a feed is for what is new."""


def developments_atom(report: Report) -> str:
    """The newest developments that count and bring news, of all claims, newest first."""
    told = sorted(
        ((it, file) for file in report.claims for it in file.news if brings_news(it)),
        key=lambda pair: (pair[0].last_at, pair[0].id),
        reverse=True,
    )[:MOST]
    self_link = f'<link rel="self" href={_quoted(f"{report.base_url}developments.atom")}/>\n' if report.base_url else ""
    updated = told[0][0].last_at if told else report.now
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
        f"<id>{_urn('feed', report.base_url)}</id>\n<title>Developments</title>\n{self_link}"
        f"<updated>{_moment(updated)}</updated>\n<author><name>{_text(report.publisher)}</name></author>\n"
        f"{''.join(_entry(report, it, file) for it, file in told)}</feed>\n"
    )


def _entry(report: Report, it: Development, file: ClaimFile) -> str:
    link = shown_link(it.link) or (f"{report.base_url}claims/{file.file_name}" if report.base_url else "")
    outlets = ", ".join(it.outlets)
    words = f"{it.says}: {file.claim.statement}{f' (told by {outlets})' if outlets else ''}"
    return (
        f"<entry>\n<id>{_urn('development', it.id)}</id>\n<title>{_text(it.headline) or 'Untitled'}</title>\n"
        + (f'<link rel="alternate" href={_quoted(link)}/>\n' if link else "")
        + f"<updated>{_moment(it.last_at)}</updated>\n<published>{_moment(it.opened_at)}</published>\n"
        f'<category term="{it.polarity.value}"/>\n<content type="text">{_text(words)}</content>\n</entry>\n'
    )


def _urn(kind: str, name: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_OID, f'claim-monitor:{kind}:{name}')}"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _text(words: str) -> str:
    """Words of anybody, escaped; `safe` leaves nothing in them that XML 1.0 could not hold."""
    return escape(safe(words))


def _quoted(address: str) -> str:
    return quoteattr(safe(address))
