"""Local times of day, on days that miss an hour or have one twice (PEP 495)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from monitor.model.pace import DigestTime, Pace, QuietHours

_DAY = timedelta(days=1)


def local_moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The one moment, in UTC, at which this day's clocks show `at`.

    Where they show it twice it is the first time; where they skip it, the moment they jump over it.
    """
    wall = datetime.combine(day, at.replace(fold=0), zone)
    moment = wall.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return moment
    # Skipped. Read with the offset after the jump (fold=1) the moment lies before it, read with the one before it after it.
    earliest, latest = wall.replace(fold=1).astimezone(UTC), moment
    before = earliest.astimezone(zone).utcoffset()
    while latest - earliest > timedelta(seconds=1):
        middle = earliest + (latest - earliest) / 2
        earliest, latest = (middle, latest) if middle.astimezone(zone).utcoffset() == before else (earliest, middle)
    return latest.replace(microsecond=0)


def next_digest(after: datetime, digest: DigestTime, zone: ZoneInfo) -> datetime:
    """The first digest time later than `after`, in UTC: once each local day, or once each local week."""
    day = after.astimezone(zone).date() - _DAY
    while True:
        wanted = digest.weekday is None or day.weekday() == digest.weekday
        if wanted and (moment := local_moment(day, digest.at, zone)) > after:
            return moment
        day += _DAY


def quiet_end(now: datetime, quiet: QuietHours, zone: ZoneInfo) -> datetime | None:
    """When the quiet hours end that `now` lies in; None = it lies in none."""
    today = now.astimezone(zone).date()
    for day in (today - _DAY, today):
        start = local_moment(day, quiet.start, zone)
        end = local_moment(day if quiet.end > quiet.start else day + _DAY, quiet.end, zone)
        if start <= now < end:
            return end
    return None


def zone_of(pace: Pace) -> ZoneInfo:
    """The zone of a target; the config has seen to it that there is one of this name."""
    return ZoneInfo(pace.timezone)
