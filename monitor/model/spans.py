"""Lengths of time as people say them: one way of rounding, so that a table and a sentence never disagree."""

from datetime import timedelta

_SHORT = {"second": "s", "minute": "min", "hour": "h", "day": "d", "month": "mo", "year": "y"}


def short_span(span: timedelta) -> str:
    """`40 s`, `20 min`, `5 h`, `12 d`, `14 mo`, `9 y`."""
    count, unit = _measure(span)
    return f"{count} {_SHORT[unit]}"


def long_span(span: timedelta) -> str:
    """`20 minutes`, `1 hour`, `12 days`, `less than a minute`."""
    count, unit = _measure(span)
    if unit == "second":
        return "less than a minute"
    return f"{count} {unit}{'' if count == 1 else 's'}"


def _measure(span: timedelta) -> tuple[int, str]:
    """In the unit that people would use: hours up to two days, days up to a year, months up to two. Never negative."""
    seconds = max(round(span.total_seconds()), 0)
    minutes, hours, days = round(seconds / 60), round(seconds / 3_600), round(seconds / 86_400)
    if seconds < 60:
        return seconds, "second"
    if minutes < 60:
        return minutes, "minute"
    if hours < 48:
        return hours, "hour"
    if days < 365:
        return days, "day"
    return (round(days / 30.44), "month") if days < 730 else (round(days / 365.25), "year")
