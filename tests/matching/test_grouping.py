from dataclasses import replace
from datetime import timedelta

from build import NOON, an_entry

from monitor.matching.grouping import group, regroup, title_likeness
from monitor.model.development import Development, ReviewState
from monitor.model.feed import Entry
from monitor.model.match import EARLY, Match, MatchDecision, Polarity
from monitor.model.policy import MatchPolicy

POLICY = MatchPolicy()


def a_match(
    entry: Entry, polarity: Polarity = Polarity.OCCURRED, decision: MatchDecision = MatchDecision.MATCH
) -> Match:
    return Match("harbour-bridge", entry.id, 0.8, decision, polarity, entry.published)


def opened(
    title: str = "Veldam opens its harbour bridge", polarity: Polarity = Polarity.OCCURRED, **changes
) -> Development:
    entry = an_entry(title, **changes)
    return group(a_match(entry, polarity), entry, [], POLICY).development


def joined(known: Development, title: str, polarity: Polarity = Polarity.OCCURRED, **changes):
    entry = an_entry(title, **changes)
    return group(a_match(entry, polarity), entry, [known], POLICY)


def test_the_first_report_opens():
    entry = an_entry()
    grouping = group(a_match(entry), entry, [], POLICY)
    assert grouping.is_new
    assert grouping.because == "first report"
    assert grouping.development.first_entry == entry.id
    assert grouping.development.outlets == (entry.outlet,)


def test_the_same_title_elsewhere_is_the_same_event():
    known = opened()
    grouping = joined(
        known,
        "Veldam opens its harbour bridge",
        outlet="Norrby Gazette",
        key="guid:2",
        published=NOON + timedelta(days=2),
    )
    assert not grouping.is_new
    assert "same title" in grouping.because
    assert grouping.development.entries == 2
    assert grouping.development.outlets == (known.outlets[0], "Norrby Gazette")
    assert grouping.development.last_at == NOON + timedelta(days=2)


LONG = "Veldam opens its new harbour bridge after years of delay"


def test_who_prints_a_copy_carries_it_but_is_no_source():
    known = opened(LONG, outlet="Harbour Wire")
    copy = joined(known, f"{LONG} - Norrby Gazette", outlet="Norrby Gazette", key="guid:2").development
    assert copy.outlets == ("Harbour Wire", "Norrby Gazette")
    assert copy.sources == ("Harbour Wire",)
    own = joined(copy, "Crowds cheer as harbour bridge of Veldam opens at last", outlet="Field & Strait", key="guid:3")
    assert own.development.sources == ("Harbour Wire", "Field & Strait")


def test_who_printed_a_copy_and_writes_words_of_its_own_is_a_source():
    known = opened(LONG, outlet="Harbour Wire")
    copy = joined(known, LONG, outlet="Norrby Gazette", key="guid:2").development
    own = joined(copy, "Harbour bridge of Veldam opens to a cheering crowd", outlet="Norrby Gazette", key="guid:3")
    assert own.development.sources == ("Harbour Wire", "Norrby Gazette")


def test_an_agency_is_one_source_however_its_words_are_put():
    known = opened(LONG, outlet="Harbour Wire", summary="VELDAM (Reuters) - Cars rolled over the bridge on Friday.")
    assert known.sources == ("Reuters",)
    other = joined(known, "Harbour bridge of Veldam opens to crowds - Reuters", outlet="Norrby Gazette", key="guid:2")
    assert other.development.sources == ("Reuters",)
    own = joined(
        other.development, "Harbour bridge of Veldam is open, says mayor", outlet="Field & Strait", key="guid:3"
    )
    assert own.development.sources == ("Reuters", "Field & Strait")


def test_a_copy_that_names_its_agency_tells_whose_word_the_first_report_was():
    known = opened(LONG, outlet="Harbour Wire")
    named = joined(known, f"{LONG} - Reuters", outlet="Norrby Gazette", key="guid:2").development
    assert named.sources == ("Reuters",)
    again = joined(named, "Harbour bridge of Veldam opens to crowds (Reuters)", outlet="Field & Strait", key="guid:3")
    assert again.development.sources == ("Reuters",)


def test_an_outlet_keeps_what_it_told_beside_the_agency_s_text():
    known = opened(LONG, outlet="Harbour Wire")
    own = joined(known, "Harbour bridge of Veldam opens to a cheering crowd", outlet="Harbour Wire", key="guid:2")
    named = joined(own.development, f"{LONG} - Reuters", outlet="Norrby Gazette", key="guid:3").development
    assert named.sources == ("Harbour Wire", "Reuters")
    assert [row[0] for row in named.prints] == ["Reuters", "Harbour Wire"]


