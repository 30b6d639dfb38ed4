"""The picture of a timeline, read back from its PNG."""

import struct
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from alerting_build import a_development, a_due_claim
from build import NOON, a_claim

from monitor.alerting.picture import BAD, GOOD, HEIGHT, WIDTH, draw_timeline
from monitor.alerting.timeline import MOST, Mark, Timeline, read_timeline, spot, timeline_words
from monitor.model.development import Development, ReviewState
from monitor.model.match import EARLY, MatchDecision, Polarity

DAY = timedelta(days=1)
Pixel = tuple[int, int, int, int]


def pixels(png: bytes) -> list[list[Pixel]]:
    """Rows of red, green, blue, cover; only what our own writer makes is understood."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    chunks, at = {}, 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        kind, content = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        assert struct.unpack(">I", png[at + 8 + size : at + 12 + size])[0] == zlib.crc32(kind + content)
        chunks[kind], at = content, at + 12 + size
    wide, high, *form = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert form == [8, 6, 0, 0, 0]
    body = zlib.decompress(chunks[b"IDAT"])
    rows = [body[y * (wide * 4 + 1) + 1 : (y + 1) * (wide * 4 + 1)] for y in range(high)]
    return [[(row[x], row[x + 1], row[x + 2], row[x + 3]) for x in range(0, wide * 4, 4)] for row in rows]


def a_timeline(*marks: Mark, now: datetime = NOON + 30 * DAY, due: date | None = date(2017, 7, 31)) -> Timeline:
    return Timeline(date(2017, 5, 2), due, now, marks)


def rows_of(timeline: Timeline, colour: tuple[int, int, int]) -> set[int]:
    """On which rows this colour stands."""
    return {y for y, row in enumerate(pixels(draw_timeline(timeline))) if any(pixel[:3] == colour for pixel in row)}


def test_good_news_stands_above_the_line_and_bad_news_below() -> None:
    good = rows_of(a_timeline(Mark(NOON + 9 * DAY, Polarity.OCCURRED)), GOOD)
    bad = rows_of(a_timeline(Mark(NOON + 9 * DAY, Polarity.CANCELLED)), BAD)
    assert max(good) <= min(bad) + 3
    assert min(good) < min(bad)


def test_the_event_of_the_message_is_larger_than_the_others() -> None:
    def dots(mark: Mark) -> int:
        return sum(pixel[:3] == BAD for row in pixels(draw_timeline(a_timeline(mark))) for pixel in row)

    assert dots(Mark(NOON, Polarity.DENIED, is_this=True)) > dots(Mark(NOON, Polarity.DENIED))


def test_its_ground_is_transparent_and_it_is_small() -> None:
    png = draw_timeline(a_timeline(*(Mark(NOON + n * DAY, Polarity.PROGRESS) for n in range(MOST))))
    rows = pixels(png)
    assert (len(rows[0]), len(rows)) == (WIDTH, HEIGHT)
    assert rows[0][0] == rows[-1][-1] == (0, 0, 0, 0)
    assert len(png) < 10_000


@pytest.mark.parametrize("due", [None, date(2017, 5, 2), date(2017, 5, 20), date(2030, 1, 1)])
@pytest.mark.parametrize("now", [datetime(2017, 5, 2, tzinfo=UTC), NOON, NOON + 4000 * DAY])
def test_any_dates_make_a_picture(due: date | None, now: datetime) -> None:
    marks = (Mark(NOON - 400 * DAY, Polarity.DENIED), Mark(NOON + 9000 * DAY, Polarity.OCCURRED, is_this=True))
    assert pixels(draw_timeline(a_timeline(*marks, now=now, due=due)))


def test_the_line_goes_from_the_saying_to_the_last_thing_known() -> None:
    timeline = a_timeline(now=datetime(2017, 5, 2, tzinfo=UTC), due=date(2017, 5, 12))
    places = [spot(timeline, date(2017, 5, day)) for day in (1, 2, 7, 12, 20)]
    assert places == [0.0, 0.0, 0.5, 1.0, 1.0]
    assert spot(a_timeline(now=datetime(2017, 5, 2, tzinfo=UTC), due=None), NOON) == 1.0


NEWS = a_development()


@pytest.mark.parametrize(
    "left_out",
    [
        a_development(polarity=Polarity.ECHO),
        a_development(decision=MatchDecision.SUGGEST),
        a_development(review=ReviewState.REJECTED),
    ],
)
def test_what_is_no_news_is_not_on_it(left_out: Development) -> None:
    assert read_timeline(a_due_claim(), [left_out, NEWS], NEWS.id, NOON).marks == (Mark(NOON, NEWS.polarity, True),)


def test_its_words_count_the_events_in_the_order_of_time() -> None:
    history = [
        a_development(id="3", polarity=Polarity.OCCURRED, opened_at=NOON + 3 * DAY),
        a_development(id="1", polarity=Polarity.PROGRESS),
        a_development(id="2", polarity=Polarity.PROGRESS, opened_at=NOON + DAY),
    ]
    timeline = read_timeline(a_claim(), history, "3", NOON + 4 * DAY)
    assert timeline_words(timeline) == "3 events: 2 progress, occurred; the first on 3 May 2017, 12:00 UTC"
    early = replace(NEWS, id="e", polarity=Polarity.PROGRESS, grouped_because=f"said to have happened {EARLY}")
    words = timeline_words(read_timeline(a_claim(), [early, NEWS], NEWS.id, NOON))
    assert words.startswith("2 events: cancelled, occurred early; ")
    assert [mark.is_this for mark in timeline.marks] == [False, False, True]


def test_what_an_edit_says_comes_after_what_the_article_said_first() -> None:
    history = [
        a_development(id="2", polarity=Polarity.CANCELLED, seen_at=NOON + DAY),
        a_development(id="1", polarity=Polarity.PROGRESS),
    ]
    words = timeline_words(read_timeline(a_claim(), history, "2", NOON + DAY))
    assert words == "2 events: progress, cancelled; the first on 3 May 2017, 12:00 UTC"


def test_one_event_needs_no_words() -> None:
    assert timeline_words(read_timeline(a_claim(), [NEWS], NEWS.id, NOON)) == ""
