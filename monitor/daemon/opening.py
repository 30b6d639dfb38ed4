"""Opening the store: looked through, brought up to the config and the clock; on a full disk as soon as there is room."""

import logging
import threading
from datetime import timedelta

from monitor.adapters.systemd_notify import Notify
from monitor.app import App, build_app
from monitor.config import Config
from monitor.errors import StoreFullError
from monitor.log import log_event
from monitor.usecases.move_store import refuse_half_moved
from monitor.usecases.sync_config import sync_config
from monitor.usecases.wake_feeds import wake_feeds

_log = logging.getLogger(__name__)

#: How often it is looked whether a full disk has room again, so that the store can be opened.
ROOM_AGAIN = timedelta(seconds=10)
#: What systemd is asked for while a store is looked through, and perhaps brought up to date.
OPENING = timedelta(minutes=30)


def sync(app: App) -> None:
    """Bring what the config names into the store. Raises ConflictError for a store that is only half filled."""
    config = app.config
    refuse_half_moved(app.store)
    sync_config(app.store, config.feeds, config.claims, config.poll.interval, app.now())


def open_app(config: Config, notify: Notify, *, spread: bool) -> App:
    """The program with its store looked through, and brought up to the config and the clock. Raises StoreError."""
    notify(f"STATUS=opening the store\nEXTEND_TIMEOUT_USEC={round(OPENING.total_seconds() * 1e6)}")
    app = build_app(config)
    try:
        app.store.verify()
        if app.store.is_copy:
            app.store.adopt()
        sync(app)
        wake_feeds(app.store, config.poll, app.now(), spread=spread)
    except BaseException:
        app.store.close()
        raise
    return app


def open_in_time(config: Config, notify: Notify) -> App:
    """The same, as soon as the disk has room: whoever starts a daemon again and again would give up. Raises StoreError."""
    patience = threading.Event()  # that nobody sets: a signal ends the waiting
    is_told = False
    while True:
        try:
            return open_app(config, notify, spread=True)
        except StoreFullError as error:
            if not is_told:
                what = "free some space; the start goes on by itself"
                log_event(_log, logging.ERROR, "disk-full", work="start", problem=error, next=what)
                is_told = True
            patience.wait(ROOM_AGAIN.total_seconds())
