"""Puts the pieces together: times in a text, the bounds before them ("by", "after"), and the one that counts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from monitor.claims.dates.calendar import DAY, WEEK, Window, clip_to
from monitor.claims.dates.distances import distance_before
from monitor.claims.dates.phrases import PHRASES
from monitor.model.claim import DueWindow, Precision


@dataclass(frozen=True, slots=True)
class FoundTime:
    """A time at `text[start:end]`; `window` is None when it is past. `aside`: it dates a thing, not the event itself."""

    start: int
    end: int
    window: DueWindow | None
    aside: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    window: Window | None


_SPACE = re.compile(r"\s")
_ABOUT = r"(?:about |around |roughly |sometime |some time |as late as |at |in |on |the |early |late )*"
_BY = re.compile(
    rf"\b(?:by|until|till|no later than|not later than|on or before|through|as late as|up to|at the latest"
    rf" by)\s+{_ABOUT}$",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"\b(?:before|prior to|ahead of|in advance of)\s+{_ABOUT}$", re.IGNORECASE)
_AFTER = re.compile(rf"\b(?:after|(?<!the )following|beyond)\s+{_ABOUT}$", re.IGNORECASE)
_SOONEST = re.compile(
    r"\b(?:as (?:early|soon) as|not before|no earlier than|not earlier than)\s+(?:in |on |at )?(?:the )?$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?:from|starting|beginning|effective|(?:starts?|begins?|commenc\w+))\s+(?:in |on |at |from )?(?:the )?$",
    re.IGNORECASE,
)
_SINCE = re.compile(rf"\b(?:since|the following)\s+{_ABOUT}$", re.IGNORECASE)
_LEAD = re.compile(r"\b(?:on|in|at|for|over|during|between|from|this|sometime|some time)(?: the)?\s+$", re.IGNORECASE)
_ASIDE = re.compile(r"\b(?:the|a|an|his|her|its|their|our|of|from|ahead of|since|[A-Z]\w+['’]s?)\s+$")
_POSSESSIVE = ("'s ", "’s ")
_NOUN_AFTER = re.compile(r" (?!(?:and|or|but|with|when|after|as|at|in|on|by|for|to|from|if|because|while)\b)[a-z]")
_JOIN = re.compile(
    r"(?:(?: (?:night|morning|afternoon|evening))? (?:into|or) (?:early |late )?"
    r"|\s*(?:to|through|until|till|and|or|-|–|—)\s*(?:(?<=and )on |(?<=or )on )?)"
)
_BETWEEN = re.compile(r"\b(?:between|from)\s+$", re.IGNORECASE)
_SESSION = re.compile(
    r"(?:the )?(?:market |markets |trading )?(?:closing bell|opening bell|closes?|opens?|bell)\b", re.IGNORECASE
)
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_LEADING_WORD = re.compile(
    r"(?:by|before|until|till|since|after|from|through|beyond|earlier than|later than)?\s+", re.IGNORECASE
)
_TITLE_BEFORE = re.compile(
    r"\b(?:Theresa|Mrs\.?|Ms\.?|Mr\.?|Minister|Premier|Representative|Senator|(?:led|signed|backed|made"
    r"|hosted|chaired|headed|given) by)\s+$"
)
#: `on the weekend of 4-5 June`: the weekend is told by its day.
_WEEK_OF = re.compile(r"\b(?:week|weekend) of $", re.IGNORECASE)
_YEAR_OF = re.compile(r"(?:(?:for|of|to|and) )?(?:the |an? |its |his |her |their )?\d{4}(?: [a-z-]+)?")
_MONTH_OR_NAME = re.compile(r"(?:by )?(?:April|May|June|August)")


def read_due(text: str, said_on: date) -> DueWindow | None:
    """When the thing in `text` is to happen, read on the day it was said; None when it names no time to come.

    Of several times the first that dates the event wins; one with a day beats one without.
    """
    coming = [found for found in find_times(text, said_on) if found.window is not None]
    if not coming:
        return None
    return min(coming, key=lambda found: (_lacks_bound(found.window), found.aside, found.start)).window


def _lacks_bound(window: DueWindow | None) -> bool:
    return window is None or (window.latest is None and window.earliest is None)


def find_times(text: str, said_on: date) -> tuple[FoundTime, ...]:
    """Every time named in `text`, past ones included, in order of place; `window.text` is the words themselves."""
    plain = _SPACE.sub(" ", text)
    found = [_bounded(plain, piece, said_on) for piece in _joined(plain, _pieces(plain, said_on))]
    # `within six weeks` is a part of `within six weeks of Easter`
    return tuple(it for it, after in zip_longest(found, found[1:]) if after is None or it.start < after.start)


def _pieces(text: str, said_on: date) -> list[_Piece]:
    """The plain times, each place read once, by the first phrase that fits it."""
    taken: list[_Piece] = []
    lowered = text.lower()
    for phrase in PHRASES:
        for hint in phrase.hints:  # written out, as it is asked for every phrase of every sentence
            if hint in lowered:
                break
        else:
            if phrase.hints:
                continue
        for found in phrase.pattern.finditer(text):
            start, end = found.span()
            if any(start < piece.end and piece.start < end for piece in taken) or _is_name(text, found):
                continue
            word = _LEADING_WORD.match(found[0])
            taken.append(_Piece(start + (word.end() if word else 0), end, phrase.read(found, said_on)))
    return sorted(taken, key=lambda piece: piece.start)


def _is_name(text: str, found: re.Match[str]) -> bool:
    """Ms. May, April, June and August are people at times."""
    word = _MONTH_OR_NAME.fullmatch(found[0])
    return word is not None and bool(_TITLE_BEFORE.search(text[: found.end() - len(found[0].split()[-1])]))


def _joined(text: str, pieces: list[_Piece]) -> Iterator[_Piece]:
    """Two times with `to` between them, or `and` after `between`, are one range."""
    last: _Piece | None = None
    for piece in pieces:
        merged = last and _range(text, last, piece)
        if merged:
            last = merged
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def _range(text: str, first: _Piece, last: _Piece) -> _Piece | None:
    between = text[first.end : last.start]
    opened = _BETWEEN.search(text[: first.start])
    if not _JOIN.fullmatch(between) or ("and" in between and not opened and not _are_two_days(text, first, last)):
        return None
    one, two = first.window, last.window
    if one is None or two is None or one.earliest is None or two.latest is None:
        return None
    end = two.latest
    if end < one.earliest and text.endswith("day", last.start, last.end):  # Monday to Friday, said on a Wednesday
        end += WEEK
    return _Piece(first.start, last.end, Window(one.earliest, end, two.precision)) if one.earliest <= end else None


def _are_two_days(text: str, first: _Piece, last: _Piece) -> bool:
    """`Tuesday and Wednesday`, `May 3 and June 2`: the last day of both is that of the whole."""
    one, two = text[first.start : first.end], text[last.start : last.end]
    if _WEEKDAY.fullmatch(one) and _WEEKDAY.fullmatch(two):
        return True
    return all(
        it.window is not None and it.window.earliest == it.window.latest and re.search(r"\d", words)
        for it, words in ((first, one), (last, two))
    )


def _bounded(text: str, piece: _Piece, said_on: date) -> FoundTime:
    """The time with the words before it that move its bounds."""
    offset = max(0, piece.start - 40)
    before = text[offset : piece.start]
    after = text[piece.end : piece.end + 20]
    distance = None if after.startswith(_POSSESSIVE) else distance_before(before)
    if distance:
        start = offset + distance.start
        away = distance.move(piece.window) if piece.window else None
        return FoundTime(start, piece.end, _due(away, text[start : piece.end], said_on) if away else None)
    aside = _is_of_thing(before, text[piece.start : piece.end], after) and not _BY.search(before)
    bounds = ((bound, pattern.search(before)) for pattern, bound in _BOUNDS)
    bound, led_by = next(((bound, found) for bound, found in bounds if found), (_as_it_is, _LEAD.search(before)))
    start = offset + led_by.start() if led_by else piece.start
    if _SESSION.match(text, piece.start):
        bound = _as_it_is  # `after the close` is the same day
    if bound is _before and text.startswith(("end", "close"), piece.start):
        bound = _until
    moved = bound(piece.window) if piece.window else None
    return FoundTime(start, piece.end, _due(moved, text[start : piece.end], said_on) if moved else None, aside)


def _is_of_thing(before: str, words: str, after: str) -> bool:
    """Whether a time dates a noun; that of a week or weekend told by one of its days is its own."""
    if words.startswith("week") or _WEEK_OF.search(before):
        return False
    return _is_aside(before, after) or _is_year_of(words, after)


def _is_aside(before: str, after: str) -> bool:
    """`the Friday vote`, `Friday's vote`: it dates the noun; `at the end of the year` does not."""
    if after.startswith(_POSSESSIVE):
        return True
    return bool(_ASIDE.search(before)) and not (_LEAD.search(before) and not _NOUN_AFTER.match(after))


def _is_year_of(words: str, after: str) -> bool:
    """`its 2030 strategy`, `for the 2026 election`: the year is that of a thing."""
    return _YEAR_OF.fullmatch(words) is not None and _NOUN_AFTER.match(after) is not None


def _due(window: Window, words: str, said_on: date) -> DueWindow | None:
    if window.latest is not None and window.latest < said_on:
        return None
    clipped = clip_to(window, said_on)
    return DueWindow(clipped.earliest, clipped.latest, words, clipped.precision)


def _until(window: Window) -> Window | None:
    return replace(window, earliest=None)


def _before(window: Window) -> Window | None:
    """`before July` ends on 30 June, `before the end of July` on its last day."""
    if window.earliest is None:
        return window
    return Window(None, window.earliest - DAY, Precision.DAY)


def _after(window: Window) -> Window | None:
    if window.latest is None or window.latest == date.max:
        return None
    return Window(window.latest + DAY, None, window.precision)


def _as_it_is(window: Window) -> Window | None:
    return window


def _at_the_earliest(window: Window) -> Window | None:
    return replace(window, latest=None)


def _past(_: Window) -> None:
    return None


_BOUNDS = (
    (_SINCE, _past),
    (_BY, _until),
    (_SOONEST, _at_the_earliest),
    (_BEFORE, _before),
    (_AFTER, _after),
    (_FROM, _as_it_is),
)
