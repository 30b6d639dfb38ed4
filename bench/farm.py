"""A farm of feeds on the loopback: `python -m bench.farm --feeds 1000`. It prints its port and serves until it is ended.

Each feed has an address of its own (127.x.y.z), ETag and gzip, keep-alive. `/change?share=0.05` on 127.0.0.1 lets that
share of the feeds bring two new entries; `/latency?seconds=0.3` delays every answer; `/log` tells (as JSON) when each feed
was asked, and how many requests one host had at a time at most.
"""

# ruff: noqa: D102  the protocol is asyncio's
import argparse
import asyncio
import gzip
import json
import random
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

from bench.invent import feed_body


def address_of(feed: int, port: int) -> str:
    """Where a feed of the farm is: a host of its own."""
    number = feed + 2
    return f"http://127.{1 + number // 62_500}.{number // 250 % 250}.{1 + number % 250}:{port}/feed-{feed}.xml"


@dataclass
class Farm:
    """The feeds as they are now."""

    count: int
    latency: float = 0.0
    versions: list[int] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    asked: dict[int, list[float]] = field(default_factory=dict)
    busy: dict[str, int] = field(default_factory=dict)
    busiest: int = 0
    dice: random.Random = field(default_factory=lambda: random.Random("farm"))
    start: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __post_init__(self) -> None:
        self.versions = [0] * self.count
        self.bodies = [self._body(feed) for feed in range(self.count)]

    def _body(self, feed: int) -> bytes:
        return gzip.compress(feed_body(feed, self.versions[feed], self.start), 5)

    def change(self, share: float) -> int:
        """Let this share of the feeds bring something new."""
        chosen = self.dice.sample(range(self.count), round(self.count * share))
        for feed in chosen:
            self.versions[feed] += 1
            self.bodies[feed] = self._body(feed)
        return len(chosen)

    def control(self, path: str) -> object:
        """What a request to the farm itself does."""
        parts = urlsplit(path)
        words = {name: values[0] for name, values in parse_qs(parts.query).items()}
        match parts.path:
            case "/change":
                return self.change(float(words["share"]))
            case "/latency":
                self.latency = float(words["seconds"])
                return self.latency
            case "/forget":
                self.asked.clear()
                self.busiest = 0
                return None
            case "/log":
                return {"asked": self.asked, "busiest": self.busiest, "versions": self.versions}
            case _:
                return "unknown"

    def answer(self, feed: int, headers: bytes) -> bytes:
        """200 or 304, gzip or plain."""
        self.asked.setdefault(feed, []).append(time.time())
        tag = b'"v%d-%d"' % (feed, self.versions[feed])
        if tag in headers:
            return b"HTTP/1.1 304 Not Modified\r\nETag: " + tag + b"\r\n\r\n"
        body, coding = self.bodies[feed], b"Content-Encoding: gzip\r\n"
        if b"gzip" not in headers:
            body, coding = gzip.decompress(body), b""
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nETag: %s\r\n%sContent-Length: %d\r\n\r\n"
        return head % (tag, coding, len(body)) + body


class Talk(asyncio.Protocol):
    """One connection."""

    def __init__(self, farm: Farm) -> None:
        self.farm = farm
        self.before = b""
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.before += data
        while (end := self.before.find(b"\r\n\r\n")) >= 0:
            head, self.before = self.before[:end], self.before[end + 4 :]
            path = head.split(b" ", 2)[1].decode()
            if path.startswith("/feed-"):
                self._begin()
                answer = self.farm.answer(int(path[6:-4]), head)
                asyncio.get_running_loop().call_later(self.farm.latency, self._send, answer)
            else:
                text = json.dumps(self.farm.control(path)).encode()
                self._write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(text) + text)

    def _host(self) -> str:
        assert self.transport is not None
        return str(self.transport.get_extra_info("sockname")[0])

    def _begin(self) -> None:
        host = self._host()
        self.farm.busy[host] = self.farm.busy.get(host, 0) + 1
        self.farm.busiest = max(self.farm.busiest, self.farm.busy[host])

    def _send(self, answer: bytes) -> None:
        host = self._host()
        self.farm.busy[host] -= 1
        if not self.farm.busy[host]:
            del self.farm.busy[host]
        self._write(answer)

    def _write(self, answer: bytes) -> None:
        if self.transport is not None and not self.transport.is_closing():
            self.transport.write(answer)


async def serve(farm: Farm, port: int) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Talk(farm), "0.0.0.0", port, backlog=4_096)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--feeds", type=int, default=1_000)
    words.add_argument("--latency", type=float, default=0.0)
    words.add_argument("--port", type=int, default=0)
    given = words.parse_args()
    asyncio.run(serve(Farm(given.feeds, given.latency), given.port))


if __name__ == "__main__":
    main()
