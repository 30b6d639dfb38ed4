"""When several independent sources say the same, a verdict is suggested.

It is a person's to give, unless the claim says `auto = "after N sources"`; then this rule gives it, and the record says so.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date

from monitor.model.claim import Claim, ClaimStatus, Outcome
from monitor.model.development import Development, ReviewState, Stance
from monitor.model.match import MatchDecision, Polarity

#: Stands in the record of what was settled by this rule; grows when the rule changes.
RULES = "sources-2"
#: So many independent outlets make a suggestion.
SUGGEST_AFTER = 2

_ENDS: Mapping[Polarity, Outcome] = {
    Polarity.OCCURRED: Outcome.FULFILLED,
    Polarity.CANCELLED: Outcome.FAILED,
    Polarity.FAILED: Outcome.FAILED,
}
_AUTO = re.compile(r"after\s+(\d{1,2})\s+(?:independent\s+)?(?:sources?|outlets?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Independent sources report, in `developments` (ids), what would settle the claim as `outcome`.

    `outlets` are their names; an agency whose text several print is one of them. `late`: the first
    of them told it after the due day.
    """

    outcome: Outcome
    polarities: tuple[Polarity, ...]
    outlets: tuple[str, ...]
    developments: tuple[str, ...]
    late: bool = False

    @property
    def finding(self) -> str:
        """`2 independent outlets report: occurred`."""
        told = ", ".join(polarity.value for polarity in self.polarities)
        return f"{len(self.outlets)} independent outlets report: {told}{' (late)' if self.late else ''}"

    @property
    def words(self) -> str:
        """The question to a person."""
        return f"{self.finding}; resolve as {self.outcome.value}?"


def suggest_verdict(
    claim: Claim, developments: Sequence[Development], stances: Mapping[str, Stance], needed: int = SUGGEST_AFTER
) -> Suggestion | None:
    """What at least `needed` independent outlets say became of an open claim; None while they do not, or disagree.

    Counted is what the rules matched or a person accepted (`stances`: development id -> stance), and nobody rejected or
    took for a mere mention. What was told before the first day it could be due is no fulfilment. Older reports to the
    contrary are outdone by newer ones; a newer one makes the matter open, and so does a step on after a cancellation, or a
    denial after the deed.
    """
    if claim.status is not ClaimStatus.OPEN:
        return None
    told = sorted((it for it in developments if _counts(claim, it, stances)), key=lambda it: (it.opened_at, it.id))
    if not told:
        return None
    outcome = _ENDS[told[-1].polarity]
    if any(_takes_back(it, told[-1], stances) for it in developments):
        return None
    run = _last_run(told, outcome)
    outlets = tuple(sorted({source for it in run for source in it.sources}))
    if len(outlets) < needed:
        return None
    polarities = tuple(dict.fromkeys(it.polarity for it in run))
    return Suggestion(outcome, polarities, outlets, tuple(it.id for it in run), _is_late(claim, run[0]))


def plan_auto(claim: Claim, developments: Sequence[Development], stances: Mapping[str, Stance]) -> Suggestion | None:
    """What settles this claim without a person: only where the claim asks for it, and never what came late."""
    if not claim.auto_after:
        return None
    found = suggest_verdict(claim, developments, stances, max(claim.auto_after, 1))
    return found if found and not found.late else None


def read_auto(text: str) -> int | None:
    """`after 2 sources` -> 2, `never` -> 0; None for anything else."""
    word = " ".join(text.split())
    if word.lower() in ("never", ""):
        return 0
    found = _AUTO.fullmatch(word)
    return (int(found[1]) or None) if found else None


def auto_words(after: int) -> str:
    """The other way: `after 2 sources`, `never`."""
    return f"after {after} source{'' if after == 1 else 's'}" if after else "never"


def _counts(claim: Claim, development: Development, stances: Mapping[str, Stance]) -> bool:
    if development.polarity not in _ENDS or development.review is ReviewState.REJECTED:
        return False
    stance = stances.get(development.id)
    if stance is None:
        return development.decision is MatchDecision.MATCH and not _is_early(claim, development)
    expected = Stance.SUPPORTS if _ENDS[development.polarity] is Outcome.FULFILLED else Stance.CONTRADICTS
    return stance is expected and not _is_early(claim, development)


def _takes_back(newer: Development, end: Development, stances: Mapping[str, Stance]) -> bool:
    """Whether it says, later than this end was told, that the matter goes on: called off, then on again after all."""
    if newer.opened_at <= end.opened_at or newer.review is ReviewState.REJECTED or newer.polarity in _ENDS:
        return False
    is_turn = newer.polarity is Polarity.DENIED if end.polarity.is_good else newer.polarity is Polarity.PROGRESS
    stance = stances.get(newer.id)
    return is_turn and (newer.decision is MatchDecision.MATCH if stance is None else stance is not Stance.MENTIONS)


def _last_run(told: Sequence[Development], outcome: Outcome) -> list[Development]:
    """The newest ones in a row that say the same."""
    run: list[Development] = []
    for development in reversed(told):
        if _ENDS[development.polarity] is not outcome:
            break
        run.insert(0, development)
    return run


def _is_early(claim: Claim, development: Development) -> bool:
    first = claim.due.earliest if claim.due else None
    return development.polarity is Polarity.OCCURRED and first is not None and _day(development) < first


def _is_late(claim: Claim, first: Development) -> bool:
    last = claim.due.latest if claim.due else None
    return _ENDS[first.polarity] is Outcome.FULFILLED and last is not None and _day(first) > last


def _day(development: Development) -> date:
    return development.opened_at.astimezone(UTC).date()
