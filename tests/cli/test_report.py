"""`monitor report` and `monitor score`: what is written where, and what is left alone."""

import os
from pathlib import Path
from typing import Any

import pytest
from desk_build import tell


def fill(desk: Any) -> None:
    with desk.store() as store:
        tell(store)


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_a_report_is_written_and_brought_up_to_date(desk: Any) -> None:
    fill(desk)
    said = desk.say("report", "--out", "site")
    assert said.out == "Wrote 8 files to site.\n"
    assert "site/index.html" in said.err
    site = desk.folder / "site"
    before = names(site)
    assert {path.stat().st_mode & 0o777 for path in site.rglob("*") if path.is_file()} == {0o644}
    (site / "claims" / "gone.html").write_text("old")
    with (site / "report-files.txt").open("a") as manifest:
        manifest.write("claims/gone.html\n../config.toml\n.hidden\nother/x.html\n")
    again = desk.say("report", "--out", "site", "--json")
    assert (again.code, set(again.json["files"])) == (0, before)
    assert names(site) == before
    assert (desk.folder / "config.toml").exists()


def test_other_peoples_folders_are_left_alone(desk: Any) -> None:
    fill(desk)
    folder = desk.folder / "papers"
    folder.mkdir()
    (folder / "index.html").write_text("mine")
    (folder / "letter.txt").write_text("mine too")
    said = desk.say("report", "--out", "papers")
    assert (said.code, (folder / "index.html").read_text()) == (1, "mine")
    assert "--force" in said.err
    assert desk.say("report", "--out", "papers", "--force").code == 0
    assert (folder / "letter.txt").read_text() == "mine too"
    assert "claim-monitor" in (folder / "index.html").read_text()
    assert desk.say("report", "--out", "config.toml").code == 1


def test_what_can_not_be_written_is_told_in_one_line(desk: Any) -> None:
    (desk.folder / "file").write_text("x")
    said = desk.say("report", "--out", "file/site")
    assert said.code == 1
    assert len(said.err.splitlines()) == 1
    odd = desk.folder / "odd"
    odd.mkdir()
    (odd / "report-files.txt").write_bytes(b"\xff\xfe")
    assert desk.say("report", "--out", "odd").code == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_rights_is_told(desk: Any) -> None:
    closed = desk.folder / "closed"
    closed.mkdir(mode=0o500)
    assert desk.say("report", "--out", "closed").code == 1


@pytest.mark.parametrize(
    "address", ["ftp://x.example/", "javascript:x", "https://x.example/?a", "https://x.example/#a"]
)
def test_a_base_address_is_a_plain_one(desk: Any, address: str) -> None:
    said = desk.say("report", "--out", "site", "--base-url", address)
    assert (said.code, (desk.folder / "site").exists()) == (2, False)


@pytest.mark.slow
def test_a_base_address_is_used(desk: Any) -> None:
    fill(desk)
    assert desk.say("report", "--out", "site", "--base-url", "https://desk.example/x", "--publisher", "Ada").code == 0
    atom = (desk.folder / "site" / "developments.atom").read_text()
    assert 'href="https://desk.example/x/developments.atom"' in atom
    assert "<name>Ada</name>" in atom


def test_the_scoreboard_is_a_table_or_json(desk: Any) -> None:
    assert "No claim yet" in desk.say("score").err
    words = ("claim", "add", "It opens in June.", "--said-on", "2017-05-02", "--due", "2017-06-30", "--slug", "b1")
    desk.say(*words, "--by", "City", "--confidence", "0.9")
    desk.say("resolve", "b1", "--as", "fulfilled", "--because", "it is open")
    said = desk.say("score")
    assert "SAID BY" in said.out
    assert "READ IN" in said.out
    assert "City" in said.out
    assert "80%-100%  said 90%, came true 100% of 1" in said.out
    assert "READ IN" not in desk.say("score", "--by", "party").out
    assert "SAID BY" not in desk.say("score", "--by", "outlet").out
    board = desk.say("score", "--json").json
    assert (board["parties"][0]["name"], board["parties"][0]["fulfilled"], board["whole"]["kept"]) == ("City", 1, 1.0)
    narrow = desk.say("score", width=60)
    assert max(map(len, narrow.lines)) <= 60


@pytest.mark.slow
def test_the_scoreboard_draws_each_record(desk: Any) -> None:
    def settle(by: str, outcome: str, times: int) -> None:
        for number in range(times):
            slug = f"{by}-{outcome}-{number}".lower()
            desk.say("claim", "add", "It opens in June.", "--said-on", "2017-05-02", "--slug", slug, "--by", by)
            if outcome != "open":
                desk.say("resolve", slug, "--as", outcome, "--because", "x")

    for by, outcome, times in (
        ("City", "fulfilled", 3),
        ("City", "failed", 2),
        ("Port", "partial", 1),
        ("Port", "open", 1),
    ):
        settle(by, outcome, times)
    pictures = {line.split()[0]: line.split()[-1] for line in desk.say("score", "--by", "party", width=120).lines}
    assert pictures == {"SAID": "PICTURE", "City": "+++xx", "Port": "~.", "everyone": "+++~xx."}
