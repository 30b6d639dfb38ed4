"""The name of a claim for ever: a few of its own words, short enough to type."""

import re
import unicodedata
from collections.abc import Container, Iterator
from itertools import count

_LONGEST = 32
_WORD = re.compile(r"[a-z0-9]+")
_POSSESSIVE = re.compile(r"['’]s\b|['’]")
_INITIALS = re.compile(r"\b((?:\w\.){2,})")
_EMPTY_WORDS = """
a about all also an and any are as at be been being between both but by can could did do does during each for from had
has have he her his how if in into is it its just may might more most new no not of off on once one or other our out over
own per said say says shall she should so some such than that the their them then there these they this those to told
under until up very was we were what when where which while who whom will with would you your expected expects going go
holds hold intends likely plan planned planning plans scheduled set slated vowed promised within without upcoming later
next
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())


def make_slug(statement: str, taken: Container[str]) -> str:
    """A new slug from the first telling words of `statement`: [a-z0-9-], 2 to 32 characters, not in `taken`."""
    text = _INITIALS.sub(lambda found: found[1].replace(".", ""), _POSSESSIVE.sub("", statement))
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = _WORD.findall(plain)
    base = _join([word for word in words if word not in _EMPTY] or words) or "claim"
    return next(slug for slug in _numbered(base) if slug not in taken)


def _join(words: list[str]) -> str:
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
