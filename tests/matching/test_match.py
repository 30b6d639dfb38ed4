from dataclasses import replace
from datetime import date, timedelta

import pytest
from build import NOON, a_claim, an_entry

from monitor.matching.background import TermCounts
from monitor.matching.index import MOST_WAITING, ClaimIndex
from monitor.matching.match import Matcher, pair_polarity
from monitor.model.claim import Claim, DueWindow, Precision
from monitor.model.match import Learning, MatchDecision, Polarity
from monitor.model.policy import MatchPolicy

NEWS = an_entry("Veldam opens its harbour bridge in June", summary="The city opened the new bridge over the harbour.")
OTHER = an_entry("Football: late goal decides cup final")


def a_matcher(*claims: Claim, learning: Learning | None = None, policy: MatchPolicy | None = None) -> Matcher:
    known = claims or (a_claim(),)
    pairs = [(claim, learning or Learning(claim.slug)) for claim in known]
    return Matcher(pairs, TermCounts.shipped(), policy or MatchPolicy())


def test_news_of_the_claim_matches_and_is_explained():
    (match,) = a_matcher().match(NEWS)
    assert match.decision is MatchDecision.MATCH
    assert match.claim == "harbour-bridge"
    assert match.said_at == NEWS.published
    assert match.why
    assert any("bridg" in line for line in match.why)
    assert match.polarity is Polarity.OCCURRED
    assert match.polarity_because


def test_other_news_does_not_match():
    assert a_matcher().match(OTHER) == []


def test_nothing_from_before_the_claim_or_after_its_watch_matches():
    early = replace(NEWS, published=NOON - timedelta(days=3))
    late = replace(NEWS, published=NOON + timedelta(days=30))
    matcher = a_matcher(a_claim(watched_until=date(2017, 5, 20)))
    assert matcher.match(early) == []
    assert matcher.match(late) == []
    assert matcher.score_all(early) == []
    assert matcher.explain("harbour-bridge", early).score == 0.0
    assert matcher.match(NEWS)


def test_an_unwanted_word_forbids_a_match_and_is_told():
    matcher = a_matcher(a_claim(not_terms=("harbour",)))
    assert matcher.match(NEWS) == []
    told = matcher.account("harbour-bridge", NEWS)
    assert told.match.decision is MatchDecision.NONE
    assert told.ruled_out == ("has the unwanted words harbour",)


def test_any_pair_can_be_explained():
    told = a_matcher().explain("harbour-bridge", OTHER)
    assert told.decision is MatchDecision.NONE
    assert told.score == 0.0
    assert any("Veldam" in line for line in told.missing)
    with pytest.raises(KeyError):
        a_matcher().explain("no-such-claim", NEWS)


def test_score_all_has_the_weak_pairs_too():
    weak = an_entry("Cards, chess and bridge in a summer of clubs")
    scored = a_matcher().score_all(weak)
    assert [match.decision for match in scored] == [MatchDecision.NONE]
    assert 0.0 < scored[0].score < 0.5
    assert a_matcher().score_all(NEWS)[0].score == pytest.approx(a_matcher().match(NEWS)[0].score)


def test_the_best_claim_comes_first():
    vague = a_claim("vague", statement="Veldam will change its harbour.")
    found = a_matcher(a_claim(), vague).score_all(NEWS)
    assert found[0].claim == "harbour-bridge"
    assert found == sorted(found, key=lambda match: -match.score)


def test_what_was_learned_counts_at_once():
    matcher = a_matcher()
    before = matcher.explain("harbour-bridge", NEWS)
    matcher.learn(Learning("harbour-bridge", line_shift=0.2, accepted=1))
    matcher.learn(Learning("nobody-knows-this-claim"))
    raised = matcher.explain("harbour-bridge", NEWS)
    assert raised.score == pytest.approx(before.score)
    strict = a_matcher(policy=MatchPolicy(match_line=0.94, suggest_line=0.93), learning=Learning("x", line_shift=0.25))
    assert (
        strict.explain("harbour-bridge", an_entry("Veldam council on its bridge")).decision is not MatchDecision.MATCH
    )


def test_a_known_story_is_followed_with_fewer_words():
    followup = an_entry("Lind cuts ribbon at crossing", published=NOON + timedelta(days=1))
    cold = a_matcher().explain("harbour-bridge", followup).score
    terms = ("veldam", "bridg", "lind", "ribbon", "cross")
    taught = Learning(
        "harbour-bridge",
        profile=tuple((term, 1.0) for term in terms),
        mass=5.0,
        matched=5,
        last_matched="2017-05-03",
        examples=(("match", "2017-05-03", *terms),),
    )
    assert a_matcher(learning=taught).explain("harbour-bridge", followup).score > cold


