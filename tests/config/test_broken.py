"""Broken files: every problem at once, each with its path and line, and never a secret."""

import os
from pathlib import Path

import pytest

from monitor.config import load_config
from monitor.errors import ConfigError

SECRET = "pa55-Wört-t0ken"
MAIL = f"mailtos://user:{SECRET}@mail.example"

#: (text, path of the problem, its line, some of its words). Each text has the secret where a person may put it by mistake.
BROKEN: list[tuple[str, str, int, str]] = [
    ('stor = "x.db"', "stor", 1, "did you mean store?"),
    (f'wholly_other = "{SECRET}"', "wholly_other", 1, "known here"),
    (f'"{MAIL}" = 1', "(quoted key)", 1, "unknown key"),
    (f"store = '{MAIL}'", "store", 1, "sqlite"),
    ("store = 5", "store", 1, "text in quotes"),
    ('store = ""', "store", 1, "is empty"),
    ('store = "sqlite://"', "store", 1, "names no file"),
    ('store = "sqlite:///:memory:"', "store", 1, "names no file"),
    (f'store = "postgresql://desk:{SECRET}@db.example"', "store", 1, "names no database"),
    ("poll = 3", "poll", 1, "is to be a table"),
    ("[poll]\ninterval = 30", "poll.interval", 2, "with its unit"),
    (f'[poll]\ninterval = "{SECRET}"', "poll.interval", 2, "no length of time"),
    ('[poll]\n\ninterval = "30"', "poll.interval", 3, "no length of time"),
    ('[poll]\nfloor = "1h"', "poll", 1, "between floor and ceiling"),
    ('[poll]\ninterval = "5m"', "poll.interval", 2, "between floor and ceiling"),
    ('[poll]\nfloor = "0s"', "poll.floor", 2, "between 1s and"),
    ("[poll]\nconcurrency = 0", "poll.concurrency", 2, "between 1 and 256"),
    ("[poll]\nconcurrency = 2.5", "poll.concurrency", 2, "whole number"),
    ("[poll]\nconcurrency = true", "poll.concurrency", 2, "whole number"),
    ("[poll]\njitter = nan", "poll.jitter", 2, "to be a number"),
    ("[poll]\njitter = 0.9", "poll.jitter", 2, "between 0 and 0.5"),
    ('[poll]\nintervall = "30m"', "poll.intervall", 2, "did you mean interval?"),
    ('[poll]\nceiling = "99999999w"', "poll.ceiling", 2, "hundred years"),
    ('[fetch]\nprivate_hosts = "x"', "fetch.private_hosts", 2, "is to be a list"),
    ('[fetch]\nprivate_hosts = ["10.0.0.0/99"]', "fetch.private_hosts", 2, "no network"),
    (f'[fetch]\nprivate_hosts = ["{MAIL}?"]', "fetch.private_hosts", 2, "no "),
    ('[fetch]\nconnect_timeout = "1m"', "fetch.connect_timeout", 2, "longer than timeout"),
    ('[fetch]\nuser_agent = "a\\u0007b"', "fetch.user_agent", 2, "control character"),
    ("[match]\nsuggest_line = 0.9", "match.suggest_line", 2, "above match_line"),
    ("[match]\nmatch_line = 1.5", "match.match_line", 2, "between 0 and 1"),
    ('[match]\nadapt = "yes"', "match.adapt", 2, "true or false"),
    ("[alerts]\ndue_soon_days = 7", "alerts.due_soon_days", 2, "list of days"),
    ("[alerts]\ndue_soon_days = [-1]", "alerts.due_soon_days", 2, "between 0"),
    ('[alerts.retry]\nfirst = "7h"', "alerts.retry.first", 2, "longer than longest"),
    ('[alerts.retry]\nfist = "7h"', "alerts.retry.fist", 2, "did you mean first?"),
    ('[log]\nlevel = "loud"', "log.level", 2, "write one of: debug, info"),
    ('[log]\nlevel = "infos"', "log.level", 2, "did you mean info?"),
    ('[log]\njson = "no"', "log.json", 2, "true or false"),
    ("feeds = 3", "feeds", 1, "list of tables"),
    ("[[feeds]]", "feeds[0].url", 1, "is missing"),
    (f'[[feeds]]\nurl = "ftp://user:{SECRET}@news.example/"', "feeds[0].url", 2, "https://"),
    ('[[feeds]]\nurl = "https://"', "feeds[0].url", 2, "no address of a feed"),
    ('[[feeds]]\nurl = "https://[::1/feed"', "feeds[0].url", 2, "no readable address"),
    ('[[feeds]]\nurl = "https://a.example/x y"', "feeds[0].url", 2, "no address of a feed"),
    ('[[feeds]]\nurl = "https://a.example/"\ntags = ["Two Words"]', "feeds[0].tags", 3, "short name"),
    ('[[feeds]]\nurl = "https://a.example/"\ntags = "x"', "feeds[0].tags", 3, "list of names"),
    (
        '[[feeds]]\nurl = "https://a.example/"\n[[feeds]]\nurl = "https://a.example/"',
        "feeds[1].url",
        4,
        "same address as in feeds[0]",
    ),
    ('[[targets]]\nname = "desk"', "targets[0]", 1, "exactly one of"),
    (f'[[targets]]\nurl = "{MAIL}"', "targets[0].name", 1, "is missing"),
    (f'[[targets]]\nname = "a"\nurl = "{MAIL}"\nurl_env = "X"', "targets[0]", 1, "url and url_env"),
    (f'[[targets]]\nname = "{MAIL}"\nurl = "console://"', "targets[0].name", 2, "short name"),
    (f'[[targets]]\nname = "a"\nurl = "{SECRET}"', "targets[0].url", 3, "no address of a target"),
    ('[[targets]]\nname = "a"\nurl = "slack://"', "targets[0].url", 3, "nothing behind it"),
    ('[[targets]]\nname = "a"\nurl = ""', "targets[0].url", 3, "is empty"),
    (f'[[targets]]\nname = "a"\nurl_env = "{MAIL}"', "targets[0].url_env", 3, "name of a variable"),
    ('[[targets]]\nname = "a"\nurl_env = "NOT_SET"', "targets[0].url_env", 3, "not set"),
    (f'[[targets]]\nname = "a"\ncredential = "{MAIL}"', "targets[0].credential", 3, "systemd credential"),
    ('[[targets]]\nname = "a"\ncredential = "x"', "targets[0].credential", 3, "LoadCredential=x:"),
    ('[[targets]]\nname = "a"\nurl = "console://"\ndigest = "8am"', "targets[0].digest", 4, "daily 08:00"),
    ('[[targets]]\nname = "a"\nurl = "console://"\ndigest = "daily 25:00"', "targets[0].digest", 4, "no time of day"),
    (
        '[[targets]]\nname = "a"\nurl = "console://"\ndigest = "weekly xyz 08:00"',
        "targets[0].digest",
        4,
        "weekly mon 08:00",
    ),
    ('[[targets]]\nname = "a"\nurl = "console://"\nquiet = "night"', "targets[0].quiet", 4, "22:00-07:00"),
    ('[[targets]]\nname = "a"\nurl = "console://"\nquiet = "22:00-22:00"', "targets[0].quiet", 4, "same time"),
    ('[[targets]]\nname = "a"\nurl = "console://"\nquiet = "22-7"', "targets[0].quiet", 4, "no time of day"),
    ('[[targets]]\nname = "a"\nurl = "console://"\ntimezone = "Mars/Base"', "targets[0].timezone", 4, "no time zone"),
    (
        '[[targets]]\nname = "a"\nurl = "console://"\ntimezone = "../../etc/passwd"',
        "targets[0].timezone",
        4,
        "no time zone",
    ),
    ('[[targets]]\nname = "a"\nurl = "console://"\ntimezone = "Europe"', "targets[0].timezone", 4, "no time zone"),
    ('[[targets]]\nname = "a"\nurl = "console://"\ngroup_wait = "2d"', "targets[0].group_wait", 4, "at most 1d"),
    ('[[targets]]\nname = "a"\nurl = "console://"\nmax_per_hour = -1', "targets[0].max_per_hour", 4, "between 0"),
    (
        '[[targets]]\nname = "a"\nurl = "console://"\nmax_per_minute = true',
        "targets[0].max_per_minute",
        4,
        "whole number",
    ),
    (f'[[targets]]\nname = "a"\nurl_file = "{SECRET}"', "targets[0].url_file", 3, "does not exist"),
    ('[[targets]]\nname = "a"\nurl_file = "open.url"', "targets[0].url_file", 3, "chmod 600 open.url"),
    ('[[targets]]\nname = "a"\nurl_file = "two.url"', "targets[0].url_file", 3, "one line"),
    ('[[targets]]\nname = "a"\nurl_file = "bad.url"', "targets[0].url_file", 3, "can't be read"),
    ('[[targets]]\nname = "a"\nurl_file = "folder"', "targets[0].url_file", 3, ""),
    (
        '[[targets]]\nname = "a"\nurl = "console://"\n[[targets]]\nname = "a"\nurl = "console://"',
        "targets[1].name",
        5,
        "same name as in targets[0]",
    ),
    ('[[claims]]\nslug = "ab"\nstatement = "S."', "claims[0].said_on", 1, "is missing"),
    ('[[claims]]\nslug = "A b"\nstatement = "S."\nsaid_on = 2017-05-02', "claims[0].slug", 2, "short name"),
    ('[[claims]]\nslug = "ab"\nstatement = " "\nsaid_on = 2017-05-02', "claims[0].statement", 3, "is empty"),
    ('[[claims]]\nslug = "ab"\nstatement = "S."\nsaid_on = "May"', "claims[0].said_on", 4, "to be a day"),
    ('[[claims]]\nslug = "ab"\nstatement = "S."\nsaid_on = 2017-05-02T10:00:00Z', "claims[0].said_on", 4, "a day"),
    (
        '[[claims]]\nslug = "ab"\nstatement = "S."\nsaid_on = 2017-05-02\ndue = 2017-05-01',
        "claims[0].due",
        5,
        "before said_on",
    ),
    (
        '[[claims]]\nslug = "ab"\nstatement = "S."\nsaid_on = 2017-05-02\nwatched_until = 2017-05-01',
        "claims[0].watched_until",
        5,
        "before said_on",
    ),
    (
        '[[claims]]\nslug = "ab"\nstatement = "S."\nsaid_on = 2017-05-02\ndue = { latest = 2017-06-01, by = 1 }',
        "claims[0].due",
        5,
        "unknown key",
    ),
    (
        (
            '[[claims]]\nslug = "ab"\nstatement = "S."\nsaid_on = 2017-05-02\n'
            "due = { earliest = 2017-07-01, latest = 2017-06-01 }"
        ),
        "claims[0].due",
        5,
        "ends before it starts",
    ),
    (
        '[[claims]]\nslug = "ab"\nstatement = "S."\nsaid_on = 2017-05-02\nmodality = "wil"',
        "claims[0].modality",
        5,
        "did you mean will?",
    ),
    (
        '[[claims]]\nslug = "ab"\nstatement = "S."\nsaid_on = 2017-05-02\nconfidence = 70',
        "claims[0].confidence",
        5,
        "between 0 and 1",
    ),
    (
        '[[claims]]\nslug = "ab"\nstatement = "S."\nsaid_on = 2017-05-02\nterms = "one"',
        "claims[0].terms",
        5,
        "is to be a list",
    ),
    (
        '[[claims]]\nslug = "ab"\nstatement = "S."\nsaid_on = 2017-05-02\ntargets = ["desk"]',
        "claims[0].targets",
        5,
        "not in [[targets]]",
    ),
    (
        '[[claims]]\nslug = "ab"\nstatement = "S."\nsaid_on = 2017-05-02\nsource = { outlets = "x" }',
        "claims[0].source.outlets",
        5,
        "did you mean outlet?",
    ),
    (f'[[claims]]\nslug = "ab"\nstatement = "{"x" * 2_001}"\nsaid_on = 2017-05-02', "claims[0].statement", 3, "2,000"),
    (f"a = 1\nb = {SECRET}", "(file)", 2, "TOML"),
    (f'a = "{SECRET}', "(file)", 1, "TOML"),
    ("a = 1\na = 2", "(file)", 2, "already taken"),
    (f'["{SECRET}"]\na = 1\n["{SECRET}"]', "(file)", 3, "already taken"),
    ("a = [1,\n2", "(file)", 2, "TOML"),
    ("= 1", "(file)", 1, "TOML"),
    ("a = 2017-13-45", "(file)", 1, "TOML"),
    ('a = "\\q"', "(file)", 1, "TOML"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, body, mode in (("open.url", MAIL, 0o640), ("two.url", f"{MAIL}\n{MAIL}", 0o600), ("bad.url", "", 0o600)):
        (tmp_path / name).write_text(body)
        (tmp_path / name).chmod(mode)
    (tmp_path / "bad.url").write_bytes(b"\xff\xfe\xff")
    (tmp_path / "folder").mkdir(mode=0o700)
    return tmp_path


def problems_of(folder: Path, text: str | bytes, mode: int = 0o600) -> ConfigError:
    file = folder / "config.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    file.chmod(mode)
    with pytest.raises(ConfigError) as caught:
        load_config(file, {})
    return caught.value


@pytest.mark.parametrize(("text", "path", "line", "words"), BROKEN)
def test_a_broken_file_is_told_by_path_and_line(folder: Path, text: str, path: str, line: int, words: str) -> None:
    error = problems_of(folder, text)
    found = [(problem.path, problem.line) for problem in error.problems]
    assert (path, line) in found
    assert words in next(problem.problem for problem in error.problems if problem.path == path)
    assert SECRET not in str(error)
    assert SECRET not in repr(error.problems)


def test_there_are_enough_of_them() -> None:
    assert len(BROKEN) >= 60


def test_all_problems_come_at_once_in_the_order_of_the_file(folder: Path) -> None:
    text = 'stor = 1\n[poll]\ninterval = 30\n[[feeds]]\nurl = "x"\n[[targets]]\nname = "A"\n[[claims]]\nslug = "ab"\n'
    error = problems_of(folder, text)
    lines = [problem.line for problem in error.problems]
    assert len(lines) >= 7
    assert lines == sorted(lines)
    assert str(error).count("\n") == len(lines) - 1
    assert str(error).startswith(f"{folder / 'config.toml'}: line 1: stor: is an unknown key")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (f'[[targets]]\nname = "a"\nurl = "{MAIL}"', "targets[0].url"),
        (f'store = "postgresql://desk:{SECRET}@db.example/monitor"', "store"),
        (f'[[feeds]]\nurl = "https://user:{SECRET}@news.example/feed"', "feeds[0].url"),
    ],
)
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_secret_in_a_file_that_others_may_read_is_refused(folder: Path, text: str, path: str, mode: int) -> None:
    error = problems_of(folder, text, mode)
    assert [problem.path for problem in error.problems] == [path]
    assert "chmod 600 config.toml" in str(error)
    assert SECRET not in str(error)


def test_no_file_is_told_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="monitor init"):
        load_config(tmp_path / "config.toml", {})


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="can't be read"):
        load_config(tmp_path, {})


def test_bytes_that_are_no_text_have_a_line(folder: Path) -> None:
    (problem,) = problems_of(folder, b'a = 1\nb = "\xff"\n').problems
    assert (problem.line, problem.problem) == (2, "is not UTF-8 text")


def test_a_huge_file_is_no_config(folder: Path) -> None:
    file = folder / "config.toml"
    file.touch()
    os.truncate(file, 10_000_001)
    with pytest.raises(ConfigError, match="10 MB"):
        load_config(file, {})


def test_a_bottomless_file_is_refused(folder: Path) -> None:
    assert "nested too deeply" in str(problems_of(folder, "a = " + "[" * 5_000 + "]" * 5_000))
