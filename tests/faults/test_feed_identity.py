"""Faults 1 to 7: who an entry is."""

from dataclasses import replace
from datetime import timedelta

import pytest
from feed_builds import Item, Memory, numbered, rss

from monitor.model.feed import FeedPlan
from monitor.model.policy import PollPolicy


def counts(plan: FeedPlan) -> tuple[int, int, int]:
    return len(plan.new), len(plan.changed), len(plan.relinked)


@pytest.mark.slow
def test_fault_01_missing_guid() -> None:
    memory = Memory()
    items = [Item(f"Report {n} from the harbour", link=f"http://news.example/{n}") for n in range(10)]
    items += [Item(f"Short note {n}", summary=f"Text {n}") for n in range(10)]
    found = [counts(memory.poll(rss(*items))) for _ in range(50)]
    assert found[0] == (20, 0, 0)
    assert set(found[1:]) == {(0, 0, 0)}


def test_fault_01_missing_guid_and_date_and_link() -> None:
    memory = Memory()
    body = rss(*(Item(f"Note {n}", date=None, summary="The same text") for n in range(5)))
    assert counts(memory.poll(body)) == (5, 0, 0)
    assert counts(memory.poll(body)) == (0, 0, 0)


def test_fault_02_one_guid_for_all() -> None:
    memory = Memory()
    body = rss(*(Item(f"Report {n} from the harbour", guid="0") for n in range(20)))
    first = memory.poll(body)
    assert counts(first) == (20, 0, 0)
    assert sum("share their id" in warning for warning in first.warnings) == 1
    assert [counts(memory.poll(body)) for _ in range(3)] == [(0, 0, 0)] * 3


def test_fault_02_empty_guids() -> None:
    memory = Memory()
    body = rss(*(Item(f"Report {n} from the harbour", guid="") for n in range(20)))
    assert counts(memory.poll(body)) == (20, 0, 0)
    assert counts(memory.poll(body)) == (0, 0, 0)


def test_fault_02_one_link_for_all() -> None:
    memory = Memory()
    body = rss(*(Item(f"Report {n}", guid=f"id-{n}", link="https://news.example/") for n in range(20)))
    assert counts(memory.poll(body)) == (20, 0, 0)
    assert counts(memory.poll(body)) == (0, 0, 0)


def test_fault_02_the_same_item_twice_is_one() -> None:
    memory = Memory()
    item = numbered(1)[0]
    assert counts(memory.poll(rss(item, item))) == (1, 0, 0)


def test_fault_02_a_guid_used_again_for_other_news() -> None:
    memory = Memory()
    old = Item("Veldam opens bridge", guid="latest", link="http://news.example/a")
    new = Item("Storm closes school", guid="latest", link="http://news.example/b", date="Wed, 03 May 2017 10:00:00 GMT")
    memory.poll(rss(old))
    assert counts(memory.poll(rss(new))) == (1, 0, 0)
    assert counts(memory.poll(rss(new))) == (0, 0, 0)
    assert counts(memory.poll(rss(old))) == (0, 0, 0)
    assert len(memory.entries) == 2


def test_fault_02_a_guid_used_again_without_dates_is_other_news_at_another_link() -> None:
    memory = Memory()
    news = [
        "Veldam opens its bridge",
        "Ferry line shuts for ever",
        "Norvik elects another mayor",
        "Storm closes harbour",
    ]
    items = [Item(title, "latest", f"http://news.example/{n}", None) for n, title in enumerate(news)]
    assert [counts(memory.poll(rss(item))) for item in items] == [(1, 0, 0)] * 4
    assert [counts(memory.poll(rss(item))) for item in items] == [(0, 0, 0)] * 4
    edited = replace(items[0], link="http://news.example/bridge", title="Veldam opens its bridge two days late")
    assert counts(memory.poll(rss(edited)))[:2] == (0, 1)
    bare = Memory()
    assert [counts(bare.poll(rss(replace(item, link=None))))[:2] for item in items[:2]] == [(1, 0), (0, 1)]


def test_fault_02_a_link_used_again_for_other_news() -> None:
    memory = Memory()
    old = Item("Veldam opens bridge", guid="a", link="http://news.example/live")
    new = Item("Storm closes school", guid="b", link="http://news.example/live", date="Wed, 03 May 2017 10:00:00 GMT")
    memory.poll(rss(old))
    assert counts(memory.poll(rss(new))) == (1, 0, 0)
    assert [counts(memory.poll(rss(item))) for item in (new, old)] == [(0, 0, 0)] * 2
    edited = replace(old, guid="c", title="Veldam opens bridge late", date="Wed, 03 May 2017 11:00:00 GMT")
    assert counts(memory.poll(rss(edited))) == (0, 1, 0)
    assert counts(memory.poll(rss(replace(old, guid="d", title="Ferry line shuts")))) == (0, 1, 0), "of the same hour"
    brief = [Item("G7 is on", "e", "http://x.example/1"), Item("G7 is on", "f", "http://x.example/1", new.date)]
    assert [counts(memory.poll(rss(item)))[:2] for item in brief] == [(1, 0), (0, 0)], "no word to tell them by"


