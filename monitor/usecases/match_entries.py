"""Judge entries against the open claims: matches, the developments they tell, and the alerts that follow.

The same path serves the daemon, the demo and the replay of an archive. All of it happens inside one write transaction of
the caller, so that entries, matches, developments, alerts and deliveries are stored together or not at all.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from monitor.alerting.routing import route
from monitor.alerting.rules import development_alert, more_reports_alert
from monitor.log import log_event
from monitor.matching.background import TermCounts
from monitor.matching.grouping import group
from monitor.matching.learn import learn_match, learn_review
from monitor.matching.match import Matcher
from monitor.matching.stream import WINDOW
from monitor.matching.text import terms_of
from monitor.model.alert import Alert, Target
from monitor.model.claim import Claim, ClaimStatus
from monitor.model.development import Development, Grouping, ReviewState
from monitor.model.feed import Entry
from monitor.model.match import Learning, Match, MatchDecision, Polarity
from monitor.model.policy import AlertPolicy, MatchPolicy
from monitor.ports import Transaction

_log = logging.getLogger(__name__)

#: Texts whose terms are stored together.
_COUNTED_TOGETHER = 2_000


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a replay puts in: `review` is a person's word on a suggested pair (True accepts, False rejects, None nothing).

    `see`, when given, is shown every pair of an entry with a score above zero, before the entry is judged.
    """

    review: Callable[[Match], bool | None]
    see: Callable[[Sequence[Match]], None] | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """What judging needs besides the store: the knobs and where alerts go."""

    match: MatchPolicy = field(default_factory=MatchPolicy)
    alerts: AlertPolicy = field(default_factory=AlertPolicy)
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """One pair at or above the suggestion line. `opened`: this entry opened the development, or first made it a match."""

    match: Match
    grouping: Grouping
    opened: bool
    alert: Alert | None = None


class ClaimWatch:
    """The matcher over a store's open claims, kept in step with the store.

    It is built anew when claims or learning changed under it (another process, a person's review), and after a
    transaction that did not commit. How common terms are is counted here and stored now and then: in every poll's
    transaction, the rows of common terms would make all daemons wait for one another. Not safe for threads: one judge at
    a time.
    """

    def __init__(self, policy: MatchPolicy) -> None:
        self._policy = policy
        self._version: int | None = None
        self._learned = 0
        self._counts: Counter[str] = Counter()
        self._documents = 0
        self._matcher: Matcher | None = None
        self.claims: dict[str, Claim] = {}
        self.learning: dict[str, Learning] = {}

    def matcher(self, tx: Transaction, new: Sequence[Entry] = ()) -> Matcher:
        """The matcher for what `tx` sees; `new` are stored already, but did not go by yet."""
        version = tx.claims_version()
        if self._matcher is None or version != self._version:
            self.claims = {claim.slug: claim for claim in tx.claims(ClaimStatus.OPEN)}
            self.learning = {slug: tx.learning(slug) for slug in self.claims}
            pairs = [(claim, self.learning[slug]) for slug, claim in self.claims.items()]
            terms = TermCounts.shipped().plus(*tx.term_counts()).plus(self._documents, self._counts)
            seen = self._matcher.seen if self._matcher else None
            self._matcher = Matcher(pairs, terms, self._policy, seen=seen)
            if seen is None:
                ids = {entry.id for entry in new}
                self._matcher.calibrate(entry for entry in last_entries(tx) if entry.id not in ids)
            self._version, self._learned = version, 0
        return self._matcher

    def learn(self, tx: Transaction, learning: Learning) -> None:
        """Store and use what was learned of one claim."""
        tx.save_learning(learning)
        self._learned += 1
        self.learning[learning.claim] = learning
        if self._matcher is not None:
            self._matcher.learn(learning)

    def count(self, tx: Transaction, documents: int, counts: Mapping[str, int]) -> None:
        """Count the terms of so many texts; stored when there are enough of them."""
        self._counts.update(counts)
        self._documents += documents
        if self._documents >= _COUNTED_TOGETHER:
            self.store_counts(tx)

    def store_counts(self, tx: Transaction) -> None:
        """Store what was counted and not stored yet. What a process that dies has not stored is lost: a sample, no fact."""
        if self._documents:
            tx.add_term_counts(self._documents, dict(self._counts))
        self._counts, self._documents = Counter(), 0

    def in_step(self) -> None:
        """What was learned is in the matcher already; what another daemon learned meanwhile is not, and will be noticed."""
        if self._version is not None:
            self._version += self._learned
        self._learned = 0

    def forget(self) -> None:
        """The transaction was undone: what was learned in it is void."""
        self._version = None


def last_entries(tx: Transaction) -> list[Entry]:
    """What the stream brought last, oldest first: the yardstick of a matcher that is built anew."""
    return tx.entries_since(datetime.min.replace(tzinfo=UTC), limit=WINDOW)


