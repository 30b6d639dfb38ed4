"""Find what a person named, or say what to do when there is no such thing."""

from difflib import get_close_matches

from monitor.errors import NotFoundError
from monitor.model.claim import Claim
from monitor.model.development import Development
from monitor.model.feed import Feed
from monitor.model.safe import mask_url, safe
from monitor.ports import OUTBOX, Transaction


def need_claim(tx: Transaction, slug: str) -> Claim:
    """The claim of this slug or unique prefix. Raises NotFoundError, with the nearest slug."""
    found = tx.claim(slug)
    if found is not None:
        return found
    near = get_close_matches(slug, [claim.slug for claim in tx.claims()], 1, 0.5)
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


def need_feed(tx: Transaction, id_or_url: str) -> Feed:
    """The feed of this id, unique id prefix or address. Raises NotFoundError."""
    found = tx.find_feed(id_or_url)
    if found is None:
        shown = mask_url(id_or_url) if "://" in id_or_url else safe(id_or_url, 60)
        raise NotFoundError(f"there is no feed {shown!r}; `monitor feed list` shows them")
    return found
