"""What apprise's log lines mean; lines as its services write them."""

import pytest

from monitor.adapters.apprise_sender.verdict import judge
from monitor.errors import FailureReason

SENDING = 'Sending email to "desk@example.org" failed.'
BEFORE = 'Connection error while submitting email to "mail.example.org"'
HOOK = "A Connection error occurred sending Slack notification."


@pytest.mark.parametrize(
    ("lines", "reason", "recoverable"),
    [
        (["Socket Exception: {'a@b.c': (550, b'5.1.1 who?')}", SENDING], FailureReason.REFUSED, False),
        (["Socket Exception: (554, b\"no\", 'a@b.c')", SENDING], FailureReason.REFUSED, False),
        (["Socket Exception: (552, b'5.3.4 too big')", SENDING], FailureReason.REFUSED_MESSAGE, False),
        (['Socket Exception: (554, b"can\'t be")', SENDING], FailureReason.REFUSED_MESSAGE, False),
        (["Socket Exception: (451, b'try later')", SENDING], FailureReason.RATE_LIMITED, True),
        (["Socket Exception: {'a@b.c': (451, b'later')}", SENDING], FailureReason.RATE_LIMITED, True),
        ([BEFORE, "Socket Exception: (421, b'busy')"], FailureReason.RATE_LIMITED, True),
        ([BEFORE, "Socket Exception: (535, b'5.7.8 bad password')"], FailureReason.REFUSED, False),
        (["Socket Exception: Connection unexpectedly closed", SENDING], FailureReason.UNKNOWN_OUTCOME, True),
        (["Socket Exception: timed out", SENDING], FailureReason.UNKNOWN_OUTCOME, True),
        ([BEFORE, "Socket Exception: Connection unexpectedly closed"], FailureReason.CONNECT, True),
        ([BEFORE, "Socket Exception: timed out"], FailureReason.TIMEOUT, True),
        ([BEFORE, "Socket Exception: [Errno -2] Name or service not known"], FailureReason.DNS, True),
        ([BEFORE, "Socket Exception: [SSL: CERTIFICATE_VERIFY_FAILED] certificate …"], FailureReason.TLS, True),
        ([BEFORE, "Socket Exception: STARTTLS extension not supported by server."], FailureReason.TLS, True),
        ([HOOK, "Socket Exception: HTTPSConnectionPool: Read timed out. (read timeout=4)"], "unknown-outcome", True),
        ([HOOK, "Socket Exception: ('Connection aborted.', RemoteDisconnected(…))"], "unknown-outcome", True),
        ([HOOK, "Socket Exception: … Caused by ConnectTimeoutError(…)"], FailureReason.TIMEOUT, True),
        ([HOOK, "Socket Exception: … [Errno 111] Connection refused"], FailureReason.CONNECT, True),
        (["Failed to send Slack notification: Unauthorized, error=401."], FailureReason.REFUSED, False),
        (["Failed to send: error=500.", "Failed to send: error=404."], FailureReason.NOT_FOUND, False),
        (["something that a later version writes"], FailureReason.CONNECT, True),
        ([], FailureReason.CONNECT, True),
    ],
)
def test_lines_are_judged(lines: list[str], reason: str, recoverable: bool) -> None:
    verdict = judge(lines)
    assert (verdict.reason, verdict.recoverable) == (reason, recoverable)


def test_no_word_of_a_server_is_in_a_verdict() -> None:
    lines = ["Socket Exception: {'secret@b.c': (550, b'secret')}", "error=401 secret"]
    assert "secret" not in judge(lines).words
    assert "secret" not in judge(lines[1:]).words
