"""What others change in the store is heard at once where the database can say it; the ticks are the net below."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from monitor.errors import StoreError
from monitor.log import log_event
from monitor.ports import Changes, Store

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class ChangeFeed:
    """Calls what is named in `acts` when that kind of thing was changed by whomever; runs in the loop that opened it."""

    store: Store
    acts: Mapping[str, Callable[[], None]]
    changes: Changes | None = field(default=None, init=False)

    async def open(self) -> None:
        """Begin to listen, also after the connection was lost. What can't be heard is found by the ticks."""
        if self.changes is not None:
            return
        try:
            self.changes = await asyncio.to_thread(self.store.listen)
        except StoreError as error:
            log_event(_log, logging.DEBUG, "changes-unheard", problem=error, next="the ticks find them")
        if self.changes is not None:
            asyncio.get_running_loop().add_reader(self.changes.fileno(), self._hear)

    def close(self) -> None:
        """Listen no more."""
        if self.changes is not None:
            asyncio.get_running_loop().remove_reader(self.changes.fileno())
            self.changes.close()
            self.changes = None

    def _hear(self) -> None:
        if self.changes is None:
            return
        try:
            heard = self.changes.heard()
        except StoreError as error:
            log_event(_log, logging.DEBUG, "changes-unheard", problem=error, next="the ticks find them")
            self.close()
            return
        for kind in heard:
            if kind in self.acts:
                self.acts[kind]()
