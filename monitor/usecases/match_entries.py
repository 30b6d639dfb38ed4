"""Judge entries against the open claims: matches, the developments they tell, and the alerts that follow.

The same path serves the daemon, the demo and the replay of an archive. All of it happens inside one write transaction of
the caller, so that entries, matches, developments, alerts and deliveries are stored together or not at all.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.alerting.routing import route
from monitor.alerting.rules import development_alert, more_reports_alert
from monitor.matching.grouping import group
from monitor.matching.learn import learn_match, learn_review
from monitor.matching.match import Matcher
from monitor.matching.text import terms_of
from monitor.model.alert import Alert
from monitor.model.development import Development, Grouping, ReviewState
from monitor.model.feed import Entry
from monitor.model.match import Match, MatchDecision, Polarity
from monitor.ports import Transaction
from monitor.usecases.claim_watch import ClaimWatch
from monitor.usecases.publish_alert import Desk, publish_alert


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a replay puts in: `review` is a person's word on a suggested pair (True accepts, False rejects, None nothing).

    `see`, when given, is shown every pair of an entry with a score above zero, before the entry is judged.
    """

    review: Callable[[Match], bool | None]
    see: Callable[[Sequence[Match]], None] | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """One pair at or above the suggestion line. `opened`: this entry opened the development, or first made it a match."""

    match: Match
    grouping: Grouping
    opened: bool
    alert: Alert | None = None


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
    watch.catch_up(tx, entries)
    ordered = sorted(entries, key=lambda entry: (entry.published, entry.id))
    met = {entry.id: watch.matcher.match(entry) for entry in ordered}
    bench = _Bench(tx, watch, desk)
    _hold_claims(bench, ordered, met)
    matcher = watch.matcher
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
    watch.save(tx)
    if ordered:
        watch.count(tx, len(ordered), counts)
    return verdicts


def _hold_claims(bench: _Bench, entries: Sequence[Entry], met: dict[str, list[Match]]) -> None:
    """Lock every claim that these entries may turn out to be about, in one order, so that two daemons never lock up.

    Claims of which others learned something meanwhile may be met only now, so they are held too.
    """
    held: set[str] = set()
    wanted = {match.claim for found in met.values() for match in found}
    while wanted - held:
        held |= wanted
        bench.tx.lock_claims(sorted(held))
        wanted = bench.watch.catch_up(bench.tx, entries)
        bench.learned |= wanted


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
    grouping = group(match, entry, recent, policy, now if entry.revision else None)
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
        bench.watch.learn(learned)
        bench.learned.add(match.claim)
