"""The page that answers a morning's questions: what needs me, what moved, is anything broken, did anyone look at all?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from monitor.claims.lifecycle import ClaimFacts, Urgency, claim_states, days_left, urgency
from monitor.claims.verdict import Suggestion, suggest_verdict
from monitor.model.alert import Delivery, DeliveryState
from monitor.model.claim import Claim, ClaimState, ClaimStatus
from monitor.model.development import Development, Review, ReviewState, Stance
from monitor.model.feed import Feed, FeedHealth
from monitor.model.match import MatchDecision
from monitor.model.pace import TargetHealth
from monitor.model.policy import AlertPolicy
from monitor.ports import Glance, GlanceStore
from monitor.usecases.notes import NETWORK_NOTE
from monitor.usecases.target_health import target_health

#: How many weeks the small picture of reports shows.
WEEKS = 8
#: What each list says of a claim first. That somebody wants to hear nothing of it goes before all.
_TELLING = (
    ClaimState.SNOOZED,
    ClaimState.OVERDUE,
    ClaimState.CONTESTED,
    ClaimState.STALLED,
    ClaimState.ADVANCING,
    ClaimState.BLIND,
    ClaimState.DUE_SOON,
    ClaimState.UNREVIEWED,
    ClaimState.QUIET,
)
_BROKEN = frozenset({FeedHealth.FAILING, FeedHealth.DEAD, FeedHealth.GONE})


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim as lists show it.

    `supports` and `contradicts` count independent sources of accepted developments, `sources` those of all that count,
    `outlets` also those who print copies; `reviews` wait for a person; `weekly` is how many entries told of it in each
    of the last weeks, the oldest first.
    `suggestion` is the verdict that independent sources speak for.
    """

    claim: Claim
    states: tuple[ClaimState, ...] = ()
    urgency: Urgency = field(default_factory=lambda: Urgency(0.0))
    days_left: int | None = None
    supports: int = 0
    contradicts: int = 0
    sources: int = 0
    outlets: int = 0
    reviews: int = 0
    last_news: datetime | None = None
    weekly: tuple[int, ...] = ()
    suggestion: Suggestion | None = None

    @property
    def word(self) -> str:
        """The one word a narrow list has room for: the verdict, or the most telling state, or open."""
        if self.claim.outcome is not None:
            return self.claim.outcome.value
        if self.claim.status is not ClaimStatus.OPEN:
            return self.claim.status.value
        return next((state.value for state in _TELLING if state in self.states), "open")


@dataclass(frozen=True, slots=True)
class SourceReport:
    """How the feeds are: `healthy` of `watched` (paused ones are not), those in trouble, and how much was looked at.

    `network_down_since` is set while nothing at all can be reached.
    """

    watched: int
    healthy: int
    never_polled: int
    troubled: tuple[Feed, ...]
    entries_today: int
    matches_today: int
    last_polled_at: datetime | None
    next_poll_at: datetime | None
    network_down_since: datetime | None


@dataclass(frozen=True, slots=True)
class OutboxReport:
    """What is on its way: `waiting` for their next try, `held` on purpose, `dead` = given up.

    `holds` are the reasons of what is held and how many each holds, the most first; `down` are the targets that take
    nothing at present, by name.
    """

    waiting: tuple[Delivery, ...] = ()
    held: int = 0
    dead: tuple[Delivery, ...] = ()
    holds: tuple[tuple[str, int], ...] = ()
    down: tuple[tuple[str, TargetHealth], ...] = ()


@dataclass(frozen=True, slots=True)
class StatusPage:
    """All of it, at `now`. `claims` are the open ones, the most urgent first."""

    now: datetime
    claims: tuple[ClaimRow, ...]
    closed: int
    sources: SourceReport
    outbox: OutboxReport

    @property
    def reviews(self) -> int:
        """How many developments wait for a person's word."""
        return sum(row.reviews for row in self.claims)

    @property
    def overdue(self) -> int:
        """How many open claims are past their due date."""
        return sum(ClaimState.OVERDUE in row.states for row in self.claims)

    @property
    def suggested(self) -> tuple[ClaimRow, ...]:
        """Claims whose verdict the sources speak for; a snoozed one can wait."""
        return tuple(row for row in self.claims if row.suggestion and ClaimState.SNOOZED not in row.states)

    @property
    def is_failing(self) -> bool:
        """Whether a source or a delivery needs a person."""
        return bool(self.sources.troubled or self.outbox.dead or self.sources.network_down_since)


