"""Any noun as a plain record and back, made from the types of its fields.

Text, numbers, truth values and None stay; words of enums are text, times and days ISO 8601, lengths of time seconds, bytes
base64, tuples and sets lists, nouns within nouns records. Reading is strict: a field that is missing takes its default
when it has one, a field that is unknown or of another type is an error that names it.
"""

import types
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from monitor.errors import UsageError

T = TypeVar("T")
Read = Callable[[Any], Any]


class _UnfitError(Exception):
    """A value is none of its type; `words` say what it is to be, `path` where."""

    def __init__(self, words: str, path: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.path = path


def encode(value: Any) -> Any:
    """The value as JSON takes it; a noun as a record of all its fields."""
    kind: Any = type(value)
    return _writer(kind)(value)


@lru_cache(maxsize=256)
def _writer(kind: Any) -> Callable[[Any], Any]:
    """How values of a type are written; found once a type."""
    if is_dataclass(kind):
        names = tuple(each.name for each in fields(kind))
        return lambda noun: {name: encode(getattr(noun, name)) for name in names}
    return _WRITERS.get(StrEnum if issubclass(kind, StrEnum) else kind, _as_it_is)


def _as_it_is(value: Any) -> Any:
    return value


_WRITERS: Mapping[type, Callable[[Any], Any]] = {
    StrEnum: lambda word: word.value,
    datetime: datetime.isoformat,
    date: date.isoformat,
    timedelta: timedelta.total_seconds,
    bytes: lambda raw: b64encode(raw).decode("ascii"),
    frozenset: lambda items: sorted(encode(item) for item in items),
    tuple: lambda items: [encode(item) for item in items],
}


def decode(kind: type[T], record: Any) -> T:
    """The noun of this record. Raises UsageError naming the field that does not fit."""
    hint: Any = kind
    try:
        found: T = _reader(hint)(record)
    except _UnfitError as unfit:
        raise UsageError(f"{unfit.path.strip('.') or 'the record'} is to be {unfit.words}") from None
    return found


@lru_cache(maxsize=256)
def _reader(kind: Any) -> Read:
    """How values of a type are read; built once a type."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _read_maybe(inner)
    if origin is tuple:
        return _read_tuple(inner)
    if origin is frozenset:
        return _read_set(_reader(inner[0]))
    if is_dataclass(kind) and isinstance(kind, type):
        return _read_noun(kind)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _read_word(kind)
    return _SCALARS[kind]


def _read_maybe(inner: tuple[Any, ...]) -> Read:
    read = _reader(next(it for it in inner if it is not type(None)))
    return lambda value: None if value is None else read(value)


def _read_tuple(inner: tuple[Any, ...]) -> Read:
    if inner[-1] is Ellipsis:
        read = _reader(inner[0])
        return lambda value: tuple(_at(f"[{index}]", read, item) for index, item in enumerate(_list(value)))
    readers = tuple(_reader(each) for each in inner)

    def read_row(value: Any) -> tuple[Any, ...]:
        if len(_list(value)) != len(readers):
            raise _UnfitError(f"a list of {len(readers)}")
        return tuple(
            _at(f"[{index}]", read, item) for index, (read, item) in enumerate(zip(readers, value, strict=True))
        )

    return read_row


def _read_set(read: Read) -> Read:
    return lambda value: frozenset(_at(f"[{index}]", read, item) for index, item in enumerate(_list(value)))


def _read_noun(kind: type[Any]) -> Read:
    hints = get_type_hints(kind)
    readers = {each.name: _reader(hints[each.name]) for each in fields(kind)}
    needed = {each.name for each in fields(kind) if _has_no_default(each)}

    def read(value: Any) -> Any:
        if not isinstance(value, Mapping):
            raise _UnfitError("an object")
        if unknown := value.keys() - readers.keys():
            raise _UnfitError("left out; this version does not know it", f".{min(unknown)}")
        if missing := needed - value.keys():
            raise _UnfitError("there; it is missing", f".{min(missing)}")
        return kind(**{name: _at(f".{name}", readers[name], item) for name, item in value.items()})

    return read


def _has_no_default(each: "Field[Any]") -> bool:
    return each.default is MISSING and each.default_factory is MISSING


def _read_word(kind: type[StrEnum]) -> Read:
    def read(value: Any) -> StrEnum:
        try:
            return kind(value)
        except ValueError:
            raise _UnfitError(f"one of {', '.join(kind)}") from None

    return read


def _at(place: str, read: Read, value: Any) -> Any:
    try:
        return read(value)
    except _UnfitError as unfit:
        raise _UnfitError(unfit.words, place + unfit.path) from None


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise _UnfitError("a list")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise _UnfitError("text")
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise _UnfitError("a whole number")
    return value


def _number(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise _UnfitError("a number")
    return float(value)


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _UnfitError("true or false")
    return value


def _moment(value: Any) -> datetime:
    try:
        found = datetime.fromisoformat(_text(value))
    except ValueError:
        raise _UnfitError("an ISO 8601 time") from None
    if found.tzinfo is None:
        raise _UnfitError("a time with its offset")
    return found.astimezone(UTC)


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(_text(value))
    except ValueError:
        raise _UnfitError("an ISO 8601 day") from None


def _span(value: Any) -> timedelta:
    try:
        return timedelta(seconds=_number(value))
    except (OverflowError, ValueError):
        raise _UnfitError("a number of seconds") from None


def _bytes(value: Any) -> bytes:
    try:
        return b64decode(_text(value), validate=True)
    except (Base64Error, ValueError):
        raise _UnfitError("base64") from None


_SCALARS: Mapping[Any, Read] = {
    str: _text,
    int: _whole,
    float: _number,
    bool: _truth,
    datetime: _moment,
    date: _day,
    timedelta: _span,
    bytes: _bytes,
}
