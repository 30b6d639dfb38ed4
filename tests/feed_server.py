"""A web server on the loopback that answers as it is told, misbehaves as it is told, and remembers every request."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from patience import PATIENCE

Headers = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True)
class Request:
    """One request as it came: header names in lower case, values as raw bytes."""

    method: str
    path: str
    headers: Headers
    raw: bytes

    def header(self, name: str) -> bytes | None:
        """The value of the first header of this name."""
        return next((value for key, value in self.headers if key == name.lower().encode()), None)

    def names(self) -> list[str]:
        """All header names, in the order they came."""
        return [key.decode() for key, _ in self.headers]


@dataclass(frozen=True)
class Answer:
    """A sound answer, with its length unless `has_length` is False (then the connection's end is the body's)."""

    body: bytes = b""
    status: int = 200
    headers: Headers = ()
    has_length: bool = True

    def to_bytes(self) -> bytes:
        lines = [b"HTTP/1.1 %d X" % self.status, *(name + b": " + value for name, value in self.headers)]
        if self.has_length and self.status not in (204, 304):
            lines.append(b"Content-Length: %d" % len(self.body))
        return b"\r\n".join([*lines, b"Connection: close", b"", b""]) + self.body


Talk = Callable[[Request, asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Reply = Answer | bytes | Callable[[Request], "Answer | bytes"] | Talk


@dataclass
class FeedServer:
    """`async with FeedServer() as server:`; `server.routes[path]` is an Answer, raw bytes, or a function of the request."""

    host: str = "127.0.0.1"
    routes: dict[str, "Answer | bytes | Callable[[Request], Answer | bytes]"] = field(default_factory=dict)
    talks: dict[str, Talk] = field(default_factory=dict)
    log: list[Request] = field(default_factory=list)
    tls: object = None
    _server: asyncio.Server | None = None
    _open: set[asyncio.Task[None]] = field(default_factory=set)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, self.host, 0, ssl=self.tls)  # type: ignore[arg-type]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        for task in list(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        await self._server.wait_closed()

    @property
    def port(self) -> int:
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    def url(self, path: str = "/feed", host: str = "", scheme: str = "http") -> str:
        """The address of a path; `host` is another name or spelling of this machine."""
        return f"{scheme}://{host or self.host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [request.path for request in self.log]

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            await self._serve(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self._open.discard(task)
            writer.transport.abort()
            with contextlib.suppress(Exception):
                await writer.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = _read_request(await reader.readuntil(b"\r\n\r\n"))
        self.log.append(request)
        path = request.path.partition("?")[0]
        if path in self.talks:
            await self.talks[path](request, reader, writer)
            return
        reply = self.routes.get(path, Answer(b"no such path", 404))
        reply = reply(request) if callable(reply) else reply
        writer.write(reply.to_bytes() if isinstance(reply, Answer) else reply)
        await writer.drain()
        writer.write_eof() if writer.can_write_eof() else None
        await asyncio.wait_for(reader.read(1), PATIENCE)


def _read_request(raw: bytes) -> Request:
    first, *lines = raw.removesuffix(b"\r\n\r\n").split(b"\r\n")
    method, path, _ = first.decode("latin-1").split(" ", 2)
    pairs = (line.partition(b":") for line in lines)
    return Request(method, path, tuple((name.strip().lower(), value.strip()) for name, _, value in pairs), raw)
