"""Is everything in order? A verdict a line, with the next step where one is needed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from pathlib import PurePath
from urllib.parse import urlsplit

from monitor.errors import StoreError, StoreTrouble
from monitor.feeds.health import state_words
from monitor.model.feed import Feed, FeedHealth
from monitor.model.safe import mask_url, safe, without_login
from monitor.ports import Store
from monitor.usecases.read_languages import read_languages
from monitor.usecases.read_status import OutboxReport, StatusPage
from monitor.usecases.read_vitals import Mode, Vitals, fellow_words

_LITTLE_SPACE = 200_000_000
_NO_SPACE = 20_000_000
#: Older than so many days, the newest daily copy is too old.
_BACKUP_DAYS = 2


class Verdict(IntEnum):
    """How bad it is."""

    OK = 0
    WARNING = 1
    FAILING = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what was found, and the command that mends it (empty when nothing is to be done)."""

    name: str
    verdict: Verdict
    text: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Machine:
    """What only the machine knows.

    Free bytes where the store lies (None = elsewhere), whether a daemon holds the lock (None = can't tell), what is
    wrong with each target (name, words; empty words = nothing), files with wrong rights (what is wrong, and the command
    that mends it), names of hosts (and whether they were found), what is wrong with the parser of feeds (None = not tried),
    versions, the newest daily copy (None = there is none), the file of the store (None = it is none), and the copy that was
    made before the last upgrade. `barred`: some of `rights` keep this program from writing its store. `monitor`: how this
    very store is asked for in commands.
    """

    free_bytes: int | None = None
    daemon_runs: bool | None = None
    targets: tuple[tuple[str, str], ...] = ()
    rights: tuple[tuple[str, str], ...] = ()
    barred: bool = False
    names: tuple[tuple[str, bool], ...] = ()
    parser: str | None = None
    versions: tuple[tuple[str, str], ...] = ()
    newest_backup: str | None = None
    store_file: str | None = None
    before_upgrade: str | None = None
    monitor: str = "monitor"


def diagnose(store: Store, page: StatusPage, machine: Machine, vitals: Vitals) -> tuple[Finding, ...]:
    """Every finding, in the order in which they would have to be mended."""
    checks: list[Callable[[], list[Finding]]] = [
        lambda: _check_versions(machine.versions),
        lambda: _check_rights(machine),
        lambda: _check_store(store, machine),
        lambda: _check_backup(machine, page.now, vitals),
        lambda: _check_disk(machine.free_bytes),
        lambda: _check_clock(store, page.now),
        lambda: _check_daemon(machine.daemon_runs, vitals),
        lambda: _check_fellows(vitals),
        lambda: _check_parser(machine.parser),
        lambda: _check_names(machine.names),
        lambda: _check_feeds(page),
        lambda: _check_languages(store, page.now),
        lambda: _check_logins(store),
        lambda: _check_targets(machine.targets, vitals),
        lambda: _check_outbox(page.outbox),
    ]
    return tuple(finding for check in checks for finding in check())


def diagnose_rest(error: StoreError, machine: Machine) -> tuple[Finding, ...]:
    """Every finding that can be made while the store can't be opened: `error` says why."""
    vitals = Vitals(datetime.min.replace(tzinfo=UTC))
    checks: list[list[Finding]] = [
        _check_versions(machine.versions),
        _check_rights(machine) if machine.rights and error.trouble is not StoreTrouble.FOREIGN else [],
        [Finding("store", Verdict.FAILING, str(error), store_fix(error.trouble, machine))],
        _check_disk(machine.free_bytes),
        [Finding("daemon", Verdict.OK, "running")] if machine.daemon_runs else [],
        _check_parser(machine.parser),
        _check_names(machine.names),
        _check_targets(machine.targets, vitals),
    ]
    return tuple(finding for check in checks for finding in check)


