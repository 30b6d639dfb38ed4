"""Say why a pair of claim and entry is, or is not, a match: the matcher's own reasons, for any pair."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from monitor.claims.dates import read_due
from monitor.errors import NotFoundError
from monitor.matching.background import TermCounts
from monitor.matching.match import Account, Matcher, pair_polarity
from monitor.model.claim import Claim
from monitor.model.feed import Entry, EntryKeys
from monitor.model.match import Learning, Match, MatchDecision
from monitor.model.policy import MatchPolicy
from monitor.model.safe import safe
from monitor.ports import Store, Transaction
from monitor.usecases.claim_watch import last_entries
from monitor.usecases.lookup import need_claim


@dataclass(frozen=True, slots=True)
class Explanation:
    """One pair as it is judged today, laid out, and `judged`: as it was when it came (None = it reached no line then)."""

    claim: Claim
    entry: Entry
    account: Account
    judged: Match | None


def explain_match(store: Store, slug: str, entry_id: str, policy: MatchPolicy) -> Explanation:
    """Explain a stored pair; `entry_id` may be that of a development, for its first entry. Raises NotFoundError."""
    with store.read() as tx:
        claim = need_claim(tx, slug)
        entry = tx.entry(entry_id) or _first_entry(tx, claim, entry_id)
        if entry is None:
            shown = safe(entry_id, 60)
            where = f"`monitor claim show {claim.slug}` lists developments, `monitor test {claim.slug}` entries"
            raise NotFoundError(f"there is no entry or development {shown!r} of this claim; {where}")
        learning, terms = tx.learning(claim.slug), TermCounts.shipped().plus(*tx.term_counts())
        judged = next((it for it in tx.matches(claim=claim.slug, entry=entry.id)), None)
        stream = [known for known in last_entries(tx) if known.published < entry.published]
    matcher = Matcher([(claim, learning)], terms, policy)
    matcher.calibrate(stream)
    return Explanation(claim, entry, matcher.account(claim.slug, entry), judged)


def _first_entry(tx: Transaction, claim: Claim, development_id: str) -> Entry | None:
    """Alerts and lists name developments by their ids; this is the entry that one began with."""
    development = tx.development(development_id)
    return tx.entry(development.first_entry) if development and development.claim == claim.slug else None


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and an entry from outside the store."""

    pair_id: str
    claim: str
    said_on: date
    title: str
    summary: str
    published: datetime


@dataclass(frozen=True, slots=True)
class PairVerdict:
    """What the matcher says of one pair; `polarity` is `unrelated` when the entry tells another event."""

    pair_id: str
    score: float
    is_match: bool
    polarity: str
    why: tuple[str, ...]


def explain_pairs(pairs: Iterable[Pair], policy: MatchPolicy) -> Iterator[PairVerdict]:
    """Judge pairs one by one, each alone: nothing is learned from one for the next.

    The due time is read from the claim's words.
    """
    terms = TermCounts.shipped()
    for pair in pairs:
        due = read_due(pair.claim, pair.said_on)
        claim = Claim("pair", pair.claim, pair.said_on, created_at=pair.published, due=due)
        match = Matcher([(claim, Learning(claim.slug))], terms, policy).explain(claim.slug, _entry(pair))
        yield PairVerdict(
            pair.pair_id, match.score, match.decision is MatchDecision.MATCH, pair_polarity(match), match.why
        )


def _entry(pair: Pair) -> Entry:
    return Entry(
        id=pair.pair_id,
        feed_id="",
        outlet="",
        keys=EntryKeys(()),
        title=pair.title,
        summary=pair.summary,
        link="",
        canonical_link="",
        published=pair.published.astimezone(UTC),
        first_seen=pair.published.astimezone(UTC),
    )
