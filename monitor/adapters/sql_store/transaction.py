"""All tables on one connection."""

from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from monitor.adapters.sql_store.alert_table import AlertVerbs
from monitor.adapters.sql_store.archive_table import ArchiveVerbs
from monitor.adapters.sql_store.changes import announce
from monitor.adapters.sql_store.claim_table import ClaimVerbs
from monitor.adapters.sql_store.development_table import DevelopmentVerbs
from monitor.adapters.sql_store.entry_table import EntryVerbs
from monitor.adapters.sql_store.feed_table import FeedVerbs
from monitor.adapters.sql_store.mapping import storable
from monitor.adapters.sql_store.shell_table import ShellVerbs
from monitor.adapters.sql_store.statements import Verbs, put, take_turn
from monitor.adapters.sql_store.tables import NOTES


@cache
def _note() -> Select[Any]:
    """Asked in every round; to build it costs more than to run it."""
    return select(NOTES.c.text).where(NOTES.c.name == bindparam("called"))


class NoteVerbs(Verbs):
    """`ports.NoteTable` on SQL."""

    def note(self, name: str) -> str | None:
        """The text kept under this name."""
        text: str | None = self.connection.execute(_note(), {"called": storable(name)}).scalar()
        return text

    def notes(self, prefix: str) -> dict[str, str]:
        """Those whose names begin so, by name."""
        begins = func.substr(NOTES.c.name, 1, len(prefix)) == storable(prefix)
        return {row.name: row.text for row in self.connection.execute(select(NOTES).where(begins))}

    def save_note(self, name: str, text: str | None) -> None:
        """Keep it; None forgets."""
        if text is None:
            self.connection.execute(NOTES.delete().where(NOTES.c.name == storable(name)))
        else:
            put(self.connection, NOTES, [{"name": storable(name), "text": storable(text)}])

    def announce(self, kind: str) -> None:
        """Tell the daemons that listen, once this is stored, that such things changed."""
        announce(self.connection, kind)

    def take_turn(self, work: str) -> None:
        """Wait for the daemon that does this work now, and keep others from it to the end of the transaction."""
        take_turn(self.connection, work)


class SqlTransaction(
    FeedVerbs, EntryVerbs, ShellVerbs, ClaimVerbs, DevelopmentVerbs, AlertVerbs, NoteVerbs, ArchiveVerbs
):
    """`ports.Transaction` on SQL; lives as long as the `with` that gave it."""
