"""AppriseSender: one message to one target, with a deadline and an answer that the outbox can act on."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from email.charset import BASE64, Charset
from email.header import Header
from functools import partial
from threading import Event, Lock

from monitor.adapters.apprise_sender.address import as_id, is_machine, is_mail
from monitor.adapters.apprise_sender.hush import hear, hush
from monitor.adapters.apprise_sender.thread import call_beside
from monitor.adapters.apprise_sender.verdict import Verdict, judge
from monitor.alerting.neutral import neutralise
from monitor.errors import FailureReason, SendError
from monitor.model.alert import Message, Target
from monitor.model.safe import clip
from monitor.ports import Now

_SUBJECT_LINE = 900
_UTF8 = Charset("utf-8")
_UTF8.header_encoding = BASE64


class AppriseSender:
    """A Sender through apprise. `timeout` is the time that one message may take in all; `now` the clock.

    Each call has a thread of its own. One that hangs is left behind, and its target gets no second one while it lives:
    so a server that never answers holds one thread, and delays nobody else.
    """

    def __init__(self, timeout: timedelta, now: Now) -> None:
        self._timeout = timeout
        self._now = now
        self._busy: dict[str, Event] = {}
        self._lock = Lock()
        hush()

    async def send(self, target: Target, message: Message) -> None:
        """Return when the service took it. Raises SendError, with a reason and whether trying again can help."""
        done = self._begin(target)
        call = partial(_send_then_tell, target, message, self._timeout / 3, done)
        try:
            verdict = await call_beside(call, self._timeout, f"send-{target.name}")
        except TimeoutError as error:
            words = f"target {target.name}: no answer within {self._timeout.total_seconds():g} s"
            raise SendError(words, FailureReason.UNKNOWN_OUTCOME) from error
        if verdict is not None:
            raise _error(target, verdict, self._now())

    def check_target(self, target: Target) -> str | None:
        """None = the address is understood and has one recipient; else what to change. Sends nothing, shows no secret."""
        from monitor.adapters.apprise_sender.service import address_problem  # noqa: PLC0415 - late, see there

        return address_problem(target.url)

    def _begin(self, target: Target) -> Event:
        with self._lock:
            earlier = self._busy.get(target.name)
            if earlier is not None and not earlier.is_set():
                words = f"target {target.name}: an earlier message still hangs there; it is tried again later"
                raise SendError(words, FailureReason.TIMEOUT)
            self._busy[target.name] = done = Event()
            return done


def mail_headers(message: Message) -> Mapping[str, str]:
    """What makes a mail ours: a stable id of the alert, and one thread a claim (RFC 5322 3.6.4, RFC 2919)."""
    thread = as_id(message.thread) or "thread"
    root = f"<{thread}@claim-monitor.invalid>"
    return {
        "X-Monitor-Alert": as_id(message.alert_id),
        "References": root,
        "In-Reply-To": root,
        "List-Id": f"<{thread}.claim-monitor.invalid>",
    }


def mail_subject(title: str) -> str:
    """The title as encoded words of at most 75 characters (RFC 2047) in one line of at most 998 (RFC 5322 2.1.1).

    apprise would write one endless word, which servers refuse. A title that looks like an encoded word is encoded too, so
    that no reader's program decodes what a stranger wrote.
    """
    title = clip(title, _SUBJECT_LINE)
    if title.isascii() and "=?" not in title:
        return title
    encoded = _encoded(title)
    while len(encoded) > _SUBJECT_LINE:
        title = clip(title, len(title) - 1)
        encoded = _encoded(title)
    return encoded


def _encoded(title: str) -> str:
    return " ".join(Header(title, _UTF8, maxlinelen=75, header_name="Subject").encode().split())


def _send_then_tell(target: Target, message: Message, step: timedelta, done: Event) -> Verdict | None:
    """None when the service took it. Whatever a plugin raises is a failure of its target alone."""
    try:
        return _send(target, message, step)
    except Exception as error:  # noqa: BLE001 - a hundred plugins; what they raise may hold the address, so it ends here
        words = f"apprise gave up with {type(error).__name__}"
        return Verdict(FailureReason.PROTOCOL, words)
    finally:
        done.set()


def _send(target: Target, message: Message, step: timedelta) -> Verdict | None:
    from monitor.adapters.apprise_sender.service import dress, open_service  # noqa: PLC0415 - late, see there

    headers = mail_headers(message) if is_mail(target.url) else {"X-Monitor-Alert": message.alert_id}
    with hear() as lines:
        service = open_service(target.url, step, headers)
        if service is None:
            words = "apprise does not understand its address; look at it with `monitor target list`"
            return Verdict(FailureReason.BAD_URL, words, recoverable=False)
        title, body, form = _words(target, message)
        if form == "html" and service.resolve_format(form) != form:
            body, form = message.body, "text"
        taken = service.notify(title=title, body=body, body_format=form, **dress(service, message, form))
    return None if taken else judge(lines)


def _words(target: Target, message: Message) -> tuple[str, str, str]:
    """(title, body, format) for this kind of service."""
    if is_mail(target.url):
        subject = mail_subject(message.title)
        return (subject, message.html, "html") if message.html else (subject, message.body, "text")
    if is_machine(target.url):
        return message.title, message.body, "text"
    return neutralise(message.title), neutralise(message.body), "text"


def _next_step(verdict: Verdict) -> str:
    if verdict.recoverable:
        return ""
    if verdict.reason is FailureReason.REFUSED_MESSAGE:
        return "; ask its postmaster why, then `monitor alert retry`, or `monitor alert drop`"
    return "; mend the target, then `monitor alert retry`"


def _error(target: Target, verdict: Verdict, now: datetime) -> SendError:
    words = f"target {target.name}: {verdict.words}{_next_step(verdict)}"
    again = now + verdict.wait if verdict.wait else None
    return SendError(words, verdict.reason, recoverable=verdict.recoverable, status=verdict.status, retry_at=again)
