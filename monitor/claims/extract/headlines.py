"""Headlines: `Airline to cut jobs`, where `to` is the verb of the future; and the bare items of a calendar.

A headline is a whole line without a full stop, in the words of a title: no verb before its `to`.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from monitor.claims.extract.cue import Cue, CueHit, CueKind
from monitor.claims.extract.finite import FINITE
from monitor.claims.verbs import EVENT_VERBS, THIRD_PERSONS
from monitor.model.claim import Modality

_MOST_WORDS = 16
_TO = re.compile(r"(?P<subject>.{2,80}?) (?P<cue>(?:not )?to (?:be )?)(?P<verb>[a-z][a-z-]+)\b")
#: `Talks To Resume Friday`, `Bank Will Close Its Branches`: a title with capitals.
_TITLED = re.compile(
    r"(?P<subject>[A-Z].{1,80}?) (?P<cue>(?:Not )?(?:To|Will|Won['’]t) (?:Not )?(?:Be"
    r" )?)(?P<verb>[A-Z][a-z-]+)\b"
)
_MAY_ANNOUNCE = re.compile(r" (?:to|To|Will|Won['’]t) ")
_SAID_FIRST = re.compile(r"^.{2,40}? (?:says?|confirms?|announces?|hints?|warns?)(?: that)? ")
#: A verb, or a word with which no actor ends: `How to`, `Ten ways to`, `Time to`, `Minister urged to`, `Teams fail to`.
_NO_ACTOR = re.compile(
    r"\b(?:how|what|when|where|why|which|whether|who|ways?|reasons?|things?|time|right|way|best|tips|guide|steps|bid"
    r"|chance|plans?|vows?|aims?|wants?|hopes?|seeks?|needs?|has|have|had|is|are|was|were|urged|asked|told|forced|said"
    r"|says|able|unable|fails?|refuses?|tries|try|used|close|next|gets?|got|likely|set|due|ready|deal|call|calls|move"
    r"|pressure"
    r"|first|last|only|thanks|threatens?|agrees?|pledges?|promises?|offers?|begins?|starts?|continues?|expected|\w+ing"
    r"|votes?|threat|road|notice|letter|answer|response|reaction|key|link|visit|trip|access|damage|tribute|alternative|return|war"
    r"|introduction|welcome|thank|dear|subject|attention|claims?|attempts?|decides?|returns?|comes?|goes|go|up|down"
    r"|fight|efforts?|push|battle|campaign|resolution|bill|legislation|power|decision|refusal|failure|desire|request"
    r"|proposal|desperate|eager|happy|free|determined|keen|friend"
    r"|back|on|off|out|over|away|ahead|forward|through|even|also|[a-z]{3,}ed)$",
    re.IGNORECASE,
)
_FINITE_BEFORE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|do|does|did|says|said|vows|urges|tells"
    r"|prompts|spurs|orders|pushes|moves|enables|persuades|requires|causes|asks?|tell|urge|want|seek|fail|forces?|wants|needs|gets|helps?|allows?|leads?|calls|you|your|we|our|I)\b"
)
_PAST_VERB = re.compile(
    r"\b(?:(?!based|united|armed|limited)[a-z]{2,}ed|took|made|gave|sent|held|won|lost|led|found)"
    r" (?!to\b)\w"
)
_NO_VERB = frozenset(
    (
        "the",
        "a",
        "an",
        "be",
        "me",
        "you",
        "know",
        "date",
        "watch",
        "blame",
        "see",
        "say",
        "learn",
        "mention",
        "all",
        "full",
        "get",
        "them",
        "him",
        "her",
        "us",
        "it",
        "this",
        "that",
        "his",
        "our",
        "their",
        "its",
    )
)
TO_COME = Cue("headline", "", Modality.SCHEDULED, 0.56)
_PLAIN_ITEM = Cue("item", "", Modality.SCHEDULED, 0.26, CueKind.EVENT)
_LABELLED = re.compile(r"^[\s*#>_•·–—-]{0,12}+[^:–—]{3,45}?\**\s*(?::|\s[–—-]\s)\s*(?=\S)")
_ITEM_WORDS = 12
_NO_ITEM = re.compile(
    r"\b(?:photo|image|by|credit|source|read more|watch|click|subscribe|published|updated|written)\b|\d ?[-–] ?\d|\d$",
    re.IGNORECASE,
)


def is_headline(sentence: str) -> bool:
    """Whether a line is in the form of one: short, with a capital at its head and no stop at its end."""
    return (
        len(sentence.split()) <= _MOST_WORDS
        and sentence[-1:] not in ".!?…:;,\"”’'"
        and re.match(r"[\W_]*[A-Z0-9]", sentence) is not None
    )


def find_headline(sentence: str) -> Iterator[CueHit]:
    """The `to` of a headline, when what stands before it is an actor and no verb."""
    if not _MAY_ANNOUNCE.search(sentence) or not is_headline(sentence.removesuffix(" .")):
        return
    titled = _TITLED.match(sentence)
    if titled and _is_title(sentence) and not _NO_ACTOR.search(titled["subject"]):
        yield CueHit(TO_COME, titled.start("cue"), titled.end("cue"), titled["verb"].lower())
        return
    lead = _SAID_FIRST.match(sentence)
    found = _TO.match(sentence, lead.end() if lead else 0)
    if not found or not _can_be_verb(sentence, found):
        return
    subject = found["subject"].split(", ")[-1]
    if _NO_ACTOR.search(subject) or _FINITE_BEFORE.search(subject) or subject.startswith("(") or _acts(subject):
        return
    yield CueHit(TO_COME, found.start("cue"), found.end("cue"), found["verb"])


def _is_title(sentence: str) -> bool:
    words = re.findall(r"[A-Za-z][\w’'-]{3,}", sentence)
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _acts(subject: str) -> bool:
    """`Guild opens paper war`: the headline has its verb already."""
    words = subject.split()
    if _PAST_VERB.search(subject):
        return True
    return any(word in THIRD_PERSONS and not after[:1].isupper() for word, after in pairwise(words[1:]))


def _can_be_verb(sentence: str, found: re.Match[str]) -> bool:
    """`to passengers`, `to work` at the end are no verbs, unless something is arranged so."""
    verb = found["verb"]
    if verb in _NO_VERB or verb.endswith("ing") or (verb.endswith("s") and not verb.endswith("ss")):
        return False
    return verb in EVENT_VERBS or bool(sentence[found.end() :].strip())


def find_item(sentence: str) -> CueHit | None:
    """A calendar's item without a verb, `Friday: retail sales`: what stands after the label of its day."""
    label = _LABELLED.match(sentence)
    start = label.end() if label else 0
    words = sentence[start:]
    if not is_headline(words[:1].upper() + words[1:]) or not 2 <= len(words.split()) <= _ITEM_WORDS:
        return None
    if FINITE.search(words) or _NO_ITEM.search(words):
        return None
    return CueHit(_PLAIN_ITEM, start, start + 1, "")
