"""Every example in the help of the commands on alerts and targets does what it says."""

import ast
import re
import shlex
from pathlib import Path
from typing import Any

import click
import pytest
from build import NOON, a_claim
from store_rows import a_delivery, an_alert

import monitor
from monitor.cli.command import Command
from monitor.cli.commands import COMMANDS
from monitor.cli.main import CommandTree, root
from monitor.model.alert import DeliveryState
from monitor.model.claim import ClaimStatus

WORDS = [entry.words for entry in COMMANDS if entry.words.startswith(("alert ", "target "))]
MONITOR = Path(monitor.__file__).parent
ID = "3fa2b1c0d4e5f607"


def the_command(words: str) -> click.Command:
    found: click.Command | None = root
    for word in words.split():
        assert isinstance(found, CommandTree)
        found = found.get_command(click.Context(found), word)
    assert found is not None
    return found


def examples() -> list[str]:
    commands = [(words, the_command(words)) for words in WORDS]
    return [
        example
        for words, it in commands
        if isinstance(it, Command)
        for example in it.examples
        if example.startswith(f"monitor {words}")
    ]


@pytest.fixture
def full_desk(desk: Any) -> Any:
    desk.say("claim", "list")
    with desk.store() as store, store.write() as tx:
        tx.save_claim(a_claim("g20-meeting"))
        alert = an_alert(claim="g20-meeting", id=ID, subject="occurred: the meeting has begun")
        rows = [
            a_delivery("1", alert=ID, state=DeliveryState.DEAD, target="desk", last_error="refused: no such mailbox"),
            a_delivery(
                "2",
                alert=ID,
                state=DeliveryState.WAITING,
                target="console",
                set_aside=True,
                next_try_at=NOON.replace(year=2099),
                last_error="broken-message: it can't be written",
            ),
        ]
        tx.add_alert(alert, rows)
    for name in ("desk-mail.url", "desk-mail"):
        (desk.folder / name).write_text("mailto://127.0.0.1:2525?from=a@example.org&to=b@example.org\n")
        (desk.folder / name).chmod(0o600)
    return desk


def test_there_are_examples_of_each() -> None:
    assert len(WORDS) >= 7
    assert {" ".join(example.split()[1:3]) for example in examples()} == set(WORDS)


@pytest.mark.parametrize("example", examples())
def test_the_example_works(full_desk: Any, example: str) -> None:
    words = shlex.split(example)[1:]
    slack = "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#desk"
    said = full_desk.say(*words, DESK_SLACK_URL=slack, CREDENTIALS_DIRECTORY=str(full_desk.folder))
    assert said.code == 0, said.err
    assert "TIiajkdnlazkcOXrIdevi7FQ" not in said.out + said.err
    assert said.out


def named_commands() -> set[str]:
    """What the messages and screens of alerts tell people to type: the words after `monitor`, up to an option or a name."""
    sources = [*(MONITOR / "alerting").rglob("*.py"), *(MONITOR / "adapters" / "apprise_sender").glob("*.py")]
    sources += [MONITOR / "cli" / "alert.py", MONITOR / "cli" / "target.py", MONITOR / "usecases" / "retry_alerts.py"]
    texts = [
        node.value
        for path in sources
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return {found for text in texts for found in re.findall(r"\bmonitor ([a-z]+(?: [a-z]+)?)", text)}


def test_every_command_that_people_are_told_to_type_is_there() -> None:
    known = {entry.words for entry in COMMANDS}
    named = named_commands()
    assert {"alert retry", "claim show", "review accept", "snooze"} <= named
    assert {it for it in named if it not in known and it.split()[0] not in known} == set()


def test_what_failed_is_named_with_its_way_out(full_desk: Any) -> None:
    listed = full_desk.say("alert", "list", "--failed", width=160).out
    assert "console set aside (in " in listed
    assert "desk dead" in listed
    assert "1 set aside, 1 dead" in full_desk.say("alert", "list", "--failed", width=80).out
    shown = full_desk.say("alert", "show", "3fa2b1c0", width=200).out
    assert "console: waiting, set aside so that it keeps no other waiting, 0 tries" in shown
    page = full_desk.say("status", width=160).out
    assert "1 set aside, as what is in it fails. Which: monitor alert list --failed" in page
    assert "1 given up (desk). Why: monitor alert list --failed" in page


def test_a_retry_says_what_it_withdraws(full_desk: Any) -> None:
    """The dead alert of a claim that was settled by a version that left it so."""
    with full_desk.store() as store, store.write() as tx:
        tx.save_claim(a_claim("g20-meeting", status=ClaimStatus.DROPPED))
    said = full_desk.say("alert", "retry", "--all")
    assert said.out == "2 deliveries withdrawn, not sent: the claim was settled or dropped\n"
    assert full_desk.say("alert", "retry", "--all", "--json").json == {"retried": [], "withdrawn": []}
    assert full_desk.say("alert", "list", "--failed", "--json").json == []


def test_a_list_that_is_cut_says_so(full_desk: Any) -> None:
    with full_desk.store() as store, store.write() as tx:
        for number in range(60):
            tx.add_alert(an_alert(f"n{number}", claim="g20-meeting"), [])
    said = full_desk.say("alert", "list", "--claim", "g20-meeting")
    assert "Only the newest 50; all of them: add --limit 0" in said.err
    assert len(full_desk.say("alert", "list", "--json").json) == 50
    whole = full_desk.say("alert", "list", "--limit", "0", "--json")
    assert (len(whole.json), whole.err) == (61, "")
    assert "newest" not in full_desk.say("alert", "list", "--limit", "61").err
