"""What was learned last of a claim."""

from monitor.model.development import Development, ReviewState
from monitor.model.match import MatchDecision, Polarity
from monitor.ports import Glance


def newest_news(tx: Glance, slug: str) -> Development | None:
    """The development of this claim that we learned of last, of those that a person was to be told."""
    known = (it for it in tx.developments(claim=slug, decision=MatchDecision.MATCH) if it.polarity is not Polarity.ECHO)
    told = (it for it in known if it.review is not ReviewState.REJECTED)
    return max(told, key=lambda it: (it.seen_at, it.opened_at, it.id), default=None)
