"""Which entries of a document are new, which changed their meaning, and which only got new keys."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from monitor.feeds.canonical import canonical_link
from monitor.feeds.identity import WEAK, judged_hash
from monitor.model.feed import Entry, EntryKeys, Feed, ParsedEntry
from monitor.model.ids import make_id
from monitor.model.policy import PollPolicy

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
#: Above this share of new entries of which most titles are known, a feed was re-keyed.
_REKEYED = 0.5
_KNOWN_TITLES = 0.8


@dataclass(frozen=True, slots=True)
class Sorting:
    """A document against what is known of its feed. `known` counts entries seen before, however they changed."""

    new: tuple[Entry, ...]
    changed: tuple[Entry, ...]
    relinked: tuple[Entry, ...]
    known: int
    warnings: tuple[str, ...]


def sort_entries(
    feed: Feed,
    keyed: list[tuple[ParsedEntry, EntryKeys]],
    known: Mapping[str, Entry],
    now: datetime,
    policy: PollPolicy,
) -> Sorting:
    """Tell new from changed from known. `known` maps the keys that the store has of this feed to their entries."""
    found = [(parsed, keys, _find_known(parsed, keys, known)) for parsed, keys in keyed]
    rekeyed = _is_rekeyed(found, known)
    if rekeyed:
        found = [(parsed, keys, entry or _find_weak(keys, known)) for parsed, keys, entry in found]
    new = _first_of_each([_new_entry(feed, parsed, keys, known, now) for parsed, keys, entry in found if entry is None])
    met = [(entry, _meet(entry, parsed, keys, known, policy)) for parsed, keys, entry in found if entry is not None]
    changed = tuple(after for before, after in met if after.revision != before.revision)
    relinked = tuple(after for before, after in met if after.revision == before.revision and after.keys != before.keys)
    renamed = sum(_is_renamed(before, after) for before, after in met if after is not before)
    told = rekeyed or renamed > max(1, len(found) * _REKEYED)
    warnings: tuple[str, ...] = ()
    if told:
        warnings = ("most entries came under new ids; those that are known are not told again",)
    worn = sum(_is_worn(entry, parsed, policy) for parsed, _, entry in found if entry is not None)
    if worn:
        warnings += (
            f"{worn} entries change for ever; after {policy.max_revisions} times their words are not read again",
        )
    return Sorting(
        new, _first_of_each(changed), _first_of_each(relinked), len(met), warnings + _late_warnings(keyed, now, policy)
    )


def effective_time(parsed: ParsedEntry, first_seen: datetime) -> datetime:
    """When an entry counts as published: the publisher's word unless it is before 1990 or after we saw it."""
    said = parsed.published or parsed.updated
    return said if said is not None and _EARLIEST <= said <= first_seen else first_seen


def _find_known(parsed: ParsedEntry, keys: EntryKeys, known: Mapping[str, Entry]) -> Entry | None:
    strong = [key for key in keys.keys if not key.startswith(WEAK)]
    for key in strong:
        entry = known.get(key)
        if entry is not None and not _is_other(key, parsed, entry, strong, known):
            return entry
    return None


def _is_other(key: str, parsed: ParsedEntry, entry: Entry, strong: list[str], known: Mapping[str, Entry]) -> bool:
    """Whether the key of an old entry lies on other news."""
    if key.startswith("guid:"):
        return _is_reused(parsed, entry, strong, known)
    return key.startswith("link:") and _is_shared_page(parsed, entry)


def _is_shared_page(parsed: ParsedEntry, entry: Entry) -> bool:
    """The link of an old entry under other news, as where all lead to one page: another guid, another date, other words."""
    has_guids = bool(parsed.guid) and any(key.startswith("guid:") for key in entry.keys.keys)
    later = parsed.published is not None and parsed.published != entry.published
    ours, theirs = _long_words(entry.title), _long_words(parsed.title)
    return has_guids and later and bool(ours and theirs) and not ours & theirs


