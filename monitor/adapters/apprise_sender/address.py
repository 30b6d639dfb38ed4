"""What the scheme of an address tells of the service behind it."""

import re

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{1,15}", re.IGNORECASE)
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9.-]")
_MAIL = frozenset({"mailto", "mailtos"})
_MACHINE = frozenset({"json", "jsons", "xml", "xmls", "form", "forms"})


def as_id(text: str) -> str:
    """What may stand in a header as an id: letters, digits, dots and dashes."""
    return _NOT_IN_ID.sub("-", text)


def takes_headers(scheme: str) -> bool:
    """True where we can add headers of our own."""
    return scheme in _MAIL | _MACHINE


def scheme_of(url: str) -> str:
    """The scheme, lower-case."""
    return url.partition("://")[0].strip().lower()


def is_mail(url: str) -> bool:
    """True for addresses that apprise sends to by SMTP."""
    return scheme_of(url) in _MAIL


def is_machine(url: str) -> bool:
    """True where a program reads the message, which wants the text as it is."""
    return scheme_of(url) in _MACHINE


def masked(url: str) -> str:
    """What may be shown of an address: its scheme alone. What stands where a host would is a token in many of them."""
    scheme = scheme_of(url) if "://" in url else ""
    return f"{scheme}://…" if _SCHEME.fullmatch(scheme) else "an address without a scheme"
