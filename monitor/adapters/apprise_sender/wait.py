"""How long a service asks us to wait (Retry-After, RFC 9110 10.2.3). apprise keeps the headers of an answer to itself.

Import this module late, with `service`: requests costs as much as apprise.
"""

from email.utils import parsedate_to_datetime
from typing import Any

import requests
from requests import PreparedRequest, Response

from monitor.adapters.apprise_sender.hush import note

_Session = requests.sessions.Session


class ListeningSession(_Session):
    """A session that writes the wait it was asked for into what is heard of this call, as `retry-after=SECONDS`."""

    def send(self, request: PreparedRequest, **said: Any) -> Response:
        """As the session it stands for."""
        answer = super().send(request, **said)
        seconds = seconds_asked(answer.headers.get("Retry-After", ""), answer.headers.get("Date", ""))
        if seconds is not None:
            note(f"retry-after={seconds}")
        return answer


def listen() -> None:
    """From now on every call that `requests` makes by itself, as apprise's plugins do, goes through such a session."""
    requests.sessions.Session = ListeningSession  # type: ignore[misc]


def seconds_asked(after: str, date: str) -> int | None:
    """Seconds, or a date held against the server's own clock; None for anything else."""
    after = after.strip()
    if after.isascii() and after.isdigit():
        return int(after[:9])
    try:
        return max(round((parsedate_to_datetime(after) - parsedate_to_datetime(date)).total_seconds()), 0)
    except (ValueError, TypeError):
        return None
