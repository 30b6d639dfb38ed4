"""`monitor migrate`: the store brought up to date, or copied whole into another."""

from typing import Any

from monitor.adapters.file_lock import hold_lock, lock_file
from monitor.adapters.sql_store import open_store
from monitor.errors import ExitCode


def copy_of(desk: Any) -> str:
    return str(desk.folder / "copy.db")


def test_a_store_is_copied_whole(desk: Any) -> None:
    desk.say("claim", "add", "The bridge opens in July.", "--slug", "bridge")
    said = desk.say("migrate", "--to", copy_of(desk))
    assert said.code == ExitCode.DONE
    assert "copy.db now holds all" in said.out
    assert "name the new store in config.toml" in said.err
    moved = open_store(f"sqlite:///{copy_of(desk)}")
    with moved.read() as tx:
        assert [claim.slug for claim in tx.claims()] == ["bridge"]
    moved.close()


def test_twice_is_refused_and_nothing_is_lost(desk: Any) -> None:
    desk.say("claim", "add", "The bridge opens in July.", "--slug", "bridge")
    desk.say("migrate", "--to", copy_of(desk))
    said = desk.say("migrate", "--to", copy_of(desk))
    assert said.code != ExitCode.DONE
    assert "not empty" in said.err
    assert "bridge" in desk.say("--store", copy_of(desk), "claim", "list").out


def test_json_counts_each_kind(desk: Any) -> None:
    desk.say("claim", "add", "The bridge opens in July.", "--slug", "bridge")
    found = desk.say("migrate", "--to", copy_of(desk), "--json").json
    assert found["resumed"] == 0
    assert found["kinds"]["claim"] == 1
    assert found["things"] == sum(found["kinds"].values())


def test_alone_it_only_looks_after_the_schema(desk: Any) -> None:
    said = desk.say("migrate")
    assert (said.code, said.out.strip().endswith("monitor.db is up to date.")) == (ExitCode.DONE, True)


def test_a_running_daemon_is_in_the_way(desk: Any) -> None:
    desk.say("claim", "list")
    lock = lock_file(desk.url)
    assert lock is not None
    with hold_lock(lock):
        said = desk.say("migrate", "--to", copy_of(desk))
    assert said.code == ExitCode.LOCKED
    assert "stop it first" in said.err


def test_what_is_no_store_is_named(desk: Any) -> None:
    assert "no such file" in desk.say("migrate", "--from", "gone.db", "--to", copy_of(desk)).err
    assert "--to" in desk.say("migrate", "--to", "mysql://db/x").err
    assert "same store" in desk.say("migrate", "--to", desk.url).err
