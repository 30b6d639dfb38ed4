"""The addresses of targets and of the heartbeat. They hold passwords and tokens, so they come from where others can't read.

A target names its address in exactly one of four ways: `url` (then the config file itself must be private), `url_file`
(a file of mode 0600, relative to the config), `url_env` (a variable of the environment), `credential` (systemd's
LoadCredential=, a file in $CREDENTIALS_DIRECTORY). `console://` is no secret. The heartbeat has the same four.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from monitor.config.section import Findings, Section
from monitor.config.values import BadValueError, read_words

#: Key -> way.
WAYS = {"url": "url", "url_file": "url_file", "url_env": "url_env", "credential": "credential"}
HEARTBEAT_WAYS = {f"heartbeat_{key}": way for key, way in WAYS.items()}
_KEPT = {"url_file": "file", "url_env": "variable", "credential": "credential"}
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def is_private(mode: int) -> bool:
    """Whether nobody but the owner may do anything with a file of this mode."""
    return mode & 0o077 == 0


def is_secret_url(url: str) -> bool:
    """Whether an address can hold a secret: any of a target but the console."""
    return not url.startswith("console:")


def holds_password(url: str) -> bool:
    """Whether an address of a store or a feed has a password in it."""
    try:
        return urlsplit(url).password is not None
    except ValueError:
        return True


def read_target_url(section: Section, folder: Path, environ: Mapping[str, str], *, reveal: bool) -> str:
    """The address of one target, checked; empty when it is bad: that is noted, or with `reveal` False passed over."""
    found = read_secret(section, WAYS, check_target_url, folder, environ, reveal=reveal)
    if found or reveal:
        return found
    quiet = Section(section.path, section.values, Findings({}))
    return read_secret(quiet, WAYS, check_target_url, folder, environ, reveal=True)


def kept_words(section: Section) -> str:
    """Where a target's address is kept, in words; never the address itself, should it stand where its place is named."""
    for key, words in _KEPT.items():
        word = section.values.get(key)
        if isinstance(word, str) and "://" not in word:
            return f"{words} {word}"
    return "config" if "url" in section.values else ""


def read_secret(
    section: Section,
    ways: Mapping[str, str],
    check: Callable[[str], str],
    folder: Path,
    environ: Mapping[str, str],
    *,
    reveal: bool,
) -> str:
    """What exactly one of the keys in `ways` names, checked; empty as in `read_target_url`."""
    given = [key for key in ways if section.has(key)]
    words = {key: section.read(key, read_words, "") for key in ways}
    if len(given) != 1:
        section.problem("", f"is to have exactly one of {', '.join(ways)}; it has {' and '.join(given) or 'none'}")
        return ""
    (key,) = given
    if not words[key] or (ways[key] != "url" and not reveal):
        return ""
    try:
        return check(_fetch_url(ways[key], words[key], folder, environ))
    except BadValueError as bad:
        section.problem(key, str(bad))
        return ""


def check_web_address(url: str) -> str:
    """The same address, when it is one of the web. Raises BadValueError."""
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"\s", url):
        raise BadValueError("holds no address of the web; write it like https://…")
    return url


def check_target_url(url: str) -> str:
    """The same address, when it is one at all. Raises BadValueError."""
    scheme, separator, rest = url.partition("://")
    if not separator or not re.fullmatch(r"[a-z][a-z0-9+.-]*", scheme) or re.search(r"\s", url):
        raise BadValueError("holds no address of a target; write it like mailto://… or console://")
    if not rest and scheme != "console":
        raise BadValueError(f"holds a {scheme}:// address with nothing behind it")
    return url


def _fetch_url(way: str, word: str, folder: Path, environ: Mapping[str, str]) -> str:
    match way:
        case "url":
            return word
        case "url_env":
            return _from_environment(word, environ)
        case "url_file":
            return _from_file(folder / Path(word).expanduser(), private=True)
        case _:
            return _from_credential(word, environ)


def _from_environment(name: str, environ: Mapping[str, str]) -> str:
    if not _VARIABLE.fullmatch(name):
        raise BadValueError("is to be the name of a variable, like DESK_URL, not the address itself")
    if not environ.get(name, "").strip():
        raise BadValueError(f"names the variable {name}, which is not set; set it for this command and for the daemon")
    return environ[name].strip()


def _from_credential(name: str, environ: Mapping[str, str]) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_.-]+", name) or name.startswith("."):
        raise BadValueError("is to be the name of a systemd credential, like desk-url")
    directory = environ.get("CREDENTIALS_DIRECTORY", "")
    if not directory:
        raise BadValueError(
            f"names a systemd credential, but $CREDENTIALS_DIRECTORY is not set; "
            f"add LoadCredential={name}:/path/to/file to the service"
        )
    return _from_file(Path(directory) / name, private=False)


def _from_file(file: Path, *, private: bool) -> str:
    """The first line that is not empty. systemd guards its credentials itself; any other file must be private."""
    try:
        if private and not is_private(file.stat().st_mode):
            raise BadValueError(f"names a file that others may read; run: chmod 600 {file.name}")
        lines = file.read_text("utf-8").split("\n")
    except FileNotFoundError:
        raise BadValueError("names a file that does not exist") from None
    except (OSError, UnicodeDecodeError, ValueError) as error:
        if isinstance(error, BadValueError):
            raise
        raise BadValueError("names a file that can't be read") from None
    found = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if len(found) != 1:
        raise BadValueError("names a file that is to hold one line: the address")
    return found[0]
