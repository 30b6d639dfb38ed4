"""What a completing shell offers for a name: claims, feeds, targets, developments, as the store has them.

Only what is quick to read is offered; where anything is wrong there is nothing to offer, and the command itself says why.
"""

import os
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

from monitor.cli.command import Settings
from monitor.errors import MonitorError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from monitor.config import Config
    from monitor.ports import Glance

Offer = tuple[str, str]
Complete = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


def complete_claims(ctx: click.Context, _: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Slugs of all claims, with what they say."""
    return _items(ctx, incomplete, lambda tx: ((claim.slug, claim.statement) for claim in tx.claims()))


def complete_feeds(ctx: click.Context, _: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Short ids of feeds, with their outlets."""
    return _items(ctx, incomplete, lambda tx: ((feed.id[:8], feed.outlet) for feed in tx.feeds()))


def complete_developments(ctx: click.Context, _: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Short ids of what waits for a review, with the headline."""
    return _items(ctx, incomplete, _waiting)


def complete_judged(ctx: click.Context, _: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Short ids of what was judged and can be undone, with the headline."""
    return _items(ctx, incomplete, _judged)


def complete_targets(ctx: click.Context, _: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Names of the config's targets."""
    try:
        config = _config(ctx)
    except MonitorError:
        return []
    return _fitting(((target.name, "") for target in config.targets), incomplete)


def _waiting(tx: "Glance") -> Iterable[Offer]:
    return (
        (it.id[:8], it.headline) for it in tx.developments(brief=True) if it.review == "unreviewed" and it.is_reviewable
    )


def _judged(tx: "Glance") -> Iterable[Offer]:
    return ((it.id[:8], it.headline) for it in tx.developments(brief=True) if it.review != "unreviewed")


def _items(
    ctx: click.Context, incomplete: str, offers: "Callable[[Glance], Iterable[Offer]]"
) -> "list[CompletionItem]":
    from monitor.app import glance  # noqa: PLC0415

    try:
        store = glance(_config(ctx))
        if store is None:
            return []
        with store.read() as tx:
            return _fitting(offers(tx), incomplete)
    except MonitorError:
        return []


def _config(ctx: click.Context) -> "Config":
    from monitor.cli.desk import read_config  # noqa: PLC0415

    given = ctx.find_object(Settings) or Settings()
    return read_config(Settings(environ=os.environ, config=given.config, store=given.store))


def _fitting(offers: Iterable[Offer], incomplete: str) -> "list[CompletionItem]":
    from click.shell_completion import CompletionItem  # noqa: PLC0415

    from monitor.model.safe import safe  # noqa: PLC0415

    return [
        CompletionItem(safe(word), help=safe(text, 60) or None) for word, text in offers if word.startswith(incomplete)
    ]
