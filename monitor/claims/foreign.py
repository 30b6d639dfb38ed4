"""Records of other programs as claims: questions of forecasting sites, and schema.org's ClaimReview.

A question is as ForecastBench and Metaculus write them (`question` or `title`, `resolution_criteria`, days of opening and
resolution); ClaimReview is https://schema.org/ClaimReview. What has no place in a claim is named, never dropped unsaid.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from monitor.claims.dates import read_due

_QUESTION = ("question", "title", "name")
_OPENED = (
    "said_on",
    "open_time",
    "market_info_open_datetime",
    "published_at",
    "created_at",
    "created_time",
    "freeze_datetime",
)
_RESOLVES = (
    "resolution_dates", "resolution_date", "scheduled_resolve_time", "resolve_time", "scheduled_close_time", "close_time",
    "market_info_close_datetime", "due",
)  # fmt: skip
_CRITERIA = ("resolution_criteria", "market_info_resolution_criteria", "fine_print")
_URL = ("url", "page_url")
_VERDICTS = {
    "yes": "fulfilled", "true": "fulfilled", "kept": "fulfilled", "1": "fulfilled", "1.0": "fulfilled",
    "no": "failed", "false": "failed", "broken": "failed", "0": "failed", "0.0": "failed",
    "partly": "partial", "partly true": "partial", "partly kept": "partial", "compromise": "partial", "mkt": "partial",
    "ambiguous": "ambiguous", "annulled": "annulled", "cancel": "annulled", "n/a": "annulled",
}  # fmt: skip
_RATINGS = {1: "failed", 3: "partial", 5: "fulfilled"}
_FRAME = frozenset({"@context", "@type", "@id"})


@dataclass(frozen=True, slots=True)
class Mapped:
    """A table with the keys of a claim in config.toml, and what of the record could not be brought, in words."""

    table: dict[str, Any]
    notes: tuple[str, ...] = ()


def map_record(record: Mapping[str, Any], today: date, shared: Mapping[str, Any] | None = None) -> Mapped:
    """A record with the keys of a claim; another program's as a claim. `shared`: what its file says of all records."""
    if _is_review(record):
        return _map_review(record, today)
    inner = record.get("question")
    if isinstance(inner, Mapping):
        return _map_question(
            {**record, **{key: value for key, value in inner.items() if value is not None}}, today, shared
        )
    if "statement" not in record and any(isinstance(record.get(key), str) for key in _QUESTION):
        return _map_question(record, today, shared)
    return _map_own(record, today)


def _map_own(record: Mapping[str, Any], today: date) -> Mapped:
    """As it is; one written by hand, without slug and due date, is due as its statement says, as one that is added is.

    A claim that was exported has a slug: without a due date it was meant to have none.
    """
    said_on = record.get("said_on")
    said = said_on if isinstance(said_on, date) else _day(said_on)
    is_dated = record.get("slug") or record.get("due")
    words = {} if is_dated else _due_words(record.get("statement"), said or today)
    if not words:
        return Mapped(dict(record))
    return Mapped({**record, "due": words}, (f"due {words['latest']}, as the statement says",))


def _is_review(record: Mapping[str, Any]) -> bool:
    return record.get("@type") in ("ClaimReview", ["ClaimReview"]) or "claimReviewed" in record


def _map_question(record: Mapping[str, Any], today: date, shared: Mapping[str, Any] | None) -> Mapped:
    asked = {"question", *_QUESTION, *_OPENED, *_RESOLVES, *_CRITERIA, *_URL, "source", "slug", "resolution", "tags"}
    notes = _left_out(record, asked)
    opened = _first_day(record, _OPENED) or _first_day(shared or {}, ("forecast_due_date",))
    if opened is None:
        notes.append("no day of asking: taken as said today")
    statement = _first([record.get(key) for key in _QUESTION if isinstance(record.get(key), str)])
    due = _last_day(record, _RESOLVES)
    words = {} if due else _due_words(statement, opened or today)
    if due is None:
        notes.append("no day of resolution: due as the question says" if words else "no day of resolution: no due date")
    source = record.get("source")
    url = _web(_first(record, _URL))
    table = {
        "slug": _slug(record.get("slug")),
        "statement": statement,
        "said_on": (opened or today).isoformat(),
        "due": due.isoformat() if due and due >= (opened or today) else words,
        "criteria": "\n".join(_texts(record, _CRITERIA)),
        "source": _kept({"outlet": source if isinstance(source, str) else "", "url": url}),
    }
    return Mapped(_kept(table | _verdict(record.get("resolution"), notes)), tuple(notes))


