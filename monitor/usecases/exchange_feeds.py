"""Feeds as OPML 2.0 (opml.org/spec2.opml), the form in which readers hand their lists to one another."""

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from string import punctuation
from urllib.parse import quote

from monitor.errors import ConflictError, UsageError
from monitor.model.feed import Feed, FeedDraft
from monitor.model.safe import mask_url, safe
from monitor.ports import Store
from monitor.usecases.add_feed import add_feed, check_feed_url


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

    A document with a DTD is refused: entities are the one harm that an XML file of this kind can do.
    """
    words = document.replace(b"\x00", b"")  # also where a letter has two bytes
    if b"<!DOCTYPE" in words or b"<!ENTITY" in words:
        raise UsageError("this OPML file has a DTD; take it out (feed lists need none)")
    try:
        root = ET.fromstring(document)  # noqa: S314 - no DTD, so no entities
    except (ET.ParseError, ValueError, LookupError) as error:
        raise UsageError(f"this is no OPML file: {safe(str(error), 120)}") from None
    if root.tag != "opml":
        raise UsageError(f"this is no OPML file: it begins with <{safe(str(root.tag), 40)}>")
    return tuple(_drafts(root, ()))


def import_feeds(
    store: Store, drafts: Sequence[FeedDraft], interval: timedelta, now: datetime, *, dry_run: bool = False
) -> FeedImport:
    """Add the feeds that are new and sound. The same import twice adds nothing."""
    added: list[Feed] = []
    known: list[str] = []
    refused: list[str] = []
    there = _addresses(store)
    for draft in {draft.url: draft for draft in drafts}.values():
        try:
            check_feed_url(draft.url)
            if draft.url in there:
                known.append(draft.url)
            elif not dry_run:
                added.append(add_feed(store, draft, interval, now))
        except ConflictError:
            known.append(draft.url)
        except UsageError:
            refused.append(mask_url(draft.url))
    return FeedImport(tuple(added), tuple(known), tuple(refused))


def _plain_url(url: str) -> str:
    """The same address with all that is no printable ASCII written as %XX (RFC 3986 2.1), as XML 1.0 needs it."""
    return quote(url.encode("utf-8", "surrogatepass"), safe=punctuation)


def _addresses(store: Store) -> set[str]:
    with store.read() as tx:
        return {feed.url for feed in tx.feeds()}


def _drafts(parent: ET.Element, tags: tuple[str, ...]) -> list[FeedDraft]:
    found: list[FeedDraft] = []
    for outline in parent:
        name = safe(outline.get("text") or outline.get("title") or "", 120)
        url = (outline.get("xmlUrl") or "").strip()
        if url:
            own = [tag.strip() for tag in (outline.get("category") or "").split(",")]
            found.append(FeedDraft(url, name, tuple(dict.fromkeys([*tags, *filter(None, map(_tag, own))]))))
        else:
            folder = _tag(name) if outline.tag == "outline" else ""
            found += _drafts(outline, (*tags, folder) if folder else tags)
    return found


def _tag(text: str) -> str:
    """A folder's name as a tag: lower case, hyphens for all else."""
    words = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in text.lower()).split()
    return "-".join(words)[:60]