LEAD = "Cars rolled over the new bridge at the harbour of Veldam on Friday, two years late."


def test_a_text_that_was_read_in_another_development_is_no_new_word():
    known = opened(LONG, outlet="Harbour Wire", summary=LEAD)
    later = NOON + timedelta(days=3)
    other = an_entry("Second report", outlet="Norrby Gazette", summary=LEAD, key="guid:2", published=later)
    second = group(a_match(other, Polarity.FAILED), other, [known], POLICY)
    assert second.is_new
    assert second.development.sources == ("Harbour Wire",)
    assert second.development.outlets == ("Norrby Gazette",)
    third = an_entry(
        "Second report of words of its own", outlet="Field & Strait", summary=LEAD, key="guid:3", published=later
    )
    lone = opened("Second report of words", Polarity.FAILED, outlet="The Lone", published=later, key="guid:4")
    joint = group(a_match(third, Polarity.FAILED), third, [known, lone], POLICY)
    assert not joint.is_new
    assert joint.development.sources == ("The Lone", "Harbour Wire")


def test_copies_are_known_in_what_an_older_program_stored():
    old = replace(opened(LONG, outlet="Harbour Wire"), prints=(), sources=())
    assert old.sources == ("Harbour Wire",)
    copy = joined(old, LONG, outlet="Norrby Gazette", key="guid:2").development
    assert (copy.sources, len(copy.outlets)) == (("Harbour Wire",), 2)
    own = joined(
        copy, "Harbour bridge of Veldam opens to a cheering crowd", outlet="The Echo", key="guid:3"
    ).development
    assert own.sources == ("Harbour Wire", "The Echo")
    assert [row[0] for row in own.prints] == ["Harbour Wire", "The Echo"]
    named = joined(old, f"{LONG} - Reuters", outlet="Norrby Gazette", key="guid:4").development
    assert named.sources == ("Reuters",)


def test_the_same_link_under_another_name_is_no_source():
    known = opened(LONG, outlet="Harbour Wire", canonical_link="https://wire.example/a")
    linked = joined(
        known, "Bridge: see what happened", outlet="The Links", key="guid:2", canonical_link="https://wire.example/a"
    )
    assert linked.development.outlets == ("Harbour Wire", "The Links")
    assert linked.development.sources == ("Harbour Wire",)


def test_an_echo_is_no_source_of_what_happened():
    known = opened(LONG, outlet="Harbour Wire")
    echo = joined(
        known, "Harbour bridge of Veldam to be opened, say plans", Polarity.ECHO, outlet="The Echo", key="g:2"
    )
    assert echo.development.outlets == ("Harbour Wire", "The Echo")
    assert echo.development.sources == ("Harbour Wire",)


def test_prints_are_bounded():
    known = opened(LONG, outlet="Harbour Wire")
    for number in range(40):
        words = f"harbour bridge Veldam opens {' '.join(f'w{number}x{index}' for index in range(4))}"
        known = joined(known, words, outlet=f"Outlet {number}", key=f"guid:{number}").development
    assert len(known.sources) > 16
    assert len(known.prints) == 16


def test_one_outlet_counts_once():
    grouping = joined(opened(), "Veldam opens its harbour bridge", key="guid:2")
    assert len(grouping.development.outlets) == 1
    assert grouping.development.entries == 2


def test_the_same_link_is_the_same_event_whatever_the_words():
    known = opened(canonical_link="https://news.example/1")
    grouping = joined(known, "Ribbon cut", key="guid:2", canonical_link="https://news.example/1")
    assert (grouping.is_new, grouping.because) == (False, "the same link")


def test_another_wording_within_hours_is_the_same_event():
    grouping = joined(
        opened(),
        "Long queues as bridge over Veldam harbour opens to cars",
        key="guid:2",
        published=NOON + timedelta(hours=5),
    )
    assert not grouping.is_new


def test_a_change_of_state_is_new_news():
    grouping = joined(
        opened(polarity=Polarity.PROGRESS), "Veldam opens its harbour bridge late", Polarity.POSTPONED, key="guid:2"
    )
    assert grouping.is_new
    assert "postponed" in grouping.because


def test_outlets_may_put_one_setback_differently():
    known = opened("Veldam calls off the opening of its harbour bridge", Polarity.CANCELLED)
    later = NOON + timedelta(hours=3)
    title = "Opening of harbour bridge in Veldam put off"
    assert not joined(known, title, Polarity.POSTPONED, key="guid:2", outlet="Daily", published=later).is_new