class _Bench:
    """The recent developments of the claims at hand, and the verdicts so far, within one transaction."""

    def __init__(self, tx: Transaction, watch: ClaimWatch, desk: Desk) -> None:
        self.tx, self.watch, self.desk = tx, watch, desk
        self.developments: dict[str, list[Development]] = {}
        self.told: dict[str, Development | None] = {}
        self.changed: dict[str, Development] = {}
        self.matches: list[Match] = []
        self.learned: set[str] = set()

    def recent(self, slug: str, since: datetime) -> list[Development]:
        """Entries come in the order of their time, so that the first one of a claim looks back furthest."""
        if slug not in self.developments:
            self.developments[slug] = self.tx.developments(claim=slug, since=since)
            self.told[slug] = self.tx.last_told(slug)
        return [known for known in self.developments[slug] if known.last_at >= since]

    def last_polarity(self, slug: str) -> Polarity | None:
        """What the newest told development said of the claim; what nobody was told, or somebody rejected, counts not."""
        recent = self.developments[slug]
        older = [told for told in (self.told[slug],) if told and all(told.id != known.id for known in recent)]
        told = [
            known
            for known in [*older, *recent]
            if known.decision is MatchDecision.MATCH
            and known.polarity is not Polarity.ECHO
            and known.review is not ReviewState.REJECTED
        ]
        return max(told, key=lambda known: known.opened_at).polarity if told else None

    def keep(self, development: Development) -> None:
        rest = [known for known in self.developments[development.claim] if known.id != development.id]
        self.developments[development.claim] = [*rest, development]
        self.changed[development.id] = development

    def save(self) -> None:
        if self.matches:
            self.tx.save_developments(list(self.changed.values()))
            self.tx.save_matches(self.matches)


def match_entries(
    tx: Transaction,
    watch: ClaimWatch,
    entries: Sequence[Entry],
    desk: Desk,
    now: datetime,
    rehearsal: Rehearsal | None = None,
) -> list[Verdict]:
    """Judge `entries` in the order of their time; store and return what came of it, in that order."""
    matcher = watch.matcher(tx, entries)
    ordered = sorted(entries, key=lambda entry: (entry.published, entry.id))
    met = {entry.id: matcher.match(entry) for entry in ordered}
    # Locked in one order everywhere, so that two daemons can't wait for one another.
    tx.lock_claims(sorted({match.claim for found in met.values() for match in found}))
    bench = _Bench(tx, watch, desk)
    verdicts: list[Verdict] = []
    counts: Counter[str] = Counter()
    for entry in ordered:
        if rehearsal and rehearsal.see:
            rehearsal.see(matcher.score_all(entry))
        for match in _meet_again(matcher, entry, met[entry.id], bench.learned):
            verdict = _judge(bench, match, entry, now)
            verdicts.append(verdict)
            _learn(bench, verdict, entry, rehearsal)
        matcher.add_terms(entry)
        counts.update(terms_of(entry.title, entry.summary))
    bench.save()
    if ordered:
        watch.count(tx, len(ordered), counts)
    watch.in_step()
    return verdicts


def _meet_again(matcher: Matcher, entry: Entry, met: list[Match], learned: set[str]) -> list[Match]:
    """What was met still holds, but for the claims of which something was learned since."""
    if not learned:
        return met
    kept = [match for match in met if match.claim not in learned]
    return sorted((*kept, *matcher.match(entry, learned)), key=lambda match: (-match.score, match.claim))


def _judge(bench: _Bench, match: Match, entry: Entry, now: datetime) -> Verdict:
    policy = bench.desk.match
    claim = bench.watch.claims[match.claim]
    recent = bench.recent(claim.slug, entry.published - policy.development_window)
    known = {development.id: development for development in recent}
    grouping = group(match, entry, recent, policy)
    development = grouping.development
    before = known.get(development.id)
    opened = grouping.is_new or _has_turned(before, development)
    last = bench.last_polarity(claim.slug)
    bench.keep(development)
    settled = replace(match, development=development.id)
    bench.matches.append(settled)
    if opened:
        alert = development_alert(claim, development, entry, settled, last, now)
    else:
        alert = more_reports_alert(claim, known[development.id], development, entry, now)
    if alert is not None and (opened or route(alert, claim, bench.desk.targets, now)):
        publish_alert(bench.tx, alert, claim, bench.desk.targets, now)
    return Verdict(settled, grouping, opened, alert if opened else None)


def _has_turned(before: Development | None, after: Development) -> bool:
    """A suggestion became a match, or an edit changed what is said of the claim."""
    return before is not None and (before.decision, before.polarity) != (after.decision, after.polarity)


def _learn(bench: _Bench, verdict: Verdict, entry: Entry, rehearsal: Rehearsal | None) -> None:
    match = verdict.match
    claim = bench.watch.claims[match.claim]
    learning = bench.watch.learning[match.claim]
    learned = learning
    word = rehearsal.review(match) if rehearsal else None
    if word is not None:
        learned = learn_review(learned, claim, entry, match, accepted=word, reason=None)
    elif bench.desk.match.adapt and match.decision is MatchDecision.MATCH:
        learned = learn_match(learned, claim, entry, match)
    if learned != learning:
        bench.watch.learn(bench.tx, learned)
        bench.learned.add(match.claim)


def publish_alert(tx: Transaction, alert: Alert, claim: Claim | None, targets: Iterable[Target], now: datetime) -> bool:
    """Put an alert and its deliveries into the outbox; False when this news was told before."""
    deliveries = route(alert, claim, tuple(targets), now)
    if not tx.add_alert(alert, deliveries):
        return False
    level = logging.INFO if deliveries else logging.WARNING
    log_event(
        _log,
        level,
        "alert-raised" if deliveries else "alert-without-target",
        alert=alert.id,
        kind=alert.kind.value,
        claim=alert.claim,
        feed=alert.feed,
        reason=alert.reason,
        targets=",".join(delivery.target for delivery in deliveries),
    )
    return True
