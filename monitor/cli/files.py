"""Files that a command leaves: whole or not at all, never over another one unasked."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from monitor.errors import ConflictError, MonitorError
from monitor.model.safe import safe


def write_new(target: Path, pieces: Iterable[str], *, mode: int, force: bool) -> None:
    """Write a file that is not there yet. Raises ConflictError when it is (unless forced), MonitorError."""
    shown = safe(str(target), 200)
    if target.exists() and not force:
        raise ConflictError(f"{shown} is there already; name another file, or add --force")
    try:
        write_atomically(target, pieces, mode)
    except OSError as error:
        raise MonitorError(f"{shown} can't be written: {error.strerror}; see its rights and room") from None


def write_atomically(target: Path, pieces: Iterable[str], mode: int = 0o644) -> None:
    """Write beside, then rename: a reader sees the old file or the new one. Raises OSError."""
    handle, made = tempfile.mkstemp(prefix=f".{target.name}-", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.writelines(pieces)
        Path(made).chmod(mode)
        Path(made).replace(target)
    finally:
        Path(made).unlink(missing_ok=True)
