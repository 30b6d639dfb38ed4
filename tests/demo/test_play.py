"""The demo's stage: its clock, its config, its folder."""

from itertools import pairwise
from pathlib import Path

import pytest

from monitor.demo.archive import END, OUTLETS, START, STEP, load_expected
from monitor.demo.claims import CLAIMS
from monitor.demo.mailbox import Mailbox
from monitor.demo.play import FastClock, build_config, run_demo
from monitor.demo.servers import FeedServer
from monitor.errors import ConflictError


def test_the_clock_runs_from_the_first_evening_to_the_last_minute() -> None:
    clock = FastClock()
    shown = [clock.now()]
    while clock.advance():
        shown.append(clock.now())
    assert (shown[0], shown[-1]) == (START, END)
    assert all(earlier < later <= earlier + STEP for earlier, later in pairwise(shown))


def test_every_expected_event_concerns_a_claim_of_the_demo() -> None:
    assert {event.claim for event in load_expected()} == {claim.slug for claim in CLAIMS}


def test_the_config_stays_on_the_loopback_and_in_its_folder(tmp_path: Path) -> None:
    (tmp_path / "mails").mkdir()
    with Mailbox(tmp_path / "mails") as mailbox, FeedServer((), lambda: START) as server:
        config = build_config(tmp_path, server, mailbox)
        assert [feed.outlet for feed in config.feeds] == [outlet.name for outlet in OUTLETS]
        assert all(feed.url.startswith(f"http://127.0.0.1:{server.server_port}/") for feed in config.feeds)
        assert [target.url.split("?")[0] for target in config.targets] == [f"mailto://127.0.0.1:{mailbox.port}/"]
        assert config.store_url == f"sqlite:///{tmp_path / 'monitor.db'}"


def test_a_folder_with_mails_is_not_used_again(tmp_path: Path) -> None:
    (tmp_path / "mails").mkdir()
    with pytest.raises(ConflictError, match="earlier demo"):
        run_demo(tmp_path, lambda _: None)
