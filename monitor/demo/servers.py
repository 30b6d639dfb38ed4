"""A web server on the loopback that plays the six outlets as of a moment that the caller's clock names."""

import gzip
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from types import TracebackType
from typing import Any, Self, assert_never

from monitor.demo.archive import OUTLETS, Courtesy, Item, Outlet, is_out, window_of
from monitor.demo.documents import content_type, render_feed
from monitor.ports import Now


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def answer_request(outlet: Outlet, items: Sequence[Item], now: datetime, asked: Mapping[str, str]) -> Answer:
    """What the outlet's server says to a GET with these headers (names in lower case) at this moment."""
    status = is_out(outlet, now)
    if status:
        return Answer(status, {"Content-Type": "text/plain"}, b"The newsroom's server is being repaired.\n")
    shown = window_of(outlet, items, now)
    body = render_feed(outlet, shown, now).encode()
    headers = {"Content-Type": content_type(outlet.syntax)}
    match outlet.courtesy:
        case Courtesy.NONE:
            return Answer(200, headers, body)
        case Courtesy.GZIP:
            return _compressed(headers, body, asked)
        case Courtesy.ETAG:
            etag = f'"{sha256(body).hexdigest()[:20]}"'
            return _conditional(headers | {"ETag": etag}, body, fresh=asked.get("if-none-match") == etag)
        case Courtesy.LAST_MODIFIED:
            changed = format_datetime(shown[0].at if shown else now, usegmt=True)
            same = asked.get("if-modified-since") == changed
            return _conditional(headers | {"Last-Modified": changed}, body, fresh=same)
        case never:
            assert_never(never)


def _compressed(headers: dict[str, str], body: bytes, asked: Mapping[str, str]) -> Answer:
    if "gzip" not in asked.get("accept-encoding", ""):
        return Answer(200, headers, body)
    return Answer(200, headers | {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}, gzip.compress(body, 6))


def _conditional(headers: dict[str, str], body: bytes, *, fresh: bool) -> Answer:
    return Answer(304, headers) if fresh else Answer(200, headers, body)


class FeedServer(ThreadingHTTPServer):
    """Serves the outlets on a free port of 127.0.0.1 while its `with` block lasts.

    `count(outlet)` tells how often each status was given; one connection a request, so that none is left behind.
    """

    daemon_threads = False

    def __init__(self, items: Sequence[Item], now: Now, outlets: Sequence[Outlet] = OUTLETS) -> None:
        super().__init__(("127.0.0.1", 0), _FeedRequest)
        self.items = tuple(items)
        self.now = now
        self.outlets = {outlet.path: outlet for outlet in outlets}
        self._counts: dict[str, Counter[int]] = {outlet.name: Counter() for outlet in outlets}
        self._lock = Lock()
        self._thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, name="demo-feeds")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()

    def url(self, outlet: Outlet) -> str:
        """The address of an outlet's feed."""
        return f"http://127.0.0.1:{self.server_port}{outlet.path}"

    def count(self, outlet: Outlet) -> Counter[int]:
        """HTTP status -> how often this outlet gave it."""
        with self._lock:
            return Counter(self._counts[outlet.name])

    def reply(self, path: str, asked: Mapping[str, str]) -> Answer:
        """Answer one request, and count it."""
        outlet = self.outlets.get(path)
        if outlet is None:
            return Answer(404, {"Content-Type": "text/plain"}, b"no such feed\n")
        answer = answer_request(outlet, self.items, self.now(), asked)
        with self._lock:
            self._counts[outlet.name][answer.status] += 1
        return answer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader that hangs up is no fault of ours; anything else is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _FeedRequest(BaseHTTPRequestHandler):
    server: FeedServer
    timeout = 10

    def do_GET(self) -> None:
        answer = self.server.reply(self.path, {name.lower(): value for name, value in self.headers.items()})
        # The Date is the archive's, not ours: an answer of 2017 must not look aged.
        self.send_response_only(HTTPStatus(answer.status))
        self.send_header("Date", format_datetime(self.server.now(), usegmt=True))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """The demo prints its own story."""