def read_status(store: GlanceStore, policy: AlertPolicy, now: datetime) -> StatusPage:
    """Read the whole page in one moment of the database."""
    with store.read() as tx:
        feeds = tx.feeds()
        rows = read_rows(tx, policy, now, feeds)
        return StatusPage(
            now=now,
            claims=tuple(row for row in rows if row.claim.status is ClaimStatus.OPEN),
            closed=sum(row.claim.status is not ClaimStatus.OPEN for row in rows),
            sources=_read_sources(tx, feeds, now),
            outbox=_read_outbox(tx, tx.deliveries(open_only=True)),
        )


def read_outbox(store: GlanceStore) -> OutboxReport:
    """What is on its way, by itself."""
    with store.read() as tx:
        return _read_outbox(tx, tx.deliveries(open_only=True))


def list_claims(
    store: GlanceStore,
    policy: AlertPolicy,
    now: datetime,
    *,
    words: Sequence[str] = (),
    search: Sequence[str] = (),
    tags: Sequence[str] = (),
    due_within: timedelta | None = None,
) -> tuple[ClaimRow, ...]:
    """Claims as rows, the most urgent first, the closed ones last.

    `words` are statuses, outcomes or states, any of which must hold (none = the open ones; `all` = every claim);
    `search` are pieces of text that must all be there, in name, sentence, source or who says so;
    `tags` must all be there; `due_within` leaves out what is due later or never.
    """
    wanted = set(words or ("open",))
    with store.read() as tx:
        rows = read_rows(tx, policy, now)
    return tuple(
        row
        for row in rows
        if ("all" in wanted or wanted & words_of(row))
        and _has_text(row.claim, search)
        and set(tags) <= set(row.claim.tags)
        and (due_within is None or (row.days_left is not None and row.days_left <= due_within.days))
    )


def _has_text(claim: Claim, search: Sequence[str]) -> bool:
    parts = (claim.slug, claim.statement, claim.source.outlet, claim.source.title, *claim.asserted_by)
    text = " ".join(parts).casefold()
    return all(piece.casefold() in text for piece in search)


def words_of(row: ClaimRow) -> set[str]:
    """Every word that a claim can be asked for by."""
    own = {row.claim.status.value, *(state.value for state in row.states)}
    return own | ({row.claim.outcome.value} if row.claim.outcome else set())


def read_rows(tx: Glance, policy: AlertPolicy, now: datetime, feeds: Sequence[Feed] | None = None) -> list[ClaimRow]:
    """Every claim as a row, in a handful of queries however many there are. `feeds`: all of them, when known already."""
    developments: dict[str, list[Development]] = defaultdict(list)
    for development in tx.developments(brief=True):
        developments[development.claim].append(development)
    stances = last_stances(tx.reviews())
    eyes = gather_facts((), tx.feeds() if feeds is None else feeds)  # the same for every claim
    rows = [_row(it, replace(eyes, developments=developments[it.slug]), stances, policy, now) for it in tx.claims()]
    return sorted(rows, key=_rank)


def make_row(
    claim: Claim, facts: ClaimFacts, reviews: Sequence[Review], policy: AlertPolicy, now: datetime
) -> ClaimRow:
    """One claim as a row; who waits for a review is counted here."""
    return _row(claim, facts, last_stances(reviews), policy, now)


def gather_facts(developments: Sequence[Development], feeds: Sequence[Feed]) -> ClaimFacts:
    """What the states of a claim depend on; paused feeds are nobody's eyes."""
    watched = [feed for feed in feeds if not feed.paused]
    return ClaimFacts(developments, sum(is_healthy(feed) for feed in watched), len(watched))


