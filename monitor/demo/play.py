"""Play three months in seconds: the program's own use cases, on a clock that jumps."""

import asyncio
import logging
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from monitor.app import App, build_app
from monitor.config import Config
from monitor.demo.archive import END, OUTLETS, START, STEP, Item, load_archive, load_expected
from monitor.demo.claims import CLAIMS
from monitor.demo.mailbox import Mailbox, read_mail
from monitor.demo.servers import FeedServer
from monitor.demo.summary import STORE, summary_lines
from monitor.demo.told import read_told, weigh_told
from monitor.errors import ConflictError, ExitCode
from monitor.model.alert import Target
from monitor.model.feed import FeedDraft
from monitor.model.policy import FetchPolicy, PollPolicy
from monitor.model.safe import safe
from monitor.usecases.check_deadlines import check_deadlines
from monitor.usecases.deliver_alerts import deliver_alerts
from monitor.usecases.poll_feeds import poll_feeds
from monitor.usecases.sync_config import sync_config

_POLL = PollPolicy(
    interval=timedelta(hours=20), floor=timedelta(hours=1), ceiling=timedelta(hours=23), jitter=0.0, parsers=1
)


@dataclass(slots=True)
class FastClock:
    """A clock that stands until it is moved."""

    at: datetime = START

    def now(self) -> datetime:
        """The moment it shows."""
        return self.at

    def advance(self) -> bool:
        """One step on, the last one shorter; False when the end was reached before."""
        if self.at >= END:
            return False
        self.at = min(self.at + STEP, END)
        return True


@dataclass(slots=True)
class _Stage:
    """All that takes part in one run."""

    app: App
    clock: FastClock
    mailbox: Mailbox
    echo: Callable[[str], None]
    items: tuple[Item, ...]
    shown: set[Path] = field(default_factory=set)


def run_demo(folder: Path | None, echo: Callable[[str], None], store_url: str = "") -> int:
    """Play the archive through the whole program in `folder` (None: a new temporary one), and tell the story to `echo`.

    `store_url`: an empty store for it that lies elsewhere. Leaves the store and the mails there, to be looked at.

    The exit code is 0 when every event was told once to its claim and nothing else was, 1 otherwise.
    Raises ConflictError when the folder holds a demo already.
    """
    place = _prepare(folder)
    items, clock = load_archive(), FastClock()
    with Mailbox(place / "mails") as mailbox, FeedServer(items, clock.now) as server, _quiet_log():
        echo(f"Playing {len(items)} reports of {len(OUTLETS)} outlets, 2 May to 31 July 2017, in {place}")
        config = build_config(place, server, mailbox)
        app = build_app(replace(config, store_url=store_url or config.store_url), now=clock.now)
        stage = _Stage(app, clock, mailbox, echo, items)
        asyncio.run(_play(stage, server))
        told = [one for mail in mailbox.mails() if (one := read_told(mail, items))]
    return ExitCode.DONE if weigh_told(told, load_expected()).is_right else ExitCode.ERROR


def _prepare(folder: Path | None) -> Path:
    place = Path(tempfile.mkdtemp(prefix="claim-monitor-demo-")) if folder is None else folder
    try:
        (place / "mails").mkdir(parents=True)
    except FileExistsError:
        raise ConflictError(f"{place} holds the mails of an earlier demo; name another folder, or none") from None
    return place


@contextmanager
def _quiet_log() -> Iterator[None]:
    """The outages are part of the play: no log line about them."""
    logger = logging.getLogger("monitor")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


def build_config(place: Path, server: FeedServer, mailbox: Mailbox) -> Config:
    """What a config file would say: six feeds and a mail server on the loopback, three claims, a store in `place`."""
    sender, desk = quote("monitor@demo.example"), quote("desk@demo.example")
    mail = f"mailto://127.0.0.1:{mailbox.port}/?smtp=127.0.0.1&from={sender}&to={desk}&mode=insecure"
    return Config(
        store_url=f"sqlite:///{place / STORE}",
        fetch=FetchPolicy(private_hosts=("127.0.0.0/8",)),
        poll=_POLL,
        feeds=tuple(FeedDraft(server.url(outlet), outlet.name) for outlet in OUTLETS),
        targets=(Target("desk", mail),),
        claims=CLAIMS,
    )


async def _play(stage: _Stage, server: FeedServer) -> None:
    app, config = stage.app, stage.app.config
    try:
        sync_config(app.store, config.feeds, config.claims, config.poll.interval, stage.clock.now())
        await _tick(stage)
        while stage.clock.advance():
            await _tick(stage)
        for line in summary_lines(app, server, stage.mailbox, stage.items, stage.clock.now()):
            stage.echo(line)
    finally:
        await app.close()


async def _tick(stage: _Stage) -> None:
    """What the daemon's ticks do, once."""
    app, config = stage.app, stage.app.config
    await poll_feeds(app.poller)
    check_deadlines(app.store, config.targets, config.alerts, stage.clock.now())
    await deliver_alerts(app.courier)
    for file in stage.mailbox.files():
        if file not in stage.shown:
            stage.shown.add(file)
            stage.echo(f"{stage.clock.now():%Y-%m-%d %H:%M}  {safe(str(read_mail(file)['Subject']), 110)}")
