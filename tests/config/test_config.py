"""Sound files: what they mean."""

import logging
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.config import Config, find_config, load_config, read_claim_tables
from monitor.config.lines import find_lines
from monitor.config.policies import BOUNDS, show_bound
from monitor.config.values import read_length
from monitor.errors import ConfigError
from monitor.model.alert import Target
from monitor.model.claim import ClaimStatus, Modality, Outcome, Precision
from monitor.model.pace import DigestTime, Pace, QuietHours
from monitor.model.policy import AlertPolicy, FetchPolicy, MatchPolicy, PollPolicy


def write(folder: Path, text: str, mode: int = 0o600) -> Path:
    file = folder / "config.toml"
    file.write_text(text, "utf-8")
    file.chmod(mode)
    return file


def test_an_empty_file_is_what_ships(tmp_path: Path) -> None:
    config = load_config(write(tmp_path, ""), {})
    assert (config.fetch, config.poll, config.match, config.alerts) == (
        FetchPolicy(),
        PollPolicy(),
        MatchPolicy(),
        AlertPolicy(),
    )
    assert config.store_url == f"sqlite:///{tmp_path / 'monitor.db'}"
    assert (config.feeds, config.targets, config.claims) == ((), (), ())
    assert config.log_level == logging.INFO


def test_every_knob_can_be_said(tmp_path: Path) -> None:
    config = load_config(
        write(
            tmp_path,
            """
            [log]
            level = "warning"
            json = true
            [fetch]
            timeout = "45s"
            user_agent = "desk"
            private_hosts = ["192.168.0.0/24", "feeds.lan"]
            [poll]
            interval = "1.5h"
            ceiling = "2w"
            concurrency = 4
            jitter = 0
            [match]
            suggest_line = 0.2
            adapt = false
            [alerts]
            due_soon_days = [1, 14, 3, 3]
            [alerts.retry]
            first = "500ms"
            factor = 3
            """,
        ),
        {},
    )
    assert (config.log_level, config.log_json) == (logging.WARNING, True)
    assert config.fetch.private_hosts == ("192.168.0.0/24", "feeds.lan")
    assert config.poll.interval == timedelta(hours=1, minutes=30)
    assert (config.poll.ceiling, config.poll.concurrency, config.poll.jitter) == (timedelta(weeks=2), 4, 0.0)
    assert (config.match.suggest_line, config.match.adapt) == (0.2, False)
    assert config.alerts.due_soon_days == (14, 3, 1)
    assert (config.alerts.retry.first, config.alerts.retry.factor) == (timedelta(milliseconds=500), 3.0)


def test_the_pace_of_a_target(tmp_path: Path) -> None:
    text = """
        [[targets]]
        name = "desk"
        url = "console://"
        digest = "weekly Monday 8:05"
        quiet = "22:00-07:00"
        timezone = "Europe/Berlin"
        group_wait = "30s"
        group_interval = "1h"
        repeat = "12h"
        max_per_hour = 5
        max_per_minute = 0
        [[targets]]
        name = "night"
        url = "console://"
        digest = "daily 23:59"
        """
    desk, night = load_config(write(tmp_path, text), {}).targets
    assert desk.pace == Pace(
        DigestTime(time(8, 5), 0),
        QuietHours(time(22), time(7)),
        "Europe/Berlin",
        timedelta(seconds=30),
        timedelta(hours=1),
        timedelta(hours=12),
        max_per_hour=5,
        max_per_minute=0,
    )
    assert night.pace == Pace(DigestTime(time(23, 59)))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("monitor.db", "sqlite:///{}/monitor.db"),
        ("sqlite:///data/news.db", "sqlite:///{}/data/news.db"),
        ("sqlite:////var/lib/monitor.db", "sqlite:////var/lib/monitor.db"),
        ("postgresql+psycopg://desk@localhost/monitor", "postgresql+psycopg://desk@localhost/monitor"),
    ],
)
def test_the_store_lies_beside_the_config_unless_it_says_otherwise(tmp_path: Path, said: str, meant: str) -> None:
    assert load_config(write(tmp_path, f'store = "{said}"'), {}).store_url == meant.format(tmp_path)


