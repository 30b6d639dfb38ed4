"""A body read piece by piece, inflated by us within a bound. Nothing but gzip was offered, so nothing but gzip is read.

A body beyond the bound is refused and told (too-big), not cut to its beginning: where a feed runs from old to new, its
news would be in the part cut off, and nobody would know. Many entries in a body within the bound are cut to the newest.
"""

import zlib
from collections.abc import AsyncIterator

from monitor.errors import FailureReason, FetchError

_GZIP = 16 + zlib.MAX_WBITS
_MAGIC = b"\x1f\x8b"


class BodyReader:
    """Collects a body of at most `limit` bytes after inflating; `shown` names its source in errors."""

    def __init__(self, encoding: str, limit: int, shown: str) -> None:
        self._limit = limit
        self._shown = shown
        self._parts: list[bytes] = []
        self._size = 0
        self._begun = False
        self._inflater = self._choose(encoding.strip().lower())

    def _choose(self, encoding: str) -> "zlib._Decompress | None":
        if encoding in ("", "identity"):
            return None
        if encoding in ("gzip", "x-gzip"):
            return zlib.decompressobj(_GZIP)
        raise FetchError(f"{self._shown} answered in an encoding that was not offered", FailureReason.PROTOCOL)

    def refuse_early(self, length: int) -> None:
        """Raise too-big for an announced length (bytes as sent) that can't fit, before anything is read."""
        if length > self._limit:
            raise self._too_big()

    async def read(self, pieces: AsyncIterator[bytes]) -> bytes:
        """The whole body. Raises FetchError: too-big, or protocol when the stream is damaged or was cut off."""
        async for piece in pieces:
            if self._inflater is None:
                self._keep(piece)
            else:
                self._inflater = self._inflate(self._inflater, piece)
        if self._inflater is not None and not self._inflater.eof and self._begun:
            raise FetchError(f"{self._shown}: the answer was cut off", FailureReason.PROTOCOL)
        return b"".join(self._parts)

    def _keep(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > self._limit:
            raise self._too_big()
        self._parts.append(piece)

    def _too_big(self) -> FetchError:
        return FetchError(f"{self._shown} is larger than {self._limit / 1_000_000:g} MB", FailureReason.TOO_BIG)

    def _inflate(self, inflater: "zlib._Decompress", piece: bytes) -> "zlib._Decompress":
        """A stream may have several members (RFC 1952 section 2.2); what follows the last and is none is ignored."""
        self._begun = self._begun or bool(piece)
        while piece:
            if inflater.eof:
                if not piece.startswith(_MAGIC):
                    break
                inflater = zlib.decompressobj(_GZIP)
            try:
                self._keep(inflater.decompress(piece, self._limit - self._size + 1))
            except zlib.error as error:
                raise FetchError(f"{self._shown}: the answer can't be unpacked", FailureReason.PROTOCOL) from error
            piece = inflater.unused_data or inflater.unconsumed_tail
        return inflater
