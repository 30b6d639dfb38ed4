"""An apprise plugin made the way we need it. Import this module late: apprise costs a tenth of a second."""

import json
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any

from apprise import Apprise, AppriseAsset
from apprise.plugins import url_to_dict
from apprise.plugins.base import NotifyBase

from monitor.adapters.apprise_sender.address import masked, takes_headers
from monitor.adapters.apprise_sender.mail import LetterMail, picture_of, use_letter_mail
from monitor.adapters.apprise_sender.slack import LetterSlack, use_letter_slack
from monitor.adapters.apprise_sender.wait import listen
from monitor.model.alert import Message

listen()
use_letter_mail()
use_letter_slack()


def open_service(url: str, timeout: timedelta, headers: Mapping[str, str]) -> NotifyBase | None:
    """The plugin of this address, or None when apprise does not understand it.

    No redirect is followed, apprise itself never tries again (our outbox does), each wait for the network is at most
    `timeout` unless the address says otherwise; `headers` go where the service can take any.
    """
    parts: dict[str, Any] | None = url_to_dict(url, secure_logging=True)  # type: ignore[no-untyped-call]
    if not parts:
        return None
    seconds = str(round(timeout.total_seconds(), 1))
    parts |= {"redirect": False, "retry": "0", "cto": parts.get("cto", seconds), "rto": parts.get("rto", seconds)}
    # Chat services refuse long messages; mail and hooks take them whole, and an encoded subject must not be cut.
    parts["overflow"] = "upstream" if takes_headers(parts["schema"]) else "split"
    if takes_headers(parts["schema"]):
        parts["headers"] = {**(parts.get("headers") or {}), **headers}
    return Apprise.instantiate(parts, asset=_asset())


def dress(service: NotifyBase, message: Message, form: str) -> dict[str, Any]:
    """Give the service what it shows beside the plain words; what comes back goes to its `notify` as well."""
    if isinstance(service, LetterMail):
        # A test message is another one each time.
        service.alert_id = message.alert_id if message.covers else ""
        if form == "html":
            service.plain, service.inline = message.body, True
            return {"attach": picture_of(message.picture)} if message.picture else {}
    if isinstance(service, LetterSlack) and message.slack:
        service.shape = json.loads(message.slack)
    return {}


def address_problem(url: str) -> str | None:
    """What is wrong with this address, in words without any secret; None when it is understood and safe to retry."""
    service = open_service(url, timedelta(seconds=5), {})
    if service is None:
        return f"{masked(url)} is not understood by apprise; compare it with https://appriseit.com/services/"
    if recipients_of(service) > 1:
        return (
            f"{masked(url)} has several recipients, so that a failure of one would repeat it to the others; "
            "write one [[targets]] for each"
        )
    return None


def recipients_of(service: NotifyBase) -> int:
    """How many would get a message; copies of a mail (cc, bcc) count."""
    copies = sum(len(getattr(service, name, None) or ()) for name in ("cc", "bcc"))
    return len(service) + copies


@cache
def _asset() -> AppriseAsset:
    """Our name instead of apprise's, no picture, nothing on disk, no redirect."""
    return AppriseAsset(
        app_id="claim-monitor",
        app_desc="claim-monitor",
        app_url="",
        image_url_mask="",
        image_url_logo="",
        http_redirects=False,
        async_mode=False,
        secure_logging=True,
        storage_mode="memory",
        allow_templates=False,
        timezone="UTC",
    )
