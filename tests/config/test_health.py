"""[upkeep] and [health]: whom the daemon tells that it lives, and how that secret stays one."""

from datetime import timedelta
from pathlib import Path

import pytest

from monitor.config import Config, load_config
from monitor.errors import ConfigError
from monitor.model.policy import HealthPolicy, UpkeepPolicy

ADDRESS = "https://beat.example/ping/0b5e-planted"


def load(
    folder: Path, text: str, mode: int = 0o600, environ: dict[str, str] | None = None, reveal: bool = True
) -> Config:
    file = folder / "config.toml"
    file.write_text(text)
    file.chmod(mode)
    return load_config(file, environ or {}, reveal=reveal)


def problems(folder: Path, text: str, mode: int = 0o600) -> str:
    with pytest.raises(ConfigError) as caught:
        load(folder, text, mode)
    assert "0b5e" not in str(caught.value)
    return str(caught.value)


def test_without_them_nobody_is_told_and_a_week_is_kept(tmp_path: Path) -> None:
    config = load(tmp_path, "")
    assert (config.health, config.upkeep) == (HealthPolicy(), UpkeepPolicy(backups=7))


def test_the_address_may_come_from_each_of_the_four_places(tmp_path: Path) -> None:
    private = tmp_path / "beat.url"
    private.write_text(ADDRESS + "\n")
    private.chmod(0o600)
    environ = {"BEAT": ADDRESS, "CREDENTIALS_DIRECTORY": str(tmp_path)}
    for line in (
        f'heartbeat_url = "{ADDRESS}"',
        'heartbeat_url_file = "beat.url"',
        'heartbeat_url_env = "BEAT"',
        'heartbeat_credential = "beat.url"',
    ):
        config = load(tmp_path, f"[health]\n{line}\nheartbeat_every = '90s'\n", environ=environ)
        assert config.health.heartbeat_url == ADDRESS
        assert config.health.heartbeat_every == timedelta(seconds=90)
        assert "0b5e" not in repr(config)


def test_it_is_not_looked_for_by_those_who_need_it_not(tmp_path: Path) -> None:
    assert load(tmp_path, '[health]\nheartbeat_url_env = "BEAT"', reveal=False).health.heartbeat_url == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('heartbeat_url = "ftp://beat.example/0b5e"', "holds no address of the web"),
        ('heartbeat_url = "https://[beat/0b5e"', "holds no address of the web"),
        ('heartbeat_url_file = "missing"', "names a file that does not exist"),
        ('heartbeat_url = "https://a.example"\nheartbeat_url_env = "B"', "exactly one of heartbeat_url,"),
        ('heartbeat = "https://a.example"', "unknown key"),
        ('heartbeat_every = "0s"', "heartbeat_every"),
    ],
)
def test_what_is_off_is_told(tmp_path: Path, text: str, words: str) -> None:
    assert words in problems(tmp_path, f"[health]\n{text}\n")


def test_an_address_in_a_file_for_all_is_refused(tmp_path: Path) -> None:
    assert "chmod 600" in problems(tmp_path, f'[health]\nheartbeat_url = "{ADDRESS}"\n', mode=0o644)


def test_the_file_for_metrics_is_taken_from_the_folder_of_the_config(tmp_path: Path) -> None:
    assert load(tmp_path, '[health]\nmetrics_file = "a.prom"').health.metrics_file == str(tmp_path / "a.prom")
    assert load(tmp_path, '[health]\nmetrics_file = "/x/a.prom"').health.metrics_file == "/x/a.prom"


def test_bounds_of_upkeep(tmp_path: Path) -> None:
    assert load(tmp_path, "[upkeep]\nbackups = 0\nmax_entries = 5000").upkeep == UpkeepPolicy(0, 5_000)
    assert "max_entries" in problems(tmp_path, "[upkeep]\nmax_entries = 10")