def test_terms_of_the_stream_become_common():
    matcher = a_matcher()
    before = matcher.explain("harbour-bridge", NEWS)
    for _ in range(3000):
        matcher.add_terms(NEWS)
    matcher.learn(Learning("harbour-bridge"))
    after = matcher.explain("harbour-bridge", NEWS)
    anchor = {signal.name: signal.value for signal in before.signals}["anchor"]
    assert {signal.name: signal.value for signal in after.signals}["anchor"] < anchor


def test_a_calibrated_matcher_knows_its_stream():
    matcher = a_matcher()
    matcher.calibrate([NEWS] * 200)
    unusual = {signal.name: signal.value for signal in matcher.explain("harbour-bridge", NEWS).signals}["unusual"]
    assert unusual < 0.1


def test_what_went_by_is_known_to_the_next_matcher_over_the_stream():
    first = a_matcher()
    first.calibrate([NEWS] * 200)
    claims = [(a_claim(), Learning("harbour-bridge"))]
    again = Matcher(claims, TermCounts.shipped(), MatchPolicy(), seen=first.seen)
    known = unusual_in(again)
    assert known == unusual_in(first) < 0.01
    other = [(a_claim(statement="The city of Veldam will open a harbour bridge."), Learning("harbour-bridge"))]
    assert unusual_in(Matcher(other, TermCounts.shipped(), MatchPolicy(), seen=first.seen)) > known


def test_to_look_at_all_pairs_is_not_to_let_the_entry_go_by():
    matcher = a_matcher()
    before = unusual_in(matcher)
    matcher.score_all(NEWS)
    assert unusual_in(matcher) == before


def unusual_in(matcher: Matcher) -> float:
    signals = {signal.name: signal.value for signal in matcher.explain("harbour-bridge", NEWS).signals}
    return signals["unusual"]


def test_reasons_are_the_words_as_they_are_written():
    match = a_matcher().explain("harbour-bridge", an_entry("Veldam's bridges are opened in June"))
    words = {word for signal in match.signals for word in signal.words}
    assert "Veldam's" in words
    assert "bridges" in words
    assert "bridg" not in words


def test_matching_alone_changes_nothing():
    matcher = a_matcher()
    before = matcher.explain("harbour-bridge", NEWS)
    matcher.match(NEWS)
    matcher.score_all(NEWS)
    assert matcher.explain("harbour-bridge", NEWS) == before


def test_a_matcher_built_anew_knows_what_the_one_before_has_seen():
    first = a_matcher()
    first.calibrate([NEWS] * 200)
    again = Matcher([(a_claim(), Learning("harbour-bridge"))], TermCounts.shipped(), MatchPolicy(), seen=first.seen)
    assert again.explain("harbour-bridge", NEWS) == first.explain("harbour-bridge", NEWS)
    other = a_claim(statement="The Veldam bridge will be sold to the harbour.")
    changed = Matcher([(other, Learning("harbour-bridge"))], TermCounts.shipped(), MatchPolicy(), seen=again.seen)
    unusual = {signal.name: signal.value for signal in changed.explain("harbour-bridge", NEWS).signals}["unusual"]
    assert unusual > 0.05  # the yardstick of the old words is gone


def test_reasons_show_the_words_that_were_written():
    told = a_matcher(a_claim(statement="Veldam will escalate its dispute with Washington over bridges.")).explain(
        "harbour-bridge", an_entry("Veldam escalates bridges dispute with the U.S.")
    )
    shown = {word for signal in told.signals for word in signal.words}
    assert {"escalates", "bridges", "U.S."} <= shown
    assert not {"escal", "bridg", "usa"} & shown
    missing = a_matcher(a_claim(statement="Veldam will escalate its dispute.")).explain(
        "harbour-bridge", an_entry("Veldam rests")
    )
    assert any("escalate" in line for line in missing.missing)


def test_what_is_missing_is_named_in_words_of_the_statement() -> None:
    claim = a_claim(statement="Mayor Ada Berg of Veldam will resign.")
    found = a_matcher(claim).explain(claim.slug, an_entry("Ada Berg speaks of bridges"))
    assert found.missing == ("words not there: Veldam, Mayor, resign",)


def test_many_entries_are_met_without_keeping_them_all():
    matcher = a_matcher()
    for number in range(600):
        matcher.match(an_entry(f"Sunny day number {number}"))
    assert matcher.match(NEWS)


def test_a_pair_that_tells_another_event_is_unrelated():
    match = a_matcher().explain("harbour-bridge", OTHER)
    assert pair_polarity(replace(match, polarity_because="another event: x")) == "unrelated"
    assert pair_polarity(replace(match, polarity_because="", polarity=Polarity.ECHO)) == "echo"


