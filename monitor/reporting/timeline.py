"""The developments of a claim against its due window, as SVG.

Time is laid out in percent and all else in pixels, so letters keep their size from a phone to a desk. Good news stands
above the line, bad news below, echoes on it; what falls on the same place is stacked away from the line.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from monitor.model.development import Development
from monitor.model.match import Polarity
from monitor.reporting import phrases
from monitor.reporting.badges import polarity_tone
from monitor.reporting.facts import ClaimFile
from monitor.reporting.markup import EMPTY, Html, join, lines, tag, text
from monitor.reporting.vocabulary import meaning

HEIGHT = 212
_TOP, _LINE, _FOOT = 44, 110, 176
#: Each word above the picture has a row of its own, for the days it names may be the same.
_DUE_ROW, _SAID_ROW, _NOW_ROW = 12, 25, 38
_STEP = 15
_STRIP = 30
_STACK = 4
#: Nearer marks (in percent of the width) are stacked; enough for a phone.
_APART = 4.0
_MARGIN = 3.0
_SHAPES = {
    Polarity.OCCURRED: '<circle r="6.5"/>',
    Polarity.PROGRESS: '<path d="M0-7 7 6H-7Z"/>',
    Polarity.POSTPONED: '<path d="M0-7.5 7.5 0 0 7.5-7.5 0Z"/>',
    Polarity.CANCELLED: '<path d="M-6-6H6V6H-6Z"/>',
    Polarity.DENIED: '<path d="M0 7 7-6H-7Z"/>',
    Polarity.FAILED: '<path d="M-2.2-7H2.2V-2.2H7V2.2H2.2V7H-2.2V2.2H-7V-2.2H-2.2Z" transform="rotate(45)"/>',
    Polarity.ECHO: '<circle r="3.5"/>',
}


class Scale:
    """Days to percent of the width."""

    def __init__(self, first: date, last: date) -> None:
        self.first = first
        self.days = max((last - first).days, 1)
        self.last = first + timedelta(days=self.days)

    def at(self, day: date) -> float:
        """Where a day stands, 0 to 100."""
        share = (day - self.first).days / self.days
        return round(_MARGIN + min(max(share, 0.0), 1.0) * (100 - 2 * _MARGIN), 2)


def draw_timeline(file: ClaimFile, now: datetime) -> Html:
    """The picture of one claim; what it shows is said in its description and in the lists of the page."""
    today = now.astimezone(UTC).date()
    scale = _scale(file, today)
    title = tag("title", text("Timeline of developments"), id="timeline-title")
    picture = tag(
        "svg",
        lines(
            title,
            tag("desc", text(_describe(file)), id="timeline-desc"),
            _window(file, scale),
            _rule(scale.at(scale.first), scale.at(scale.last), _LINE),
            *_labels(scale),
            _mark_day(scale, file.claim.said_on, "said", _SAID_ROW),
            _mark_day(scale, file.settled_on or today, "settled" if file.settled_on else "today", _NOW_ROW),
            *_markers(file.news, scale),
        ),
        role="img",
        width="100%",
        height=str(HEIGHT),
        aria_labelledby="timeline-title timeline-desc",
    )
    return tag("div", picture, _key(file.news), class_="plot")


def draw_strip(file: ClaimFile, now: datetime) -> Html:
    """The same in a line's height, without words: only for eyes, and only when something was told."""
    if not file.news:
        return EMPTY
    scale = _scale(file, now.astimezone(UTC).date())
    marks = (
        tag(
            "svg",
            tag("g", shape(it.polarity), class_=polarity_tone(it.polarity)),
            x=f"{scale.at(_day(it.opened_at))}%",
            y=str(_STRIP // 2 - 5 * _side(it.polarity)),
        )
        for it in file.news
    )
    return tag(
        "svg",
        _band(file, scale, 0, _STRIP),
        _rule(scale.at(scale.first), scale.at(scale.last), _STRIP // 2),
        *marks,
        width="100%",
        height=str(_STRIP),
        aria_hidden="true",
    )


def shape(polarity: Polarity) -> Html:
    """The mark of a polarity, around 0,0."""
    return Html(_SHAPES[polarity])


def _scale(file: ClaimFile, today: date) -> Scale:
    """From the day it was said to the last thing known; today too, unless the claim is closed."""
    due = file.claim.due
    days = [file.claim.said_on, *(_day(it.opened_at) for it in file.news)]
    days += [day for day in (due.earliest, due.latest) if day] if due else []
    days += [file.settled_on or today]
    return Scale(min(days), max(days))


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()


def _describe(file: ClaimFile) -> str:
    counts = Counter(it.polarity.value for it in file.news)
    told = ", ".join(f"{count} {word}" for word, count in counts.items()) or "none yet"
    return f"Said on {phrases.day(file.claim.said_on)}; {phrases.due(file.claim.due)}. Developments: {told}."


def _window(file: ClaimFile, scale: Scale) -> Html:
    """The due window, its last day marked."""
    due = file.claim.due
    band = _band(file, scale, _TOP, _FOOT)
    if due is None or due.latest is None:
        return band
    end = scale.at(due.latest)
    edge = tag("line", x1=f"{end}%", x2=f"{end}%", y1=str(_TOP), y2=str(_FOOT), class_="edge")
    return join([band, edge, _text(end, _DUE_ROW, "due", "ink")])


def _band(file: ClaimFile, scale: Scale, top: int, foot: int) -> Html:
    """From the first to the last day of the due window; an open start begins where the claim was said."""
    due = file.claim.due
    if due is None or (due.earliest is None and due.latest is None):
        return EMPTY
    last = due.latest or scale.last
    start, end = scale.at(due.earliest or min(file.claim.said_on, last)), scale.at(last)
    width = f"{round(max(end - start, 0.4), 2)}%"
    return tag("rect", x=f"{start}%", y=str(top), width=width, height=str(foot - top), class_="window")


def _rule(start: float, end: float, top: int) -> Html:
    return tag("line", x1=f"{start}%", x2=f"{end}%", y1=str(top), y2=str(top), class_="axis")


def _labels(scale: Scale) -> Iterator[Html]:
    """The first and the last day, and the middle one where there is room for it."""
    shown = [scale.first, scale.first + timedelta(days=scale.days // 2), scale.last]
    for day in shown if scale.days > 1 else [scale.first, scale.last]:
        at = scale.at(day)
        words = f"{day.day} {day:%b} {day.year}"
        yield tag("line", x1=f"{at}%", x2=f"{at}%", y1=str(_FOOT), y2=str(_FOOT + 6), class_="axis")
        yield _text(at, _FOOT + 22, words)


def _mark_day(scale: Scale, day: date, words: str, top: int) -> Html:
    at = scale.at(day)
    shade = "axis" if words == "said" else "now"
    stroke = tag("line", x1=f"{at}%", x2=f"{at}%", y1=str(_TOP), y2=str(_FOOT), class_=shade)
    return join([stroke, _text(at, top, words)])


def _text(at: float, top: int, words: str, class_: str | None = None) -> Html:
    anchor = "start" if at < 15 else "end" if at > 85 else "middle"
    return tag("text", text(words), x=f"{at}%", y=str(top), text_anchor=anchor, class_=class_)


def _markers(news: Sequence[Development], scale: Scale) -> Iterator[Html]:
    """One mark a development, each with its words as a tooltip."""
    ends: dict[tuple[int, int], float] = {}
    for development in sorted(news, key=lambda it: (it.opened_at, it.id)):
        at = scale.at(_day(development.opened_at))
        side = _side(development.polarity)
        level = next((it for it in range(_STACK) if at - ends.get((side, it), -_APART) >= _APART), _STACK - 1)
        ends[side, level] = at
        words = f"{development.says}, {phrases.day(development.opened_at)}: {development.headline}"
        mark = tag("g", shape(development.polarity), class_=polarity_tone(development.polarity))
        yield tag("svg", tag("title", text(words, 200)), mark, x=f"{at}%", y=str(_height(side, level)))


def _side(polarity: Polarity) -> int:
    return 1 if polarity.is_good else -1 if polarity.is_bad else 0


def _height(side: int, level: int) -> int:
    if side == 0:
        return _LINE - 4 * level
    return _LINE - side * (14 + _STEP * level)


def _key(news: Sequence[Development]) -> Html:
    """What the marks mean, of those that are there."""
    there = {it.polarity for it in news}
    return (
        tag(
            "ul",
            join(
                tag(
                    "li",
                    tag(
                        "svg",
                        tag("g", shape(polarity), class_=polarity_tone(polarity)),
                        viewBox="-8 -8 16 16",
                        aria_hidden="true",
                    ),
                    tag("span", text(f"{polarity.value}: {meaning(polarity)}")),
                )
                for polarity in Polarity
                if polarity in there
            ),
            class_="key",
        )
        if there
        else EMPTY
    )
