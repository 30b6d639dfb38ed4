"""Find what a person named, or say what to do when there is no such thing."""

from difflib import get_close_matches

from monitor.alerting.words import list_words
from monitor.errors import NotFoundError
from monitor.model.claim import Claim
from monitor.model.development import Development
from monitor.model.feed import Feed
from monitor.model.ids import short_id
from monitor.model.safe import mask_url, safe
from monitor.ports import OUTBOX, Transaction


def need_claim(tx: Transaction, slug: str) -> Claim:
    """The claim of this slug or unique prefix. Raises NotFoundError, with the nearest slug."""
    found = tx.claim(slug)
    if found is not None:
        return found
    slugs = [claim.slug for claim in tx.claims()]
    begin = [it for it in slugs if slug and it.startswith(slug)]
    if len(begin) > 1:
        raise NotFoundError(f"{len(begin)} claims begin with {safe(slug, 60)!r}: {list_words(begin, 4)}")
    near = [it for it in slugs if len(slug) > 2 and slug in it] or get_close_matches(slug, slugs, 1, 0.5)
    meant = f"did you mean {near[0]}?" if near else "`monitor claim list` shows them"
    raise NotFoundError(f"there is no claim {safe(slug, 60)!r}; {meant}")


def need_claim_alone(tx: Transaction, slug: str) -> Claim:
    """`need_claim`, as it is once nobody else is at work on it or on the outbox, to the end of the transaction.

    Always in this order, claim and then outbox, so that two who change things never wait for one another.
    """
    found = need_claim(tx, slug)
    tx.lock_claims([found.slug])
    tx.take_turn(OUTBOX)
    return need_claim(tx, found.slug)


def need_development(tx: Transaction, development_id: str) -> Development:
    """The development of this id or unique prefix. Raises NotFoundError."""
    found = tx.development(development_id)
    if found is None:
        raise NotFoundError(
            f"there is no development {safe(development_id, 60)!r}, or several begin so; `monitor review --list` shows them"
        )
    return found


def need_feed(tx: Transaction, name: str) -> Feed:
    """The feed of this id, unique id prefix or address, or the only one of this outlet. Raises NotFoundError."""
    found = tx.find_feed(name)
    if found is not None:
        return found
    feeds = tx.feeds()
    wanted = name.strip().casefold()
    named = [feed for feed in feeds if wanted and wanted in (feed.outlet.casefold(), feed.title.casefold())]
    if len(named) == 1:
        return named[0]
    shown = mask_url(name) if "://" in name else safe(name, 60)
    if named:
        ids = ", ".join(short_id(feed.id) for feed in named)
        raise NotFoundError(f"{len(named)} feeds are of {shown!r}; say which: {ids}")
    outlets = [feed.outlet for feed in feeds]
    within = [outlet for outlet in outlets if wanted and wanted in outlet.casefold()]
    near = within or get_close_matches(name, outlets, 1, 0.6)
    meant = f"did you mean {safe(near[0], 60)!r}?" if near else "`monitor feed list` shows them"
    raise NotFoundError(f"there is no feed {shown!r}; {meant}")
