"""Addresses of strangers, made fit to be shown and clicked."""

from urllib.parse import quote, urlsplit, urlunsplit

LONGEST = 1_000
"""Longer addresses are not shown: some mail servers refuse longer lines, and nobody reads them."""

_KEPT = "/:;=@!$&'()*+,~%-._?"


def shown_link(url: str) -> str:
    """The address as ASCII without user name and password, or empty unless it is a sound http(s) address."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        name = host.encode("idna").decode("ascii") if not host.isascii() else host
    except (ValueError, UnicodeError):
        return ""
    if parts.scheme not in ("http", "https") or not _is_host(name):
        return ""
    place = f"[{name}]" if ":" in name else name
    place = f"{place}:{port}" if port else place
    path, query, fragment = (quote(part, safe=_KEPT) for part in (parts.path, parts.query, parts.fragment))
    link = urlunsplit((parts.scheme, place, path, query, fragment))
    return link if len(link) <= LONGEST else ""


def link_host(link: str) -> str:
    """The host of a shown link, so that a reader sees where it leads."""
    return urlsplit(link).hostname or ""


def _is_host(name: str) -> bool:
    return bool(name) and all(letter.isalnum() or letter in ".-_:" for letter in name)
