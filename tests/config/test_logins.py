"""Names and passwords for feeds: read from where nobody else can read, and gone from every address."""

from pathlib import Path

import pytest

from monitor.config import Config, load_config
from monitor.errors import ConfigError
from monitor.model.policy import Login

FEED = '[[feeds]]\nurl = "https://paid.example/feed"\n'


def load(folder: Path, text: str, mode: int = 0o600, *, reveal: bool = True, **environ: str) -> Config:
    file = folder / "config.toml"
    file.write_text(text)
    file.chmod(mode)
    return load_config(file, environ, reveal=reveal)


def test_a_login_comes_from_a_file_a_variable_or_a_credential(tmp_path: Path) -> None:
    (tmp_path / "a.login").write_text("ann:se:cret\n")
    (tmp_path / "a.login").chmod(0o600)
    (tmp_path / "c").write_text("cat:purr")
    text = """
[[logins]]
host = "A.example"
login_file = "a.login"
[[logins]]
host = "b.example"
login_env = "B_LOGIN"
[[logins]]
host = "c.example"
credential = "c"
"""
    config = load(tmp_path, text, 0o644, B_LOGIN="bob:word", CREDENTIALS_DIRECTORY=str(tmp_path))
    pairs = [("a.example", "ann:se:cret"), ("b.example", "bob:word"), ("c.example", "cat:purr")]
    assert config.logins == tuple(Login(*pair) for pair in pairs)
    assert "cret" not in repr(config)
    assert "cret" not in repr(config.logins)


def test_what_is_wrong_is_told_without_the_secret(tmp_path: Path) -> None:
    (tmp_path / "open.login").write_text("ann:secret")
    (tmp_path / "open.login").chmod(0o644)
    text = """
[[logins]]
host = "a.example"
login_file = "open.login"
[[logins]]
host = "no host"
login_env = "NOBODY"
[[logins]]
login = "onlyaname"
[[logins]]
host = "a.example"
login = "ann:secret"
login_env = "X"
"""
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    told = str(caught.value)
    for words in ("chmod 600", "is to be a host name", "NOBODY", "USER:PASSWORD", "is missing", "exactly one of"):
        assert words in told
    assert "secret" not in told
    with pytest.raises(ConfigError, match="has a login already"):
        load(tmp_path, '[[logins]]\nhost = "a"\nlogin = "a:b"\n' * 2)
    with pytest.raises(ConfigError, match="chmod 600"):
        load(tmp_path, '[[logins]]\nhost = "a"\nlogin = "a:b"\n', 0o644)


def test_a_command_that_needs_no_login_does_without_one_that_is_not_there(tmp_path: Path) -> None:
    text = '[[logins]]\nhost = "a.example"\nlogin_env = "A_LOGIN"\n'
    assert load(tmp_path, text, reveal=False).logins == ()
    assert load(tmp_path, text, reveal=False, A_LOGIN="ann:secret").logins == (Login("a.example", "ann:secret"),)
    with pytest.raises(ConfigError, match="A_LOGIN"):
        load(tmp_path, text)


def test_a_password_in_an_address_becomes_a_login(tmp_path: Path) -> None:
    config = load(tmp_path, FEED.replace("paid.example", "ann:p%40ss@Paid.example:8443"))
    assert [feed.url for feed in config.feeds] == ["https://Paid.example:8443/feed"]
    assert config.logins == (Login("paid.example", "ann:p@ss"),)
    said = '[[logins]]\nhost = "paid.example"\nlogin = "bob:word"\n'
    config = load(tmp_path, said + FEED.replace("paid.example", "ann:secret@paid.example"))
    assert config.logins == (Login("paid.example", "bob:word"),)
    assert [feed.url for feed in config.feeds] == ["https://paid.example/feed"]
