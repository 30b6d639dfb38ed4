"""Lengths of time in words."""

from datetime import timedelta

import pytest

from monitor.model.spans import long_span, short_span

SECOND, MINUTE, HOUR, DAY = (timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours", "days"))


@pytest.mark.parametrize(
    ("span", "short", "long"),
    [
        (-HOUR, "0 s", "less than a minute"),
        (40 * SECOND, "40 s", "less than a minute"),
        (MINUTE, "1 min", "1 minute"),
        (59 * MINUTE + 50 * SECOND, "1 h", "1 hour"),
        (19 * HOUR + 40 * MINUTE, "20 h", "20 hours"),
        (47 * HOUR + 40 * MINUTE, "2 d", "2 days"),
        (364 * DAY, "364 d", "364 days"),
        (500 * DAY, "16 mo", "16 months"),
        (3_500 * DAY, "10 y", "10 years"),
    ],
)
def test_a_table_and_a_sentence_say_the_same(span: timedelta, short: str, long: str) -> None:
    assert (short_span(span), long_span(span)) == (short, long)
