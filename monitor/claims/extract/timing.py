"""How far a time makes news of a clause: some cues lean on it, and some times are no dates."""

import re

from monitor.claims.extract.cue import CueHit, CueKind
from monitor.model.claim import DueWindow

_DATED = (CueKind.DATED, CueKind.EVENT)
_YEAR = re.compile(
    r"\b(?:from|in|by|until|before|of) (?:the end of )?\d{4}\b|\bnext (?:year|season)\b|\blater this year$"
    r"|^(?:within|by|before|until"
    r"|no later than|over the next|in the next)\b|^\d{4}$"
)
_SEASON = 100
_SOON = re.compile(r"\b(?:coming|next few) (?:days|weeks|months)\b|\bwithin (?:days|weeks|hours)\b", re.IGNORECASE)
_TODAY = re.compile(r"today|this (?:morning|afternoon|evening|week|month|year)", re.IGNORECASE)
_IN_THE_PRESENT = frozenset({"present", "bare", "passive", "continuous", "leaving"})
#: `speaks in Port Ellery, Monday, March 11, 2024`: under a picture.
_CAPTION_DAY = re.compile(
    r"[A-Z][a-z]+day,? (?:[A-Z][a-z]+\.? \d|\d\d? [A-Z]).*\d{4}|^(?:on )?[A-Z][a-z]+\.? \d\d?, \d{4}"
)
_BARE_SEASON = re.compile(r"(?:in )?(?:spring|summer|autumn|fall|winter)", re.IGNORECASE)


def is_dated(due: DueWindow, hit: CueHit) -> bool:
    """For a cue that leans on its date a whole year is no date, nor is any summer."""
    if hit.cue.kind in _DATED and _BARE_SEASON.fullmatch(due.text.strip()):
        return False
    if hit.cue.kind in _DATED and due.earliest is not None and due.latest is not None:
        if _YEAR.search(due.text):
            return True  # a year to come, named
        return (due.latest - due.earliest).days <= _SEASON
    return due.latest is not None or due.earliest is not None


def by_time(hit: CueHit, due: DueWindow | None, *, dated: bool, aside: bool) -> list[tuple[str, float]]:
    """What the time named takes or gives; `aside`: it dates a thing, not the event."""
    leans = hit.cue.kind in _DATED
    if due is not None and dated:
        if aside:
            return [("a date nearby", -0.2 if leans else 0.08)]
        return [_of_the_present(hit, due) or ("dated", 0.35 if leans else 0.2)]
    if due is not None and not leans:
        return [("time without a date", 0.05)]
    if due is not None and _SOON.search(due.text):
        return [("soon", 0.3)]
    return [("needs a date", -0.5)] if leans else []


def _of_the_present(hit: CueHit, due: DueWindow) -> tuple[str, float] | None:
    """A verb of the present tense with today, or with the day under a picture, tells what goes on."""
    if hit.cue.name not in _IN_THE_PRESENT:
        return None
    if _TODAY.fullmatch(due.text):
        return "going on", 0.15
    return ("a caption", -0.2) if _CAPTION_DAY.search(due.text) else None