def store_fix(trouble: StoreTrouble, machine: Machine) -> str:
    """The command that mends a store in this trouble, as exactly as this machine allows."""
    match trouble:
        case StoreTrouble.DAMAGED | StoreTrouble.LOST:
            if machine.newest_backup is None:
                return (
                    f"no daily copy is here; daemon stopped, with a backup of yours: {machine.monitor} restore BACKUP"
                )
            return f"daemon stopped, put the last copy in its place: {machine.monitor} restore {machine.newest_backup}"
        case StoreTrouble.RIGHTS if machine.rights:
            return machine.rights[0][1]
        case StoreTrouble.NEWER if machine.before_upgrade:
            back = f"{machine.monitor} restore {machine.before_upgrade}"
            return f"install the newer program again; or, what is new in it lost: {back}"
        case _:
            return _FIXES[trouble].format(file=machine.store_file or "the database", monitor=machine.monitor)


_FIXES = {
    StoreTrouble.STRANGE_LOG: "mv {file}-wal {file}-wal.old",
    StoreTrouble.RIGHTS: "ls -ld {file} shows whose it is; it is to be yours alone",
    StoreTrouble.NEWER: "install the newer program again",
    StoreTrouble.OLDER: "{monitor} migrate",
    StoreTrouble.FOREIGN: "name the right file: store = … at the top of config.toml, or --store",
    StoreTrouble.FULL: "make room on the disk of {file}; work goes on by itself",
    StoreTrouble.BUSY: "see who holds it: fuser -v {file}",
    StoreTrouble.DISK: "look at the disk (dmesg | tail), then: {monitor} doctor",
    StoreTrouble.OTHER: "see that the database runs and that store = … in config.toml names it; then: {monitor} doctor",
}


def worst(findings: tuple[Finding, ...]) -> Verdict:
    """The gravest verdict; OK when there is none."""
    return max((finding.verdict for finding in findings), default=Verdict.OK)


def _check_versions(versions: tuple[tuple[str, str], ...]) -> list[Finding]:
    return [Finding("versions", Verdict.OK, ", ".join(f"{name} {word}" for name, word in versions))] if versions else []


def _check_rights(machine: Machine) -> list[Finding]:
    """A store that can be read only looks well, and takes no poll: `run` refuses it."""
    verdict = Verdict.FAILING if machine.barred else Verdict.WARNING
    found = [Finding("rights", verdict, safe(words, 300), fix) for words, fix in machine.rights]
    return found or [Finding("rights", Verdict.OK, "nobody else may read or write the store")]


def _check_store(store: Store, machine: Machine) -> list[Finding]:
    try:
        wrong = store.check()
    except StoreError as error:
        wrong = [str(error)]
    if not wrong:
        return [Finding("store", Verdict.OK, f"sound, schema {store.schema}")]
    fix = store_fix(StoreTrouble.DAMAGED, machine)
    return [Finding("store", Verdict.FAILING, safe(words, 200), fix) for words in wrong]


def _check_backup(machine: Machine, now: datetime, vitals: Vitals) -> list[Finding]:
    """Daily copies grow old while nobody keeps the watch; while somebody does, something keeps them from being made."""
    if machine.free_bytes is None:
        return []  # PostgreSQL has its own
    if machine.newest_backup is None:
        return [Finding("backup", Verdict.OK, "none yet; the daemon makes one a day")]
    text = f"the newest is {safe(machine.newest_backup, 200)}"
    age = (now.date() - _day_of(machine.newest_backup, now)).days
    if age <= _BACKUP_DAYS or vitals.sign is None or vitals.is_silent:
        return [Finding("backup", Verdict.OK, text)]
    fix = "the daemon's log says why (backup-skipped); by hand: monitor backup FILE"
    return [Finding("backup", Verdict.WARNING, f"{text}, {age} d old", fix)]


def _day_of(copy: str, now: datetime) -> date:
    try:
        return date.fromisoformat(PurePath(copy).stem)
    except ValueError:
        return now.date()


def _check_parser(trouble: str | None) -> list[Finding]:
    if trouble is None:
        return []
    if not trouble:
        return [Finding("parser", Verdict.OK, "reads a feed in its own process")]
    fix = "look at the memory of this machine, and at parse_memory in [poll]"
    return [Finding("parser", Verdict.FAILING, safe(trouble, 200), fix)]


