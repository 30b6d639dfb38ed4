"""Whose voice an article is in: reporters tell what others say and do; columns, guides and reviews speak for themselves.

What "will" happen in the second kind is most often advice, a plot or a mood, unless it has a name or a day.
"""

import re

from monitor.claims.extract.saying import SAYING

_QUOTED = re.compile(r"[“\"][^”\"\n]*(?:[”\"]|$)", re.MULTILINE)
_PERSONAL = re.compile(
    r"\b(?:I|I['’]\w+|[Mm]y|me|[Yy]ou|[Yy]our|[Yy]ours|[Yy]ou['’]\w+|[Ww]e|[Ww]e['’]\w+|[Oo]ur"
    r"|us)\b"
)
_SAID = re.compile(rf"\b(?:{SAYING}|told|according to)\b")
_QUESTION_LINE = re.compile(r"^[^\n]{8,160}\?\s*$", re.MULTILINE)
_MOST_READ = 40_000
#: Personal words a hundred words from which an author speaks, and words of saying up to which nobody else does.
_MANY, _FEW, _LEAST = 1.4, 1.1, 3
_QUESTIONS = 3


#: What a text speaks of that debunks one.
RUMOUR = re.compile(
    r"\b(?:rumou?rs?|hoax|fake(?! news)|fabricated|misinformation|bogus|conspiracy theor\w+|debunked|myth"
    r"|prank|satir\w+|false(?:ly)? (?:claim|report|stor)\w*"
    r"|prophecy|superstition)\b",
    re.IGNORECASE,
)
#: What outlets put over a column.
_OPINION = re.compile(
    r"\W*(?:opinion|commentary|editorial|op-?ed|column|analysis/opinion|perspective|letter to the"
    r" editor)\b",
    re.IGNORECASE,
)


def is_opinion(title: str, outlet: str, text: str) -> bool:
    """Whether the article calls itself an opinion, in its title, over its text or by its section."""
    return bool(_OPINION.match(title) or _OPINION.match(text[:60]) or re.search(r"\b(?:Opinion|Editorial)s?\b", outlet))


def speaks_for_itself(text: str) -> bool:
    """Whether the author addresses the reader and hardly anybody is reported; an interview does not count."""
    text = text[:_MOST_READ]
    words = len(text.split())
    if len(_QUESTION_LINE.findall(text)) >= _QUESTIONS:
        return False
    personal = len(_PERSONAL.findall(_QUOTED.sub(" ", text)))
    said = len(_SAID.findall(text))
    return personal >= _LEAST and 100 * personal >= _MANY * words and 100 * said <= _FEW * words
