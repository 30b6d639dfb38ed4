"""Letters for a terminal that has only ASCII (`LANG=C`): one for one, so that columns stay columns."""

import codecs
import unicodedata
from collections.abc import Mapping

#: The name of the error handler.
PLAIN = "monitor-plain"

_C_LOCALES = frozenset({"C", "POSIX"})
_PAIRS = str.maketrans("“”„«»‘’‚…→←·•●▲◷✕✖✉§–—−×≥≤│─▁▂▃▄▅▆▇█", '"""""\'\'\'~><-**^@xx@#---x><|-12345678')


def is_plain_locale(environ: Mapping[str, str]) -> bool:
    """Whether the environment says, in so many words, that the terminal knows ASCII only (POSIX 8.2)."""
    said = next((environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(name)), "")
    return said in _C_LOCALES


def to_ascii(text: str) -> str:
    """As many characters as `text` has: what looks most like each, or a question mark."""
    return "".join(_letter(letter) for letter in text)


def _letter(letter: str) -> str:
    near = letter.translate(_PAIRS)
    if near.isascii():
        return near
    base = unicodedata.normalize("NFKD", letter)[:1]
    return base if base.isascii() else "?"


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return to_ascii(error.object[error.start : error.end]), error.end


codecs.register_error(PLAIN, _replace)
