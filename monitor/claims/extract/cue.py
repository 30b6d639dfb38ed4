"""What a cue is: words that announce something to come, and one place where they stand."""

from dataclasses import dataclass
from enum import StrEnum

from monitor.model.claim import Modality


class CueKind(StrEnum):
    """What the rules must know of a cue beside its weight."""

    PLAIN = "plain"  # stands by itself
    NOUN = "noun"  # `plans to`: the noun before it may be another's
    WISH = "wish"  # wants, hopes: a date or a deed must help
    REPORTED = "reported"  # would: only in reported speech
    DATED = "dated"  # counts only with a time to come in its clause
    EVENT = "event"  # a noun with a time to come


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of the table."""

    name: str
    pattern: str
    modality: Modality
    weight: float
    kind: CueKind = CueKind.PLAIN


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue at `start:end` of a sentence; `verb` is the first word of what is to happen, in lower case.

    `lead`: the words of an earlier cue that it shares after `and`: `will close in May and reopen in June`.
    """

    cue: Cue
    start: int
    end: int
    verb: str
    lead: str = ""
