"""Who an entry is: the several keys it is known by, and the hash that changes only with its meaning.

Keys, strongest first, each with its kind as a prefix:

    guid:   the guid as the feed gives it
    loose:  a guid that is an address, canonical: the same under http and https, with and without tracking
    link:   the canonical link
    text:   hash of title and date (title and summary where there is no date)
    title:  hash of the title alone; weak, counts only when a whole feed was re-keyed

A key that two different entries of one document share says nothing and is given to neither.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256

from monitor.feeds.canonical import canonical_link
from monitor.model.feed import EntryKeys, ParsedEntry, ParsedFeed

__all__ = ["WEAK", "canonical_link", "entry_keys", "identity_warnings", "judged_hash", "key_entries"]

WEAK = "title:"
#: Shared guids above this share of a document are told to the user.
_SUSPICIOUS = 0.05
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nor|neither|without|cannot|\w+n['’]t|fails?|failed|den(?:y|ies|ied)|refus\w+|reject\w+|cancel\w*"
    r"|postpon\w+|delay\w*|halt\w*|scrap\w*|abandon\w*|block\w*|suspend\w*|withdr\w+)\b",
    re.IGNORECASE,
)
_DATE_WORD = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|mon|tues|wednes|thurs|fri"
    r"|satur|sun)(?:day)?\b",
    re.IGNORECASE,
)
#: The same for text in small ASCII letters, which most is: searched several times as fast.
_PLAIN_NEGATION = re.compile(_NEGATION.pattern)
_PLAIN_DATE_WORD = re.compile(_DATE_WORD.pattern)


def entry_keys(entry: ParsedEntry, feed_url: str) -> EntryKeys:
    """All keys of one entry, strongest first, at least one. `feed_url` is what relative guids are told apart by."""
    return EntryKeys(tuple(dict.fromkeys([*_strong_keys(entry, feed_url), *_title_key(entry)])) or (_last_key(entry),))


def key_entries(parsed: ParsedFeed, feed_url: str) -> list[tuple[ParsedEntry, EntryKeys]]:
    """The entries of one document with the keys that really name them; the same entry twice comes once.

    Entries are the same when guid and canonical link are, and also their text where both are empty.
    """
    return list(_key_entries(parsed, feed_url))


@lru_cache(maxsize=4)
def _key_entries(parsed: ParsedFeed, feed_url: str) -> tuple[tuple[ParsedEntry, EntryKeys], ...]:
    """A poll asks twice: for the keys to look up, and to plan."""
    keyed = [(entry, entry_keys(entry, feed_url).keys) for entry in _distinct(parsed)]
    counts = Counter(key for _, keys in keyed for key in keys)
    clear = ((entry, tuple(key for key in keys if counts[key] == 1)) for entry, keys in keyed)
    return tuple((entry, EntryKeys(keys if _has_strong(keys) else (_last_key(entry), *keys))) for entry, keys in clear)


def identity_warnings(parsed: ParsedFeed) -> tuple[str, ...]:
    """In plain words, what is wrong with the guids of a document; empty when nothing is."""
    entries = _distinct(parsed)
    counts = Counter(entry.guid for entry in entries if entry.guid)
    shared = sum(count for count in counts.values() if count > 1)
    if shared <= len(entries) * _SUSPICIOUS:
        return ()
    return (f"{shared} of {len(entries)} entries share their id with another; they are told apart by link and text",)


def judged_hash(title: str, summary: str) -> str:
    """16 hex digits over what a judgement rests on: the title's words, and the numbers, dates and negations of both.

    Case, punctuation, markup and the rest of the summary's words may change without a new judgement.
    """
    words = [word.casefold() for word in _WORD.findall(title)]
    numbers = [number.rstrip(".,") for number in _NUMBER.findall(summary)]
    if summary.isascii():
        plain = summary.lower()
        signs, days = _PLAIN_NEGATION.findall(plain), _PLAIN_DATE_WORD.findall(plain)
    else:
        signs = [sign.casefold() for sign in _NEGATION.findall(summary)]
        days = [day.casefold() for day in _DATE_WORD.findall(summary)]
    return _digest(" ".join(words), " ".join(sorted(numbers)), " ".join(sorted(signs)), " ".join(sorted(days)))


@dataclass(frozen=True, slots=True)
class _Sameness:
    guid: str
    link: str
    text: str


def _distinct(parsed: ParsedFeed) -> list[ParsedEntry]:
    """The document's entries, repetitions left out; the latest edition of one stays."""
    found: dict[_Sameness, ParsedEntry] = {}
    for entry in parsed.entries:
        named = bool(entry.guid and entry.link)
        same = _Sameness(entry.guid, canonical_link(entry.link), "" if named else _fingerprint(entry))
        if same not in found or _moment(entry) > _moment(found[same]):
            found[same] = entry
    return list(found.values())


def _moment(entry: ParsedEntry) -> datetime:
    return entry.updated or entry.published or datetime.min.replace(tzinfo=UTC)


def _strong_keys(entry: ParsedEntry, feed_url: str) -> list[str]:
    keys = [f"guid:{_short(entry.guid)}"] if entry.guid else []
    if loose := canonical_link(entry.guid):
        keys.append(f"loose:{_short(loose)}")
    link = canonical_link(entry.link)
    if link and link != canonical_link(feed_url):
        keys.append(f"link:{_short(link)}")
    if entry.title or entry.summary:
        keys.append(f"text:{_text_digest(entry)}")
    return keys


def _text_digest(entry: ParsedEntry) -> str:
    title = " ".join(_WORD.findall(entry.title.casefold()))
    if entry.published and title:
        return _digest(title, entry.published.isoformat())
    return _digest(title, " ".join(_WORD.findall(entry.summary.casefold())))


def _title_key(entry: ParsedEntry) -> list[str]:
    words = _WORD.findall(entry.title.casefold())
    return [WEAK + _digest(" ".join(words))] if len(words) >= 3 else []


def _last_key(entry: ParsedEntry) -> str:
    return f"whole:{_fingerprint(entry)}"


def _fingerprint(entry: ParsedEntry) -> str:
    date = entry.published.isoformat() if entry.published else ""
    return _digest(entry.guid, canonical_link(entry.link), entry.title, date, "" if date else entry.summary)


def _has_strong(keys: tuple[str, ...]) -> bool:
    return any(not key.startswith(WEAK) for key in keys)


def _short(text: str) -> str:
    """Long guids are kept by their hash, so that no key fills an index."""
    return text if len(text) <= 200 else f"sha256-{_digest(text)}"


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
