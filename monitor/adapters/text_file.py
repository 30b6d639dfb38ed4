"""A small text file that others read while it is written."""

import os
import tempfile
from pathlib import Path

from monitor.errors import MonitorError


def write_whole(file: Path, text: str, mode: int) -> None:
    """Give `file` this text in one step: a reader sees the old one or the new one. Raises MonitorError."""
    try:
        handle, made = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(text)
            Path(made).chmod(mode)
            Path(made).replace(file)
        finally:
            Path(made).unlink(missing_ok=True)
    except OSError as error:
        raise MonitorError(
            f"{file}: can't be written ({error.strerror}); name a file in a folder you may write"
        ) from None