def test_an_outlet_that_takes_back_its_own_word_has_news():
    known = opened("Veldam calls off the opening of its harbour bridge", Polarity.CANCELLED)
    later = NOON + timedelta(hours=3)
    title = "Opening of harbour bridge in Veldam is put off to July, not called off"
    outlet = known.outlets[0]
    assert joined(known, title, Polarity.POSTPONED, key="guid:2", outlet=outlet, published=later).is_new
    assert not joined(known, title, Polarity.CANCELLED, key="guid:2", outlet=outlet, published=later).is_new
    assert not joined(known, title, Polarity.ECHO, key="guid:2", outlet=outlet, published=later).is_new


def test_a_step_told_after_the_deed_by_the_same_outlet_is_no_news():
    known = opened()
    title = "Veldam harbour bridge nears its opening to cars"
    grouping = joined(
        known, title, Polarity.PROGRESS, key="guid:2", outlet=known.outlets[0], published=NOON + timedelta(hours=1)
    )
    assert not grouping.is_new


def test_an_echo_joins_a_state_but_a_state_never_joins_an_echo():
    assert not joined(opened(), "Veldam opens its harbour bridge: reactions", Polarity.ECHO, key="guid:2").is_new
    echo = opened("Veldam waits for its harbour bridge", Polarity.ECHO)
    assert joined(echo, "Veldam opens its harbour bridge", key="guid:2").is_new


def test_other_numbers_on_another_day_make_another_event():
    known = opened("Bridge vote in Veldam: 120 for opening")
    later = NOON + timedelta(days=2)
    assert joined(known, "Bridge vote in Veldam: 341 for opening", key="guid:2", published=later).is_new
    assert not joined(known, "Bridge vote in Veldam: votes for opening", key="guid:3", published=later).is_new


def test_after_the_window_it_is_told_again():
    later = NOON + POLICY.development_window + timedelta(hours=1)
    assert joined(opened(), "Veldam opens its harbour bridge", key="guid:2", published=later).is_new


def test_a_rejected_development_takes_nothing_in():
    known = replace(opened(), review=ReviewState.REJECTED)
    assert joined(known, "Veldam opens its harbour bridge", key="guid:2").is_new


def test_other_claims_developments_do_not_count():
    known = replace(opened(), claim="other")
    grouping = joined(known, "Veldam opens its harbour bridge", key="guid:2")
    assert grouping.is_new
    assert grouping.because == "first report"


def test_a_suggestion_becomes_a_match_by_its_better_copy():
    entry = an_entry()
    known = group(a_match(entry, decision=MatchDecision.SUGGEST), entry, [], POLICY).development
    better = joined(known, "Veldam opens its harbour bridge", key="guid:2").development
    assert better.decision is MatchDecision.MATCH
    weaker = an_entry(key="guid:3")
    still = group(a_match(weaker, decision=MatchDecision.SUGGEST), weaker, [better], POLICY).development
    assert still.decision is MatchDecision.MATCH


def test_the_likest_development_takes_the_entry():
    first = opened("Harbour bridge traffic grows in Veldam")
    second = opened("Veldam opens its harbour bridge", key="guid:b")
    entry = an_entry("Veldam opens its harbour bridge", key="guid:c")
    assert group(a_match(entry), entry, [first, second], POLICY).development.id == second.id


def test_a_busy_day_opens_few_developments():
    recent: list[Development] = []
    words = ["mayor", "crowd", "traffic", "ribbon", "fireworks", "speech", "ferry", "toll", "queue", "cars"]
    for n in range(100):
        title = f"{words[n % 10].title()} and {words[(n * 3) % 10]} as Veldam harbour bridge opens"
        entry = an_entry(title, key=f"guid:{n}", outlet=f"Outlet {n % 40}", published=NOON + timedelta(minutes=5 * n))
        grouping = group(a_match(entry), entry, recent, POLICY)
        recent = [known for known in recent if known.id != grouping.development.id] + [grouping.development]
    assert len(recent) <= 3
    assert sum(known.entries for known in recent) == 100
    assert max(len(known.outlets) for known in recent) == 40


def test_a_new_story_of_the_same_state_is_explained():
    known = opened()
    grouping = joined(known, "Second crossing gets its permit", key="guid:2", published=NOON + timedelta(days=3))
    assert grouping.is_new
    assert grouping.because == "no recent development tells the same"


def test_titles_without_words_are_not_alike():
    assert title_likeness("…", "…") == 0.0
    assert title_likeness("Bridge opens", "bridge opens!") == 1.0


