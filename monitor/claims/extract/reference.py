"""Who "he", "it", "the two leaders" are, so that a statement stands alone."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Protocol

from monitor.claims.extract.clauses import Clause
from monitor.claims.extract.cues import CueHit, CueKind
from monitor.claims.extract.sentences import Sentence


class Speakers(Protocol):
    """Who asserts a prediction."""

    @property
    def asserted_by(self) -> tuple[str, ...]:
        """Names."""
        ...


@dataclass(frozen=True, slots=True)
class Cast:
    """Names met so far: people and other bodies by last mention, newest first, and the two most spoken of."""

    people: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    pair: tuple[str, ...] = ()


_NAME = re.compile(
    r"(?P<the>\b[Tt]he )?(?P<title>\b(?:President|Prime Minister|Chancellor|Senator|Sen\.|Rep\.|Gov\.|Governor|Mayor|Minister|Secretary|Mr\.|Mrs\.|Ms\.|Dr\.|Chairman|Justice|Judge|Gen\.|King|Queen|Prince|Pope)\s+)?"
    r"(?P<name>[A-Z][\w’'-]+(?:(?: (?:of|de|la|van|von|bin|al|for|and) (?=[A-Z])| )(?:[A-Z]\.? )?[A-Z][\w’-]+)*)"
)
_NOT_NAMES = re.compile(
    r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|The|A|An|It|He|She|They|We|I|In|On|At|By|This|That|These|Those|But|And|For|If|As|When|While|There|His|Her|Its|Their|One|Two|After|Before|With|From|To|Of|Or|So|Not|No|Yes|What|Who|How|Why|Where|Mr|Mrs|Ms|Dr|Republicans?|Democrats?|Democratic|American|Americans|You|Our|My|Also|Still|Then|Now|Both|Some|Many|Most|All|Under|According|Meanwhile|However|None)"
)
_BODY = re.compile(
    r"\b(?:House|Senate|Congress|Court|Department|Ministry|Committee|Council|Party|Bank|Inc|Corp|Company|University|Union|Agency|Administration|Association|Commission|Group|Board|Office|Times|Post|News|Bureau|School|District|States|Kingdom|Republic|Nations|Government|Parliament|Kremlin|Pentagon|Network|Street|Press|Embassy|Service|Center|Institute|Force|Army)\b"
)
_PERSON_AFTER = re.compile(rf"^(?:,[^,]{{1,60}},)? (?:said|says|told|who|tweeted|added|has said|himself|herself)\b")
_PRONOUN = re.compile(r"^(?:he|she|it|they|we|I|this|that|these|those|who|which|both|the two(?: (?:leaders|men|sides|countries|presidents|parties))?|the two|the pair|both (?:leaders|sides|men))$", re.I)
_LEADING = re.compile(r"^(?:and|but|while|as|so|that|because|when|then|also|in response|additionally|however|meanwhile|instead|therefore),? ", re.I)


def read_cast(sentences: list[Sentence]) -> Cast:
    """Everyone named up to and in the last sentence."""
    people: dict[str, int] = {}
    bodies: dict[str, int] = {}
    counts: Counter[str] = Counter()
    for at, sentence in enumerate(sentences[-40:]):
        for found in _NAME.finditer(sentence.text):
            name = re.sub(r"['’]s?$", "", found["name"])
            if _NOT_NAMES.fullmatch(name):
                continue
            if _is_person(found, name, sentence.text):
                full = next((known for known in people if known.endswith(" " + name)), name)
                people[full] = at * 1000 + found.start()
                counts[full] += 1
            else:
                bodies[("the " if found["the"] else "") + name] = at * 1000 + found.start()
    pair = tuple(name for name, count in counts.most_common(2) if count > 1)
    return Cast(_newest(people), _newest(bodies), pair if len(pair) == 2 else ())


def _newest(seen: dict[str, int]) -> tuple[str, ...]:
    return tuple(sorted(seen, key=lambda name: -seen[name]))


def _is_person(found: re.Match[str], name: str, text: str) -> bool:
    if found["the"] or _BODY.search(name):
        return False
    if found["title"] or _PERSON_AFTER.match(text[found.end() :]):
        return True
    return len(name.split()) in (2, 3) and not re.search(r"\b(?:of|and|for)\b", name)


def clean_name(text: str) -> str:
    """A speaker's name without openers, times and what comes after a comma."""
    name = re.sub(r"^.*(?:[;:“”\"]|, (?:and|but) )", "", text.strip(" ,“”\"‘’'"))
    name = re.sub(r"\([^)]*\)(?: -)?", "", name)
    name = _LEADING.sub("", name.strip())
    name = re.sub(r" (?:earlier |late |on )?(?:on )?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)$", "", name)
    name = re.sub(r",? (?:has|have|had|also|later|then|already|on \w+|now|still|is|are|was|were|reportedly)$", "", name)
    name = re.sub(r",.*$", "", name) if not re.match(r"^[^,]{1,3},", name) else name
    return re.sub(r"['’]s?$", "", re.sub(r"^(?:In|On|At) [^,]*, ", "", name)).strip(" ,.–—-")


def resolve(name: str, cast: Cast) -> str:
    """The name a pronoun stands for, as far as the text says so; anything else as it is."""
    word = name.lower().strip()
    if not _PRONOUN.match(word):
        return name
    if word.startswith(("the two", "both", "the pair")) or word == "they":
        return " and ".join(cast.pair) if cast.pair and word != "they" else name
    if word in ("he", "she"):
        return cast.people[0] if cast.people else name
    if word == "it":
        return cast.bodies[0] if cast.bodies else name
    return name


def stand_alone(sentence: str, hit: CueHit, clause: Clause, cast: Cast, speakers: Speakers) -> str:
    """The claim as one sentence: pronoun subjects named, `would` of reported speech said as `will`."""
    subject = _subject(clause, cast, speakers)
    rest = sentence[hit.start : clause.end].strip(" ,;")
    if hit.cue.kind is CueKind.REPORTED:
        rest = re.sub(r"^(?:would|['’]d)\b", "will", rest)
        rest = re.sub(r"^wouldn['’]t\b", "will not", rest)
    whole = f"{subject} {rest}".strip()
    whole = re.sub(r"\s+", " ", whole.replace("“", '"').replace("”", '"'))
    if whole.count('"') % 2:
        whole = whole.replace('"', "")
    whole = whole[:1].upper() + whole[1:]
    return whole if whole.endswith((".", "!", "?", '"')) else whole + "."


def _subject(clause: Clause, cast: Cast, speakers: Speakers) -> str:
    subject = clause.subject
    speaker = speakers.asserted_by[0] if speakers.asserted_by and clause.said else ""
    if not subject or not clause.own_subject:
        return speaker
    first = subject.split(",")[0].strip()
    if first.lower() in ("he", "she", "it", "i", "we", "they") and speaker:
        return subject.replace(first, speaker, 1)
    return subject.replace(first, resolve(first, cast), 1)
