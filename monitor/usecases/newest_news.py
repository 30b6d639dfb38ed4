"""What was learned last of a claim, and when its due day was last set anew."""

from dataclasses import replace
from datetime import datetime

from monitor.model.development import Development, ReviewState, stance_of
from monitor.model.match import Polarity
from monitor.ports import Transaction


def newest_news(tx: Transaction, slug: str) -> Development | None:
    """The development of this claim that we learned of last, of those that a person was to be told."""
    return tx.newest_told([slug]).get(slug)


def newest_word(tx: Transaction, slug: str) -> Development | None:
    """The same, as a person read it: one that was accepted as something else than it says brings no answer."""
    news = newest_news(tx, slug)
    if news is None or news.review is not ReviewState.ACCEPTED:
        return news
    stance = next((it.stance for it in reversed(tx.reviews(development=news.id)) if it.stance), None)
    is_as_it_says = stance is None or stance is stance_of(news.polarity)
    return news if is_as_it_says else replace(news, polarity=Polarity.ECHO)


def due_moved_at(tx: Transaction, slug: str) -> datetime | None:
    """When a person last set another due window; None = it is the first one."""
    return max((it.at for it in tx.decisions(slug) if it.due_before != it.due_after), default=None)
