"""The composition root, and the only reader of the clock: what is named in the config becomes one running program."""

import os
import random
import socket
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from monitor.config import Config
from monitor.model.policy import FetchPolicy, Login
from monitor.ports import Fetcher, GlanceStore, Now, Parser, Sender, Store

if TYPE_CHECKING:  # most commands neither poll, match nor send, and need not wait for the modules that do
    from monitor.usecases.deliver_alerts import Courier
    from monitor.usecases.poll_feeds import Poller
    from monitor.usecases.publish_alert import Desk


def utc_now() -> datetime:
    """The wall clock, aware UTC."""
    return datetime.now(UTC)


def monotonic() -> float:
    """Seconds of a clock that never goes back; only differences mean something."""
    return time.monotonic()


@dataclass(slots=True)
class SharedClock:
    """A clock that goes by the database's, so that daemons on several machines agree on what is due."""

    own: Now
    offset: timedelta = timedelta()

    def __call__(self) -> datetime:
        """The time of the database, as far as it is known."""
        return self.own() + self.offset

    def align(self, store: Store) -> None:
        """Ask the database for the time. What the answer took is taken off, so that nothing is early. Raises StoreError."""
        asked = self.own()
        ahead = store.clock_offset(asked)
        self.offset = ahead and ahead - (self.own() - asked)


@cache
def daemon_name(store_url: str) -> str:
    """What this process signs with: the machine, and where several may share a store the process too.

    With a mark of its own: in containers that share a host's name each is process 1.
    """
    machine = socket.gethostname()
    return machine if store_url.startswith("sqlite") else f"{machine}:{os.getpid()}-{os.urandom(2).hex()}"


@dataclass(slots=True)
class App:
    """A config with its store open. What opens connections or starts children is built when first asked for."""

    config: Config
    store: Store
    now: Now = utc_now
    _poller: "Poller | None" = None
    _courier: "Courier | None" = None

    @property
    def desk(self) -> "Desk":
        """What judging needs, as the config says."""
        from monitor.usecases.publish_alert import Desk  # noqa: PLC0415

        return Desk(self.config.match, self.config.alerts, self.config.targets)

    @property
    def poller(self) -> "Poller":
        """The poller; the first use starts its fetcher and the pool of parsers."""
        from monitor.usecases.claim_watch import ClaimWatch  # noqa: PLC0415
        from monitor.usecases.poll_feeds import Poller  # noqa: PLC0415

        if self._poller is None:
            self._poller = Poller(
                store=self.store,
                fetcher=build_fetcher(self.config.fetch, self.now, self.config.logins),
                parser=build_parser(self.config),
                watch=ClaimWatch(self.config.match),
                now=self.now,
                random=random.random,
                policy=self.config.poll,
                desk=self.desk,
                name=daemon_name(self.config.store_url),
            )
        return self._poller

    @property
    def courier(self) -> "Courier":
        """The courier; the first use builds its senders."""
        from monitor.usecases.deliver_alerts import Courier  # noqa: PLC0415

        if self._courier is None:
            self._courier = Courier(
                store=self.store,
                sender=build_sender(self.config.alerts.retry.send_timeout),
                targets={target.name: target for target in self.config.targets},
                now=self.now,
                random=random.random,
                policy=self.config.alerts.retry,
            )
        return self._courier

    def align_clock(self) -> None:
        """Go by the database's clock again, if this one went by it. Raises StoreError."""
        if isinstance(self.now, SharedClock):
            self.now.align(self.store)

    def reconfigured(self, config: Config) -> "App":
        """The same store under a new config; the parts in use are built anew when next asked for."""
        return replace(self, config=config, _poller=None, _courier=None)

    async def close(self) -> None:
        """Let connections, children and the store go."""
        await self.release()
        self.store.close()

    async def release(self) -> None:
        """Let connections and children go; the store stays open."""
        if self._poller is not None:
            await self._poller.fetcher.close()
            await self._poller.parser.close()
            self._poller = None


def build_app(config: Config, *, now: Now = utc_now) -> App:
    """Open the store that the config names, migrating it when it is older. Raises StoreError.

    It goes by the database's clock, unless it is given another one than that of the machine.
    """
    from monitor.adapters.sql_store import open_store  # noqa: PLC0415  (SQLModel costs most of a second to import)

    store = open_store(config.store_url)
    if now is not utc_now:
        return App(config, store, now)
    clock = SharedClock(now)
    clock.align(store)
    return App(config, store, clock)


def glance(config: Config) -> GlanceStore | None:
    """The store that the config names, for a quick look; None where it must be opened in full."""
    from monitor.adapters.sql_store import open_glance  # noqa: PLC0415

    return open_glance(config.store_url)


def build_throwaway_store() -> Store:
    """An empty store in memory, for replays."""
    from monitor.adapters.sql_store import open_store  # noqa: PLC0415

    return open_store("sqlite:///:memory:")


def build_fetcher(policy: FetchPolicy, now: Now, logins: Sequence[Login] = ()) -> Fetcher:
    """The fetcher of feeds and articles."""
    from monitor.adapters.http_fetcher import HttpFetcher  # noqa: PLC0415

    return HttpFetcher(policy, now, logins=logins)


def build_parser(config: Config) -> Parser:
    """The pool of killable parsers."""
    from monitor.adapters.child_parser import ChildParser  # noqa: PLC0415

    return ChildParser(config.poll)


def build_sender(timeout: timedelta) -> Sender:
    """Every way out: the console by itself, the rest through apprise."""
    from monitor.adapters.apprise_sender import AppriseSender  # noqa: PLC0415
    from monitor.adapters.console_sender import ConsoleSender  # noqa: PLC0415
    from monitor.adapters.scheme_sender import SchemeSender  # noqa: PLC0415

    return SchemeSender({"console": ConsoleSender(sys.stdout)}, AppriseSender(timeout, utc_now))
