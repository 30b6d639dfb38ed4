"""apprise's Slack plugin with a message laid out by us. Import this module late, with `service`."""

# apprise is typed in part only.
# mypy: allow-untyped-calls

from typing import Any

from apprise.manager_plugins import NotificationManager
from apprise.plugins.slack import NotifySlack

_OURS = ("attachments", "mrkdwn", "text")


class LetterSlack(NotifySlack):
    """`shape` is what stands in the place of the attachment that apprise would make; empty = as apprise does it."""

    shape: dict[str, Any] = {}  # noqa: RUF012 - a default that nobody writes to

    def _send(self, url: str, payload: Any, *args: Any, **said: Any) -> Any:
        """Channel, user name, token and the answer stay apprise's."""
        if self.shape and "attachments" in payload:
            payload = {name: value for name, value in payload.items() if name not in _OURS} | self.shape
        return super()._send(url, payload, *args, **said)


def use_letter_slack() -> None:
    """From now on apprise makes a LetterSlack of every Slack address."""
    NotificationManager().add(LetterSlack, schemas=["slack"], force=True)