def last_stances(reviews: Iterable[Review]) -> dict[str, Stance]:
    """Development -> stance of its last review, of those that stand accepted. `reviews`: oldest first."""
    stances: dict[str, Stance] = {}
    for review in reviews:
        stances.pop(review.development, None)
        if review.state is ReviewState.ACCEPTED:
            stances[review.development] = review.stance or Stance.MENTIONS
    return stances


def is_healthy(feed: Feed) -> bool:
    """Whether a feed brings what it should, or has not been asked yet."""
    return feed.health not in _BROKEN


def _row(claim: Claim, facts: ClaimFacts, stances: dict[str, Stance], policy: AlertPolicy, now: datetime) -> ClaimRow:
    waiting = sum(it.awaits_review for it in facts.developments)
    facts = replace(facts, open_reviews=waiting, stances=stances)
    states = claim_states(claim, facts, now, policy)
    news = [it for it in facts.developments if _counts(it)]
    return ClaimRow(
        claim=claim,
        states=states,
        urgency=urgency(claim, states, facts, now),
        days_left=days_left(claim, now) if claim.status is ClaimStatus.OPEN else None,
        supports=_sources(it for it in news if stances.get(it.id) is Stance.SUPPORTS),
        contradicts=_sources(it for it in news if stances.get(it.id) is Stance.CONTRADICTS),
        sources=_sources(news),
        outlets=len({outlet for it in news for outlet in it.outlets}),
        reviews=waiting if claim.status is ClaimStatus.OPEN else 0,
        last_news=max((it.last_at for it in news), default=None),
        weekly=_weekly(news, now),
        suggestion=suggest_verdict(claim, facts.developments, stances),
    )


def _counts(development: Development) -> bool:
    """News to a person: matched or accepted, and not rejected."""
    if development.review is ReviewState.REJECTED:
        return False
    return development.decision is MatchDecision.MATCH or development.review is ReviewState.ACCEPTED


def _sources(developments: Iterable[Development]) -> int:
    return len({source for development in developments for source in development.sources})


def _weekly(developments: Iterable[Development], now: datetime) -> tuple[int, ...]:
    weeks, first = [0] * WEEKS, now - timedelta(weeks=WEEKS)
    for development in developments:
        if first < development.last_at <= now:
            weeks[WEEKS - 1 - (now - development.last_at) // timedelta(weeks=1)] += development.entries
    return tuple(weeks)


def _rank(row: ClaimRow) -> tuple[bool, float, int, str]:
    far = 10**6 if row.days_left is None else row.days_left
    return (row.claim.status is not ClaimStatus.OPEN, -row.urgency.score, far, row.claim.slug)


def _read_sources(tx: Glance, all_feeds: Sequence[Feed], now: datetime) -> SourceReport:
    feeds = [feed for feed in all_feeds if not feed.paused]
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    moved = tx.developments(since=midnight, decision=MatchDecision.MATCH, brief=True)
    told = [it for it in moved if it.seen_at >= midnight]
    down = tx.note(NETWORK_NOTE)
    return SourceReport(
        watched=len(feeds),
        healthy=sum(is_healthy(feed) for feed in feeds),
        never_polled=sum(feed.last_polled_at is None for feed in feeds),
        troubled=tuple(feed for feed in feeds if not is_healthy(feed)),
        entries_today=tx.count_entries(midnight),
        matches_today=len(told),
        last_polled_at=max((feed.last_polled_at for feed in feeds if feed.last_polled_at), default=None),
        next_poll_at=tx.next_due(),
        network_down_since=datetime.fromisoformat(down) if down else None,
    )


def _read_outbox(tx: Glance, deliveries: Sequence[Delivery]) -> OutboxReport:
    states = (DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.WAITING)
    waiting = tuple(it for it in deliveries if it.state in states)
    held = [it for it in deliveries if it.state is DeliveryState.HELD]
    healths = ((name, target_health(tx, name)) for name in sorted({it.target for it in waiting}))
    return OutboxReport(
        waiting=waiting,
        held=len(held),
        dead=tuple(it for it in deliveries if it.state is DeliveryState.DEAD),
        holds=tuple(Counter(it.last_error.removeprefix("held: ") for it in held).most_common()),
        down=tuple((name, health) for name, health in healths if health.failures),
    )
