"""Bodies an article names by what they are: `the Harbour Craft union` is meant by `the union` later on."""

import re

from monitor.claims.extract.sentences import Sentence

_NOUNS = (
    r"union|bank|party|club|council|court|ministry|agency|committee|commission|university|institute|airline|museum|theatre"
    r"|festival|federation|association|board|authority|department"
)
_NAMED = re.compile(
    rf"\b(?P<name>(?!(?:The|A|An|This|That|Its|His|Her|Their|Our|One|Each|No|In|On|At|By|For|But|And)\b)[A-Z][\w&.’'-]*"
    rf"(?: (?:of|for|and|&) [A-Z][\w&.’'-]*| [A-Z][\w&.’'-]*){{0,4}} (?P<noun>(?i:{_NOUNS})))\b(?! [A-Z])"
)
_BARE = re.compile(rf"[Tt]he (?P<noun>{_NOUNS})")


def find_bodies(sentences: list[Sentence]) -> tuple[tuple[int, str, str], ...]:
    """(number of its sentence, what it is, its name), in order."""
    return tuple(
        (number, found["noun"].lower(), found["name"])
        for number, sentence in enumerate(sentences)
        for found in _NAMED.finditer(sentence.text)
    )


def name_body(phrase: str, bodies: tuple[tuple[int, str, str], ...], number: int) -> str:
    """The name behind `the union` in sentence `number`, where the text has named just one before; else an empty text."""
    bare = _BARE.fullmatch(phrase)
    names = {name for at, noun, name in bodies if bare and noun == bare["noun"] and at < number}
    return f"the {names.pop()}" if len(names) == 1 else ""
