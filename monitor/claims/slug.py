"""The name of a claim for ever: who does what where, in a few of its own words, short enough to type."""

import re
import unicodedata
from collections.abc import Container, Iterator
from itertools import count

from monitor.claims.verbs import EVENT_VERBS, THIRD_PERSONS, is_also_noun
from monitor.model.claim import undated

_LONGEST = 32
_POSSESSIVE = re.compile(r"(?<=s)['’](?=\s)|['’]s\b")
_APOSTROPHE = re.compile(r"['’]")
_CONTRACTED = re.compile(r"(?<=\w)['’]ll\b")
_INITIALS = re.compile(r"\b((?:\w\.){2,})")
_WORD = re.compile(r"[a-z0-9]+(?:[.,]\d+)*", re.IGNORECASE)
#: The words that say an event is to come; what stands before them is who, what stands after them the deed.
_CUE = re.compile(
    r"\b(?:will|won['’]?t|shall|would|may(?! \d)|might|could|can|should|must"
    r"|(?:is|are|was|were)(?: (?:also|now|still))?(?: not)?(?: (?:expected|set|due|scheduled|slated|planned|planning|going"
    r"|likely|forecast|projected|on track|about|poised|supposed|meant))? (?=to\b|for\b|on\b|in\b)"
    r"|(?:plan|expect|intend|aim|hope|want|vow|promise|pledge|agree|refuse|seek|propose|threaten)s?"
    r"|forecasts?|predicts?|sees?)\b(?: to\b| for\b)?(?: not\b)?",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|never|no longer|won['’]?t)\b|n['’]t\b", re.IGNORECASE)
#: Where the name of who ends: `the inquiry | chaired by`, `the bank | of`, `the plant | in`.
_HEAD_END = re.compile(
    r" (?:[a-z]{3,}ed|brought|led|built|held|run|who|which|that|in|on|at|for|from|with|to|by|near)\b|,|\("
)
#: Where the deed has been told: `| with the loss of`, `| after`, `| unless`.
_DEED_END = re.compile(
    r",(?!\d)|[;:(—]|\.$| (?:with|after|before|when|while|unless|if|because|as|amid|despite|until|by|within|since|starting"
    r"|than|from|that|which|who)\b",
    re.IGNORECASE,
)
_EMPTY_WORDS = """
a about all also an and any are as at around be been being between both but by can could did do does during each for from
had has have he her his how i if im in into is it its just may maker might more most new no not of off on once one or other
our out over own per percent cent said say says shall she should so some such than that the their them then there these
they this those to told under until up very was we were what when where which while who whom will with would you your
against almost aside along after before through until place takes nearly
expected expects going go held hold holds intends likely plan planned planning plans scheduled set slated vowed promised
within without upcoming later next now still again early late least mid end beginning start first further another last
appliance north south east west northern southern eastern western
today tonight tomorrow morning afternoon evening night noon midnight day days week weeks weekend month months year years
quarter spring summer autumn fall winter monday tuesday wednesday thursday friday saturday sunday january february march
april june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
#: Verbs that say nothing beside their object: `make landfall`, `take a vote`.
_LIGHT = frozenset(("make", "take", "give", "get", "come", "bring", "become", "continue", "begin", "begins"))
#: `the bridge, which was to open in May, `
_ASIDE = re.compile(r", (?:which|who|whose|where|an?|the)\b[^,]*,")
_DATE = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?(?:[-–]\d{1,2})? (?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)(?:,? \d{4})?\b"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.) \d{1,2}(?:st|nd|rd|th)?\b(?:[-–]\d{1,2})?(?:, \d{4})?"
    r"|\b(?:19|20|21)\d\d\b|\b(?:in|by|until|of|next|this|early|late|mid|from|before) May\b(?! \d)"
    r"|\b(?:first|second|third|fourth)[- ](?:quarter|half)\b"
    r"|\b\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b\.?|\([^)]*\)"
)
_FIGURE = re.compile(r"\d+-\d\d?(?:-\d+)*|[mb]illion|trillion")
#: How many words of who and of what; the first that fits is taken.
_SHAPES = ((3, 3), (2, 3), (3, 2), (2, 2), (1, 3), (3, 1), (1, 2), (2, 1), (3, 0), (1, 1), (2, 0), (1, 0))
#: A deed of fewer words says too little alone.
_FEW = 2


def make_slug(statement: str, taken: Container[str]) -> str:
    """A new slug of the actor, the deed and its object in `statement`: [a-z0-9-], 2 to 32 characters, not in `taken`."""
    whole = _CONTRACTED.sub(" will", undated(statement))
    text = _POSSESSIVE.sub("", _INITIALS.sub(lambda found: found[1].replace(".", ""), whole))
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).encode("ascii", "ignore").decode()
    timeless = _ASIDE.sub(" ", _DATE.sub(" ", plain))
    first = next((it for it in map(_telling, (timeless, plain)) if len(it) > 1), _telling(plain) or _words(plain))
    base = _of_event(timeless) or _of_first(first) or "claim"
    return next(slug for slug in _numbered(base) if slug not in taken)


def _of_event(text: str) -> str:
    """Who, the verb, what; empty where no verb of an event is found, or where that leaves but one word."""
    parts = _parts(text)
    if parts is None:
        return ""
    who, words = _actor(parts[0], parts[2]), _deed(parts[2])
    if not who or not words:
        return ""
    if words == ["take"]:  # `takes place` on a day
        return "-".join([*who, *(["not"] if parts[1] else [])])[:_LONGEST].strip("-")
    is_light = words[0] in _LIGHT and len(words) > 1
    verb = [*(["not"] if parts[1] else []), *([] if is_light else words[:1])]
    what = _with_place(words[1:], parts[2])
    shapes = ([*who[-few:], *verb, *what[:many]] for few, many in _SHAPES if many <= len(what))
    slugs = ("-".join(shape) for shape in shapes if len(shape) > 1)
    return next((slug for slug in slugs if len(slug) <= _LONGEST), "")


def _parts(text: str) -> tuple[str, bool, str] | None:
    """(who, whether it is not to be, deed)."""
    found = _CUE.search(text, 2)
    if found:
        after = text[found.end() :]
        negated = _NOT.search(text, max(0, found.start() - 6), found.end()) or re.match(
            r" (?:not|never|no longer)\b", after
        )
        return text[: found.start()], negated is not None, after
    for word in re.finditer(r"[a-z]+", text):
        verb = THIRD_PERSONS.get(word[0]) or (word[0] if word[0] in EVENT_VERBS and not is_also_noun(word[0]) else None)
        if verb and word.start() > 2:
            return text[: word.start()], False, f" {text[word.start() :]}"
    return None


_TWO_PEOPLE = re.compile(r"[A-Z][a-z]+ ([A-Z][a-z]+) and [A-Z][a-z]+ ([A-Z][a-z]+)")


def _actor(text: str, deed: str) -> list[str]:
    """The last telling words of the head of a phrase: `the city of Veldam` is Veldam, `the mayor of the city` the mayor.

    Beside a deed of one word more of it is told: `a ballot on strike action (opens)`.
    """
    pair = _TWO_PEOPLE.fullmatch(text.strip())
    if pair:
        return [pair[1].lower(), pair[2].lower()]
    named = re.fullmatch(r"\s*(?:[Tt]he )?[a-z]+ of ((?:[A-Z][\w-]*\s*)+)", text)
    head = named[1] if named else _HEAD_END.split(re.split(r" of (?=[a-z])", text)[0], maxsplit=1)[0]
    who = _telling(head) or _telling(text)[:2]
    if len(who) == 1 and len(_deed(deed)) < _FEW:
        return who + _telling(text[text.find(head) + len(head) :])[:2]
    return who if len(_deed(deed)) < _FEW else who[-2:]


#: `talks in Astana`: where.
_PLACE = re.compile(r" (?:in|at) ([A-Z][\w-]+)")


def _with_place(what: list[str], deed: str) -> list[str]:
    """The place right behind the first word, where it would come too late to be told."""
    found = _PLACE.search(deed)
    place = found[1].lower() if found else ""
    if place not in what[2:]:
        return what
    return [what[0], place, *(word for word in what[1:] if word != place)]


def _deed(text: str) -> list[str]:
    """The telling words up to where the deed has been told; figures only where little else is said."""
    ended = _DEED_END.search(text, 2)
    words = _telling(text[: ended.start()] if ended else text) or _telling(text)
    plain = [word for word in words if not _FIGURE.fullmatch(word)]
    return plain if len(plain) >= _FEW else words


def _words(text: str) -> list[str]:
    return [re.sub(r"[.,]", "-", word) for word in _WORD.findall(_APOSTROPHE.sub("", text.lower()))]


def _telling(text: str) -> list[str]:
    return [word for word in _words(text) if word not in _EMPTY and not (len(word) == 1 and word.isalpha())]


def _of_first(words: list[str]) -> str:
    """The first words as they come."""
    slug = ""
    for word in words[:5]:
        longer = f"{slug}-{word}" if slug else word[:_LONGEST]
        if len(longer) > _LONGEST:
            break
        slug = longer
    return slug if len(slug) > 1 else slug and f"claim-{slug}"


def _numbered(base: str) -> Iterator[str]:
    yield base
    for number in count(2):
        yield f"{base[: _LONGEST - 5].rstrip('-')}-{number}"
