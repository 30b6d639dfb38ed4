"""What is no feed: web pages, challenges, lists of feeds, error pages of bridges. Told from the first characters."""

import re

from monitor.errors import FailureReason, ParseError

_ROOT = re.compile(r"<(?:[A-Za-z0-9_]{1,30}:)?([A-Za-z][A-Za-z0-9_-]{0,30})")
_FEED_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
_CHALLENGE = re.compile(
    r"just a moment\.\.\.|cf-chl|cf_chl|challenge-platform|attention required! \| cloudflare|checking your browser"
    r"|verify you are (?:a )?human|are you a robot|captcha|ddos-guard|/_incapsula_|perimeterx|datadome|access denied",
    re.IGNORECASE,
)
_BRIDGE_ERROR = re.compile(
    r"\bbridge returned error\b|^\W{0,9}bridge error\W{0,9}(?:\d|$)|was unable to receive or process the remote website",
    re.IGNORECASE,
)
_LOOK = 20_000


def refuse_other_than_feed(text: str, url: str) -> None:
    """Raise ParseError (reason blocked, not-a-feed) when the document's root is none of a feed. `text` starts with `<`."""
    root = _ROOT.search(text[:_LOOK])
    name = root[1].lower() if root else ""
    if name in _FEED_ROOTS:
        return
    if name == "opml":
        raise ParseError(f"{url} is a list of feeds (OPML); add the feeds it lists", FailureReason.NOT_A_FEED)
    if _CHALLENGE.search(text[:_LOOK]):
        raise ParseError(f"{url} answered with a page that wants to see a person", FailureReason.BLOCKED)
    if name == "html" or "<html" in text[:_LOOK].lower():
        raise ParseError(f"{url} is a web page, not a feed; look for the feed it names", FailureReason.NOT_A_FEED)
    raise ParseError(f"{url} is not a feed (it begins with {_beginning(text)})", FailureReason.NOT_A_FEED)


def is_bridge_error(title: str) -> bool:
    """An entry that a bridge (RSS-Bridge and its kin) made up to tell of its own failure."""
    return bool(_BRIDGE_ERROR.search(title[:300]))


def _beginning(text: str) -> str:
    return repr(text[:30])
