"""Verdicts, and the step that mends each."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from build import NOON, a_claim, a_feed, an_entry
from desk_build import alert

from monitor.errors import FailureReason, StoreError, StoreTrouble
from monitor.model.alert import DeliveryState
from monitor.model.feed import Feed, FeedHealth
from monitor.model.pace import TargetHealth
from monitor.model.policy import AlertPolicy
from monitor.ports import Store
from monitor.usecases.diagnose import Finding, Machine, Verdict, diagnose, diagnose_rest, worst
from monitor.usecases.poll_feeds import NETWORK_NOTE
from monitor.usecases.read_status import read_status
from monitor.usecases.read_vitals import Mode, Vitals, give_sign, read_vitals
from monitor.usecases.target_health import save_target_health

GOOD = Machine(free_bytes=5_000_000_000, daemon_runs=True, targets=(("desk", ""),))


def look(store: Store, machine: Machine = GOOD, feeds: Sequence[Feed] = ()) -> dict[str, Finding]:
    with store.write() as tx:
        for feed in feeds:
            tx.save_feed(feed)
    return {
        finding.name: finding
        for finding in diagnose(
            store, read_status(store, AlertPolicy(), NOON), machine, read_vitals(store, ["desk"], NOON)
        )
    }


def healthy(url: str = "https://news.example/feed", **changes: object) -> Feed:
    return a_feed(url, **{"health": FeedHealth.OK, "last_polled_at": NOON, **changes})


def test_a_sound_desk_is_ok_throughout(store: Store) -> None:
    found = look(store, feeds=[healthy()])
    assert {name: finding.verdict for name, finding in found.items()} == dict.fromkeys(
        ("rights", "store", "backup", "disk", "clock", "daemon", "feeds", "targets", "outbox"), Verdict.OK
    )
    assert worst(tuple(found.values())) is Verdict.OK
    assert worst(()) is Verdict.OK


def test_what_only_the_machine_knows_may_be_unknown(store: Store) -> None:
    found = look(store, Machine(targets=(("desk", ""),)))
    assert "disk" not in found
    assert "daemon" not in found


def test_a_source_whose_language_is_not_read_is_named_and_nothing_is_wrong(store: Store) -> None:
    feeds = [healthy(f"https://{n}.example/feed", outlet=f"Blatt {n}") for n in range(5)]
    german = ["Der Tunnel wird nicht geöffnet", "Die Fähre ist da und wartet", "Das Amt hat die Brücke geprüft", "Rain"]
    with store.write() as tx:
        for feed in feeds:
            tx.save_feed(feed)
            tx.save_entries(
                [an_entry(it, feed_id=feed.id, id=f"{feed.id[:14]}0{n}", key=it) for n, it in enumerate(german)]
            )
    found = look(store)["language"]
    assert found.verdict is Verdict.OK
    assert found.text.startswith("Blatt ")
    assert found.text.count("is in German; only news in English is understood") == 3
    assert found.text.endswith(", and 2 more sources are not in English")


def test_little_room_is_a_warning_and_none_a_failure(store: Store) -> None:
    assert look(store, Machine(free_bytes=150_000_000))["disk"].verdict is Verdict.WARNING
    full = look(store, Machine(free_bytes=1_000_000))["disk"]
    assert (full.verdict, full.text) == (Verdict.FAILING, "1 MB free")


def test_a_clock_that_was_set_back_is_found(store: Store) -> None:
    late = look(store, feeds=[healthy(last_polled_at=NOON + timedelta(hours=50))])["clock"]
    assert (late.verdict, late.text) == (Verdict.FAILING, "2 d behind what the store has seen")
    assert "timedatectl" in late.fix


def test_feeds_in_trouble_are_named_with_the_next_step(store: Store) -> None:
    failing = healthy(health=FeedHealth.FAILING, failing_since=NOON - timedelta(hours=5), reason=FailureReason.BLOCKED)
    found = look(store, feeds=[failing, healthy("https://b.example/feed")])
    assert found["feed"].verdict is Verdict.WARNING
    assert "failing: the site turns us away, for 5 h" in found["feed"].text
    assert failing.id[:8] in found["feed"].fix
    assert (found["feeds"].text, found["feeds"].verdict) == ("1 of 2 healthy", Verdict.WARNING)
    dead = look(store, feeds=[healthy(health=FeedHealth.GONE)])["feed"]
    assert dead.verdict is Verdict.FAILING


def test_no_feed_and_no_poll_are_warnings(store: Store) -> None:
    assert look(store)["feeds"].fix == "monitor feed add https://…"
    old = look(store, feeds=[healthy(last_polled_at=NOON - timedelta(days=3))])["feeds"]
    assert (old.verdict, old.fix) == (Verdict.WARNING, "monitor run")
    assert "3 d ago" in old.text


def test_no_network_is_told_once_for_all_feeds(store: Store) -> None:
    with store.write() as tx:
        tx.save_note(NETWORK_NOTE, (NOON - timedelta(minutes=30)).isoformat())
    found = look(store, feeds=[healthy(health=FeedHealth.FAILING)])
    assert "feed" not in found
    assert found["feeds"].text == "no source could be reached for 30 min"


def test_the_daemon_may_be_away(store: Store) -> None:
    assert "systemctl" in look(store, Machine(daemon_runs=False))["daemon"].fix


def test_targets_are_counted_and_the_bad_ones_named(store: Store) -> None:
    assert look(store, Machine())["targets"].verdict is Verdict.WARNING
    found = look(store, Machine(targets=(("desk", ""), ("mail", "is not understood"))))
    assert found["target"].text == "mail: is not understood"
    assert found["targets"].text == "1 of 2 sound"


def test_the_outbox_tells_what_was_given_up_and_what_waits(store: Store) -> None:
    with store.write() as tx:
        tx.save_claim(a_claim())
    alert(store)
    assert look(store)["outbox"].text == "1 waiting"
    alert(store, target="digest", state=DeliveryState.HELD)
    assert look(store)["outbox"].text == "1 waiting, 1 held on purpose"
    alert(store, target="mail", state=DeliveryState.WAITING, last_error="connection refused")
    assert look(store)["outbox"].fix == "monitor target test mail"
    alert(store, target="slack", state=DeliveryState.DEAD)
    assert look(store)["outbox"].verdict is Verdict.FAILING


class Damaged:
    """A store that reads, but whose check says or raises what the test wants."""

    def __init__(self, store: Store, wrong: list[str] | StoreError) -> None:
        self.inner, self.wrong = store, wrong
        self.read, self.write, self.schema = store.read, store.write, store.schema

    def check(self) -> list[str]:
        if isinstance(self.wrong, StoreError):
            raise self.wrong
        return self.wrong


def test_a_damaged_store_is_the_first_thing_told(store: Store) -> None:
    for wrong in (["row 4 missing from index"], StoreError("row 4 missing from index")):
        page = read_status(store, AlertPolicy(), NOON)
        _, first, *_ = diagnose(Damaged(store, wrong), page, GOOD, Vitals(NOON))  # type: ignore[arg-type]
        assert (first.name, first.verdict, first.text) == ("store", Verdict.FAILING, "row 4 missing from index")
        assert "backup" in first.fix


def test_versions_rights_names_and_the_parser_are_looked_at(store: Store) -> None:
    machine = Machine(
        free_bytes=5_000_000_000,
        rights=(("/x/monitor.db", "chmod 600 /x/monitor.db"),),
        names=(("news.example", True), ("gone.example", False)),
        parser="the parsing process does not start",
        versions=(("SQLite", "3.45"),),
        newest_backup="/x/monitor.db.backups/2017-05-03.db",
    )
    found = look(store, machine)
    assert found["versions"].text == "SQLite 3.45"
    assert (found["rights"].verdict, found["rights"].fix) == (Verdict.WARNING, "chmod 600 /x/monitor.db")
    assert (found["dns"].text, found["dns"].fix.split(";")[0]) == (
        "not found: gone.example",
        "try: getent hosts gone.example",
    )
    assert found["parser"].verdict is Verdict.FAILING
    assert "2017-05-03" in found["backup"].text
    fine = look(store, Machine(names=(("news.example", True),), parser=""))
    assert {fine[name].verdict for name in ("dns", "parser", "rights")} == {Verdict.OK}
    assert "backup" not in fine


def test_a_daemon_that_fell_silent_is_a_failure(store: Store) -> None:
    give_sign(store, Mode.DAEMON, NOON - timedelta(hours=3))
    gone = look(store, Machine(daemon_runs=False))["daemon"]
    assert (gone.verdict, gone.text) == (Verdict.FAILING, "not running; the daemon was last seen 3 h ago")
    hangs = look(store, Machine(daemon_runs=True))["daemon"]
    assert (hangs.verdict, hangs.fix) == (Verdict.FAILING, "restart it, and look at its log")


def test_rounds_need_no_daemon_as_long_as_they_come(store: Store) -> None:
    give_sign(store, Mode.ROUNDS, NOON - timedelta(hours=3))
    assert look(store, Machine(daemon_runs=False))["daemon"].text == "a round was last seen 3 h ago"
    give_sign(store, Mode.ROUNDS, NOON - timedelta(hours=50))
    assert look(store, Machine(daemon_runs=False))["daemon"].verdict is Verdict.FAILING


def test_a_target_that_takes_nothing_is_named(store: Store) -> None:
    with store.write() as tx:
        save_target_health(tx, "desk", TargetHealth(3, NOON - timedelta(hours=2), NOON, "", "refused"))
    found = look(store)["target"]
    assert (found.text, found.fix) == ("desk: took nothing for an hour or more", "monitor target test desk")


def test_a_password_that_is_stored_with_an_address_is_told_with_the_way_out_and_not_shown(store: Store) -> None:
    feed = healthy("https://reader:hidden-word@news.example/feed?key=hidden-key")
    found = look(store, feeds=[feed, healthy("https://b.example/feed")])["password"]
    assert found.verdict is Verdict.WARNING
    assert "https://news.example/feed" in found.text
    assert '[[logins]] host = "news.example"' in found.fix
    assert "hidden" not in f"{found.text} {found.fix}"


BACKUP = "/x/monitor.db.backups/2017-04-30.db"


@pytest.mark.parametrize(
    ("trouble", "fix"),
    [
        (StoreTrouble.DAMAGED, f"monitor --store x restore {BACKUP}"),
        (StoreTrouble.LOST, f"monitor --store x restore {BACKUP}"),
        (StoreTrouble.RIGHTS, "chmod u+rw /x/monitor.db"),
        (StoreTrouble.NEWER, "monitor --store x restore /x/monitor.db.before-0007"),
        (StoreTrouble.STRANGE_LOG, "mv /x/monitor.db-wal /x/monitor.db-wal.old"),
        (StoreTrouble.OLDER, "monitor --store x migrate"),
        (StoreTrouble.FULL, "make room on the disk of /x/monitor.db"),
    ],
)
def test_a_store_that_can_t_be_opened_has_its_own_remedy_and_the_rest_is_looked_at(
    trouble: StoreTrouble, fix: str
) -> None:
    machine = Machine(
        free_bytes=5_000_000_000,
        daemon_runs=True,
        targets=(("desk", ""),),
        rights=(("/x/monitor.db may not be read and written by you", "chmod u+rw /x/monitor.db"),),
        newest_backup=BACKUP,
        store_file="/x/monitor.db",
        before_upgrade="/x/monitor.db.before-0007",
        monitor="monitor --store x",
    )
    found = {finding.name: finding for finding in diagnose_rest(StoreError("no good", trouble), machine)}
    assert (found["store"].verdict, found["store"].text) == (Verdict.FAILING, "no good")
    assert found["store"].fix.endswith(fix) or found["store"].fix.startswith(fix)
    assert {"rights", "disk", "daemon", "targets"} <= set(found)


@pytest.mark.parametrize("trouble", list(StoreTrouble))
def test_each_trouble_has_a_remedy_on_a_bare_machine(trouble: StoreTrouble) -> None:
    (store, *_) = diagnose_rest(StoreError("no good", trouble), Machine())
    assert store.name == "store"
    assert store.fix


def test_the_rights_of_another_programs_file_are_not_ours_to_change() -> None:
    machine = Machine(rights=(("open to others", "chmod 600 /x/recipes.db"),))
    found = diagnose_rest(StoreError("foreign", StoreTrouble.FOREIGN), machine)
    assert "rights" not in {finding.name for finding in found}


def test_a_daily_copy_that_is_missing_while_somebody_watches_is_told(store: Store) -> None:
    old = Machine(free_bytes=5_000_000_000, newest_backup=BACKUP)
    assert look(store, old)["backup"].verdict is Verdict.OK  # nobody watches, so nobody copies
    give_sign(store, Mode.DAEMON, NOON)
    late = look(store, old)["backup"]
    assert (late.verdict, late.text) == (Verdict.WARNING, f"the newest is {BACKUP}, 3 d old")
    assert "monitor backup" in late.fix
    fresh = Machine(free_bytes=5_000_000_000, newest_backup="/x/monitor.db.backups/2017-05-02.db")
    assert look(store, fresh)["backup"].verdict is Verdict.OK
    odd = Machine(free_bytes=5_000_000_000, newest_backup="/x/monitor.db.backups/by-hand.db")
    assert look(store, odd)["backup"].verdict is Verdict.OK
