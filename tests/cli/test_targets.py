"""Of a target's address people see where it is kept, its scheme, and its host where that is no secret."""

from typing import Any

import pytest

from monitor.cli.target import masked


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("mailto://ada:S3CRET@mail.example.org:587?to=desk@example.org&smtp=relay.example.org", "mailto://mail.example.org/…"),
        ("mailtos://ada:S3CRET@127.0.0.1?from=a@b.example", "mailtos://127.0.0.1/…"),
        ("jsons://hook.example.org/S3CRET?x=S3CRET", "jsons://hook.example.org/…"),
        ("https://hooks.slack.com/services/S3CRET/S3CRET/S3CRET", "https://hooks.slack.com/…"),
        ("slack://S3CRET/S3CRET/S3CRET/#desk", "slack://…"),
        ("tgram://123:S3CRET/9", "tgram://…"),
        ("MAILTO://localhost", "MAILTO://localhost/…"),
        # A password with a slash or an @ in it: nobody knows where the host begins.
        ("mailto://ada:S3/CRET@mail.example.org", "mailto://…"),
        ("mailto://ada:a@S3CRET.x@mail.example.org", "mailto://…"),
        ("mailto://ada:S@CRET.se/x@mail.example.org", "mailto://…"),
        ("json://S3CRET", "json://…"),
        ("console://", "console://"),
        ("", "(can't be read here)"),
    ],
)  # fmt: skip
def test_of_an_address_no_secret_is_shown(url: str, shown: str) -> None:
    assert masked(url) == shown


def test_the_list_names_host_and_place_whether_it_can_be_read_or_not(desk: Any) -> None:
    (desk.folder / "mail.url").write_text("mailto://ada:S3CRET@mail.example.org?to=desk@example.org\n")
    (desk.folder / "mail.url").chmod(0o600)
    (desk.folder / "open.url").write_text("mailto://ada:S3CRET@open.example.org\n")
    (desk.folder / "open.url").chmod(0o644)
    with (desk.folder / "config.toml").open("a") as file:
        file.write('[[targets]]\nname = "mail"\nurl_file = "mail.url"\n')
        file.write('[[targets]]\nname = "open"\nurl_file = "open.url"\n')
        file.write('[[targets]]\nname = "chat"\nurl_env = "CHAT_URL"\n')
        file.write('[[targets]]\nname = "page"\ncredential = "page-url"\n')
        file.write('[[targets]]\nname = "slip"\nurl_env = "slack://S3CRET/S3CRET"\n')
    said = desk.say("target", "list", CHAT_URL="jsons://hook.example.org/S3CRET")
    rows = {line.split()[0]: " ".join(line.split()[1:]) for line in said.lines}
    assert rows["mail"] == "mailto://mail.example.org/… file mail.url"
    assert rows["open"] == "(can't be read here) file open.url"
    assert rows["chat"] == "jsons://hook.example.org/… variable CHAT_URL"
    assert rows["page"] == "(can't be read here) credential page-url"
    assert rows["slip"] == "(can't be read here)"
    assert rows["console"] == "console:// config"
    assert "S3CRET" not in said.out + said.err
    assert desk.say("target", "list", "--json").json[2] == {
        "name": "mail",
        "address": "mailto://mail.example.org/…",
        "kept": "file mail.url",
        "tags": [],
    }


def test_one_target_is_tested_whatever_keeps_another_from_being_read(desk: Any) -> None:
    with (desk.folder / "config.toml").open("a") as file:
        file.write('[[targets]]\nname = "chat"\nurl_env = "CHAT_URL"\n')
    assert desk.say("target", "test", "console", "desk").code == 0
    for words in (["chat"], []):
        said = desk.say("target", "test", *words)
        assert said.code == 1
        assert "CHAT_URL, which is not set" in said.err


def test_an_address_in_a_names_place_is_not_said_again(desk: Any) -> None:
    said = desk.say("target", "test", "mailto://someone:planted@mail.example")
    assert (said.code, "planted" in said.out + said.err) == (1, False)
    assert "there is no target 'mailto://" in said.err
