"""The plain reading: what the strongest things seen say of the deed, before anything is weighed."""

from collections.abc import Iterable, Mapping

from monitor.matching.polarity.prediction import Prediction
from monitor.matching.polarity.reading import ONE_ALONE, Seen

GOOD = ("occurred", "progress")
BAD = ("cancelled", "denied", "postponed", "failed")
#: A summary counts this much less than a title.
SUMMARY = 0.7
#: Who names them takes them for done.
_FACTS = frozenset(("resign", "oust", "win", "boycott", "attack", "test", "withdraw", "leave"))
#: Below this a thing seen says nothing.
LEAST = 0.5
#: From here a thing seen needs no other.
SURE = 0.7
#: Deeds of leaving and of force: "will not" is a denial there, a withdrawn plan elsewhere.
_NO_PLAN_OF_ONES_OWN = frozenset(("resign", "oust", "withdraw", "attack", "impose", "end", "build", "charge", "buy"))
#: When another one does them, the claim has failed.
_ONE_DOES = ONE_ALONE | {"buy", "host"}
_CONTESTS = frozenset(("win", "pass", "oust", "become", "land", "vote", "repeal"))


def gather(seen: Iterable[Seen]) -> dict[str, float]:
    """Greatest strength of each kind."""
    found: dict[str, float] = {}
    for one in seen:
        found[one.kind] = max(found.get(one.kind, 0.0), one.strength)
    return found


def read_plainly(prediction: Prediction, title: Mapping[str, float], summary: Mapping[str, float]) -> str:
    """One of the polarities for the plan itself (a claim of "will not" is turned later), or "silent"."""
    return (
        _read_place(prediction, title)
        or _read_place(prediction, {k: SUMMARY * v for k, v in summary.items()})
        or _read_silence(title, summary)
    )


def _read_silence(title: Mapping[str, float], summary: Mapping[str, float]) -> str:
    """Somebody else does it: another event."""
    return "unrelated" if max(title.get("other", 0.0), summary.get("other", 0.0)) >= LEAST else "silent"


def _read_place(prediction: Prediction, found: Mapping[str, float]) -> str:
    done = _most(found, "done", "happens")
    done = max(done, 0.9 * _most(found, "past"))
    if _most(found, "weighed-cancel", "weighed-postpone") >= LEAST and "reject" in found:
        return "progress"  # "rejects calls to cancel the visit"
    label, strength = max(_bad_news(prediction, found).items(), key=lambda item: item[1])
    if strength >= LEAST and strength >= done:
        return label
    step = _most(found, "confirm", "advance")
    if (done >= LEAST and (done >= SURE or step < done)) or _is_presupposed(prediction, found):
        return "occurred"
    return _read_plan(found, step)


def _most(found: Mapping[str, float], *kinds: str) -> float:
    return max(found.get(kind, 0.0) for kind in kinds)


def _is_presupposed(prediction: Prediction, found: Mapping[str, float]) -> bool:
    """Of "The mayor's resignation": who names such a deed, and neither plans nor urges it, tells it."""
    is_free = _most(found, "planned", "ahead", "going") < LEAST and _most(found, "urge", "hyp") < 0.4
    return is_free and bool(prediction.families & _FACTS) and _most(found, "named") >= SURE


def _read_plan(found: Mapping[str, float], step: float) -> str:
    """Neither done nor undone: a step towards it, mere talk, or nothing."""
    planned = _most(found, "planned", "ahead", "going")
    quiet = max(_most(found, "weighed", "urge", "hyp", "preview"), 0.9 * _most(found, "protest"))
    if quiet >= LEAST and step < quiet + 0.2:
        return "echo"
    if (planned >= 0.3 and step >= LEAST) or step >= SURE or _most(found, "planned") >= LEAST:
        return "progress"
    return "echo" if quiet >= LEAST or planned >= LEAST else ""


def _bad_news(prediction: Prediction, found: Mapping[str, float]) -> dict[str, float]:
    """How strongly each kind of bad news is told. A contest is lost, other plans are withdrawn or denied."""
    no, reject = _most(found, "notwill", "negated"), _most(found, "reject")
    is_contest = bool(prediction.families & _CONTESTS)
    has_no_plan = bool(prediction.families & _NO_PLAN_OF_ONES_OWN)
    return {
        "postponed": _most(found, "postpone"),
        "cancelled": max(_most(found, "cancel", "decline"), 0.0 if has_no_plan else 0.95 * no),
        "denied": max(
            0.97 * _most(found, "deny"), 0.0 if is_contest else 0.9 * reject, (0.96 if has_no_plan else 0.9) * no
        ),
        "failed": max(_loss(prediction, found, is_contest=is_contest), reject if is_contest else 0.0),
    }


def _loss(prediction: Prediction, found: Mapping[str, float], *, is_contest: bool) -> float:
    lost = 1.0 if is_contest else 0.8
    special = 0.0
    if prediction.families & _ONE_DOES and _most(found, "done") < LEAST:
        special = 0.8 * _most(found, "other")
    if "deal" in prediction.families:
        special = max(special, _most(found, "negated"), _most(found, "deny") if "fail" in found else 0.0)
    elif "meet" in prediction.families and _most(found, "happens", "done") >= LEAST:
        lost = 0.5  # a meeting that breaks up was held
    return max(lost * _most(found, "fail", "undone"), special)
