"""Feeds as OPML 2.0 (opml.org/spec2.opml), the form in which readers hand their lists to one another."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from string import punctuation
from urllib.parse import quote

from monitor.errors import UsageError
from monitor.feeds.encoding import decode_body
from monitor.feeds.mend import mend_references, strip_prolog
from monitor.model.feed import Feed, FeedDraft
from monitor.model.safe import mask_url, safe
from monitor.ports import FEEDS, Store
from monitor.usecases.add_feed import check_feed_url
from monitor.usecases.notes import REMOVED_FEED
from monitor.usecases.sync_config import feed_id, new_feed

_DTD = re.compile("<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
#: Folders in folders beyond this depth: the innermost are tags.
_DEEPEST = 10


@dataclass(frozen=True, slots=True)
class FeedImport:
    """What an import did: `added` feeds, addresses that were `known` before, and addresses that are none (`refused`)."""

    added: tuple[Feed, ...] = ()
    known: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def export_feeds(store: Store) -> str:
    """All feeds as one OPML document; outlets are the outlines' text, tags their category."""
    with store.read() as tx:
        feeds = tx.feeds()
    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = "claim-monitor feeds"
    body = ET.SubElement(root, "body")
    for feed in feeds:
        outline = ET.SubElement(body, "outline", type="rss", text=safe(feed.outlet), xmlUrl=_plain_url(feed.url))
        if feed.title:
            outline.set("title", safe(feed.title))
        if feed.tags:
            outline.set("category", ",".join(feed.tags))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def read_opml(document: bytes) -> tuple[FeedDraft, ...]:
    """The feeds of an OPML document, folders and all; a folder's name is a tag. Raises UsageError.

    Read as leniently as a feed: any encoding of ours, bare `&` in addresses, names in any case. A document with a DTD is
    refused: entities are the one harm that an XML file of this kind can do.
    """
    text, _ = decode_body(document, "")
    if _DTD.search(text):
        raise UsageError("this OPML file has a DTD; take it out (feed lists need none)")
    root = _read_xml(strip_prolog(text.lstrip("\ufeff")))
    if str(root.tag).lower() != "opml":
        raise UsageError(f"this is no OPML file: it begins with <{safe(str(root.tag), 40)}>")
    return tuple(_drafts(root))


def _read_xml(text: str) -> ET.Element:
    for attempt in (text, mend_references(text)):
        try:
            return ET.fromstring(attempt)  # noqa: S314 - no DTD, so no entities
        except (ET.ParseError, ValueError) as error:
            flaw = safe(str(error), 120)
    raise UsageError(f"this is no OPML file: {flaw}")


def import_feeds(
    store: Store, drafts: Sequence[FeedDraft], interval: timedelta, now: datetime, *, dry_run: bool = False
) -> FeedImport:
    """Add the feeds that are new and sound, all in one transaction. The same import twice adds nothing."""
    unlike = list({draft.url: draft for draft in drafts}.values())
    refused = [draft for draft in unlike if not _is_sound(draft.url)]
    with store.write() as tx:
        tx.take_turn("add feeds")
        there = {word for feed in tx.feeds() for word in (feed.url, feed.id)}
        known = [draft for draft in unlike if {draft.url, feed_id(draft.url)} & there]
        out = {draft.url for draft in (*refused, *known)}
        added = [] if dry_run else [new_feed(draft, interval, now) for draft in unlike if draft.url not in out]
        tx.save_feeds(added)
        tx.announce(FEEDS)
        removed = tx.notes(REMOVED_FEED)
        for feed in added:
            if REMOVED_FEED + feed.id in removed:
                tx.save_note(REMOVED_FEED + feed.id, None)
    return FeedImport(
        tuple(added), tuple(draft.url for draft in known), tuple(mask_url(draft.url) for draft in refused)
    )


def _is_sound(url: str) -> bool:
    try:
        check_feed_url(url)
    except UsageError:
        return False
    return True


def _plain_url(url: str) -> str:
    """The same address with all that is no printable ASCII written as %XX (RFC 3986 2.1), as XML 1.0 needs it."""
    return quote(url.encode("utf-8", "surrogatepass"), safe=punctuation)


def _drafts(root: ET.Element) -> Iterator[FeedDraft]:
    """In the document's order, however deep its folders; an outline may be a feed and hold others."""
    waiting: list[tuple[ET.Element, tuple[str, ...]]] = [(root, ())]
    while waiting:
        element, tags = waiting.pop()
        given = {name.lower(): value for name, value in element.attrib.items()}
        name = safe(given.get("text") or given.get("title") or "", 120)
        url = given.get("xmlurl", "").strip()
        if url:
            own = map(_tag, given.get("category", "").split(","))
            yield FeedDraft(url, name, tuple(dict.fromkeys([*tags, *filter(None, own)])))
        elif element.tag == "outline" and (folder := _tag(name)):
            tags = (*tags, folder)[-_DEEPEST:]
        waiting += [(child, tags) for child in reversed(element)]


def _tag(text: str) -> str:
    """A folder's name as a tag: lower case, hyphens for all that is neither letter nor digit."""
    words = "".join(letter if letter.isalnum() else " " for letter in text.lower()).split()
    return "-".join(words)[:60]