def test_news_does_not_vanish_in_what_nobody_was_told():
    known = opened("Veldam opens its harbour bridge on Monday", baseline=True)
    assert joined(known, "Crowds cross as Veldam opens harbour bridge to all", key="guid:2").is_new
    assert not joined(known, "Veldam opens its harbour bridge on Monday", key="guid:3").is_new


def test_what_makes_it_sure_is_what_is_told():
    entry = an_entry("Veldam harbour bridge may be open")
    doubtful = group(a_match(entry, decision=MatchDecision.SUGGEST), entry, [], POLICY).development
    sure = joined(doubtful, "Veldam opens harbour bridge", key="guid:2", link="https://a.example/2")
    assert not sure.is_new
    assert (sure.development.headline, sure.development.link) == ("Veldam opens harbour bridge", "https://a.example/2")


def an_early(entry: Entry) -> Match:
    """Said to have happened before the claim is due, as the matcher puts it."""
    said = a_match(entry, Polarity.PROGRESS)
    return replace(said, polarity_because=f"progress: a finished act ('opens'), but {EARLY}")


PLAN = "Veldam sets the day on which its harbour bridge opens"


def test_what_comes_early_is_no_further_step():
    step = opened(PLAN, Polarity.PROGRESS)
    entry = an_entry("Veldam opens its harbour bridge", key="guid:2", published=NOON + timedelta(hours=2))
    early = group(an_early(entry), entry, [step], POLICY)
    assert early.is_new
    assert early.because.endswith(EARLY)
    assert early.development.polarity is Polarity.PROGRESS


def test_steps_and_copies_join_what_came_early():
    entry = an_entry("Veldam opens its harbour bridge")
    known = group(an_early(entry), entry, [], POLICY).development
    again = an_entry("Harbour bridge opens in Veldam", outlet="Norrby Gazette", key="guid:2")
    assert not group(an_early(again), again, [known], POLICY).is_new
    assert not joined(known, PLAN, Polarity.PROGRESS, key="guid:3").is_new


def test_what_came_early_is_told_again_when_it_happens_in_its_time():
    entry = an_entry("Veldam opens its harbour bridge")
    known = group(an_early(entry), entry, [], POLICY).development
    assert joined(known, "Veldam opens its harbour bridge", key="guid:2", published=NOON + timedelta(hours=9)).is_new


def test_an_edit_that_turns_a_step_into_the_deed_opens_another():
    entry = an_entry("Veldam is to open its harbour bridge")
    step = group(a_match(entry, Polarity.PROGRESS), entry, [], POLICY).development
    edited = replace(entry, title="Veldam opens its harbour bridge", revision=1)
    early = group(an_early(edited), edited, [step], POLICY)
    assert early.is_new
    assert early.development.id != step.id


def test_what_an_edit_opens_is_news_of_the_edit():
    entry, later = an_entry("Veldam opens its harbour bridge"), NOON + timedelta(hours=5)
    told = group(a_match(entry, Polarity.OCCURRED), entry, [], POLICY).development
    edited = replace(entry, title="Correction: Veldam has not opened its harbour bridge", revision=1)
    match = a_match(edited, Polarity.DENIED)
    denial = group(match, edited, [told], POLICY, later)
    assert denial.is_new
    assert {denial.development.opened_at, denial.development.last_at, denial.development.seen_at} == {later}
    # Another touch of its words finds it again, whenever it comes, and does not date it back.
    again = group(match, replace(edited, revision=2), [told, denial.development], POLICY, later + timedelta(days=20))
    assert (again.is_new, again.development.id) == (False, denial.development.id)
    assert again.development.opened_at == later
    # As it was known on an earlier day, too.
    assert regroup(again.development, [(match, edited)], [told]).opened_at == later


def test_an_edit_long_after_finds_what_it_opened():
    entry, later = an_entry("Veldam opens its harbour bridge"), NOON + timedelta(days=60)
    edited = replace(entry, revision=1)
    match = a_match(edited, Polarity.OCCURRED)
    opened = group(match, edited, [], POLICY, later).development
    again = group(match, replace(edited, revision=2), [opened], POLICY, later + timedelta(days=1))
    assert (again.is_new, again.development.opened_at) == (False, later)


def test_an_edit_that_says_the_same_leaves_a_rejection_standing():
    entry = an_entry("Veldam opens its harbour bridge")
    match = a_match(entry, Polarity.OCCURRED)
    rejected = replace(group(match, entry, [], POLICY).development, review=ReviewState.REJECTED)
    edited = replace(entry, title="Veldam opens its bridge of the harbour", revision=1)
    again = group(match, edited, [rejected], POLICY, NOON + timedelta(hours=5))
    assert (again.is_new, again.development.review) == (False, ReviewState.REJECTED)
