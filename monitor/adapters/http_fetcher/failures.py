"""Foreign exceptions and unwelcome statuses told in our words. No foreign message is passed on: it may hold an address."""

import socket
import ssl
from collections.abc import Iterator
from datetime import datetime

import httpx

from monitor.adapters.http_fetcher.freshness import retry_at
from monitor.adapters.http_fetcher.guard import UnknownNameError, UnsafeAddressError
from monitor.errors import FailureReason, FetchError

_STATUS = {
    401: (FailureReason.BLOCKED, "asks for a password"),
    402: (FailureReason.BLOCKED, "asks to be paid"),
    403: (FailureReason.BLOCKED, "turns us away"),
    404: (FailureReason.NOT_FOUND, "is not there"),
    407: (FailureReason.BLOCKED, "asks for a password"),
    410: (FailureReason.GONE, "is gone for good"),
    429: (FailureReason.RATE_LIMITED, "asks us to come less often"),
    451: (FailureReason.BLOCKED, "is withheld by law"),
    511: (FailureReason.CONNECT, "can't be reached before someone logs in to this network"),
}


def status_error(answer: httpx.Response, shown: str, host: str, now: datetime) -> FetchError:
    """The error for a status that is neither 200, 304 nor a redirect that we follow; `host` sent it."""
    status = answer.status_code
    reason, words = _STATUS.get(status, (FailureReason.REFUSED, "refuses"))
    if status >= 500 and status not in _STATUS:
        reason, words = FailureReason.SERVER_ERROR, "has trouble of its own"
    elif status < 400:
        reason, words = FailureReason.PROTOCOL, "answered in a way that means nothing here"
    if "challenge" in answer.headers.get("cf-mitigated", "").lower():
        reason, words = FailureReason.BLOCKED, "wants to see a person"
    return FetchError(
        f"{shown} {words} (HTTP {status})",
        reason,
        recoverable=reason is not FailureReason.GONE,
        status=status,
        retry_at=retry_at(answer.headers, now) if status >= 400 else None,
        host=host.lower(),
    )


def transport_error(error: Exception, shown: str) -> FetchError:
    """The error for an exception of the HTTP library, told apart by what lies at its root."""
    reason, words = _classify(error)
    return FetchError(f"{shown} {words}", reason, recoverable=reason is not FailureReason.BAD_URL)


def _classify(error: Exception) -> tuple[FailureReason, str]:
    causes = list(_causes(error))
    for kind, reason, words in _KINDS:
        if any(isinstance(cause, kind) for cause in causes):
            return reason, words
    return FailureReason.PROTOCOL, "broke off its answer or broke the rules of HTTP"


_KINDS: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], FailureReason, str], ...] = (
    (UnsafeAddressError, FailureReason.UNSAFE_ADDRESS, "leads into a private network"),
    ((UnknownNameError, socket.gaierror), FailureReason.DNS, "has a name that is not known"),
    (ssl.SSLError, FailureReason.TLS, "has no valid certificate, or speaks no TLS that we trust"),
    ((httpx.TimeoutException, TimeoutError), FailureReason.TIMEOUT, "did not answer in time"),
    (httpx.ConnectError, FailureReason.CONNECT, "can't be reached"),
    ((httpx.InvalidURL, httpx.UnsupportedProtocol), FailureReason.BAD_URL, "is no address that can be fetched"),
)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The exception, what it was raised from, and so on."""
    for _ in range(20):
        if error is None:
            return
        yield error
        if isinstance(error, BaseExceptionGroup):
            yield from error.exceptions
        error = error.__cause__ or error.__context__
