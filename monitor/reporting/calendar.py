"""Due dates as iCalendar (RFC 5545): one whole-day event a claim that is open and due."""

import re
from collections.abc import Iterator
from datetime import UTC, date, timedelta

from monitor import __version__
from monitor.model.claim import ClaimStatus
from monitor.model.safe import safe
from monitor.reporting import phrases
from monitor.reporting.facts import ClaimFile, Report

_LINE = 75
"""Octets of a line without its end (RFC 5545 3.1)."""
_SPECIAL = re.compile(r"[\\;,]")


def deadlines_ics(report: Report) -> str:
    """The calendar. Events keep their UID for ever, so that a calendar that takes it again updates them."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//claim-monitor//{__version__}//EN", "CALSCALE:GREGORIAN"]
    lines += ["X-WR-CALNAME:Due dates of claims"]
    for file in report.claims:
        due = file.claim.due
        if file.claim.status is ClaimStatus.OPEN and due is not None and due.latest is not None:
            lines += _event(report, file, due.latest)
    return "".join(f"{fold(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(report: Report, file: ClaimFile, day: date) -> Iterator[str]:
    claim = file.claim
    said = f"Said on {phrases.day(claim.said_on)} by {phrases.who(claim)}"
    yield "BEGIN:VEVENT"
    yield f"UID:{escape_text(claim.slug)}@claim-monitor"
    yield f"DTSTAMP:{report.now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{_day(day)}"
    if day < date.max:
        yield f"DTEND;VALUE=DATE:{_day(day + timedelta(days=1))}"
    yield f"SUMMARY:{escape_text(f'Due: {claim.statement}')}"
    yield f"DESCRIPTION:{escape_text(said)}\\n{escape_text(f'State: {file.word}')}"
    if report.base_url:
        yield f"URL:{report.base_url}claims/{file.file_name}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escape_text(words: str) -> str:
    """A TEXT value (RFC 5545 3.3.11) of one line."""
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", safe(words))


def fold(line: str) -> str:
    """The line in pieces of at most 75 octets, each but the first begun by a space; no character is parted."""
    pieces, size = [""], 0
    for letter in line:
        width = len(letter.encode())
        if size + width > _LINE:
            pieces.append("")
            size = 1
        pieces[-1] += letter
        size += width
    return "\r\n ".join(pieces)


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"
