"""Digests and quiet hours on the days when clocks are changed, in many zones."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alerting.local_time import local_moment, next_digest, quiet_end
from monitor.model.pace import DigestTime, QuietHours

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/St_Johns", "Asia/Kathmandu"]
ZONES += ["Africa/Casablanca", "Pacific/Chatham", "America/Havana", "Asia/Beirut", "Europe/London", "America/Asuncion"]
zones = st.sampled_from(ZONES).map(ZoneInfo)
minutes = st.times(timezones=st.none()).map(lambda at: at.replace(second=0, microsecond=0))
moments = st.datetimes(datetime(2015, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - made aware there


@pytest.mark.parametrize(
    ("day", "at", "utc"),
    [
        (date(2017, 3, 25), time(8), "2017-03-25T07:00"),
        (date(2017, 3, 26), time(8), "2017-03-26T06:00"),
        (date(2017, 3, 26), time(2, 30), "2017-03-26T01:00"),
        (date(2017, 3, 26), time(3), "2017-03-26T01:00"),
        (date(2017, 10, 29), time(2, 30), "2017-10-29T00:30"),
        (date(2017, 10, 29), time(3), "2017-10-29T02:00"),
    ],
)
def test_a_local_time_is_one_moment(day: date, at: time, utc: str) -> None:
    assert local_moment(day, at, BERLIN) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@given(zones, st.dates(date(2015, 1, 1), date(2028, 12, 31)), minutes)
def test_the_moment_of_a_day_lies_in_that_day_and_days_keep_their_order(zone: ZoneInfo, day: date, at: time) -> None:
    moment = local_moment(day, at, zone)
    shown = moment.astimezone(zone)
    assert shown.date() == day
    assert shown.time() >= at
    assert shown.time() == at or local_moment(day, time(0), zone) <= moment
    assert moment < local_moment(day + timedelta(days=1), at, zone)


@given(zones, moments, minutes)
def test_a_daily_digest_comes_exactly_once_each_local_day(zone: ZoneInfo, start: datetime, at: time) -> None:
    moment, days = start, []
    for _ in range(370):
        later = next_digest(moment, DigestTime(at), zone)
        assert later > moment
        moment = later
        days.append(moment.astimezone(zone).date())
    assert [(day - days[0]).days for day in days] == list(range(370))


@given(zones, moments, minutes, st.integers(0, 6))
def test_a_weekly_digest_comes_exactly_once_each_week(zone: ZoneInfo, start: datetime, at: time, weekday: int) -> None:
    moment = next_digest(start, DigestTime(at, weekday), zone)
    assert timedelta(0) < moment - start <= timedelta(days=7, hours=2)
    again = next_digest(moment, DigestTime(at, weekday), zone)
    first, second = (it.astimezone(zone).date() for it in (moment, again))
    assert first.weekday() == weekday
    assert (second - first).days == 7


@pytest.mark.parametrize("month", [3, 10])
def test_berlin_has_each_digest_of_the_month_once(month: int) -> None:
    for at in (time(0), time(1, 59), time(2), time(2, 30), time(2, 59, 59), time(3), time(8), time(23, 59)):
        moment, seen = datetime(2017, month, 1, tzinfo=UTC) - timedelta(days=1), []
        for _ in range(33):
            moment = next_digest(moment, DigestTime(at), BERLIN)
            seen.append(moment.astimezone(BERLIN).date())
        seen = [day for day in seen if day.month == month]
        assert sorted(set(seen)) == seen
        assert {it.day for it in seen} == set(range(1, 32))


@pytest.mark.parametrize(
    ("now", "end"),
    [
        ("2017-05-03T19:59", None),
        ("2017-05-03T20:00", "2017-05-04T05:00"),
        ("2017-05-04T04:59", "2017-05-04T05:00"),
        ("2017-05-04T05:00", None),
        ("2017-03-25T22:00", "2017-03-26T05:00"),
        ("2017-10-29T03:00", "2017-10-29T06:00"),
    ],
)
def test_quiet_hours_over_midnight(now: str, end: str | None) -> None:
    quiet = QuietHours(time(22), time(7))
    expected = datetime.fromisoformat(end).replace(tzinfo=UTC) if end else None
    assert quiet_end(datetime.fromisoformat(now).replace(tzinfo=UTC), quiet, BERLIN) == expected


def test_quiet_hours_of_one_day() -> None:
    quiet = QuietHours(time(12), time(14))
    assert quiet_end(datetime(2017, 5, 3, 13, tzinfo=UTC), quiet, ZoneInfo("UTC")) == datetime(
        2017, 5, 3, 14, tzinfo=UTC
    )
    assert quiet_end(datetime(2017, 5, 3, 14, tzinfo=UTC), quiet, ZoneInfo("UTC")) is None


@given(zones, moments, minutes, minutes)
def test_quiet_hours_end_later_and_within_a_day(zone: ZoneInfo, now: datetime, start: time, end: time) -> None:
    until = quiet_end(now, QuietHours(start, end), zone)
    if until is not None:
        assert now < until <= now + timedelta(hours=26)
