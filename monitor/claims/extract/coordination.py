"""Two things to come in one sentence: what stands after `and` under the same word that announces it.

`will end its purchases on July 1 and raise rates on July 21`, `is expected to open a plant and to hire`, `Rome is due to
decide in May and Paris to follow in June`, `the first ship comes in April and the second in October`.
"""

import re
from collections.abc import Iterator

from monitor.claims.extract.cue import Cue, CueHit, CueKind
from monitor.claims.extract.cue_words import TIMEISH
from monitor.claims.extract.finite import FINITE
from monitor.claims.verbs import EVENT_VERBS
from monitor.model.claim import Modality

_ALSO = {"be", "pass", "approach", "skirt", "hit", "reach", "cross"}
_AND = r"(?:,? and|,? but|;|,)(?: then| also| later| instead| finally| after that)? "
_VERBS = "|".join(sorted(EVENT_VERBS | _ALSO, key=len, reverse=True))
_VERB = rf"(?P<verb>{_VERBS})\b"
_SECOND_VERB = re.compile(rf"{_AND}(?P<to>(?:not )?to )?(?:be )?(?={_VERB})")
_NO_OWNER = (
    r"(?!\w*(?:plan|proposal|bid|effort|right|way|decision|attempt|move|call|request|order|deal|need|power|pressure|desire|wish|willingness|readiness|ability|chance|hope|goal|refusal"
    r"|failure|duty|authority|opportunity|agreement|reason|time|intention|promise|pledge|campaign)\b)"
)
_OTHER_ACTOR = re.compile(
    rf"(?:,? and|;|,? while) (?:(?:the|a|an|its|his|her"
    rf"|their) )?(?:{_NO_OWNER}[\w’'.-]+ ){{1,4}}(?:not )?to (?:be )?(?={_VERB})"
)
_OTHER_ONE = re.compile(
    r"(?:,? and|;|,) (?:later )?(?:the (?:second|third|fourth|other|others|rest|last|final|next)(?: one| two)?"
    r"|another)\b"
    rf"[^,;.]{{0,30}}?(?= (?:in|on|by|next|a week|later|at|early|late)\b[^,;.]{{0,12}}?{TIMEISH})"
    rf"|(?<=day|ary|rch|ril|May|une|uly|ust|ber|.\d\d),? and "
    rf"(?!(?:approach|pass|skirt|hit|reach|cross|move|meet|visit|travel)\b)(?:the |an? |its |his "
    rf"|her )?(?:[\w’'-]+ ){{1,3}}(?=(?:on|in|at|for) {TIMEISH})"
)
#: `with a decision expected in May`, `with the tie to be played in June`.
_ABSOLUTE = re.compile(
    r"(?:, |^)with (?:[\w’'-]+ ){1,7}?(?P<cue>(?:likely|expected|anticipated|due|slated|scheduled|planned|set|projected"
    r"|forecast|to)"
    r" (?:to (?:be )?)?)(?=\w)"
)
_TIME = re.compile(TIMEISH)
_TO = re.compile(r"\bto (?:be )?$")
_GAPPED = Cue("gapped", "", Modality.SCHEDULED, 0.3, CueKind.DATED)
_BESIDE = Cue("absolute", "", Modality.EXPECTS, 0.3, CueKind.DATED)
_ANOTHER = Cue("another", "", Modality.SCHEDULED, 0.3, CueKind.DATED)


def find_second(sentence: str, hits: list[CueHit]) -> list[CueHit]:
    """More hits for what is coordinated with one of `hits` (in order of place), each with its cue or a weaker one."""
    found: list[CueHit] = []
    leading = [hit for hit in hits if _leads(sentence, hit, hits)]
    for at, hit in enumerate(leading):
        end = leading[at + 1].start if at + 1 < len(leading) else len(sentence)
        found += _under(sentence, hit, end)
    return found + [hit for hit in _absolutes(sentence) if not any(_meet(hit, other) for other in hits + found)]


