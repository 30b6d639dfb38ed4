"""Oddities of real feeds, one function each, in a table that is read from top to bottom."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from monitor.feeds.links import absolute_link
from monitor.model.feed import ParsedEntry
from monitor.model.safe import clip


@dataclass(frozen=True, slots=True)
class Quirk:
    """An oddity by name, and the repair of one entry; `mend` gives the same entry when it is not concerned."""

    name: str
    mend: Callable[[ParsedEntry], ParsedEntry]


def title_from_summary(entry: ParsedEntry) -> ParsedEntry:
    """Microblogs have no titles: the beginning of the text stands in."""
    return entry if entry.title or not entry.summary else replace(entry, title=clip(entry.summary, 120))


def link_from_guid(entry: ParsedEntry) -> ParsedEntry:
    """A guid that is an address is the only link some feeds give."""
    is_address = entry.guid.startswith(("http://", "https://"))
    return replace(entry, link=absolute_link(entry.guid, "")) if is_address and not entry.link else entry


def summary_without_title(entry: ParsedEntry) -> ParsedEntry:
    """Some feeds put the headline once more before the summary, or nothing but it there."""
    summary, title = entry.summary, entry.title
    if len(title) < 10 or not summary.startswith(title):
        return entry
    return replace(entry, summary=summary[len(title) :].lstrip(" .:–—-"))


QUIRKS: tuple[Quirk, ...] = (
    Quirk("title-from-summary", title_from_summary),
    Quirk("link-from-guid", link_from_guid),
    Quirk("summary-without-title", summary_without_title),
)


def mend_entry(entry: ParsedEntry) -> ParsedEntry:
    """The entry after every repair of the table."""
    for quirk in QUIRKS:
        entry = quirk.mend(entry)
    return entry
