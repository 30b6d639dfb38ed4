"""Claims that something will not be: by "not", by the end of a plan, by a verb that keeps a deed from being done."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.matching.polarity.deeds import read_deeds

_NOT = re.compile(r"\b(?:will|would|does|do|is|are|shall|to) (?:not|never)\b|n['’]t\b|\bnever\b")
#: Verbs by which the claim names the end of a plan as its event.
_OFF = (
    r"cancel|postpone|call(?:ed)? (?:\w+ ){0,4}?off\b|put (?:\w+ ){0,4}?off\b|pushed back\b|drop out\b|say no\b"
    r"|(?:withdr\w+|drop(?:ped)?) (?:\w+ ){0,4}?"
    r"(?:bill|plans?|offer|bid|proposal|nomination|candidacy|application|law|decree|charges?|case|project)\b"
    r"|vote (?:down|against)\b|reject|scrap|abandon|delay"
)
_IS_OFF = re.compile(rf"(?:\w+ly\s+)?(?:{_OFF})")
_HAS_OFF = re.compile(rf"\b(?:{_OFF})")
_DELAY = re.compile(r"\b(?:postpone|delay|put (?:\w+ ){0,4}?off\b|(?:be|been) pushed back\b)")
#: Behind these the next verb is the one that counts: "will vote to reject".
_DECIDES = re.compile(
    r"(?:vote|agree|decide|choose|opt|move|be (?:forced|asked|told)|have|continue|try|seek)\s+to\s+(?=\w)"
)
#: The next verb will not be done: "will refuse to pay".
_AVOIDS = re.compile(r"(?:refuse|decline|fail)\s+to\s+(?=\w)")
#: It lasts; who goes on strike, trial or sale begins it.
_GO_ON = r"go on(?!\s+(?!with\b|for\b|until\b|till\b|as\b|past\b|beyond\b|despite\b|through\b|into\b)\w)"
#: Verbs that keep a deed from being done: news of the claim tells of that deed.
_KEEPS = re.compile(
    rf"(?:keep|kept|remain|stay|retain|continue|{_GO_ON}|last|leave(?=.* (?:unchanged|steady|in place|on hold|alone)\b)"
    r"|reject(?:ed)?|refused?|den(?:y|ied)|oppose|block(?:ed)?"
    r"|veto(?:ed)?|miss|resist|survive|bar(?:red)?)\b"
)
_STAYS = re.compile(rf"(?:keep|kept|remain|stay|retain|hold|continue|{_GO_ON}|last|leave)\b")
#: What can be agreed, won or carried, and so can fail.
_TRIED = re.compile(
    r"\b(?:talks|negotiations|deal|summit|merger|bid|bill|vote|motion|appeal|referendum|mission|launch)\b"
)
_FAILS = re.compile(r"(?:fail|collapse|break down|fall (?:apart|through|short))\b")
_HOLDS = re.compile(
    r"hold(?:\s*[.]?$|\s+(?:until|through|for (?:at|the|\w+ (?:days?|weeks?|months?))|up|firm|beyond|despite|till)\b)"
)
#: "Will not be stopped": it goes on.
_STOPS = re.compile(r"(?:stop|halt)(?:ped|ed)?\b")
_GOES_ON = frozenset(("hold", "open", "build", "launch", "restart"))
_TRY_FAILS = frozenset(("deal", "pass", "win", "launch", "merge", "sign"))
#: From which deeds "keep" and its like keep, by the words behind them.
_STAYS_SO = tuple(
    (re.compile(rf"\b(?:{words})\b"), frozenset(families.split()))
    for words, families in (
        ("open", "close"),
        ("closed|shut", "open restart restore"),
        (r"rates?|unchanged|steady|on hold|(?:below|above|at) [\d.]+", "raise cut rise fall"),
        ("in (?:place|force|effect)|bans?|sanctions?|curfew|tariffs?|limits?|restrictions|rules?|laws?|tax|tolls?|penalty",
         "lift end repeal abolish overturn"),
        ("ceasefire|truce|armistice", "collapse"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Opposite:
    """How a claim is turned. `is_opposite`: the news of it tells of what will not be.

    `names_end`: for the claim is that something will be ended; `is_delay`: that it will be put off;
    `families`: the deeds that will not be done, where its verb tells them; `skips`: words before the verb that counts;
    `is_staying`: something goes on as it is, and its end is the end of it, not of a plan to end it; `is_blocking`: what
    others decide is turned down or lost, and put off with it.
    """

    is_opposite: bool
    names_end: bool
    is_delay: bool
    families: frozenset[str]
    skips: int
    is_staying: bool = False
    is_blocking: bool = False


def read_opposite(text: str, rests: Sequence[str]) -> Opposite:
    """Of a statement in lower case and what stands in it from each foretold verb on."""
    is_negated = _NOT.search(text) is not None
    rest = _DECIDES.sub("", rests[0], count=1) if rests else ""
    avoided = _AVOIDS.match(rest)
    if avoided:
        return Opposite(not is_negated, False, False, frozenset(), len(avoided.group().split()))
    if is_negated and _STOPS.match(rest):
        return Opposite(False, False, False, _GOES_ON, 0)
    kept = _TRY_FAILS if _FAILS.match(rest) and _TRIED.search(text) else _kept_from(rest)
    if kept:
        is_staying = _STAYS.match(rest) is not None
        return Opposite(not is_negated, False, False, kept, 0, is_staying, is_blocking=not is_staying)
    is_off = any(_IS_OFF.match(each) for each in (rest, *rests)) if rests else _HAS_OFF.search(text) is not None
    return Opposite(is_negated != is_off, is_off, is_off and _DELAY.search(text) is not None, frozenset(), 0)


def _kept_from(rest: str) -> frozenset[str]:
    """The families of deeds that the verb keeps from being done; empty when it is no such verb."""
    if _HOLDS.match(rest):
        return frozenset(("collapse",))
    verb = _KEEPS.match(rest)
    if not verb:
        return frozenset()
    word = verb.group()
    if _STAYS.match(word):
        found = next((families for pattern, families in _STAYS_SO if pattern.search(rest)), None)
        if found:
            return found
    return frozenset(name for told in read_deeds().get(word, ()) if told.undoes for name in told.families)
