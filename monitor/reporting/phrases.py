"""Times, days and counts as a reader of a page wants them. Days are of UTC."""

from datetime import UTC, date, datetime

from monitor.model.claim import Claim, DueWindow


def day(moment: datetime | date | None) -> str:
    """4 May 2017, or nothing."""
    if moment is None:
        return ""
    it = moment.astimezone(UTC).date() if isinstance(moment, datetime) else moment
    return f"{it.day} {it:%B} {it.year}"


def clock(moment: datetime) -> str:
    """4 May 2017, 14:02 UTC."""
    return f"{day(moment)}, {moment.astimezone(UTC):%H:%M} UTC"


def number(count: int, one: str, many: str = "") -> str:
    """1 claim, 2 claims."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def due(window: DueWindow | None) -> str:
    """Like `by 30 June 2017; between two days; from a day on; no date`."""
    if window is None or (window.earliest is None and window.latest is None):
        return "no date given"
    if window.latest is None:
        return f"from {day(window.earliest)} on"
    if window.earliest is None:
        return f"by {day(window.latest)}"
    if window.earliest == window.latest:
        return f"on {day(window.latest)}"
    return f"{day(window.earliest)} to {day(window.latest)}"


def left(days: int | None) -> str:
    """58 days left, due today, 12 days overdue, or nothing."""
    if days is None:
        return ""
    if days == 0:
        return "due today"
    return f"{number(days, 'day')} left" if days > 0 else f"{number(-days, 'day')} overdue"


def who(claim: Claim) -> str:
    """Who says so."""
    return ", ".join(claim.asserted_by) or "nobody named"