def test_matching_is_deterministic():
    first, second = a_matcher(), a_matcher()
    assert [first.match(entry) for entry in (NEWS, OTHER, NEWS)] == [
        second.match(entry) for entry in (NEWS, OTHER, NEWS)
    ]


def test_hostile_text_is_shown_safely():
    nasty = an_entry("Veldam \x1b[31mharbour bridge\u202e opens\x00 in June")
    for match in a_matcher().score_all(nasty):
        assert not any(sign in line for line in (*match.why, *match.missing) for sign in ("\x1b", "\u202e", "\x00"))


def test_among_many_claims_the_nearest_are_looked_at():
    claims = [
        a_claim(f"claim-{n}", statement=f"Veldam will open harbour bridge number {n} in June.") for n in range(10, 40)
    ]
    found = a_matcher(*claims).match(an_entry("Veldam opens harbour bridge 17 in June"))
    assert found
    assert found[0].claim == "claim-17"


def test_an_index_passes_over_what_too_many_wait_for():
    index = ClaimIndex()
    for number in range(MOST_WAITING + 1):
        index.put(str(number), {"june": 0.5, f"only{number}": 0.5})
    assert set(index.look_up({"june": 0.7, "only3": 0.7})) == {"3"}


def test_a_claim_of_nothing_and_an_entry_of_nothing_do_no_harm():
    matcher = a_matcher(a_claim(statement="…"))
    assert matcher.match(NEWS) == []
    assert matcher.match(an_entry("…")) == []
    assert matcher.explain("harbour-bridge", an_entry("…")).score == 0.0


def test_a_half_minded_pair_is_suggested():
    strict = a_matcher(policy=MatchPolicy(match_line=0.95, suggest_line=0.2))
    (match,) = strict.match(an_entry("Veldam council looks at harbour bridge"))
    assert match.decision in (MatchDecision.SUGGEST, MatchDecision.MATCH)


def test_an_announcement_before_the_due_time_is_no_fulfilment():
    june = DueWindow(date(2017, 6, 1), date(2017, 6, 30), "in June", Precision.MONTH)
    told = a_matcher(a_claim(due=june)).explain("harbour-bridge", NEWS)
    assert told.polarity is Polarity.PROGRESS
    assert "before the time" in told.polarity_because
    on_time = replace(NEWS, published=NOON + timedelta(days=40))
    assert a_matcher(a_claim(due=june)).explain("harbour-bridge", on_time).polarity is Polarity.OCCURRED


def test_what_the_quick_look_leaves_out_the_long_one_finds_too_weak():
    """`match` looks closely at few pairs; what it gives is what a close look at all of them gives."""
    claims = [
        replace(a_claim(), slug=place.lower(), statement=f"The {place} harbour bridge will open in June")
        for place in PLACES
    ]
    titles = [f"{place} {thing} {deed}" for place in PLACES for thing in THINGS for deed in DEEDS]
    quick, close = a_matcher(*claims), a_matcher(*claims)
    for number, title in enumerate(titles):
        entry = an_entry(title, id=f"{number:016x}")
        found = {(match.claim, match.decision) for match in quick.match(entry)}
        all_of_them = close.score_all(entry)
        assert found <= {(match.claim, match.decision) for match in all_of_them}
        assert {claim for claim, decision in found if decision is MatchDecision.MATCH} == {
            match.claim for match in all_of_them if match.decision is MatchDecision.MATCH
        }
        quick.add_terms(entry)
        close.add_terms(entry)


PLACES = ("Veldam", "Corvik", "Harrow", "Oslo")
THINGS = ("harbour bridge", "bridge", "old harbour market", "school")
DEEDS = ("opens", "will open in June", "delayed", "closed by storm")


def crowd_in(matcher: Matcher) -> dict[str, float]:
    """The signals that look at the stream around the entry."""
    values = {signal.name: signal.value for signal in matcher.explain("harbour-bridge", NEWS).signals}
    return {name: values[name] for name in ("distinct", "apart")}


def test_news_that_is_like_much_other_news_tells_less():
    matcher = a_matcher()
    alone, score = crowd_in(matcher), matcher.explain("harbour-bridge", NEWS).score
    for number in range(200):
        matcher.add_terms(replace(NEWS, id=f"{number:016x}"))
    among_many = crowd_in(matcher)
    assert among_many["distinct"] < alone["distinct"]
    assert among_many["apart"] < alone["apart"]
    assert matcher.explain("harbour-bridge", NEWS).score < score


def test_a_match_and_its_explanation_see_the_same_stream():
    matcher = a_matcher()
    matcher.calibrate(an_entry(f"Veldam {thing} {deed}", id=f"{deed}-{thing}") for thing in THINGS for deed in DEEDS)
    (match,) = matcher.match(NEWS)
    assert matcher.explain("harbour-bridge", NEWS) == match
