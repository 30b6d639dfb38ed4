"""One daemon a file: an advisory lock (flock) that the kernel frees whatever way its holder ends."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from monitor.errors import LockedError, StoreError, StoreTrouble


def lock_file(store_url: str) -> Path | None:
    """Beside an SQLite file; None for other stores, which lend their work to many daemons."""
    path = store_url.removeprefix("sqlite:///")
    return Path(path + ".lock") if path not in (store_url, "", ":memory:") else None


@contextmanager
def hold_lock(file: Path) -> Iterator[None]:
    """Hold `file` (made with its folder when it is not there, mode 0600) for as long as the block runs.

    Raises LockedError at once, StoreError where the file can't be made.
    """
    handle = _open(file)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(handle, 32, 0).decode("ascii", "replace").strip() or "unknown"
            raise LockedError(
                f"{file.name}: another daemon (pid {holder}) works on this store; stop it first, or give this one --store"
            ) from error
        with suppress(OSError):  # on a full disk the lock holds all the same; its holder is then unknown
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"{os.getpid()}\n".encode("ascii"), 0)
        yield
    finally:
        os.close(handle)


def _open(file: Path) -> int:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        return os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        words = (
            f"{file}: can't be written ({error.strerror}); look at the rights of this folder, or name another --store"
        )
        raise StoreError(words, StoreTrouble.RIGHTS) from error


def is_held(file: Path) -> bool | None:
    """Whether somebody holds this lock now; None where we may not look."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False
