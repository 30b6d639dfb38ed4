"""The copies beside a SQLite file: one a day, the newest few kept."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

from monitor.adapters.sql_store.upkeep import backup_file, sync_folder

_DAILY = re.compile(r"(\d{4}-\d{2}-\d{2})\.db")


def shelf_of(file: Path) -> Path:
    """The folder of the daily copies of this database."""
    return file.with_name(f"{file.name}.backups")


def daily_copies(file: Path) -> list[Path]:
    """Those there are, the oldest first."""
    return [path for _, path in sorted(_dated(shelf_of(file)))]


def keep_daily_copy(file: Path, keep: int, now: datetime) -> Path | None:
    """Make today's copy unless it is there, then let go of all but `keep`. Returns the new one. Raises StoreError.

    The old ones go when the new one is whole. Days ahead of today are those of a clock that ran ahead: they go first.
    """
    if keep < 1:
        return None
    shelf, today = shelf_of(file), now.astimezone(UTC).date()
    shelf.mkdir(mode=0o700, exist_ok=True)
    copy = shelf / f"{today.isoformat()}.db"
    if copy.exists():
        return None
    backup_file(file, copy)
    for _, old in sorted(_dated(shelf), key=lambda it: (it[0] > today, -it[0].toordinal()))[keep:]:
        old.unlink(missing_ok=True)
    sync_folder(shelf)
    return copy


def _dated(shelf: Path) -> list[tuple[date, Path]]:
    if not shelf.is_dir():
        return []
    found = [(match[1], path) for path in shelf.iterdir() if (match := _DAILY.fullmatch(path.name))]
    return [(day, path) for word, path in found if (day := _day(word)) is not None]


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None