def test_feeds_have_the_host_as_outlet_when_none_is_named(tmp_path: Path) -> None:
    text = """
    [[feeds]]
    url = "https://news.example/world.xml"
    [[feeds]]
    url = "https://post.example/rss"
    outlet = "The Example Post"
    tags = ["world"]
    """
    first, second = load_config(write(tmp_path, text, 0o644), {}).feeds
    assert (first.outlet, first.tags) == ("news.example", ())
    assert (second.outlet, second.tags) == ("The Example Post", ("world",))


def test_a_claim_takes_every_field(tmp_path: Path) -> None:
    text = """
    [[targets]]
    name = "desk"
    url = "console://"
    [[claims]]
    slug = "harbour-bridge"
    statement = "The city of Veldam will open its harbour bridge."
    said_on = 2017-05-02
    asserted_by = ["City of Veldam"]
    silent = ["Harbour board"]
    modality = "plans"
    due = { earliest = 2017-06-01, latest = 2017-06-30, text = "in June", precision = "month" }
    source = { outlet = "The Example Post", title = "A bridge at last", published = 2017-05-02 }
    terms = ["bridge"]
    targets = ["desk"]
    confidence = 0.7
    watched_until = "2017-12-31"
    """
    (claim,) = load_config(write(tmp_path, text), {}).claims
    assert (claim.modality, claim.silent, claim.confidence) == (Modality.PLANS, ("Harbour board",), 0.7)
    assert claim.due is not None
    assert (claim.due.latest, claim.due.precision) == (date(2017, 6, 30), Precision.MONTH)
    assert claim.watched_until == date(2017, 12, 31)
    assert claim.created_at.isoformat() == "2017-05-02T00:00:00+00:00"


def test_a_plain_day_is_a_due_date(tmp_path: Path) -> None:
    text = '[[claims]]\nslug = "a1"\nstatement = "It opens."\nsaid_on = "2017-05-02"\ndue = 2017-06-30\n'
    (claim,) = load_config(write(tmp_path, text), {}).claims
    assert claim.due is not None
    assert (claim.due.earliest, claim.due.latest, claim.due.precision) == (None, date(2017, 6, 30), Precision.DAY)


def test_secrets_come_from_a_private_file_the_environment_or_systemd(tmp_path: Path) -> None:
    secret = tmp_path / "desk.url"
    secret.write_text("# the desk\n\nmailtos://user:pa55@mail.example\n")
    secret.chmod(0o600)
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (credentials / "slack").write_text("slack://a/b/c\n")
    text = """
    [[targets]]
    name = "mail"
    url_file = "desk.url"
    [[targets]]
    name = "chat"
    url_env = "CHAT_URL"
    tags = ["now"]
    [[targets]]
    name = "slack"
    credential = "slack"
    """
    environ = {"CHAT_URL": "json://chat.example", "CREDENTIALS_DIRECTORY": str(credentials)}
    config = load_config(write(tmp_path, text, 0o644), environ)
    assert [target.url for target in config.targets] == [
        "mailtos://user:pa55@mail.example",
        "json://chat.example",
        "slack://a/b/c",
    ]
    assert "pa55" not in repr(config)


def test_commands_that_send_nothing_need_no_secret(tmp_path: Path) -> None:
    text = '[[targets]]\nname = "mail"\ncredential = "mail"\n'
    file = write(tmp_path, text)
    with pytest.raises(ConfigError, match="CREDENTIALS_DIRECTORY"):
        load_config(file, {})
    assert load_config(file, {}, reveal=False).targets == (Target("mail", "", kept="credential mail"),)


