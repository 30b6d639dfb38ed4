"""[[logins]]: names and passwords for feeds that ask for them. They stay out of addresses, and so out of the store."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from monitor.config.secrets import read_secret
from monitor.config.section import Findings, Section
from monitor.config.values import BadValueError, read_words
from monitor.model.feed import FeedDraft
from monitor.model.policy import Login
from monitor.model.safe import without_login

WAYS = {"login": "url", "login_file": "url_file", "login_env": "url_env", "credential": "credential"}


def read_logins(
    sections: Sequence[Section], folder: Path, environ: Mapping[str, str], *, reveal: bool
) -> tuple[Login, ...]:
    """One a host: `host`, and its USER:PASSWORD in one of the ways of `secrets`.

    With `reveal` False one that can't be had is left out; else it is a problem.
    """
    found: dict[str, Login] = {}
    for section in sections:
        host = section.need("host", read_host, "")
        words = read_secret(section, WAYS, check_login, folder, environ, reveal=reveal)
        if not reveal:
            quiet = Section(section.path, section.values, Findings({}))
            words = read_secret(quiet, WAYS, check_login, folder, environ, reveal=True)
        section.close()
        if host in found:
            section.problem("host", "has a login already, above")
        elif host and words:
            found[host] = Login(host, words)
    return tuple(found.values())


def split_logins(
    drafts: Sequence[FeedDraft], logins: Sequence[Login]
) -> tuple[tuple[FeedDraft, ...], tuple[Login, ...]]:
    """The feeds without the names and passwords in their addresses, and the logins with them; one that is there stays."""
    found = {login.host: login for login in logins}
    for draft in drafts:
        parts = urlsplit(draft.url)
        if parts.username is not None and parts.hostname:
            words = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            found.setdefault(parts.hostname, Login(parts.hostname, words))
    return tuple(FeedDraft(without_login(it.url), it.outlet, it.tags) for it in drafts), tuple(found.values())


def read_host(value: object) -> str:
    """A host name, in lower case."""
    text = read_words(value).lower()
    if not re.fullmatch(r"[a-z0-9.:_-]+", text):
        raise BadValueError("is to be a host name, like news.example")
    return text


def check_login(words: str) -> str:
    """The same, when it is USER:PASSWORD. Raises BadValueError."""
    if ":" not in words.strip(":") and not words.endswith(":"):
        raise BadValueError("is to be USER:PASSWORD")
    return words
