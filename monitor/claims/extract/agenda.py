"""Lists of what is to come: the day a heading or a label names is that of the lines under or after it."""

import re
from collections.abc import Iterator
from datetime import date

from monitor.claims.dates import FoundTime, find_times
from monitor.claims.extract.sentences import Sentence

_MARKS = re.compile(r"[\s*#>_•·|:.,()–—-]+")
_LONGEST_HEADING = 70
_LABEL = re.compile(r"^[\s*#>_•·–—-]{0,12}+(?:on |by )?(?P<label>[^:–—]{3,45}?)\**\s*(?::|\s[–—-]\s)")
#: A heading of these words and a day; a sentence has others.
_HEADING_WORDS = re.compile(
    r"\b(?:on|the|for|diary|agenda|events?|week|of|today|coming up|schedule|calendar|programme|program|and|to|from"
    r"|ahead|day|later"
    r"|gmt|est|et|all|times|in)\b",
    re.IGNORECASE,
)


def read_headings(sentences: list[Sentence], said_on: date | None) -> dict[int, FoundTime]:
    """The day that holds for each sentence under a heading or after a label, by its number; empty without a day said.

    A single heading counts only with a day to come: a lone date over an article is the day it was published.
    """
    if said_on is None:
        return {}
    headings = dict(_headings(sentences, said_on))
    if len(headings) == 1 and not any(time.window and _is_later(time, said_on) for time in headings.values()):
        headings = {}
    days = dict(_under(sentences, headings))
    for number, sentence in enumerate(sentences):
        label = _label(sentence, said_on)
        if label is not None:
            days[number] = label
    return days


def _is_later(time: FoundTime, said_on: date) -> bool:
    return time.window is not None and time.window.earliest is not None and time.window.earliest > said_on


def _headings(sentences: list[Sentence], said_on: date) -> Iterator[tuple[int, FoundTime]]:
    for number, sentence in enumerate(sentences):
        text = sentence.text.title() if sentence.text.isupper() else sentence.text
        if len(text) > _LONGEST_HEADING or (number and sentences[number - 1].paragraph == sentence.paragraph):
            continue
        times = [time for time in find_times(text, said_on) if time.window is None or time.window.latest is not None]
        if times and not _letters(_without(text, times)):
            yield number, times[0]


def _without(text: str, times: list[FoundTime]) -> str:
    for time in reversed(times):
        text = text[: time.start] + " " + text[time.end :]
    return text


def _letters(text: str) -> str:
    """What is left of a heading's words beside its day."""
    return re.sub(r"[\d:]+(?: ?[ap]\.?m\.?)?", "", _MARKS.sub(" ", _HEADING_WORDS.sub("", text))).strip()


def _under(sentences: list[Sentence], headings: dict[int, FoundTime]) -> Iterator[tuple[int, FoundTime]]:
    current: FoundTime | None = None
    for number in range(len(sentences)):
        if number in headings:
            current = headings[number]
        elif current is not None and _is_other_heading(sentences, number):
            current = None
        elif current is not None and current.window is not None:
            yield number, current


def _is_other_heading(sentences: list[Sentence], number: int) -> bool:
    """A short line without a full stop that is no item of the list ends it."""
    text = sentences[number].text
    return text.startswith("#") or (len(text.split()) <= 4 and text.isupper())


def _label(sentence: Sentence, said_on: date) -> FoundTime | None:
    found = _LABEL.match(sentence.text[:_LONGEST_HEADING])
    if not found:
        return None
    times = [time for time in find_times(found["label"], said_on) if time.window and time.window.latest]
    if len(times) == 1 and not _letters(_without(found["label"], times)):
        return times[0]
    return None
