"""A real SMTP server on loopback whose manners a test can choose, and what it received as parsed mails."""

import asyncio
import email
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from email.message import EmailMessage
from email.policy import default
from socket import AF_INET, IPPROTO_TCP, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, socket
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from patience import PATIENCE


class _Listening(Controller):
    """A server on a port that is ours already."""

    def __init__(self, handler: object, taken: socket, **words: Any) -> None:
        super().__init__(handler, *taken.getsockname(), ready_timeout=PATIENCE, **words)
        self._taken = taken

    def _create_server(self) -> Any:
        return self.loop.create_server(self._factory_invoker, sock=self._taken)


class MailServer:
    """`rcpt` and `data` are its answers to a recipient and to a whole mail; change them at any time.

    `drops`: it keeps the mail, then closes the connection without a word. `password`: what a login must give. `mails` are
    those it took, `tries` how many were offered.
    """

    def __init__(self, *, tls: ssl.SSLContext | None = None, password: str = "") -> None:
        self.rcpt = "250 OK"
        self.data = "250 OK"
        self.drops = False
        self.password = password
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.tries = 0
        self._taken = bound_socket()  # nobody else gets the port, and nobody listens to it yet
        self.port = int(self._taken.getsockname()[1])
        self._tls = tls
        self._controller: Controller | None = None

    def url(self, query: str = "", scheme: str = "mailto", user: str = "") -> str:
        """An address for a sender: from watch@example.org to desk@example.org."""
        return f"{scheme}://{user}127.0.0.1:{self.port}?from=watch@example.org&to=desk@example.org{query}"

    def start(self) -> None:
        """Listen; before that, and after `stop`, connections to its port are refused."""
        self._controller = _Listening(
            self,
            self._taken,
            tls_context=self._tls,
            require_starttls=self._tls is not None,
            authenticator=self._authenticate,
            auth_required=bool(self.password),
            auth_require_tls=self._tls is not None,
        )
        self._controller.start()

    def stop(self) -> None:
        """Listen no more, for good; safe to call again."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None
        self._taken.close()

    async def handle_RCPT(  # noqa: N802 - the server's own names and arguments
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.tries += 1
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.data.startswith("250"):
            mail = email.message_from_bytes(envelope.content or b"", policy=default)  # type: ignore[arg-type]
            assert isinstance(mail, EmailMessage)
            self.mails.append(mail)
            self.recipients += envelope.rcpt_tos
        if self.drops and server.transport is not None:
            server.transport.abort()
        return self.data

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        right = bool(self.password) and data.password == self.password.encode()
        return AuthResult(success=right, handled=False)


@contextmanager
def mail_server(*, tls: ssl.SSLContext | None = None, password: str = "") -> Iterator[MailServer]:
    """A running server."""
    server = MailServer(tls=tls, password=password)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def silent_port() -> Iterator[int]:
    """A port where connections succeed and nobody ever says a word."""
    with socket(AF_INET) as listening:
        listening.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        listening.bind(("127.0.0.1", 0))
        listening.listen(16)
        yield listening.getsockname()[1]


@asynccontextmanager
async def dripping_server(every: float = 0.05) -> AsyncIterator[int]:
    """A port that greets for ever, one letter at a time: every single wait is short, the whole never ends."""
    tasks: set[asyncio.Task[None]] = set()

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            while True:
                writer.write(b"2")
                await writer.drain()
                await asyncio.sleep(every)
        except OSError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(drip, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await server.wait_closed()


@contextmanager
def refusing_port() -> Iterator[int]:
    """A port where every connection is refused, and which nobody else can take meanwhile."""
    with bound_socket() as taken:
        yield int(taken.getsockname()[1])


def bound_socket() -> socket:
    """A socket with a port of its own that does not listen."""
    taken = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP)  # asyncio asks for the protocol before it sends without delay
    taken.bind(("127.0.0.1", 0))
    return taken