def _absolutes(sentence: str) -> Iterator[CueHit]:
    for found in _ABSOLUTE.finditer(sentence):
        if not FINITE.search(sentence, found.start() + 5, found.start("cue")):
            yield CueHit(_BESIDE, found.start("cue"), found.end("cue"), "")


def _meet(one: CueHit, other: CueHit) -> bool:
    return one.start < other.end and other.start < one.end


def _leads(sentence: str, hit: CueHit, hits: list[CueHit]) -> bool:
    """Not a verb inside the clause of another cue, nor a noun."""
    if hit.cue.kind in (CueKind.EVENT, CueKind.DATED):
        return hit.cue.name in _VERBAL and (hit is hits[0] or begins_clause(sentence, hit))
    return True


def _under(sentence: str, hit: CueHit, end: int) -> Iterator[CueHit]:
    if hit.cue.kind not in (CueKind.EVENT, CueKind.DATED):
        yield from _second_verbs(sentence, hit, end)
        if _TO.search(sentence, hit.start, hit.end):
            yield from _other_actors(sentence, hit, end)
    for found in _OTHER_ONE.finditer(sentence, hit.end, end):
        yield CueHit(_ANOTHER, found.end() - 1, found.end(), "")


def _second_verbs(sentence: str, hit: CueHit, end: int) -> Iterator[CueHit]:
    since = hit.end
    for found in _SECOND_VERB.finditer(sentence, hit.end, end):
        own_time = _TIME.search(sentence, found.end(), end) and _TIME.search(sentence, since, found.start())
        if (found["to"] and _TO.search(sentence, hit.start, hit.end)) or own_time:
            start = found.start("to") if found["to"] else found.end()
            lead = sentence[hit.start : hit.end].strip()
            if found["to"]:
                lead = re.sub(r" to(?: be)?$", "", lead)
            yield CueHit(hit.cue, start, max(found.end(), start + 1), found["verb"], lead)
            since = found.end()


def _other_actors(sentence: str, hit: CueHit, end: int) -> Iterator[CueHit]:
    for found in _OTHER_ACTOR.finditer(sentence, hit.end, end):
        start = sentence.rindex("to ", found.start(), found.end())
        yield CueHit(_GAPPED, start, found.end(), found["verb"])


_NEW_CLAUSE = re.compile(r"(?:,|;|,? and|,? but|,? while|,? then)(?: [\w’'\"“”-]+){0,7} $")
_SUBORDINATE = re.compile(r"\b(?:when|after|before|if|as|that|which|who|until|once|because|to|where|whether)\b")
_FREE = frozenset({"another", "gapped", "absolute"})
_VERBAL = frozenset({"present", "bare", "passive", "continuous", "gapped", "another"})


def governs_clause(sentence: str, hit: CueHit, hits: list[CueHit]) -> bool:
    """Whether the cue is the verb of a clause beside the others; one that needs a date must have a time after it."""
    if hit.cue.kind not in (CueKind.EVENT, CueKind.DATED) or hit.cue.name in _FREE:
        return True
    if hit.cue.name == "to-be" and any(it.start("cue") <= hit.start < it.end() for it in _ABSOLUTE.finditer(sentence)):
        return True
    return _leads(sentence, hit, hits) and _TIME.search(sentence, hit.end, hit.end + 120) is not None


def is_verbal(hit: CueHit) -> bool:
    """Whether the cue is a verb of the present tense or one left out after `and`."""
    return hit.cue.name in _VERBAL


def begins_clause(sentence: str, hit: CueHit) -> bool:
    """Whether a verb of the present tense opens a clause of its own: `…, and barristers vote on Monday`."""
    if hit.cue.name not in _VERBAL:
        return False
    found = _NEW_CLAUSE.search(sentence, max(0, hit.start - 90), hit.start)
    return found is not None and not _SUBORDINATE.search(found[0]) and not FINITE.search(found[0])
