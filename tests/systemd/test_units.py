"""The units are what systemd takes without a word, they lock the service in, and they say what the program says."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

UNITS = Path(__file__).parents[2] / "systemd"
SYSTEM = ("claim-monitor.service", "claim-monitor-once.service", "claim-monitor-once.timer")
needs_systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not here")


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """A copy whose program exists on this machine, as it will where it is installed."""
    folder = tmp_path / "units"
    shutil.copytree(UNITS, folder)
    for unit in folder.rglob("*.service"):
        words = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", unit.read_text(), flags=re.MULTILINE)
        unit.write_text(words)
    return folder


def analyze(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    environ = os.environ | {"XDG_RUNTIME_DIR": str(folder), "SYSTEMD_LOG_LEVEL": "warning"}
    return subprocess.run(
        ["systemd-analyze", *words], cwd=folder, env=environ, capture_output=True, text=True, check=False
    )


@needs_systemd
@pytest.mark.parametrize("unit", SYSTEM)
def test_systemd_takes_each_unit_without_a_word(units: Path, unit: str) -> None:
    done = analyze("verify", "--recursive-errors=yes", f"./{unit}", folder=units)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


@needs_systemd
def test_a_wrong_word_would_be_told(units: Path) -> None:
    unit = units / SYSTEM[0]
    unit.write_text(unit.read_text().replace("ProtectHome=yes", "ProtectHouse=yes"))
    assert "ProtectHouse" in analyze("verify", "--recursive-errors=yes", f"./{SYSTEM[0]}", folder=units).stderr


@needs_systemd
def test_the_user_unit_too(units: Path) -> None:
    done = analyze("verify", "--user", "--recursive-errors=yes", "./user/claim-monitor.service", folder=units)
    if "manager" in done.stderr:
        pytest.skip(f"no user manager can be played here: {done.stderr.strip()}")
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


@needs_systemd
@pytest.mark.parametrize("unit", [name for name in SYSTEM if name.endswith(".service")])
def test_little_is_left_open(units: Path, unit: str) -> None:
    done = analyze("security", "--offline=true", f"./{unit}", folder=units)
    exposure = re.search(r"Overall exposure level for \S+: ([\d.]+)", done.stdout)
    assert exposure is not None, done.stderr
    assert float(exposure[1]) <= 1.1


def test_both_ways_of_running_are_locked_in_alike() -> None:
    def sandbox(name: str) -> str:
        words = (UNITS / name).read_text()
        return words[words.index("NoNewPrivileges=") : words.index("TasksMax=")]

    assert sandbox(SYSTEM[0]) == sandbox(SYSTEM[1])


def test_the_limits_of_the_parser_can_be_set() -> None:
    """@resources is denied, and some versions count prlimit64 among it, which setrlimit(3) is made of."""
    filters = re.findall(r"^SystemCallFilter=(.*)$", (UNITS / SYSTEM[0]).read_text(), re.MULTILINE)
    assert filters[-1] == "prlimit64"


def test_a_held_lock_is_no_crash() -> None:
    assert "RestartPreventExitStatus=75" in (UNITS / SYSTEM[0]).read_text()
    assert "SuccessExitStatus=4 75" in (UNITS / SYSTEM[1]).read_text()


def test_the_drop_in_denies_every_private_network() -> None:
    drop_in = (UNITS / "claim-monitor.service.d" / "no-private-networks.conf").read_text()
    for network in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "fc00::/7"):
        assert network in drop_in


@pytest.mark.parametrize("unit", [*UNITS.rglob("*.service")], ids=lambda path: path.name)
def test_the_command_in_a_unit_is_one_that_exists(unit: Path) -> None:
    (command,) = re.findall(r"^ExecStart=\S+/monitor (.*)$", unit.read_text(), re.MULTILINE)
    words = command.split()
    assert words[0] == "--config"
    assert words[2] == "--store"
    assert words[4:] in (["run"], ["run", "--once"])
