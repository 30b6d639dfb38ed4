"""The copies beside a SQLite file: one a day, the newest few kept."""

import re
from datetime import UTC, date, datetime
from glob import escape
from pathlib import Path

from monitor.adapters.sql_store.upkeep import backup_file, sync_folder
from monitor.errors import StoreError, StoreTrouble

_DAILY = re.compile(r"(\d{4}-\d{2}-\d{2})\.db")


def shelf_of(file: Path) -> Path:
    """The folder of the daily copies of this database."""
    return file.with_name(f"{file.name}.backups")


def daily_copies(file: Path) -> list[Path]:
    """Those there are, the oldest first; none where nobody may look."""
    try:
        return [path for _, path in sorted(_dated(shelf_of(file)))]
    except OSError:
        return []


def spare_copies(file: Path) -> list[Path]:
    """What `restore` and an upgrade left beside this database, the oldest first; none where nobody may look."""
    try:
        beside = [path for end in ("replaced", "before-") for path in file.parent.glob(f"{escape(file.name)}.{end}*")]
        return sorted(
            (path for path in beside if not path.name.endswith("-wal")), key=lambda path: path.stat().st_mtime
        )
    except OSError:
        return []


def keep_daily_copy(file: Path, keep: int, now: datetime) -> Path | None:
    """Make today's copy unless it is there, then let go of all but `keep`. Returns the new one. Raises StoreError.

    The old ones go when the new one is whole. Days ahead of today are those of a clock that ran ahead: they go first.
    """
    if keep < 1:
        return None
    shelf, today = shelf_of(file), now.astimezone(UTC).date()
    copy = shelf / f"{today.isoformat()}.db"
    try:
        return _keep_copy(file, shelf, copy, keep)
    except OSError as error:
        words = f"{shelf}: no copy can be kept there ({error.strerror}); look at the rights of this folder"
        raise StoreError(words, StoreTrouble.RIGHTS) from error


def _keep_copy(file: Path, shelf: Path, copy: Path, keep: int) -> Path | None:
    shelf.mkdir(mode=0o700, exist_ok=True)
    if copy.exists():
        return None
    backup_file(file, copy)
    today = date.fromisoformat(copy.stem)
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
