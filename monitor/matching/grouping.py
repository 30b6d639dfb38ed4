"""Which event a match tells: one the claim has already, or a new one. A source is counted once, whoever repeats it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from monitor.matching.text import Sketch, read_sketch
from monitor.matching.voices import first_voice, hear
from monitor.model.development import Development, Grouping, ReviewState
from monitor.model.feed import Entry
from monitor.model.ids import make_id
from monitor.model.match import EARLY, Match, MatchDecision, Polarity
from monitor.model.policy import MatchPolicy

#: Share of common terms (of the smaller side) from which two texts of compatible polarity tell the same event.
SAME_WORDS = 0.45
#: Within this time a further report of the same polarity is taken for the same event although it is worded otherwise.
SAME_DAY = timedelta(hours=18)
SAME_DAY_WORDS = 0.12
MOST_SKETCH = 60
MOST_LINKS = 200
MOST_OUTLETS = 500


@dataclass(frozen=True, slots=True)
class _Reason:
    """How sure it is that a development is the same event (higher is surer), and why."""

    rank: float
    because: str


def group(
    match: Match, entry: Entry, recent: Sequence[Development], policy: MatchPolicy, edited_at: datetime | None = None
) -> Grouping:
    """Find the development of `recent` (all of this claim) that the entry tells, or open a new one.

    Same link or near-same title: the same event. Else the polarity must be compatible, the words alike and the times near.
    `edited_at`: when its words as they are now were first read, should they be others than it came out with (None =
    they are not); what they open is news of then.
    """
    sketch = read_sketch(entry.title, entry.summary)
    best: tuple[_Reason, Development] | None = None
    for known in recent:
        reason = _same_event(match, entry, sketch, known, policy)
        if reason is not None and (best is None or reason.rank > best[0].rank):
            best = reason, known
    if best is not None:
        others = [known for known in recent if known.id != best[1].id]
        return Grouping(_joined(best[1], match, entry, others), is_new=False, because=best[0].because)
    because = _why_new(match, recent)
    opened = _opened(match, entry, sketch, because, recent)
    again = next((known for known in recent if known.id == opened.id), None)
    if again is not None:  # a person rejected what this entry says; an edit that leaves it so asks nobody again
        others = [known for known in recent if known is not again]
        return Grouping(_joined(again, match, entry, others), is_new=False, because="the same entry")
    return Grouping(_dated(opened, edited_at) if edited_at else opened, is_new=True, because=because)


def regroup(
    known: Development, reports: Sequence[tuple[Match, Entry]], others: Sequence[Development] = ()
) -> Development:
    """A known development as it was when only these of its reports had come in: at least one, in the order they came.

    `others`: those of its claim beside it, by which copies are known.
    """
    (match, entry), *rest = reports
    then = _opened(match, entry, read_sketch(entry.title, entry.summary), known.grouped_because, others)
    then = replace(then, id=known.id, polarity=known.polarity)
    if entry.id == known.first_entry and known.opened_at > entry.published:
        then = _dated(then, known.opened_at)
    for match, entry in rest:
        then = _joined(then, match, entry, others)
    return replace(then, first_entry=known.first_entry, seen_at=known.seen_at, review=known.review)


def _same_event(match: Match, entry: Entry, sketch: Sketch, known: Development, policy: MatchPolicy) -> _Reason | None:
    """Why this may be the event that a known development tells; None when it can't be."""
    is_own = entry.id == known.first_entry
    apart = timedelta() if is_own else max(entry.published - known.last_at, known.opened_at - entry.published)
    if known.claim != match.claim or known.review is ReviewState.REJECTED or apart > policy.development_window:
        return None
    if _says_otherwise(match, entry, known) or not _compatible(match, known, apart):
        return None
    if entry.canonical_link and entry.canonical_link in known.links:
        return _Reason(3.0, "the same link")
    likeness = title_likeness(entry.title, known.headline)
    if likeness >= policy.same_title:
        return _Reason(2.0 + likeness, "nearly the same title")
    # Nobody was told what a first poll brought: later news may not vanish in it for a likeness of words.
    if known.baseline and not entry.baseline:
        return None
    return _same_words(match, sketch, known, apart, is_other=_new_numbers(entry.title, known.headline))


def _says_otherwise(match: Match, entry: Entry, known: Development) -> bool:
    """Whether an outlet takes back what it said itself: then it is news, however like the old words are.

    Two outlets may put one event differently: "postponed" with one is "called off" with the other, and within hours that
    is one alert. But an outlet that wrote "called off" and writes "postponed to July" later that day has learned something,
    and so has a reader. Only the outlet that opened the development is sure to have said what it is known as; and a step
    after the deed is no step back.
    """
    if match.polarity is Polarity.ECHO or _tells(match) is _told_as(known):
        return False
    is_own = known.outlets[:1] == (entry.outlet,) and entry.published > known.opened_at
    return bool(entry.revision) or (is_own and known.polarity.is_bad and match.polarity.is_bad)


