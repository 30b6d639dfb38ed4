"""Letters for a terminal that has only ASCII (`LANG=C`): one for one, so that columns stay columns."""

import codecs
import unicodedata
from collections.abc import Mapping

#: The name of the encoding. It is not called ASCII, for click takes a terminal of that for a mistake and writes UTF-8.
PLAIN = "monitor_plain"

_C_LOCALES = frozenset({"C", "POSIX"})
_COERCED = frozenset({"C.UTF-8", "C.utf8", "UTF-8"})
_PAIRS = str.maketrans("“”„«»‘’‚…→←·•●▲◷✕✖✉§–—−×≥≤│─▁▂▃▄▅▆▇█", '"""""\'\'\'~><.**^@xx@#---x><|-12345678')


def is_plain_locale(environ: Mapping[str, str]) -> bool:
    """Whether the environment says, in so many words, that the terminal knows ASCII only (POSIX 8.2)."""
    given = [environ.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG")]
    # Python sets LC_CTYPE by itself where it finds the C locale (PEP 538).
    given[1] = "" if given[1] in _COERCED else given[1]
    return next((said for said in given if said), "") in _C_LOCALES


def to_ascii(text: str) -> str:
    """As many characters as `text` has: what looks most like each, or a question mark."""
    return text if text.isascii() else "".join(_letter(letter) for letter in text)


def _letter(letter: str) -> str:
    near = letter.translate(_PAIRS)
    if near.isascii():
        return near
    base = unicodedata.normalize("NFKD", letter)[:1]
    return base if base.isascii() else "?"


def _encode(text: str, errors: str = "strict") -> tuple[bytes, int]:  # noqa: ARG001 - the shape codecs ask for
    return to_ascii(text).encode("ascii"), len(text)


class _Encoder(codecs.IncrementalEncoder):
    """What a text stream writes with."""

    def encode(self, text: str, final: bool = False) -> bytes:  # noqa: ARG002
        """Every letter stands for itself."""
        return _encode(text)[0]


def _find(name: str) -> codecs.CodecInfo | None:
    if name != PLAIN:
        return None
    ascii_ = codecs.lookup("ascii")
    return codecs.CodecInfo(
        name=PLAIN,
        encode=_encode,
        decode=ascii_.decode,
        incrementalencoder=_Encoder,
        incrementaldecoder=ascii_.incrementaldecoder,
    )


codecs.register(_find)