def _check_names(names: tuple[tuple[str, bool], ...]) -> list[Finding]:
    if not names:
        return []
    lost = [host for host, is_known in names if not is_known]
    if not lost:
        return [Finding("dns", Verdict.OK, f"{len(names)} of {len(names)} names found")]
    text = f"not found: {safe(', '.join(lost), 200)}"
    return [Finding("dns", Verdict.WARNING, text, f"try: getent hosts {safe(lost[0], 100)}; look at /etc/resolv.conf")]


def _check_disk(free: int | None) -> list[Finding]:
    if free is None:
        return []
    text = f"{free / 1e9:.1f} GB free" if free >= 1e9 else f"{free / 1e6:.0f} MB free"
    if free < _NO_SPACE:
        return [Finding("disk", Verdict.FAILING, text, "make room, then: monitor prune")]
    if free < _LITTLE_SPACE:
        return [Finding("disk", Verdict.WARNING, text, "make room, or: monitor prune")]
    return [Finding("disk", Verdict.OK, text)]


def _check_clock(store: Store, now: datetime) -> list[Finding]:
    """A clock that was set back shows in what was written later than now."""
    with store.read() as tx:
        times = [feed.last_polled_at for feed in tx.feeds() if feed.last_polled_at]
    ahead = max(times, default=now) - now
    if ahead > timedelta(minutes=2):
        fix = "set the clock (timedatectl); until then feeds look as if they were not due"
        return [Finding("clock", Verdict.FAILING, f"{_rough(ahead)} behind what the store has seen", fix)]
    return [Finding("clock", Verdict.OK, f"{now:%Y-%m-%d %H:%M} UTC")]


def _check_daemon(runs: bool | None, vitals: Vitals) -> list[Finding]:
    start = "monitor run, or: systemctl --user start claim-monitor"
    sign = vitals.sign
    if sign is None:
        said = ""
    else:
        said = (
            f"{'the daemon' if sign.mode is Mode.DAEMON else 'a round'} was last seen {_rough(vitals.at - sign.at)} ago"
        )
    if runs and vitals.is_silent and sign is not None and sign.mode is Mode.DAEMON:
        return [Finding("daemon", Verdict.FAILING, f"holds its lock, but {said}", "restart it, and look at its log")]
    if runs:
        return [Finding("daemon", Verdict.OK, "running")]
    if vitals.is_silent:
        return [Finding("daemon", Verdict.FAILING, f"not running; {said}", start)]
    if sign is not None and (sign.mode is Mode.ROUNDS or runs is None):
        return [Finding("daemon", Verdict.OK, said)]
    return [] if runs is None else [Finding("daemon", Verdict.WARNING, "not running", start)]


def _check_fellows(vitals: Vitals) -> list[Finding]:
    """Those that share a store; of a single one `_check_daemon` speaks."""
    return [
        Finding("daemon", Verdict.OK, fellow_words(fellow, vitals.at))
        if fellow.is_alive(vitals.at)
        else Finding(
            "daemon", Verdict.WARNING, fellow_words(fellow, vitals.at), "restart it, if it was not meant to end"
        )
        for fellow in (vitals.fellows if len(vitals.fellows) > 1 else ())
    ]


def _check_feeds(page: StatusPage) -> list[Finding]:
    sources = page.sources
    if not sources.watched:
        return [Finding("feeds", Verdict.WARNING, "none is watched", "monitor feed add https://…")]
    if sources.network_down_since is not None:
        since = _rough(page.now - sources.network_down_since)
        return [
            Finding("feeds", Verdict.FAILING, f"no source could be reached for {since}", "check this machine's network")
        ]
    found = [_feed_finding(feed, page.now) for feed in sources.troubled]
    text = f"{sources.healthy} of {sources.watched} healthy"
    late = sources.last_polled_at is not None and page.now - sources.last_polled_at > timedelta(days=1)
    if late and sources.last_polled_at is not None:
        text += f", but the last poll was {_rough(page.now - sources.last_polled_at)} ago"
        return [*found, Finding("feeds", Verdict.WARNING, text, "monitor run")]
    return [*found, Finding("feeds", Verdict.OK if not found else Verdict.WARNING, text)]