def _same_words(
    match: Match, sketch: Sketch, known: Development, apart: timedelta, *, is_other: bool
) -> _Reason | None:
    """Alike words within the window; within hours little likeness is enough. Other numbers make another event by then."""
    words = _overlap(frozenset(sketch.weights), frozenset(known.sketch))
    if apart <= SAME_DAY and words >= SAME_DAY_WORDS:
        same = words if known.polarity is match.polarity else words / 2
        return _Reason(same, f"the same kind of news ({match.polarity}) within hours")
    if words >= SAME_WORDS and not is_other:
        return _Reason(1.0 + words, "the same words within the window")
    return None


def _compatible(match: Match, known: Development, apart: timedelta) -> bool:
    """An echo fits any state; a state fits only itself (a new state is new news).

    Within hours outlets differ in how they put one event: bad news is bad news, and a step towards what has happened is
    the same happening. What was told as come early only is news again when it happens in its time.
    """
    if match.polarity is Polarity.OCCURRED and known.polarity is not Polarity.OCCURRED:
        return False
    old, new = _told_as(known), _tells(match)
    if new is Polarity.ECHO or old is new:
        return True
    one_event = (old.is_bad and new.is_bad) or (old is Polarity.OCCURRED and new is Polarity.PROGRESS)
    return one_event and apart <= SAME_DAY


def _tells(match: Match) -> Polarity:
    """What a match says, for grouping: that it happened is news beside every step towards it, early or not."""
    return Polarity.OCCURRED if match.is_early else match.polarity


def _told_as(known: Development) -> Polarity:
    return Polarity.OCCURRED if known.grouped_because.endswith(EARLY) else known.polarity


def title_likeness(first: str, second: str) -> float:
    """Share of common terms of two titles (Jaccard), 0..1; 0 when one has none."""
    a, b = frozenset(read_sketch(first, "").weights), frozenset(read_sketch(second, "").weights)
    return len(a & b) / len(a | b) if a and b else 0.0


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _new_numbers(first: str, second: str) -> bool:
    """Both titles have numbers, and other ones."""
    a, b = _numbers(first), _numbers(second)
    return bool(a and b and a.isdisjoint(b))


def _numbers(text: str) -> frozenset[str]:
    return frozenset(term for term in read_sketch(text, "").weights if term[0].isdigit())


def _early_mark(match: Match) -> tuple[str, ...]:
    return ("early",) if _tells(match) is not match.polarity else ()


def _why_new(match: Match, recent: Sequence[Development]) -> str:
    mine = [known for known in recent if known.claim == match.claim]
    if match.is_early:
        return f"said to have happened {EARLY}"
    if not mine:
        return "first report"
    if all(known.polarity is not match.polarity for known in mine):
        return f"first word of {match.polarity}"
    return "no recent development tells the same"


def _opened(match: Match, entry: Entry, sketch: Sketch, because: str, others: Sequence[Development]) -> Development:
    own = first_voice(entry, others)
    return Development(
        # One entry opens a second development when an edit turns what it says.
        id=make_id("development", match.claim, entry.id, match.polarity, *_early_mark(match)),
        claim=match.claim,
        polarity=match.polarity,
        decision=match.decision,
        headline=entry.title,
        link=entry.link,
        first_entry=entry.id,
        opened_at=entry.published,
        last_at=entry.published,
        seen_at=entry.first_seen,
        score=match.score,
        outlets=(entry.outlet,) if entry.outlet else (),
        sketch=tuple(sorted(sketch.weights)[:MOST_SKETCH]),
        links=(entry.canonical_link,) if entry.canonical_link else (),
        grouped_because=because,
        baseline=entry.baseline,
        sources=(own.source,) if own.source else (),
        prints=(tuple(own),),
    )


def _dated(opened: Development, moment: datetime) -> Development:
    return replace(opened, opened_at=moment, last_at=moment, seen_at=moment)


def _joined(known: Development, match: Match, entry: Entry, others: Sequence[Development]) -> Development:
    """The development with one more report. An echo adds a voice, but proves and dates nothing."""
    is_echo = match.polarity is Polarity.ECHO and known.polarity is not Polarity.ECHO
    dates = not is_echo and entry.id != known.first_entry  # which may have been edited to say this
    proves = match.decision is MatchDecision.MATCH and not is_echo
    newly = proves and known.decision is not MatchDecision.MATCH
    return replace(
        known if is_echo else hear(known, entry, others),
        decision=MatchDecision.MATCH if proves else known.decision,
        # What is told is what made it sure, not the doubtful report before.
        headline=entry.title if newly else known.headline,
        link=entry.link if newly else known.link,
        opened_at=min(known.opened_at, entry.published) if dates else known.opened_at,
        last_at=max(known.last_at, entry.published),
        score=max(known.score, match.score),
        entries=known.entries + 1,
        outlets=_with(known.outlets, entry.outlet, MOST_OUTLETS),
        sketch=tuple(sorted({*known.sketch, *read_sketch(entry.title, "").weights}))[: MOST_SKETCH * 2],
        links=_with(known.links, entry.canonical_link, MOST_LINKS),
        # What a first poll brought stays untold, unless it becomes sure only now.
        baseline=known.baseline and (entry.baseline or not newly),
    )


def _with(known: tuple[str, ...], new: str, most: int) -> tuple[str, ...]:
    return known if not new or new in known or len(known) >= most else (*known, new)
