"""Who keeps their word: counts, lateness, and how good the confidences were.

A claim of several parties counts for each of them. Names that differ only in case or spaces are one name.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, timedelta
from statistics import fmean, median

from monitor.model.claim import Claim, ClaimStatus, Decision, DecisionAction, Outcome, earlier_dues
from monitor.model.development import Development, Evidence, Stance
from monitor.model.match import Polarity
from monitor.model.safe import safe
from monitor.model.score import CalibrationBin, JudgedClaim, Score, Scoreboard

#: What a claim counts under when nobody is named.
NOBODY = "(nobody named)"
NO_OUTLET = "(no source named)"
_BINS = 5
_SLIP = timedelta(days=1)
#: How much of a claim came true (Brier 1950; a partial one is half the event).
_TRUE = {Outcome.FULFILLED: 1.0, Outcome.PARTIAL: 0.5, Outcome.FAILED: 0.0}
_VOID = (Outcome.AMBIGUOUS, Outcome.ANNULLED)


def settle_day(
    decisions: Sequence[Decision], evidence: Sequence[Evidence], developments: Sequence[Development]
) -> date | None:
    """The day (UTC) on which the verdict's evidence was first published; None while there is no verdict.

    Of what the last verdict names, reports that it occurred count first, then supporting ones, then any; a verdict that
    names none is dated by its own day. `decisions`: oldest first.
    """
    verdict = next((it for it in reversed(decisions) if it.action is DecisionAction.RESOLVED), None)
    if verdict is None or decisions[-1].status_after is not ClaimStatus.RESOLVED:
        return None
    rows = [it for it in evidence if it.id in verdict.evidence]
    told = [it for it in developments if it.id in verdict.evidence]
    ranked = (
        [it.published for it in rows if it.polarity is Polarity.OCCURRED and it.stance is Stance.SUPPORTS]
        + [it.opened_at for it in told if it.polarity is Polarity.OCCURRED],
        [it.published for it in rows if it.stance is Stance.SUPPORTS],
        [it.published for it in rows] + [it.opened_at for it in told],
    )
    first = next((min(moments) for moments in ranked if moments), verdict.at)
    return first.astimezone(UTC).date()


def score_claims(judged: Iterable[JudgedClaim]) -> Scoreboard:
    """The scoreboard over these claims."""
    everything = list(judged)
    parties: dict[str, list[tuple[str, JudgedClaim]]] = defaultdict(list)
    outlets: dict[str, list[tuple[str, JudgedClaim]]] = defaultdict(list)
    for each in everything:
        for key, name in {_key(it): safe(it) for it in reversed(each.claim.asserted_by or (NOBODY,))}.items():
            parties[key].append((name, each))
        outlet = safe(each.claim.source.outlet) or NO_OUTLET
        outlets[_key(outlet)].append((outlet, each))
    return Scoreboard(_score("everyone", everything), _rank(parties.values()), _rank(outlets.values()))


def days_late(judged: JudgedClaim) -> int | None:
    """Days from the day first promised to the day it was settled, negative when early; None unless kept, dated and due."""
    claim = judged.claim
    kept = claim.outcome in (Outcome.FULFILLED, Outcome.PARTIAL)
    due = judged.promised_for or (claim.due.latest if claim.due else None)
    if not kept or judged.settled_on is None or due is None:
        return None
    return (judged.settled_on - due).days


def first_promise(decisions: Sequence[Decision]) -> date | None:
    """The last day of the first due date, when it was given up for another; `decisions`: oldest first.

    What was changed within a day of the claim's being added was a slip of ours, and no postponement of theirs.
    """
    added = next((it.at for it in decisions if it.action is DecisionAction.ADDED), None)
    moved = [it for it in decisions if added is None or it.at - added >= _SLIP]
    earlier = [due.latest for due in earlier_dues(moved) if due.latest is not None]
    return earlier[0] if earlier else None


def calibrate(forecasts: Sequence[tuple[float, float]]) -> tuple[CalibrationBin, ...]:
    """(confidence, what came true) pairs in bins of a fifth; empty bins are left out."""
    piles: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for confidence, truth in forecasts:
        piles[min(int(confidence * _BINS), _BINS - 1)].append((confidence, truth))
    return tuple(
        CalibrationBin(
            low=number / _BINS,
            high=(number + 1) / _BINS,
            count=len(pile),
            stated=round(fmean(confidence for confidence, _ in pile), 4),
            kept=round(fmean(truth for _, truth in pile), 4),
        )
        for number, pile in sorted(piles.items())
    )


def _key(name: str) -> str:
    return safe(name).casefold()


def _rank(piles: Iterable[Sequence[tuple[str, JudgedClaim]]]) -> tuple[Score, ...]:
    scores = [_score(_usual([name for name, _ in pile]), [each for _, each in pile]) for pile in piles]
    return tuple(sorted(scores, key=lambda it: (-it.judged, -it.open, it.name.casefold())))


def _usual(names: Sequence[str]) -> str:
    """The spelling met most often; of several the first in order."""
    counts = Counter(names)
    return min(counts, key=lambda name: (-counts[name], name))


def _score(name: str, claims: Sequence[JudgedClaim]) -> Score:
    outcomes = Counter(_word(it.claim) for it in claims)
    late = [days for it in claims if (days := days_late(it)) is not None]
    forecasts = [
        (it.claim.confidence, _TRUE[it.claim.outcome])
        for it in claims
        if it.claim.confidence is not None and it.claim.outcome in _TRUE
    ]
    return Score(
        name=name,
        fulfilled=outcomes[Outcome.FULFILLED],
        partial=outcomes[Outcome.PARTIAL],
        failed=outcomes[Outcome.FAILED],
        open=outcomes[ClaimStatus.OPEN],
        void=sum(outcomes[word] for word in _VOID),
        dropped=outcomes[ClaimStatus.DROPPED],
        days_late=float(median(late)) if late else None,
        forecasts=len(forecasts),
        brier=round(fmean((stated - truth) ** 2 for stated, truth in forecasts), 4) if forecasts else None,
        calibration=calibrate(forecasts),
    )


def _word(claim: Claim) -> Outcome | ClaimStatus:
    """The verdict of a resolved claim, else its status."""
    resolved = claim.status is ClaimStatus.RESOLVED and claim.outcome is not None
    return claim.outcome if resolved and claim.outcome else claim.status