def _check_languages(store: Store, now: datetime) -> list[Finding]:
    """Nothing is out of order there, but nobody should wait for what such a source can't bring."""
    with store.read() as tx:
        told, feeds = read_languages(tx, now), tx.feeds()
    named = [f"{safe(feed.outlet, 60)} is {told[feed.id]}" for feed in feeds if feed.id in told]
    more = f", and {len(named) - 3} more sources are not in English" if len(named) > 3 else ""
    return [Finding("language", Verdict.OK, f"{'; '.join(named[:3])}{more}")] if named else []


def _check_logins(store: Store) -> list[Finding]:
    """Passwords that an older version stored with a feed's address; they are shown nowhere, but copied with the store."""
    with store.read() as tx:
        found = [feed for feed in tx.feeds() if without_login(feed.url) != feed.url]
    return [Finding("password", Verdict.WARNING, _login_words(feed), _login_fix(feed)) for feed in found]


def _login_words(feed: Feed) -> str:
    return f"{safe(feed.outlet, 60)} ({mask_url(feed.url)}) has its name and password stored with the address"


def _login_fix(feed: Feed) -> str:
    host = urlsplit(feed.url).hostname or ""
    return (
        f'put USER:PASSWORD in a file of mode 0600; in config.toml, name it in [[logins]] host = "{safe(host, 80)}" '
        f'login_file = "FILE", and the address without them in [[feeds]]; then: monitor run'
    )


def _feed_finding(feed: Feed, now: datetime) -> Finding:
    since = f", for {_rough(now - feed.failing_since)}" if feed.failing_since else ""
    verdict = Verdict.FAILING if feed.health in (FeedHealth.DEAD, FeedHealth.GONE) else Verdict.WARNING
    fix = f"monitor feed check {feed.id[:8]}; if it is gone for good: monitor feed remove {feed.id[:8]}"
    return Finding("feed", verdict, f"{safe(feed.outlet, 60)} ({mask_url(feed.url)}) {state_words(feed)}{since}", fix)


def _check_targets(targets: tuple[tuple[str, str], ...], vitals: Vitals) -> list[Finding]:
    if not targets:
        return [
            Finding(
                "targets", Verdict.WARNING, "none; alerts are stored, but go nowhere", "add [[targets]] to config.toml"
            )
        ]
    bad = [
        Finding(
            "target", Verdict.FAILING, f"{name}: {words}", f"mend it in config.toml, then: monitor target test {name}"
        )
        for name, words in targets
        if words
    ]
    bad += [
        Finding("target", Verdict.FAILING, f"{name}: took nothing for an hour or more", f"monitor target test {name}")
        for name, words in targets
        if not words and name in vitals.broken
    ]
    good = len(targets) - len(bad)
    return [*bad, Finding("targets", Verdict.OK if not bad else Verdict.WARNING, f"{good} of {len(targets)} sound")]


def _check_outbox(outbox: OutboxReport) -> list[Finding]:
    if outbox.dead:
        fix = "monitor alert list --failed shows why; then: monitor alert retry --all"
        return [Finding("outbox", Verdict.FAILING, f"{len(outbox.dead)} given up", fix)]
    failed = [delivery for delivery in outbox.waiting if delivery.last_error]
    if failed:
        text = f"{len(failed)} waiting for another try: {safe(failed[0].last_error, 100)}"
        return [Finding("outbox", Verdict.WARNING, text, f"monitor target test {failed[0].target}")]
    counts = ((len(outbox.waiting), "waiting"), (outbox.held, "held on purpose"))
    words = ", ".join(f"{count} {what}" for count, what in counts if count)
    return [Finding("outbox", Verdict.OK, words or "empty")]


def _rough(span: timedelta) -> str:
    hours = span.total_seconds() / 3600
    if hours < 2:
        return f"{max(1, round(hours * 60))} min"
    return f"{round(hours)} h" if hours < 48 else f"{round(hours / 24)} d"
