"""The one gate for text that strangers wrote, before anyone is shown it, and for addresses that may hold secrets."""

import re
import unicodedata
from urllib.parse import urlsplit

_NEVER_SHOWN = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # C0 (with newline and tab), DEL, C1: terminal commands
    "\u061c\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"  # bidi and zero-width
    "\ufff9-\ufffb\U000e0000-\U000e007f"  # interlinear marks and tags
    "\ud800-\udfff"  # lone surrogates: no encoder takes them
    f"\ufdd0-\ufdef{''.join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))}]"
)  # the last are Unicode's noncharacters: neither XML nor HTML may hold them
_SPACES = re.compile(r"\s+")
_WITH_HOST = frozenset({"mailto", "mailtos", "postgresql", "postgresql+psycopg", "ftp", "feed"})


def safe(text: str, limit: int = 0) -> str:
    """One line of plain text: no control, bidi or zero-width character, white space folded, NFC.

    With `limit` > 0 the result has at most that many characters, the last of them an ellipsis when something was cut.
    """
    folded = _SPACES.sub(" ", _NEVER_SHOWN.sub(" ", text)).strip()
    clean = unicodedata.normalize("NFC", folded)
    return clip(clean, limit) if limit else clean


def clip(text: str, limit: int) -> str:
    """At most `limit` (≥ 1) characters, cut at a word where one ends in the last third, marked by an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > limit * 2 // 3 else cut).rstrip() + "…"


def without_login(url: str) -> str:
    """The same address without user and password; an unreadable one as it is."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl() if "@" in parts.netloc else url


def mask_url(url: str) -> str:
    """Scheme, host and a hint of the path, for logs and errors: no user, password, query, fragment.

    Paths stay for http(s) of feeds, where they are no secret. Mail servers and databases keep their host; of any other
    scheme that is left out too, for there the first part can be a token.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        host = f"[{host}]" if ":" in host else host
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "(unreadable address)"
    if parts.scheme not in ("http", "https"):
        kept = host if parts.scheme in _WITH_HOST else ""
        return safe(f"{parts.scheme}://{kept or '***'}", 100) if parts.scheme else "(address without scheme)"
    query = "?…" if parts.query else ""
    return safe(f"{parts.scheme}://{host}{port}{parts.path}{query}", 200)
