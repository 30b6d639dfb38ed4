"""Chat services behind a local proxy: real TLS with a certificate of our own, real HTTP, and a record of each request.

Point HTTPS_PROXY at `proxy` and REQUESTS_CA_BUNDLE at the file of the authority: then a real client talks to
hooks.slack.com, discord.com or api.telegram.org, and it is us. Plain HTTP to `port` is answered as well.
"""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import trustme

HOSTS = ("hooks.slack.com", "slack.com", "discord.com", "api.telegram.org", "127.0.0.1")


@dataclass
class Request:
    """One request as it arrived."""

    host: str
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class FakeSlack:
    """`status` and `text` are its answer, `location` a redirect, `headers` more lines of
    its head, each with its end; `hangs`: it never answers; `cuts`: it closes instead."""

    port: int = 0
    status: int = 200
    text: str = "ok"
    location: str = ""
    headers: str = ""
    hangs: bool = False
    cuts: bool = False
    requests: list[Request] = field(default_factory=list)
    tls: ssl.SSLContext | None = None

    @property
    def proxy(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection; a CONNECT turns it into TLS with the host that was asked for."""
        try:
            await self._converse(reader, writer)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await _read(reader, "")
        if request.method == "CONNECT":
            host = request.path.partition(":")[0]
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await writer.drain()
            assert self.tls is not None
            await writer.start_tls(self.tls)
            request = await _read(reader, host)
        self.requests.append(request)
        if self.hangs:
            await asyncio.Event().wait()
        if not self.cuts:
            writer.write(self._answer())
            await writer.drain()

    def _answer(self) -> bytes:
        body = self.text.encode()
        place = f"Location: {self.location}\r\n" if self.location else ""
        more = f"Connection: close\r\n{place}{self.headers}"
        head = f"HTTP/1.1 {self.status} Answer\r\nContent-Length: {len(body)}\r\n{more}\r\n"
        return head.encode() + body


async def _read(reader: asyncio.StreamReader, host: str) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.strip().split("\r\n")
    method, path, _ = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Request(host or headers.get("host", ""), method, path, headers, body)


@asynccontextmanager
async def fake_slack(ca_file: Path) -> AsyncIterator[FakeSlack]:
    """A running service; the certificate of its authority is written to `ca_file`."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(ca_file))
    slack = FakeSlack(tls=ssl.create_default_context(ssl.Purpose.CLIENT_AUTH))
    assert slack.tls is not None
    authority.issue_cert(*HOSTS).configure_cert(slack.tls)
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        await slack.serve(reader, writer)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    slack.port = server.sockets[0].getsockname()[1]
    try:
        yield slack
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await server.wait_closed()