def _map_review(record: Mapping[str, Any], today: date) -> Mapped:
    item = _table(record.get("itemReviewed"))
    notes = _left_out(record, _FRAME | {"claimReviewed", "itemReviewed", "reviewRating", "datePublished", "url"})
    said = _day(item.get("datePublished")) or _first_day(_table(item.get("firstAppearance")), ("datePublished",))
    if said is None:
        said = _day(record.get("datePublished"))
        notes.append("no day of the claim: taken as said " + ("on the day of its review" if said else "today"))
    rating = _table(record.get("reviewRating"))
    verdict = _verdict(rating.get("alternateName"), []) or _by_number(rating)
    if rating and not verdict:
        notes.append(
            f"rating {rating.get('alternateName') or rating.get('ratingValue')!r} is no outcome known here: left open"
        )
    place = _table(item.get("firstAppearance")) or _table(item.get("appearance"))
    statement = record.get("claimReviewed") or item.get("name")
    table = {
        "statement": statement,
        "said_on": (said or today).isoformat(),
        "due": _due_words(statement, said or today),
        "asserted_by": _names(item.get("author")),
        "source": _kept({
            "outlet": _first(_names(place.get("publisher"))), "title": place.get("headline"),
            "url": _web(place.get("url") or place.get("@id")),
        }),
    }  # fmt: skip
    return Mapped(_kept(table | verdict), tuple(notes))


def _due_words(statement: object, said_on: date) -> dict[str, str]:
    """The window that a statement names itself, as a table of its fields; empty when it names none."""
    window = read_due(statement, said_on) if isinstance(statement, str) else None
    if window is None or window.latest is None:
        return {}
    first = {"earliest": window.earliest.isoformat()} if window.earliest else {}
    return first | {"latest": window.latest.isoformat(), "text": window.text, "precision": window.precision.value}


def _verdict(value: object, notes: list[str]) -> dict[str, str]:
    if value in (None, "", [], "N/A"):
        return {}
    outcome = _VERDICTS.get(str(value).strip().lower())
    if outcome is None:
        notes.append(f"resolution {str(value)[:40]!r} is no outcome known here: left open")
        return {}
    return {"status": "resolved", "outcome": outcome}


def _by_number(rating: Mapping[str, Any]) -> dict[str, str]:
    try:
        value, best = (float(str(rating.get(key))) for key in ("ratingValue", "bestRating"))
    except ValueError:
        return {}
    outcome = _RATINGS.get(int(value)) if best == 5 and value == int(value) else None
    return {"status": "resolved", "outcome": outcome} if outcome else {}


def _left_out(record: Mapping[str, Any], asked: Iterable[str]) -> list[str]:
    rest = sorted(
        key for key, value in record.items() if key not in set(asked) and value not in (None, "", [], {}, "N/A")
    )
    return [f"left out: {', '.join(rest)}"] if rest else []


def _first(values: Iterable[Any] | Mapping[str, Any], keys: Iterable[str] = ()) -> str:
    found = [values.get(key) for key in keys] if isinstance(values, Mapping) else list(values)
    return next((value for value in found if isinstance(value, str) and value), "")


def _texts(record: Mapping[str, Any], keys: Iterable[str]) -> list[str]:
    found = (record.get(key) for key in keys)
    return list(dict.fromkeys(it.strip() for it in found if isinstance(it, str) and it.strip() not in ("", "N/A")))


def _table(value: object) -> Mapping[str, Any]:
    """The object, or the first of a list of them."""
    found = value[0] if isinstance(value, list) and value else value
    return found if isinstance(found, Mapping) else {}


def _names(value: object) -> list[str]:
    people = value if isinstance(value, list) else [value]
    found = [person.get("name") if isinstance(person, Mapping) else person for person in people]
    return [name for name in found if isinstance(name, str) and name]


def _kept(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if value not in (None, "", [], {})}


def _slug(value: object) -> str:
    return value if isinstance(value, str) and re.fullmatch(r"[a-z0-9][a-z0-9-]{1,39}", value) else ""


def _web(value: object) -> str:
    return value if isinstance(value, str) and re.match(r"https?://[^\s/]+", value) else ""


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def _first_day(record: Mapping[str, Any], keys: Iterable[str]) -> date | None:
    return next((day for key in keys if (day := _day(record.get(key)))), None)


def _last_day(record: Mapping[str, Any], keys: Iterable[str]) -> date | None:
    """The latest of the first of these that names any day; a list of days is looked at whole."""
    for key in keys:
        value = record.get(key)
        days = [day for it in (value if isinstance(value, list) else [value]) if (day := _day(it))]
        if days:
            return max(days)
    return None
