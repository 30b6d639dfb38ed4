"""A person's word on what the matcher found: accept, reject, skip. Reviews teach the matcher at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.alerting.rules.withdrawals import REJECTED
from monitor.claims.ledger import make_evidence, strength_of
from monitor.claims.verdict import Suggestion, suggest_verdict
from monitor.errors import ConflictError
from monitor.matching.learn import learn_review
from monitor.model.alert import DeliveryState
from monitor.model.claim import Claim, ClaimStatus
from monitor.model.development import (
    Development,
    Evidence,
    RejectReason,
    Review,
    ReviewState,
    Stance,
    Strength,
    stance_of,
)
from monitor.model.feed import Entry
from monitor.model.ids import make_id
from monitor.model.match import Learning, Match, MatchDecision
from monitor.model.safe import safe
from monitor.ports import Store, Transaction
from monitor.usecases.lookup import need_claim, need_claim_alone, need_development
from monitor.usecases.read_status import last_stances
from monitor.usecases.undo_review import Lesson, keep_lesson, revive_development


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One development with all that tells it; `matches` best first, `entries` in the same order (unless pruned).

    `sources_for` and `sources_against` are the independent sources of what was accepted about its claim so far.
    """

    claim: Claim
    development: Development
    matches: tuple[Match, ...]
    entries: tuple[Entry, ...]
    sources_for: frozenset[str] = frozenset()
    sources_against: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person says: accepted with a stance (None = as the polarity says), or rejected with a reason.

    `strength` None: as `claims.ledger.strength_of` says.
    """

    state: ReviewState
    stance: Stance | None = None
    strength: Strength | None = None
    reason: RejectReason | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class ReviewReport:
    """What a review did: the rows it wrote, how many unsent alerts it `cancelled`, and what was learned.

    `suggestion`: the verdict that independent sources speak for now. `released` alerts, withdrawn when it was rejected
    before, are on their way again. `instead_of`: the accepting or rejecting word that this one replaces.
    """

    development: Development
    review: Review
    evidence: tuple[Evidence, ...]
    cancelled: int
    learned_before: Learning
    learned_after: Learning
    suggestion: Suggestion | None = None
    released: int = 0
    instead_of: Review | None = None

    @property
    def lesson(self) -> Lesson:
        """What it taught."""
        return Lesson(self.review.id, self.learned_before, self.learned_after)

    @property
    def changed_words(self) -> tuple[tuple[str, float, float], ...]:
        """(stem, weight before, weight after) of what now weighs otherwise for this claim, the greatest change first."""
        before, after = dict(self.learned_before.term_weights), dict(self.learned_after.term_weights)
        changed = [(stem, before.get(stem, 1.0), after.get(stem, 1.0)) for stem in sorted(before.keys() | after.keys())]
        return tuple(
            sorted((row for row in changed if row[1] != row[2]), key=lambda row: -abs(row[2] - row[1])),
        )


def read_reviews(
    store: Store,
    slug: str = "",
    *,
    baseline: bool = False,
    skipped: bool = False,
    echoes: bool = False,
    brief: bool = False,
) -> tuple[ReviewItem, ...]:
    """What waits for a person's word about open claims: matches before suggestions, the surest first.

    `baseline`: only what feeds brought on their first poll; `skipped`: also what was skipped before; `echoes`: also what is
    taken for a mere repetition of the claim; `brief`: without matches and entries, which a list has no room for.
    """
    wanted = {ReviewState.UNREVIEWED, ReviewState.SKIPPED} if skipped else {ReviewState.UNREVIEWED}
    with store.read() as tx:
        claims = {claim.slug: claim for claim in tx.claims(ClaimStatus.OPEN)}
        if slug:
            one = need_claim(tx, slug)
            claims = {one.slug: one}
        developments = tx.developments(claim=slug and next(iter(claims)), brief=brief)
        waiting = [
            it
            for it in developments
            if it.claim in claims
            and it.review in wanted
            and (echoes or it.is_reviewable)
            and (it.baseline or not baseline)
        ]
        waiting.sort(key=lambda it: (it.decision is not MatchDecision.MATCH, -it.score, it.opened_at, it.id))
        accepted = [it for it in developments if it.review is ReviewState.ACCEPTED]
        stances = last_stances(tx.reviews())
        if brief:
            return tuple(ReviewItem(claims[it.claim], it, (), ()) for it in waiting)
        return tuple(_with_sources(_item(tx, claims[it.claim], it), accepted, stances) for it in waiting)


def read_review(store: Store, development_id: str) -> ReviewItem:
    """One development, as it is now. Raises NotFoundError."""
    with store.read() as tx:
        development = need_development(tx, development_id)
        item = _item(tx, need_claim(tx, development.claim), development)
        told = tx.developments(claim=development.claim, brief=True)
        accepted = [it for it in told if it.review is ReviewState.ACCEPTED]
        return _with_sources(item, accepted, _stances(tx, development.claim))


def review_match(store: Store, development_id: str, judgement: Judgement, *, by: str, now: datetime) -> ReviewReport:
    """Store a judgement on a development, with what follows: evidence, learning, alerts that need not go out any more.

    Raises NotFoundError; ConflictError when the same was said before.
    """
    with store.write() as tx:
        claim = need_claim_alone(tx, need_development(tx, development_id).claim)
        item = _item(tx, claim, need_development(tx, development_id))
        judgement = _with_stance(item, judgement)
        last = _last_word(tx, item, judgement)
        review = _review(item.development, judgement, by, now)
        evidence = _evidence(item, review, judgement.strength) if judgement.state is ReviewState.ACCEPTED else ()
        before = tx.learning(item.claim.slug)
        after = _learn(item, judgement, before)
        tx.add_review(review)
        for row in evidence:
            tx.add_evidence(row)
        if after != before:
            tx.save_learnings([after])
        if judgement.state is not ReviewState.SKIPPED:
            keep_lesson(tx, Lesson(review.id, before, after))
        is_no = judgement.state is ReviewState.REJECTED
        cancelled = _cancel(tx, item.development) if is_no else 0
        released = 0 if is_no else revive_development(tx, item.development, now)
        suggestion = suggest_verdict(item.claim, tx.developments(claim=item.claim.slug), _stances(tx, item.claim.slug))
    development = replace(item.development, review=review.state)
    return ReviewReport(development, review, evidence, cancelled, before, after, suggestion, released, last)


def _stances(tx: Transaction, slug: str) -> dict[str, Stance]:
    return last_stances(tx.reviews(claim=slug))


def _with_sources(item: ReviewItem, developments: Sequence[Development], stances: Mapping[str, Stance]) -> ReviewItem:
    def sources(stance: Stance) -> frozenset[str]:
        told = (it for it in developments if it.claim == item.claim.slug and stances.get(it.id) is stance)
        return frozenset(source for it in told for source in it.sources)

    return replace(item, sources_for=sources(Stance.SUPPORTS), sources_against=sources(Stance.CONTRADICTS))


def _item(tx: Transaction, claim: Claim, development: Development) -> ReviewItem:
    matches = sorted(tx.matches(development=development.id), key=lambda match: (-match.score, match.entry))
    entries = [tx.entry(match.entry) for match in matches]
    return ReviewItem(claim, development, tuple(matches), tuple(entry for entry in entries if entry is not None))


def _with_stance(item: ReviewItem, judgement: Judgement) -> Judgement:
    if judgement.state is not ReviewState.ACCEPTED or judgement.stance is not None:
        return judgement
    return replace(judgement, stance=stance_of(item.development.polarity))


def _last_word(tx: Transaction, item: ReviewItem, judgement: Judgement) -> Review | None:
    """The judgement that stands until now, if there is one; the same again is refused."""
    said = tx.reviews(development=item.development.id)
    if not said:
        return None
    last = said[-1]
    if (last.state, last.stance, last.reject_reason) == (judgement.state, judgement.stance, judgement.reason):
        raise ConflictError(
            f"{item.development.id[:8]} is {last.state} already, by {safe(last.by, 40)}; nothing changed "
            f"(`monitor claim show {item.claim.slug}` shows it)"
        )
    return last if last.state in (ReviewState.ACCEPTED, ReviewState.REJECTED) else None


def _review(development: Development, judgement: Judgement, by: str, now: datetime) -> Review:
    return Review(
        id=make_id("review", development.id, judgement.state, now.isoformat(), by),
        development=development.id,
        claim=development.claim,
        state=judgement.state,
        at=now,
        by=by,
        stance=judgement.stance,
        reject_reason=judgement.reason,
        because=judgement.because,
    )


def _evidence(item: ReviewItem, review: Review, strength: Strength | None) -> tuple[Evidence, ...]:
    polarity = {match.entry: match.polarity for match in item.matches}
    weight = strength or strength_of(item.development, review.stance or Stance.MENTIONS)
    return tuple(make_evidence(_as_read(entry, item), polarity[entry.id], review, weight) for entry in item.entries)


def _as_read(entry: Entry, item: ReviewItem) -> Entry:
    """With the time at which these words of it were first read: those of an edit came later than the entry."""
    opened = item.development
    edited = bool(entry.revision) and entry.id == opened.first_entry and opened.seen_at > entry.first_seen
    return replace(entry, first_seen=opened.seen_at) if edited else entry


def _learn(item: ReviewItem, judgement: Judgement, learning: Learning) -> Learning:
    """One development is one lesson, by the entry that matched best, however many copies there are."""
    pairs = _taught(item.matches, item.entries)
    if judgement.state not in (ReviewState.ACCEPTED, ReviewState.REJECTED) or not pairs:
        return learning
    match, entry = pairs[0]
    accepted = judgement.state is ReviewState.ACCEPTED
    return learn_review(learning, item.claim, entry, match, accepted=accepted, reason=judgement.reason)


def _taught(matches: Sequence[Match], entries: Sequence[Entry]) -> list[tuple[Match, Entry]]:
    by_id = {entry.id: entry for entry in entries}
    return [(match, by_id[match.entry]) for match in matches if match.entry in by_id]


def _cancel(tx: Transaction, development: Development) -> int:
    alerts = {it.id for it in tx.alerts(claim=development.claim) if it.development == development.id}
    unsent = [
        delivery
        for delivery in tx.deliveries(open_only=True)
        if delivery.alert in alerts and delivery.state is not DeliveryState.SENDING
    ]
    for delivery in unsent:
        tx.save_delivery(replace(delivery, state=DeliveryState.SUPERSEDED, last_error=REJECTED))
    return len(unsent)
