"""Conditions: what a clause hangs on, before it or after it."""

import re

_IF_BEFORE = re.compile(r"\b[Ii]f\b|^[“\"]?(?:Once (?!more|again)|Unless |Should |Without |Absent )")
#: `if it passes`; also turned round: `were it to pass`, `should it fail`.
_IF_AFTER = re.compile(
    r"\bas long as\b(?! (?:he|she|they|we|I) (?:is|are|am|was|were)\b)|"
    r"\bif\b(?! (?:any|not)\b)|, (?:were (?:it|he|she|they|the [\w’'-]+) to|should (?:it|he|she|they) (?!be able)[a-z]+)\b"
)


def is_conditional(lead: str, rest: str) -> bool:
    """`lead`: the words that lead the clause in, `rest`: what follows its verb."""
    return _IF_BEFORE.search(lead) is not None or _IF_AFTER.search(rest) is not None
