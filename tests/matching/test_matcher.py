"""What a matcher keeps, which claims it looks at closely, and where its lines lie."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from build import NOON, a_claim, an_entry

from monitor.matching.background import TermCounts
from monitor.matching.combine import Weights
from monitor.matching.match import Matcher
from monitor.matching.profile import build_profile
from monitor.matching.signals import SIGNALS
from monitor.model.claim import Claim, DueWindow
from monitor.model.match import Learning, MatchDecision, Polarity
from monitor.model.policy import MatchPolicy

NEWS = an_entry("Veldam opens its harbour bridge", summary="The city opened the new bridge over the harbour.")
OTHER = an_entry("Football: late goal decides cup final")
#: Every pair that is looked at closely scores one half.
EVEN = Weights(0.0, (0.0,) * len(SIGNALS), ())
WIDE = MatchPolicy(suggest_line=0.2, match_line=0.5)


def a_matcher(*claims: Claim, weights: Weights | None = None, policy: MatchPolicy = WIDE) -> Matcher:
    return Matcher([(claim, Learning(claim.slug)) for claim in claims], TermCounts.shipped(), policy, weights)


def slugs(matcher: Matcher, entry: object = NEWS, **more: object) -> set[str]:
    return {match.claim for match in matcher.match(entry, **more)}  # type: ignore[arg-type]


class TestWhatItKeeps:
    def test_a_claim_that_comes_later_is_met_by_what_was_looked_at_before(self) -> None:
        matcher = a_matcher(a_claim("one"), weights=EVEN)
        assert slugs(matcher) == {"one"}
        matcher.put(a_claim("two"), Learning("two"))
        assert slugs(matcher) == {"one", "two"}

    def test_a_claim_that_went_is_met_no_more(self) -> None:
        matcher = a_matcher(a_claim("one"), a_claim("two"), weights=EVEN)
        assert slugs(matcher) == {"one", "two"}
        matcher.drop("two")
        matcher.drop("three")
        assert slugs(matcher) == {"one"}
        assert {match.claim for match in matcher.score_all(NEWS)} == {"one"}
        with pytest.raises(KeyError):
            matcher.explain("two", NEWS)
        with pytest.raises(KeyError):
            matcher.seen.levels.unusual("two", 0.5)

    def test_an_entry_that_was_edited_is_read_anew(self) -> None:
        matcher = a_matcher(a_claim("one"), weights=EVEN)
        assert slugs(matcher) == {"one"}
        edited = replace(NEWS, title=OTHER.title, summary="")
        assert slugs(matcher, edited) == set()
        assert slugs(matcher) == {"one"}

    def test_what_one_claim_learned_counts_at_once_and_of_another_is_passed_over(self) -> None:
        matcher = a_matcher(a_claim("one"), weights=EVEN)
        assert [match.decision for match in matcher.match(NEWS)] == [MatchDecision.MATCH]
        matcher.learn(Learning("one", line_shift=0.3))
        matcher.learn(Learning("two", line_shift=0.3))
        assert [match.decision for match in matcher.match(NEWS)] == [MatchDecision.SUGGEST]
        assert slugs(matcher) == {"one"}

    def test_what_goes_by_is_what_later_ones_are_held_against(self) -> None:
        matcher, fresh = a_matcher(a_claim("one")), a_matcher(a_claim("one"))
        copies = [replace(NEWS, id=f"{n:016x}") for n in range(30)]
        matcher.calibrate(copies)
        crowded = matcher.explain("one", NEWS)
        assert [signal.value for signal in crowded.signals] != [
            signal.value for signal in fresh.explain("one", NEWS).signals
        ]
        assert matcher.seen.levels.unusual("one", 0.9) < fresh.seen.levels.unusual("one", 0.9)

    def test_entries_that_are_kept_ready_are_bounded(self) -> None:
        matcher = a_matcher(a_claim("one"), weights=EVEN)
        for n in range(1_100):
            matcher.match(replace(OTHER, id=f"{n:016x}"))
            assert len(matcher._sides) <= 512
            assert len(matcher._met) <= 512
        assert len(matcher._sides) > 50
        assert slugs(matcher) == {"one"}


class TestWhoIsLookedAt:
    def test_a_weak_likeness_is_seen_by_who_asks_for_all(self) -> None:
        matcher = a_matcher(a_claim("one"), weights=EVEN)
        words = (
            "chess, poker, dominoes, backgammon, whist and bridge drew pensioners from nineteen villages of the hills"
        )
        weak = an_entry(
            f"A tournament of {words}, with trophies, sandwiches, raffle tickets and fiddle music", summary=""
        )
        assert slugs(matcher, weak) == set()
        assert [match.claim for match in matcher.score_all(weak)] == ["one"]
        assert slugs(matcher, weak) == set()

    def test_of_many_claims_alike_a_dozen_of_the_nearest_are_looked_at_and_all_by_who_asks(self) -> None:
        topics = (
            "teachers",
            "wheat",
            "football",
            "vaccines",
            "opera",
            "taxes",
            "satellites",
            "wine",
            "prisons",
            "tourism",
        )
        topics += (
            "forests",
            "elections",
            "steel",
            "earthquakes",
            "fishing",
            "trams",
            "museums",
            "cheese",
            "bees",
            "coal",
        )
        names = [
            f"{start}{end}" for start in ("Ada", "Beda", "Cora", "Dora") for end in ("mol", "rin", "sul", "vok", "zet")
        ]
        claims = [
            a_claim(
                f"c{n:02}", statement=f"The {names[n]} laboratory of {topic} in {names[n - 7]} will publish a report."
            )
            for n, topic in enumerate(topics)
        ]
        matcher = a_matcher(*claims, weights=EVEN)
        entry = an_entry(
            "A laboratory caught fire overnight and firemen rescued two cats from its roof in Adarin", summary=""
        )
        assert len(matcher.match(entry)) == 12
        assert {"c01", "c08"} <= slugs(matcher, entry)  # Adarin is named in them
        assert len(matcher.score_all(entry)) == 20

    def test_all_that_are_much_alike_are_looked_at(self) -> None:
        claims = [a_claim(f"c{n:02}") for n in range(20)]
        assert len(slugs(a_matcher(*claims, weights=EVEN))) == 20

    @pytest.mark.parametrize(
        ("title", "matched", "scored"),
        [
            ("Judges to consider challenge to verdict", True, True),
            ("Lawyers argue before judges", False, True),
            ("Volcano erupts on remote island", False, False),
        ],
    )
    def test_one_near_in_meaning_shares_no_word(self, title: str, matched: bool, scored: bool) -> None:
        matcher, entry = (
            a_matcher(a_claim("one", statement="The court will hear the appeal."), weights=EVEN),
            an_entry(title),
        )
        entry = replace(entry, summary="")
        assert (bool(slugs(matcher, entry)), bool(matcher.score_all(entry))) == (matched, scored)

    def test_nobody_waits_so_nobody_is_met(self) -> None:
        matcher = a_matcher(weights=EVEN)
        assert (matcher.match(NEWS), matcher.score_all(NEWS)) == ([], [])

    def test_among_some_claims_others_are_not_met(self) -> None:
        matcher = a_matcher(a_claim("one"), a_claim("two"), weights=EVEN)
        assert slugs(matcher, among=["two", "three"]) == {"two"}
        assert slugs(matcher, among=[]) == set()

    def test_what_a_person_does_not_want_is_no_pair_at_all(self) -> None:
        assert a_matcher(a_claim("one", not_terms=("harbour",)), weights=EVEN).score_all(NEWS) == []


class TestLines:
    @pytest.mark.parametrize(
        ("shift", "lines"),
        [
            (0.0, (0.2, 0.5)),
            (0.2, (0.3, 0.7)),
            (0.5, (0.45, 0.95)),
            (0.9, (0.65, 0.95)),
            (-0.2, (0.1, 0.3)),
            (-0.9, (0.05, 0.1)),
        ],
    )
    def test_a_claims_lines_move_with_what_it_learned_and_never_beyond_the_ends(
        self, shift: float, lines: tuple[float, float]
    ) -> None:
        matcher = a_matcher(policy=WIDE)
        profile = build_profile(a_claim("one"), Learning("one", line_shift=shift), TermCounts.shipped())
        assert matcher.lines(profile) == pytest.approx(lines)

    def test_the_suggestion_line_never_lies_above_the_match_line(self) -> None:
        matcher = a_matcher(policy=MatchPolicy(suggest_line=0.6, match_line=0.4))
        profile = build_profile(a_claim("one"), Learning("one"), TermCounts.shipped())
        assert matcher.lines(profile) == (0.4, 0.4)

    @pytest.mark.parametrize(
        ("policy", "decision"),
        [
            (MatchPolicy(suggest_line=0.2, match_line=0.5), [MatchDecision.MATCH]),
            (MatchPolicy(suggest_line=0.5, match_line=0.8), [MatchDecision.SUGGEST]),
            (MatchPolicy(suggest_line=0.51, match_line=0.8), []),
        ],
    )
    def test_what_lies_on_a_line_has_reached_it(self, policy: MatchPolicy, decision: list[MatchDecision]) -> None:
        matcher = a_matcher(a_claim("one"), weights=EVEN, policy=policy)
        assert [match.decision for match in matcher.match(NEWS)] == decision


class TestDays:
    @pytest.mark.parametrize(("off", "met"), [(-1, False), (0, True), (10, True), (11, False)])
    def test_from_the_day_of_the_claim_to_the_last_of_its_watch(self, off: int, met: bool) -> None:
        claim = a_claim("one", said_on=NOON.date(), watched_until=NOON.date() + timedelta(days=10))
        entry = replace(NEWS, published=NOON + timedelta(days=off))
        assert bool(slugs(a_matcher(claim, weights=EVEN), entry)) is met

    @pytest.mark.parametrize(("earliest", "polarity"), [(3, Polarity.OCCURRED), (4, Polarity.PROGRESS)])
    def test_on_the_first_day_it_can_be_due_it_can_have_occurred(self, earliest: int, polarity: Polarity) -> None:
        due = DueWindow(date(2017, 5, earliest), date(2017, 6, 30), "by June")
        entry = replace(NEWS, published=NOON)
        (match,) = a_matcher(a_claim("one", due=due), weights=EVEN).match(entry)
        assert match.polarity is polarity