def _is_reused(parsed: ParsedEntry, entry: Entry, strong: list[str], known: Mapping[str, Entry]) -> bool:
    """The guid of an old entry on another piece of news: another link, no word of the title in common, another date if any.

    Without dates both must have a link.
    """
    if not entry.title or any(known.get(key) is entry for key in strong if not key.startswith("guid:")):
        return False
    link = canonical_link(parsed.link)
    moved = link != entry.canonical_link if link and entry.canonical_link else True
    undated = parsed.published is None
    later = bool(link and entry.canonical_link) if undated else parsed.published != entry.published
    return moved and later and not _long_words(parsed.title) & _long_words(entry.title)


def _long_words(title: str) -> set[str]:
    return {word for word in title.casefold().split() if len(word) > 3}


def _is_rekeyed(found: list[tuple[ParsedEntry, EntryKeys, Entry | None]], known: Mapping[str, Entry]) -> bool:
    strangers = [keys for _, keys, entry in found if entry is None]
    titles = sum(_find_weak(keys, known) is not None for keys in strangers)
    return len(strangers) > max(1, len(found) * _REKEYED) and titles >= len(strangers) * _KNOWN_TITLES


def _is_renamed(before: Entry, after: Entry) -> bool:
    """It had a guid, and came under another."""
    old, now = (sum(key.startswith("guid:") for key in entry.keys.keys) for entry in (before, after))
    return now > old > 0


def _find_weak(keys: EntryKeys, known: Mapping[str, Entry]) -> Entry | None:
    return next((known[key] for key in keys.keys if key.startswith(WEAK) and key in known), None)


def _new_entry(feed: Feed, parsed: ParsedEntry, keys: EntryKeys, known: Mapping[str, Entry], now: datetime) -> Entry:
    """An entry for the store. Keys that already name another entry stay with that one."""
    own = tuple(key for key in keys.keys if key not in known) or (f"whole:{make_id(*keys.keys, parsed.title)}",)
    return Entry(
        id=make_id("entry", feed.id, own[0]),
        feed_id=feed.id,
        outlet=feed.outlet,
        keys=EntryKeys(own),
        title=parsed.title,
        summary=parsed.summary,
        link=parsed.link,
        canonical_link=canonical_link(parsed.link),
        published=effective_time(parsed, now),
        first_seen=now,
        author=parsed.author,
        tags=parsed.tags,
        judged_hash=judged_hash(parsed.title, parsed.summary),
        baseline=not feed.baseline_done,
    )


def _meet(before: Entry, parsed: ParsedEntry, keys: EntryKeys, known: Mapping[str, Entry], policy: PollPolicy) -> Entry:
    """A known entry as it is now: with the keys it gained and, when its meaning changed, its new words.

    Beyond the policy's number of revisions words no longer change: some publishers edit for ever.
    """
    gained = tuple(key for key in keys.keys if key not in known and key not in before.keys.keys)
    after = replace(before, keys=EntryKeys(before.keys.keys + gained)) if gained else before
    judged = judged_hash(parsed.title, parsed.summary)
    if not before.judged_hash or judged == before.judged_hash or _is_worn(before, parsed, policy):
        return after
    return replace(
        after,
        title=parsed.title,
        summary=parsed.summary,
        link=parsed.link or before.link,
        canonical_link=canonical_link(parsed.link) or before.canonical_link,
        judged_hash=judged,
        revision=before.revision + 1,
    )


def _is_worn(before: Entry, parsed: ParsedEntry, policy: PollPolicy) -> bool:
    """It means something else again, and did so as often as is followed."""
    spent = bool(before.judged_hash) and before.revision >= policy.max_revisions
    return spent and judged_hash(parsed.title, parsed.summary) != before.judged_hash


def _first_of_each(entries: tuple[Entry, ...] | list[Entry]) -> tuple[Entry, ...]:
    return tuple({entry.id: entry for entry in reversed(entries)}.values())[::-1]


def _late_warnings(keyed: list[tuple[ParsedEntry, EntryKeys]], now: datetime, policy: PollPolicy) -> tuple[str, ...]:
    ahead = sum(parsed.published is not None and parsed.published > now + policy.future_slack for parsed, _ in keyed)
    return (f"{ahead} entries are dated in the future; the time they were seen counts",) if ahead else ()
