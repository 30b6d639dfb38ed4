"""One file in, one frozen `Config` out, or every problem of it at once."""

import logging
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from monitor.config.lines import find_lines
from monitor.config.logins import read_logins, split_logins
from monitor.config.policies import read_alerts, read_fetch, read_health, read_match, read_poll, read_upkeep
from monitor.config.secrets import holds_password, is_private, is_secret_url
from monitor.config.section import Findings, Section
from monitor.config.sections import read_claims, read_feeds, read_store, read_targets
from monitor.config.values import read_flag, read_log_level
from monitor.errors import ConfigError, ConfigProblem
from monitor.model.alert import Target
from monitor.model.claim import Claim
from monitor.model.feed import FeedDraft
from monitor.model.policy import AlertPolicy, FetchPolicy, HealthPolicy, Login, MatchPolicy, PollPolicy, UpkeepPolicy

_MAX_BYTES = 10_000_000
_TOML_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Config:
    """All that the operator says. Without a file, what ships. Addresses that may hold a secret are not in the repr."""

    store_url: str = field(repr=False)
    file: Path | None = None
    fetch: FetchPolicy = field(default_factory=FetchPolicy)
    poll: PollPolicy = field(default_factory=PollPolicy)
    match: MatchPolicy = field(default_factory=MatchPolicy)
    alerts: AlertPolicy = field(default_factory=AlertPolicy)
    upkeep: UpkeepPolicy = field(default_factory=UpkeepPolicy)
    health: HealthPolicy = field(default_factory=HealthPolicy)
    feeds: tuple[FeedDraft, ...] = field(default=(), repr=False)
    targets: tuple[Target, ...] = ()
    claims: tuple[Claim, ...] = ()
    logins: tuple[Login, ...] = field(default=(), repr=False)
    log_level: int = logging.INFO
    log_json: bool = False


def find_config(environ: Mapping[str, str], folder: Path) -> Path:
    """`config.toml` of this folder, else the user's own (XDG Base Directory), whether it exists or not."""
    here = folder / "config.toml"
    if is_there(here):
        return here
    home = environ.get("XDG_CONFIG_HOME") or str(Path(environ.get("HOME", "~")) / ".config")
    own = Path(home).expanduser() / "claim-monitor" / "config.toml"
    return own if is_there(own) else here


def is_there(path: Path) -> bool:
    """Whether there is such a file; one where nobody may look is none."""
    try:
        return path.exists()
    except OSError:
        return False


def load_config(path: Path, environ: Mapping[str, str], *, reveal: bool = True) -> Config:
    """Read `path`. Raises ConfigError with every problem in the file.

    `environ` is where `url_env` and `credential` look. Commands that send nothing pass `reveal=False`: secrets that lie
    outside the file need not be there then, and a target whose address can't be had has an empty `url`.
    """
    text = _read_file(path)
    values = _read_toml(path, text)
    findings = Findings(find_lines(text))
    config = _read_sections(Section("", values, findings), path, environ, reveal=reveal)
    _check_mode(values, findings, path)
    if findings.problems:
        raise ConfigError(str(path), sorted(findings.problems, key=lambda problem: problem.line))
    return config


def read_claim_tables(
    name: str, tables: Sequence[dict[str, Any]], targets: Sequence[Target], lines: Sequence[int] = ()
) -> tuple[Claim, ...]:
    """Claims as other files bring them, by the same rules. Raises ConfigError.

    `name` is the file's, for messages, and `lines` where in it each table begins (0 = unknown). Beside the keys of the
    config a table may have `status`, `outcome`, `quote_start`, `quote_end` and `quote_context`.
    """
    findings = Findings({f"claims[{index}]": line for index, line in enumerate(lines) if line})
    sections = [Section(f"claims[{index}]", table, findings) for index, table in enumerate(tables)]
    claims = read_claims(sections, tuple(targets), brought=True)
    if findings.problems:
        raise ConfigError(name, findings.problems)
    return claims


def _read_sections(top: Section, path: Path, environ: Mapping[str, str], *, reveal: bool) -> Config:
    folder = path.absolute().parent
    log = top.table("log")
    targets = read_targets(top.tables("targets"), folder, environ, reveal=reveal)
    logins = read_logins(top.tables("logins"), folder, environ, reveal=reveal)
    feeds, logins = split_logins(read_feeds(top.tables("feeds")), logins)
    config = Config(
        store_url=top.read("store", read_store(folder), f"sqlite:///{folder / 'monitor.db'}"),
        file=path,
        fetch=read_fetch(top.table("fetch")),
        poll=read_poll(top.table("poll")),
        match=read_match(top.table("match")),
        alerts=read_alerts(top.table("alerts")),
        upkeep=read_upkeep(top.table("upkeep")),
        health=read_health(top.table("health"), folder, environ, reveal=reveal),
        feeds=feeds,
        targets=targets,
        claims=read_claims(top.tables("claims"), targets),
        logins=logins,
        log_level=log.read("level", read_log_level, logging.INFO),
        log_json=log.read("json", read_flag, False),
    )
    log.close()
    top.close()
    return config


def _check_mode(values: dict[str, object], findings: Findings, path: Path) -> None:
    """A file that holds a secret must be private; those in other files guard themselves."""
    if is_private(path.stat().st_mode):
        return
    for place, value in _addresses(values):
        if holds_password(value) if place.startswith(("store", "feeds")) else is_secret_url(value):
            findings.add(place, f"holds a secret in a file that others may read; run: chmod 600 {path.name}")


def _addresses(values: dict[str, object]) -> Iterator[tuple[str, str]]:
    if isinstance(store := values.get("store"), str):
        yield "store", store
    if isinstance(health := values.get("health"), dict) and isinstance(beat := health.get("heartbeat_url"), str):
        yield "health.heartbeat_url", beat
    for key in ("feeds", "targets"):
        tables = values.get(key)
        for index, table in enumerate(tables if isinstance(tables, list) else []):
            url = table.get("url") if isinstance(table, dict) else None
            if isinstance(url, str):
                yield f"{key}[{index}].url", url
    logins = values.get("logins")
    for index, table in enumerate(logins if isinstance(logins, list) else []):
        if isinstance(table, dict) and "login" in table:
            yield f"logins[{index}].login", "login:"


def _read_file(path: Path) -> str:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise _unreadable(path, 0, "is larger than 10 MB; that is no config file")
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise _unreadable(path, 0, "there is no such file; `monitor init` writes one") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise _unreadable(path, line, "is not UTF-8 text") from None
    except OSError as error:
        raise _unreadable(path, 0, f"can't be read: {error.strerror}") from None


def _read_toml(path: Path, text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(path, *_explain_toml(str(error), text)) from None
    except RecursionError:
        raise _unreadable(path, 0, "is nested too deeply") from None


def _explain_toml(message: str, text: str) -> tuple[int, str]:
    """(line, what is wrong). Names in the parser's words are left out: a secret may stand where a name should."""
    place = _TOML_PLACE.search(message)
    line = int(place[1]) if place and place[1] else text.count("\n") + 1
    words = _TOML_PLACE.sub("", message)
    if "overwrite" in words or "declare" in words or "twice" in words or "Duplicate" in words:
        words = "this name is already taken above"
    elif "'" in words and not re.search(r"(?:after|character|Expected) .*'.{1,4}'|'\\\\'", words):
        words = "this is no TOML"
    return line, f"is not readable as TOML: {words[:1].lower()}{words[1:]}"


def _unreadable(path: Path, line: int, problem: str) -> ConfigError:
    return ConfigError(str(path), [ConfigProblem("(file)", line, problem)])