def test_a_private_file_may_hold_secrets_itself(tmp_path: Path) -> None:
    text = '[[targets]]\nname = "mail"\nurl = "mailtos://user:pa55@mail.example"\n'
    assert load_config(write(tmp_path, text, 0o600), {}).targets[0].url.endswith("@mail.example")


def test_the_repr_of_a_config_hides_the_password_of_the_store() -> None:
    assert "pa55" not in repr(Config("postgresql://desk:pa55@db.example/monitor"))


def test_a_byte_order_mark_and_dos_lines_do_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b'\xef\xbb\xbfstore = "a.db"\r\n[log]\r\nlevel = "debug"\r\n')
    assert load_config(file, {}).log_level == logging.DEBUG


def test_the_folder_s_own_config_goes_before_the_user_s(tmp_path: Path) -> None:
    home = tmp_path / "home"
    own = home / ".config" / "claim-monitor" / "config.toml"
    own.parent.mkdir(parents=True)
    own.touch()
    here = tmp_path / "here"
    here.mkdir()
    assert find_config({"HOME": str(home)}, here) == own
    assert find_config({"XDG_CONFIG_HOME": str(tmp_path)}, here) == here / "config.toml"
    (here / "config.toml").touch()
    assert find_config({"HOME": str(home)}, here) == here / "config.toml"


def test_claims_of_another_store_may_bring_their_verdict() -> None:
    table = {
        "slug": "bridge",
        "statement": "It opens.",
        "said_on": "2017-05-02",
        "status": "resolved",
        "outcome": "fulfilled",
        "quote_start": 3,
    }
    (claim,) = read_claim_tables("claims.jsonl", [table], ())
    assert (claim.status, claim.outcome, claim.quote_start) == (ClaimStatus.RESOLVED, Outcome.FULFILLED, 3)


@pytest.mark.parametrize(
    "change",
    [
        {"status": "resolved"},
        {"outcome": "failed"},
        {"quote_end": -1},
        {"quote_start": "3"},
        {"status": "gone"},
        {"created_at": "2017-05-02"},
    ],
)
def test_a_brought_verdict_must_agree_with_its_status(change: dict[str, object]) -> None:
    with pytest.raises(ConfigError, match=r"claims\[0\]"):
        read_claim_tables("x", [{"slug": "ab", "statement": "It opens.", "said_on": "2017-05-02", **change}], ())


def test_every_number_and_length_of_time_has_bounds() -> None:
    for name, policy in (("fetch", FetchPolicy()), ("poll", PollPolicy()), ("match", MatchPolicy())):
        for key in policy.__dataclass_fields__:
            value = getattr(policy, key)
            if isinstance(value, int | float | timedelta) and not isinstance(value, bool):
                bound = BOUNDS[f"{name}.{key}"]
                bound.check(value, show_bound)


@given(st.integers(1, 500), st.sampled_from("smhdw"))
@pytest.mark.slow
def test_a_length_of_time_reads_back(number: int, unit: str) -> None:
    found = read_length(f"{number}{unit}")
    assert found == number * read_length(f"1{unit}")


def test_lines_are_found_through_strings_arrays_and_tables() -> None:
    text = (
        'a = 1\n[x]\nb = """\nc = 2\n"""\nd = [\n  1, # ]\n  "]",\n]\ne = { f = 1, g = "}" }\n'
        "[[feeds]]\nurl = 'x' # [\n[feeds.sub]\nk = 1\n[[feeds]]\n'quoted key' = 2\n[alerts.retry]\nfirst = 1"
    )
    lines = find_lines(text)
    assert "x.c" not in lines
    assert {path: lines[path] for path in ("a", "x.b", "x.d", "x.e", "feeds[0].url", "feeds[0].sub.k", "feeds[1]")} == {
        "a": 1,
        "x.b": 3,
        "x.d": 6,
        "x.e": 10,
        "feeds[0].url": 12,
        "feeds[0].sub.k": 14,
        "feeds[1]": 15,
    }
    assert lines["alerts.retry.first"] == 18
