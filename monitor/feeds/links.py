"""Links of feeds: made absolute, and only the kind that a person may safely be shown."""

import re
from urllib.parse import urljoin, urlsplit

_UNSAFE = re.compile('[\x00-\x20\x7f-\x9f\\\\<>"`{}|^\u200b-\u200f\u2028-\u202e\u2066-\u2069]')
_LONGEST = 2_000


def absolute_link(link: str, base: str) -> str:
    """`link` made absolute; '' when it is no http(s) address, hides its host, or has more than 2,000 characters."""
    stripped = link.strip()
    if not stripped or len(stripped) > _LONGEST:
        return ""
    cleaned = _UNSAFE.sub(_quote, stripped) if _UNSAFE.search(stripped) else stripped
    try:
        full = urljoin(base, cleaned)
        parts = urlsplit(full)
        is_sound = (
            parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc and (parts.port or True)
        )
    except ValueError:
        return ""
    return parts.geturl() if is_sound else ""


def _quote(found: re.Match[str]) -> str:
    """A backslash means `/` to browsers and nothing to others, so it must not stay."""
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))