def test_fault_03_an_item_that_changes_for_ever_is_named() -> None:
    memory = Memory(policy=PollPolicy(max_revisions=2))
    plans = [memory.poll(rss(Item(f"Level of the river is {n} m", "river"))) for n in (1, 2, 3, 4, 4)]
    assert [counts(plan)[:2] for plan in plans] == [(1, 0), (0, 1), (0, 1), (0, 0), (0, 0)]
    told = [any("change for ever" in warning for warning in plan.warnings) for plan in plans]
    assert told == [False, False, False, True, True]


def test_fault_03_edits_are_judged_again_but_not_for_ever() -> None:
    memory = Memory(policy=PollPolicy(max_revisions=24))
    memory.poll(rss(Item("The bridge opens in 1 days", guid="a")))
    plans = [memory.poll(rss(Item(f"The bridge opens in {n} days", guid="a"))) for n in range(2, 102)]
    assert sum(len(plan.changed) for plan in plans) == 24
    assert sum(len(plan.new) for plan in plans) == 0
    assert len(memory.entries) == 1


def test_fault_03_a_denial_is_judged_again() -> None:
    memory = Memory()
    memory.poll(rss(Item("The ship will arrive", guid="a", summary="On Monday.")))
    plan = memory.poll(rss(Item("The ship will not arrive", guid="a", summary="On Monday.")))
    assert [entry.title for entry in plan.changed] == ["The ship will not arrive"]
    assert plan.changed[0].revision == 1


def test_fault_03_cosmetic_edits_are_not_judged_again() -> None:
    memory = Memory()
    memory.poll(rss(Item("The ship will arrive", guid="a", summary="A long report on a ship.")))
    edited = Item("The Ship Will Arrive!", guid="a", summary="A <b>longer</b> report on the ship, read by many.")
    assert counts(memory.poll(rss(edited))) == (0, 0, 0)


def test_fault_04_https_and_tracking_parameters_make_no_news() -> None:
    memory = Memory()
    memory.poll(rss(*numbered(30)))
    items = [
        Item(
            item.title,
            f"{item.guid}?utm_source=rss".replace("http:", "https:"),
            f"{item.link}?utm_source=rss",
            item.date,
        )
        for item in numbered(30)
    ]
    plan = memory.poll(rss(*items))
    assert counts(plan) == (0, 0, 30)
    assert counts(memory.poll(rss(*items))) == (0, 0, 0)


def test_fault_04_a_feed_with_all_new_guids_and_links_is_relinked_and_told_once() -> None:
    memory = Memory()
    memory.poll(rss(*numbered(30)))
    moved = [
        Item(item.title, f"urn:{n}", f"https://other.example/x/{n}", "Wed, 03 May 2017 11:00:00 GMT")
        for n, item in enumerate(numbered(30))
    ]
    plan = memory.poll(rss(*moved))
    assert counts(plan) == (0, 0, 30)
    assert sum("under new ids" in warning for warning in plan.warnings) == 1
    assert memory.poll(rss(*moved)).warnings == ()


def test_fault_04_a_feed_with_new_guids_on_the_old_links_is_relinked_and_told_once() -> None:
    memory = Memory()
    memory.poll(rss(*numbered(30)))
    renamed = [replace(item, guid=f"urn:{n}") for n, item in enumerate(numbered(30))]
    plan = memory.poll(rss(*renamed))
    assert counts(plan) == (0, 0, 30)
    assert plan.warnings == ("most entries came under new ids; those that are known are not told again",)
    assert memory.poll(rss(*renamed)).warnings == ()


def test_fault_05_an_item_that_leaves_and_returns_is_known() -> None:
    memory = Memory()
    memory.poll(rss(*numbered(30)))
    memory.poll(rss(*numbered(20, start=10)))
    assert counts(memory.poll(rss(*numbered(30)), after=timedelta(days=30))) == (0, 0, 0)


def test_fault_06_a_feed_that_turned_over_between_polls_is_flagged() -> None:
    memory = Memory()
    memory.poll(rss(*numbered(10)))
    plans = [memory.poll(rss(*numbered(10, start=10 * n))) for n in range(1, 11)]
    assert all(any("possible gap" in warning for warning in plan.warnings) for plan in plans)
    assert memory.feed.gaps == 10
    assert memory.feed.interval == memory.policy.floor


def test_fault_06_an_overlap_is_no_gap() -> None:
    memory = Memory()
    memory.poll(rss(*numbered(10)))
    memory.poll(rss(*numbered(10, start=9)))
    assert memory.feed.gaps == 0


@pytest.mark.slow
def test_fault_07_the_first_poll_is_a_baseline() -> None:
    memory = Memory()
    first = memory.poll(rss(*numbered(500)))
    assert len(first.new) == 500
    assert all(entry.baseline for entry in first.new)
    later = memory.poll(rss(*numbered(501)))
    assert [entry.baseline for entry in later.new] == [False]
