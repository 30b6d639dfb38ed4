"""The core words of a claim: what it would be recognised by."""

import re
from dataclasses import dataclass
from datetime import date

from monitor.model.claim import ClaimDraft

_LONGEST_LIST = 8
_NAME = re.compile(
    r"\b(?:[A-Z][\w’'.&-]*|[A-Z]+\d+)(?: (?:of|de|del|der|la|van|von|bin|al|and the) (?=[A-Z])|"
    r" [A-Z][\w’'&-]*)*(?:(?<= )[A-Z][\w’'&-]*)?"
)
_WORD = re.compile(r"[a-z][a-z-]{3,}")
_DULL_WORDS = """
about above after again against ahead also although among another around because been before began begin being below
between both cannot come could does doing down during each early either else even ever every expect expected expects from
further going have having here hers himself into instead intends itself just late later least less likely made make makes
many more most much must near never next once only other others ought over part plan planned planning plans previous
promised said same says scheduled shall should since some soon still such than that their them then there these they this
those though through today tomorrow toward towards under until upon very vowed want wants week weeks were what when where
whether which while will with within without would year years month months monday tuesday wednesday thursday friday
saturday sunday january february march april june july august september october november december upcoming held hold
slated people several first second third time take takes taking person sidelines organize
"""
_DULL = frozenset(_DULL_WORDS.split())
_DATE_NAME = re.compile(
    r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August"
    r"|September|October|November|December|The|A|An|It|He|She|They|In|On|By|This|That|Mr|Mrs|Ms|Dr|I)\.?"
)


def core_terms(statement: str) -> tuple[str, ...]:
    """Names first, then telling words, in the order they come; at most eight, none twice."""
    names = [re.sub(r"['’]s?$", "", found[0]).strip(" .'’-") for found in _NAME.finditer(statement)]
    names = [re.sub(r"^(?:(?:The|A|An) )?(?:[A-Z]\w+-[a-z]+ )?", "", name) for name in names]
    rest = _NAME.sub(" ", statement)
    words = [word for word in _WORD.findall(rest) if word not in _DULL]
    kept = dict.fromkeys([name for name in names if len(name) > 1 and not _DATE_NAME.fullmatch(name)] + words)
    return tuple(kept)[:_LONGEST_LIST]


@dataclass(frozen=True, slots=True)
class Sketch:
    """What two drafts of one article are compared by."""

    start: int
    end: int
    statement: str
    stems: frozenset[str]
    numbers: frozenset[str]
    actor: str
    deed: tuple[str, str] | None
    verb: str
    latest: date | None = None
    names: frozenset[str] = frozenset()


def sketch_draft(draft: ClaimDraft) -> Sketch:
    """The sketch of one draft."""
    said = draft.statement
    return Sketch(
        draft.start,
        draft.end,
        said.lower(),
        _stems(_told_of(said)),
        frozenset(_NUMBER.findall(said)),
        _actor(said),
        _deed(said),
        _verb(said),
        draft.due.latest if draft.due else None,
        frozenset(_CAPITALISED.findall(said)),
    )


def is_repeat(one: Sketch, other: Sketch) -> bool:
    """Whether two drafts tell of one event: the same place or sentence, or the same words, actor and numbers."""
    common = min(one.end, other.end) - max(one.start, other.start)
    if one.statement == other.statement or 2 * common > min(one.end - one.start, other.end - other.start):
        return True
    if _are_apart(one, other):
        return False
    if one.deed == other.deed is not None and (_is_of_actor(one, other) or _is_of_actor(other, one)):
        return True
    shared, least = len(one.stems & other.stems), min(len(one.stems), len(other.stems))
    if shared < 2 or one.actor != other.actor or (one.numbers and other.numbers and not one.numbers & other.numbers):
        return False
    if least < _FEW_STEMS and one.verb != other.verb:
        return False
    return shared / least >= 0.7 or one.deed == other.deed is not None


_CAPITALISED = re.compile(r"\b[A-Z][a-z][\w-]+")


def tells_headline(body: Sketch, headline: Sketch) -> bool:
    """Whether a draft says in a sentence what the headline above it says: two of its names, or one and a telling word."""
    names = body.names & headline.names
    return len(names) > 1 or bool(names and body.stems & headline.stems)


def _are_apart(one: Sketch, other: Sketch) -> bool:
    """`the ballot opens on Monday and closes on Friday`: two clauses of one sentence, each with its day."""
    gap = max(one.start, other.start) - min(one.end, other.end)
    return gap <= _NEXT_TO and None not in (one.latest, other.latest) and one.latest != other.latest


#: Characters between two clauses of one sentence.
_NEXT_TO = 8
#: Of fewer telling words two do not make the same event, unless the verb is the same.
_FEW_STEMS = 4


def _is_of_actor(one: Sketch, other: Sketch) -> bool:
    """Whether one has no actor of its own at its head, but names that of the other: `the two discussed a Russian plan`."""
    return not one.actor and bool(other.actor) and other.actor.lower() in one.statement


_NUMBER = re.compile(r"\b(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|dozen)\b")
_DEED = re.compile(r"\b(?:will|to|not|be) (?:be |not |also )*(?P<verb>[a-z]{3,})\b(?P<rest>(?: [\w“”\"’'-]+){0,7})")


def _actor(statement: str) -> str:
    found = _NAME.search(re.sub(r"^(?:The|A|An) ", "", statement))
    return found[0].split()[-1][:5] if found and found.start() < 30 else ""


def _verb(statement: str) -> str:
    found = _DEED.search(statement)
    return found["verb"] if found else ""


def _deed(statement: str) -> tuple[str, str] | None:
    """The verb and the last plural or telling noun soon after it: `establish … zones`."""
    found = _DEED.search(statement)
    if not found:
        return None
    nouns = [word for word in re.findall(r"[a-z]{4,}", found["rest"]) if word.endswith("s") and word not in _DULL]
    return (found["verb"][:6], nouns[0][:5]) if nouns else None


def _told_of(statement: str) -> str:
    """What is said of the actor; the words of a long name are no likeness. Without a verb to come, all of it."""
    found = _DEED.search(statement)
    return statement[found.start() :] if found and found.start() > 0 else statement


def _stems(text: str) -> frozenset[str]:
    words = re.findall(r"[a-z]{4,}", text.lower())
    return frozenset(re.sub(r"(?:ing|ed|es|s)$", "", word) for word in words if word not in _DULL)
