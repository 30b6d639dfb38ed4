"""Chooses the sender by the scheme of a target's address."""

from collections.abc import Mapping
from typing import Protocol

from monitor.model.alert import Message, Target
from monitor.ports import Sender


class CheckedSender(Sender, Protocol):
    """A Sender that can look at an address without sending."""

    def check_target(self, target: Target) -> str | None:
        """None = the address will do; else what to change, without any secret."""
        ...


class SchemeSender:
    """A Sender over others: `senders` by lower-case scheme, `default` for any other."""

    def __init__(self, senders: Mapping[str, CheckedSender], default: CheckedSender) -> None:
        self._senders = dict(senders)
        self._default = default

    async def send(self, target: Target, message: Message) -> None:
        """Hand on. Raises SendError."""
        await self._sender_of(target).send(target, message)

    def check_target(self, target: Target) -> str | None:
        """None = the address will do; else what to change, without any secret. Sends nothing."""
        return self._sender_of(target).check_target(target)

    def _sender_of(self, target: Target) -> CheckedSender:
        scheme = target.url.partition("://")[0].strip().lower()
        return self._senders.get(scheme, self._default)
