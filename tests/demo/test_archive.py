"""The demo's archive is sound: it says what it claims to say, and enough of it."""

from collections import Counter
from urllib.parse import urlsplit

import pytest

from monitor.demo.archive import END, OUTLETS, START, STEP, WINDOW, is_out, load_archive, load_expected, window_of

ARCHIVE = load_archive()
EXPECTED = load_expected()


def test_every_item_has_a_name_and_a_page_of_its_own() -> None:
    assert len({item.guid for item in ARCHIVE}) == len(ARCHIVE)
    assert len({item.link for item in ARCHIVE}) == len(ARCHIVE)


def test_the_items_lie_between_2_may_and_31_july_and_come_in_order() -> None:
    times = [item.at for item in ARCHIVE]
    assert times == sorted(times)
    assert START.date() <= times[0].date()
    assert times[-1] <= END


def test_titles_and_summaries_are_those_of_a_newsroom() -> None:
    for item in ARCHIVE:
        assert 5 <= len(item.title.split()) <= 14, item.title
        assert 8 <= len(item.summary.split()) <= 40, item.summary
        assert not item.title.endswith("."), item.title


def test_every_item_belongs_to_an_outlet_and_links_to_its_site() -> None:
    domains = {outlet.name: outlet.domain for outlet in OUTLETS}
    for item in ARCHIVE:
        assert urlsplit(item.link).hostname == domains[item.feed]
        assert domains[item.feed].endswith(".example")


@pytest.mark.parametrize("event", EXPECTED, ids=lambda event: event.key)
def test_an_expected_event_is_told_by_several_outlets_within_days(event) -> None:
    telling = [item for item in ARCHIVE if item.event == event.key]
    assert len({item.feed for item in telling}) >= 2
    assert {item.claim for item in telling} == {event.claim}
    assert telling[0].at.date() == event.day
    assert (telling[-1].at - telling[0].at).days <= 3


def test_no_other_item_names_a_claim_and_most_items_are_other_news() -> None:
    keys = {event.key for event in EXPECTED}
    assert {item.event for item in ARCHIVE if item.claim} == keys
    assert sum(item.claim is None for item in ARCHIVE) > 3 * sum(item.claim is not None for item in ARCHIVE)


def test_each_outlet_has_a_baseline_and_news_to_the_end() -> None:
    first = Counter(item.feed for item in ARCHIVE if item.at <= START)
    last = Counter(item.feed for item in ARCHIVE if item.at > END.replace(day=29))
    assert set(first) == set(last) == {outlet.name for outlet in OUTLETS}


def test_no_item_leaves_its_feed_before_it_can_be_seen() -> None:
    for outlet in OUTLETS:
        now, seen = START, set(window_of(outlet, ARCHIVE, START))
        while now < END:
            now += STEP
            if not is_out(outlet, now):
                seen |= set(window_of(outlet, ARCHIVE, now))
        assert seen >= {item for item in ARCHIVE if item.feed == outlet.name and item.at <= now}


def test_a_window_holds_the_newest_items_newest_first() -> None:
    outlet = OUTLETS[0]
    shown = window_of(outlet, ARCHIVE, END)
    assert len(shown) == WINDOW
    assert [item.at for item in shown] == sorted((item.at for item in shown), reverse=True)
    assert shown[0].at == max(item.at for item in ARCHIVE if item.feed == outlet.name)
