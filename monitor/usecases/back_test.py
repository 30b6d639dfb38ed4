"""What a claim would have matched among the stored entries. Reads only."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from monitor.matching.background import TermCounts
from monitor.matching.match import Matcher
from monitor.model.claim import Claim
from monitor.model.development import ReviewState
from monitor.model.feed import Entry
from monitor.model.match import Learning, Match, MatchDecision
from monitor.model.policy import MatchPolicy
from monitor.ports import Store, Transaction
from monitor.usecases.lookup import need_claim


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry at or above the suggestion line; `review` is what a person said of it, if anything.

    `is_stored`: the match is on the claim's record already.
    """

    match: Match
    entry: Entry
    review: ReviewState = ReviewState.UNREVIEWED
    is_stored: bool = False


@dataclass(frozen=True, slots=True)
class BackTest:
    """What came out: hits by score among `entries` since `since`, matches a week; `nearest` is the best below the line."""

    claim: Claim
    entries: int
    since: datetime
    hits: tuple[Hit, ...]
    nearest: Hit | None
    a_week: float
    policy: MatchPolicy

    @property
    def precision(self) -> float | None:
        """Accepted among the reviewed matches; None when none was reviewed."""
        matches = [hit.review for hit in self.hits if hit.match.decision is MatchDecision.MATCH]
        accepted, rejected = matches.count(ReviewState.ACCEPTED), matches.count(ReviewState.REJECTED)
        return accepted / (accepted + rejected) if accepted + rejected else None


def back_test(
    store: Store, slug: str, policy: MatchPolicy, now: datetime, *, since: datetime | None = None, learned: bool = True
) -> BackTest:
    """Hold a stored claim against every entry since the day it was said (or `since`). Raises NotFoundError.

    `learned=False` leaves out what reviews have taught.
    """
    with store.read() as tx:
        claim = need_claim(tx, slug)
        start = since or datetime.combine(claim.said_on, time(), UTC)
        entries = tx.entries_since(start)
        learning = tx.learning(claim.slug) if learned else Learning(claim.slug)
        terms = TermCounts.shipped().plus(*tx.term_counts())
        reviews = _reviews(tx, claim)
    matcher = Matcher([(claim, learning)], terms, policy)
    scored: list[Hit] = []
    for entry in entries:
        said = reviews.get(entry.id)
        review = said or ReviewState.UNREVIEWED
        scored += (Hit(match, entry, review, said is not None) for match in matcher.score_all(entry))
        matcher.calibrate([entry])
    scored.sort(key=lambda hit: (-hit.match.score, hit.entry.published, hit.entry.id))
    hits = tuple(hit for hit in scored if hit.match.decision is not MatchDecision.NONE)
    below = [hit for hit in scored if hit.match.decision is MatchDecision.NONE]
    return BackTest(claim, len(entries), start, hits, below[0] if below else None, _a_week(hits, start, now), policy)


def _reviews(tx: Transaction, claim: Claim) -> dict[str, ReviewState]:
    states = {it.id: it.review for it in tx.developments(claim=claim.slug)}
    return {
        match.entry: states[match.development] for match in tx.matches(claim=claim.slug) if match.development in states
    }


def _a_week(hits: tuple[Hit, ...], start: datetime, now: datetime) -> float:
    weeks = max((now - start) / timedelta(weeks=1), 1.0)
    return sum(hit.match.decision is MatchDecision.MATCH for hit in hits) / weeks
