"""The tables of knobs: every field of a policy is a key of the same name, its type says how it is read.

What a key may be stands in `BOUNDS`; a new knob is a field of its policy and, where it has bounds, a line here.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from monitor.config.secrets import HEARTBEAT_WAYS, check_web_address, read_secret
from monitor.config.section import Section
from monitor.config.values import (
    BadValueError,
    Between,
    read_flag,
    read_length,
    read_private_hosts,
    read_text,
)
from monitor.model.policy import (
    AlertPolicy,
    FetchPolicy,
    HealthPolicy,
    MatchPolicy,
    PollPolicy,
    RetryPolicy,
    UpkeepPolicy,
)

P = TypeVar("P")

_SHORT, _DAY, _YEAR = timedelta(milliseconds=1), timedelta(days=1), timedelta(days=366)

BOUNDS: dict[str, Between] = {
    "fetch.timeout": Between(_SHORT, timedelta(minutes=10)),
    "fetch.connect_timeout": Between(_SHORT, timedelta(minutes=10)),
    "fetch.max_bytes": Between(1_000, 500_000_000),
    "fetch.max_redirects": Between(0, 20),
    "poll.interval": Between(timedelta(seconds=1), _YEAR),
    "poll.floor": Between(timedelta(seconds=1), _YEAR),
    "poll.ceiling": Between(timedelta(seconds=1), _YEAR),
    "poll.jitter": Between(0.0, 0.5),
    "poll.concurrency": Between(1, 256),
    "poll.lease": Between(timedelta(seconds=5), _DAY),
    "poll.max_entries": Between(1, 100_000),
    "poll.parse_timeout": Between(timedelta(milliseconds=100), timedelta(minutes=5)),
    "poll.parse_memory": Between(64 * 1024 * 1024, 64 * 1024**3),
    "poll.parsers": Between(1, 64),
    "poll.failing_after": Between(timedelta(0), _YEAR),
    "poll.failing_tries": Between(1, 1_000),
    "poll.dead_after": Between(timedelta(0), 10 * _YEAR),
    "poll.moved_after": Between(1, 100),
    "poll.max_revisions": Between(0, 1_000),
    "poll.keep_entries": Between(_DAY, 100 * _YEAR),
    "poll.future_slack": Between(timedelta(0), _YEAR),
    "match.suggest_line": Between(0.0, 1.0),
    "match.match_line": Between(0.0, 1.0),
    "match.development_window": Between(timedelta(minutes=1), _YEAR),
    "match.same_title": Between(0.0, 1.0),
    "upkeep.backups": Between(0, 1_000),
    "upkeep.max_entries": Between(1_000, 1_000_000_000),
    "health.heartbeat_every": Between(timedelta(seconds=1), _DAY),
    "alerts.overdue_every": Between(timedelta(hours=1), _YEAR),
    "alerts.overdue_growth": Between(1.0, 10.0),
    "alerts.quiet_after": Between(timedelta(hours=1), 10 * _YEAR),
    "alerts.blind_after": Between(timedelta(minutes=1), _YEAR),
    "alerts.retry.first": Between(_SHORT, _DAY),
    "alerts.retry.factor": Between(1.0, 10.0),
    "alerts.retry.longest": Between(_SHORT, 30 * _DAY),
    "alerts.retry.give_up_after": Between(_SHORT, _YEAR),
    "alerts.retry.jitter": Between(0.0, 0.5),
    "alerts.retry.lease": Between(timedelta(seconds=1), _DAY),
    "alerts.retry.send_timeout": Between(_SHORT, timedelta(minutes=10)),
}


def read_fetch(section: Section) -> FetchPolicy:
    """[fetch]."""
    policy = _read_policy(section, FetchPolicy)
    if policy.connect_timeout > policy.timeout and section.has("connect_timeout"):
        section.problem("connect_timeout", "is longer than timeout, which is for the whole request")
    return policy


def read_poll(section: Section) -> PollPolicy:
    """[poll]."""
    policy = _read_policy(section, PollPolicy)
    if not policy.floor <= policy.interval <= policy.ceiling:
        section.problem("interval" if section.has("interval") else "", "is to lie between floor and ceiling")
    return policy


def read_match(section: Section) -> MatchPolicy:
    """[match]."""
    policy = _read_policy(section, MatchPolicy)
    if policy.suggest_line > policy.match_line:
        section.problem("suggest_line", "is above match_line; what matches is suggested first")
    return policy


def read_alerts(section: Section) -> AlertPolicy:
    """[alerts] and [alerts.retry]."""
    retry_section = section.table("retry")
    retry = _read_policy(retry_section, RetryPolicy)
    if retry.first > retry.longest:
        retry_section.problem("first", "is longer than longest")
    return replace(_read_policy(section, AlertPolicy, skip="retry"), retry=retry)


def read_upkeep(section: Section) -> UpkeepPolicy:
    """[upkeep]."""
    return _read_policy(section, UpkeepPolicy)


def read_health(section: Section, folder: Path, environ: Mapping[str, str], *, reveal: bool) -> HealthPolicy:
    """[health]. The address that is asked holds a token, so it comes like those of targets, from where nobody can read."""
    url = ""
    if any(section.has(key) for key in HEARTBEAT_WAYS):
        url = read_secret(section, HEARTBEAT_WAYS, check_web_address, folder, environ, reveal=reveal)
    file = section.read("metrics_file", read_text, "")
    policy = HealthPolicy(
        heartbeat_url=url,
        heartbeat_every=section.read(
            "heartbeat_every",
            _bounded(read_length, BOUNDS["health.heartbeat_every"]),
            HealthPolicy().heartbeat_every,
        ),
        metrics_file=str(folder / Path(file).expanduser()) if file else "",
    )
    section.close()
    return policy


def _read_policy(section: Section, kind: type[P], skip: str = "") -> P:
    hints = get_type_hints(kind)
    read: dict[str, Any] = {}
    for each in fields(kind):  # type: ignore[arg-type]
        if each.name == skip:
            continue
        bound = BOUNDS.get(f"{section.path}.{each.name}")
        read[each.name] = section.read(each.name, _reader(hints[each.name], each.name, bound), each.default)
    section.close()
    return kind(**read)


def _reader(kind: type, name: str, bound: Between | None) -> Callable[[object], Any]:
    if name == "private_hosts":
        return read_private_hosts
    if name == "due_soon_days":
        return _read_days
    reader = _READERS[kind]
    return reader if bound is None else _bounded(reader, bound)


def _bounded(read: Callable[[object], Any], bound: Between) -> Callable[[object], Any]:
    def read_within(value: object) -> Any:
        found = read(value)
        bound.check(found, show_bound)
        return found

    return read_within


def _read_whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadValueError("is to be a whole number, without quotes")
    return value


def _read_number(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or value != value:  # noqa: PLR0124 - not a number
        raise BadValueError("is to be a number, without quotes")
    return float(value)


_READERS: dict[object, Callable[[object], Any]] = {
    bool: read_flag,
    timedelta: read_length,
    int: _read_whole,
    float: _read_number,
    str: read_text,
}


def _read_days(value: object) -> tuple[int, ...]:
    if not isinstance(value, list):
        raise BadValueError("is to be a list of days before the due date: [30, 7, 1, 0]")
    days = {_read_whole(item) for item in value}
    if any(day < 0 or day > 3_650 for day in days):
        raise BadValueError("is to hold days between 0 and 3,650")
    return tuple(sorted(days, reverse=True))


def show_bound(bound: float | timedelta) -> str:
    """A bound as it would be written in the file: 15m, 0.5, 5000000."""
    if not isinstance(bound, timedelta):
        return f"{bound:.12g}"
    seconds = bound.total_seconds()
    for unit, size in (("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1)):
        if seconds and seconds % size == 0:
            return f"{seconds / size:g}{unit}"
    return f"{seconds * 1_000:g}ms"
