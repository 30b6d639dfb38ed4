"""Why a send failed, read from apprise's own log lines.

apprise answers yes or no; what the server said is only in its log. When a line is not understood the failure counts as
one that may pass, so a new apprise can at worst make us try again.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from monitor.errors import FailureReason

_HTTP = re.compile(r"\berror=(\d{3})\b")
_WAIT = re.compile(r"^retry-after=(\d{1,9})$", re.MULTILINE)
_SMTP = re.compile(r"\((\d{3}), b['\"]")
# As smtplib words the answer to a whole message; to a recipient or a sender it adds their address.
_SMTP_CONTENT = re.compile(r"^Socket Exception: \(\d{3}, b(['\"]).*\1\)$", re.MULTILINE)
_SUBMITTED = re.compile(r'Sending email to "')
_CUT_OFF = re.compile(
    r"read timed out|connection aborted|connection reset|disconnected|incompleteread|broken pipe", re.IGNORECASE
)
_CUT_OFF_MAIL = re.compile(
    r"timed out|unexpectedly closed|not connected|reset by peer|broken pipe|eof occurred", re.IGNORECASE
)
_NO_NAME = re.compile(
    r"name or service|name resolution|nodename nor servname|getaddrinfo|failed to resolve", re.IGNORECASE
)
_NO_TRUST = re.compile(r"certificate|\[ssl|starttls|tlsv1|wrong version number", re.IGNORECASE)
_TIMED_OUT = re.compile(r"timed out|timeout", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a send that apprise calls failed. `words` are ours: no text of the server is in them.

    `wait`: how long the service asks us to stay away.
    """

    reason: FailureReason
    words: str
    recoverable: bool = True
    status: int | None = None
    wait: timedelta | None = None


def judge(lines: Iterable[str]) -> Verdict:
    """The verdict on the log lines of one send."""
    text = "\n".join(lines)
    asked = _last(_WAIT, text)
    return replace(_judge(text), wait=timedelta(seconds=int(asked.group(1))) if asked else None)


def _judge(text: str) -> Verdict:
    if code := _SMTP.search(text):
        is_content = bool(_SMTP_CONTENT.search(text)) and not _is_before_submission(text)
        return _mail_refused(int(code.group(1)), is_content=is_content)
    if code := _last(_HTTP, text):
        return _http_refused(int(code.group(1)))
    cut_off = _CUT_OFF_MAIL if _SUBMITTED.search(text) else _CUT_OFF
    if cut_off.search(text) and not _is_before_submission(text):
        return Verdict(FailureReason.UNKNOWN_OUTCOME, "the connection ended before the server said whether it took it")
    return _not_reached(text)


def _mail_refused(code: int, *, is_content: bool) -> Verdict:
    if code >= 500 and is_content:
        words = f"the mail server took sender and recipient, but refuses this message for good ({code})"
        return Verdict(FailureReason.REFUSED_MESSAGE, words, recoverable=False, status=code)
    if code >= 500:
        words = f"the mail server refuses for good ({code})"
        return Verdict(FailureReason.REFUSED, words, recoverable=False, status=code)
    return Verdict(FailureReason.RATE_LIMITED, f"the mail server asks to come back later ({code})", status=code)


def _http_refused(code: int) -> Verdict:
    if code in _REFUSALS:
        reason, words = _REFUSALS[code]
        return Verdict(reason, f"{words} ({code})", recoverable=False, status=code)
    if code == 429:
        return Verdict(FailureReason.RATE_LIMITED, "too many messages for the service (429)", status=code)
    if 300 <= code < 400:
        return Verdict(
            FailureReason.MOVED, f"the service points elsewhere ({code}), which is not followed", status=code
        )
    if code >= 500:
        return Verdict(FailureReason.SERVER_ERROR, f"the service has a fault ({code})", status=code)
    return Verdict(FailureReason.REFUSED, f"the service did not take it ({code})", status=code)


def _not_reached(text: str) -> Verdict:
    if _NO_NAME.search(text):
        return Verdict(FailureReason.DNS, "the server's name is not known")
    if _NO_TRUST.search(text):
        return Verdict(FailureReason.TLS, "no safe connection: the server's certificate or TLS is not accepted")
    if _TIMED_OUT.search(text):
        return Verdict(FailureReason.TIMEOUT, "the server does not answer")
    return Verdict(FailureReason.CONNECT, "the server can't be reached, or did not take it")


def _is_before_submission(text: str) -> bool:
    """A mail connection that broke in greeting, TLS or login: surely nothing was taken."""
    return "Connection error while submitting email" in text


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(reversed(list(pattern.finditer(text))), None)


_REFUSALS = {
    401: (FailureReason.REFUSED, "the service does not accept the token or password"),
    403: (FailureReason.REFUSED, "the service forbids it"),
    404: (FailureReason.NOT_FOUND, "the service does not know this address"),
    410: (FailureReason.GONE, "the address is gone for good"),
}
