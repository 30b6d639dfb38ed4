"""A small, real mail server on the loopback: what it takes by SMTP (RFC 5321) lies in a folder, one .eml file a mail."""

import os
import re
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Lock, Thread
from types import TracebackType
from typing import Any, Self

#: The longest command or text line taken, with its CR LF (RFC 5321 4.5.3.1.6 asks for 1000 at least).
MAX_LINE = 8_192
_PATH = re.compile(rb"(?P<word>FROM|TO):\s*<(?P<address>[^<>\s]*)>(?P<rest>(?:\s+[^\s]+)*)", re.IGNORECASE)
_SIZE = re.compile(rb"\bSIZE=(\d{1,12})\b", re.IGNORECASE)


class Mailbox(ThreadingTCPServer):
    """Takes mail on a free port of 127.0.0.1 while its `with` block lasts; `folder` must exist."""

    daemon_threads = False

    def __init__(self, folder: Path, max_bytes: int = 1_000_000) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.folder = folder
        self.max_bytes = max_bytes
        self._lock = Lock()
        self._stored = 0
        self._open: set[socket.socket] = set()
        self._thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, name="demo-mail")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.shutdown()
        self._thread.join()
        with self._lock:
            for connection in self._open:
                _hang_up(connection)
        self.server_close()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server_address[1])

    def files(self) -> list[Path]:
        """The mails as files, in the order they arrived."""
        return sorted(self.folder.glob("*.eml"))

    def mails(self) -> list[EmailMessage]:
        """The mails, read."""
        return [read_mail(file) for file in self.files()]

    def keep(self, sender: str, recipients: list[str], text: bytes) -> Path:
        """Store one mail whole or not at all, with its envelope on top as a delivering server writes it."""
        with self._lock:
            self._stored += 1
            file = self.folder / f"{self._stored:04d}.eml"
        envelope = f"Return-Path: <{sender}>\r\n" + "".join(f"Delivered-To: {to}\r\n" for to in recipients)
        part = file.with_suffix(".part")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(envelope.encode("ascii", "backslashreplace") + text)
        return part.rename(file)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Remember the connection, so that the end of the server ends it."""
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Forget it again."""
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up or falls silent is no fault of ours; anything else is shown."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


def _hang_up(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it was closed already, which is what we want


def read_mail(file: Path) -> EmailMessage:
    """One stored mail."""
    return BytesParser(policy=policy.default).parsebytes(file.read_bytes())


@dataclass(slots=True)
class _Envelope:
    sender: str | None = None
    recipients: list[str] = field(default_factory=list)


class _Session(StreamRequestHandler):
    """One connection. Each verb answers by one line; the order MAIL, RCPT, DATA is held to."""

    server: Mailbox
    timeout = 30
    _envelope: _Envelope

    def handle(self) -> None:
        self._envelope = _Envelope()
        self._say("220 localhost the demo's mailbox is ready")
        while line := self.rfile.readline(MAX_LINE):
            if not line.endswith(b"\n"):
                self._say("500 5.5.2 line too long")
                return
            if self._obey(line.strip()):
                return

    def _obey(self, line: bytes) -> bool:
        """Carry out one command; True when the session is over."""
        verb, _, rest = line.partition(b" ")
        name = verb.upper()
        if name == b"QUIT":
            self._say("221 2.0.0 bye")
            return True
        verbs: dict[bytes, Callable[[bytes], None]] = {
            b"HELO": self._helo,
            b"EHLO": self._ehlo,
            b"MAIL": self._mail,
            b"RCPT": self._rcpt,
            b"DATA": self._data,
            b"RSET": self._rset,
            b"NOOP": self._noop,
        }
        verbs.get(name, self._unknown)(rest)
        return False

    def _helo(self, _: bytes) -> None:
        self._envelope = _Envelope()
        self._say("250 localhost")

    def _ehlo(self, _: bytes) -> None:
        self._envelope = _Envelope()
        self._say("250-localhost", f"250-SIZE {self.server.max_bytes}", "250-ENHANCEDSTATUSCODES", "250 8BITMIME")

    def _mail(self, rest: bytes) -> None:
        path = _PATH.fullmatch(rest)
        if self._envelope.sender is not None:
            self._say("503 5.5.1 a mail is under way already")
        elif path is None or path["word"].upper() != b"FROM":
            self._say("501 5.5.4 MAIL FROM:<address> is wanted")
        elif (size := _SIZE.search(path["rest"])) and int(size[1]) > self.server.max_bytes:
            self._say("552 5.3.4 the mail is too big")
        else:
            self._envelope.sender = path["address"].decode("ascii", "backslashreplace")
            self._say("250 2.1.0 OK")

    def _rcpt(self, rest: bytes) -> None:
        path = _PATH.fullmatch(rest)
        if self._envelope.sender is None:
            self._say("503 5.5.1 MAIL comes first")
        elif path is None or path["word"].upper() != b"TO" or not path["address"]:
            self._say("501 5.5.4 RCPT TO:<address> is wanted")
        else:
            self._envelope.recipients.append(path["address"].decode("ascii", "backslashreplace"))
            self._say("250 2.1.5 OK")

    def _data(self, _: bytes) -> None:
        sender, recipients = self._envelope.sender, self._envelope.recipients
        if sender is None or not recipients:
            self._say("503 5.5.1 MAIL and RCPT come first")
            return
        self._say("354 end with a dot on a line of its own")
        text = self._read_text()
        self._envelope = _Envelope()
        if text is None:
            self._say("552 5.3.4 the mail is too big")
        else:
            file = self.server.keep(sender, recipients, text)
            self._say(f"250 2.0.0 kept as {file.name}")

    def _read_text(self) -> bytes | None:
        """The mail without the dots of RFC 5321 4.5.2; None when it was over the limit (it is read to its end)."""
        lines: list[bytes] = []
        size = 0
        at_start = True
        while (line := self.rfile.readline(MAX_LINE)) != b".\r\n" or not at_start:
            if not line:
                raise ConnectionAbortedError("the client left in the middle of a mail")
            size += len(line)
            if size <= self.server.max_bytes:
                lines.append(line.removeprefix(b".") if at_start else line)
            at_start = line.endswith(b"\r\n")
        return b"".join(lines) if size <= self.server.max_bytes else None

    def _rset(self, _: bytes) -> None:
        self._envelope = _Envelope()
        self._say("250 2.0.0 OK")

    def _noop(self, _: bytes) -> None:
        self._say("250 2.0.0 OK")

    def _unknown(self, _: bytes) -> None:
        self._say("500 5.5.2 command unknown")

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode("ascii"))
