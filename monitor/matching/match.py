"""The matcher: every claim against the stream, one entry at a time."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from heapq import heapify, heappop

import numpy as np

from monitor.matching.background import TermCounts
from monitor.matching.combine import Weights, shipped_weights
from monitor.matching.explain import (
    say_against,
    say_missing,
    say_ruled_out,
    say_why,
    show_signals,
    unwanted_in,
)
from monitor.matching.index import ClaimIndex
from monitor.matching.levels import Levels
from monitor.matching.meaning import Directions, hold_against, same_meaning
from monitor.matching.pair import EntrySide, Pair, build_side, meet
from monitor.matching.polarity import ANOTHER_EVENT, judge_polarity
from monitor.matching.profile import ClaimProfile, build_profile, cosine
from monitor.matching.signals import measure_all, measure_crowd
from monitor.matching.stream import LEAST, Stream
from monitor.matching.text import terms_of
from monitor.model.claim import Claim, undated
from monitor.model.feed import Entry
from monitor.model.match import Learning, Match, MatchDecision, Polarity
from monitor.model.policy import MatchPolicy

#: Pairs whose indexed terms are less alike than this are not looked at by `match`: none of them came near a line.
FLOOR = 0.06
#: Nor are those that are hardly alike in words and hardly near in meaning: of labelled news one suggestion in a hundred was
#: such a pair, and no match.
HARDLY_ALIKE = 0.1
HARDLY_NEAR = 0.25
#: Of the claims an entry could be about, so many of the nearest are looked at closely (fewer when there are thousands of
#: claims, of which the nearest are nearer), and all that are at least this much alike.
MOST_CLOSE = 12
FEWEST_CLOSE = 2
CLOSE_BUDGET = 2_400
CLOSE = 0.3
#: Reports of a claim may share no telling word with it: those this near in meaning are looked at too, where the claims
#: are few enough to hold every entry against every claim.
NEAR_MEANING = 0.35
SOMEWHAT_NEAR = 0.28
MOST_BEARINGS = 500
#: Entries that are kept ready.
MOST_SIDES = 512
#: A claim's line may move this close to the ends, never beyond.
LINE_ENDS = (0.1, 0.95)


@dataclass(frozen=True, slots=True)
class Seen:
    """What matchers have seen of a stream; it grows as entries go by."""

    levels: Levels
    stream: Stream


@dataclass(frozen=True, slots=True)
class Account:
    """A pair laid out: its match, and what a person needs besides to follow it.

    `base` are the log-odds before any signal; with all parts they make `unruled`, the score by the signals alone. What is
    in `ruled_out` makes the score 0 whatever they say. `lines` are the claim's own, suggestion and match.
    """

    match: Match
    ruled_out: tuple[str, ...]
    against: tuple[str, ...]
    base: float
    unruled: float
    lines: tuple[float, float]


class Matcher:
    """Holds the claims ready. Not safe for several threads; memory is linear in claims."""

    def __init__(
        self,
        claims: Iterable[tuple[Claim, Learning]],
        terms: TermCounts,
        policy: MatchPolicy,
        weights: Weights | None = None,
        seen: Seen | None = None,
    ) -> None:
        """`seen` is what a matcher over the same stream has seen that this one takes the place of."""
        self._terms = terms
        self._policy = policy
        self._weights = weights or shipped_weights()
        self._profiles: dict[str, ClaimProfile] = {}
        self._index = ClaimIndex()
        self.seen = seen or Seen(Levels(), Stream())
        self._levels, self._stream = self.seen.levels, self.seen.stream
        self._sides: dict[str, EntrySide] = {}
        self._met: dict[str, dict[str, float]] = {}
        self._bearings: Directions | None = None
        for claim, learning in claims:
            self.put(claim, learning)

    def put(self, claim: Claim, learning: Learning) -> None:
        """Wait for this claim, with what is known of it; one that is here is replaced."""
        profile = build_profile(claim, learning, self._terms)
        self._profiles[claim.slug] = profile
        self._bearings = None
        self._met.clear()
        self._index.put(claim.slug, profile.index)
        self._levels.follow(claim.slug, claim.statement)

    def drop(self, slug: str) -> None:
        """Wait for this claim no more; one that is not here is passed over."""
        self._profiles.pop(slug, None)
        self._bearings = None
        self._met.clear()
        self._index.drop(slug)
        self._levels.forget(slug)

    def learn(self, learning: Learning) -> None:
        """Replace what is known of one claim; a claim that is not here is passed over."""
        profile = self._profiles.get(learning.claim)
        if profile is not None:
            self.put(profile.claim, learning)

    def add_terms(self, entry: Entry) -> None:
        """One more entry went by: its terms count, and it is part of what later ones are held against.

        Profiles take new rarities up when they are built next.
        """
        self._pass_by(entry)
        self._terms.add(terms_of(entry.title, entry.summary))

    def calibrate(self, entries: Iterable[Entry]) -> None:
        """Show stored entries, oldest first, so that each claim knows how alike the stream is to it; nothing is matched."""
        for entry in entries:
            self._pass_by(entry)

    def _pass_by(self, entry: Entry) -> None:
        side = self._side(entry)
        self._levels.pass_by(self._look_up(side, FLOOR))
        self._stream.add(side.vector, side.rarity, side.meaning)
        self._sides.pop(entry.id, None)
        self._met.pop(entry.id, None)

    def _side(self, entry: Entry) -> EntrySide:
        """The entry made ready; it is met several times while its batch is judged."""
        known = self._sides.get(entry.id)
        if known is not None and known.entry == entry:
            return known
        if len(self._sides) >= MOST_SIDES:
            self._sides.clear()
            self._met.clear()
        side = self._sides[entry.id] = build_side(entry, self._terms)
        self._met.pop(entry.id, None)
        return side

    def _look_up(self, side: EntrySide, floor: float) -> dict[str, float]:
        """Claim to likeness over the indexed terms; what was found once holds until a claim changes."""
        if floor != FLOOR:
            return self._index.look_up(side.vector, floor)
        known = self._met.get(side.entry.id)
        if known is None:
            known = self._met[side.entry.id] = self._index.look_up(side.vector, floor)
        return known

    def match(self, entry: Entry, among: Collection[str] | None = None) -> list[Match]:
        """The pairs at or above the suggestion line, best first, fully explained; `among` these claims alone when given."""
        side = self._side(entry)
        found = [self._judge(pair, values) for pair, values in self._hopeful(side, among)]
        return sorted((match for match in found if match.decision is not MatchDecision.NONE), key=_best_first)

    def score_all(self, entry: Entry) -> list[Match]:
        """Every pair that shares a term and is in time, with its score and decision; explained where it reached a line."""
        side = self._side(entry)
        pairs = self._in_stream(side, self._meet_all(side, floor=0.0))
        found = [self._judge(pair, measure_all(pair)) for pair in pairs]
        return sorted((match for match in found if match.score > 0.0), key=_best_first)

    def explain(self, slug: str, entry: Entry) -> Match:
        """Any pair, in full, also one that is none. Raises KeyError for a claim that is not here."""
        return self.account(slug, entry).match

    def account(self, slug: str, entry: Entry) -> Account:
        """Any pair with all that was weighed. Raises KeyError for a claim that is not here."""
        profile = self._profiles[slug]
        side = self._side(entry)
        pair = meet(profile, side, self._levels.unusual(slug, cosine(profile.index, side.vector)))
        self._in_stream(side, [pair])
        values = measure_all(pair)
        unruled = self._weights.score(values)
        ruled_out = say_ruled_out(pair, shares=pair_is_possible(pair))
        match = self._full(pair, values, 0.0 if ruled_out else unruled)
        return Account(
            match=match,
            ruled_out=ruled_out,
            against=say_against(match.signals, has_matches=bool(pair.like_matches)),
            base=self._weights.base,
            unruled=unruled,
            lines=self.lines(profile),
        )

    def _meet_all(self, side: EntrySide, *, floor: float, among: Collection[str] | None = None) -> list[Pair]:
        """Meet the claims that wait for this entry's terms."""
        found = self._look_up(side, floor)
        near = self._nearest(side.entry, found, everything=floor == 0.0)
        if floor > 0.0:
            near = [slug for slug in near if found[slug] >= HARDLY_ALIKE or self._is_somewhat_near(slug, side)]
        near += self._near_in_meaning(side, NEAR_MEANING if floor > 0.0 else SOMEWHAT_NEAR, near)
        if among is not None:
            near = [slug for slug in near if slug in among]
        return [meet(self._profiles[slug], side, self._levels.unusual(slug, found.get(slug, 0.0))) for slug in near]

    def _nearest(self, entry: Entry, found: Mapping[str, float], *, everything: bool) -> list[str]:
        """The claims in time that are most alike; without a limit when `everything` is asked for."""
        most = max(FEWEST_CLOSE, min(MOST_CLOSE, CLOSE_BUDGET // (len(self._profiles) + 1)))
        near: list[str] = []
        waiting = [(-likeness, slug) for slug, likeness in found.items()]
        heapify(waiting)  # of hundreds a few are taken
        while waiting:
            unlikeness, slug = heappop(waiting)
            if not everything and len(near) >= most and -unlikeness < CLOSE:
                break
            if is_in_time(self._profiles[slug].claim, entry):
                near.append(slug)
        return near

    def _is_somewhat_near(self, slug: str, side: EntrySide) -> bool:
        return same_meaning(self._profiles[slug].bearing, side.meaning) >= HARDLY_NEAR

    def _near_in_meaning(self, side: EntrySide, least: float, known: Collection[str]) -> list[str]:
        """Further claims in time to which the entry is near in meaning."""
        if not self._profiles or len(self._profiles) > MOST_BEARINGS:
            return []
        if self._bearings is None:
            self._bearings = np.stack([profile.bearing for profile in self._profiles.values()])
        alike = hold_against(self._bearings, side.meaning)
        slugs = tuple(self._profiles)
        places = np.flatnonzero(alike >= least)
        near = (slugs[place] for place in places)
        return [slug for slug in near if slug not in known and is_in_time(self._profiles[slug].claim, side.entry)]

    def _in_stream(self, side: EntrySide, pairs: list[Pair]) -> list[Pair]:
        """Tell the pairs of this entry how crowded the stream is around it."""
        if pairs:
            crowd = self._stream.crowd(side.vector, side.meaning)
            for pair in pairs:
                pair.crowd = crowd
        return pairs

    def _hopeful(self, side: EntrySide, among: Collection[str] | None) -> list[tuple[Pair, list[float]]]:
        """The pairs that would be suggestions if as little of the stream as is usual at the least were like the entry.

        A crowd never speaks for a match (the training holds its signals to that), and to ask for it costs more than the
        rest: most pairs are settled without. The values are those in the crowd there is.
        """
        hopeful = []
        for pair in self._meet_all(side, floor=FLOOR, among=among):
            pair.crowd = LEAST
            values = measure_all(pair)
            if self._decide(pair.profile, self._score(pair, values)) is not MatchDecision.NONE:
                hopeful.append((pair, values))
        self._in_stream(side, [pair for pair, _ in hopeful])
        return [(pair, measure_crowd(pair, values)) for pair, values in hopeful]

    def _judge(self, pair: Pair, values: list[float]) -> Match:
        score = self._score(pair, values)
        if self._decide(pair.profile, score) is not MatchDecision.NONE:
            return self._full(pair, values, score)
        slug, entry = pair.profile.claim.slug, pair.side.entry
        return Match(slug, entry.id, score, MatchDecision.NONE, Polarity.ECHO, entry.published)

    def _score(self, pair: Pair, values: list[float]) -> float:
        if unwanted_in(pair):
            return 0.0
        return self._weights.score(values)

    def lines(self, profile: ClaimProfile) -> tuple[float, float]:
        """This claim's suggestion line and match line."""
        low, high = LINE_ENDS
        shift = profile.learning.line_shift
        match_line = min(high, max(low, self._policy.match_line + shift))
        return min(match_line, max(low / 2, self._policy.suggest_line + shift / 2)), match_line

    def _decide(self, profile: ClaimProfile, score: float) -> MatchDecision:
        suggest_line, match_line = self.lines(profile)
        if score >= match_line:
            return MatchDecision.MATCH
        return MatchDecision.SUGGEST if score >= suggest_line else MatchDecision.NONE

    def _full(self, pair: Pair, values: list[float], score: float) -> Match:
        claim, entry = pair.profile.claim, pair.side.entry
        polarity, because = judge_polarity(undated(claim.statement), entry.title, entry.summary)
        if polarity is Polarity.OCCURRED and is_early(claim, entry):
            polarity, because = (
                Polarity.PROGRESS,
                f"progress: {because.partition(': ')[2]}, but before the time it is due",
            )
        signals = show_signals(pair, values, self._weights.parts(values))
        return Match(
            claim=claim.slug,
            entry=entry.id,
            score=score,
            decision=self._decide(pair.profile, score),
            polarity=polarity,
            said_at=entry.published,
            polarity_because=because,
            signals=signals,
            why=say_why(signals),
            missing=say_missing(pair),
        )


def pair_polarity(match: Match) -> str:
    """The word for a pair: what the entry says of the claim, or `unrelated` when it tells another event."""
    return "unrelated" if match.polarity_because.startswith(ANOTHER_EVENT) else match.polarity.value


def is_in_time(claim: Claim, entry: Entry) -> bool:
    """Published from the day of the claim to the last day of its watch."""
    day: date = entry.published.date()
    return claim.said_on <= day and (claim.watched_until is None or day <= claim.watched_until)


def is_early(claim: Claim, entry: Entry) -> bool:
    """Published before the first day on which the claim is due: "opens in June", said in May, is an announcement."""
    due = claim.due
    return due is not None and due.earliest is not None and entry.published.date() < due.earliest


def pair_is_possible(pair: Pair) -> bool:
    """Something is shared at all."""
    return bool(pair.shared) or any(term in pair.profile.grown for term in pair.side.rarity)


def _best_first(match: Match) -> tuple[float, str]:
    return -match.score, match.claim
