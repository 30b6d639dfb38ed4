"""A target is added by the name of the place where its address is kept; a bad one leaves the config as it was."""

from typing import Any

import pytest

MAIL = "mailto://user:S3CRET@127.0.0.1:2525?from=a@example.org&to=b@example.org"


@pytest.fixture
def kept(desk: Any) -> Any:
    desk.say("claim", "list")
    file = desk.folder / "desk-mail.url"
    file.write_text(MAIL)
    file.chmod(0o600)
    return desk


def test_an_address_in_a_private_file(kept: Any) -> None:
    said = kept.say("target", "add", "mail", "--url-file", "desk-mail.url", "--tag", "now", "--digest", "daily 08:00")
    assert said.code == 0
    assert "mail: mailto://127.0.0.1/…" in said.out
    assert "S3CRET" not in said.out + said.err
    assert "target test mail" in said.err
    listed = kept.say("target", "list", "--json").json
    assert [(row["name"], row["tags"]) for row in listed][-1] == ("mail", ["now"])
    config = kept.folder / "config.toml"
    assert config.read_text().endswith(
        '[[targets]]\nname = "mail"\nurl_file = "desk-mail.url"\ndigest = "daily 08:00"\ntags = ["now"]\n'
    )
    assert sorted(it.name for it in kept.folder.iterdir() if it.name.startswith(".config")) == []


def test_the_quiet_hours_of_a_target_are_not_the_few_words_of_a_command(kept: Any) -> None:
    said = kept.say("target", "add", "mail", "--url-file", "desk-mail.url", "--quiet-hours", "22:00-07:00", "-q")
    assert said.code == 0
    assert 'quiet = "22:00-07:00"' in (kept.folder / "config.toml").read_text()


def test_what_keeps_others_from_being_read_is_no_hindrance(kept: Any) -> None:
    with (kept.folder / "config.toml").open("a") as file:
        file.write('[[targets]]\nname = "chat"\nurl_env = "CHAT_URL"\n')
    assert kept.say("target", "add", "mail", "--url-file", "desk-mail.url").code == 0
    assert "NOT_SET" in kept.say("target", "add", "other", "--url-env", "NOT_SET").err


def test_a_credential_is_named_before_the_service_has_it(kept: Any) -> None:
    said = kept.say("target", "add", "mail", "--credential", "desk-mail")
    assert said.code == 0
    assert "mail: (can't be read here), kept in credential desk-mail" in said.out
    assert "LoadCredential=desk-mail:" in said.err
    (kept.folder / "desk-two").write_text("nosuch://S3CRET/x")
    wrong = kept.say("target", "add", "two", "--credential", "desk-two", CREDENTIALS_DIRECTORY=str(kept.folder))
    assert "not understood by apprise" in wrong.err
    gone = kept.say("target", "add", "two", "--credential", "none", CREDENTIALS_DIRECTORY=str(kept.folder))
    assert "does not exist" in gone.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["mail"], "--url-file, --url-env, --credential"),
        (["mail", "--url-file", "desk-mail.url", "--url-env", "X"], "one of"),
        (["mail", "--url-file", "none.url"], "does not exist"),
        (["mail", "--url-env", "NOT_SET"], "not set"),
        (["desk", "--url-file", "desk-mail.url"], "same name"),
        (["mail", "--url-file", "desk-mail.url", "--digest", "noon"], "daily 08:00"),
        (["mail", "--url-file", "odd.url"], "not understood by apprise"),
        (["mail", "--url-file", "two.url"], "several recipients"),
    ],
)
def test_a_bad_one_leaves_the_file_as_it_was(kept: Any, words: list[str], told: str) -> None:
    for name, url in (("odd.url", "nosuch://S3CRET/x"), ("two.url", MAIL + ",c@example.org")):
        (kept.folder / name).write_text(url)
        (kept.folder / name).chmod(0o600)
    before = (kept.folder / "config.toml").read_bytes()
    said = kept.say("target", "add", *words)
    assert said.code in (1, 2)
    assert told in said.err
    assert "S3CRET" not in said.err
    assert (kept.folder / "config.toml").read_bytes() == before
    assert not (kept.folder / ".config.toml.new").exists()
