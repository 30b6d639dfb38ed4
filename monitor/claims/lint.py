"""What a desk editor would send back about a claim's sentence, in plain words. Advice, never a refusal."""

import re

from monitor.claims.verbs import EVENT_VERBS, THIRD_PERSONS
from monitor.model.claim import DueWindow, Precision

_VAGUE = re.compile(
    r"^(?:it|he|she|they|this|that|these|those|we|i|you|there|who|which|both|some|many|several|others?|people|officials?|"
    r"sources?|experts?|critics?|everyone|someone|somebody|nobody|the (?:two|three|pair|group|move|plan|decision|other)"
    r")\b(?! (?:of|from|in) [A-Z])",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:will|won['’]t|shall|would|may|might|could|can|should|must|is|are|was|were|has|have|plans?|expects?|intends?|"
    r"vows?|promises?|agrees?|aims?|hopes?|wants?|set|due|scheduled|expected|likely|going)\b|['’]ll\b",
    re.IGNORECASE,
)
_WEAK = re.compile(r"\b(may|might|could)\b(?! \d)")
_MONTH_BEFORE = re.compile(
    r"(?:\b(?:in|by|of|until|till|since|before|after|during|late|early|mid|next|this|\d+)[ -])$", re.IGNORECASE
)
_FIRM = (
    r"(?:will|won['’]t|shall|plans? to|intends? to|vows? to|"
    r"(?:is|are) (?:set|due|expected|scheduled|going|planning) to|(?-i:may|might|could))"
)
_TWO = re.compile(rf"\b{_FIRM}\b.*?(?:;|,? (?:and|but|while|then)\b).*?\b{_FIRM}\b", re.IGNORECASE)
_TWO_VERBS = re.compile(
    r"\b(?:will|won['’]t|shall) (?:not )?[a-z]+\b[^,;]*?,? and (?:then|will|also) [a-z]+", re.IGNORECASE
)
_EMPTY_EVENT = re.compile(
    r"\b(?:will|going to|expected to|likely to|set to|plans? to)\s+(?:be|do|happen|change|matter|continue|remain|help|see|"
    r"work|improve|get better|go on)\b(?: (?:it|so|something|great|good|better|fine|ok|well|important|huge))?\s*[.!]?$",
    re.IGNORECASE,
)

_ACCOUNTS = re.compile(r"\b(?:[Ff]iscal|[Ff]inancial)(?: (?:19|20)\d\d\b| [Yy]ear)|\bFY ?['’]?\d")
_ONWARD = re.compile(r"(?:from|starting|beginning|as of|effective)\b", re.IGNORECASE)


def lint_claim(statement: str, due: DueWindow | None, *, need_date: bool = True) -> tuple[str, ...]:
    """Warnings on one claim, the gravest first; empty when a stranger could check it as it stands."""
    text = statement.strip()
    warnings = [
        (_lacks_event(text), "no event: say what will happen"),
        (_lacks_actor(text), "no actor: say who or what does it"),
        (bool(_VAGUE.match(text)), "vague actor: name who or what it is"),
        (_has_two_events(text), "two events: make two claims of it"),
        (_is_weak(text), "may/could: nothing could prove it wrong"),
        (need_date and (due is None or due.latest is None), "no date: say by when"),
        (_is_of_accounts(text, due), "fiscal year: read as the calendar's; say with --due when it ends"),
        (_is_onward(due), "from a year on: watched to the end of that year; say with --due by when it is to be seen"),
    ]
    return tuple(words for is_so, words in warnings if is_so)


def _is_of_accounts(text: str, due: DueWindow | None) -> bool:
    """A due year read from words of a year of accounts: when that ends no sentence says."""
    if due is None or due.latest is None:
        return False
    return bool(_ACCOUNTS.search(text if due.text and due.text in text else due.text))


def _is_onward(due: DueWindow | None) -> bool:
    return due is not None and due.precision is Precision.YEAR and bool(_ONWARD.match(due.text))


def _lacks_event(text: str) -> bool:
    return len(text.split()) < 3 or not (_VERB.search(text) or _has_present(text)) or bool(_EMPTY_EVENT.search(text))


def _has_present(text: str) -> bool:
    """Whether a verb of the present tense is in it: `The council votes on Friday`."""
    words = re.findall(r"[a-z]+", text)
    return any(word in THIRD_PERSONS or word in EVENT_VERBS for word in words)


def _lacks_actor(text: str) -> bool:
    found = _VERB.search(text)
    return not text or (found is not None and found.start() == 0)


def _has_two_events(text: str) -> bool:
    return bool(_TWO.search(text) or _TWO_VERBS.search(text))


def _is_weak(text: str) -> bool:
    """The modal verbs only: `May` after a preposition or a number is the month, with a capital inside a sentence a name."""
    return any(not _MONTH_BEFORE.search(text[: found.start()]) for found in _WEAK.finditer(text))
