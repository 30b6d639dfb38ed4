"""HTML as a type of its own: only `text`, `tag`, `link` and `join` make it, so nothing can be forgotten to be escaped."""

from collections.abc import Iterable
from html import escape
from typing import NewType

from monitor.model.links import link_host, shown_link
from monitor.model.safe import safe

Html = NewType("Html", str)
EMPTY = Html("")
_VOID = frozenset({"br", "hr", "link", "meta"})


def text(words: str, limit: int = 0) -> Html:
    """Words of anybody: safe to be seen, and markup in them is only letters. `limit` as in `safe`."""
    return Html(escape(safe(words, limit)))


def tag(name: str, /, *children: Html, **attributes: str | None) -> Html:
    """An element. `class_` and `for_` lose the underscore, others become hyphens; an attribute that is None is left out.

    Values are escaped; addresses must have passed `shown_link` or be our own.
    """
    shown = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(safe(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Html(f"<{name}{shown}>")
    return Html(f"<{name}{shown}>{''.join(children)}</{name}>")


def link(url: str, words: str = "", limit: int = 200) -> Html:
    """A stranger's address as a link that tells nobody, its host beside it; the bare words when it is no sound one."""
    sound = shown_link(url)
    if not sound:
        return text(words, limit)
    host = link_host(sound)
    anchor = tag("a", text(words or host, limit), href=sound, rel="nofollow noopener noreferrer")
    return join([anchor, tag("span", text(f"({host})"), class_="host")], " ") if words else anchor


def join(pieces: Iterable[Html], between: str = "") -> Html:
    """The pieces that are not empty, one after the other."""
    return Html(escape(between).join(piece for piece in pieces if piece))


def lines(*pieces: Html) -> Html:
    """The pieces that are not empty, one a line."""
    return Html("\n".join(piece for piece in pieces if piece))
