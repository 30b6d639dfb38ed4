"""What every store keeps: the docstrings of `monitor.ports`, one by one, on each database."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta, timezone
from typing import Any

import pytest
from build import NOON, a_claim, a_feed, an_entry
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_rows import a_decision, a_delivery, a_development, a_match, a_review, an_alert, an_evidence, full_of

from monitor.adapters.sql_store import SqlStore
from monitor.errors import ConflictError, MonitorError, StoreError
from monitor.model.alert import DeliveryState
from monitor.model.claim import ClaimStatus
from monitor.model.development import Development, ReviewState
from monitor.model.feed import UNWELL, EntryKeys, FeedCounts, FeedHealth
from monitor.model.match import Learning, MatchDecision, Polarity
from monitor.ports import Store, Transaction

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class TestTransactions:
    def test_is_a_store(self, store: SqlStore) -> None:
        typed: Store = store
        assert typed.check() == []

    def test_all_or_nothing(self, store: SqlStore) -> None:
        def write_and_fail() -> None:
            with store.write() as tx:
                tx.save_claim(a_claim())
                raise KeyError

        with pytest.raises(KeyError):
            write_and_fail()
        with store.read() as tx:
            assert tx.claims() == []

    def test_a_reader_may_not_write(self, store: SqlStore) -> None:
        with pytest.raises(MonitorError), store.read() as tx:
            tx.save_claim(a_claim())
        with store.write() as tx:
            tx.save_claim(a_claim())
            assert tx.claims() == [a_claim()]

    def test_two_transactions_in_one_thread_are_a_bug(self, store: SqlStore) -> None:
        with pytest.raises(RuntimeError), store.write(), store.read():
            pass
        with store.read() as tx:
            assert tx.claims() == []

    def test_no_value_of_the_data_is_told_in_an_error(self, store: SqlStore) -> None:
        with pytest.raises(StoreError) as caught, store.read() as tx:
            tx.save_note("secret-name", "secret-text")
        cause = caught.value.__cause__
        assert "secret" not in f"{caught.value} {cause}"


@pytest.mark.parametrize("noun", ["feed", "entry", "claim", "learning", "match", "development", "alert"])
def test_every_field_comes_back(store: SqlStore, noun: str) -> None:
    full: Any = full_of(noun)
    save: dict[str, Callable[[Transaction], Any]] = {
        "feed": lambda tx: (tx.save_feed(full), tx.find_feed(full.id))[1],
        "entry": lambda tx: (tx.save_entries([full]), tx.entry(full.id))[1],
        "claim": lambda tx: (tx.save_claim(full), tx.claim(full.slug))[1],
        "learning": lambda tx: (tx.save_learnings([full]), tx.learning(full.claim))[1],
        "match": lambda tx: (tx.save_matches([full]), tx.matches(claim=full.claim)[0])[1],
        "development": lambda tx: (tx.save_developments([full]), tx.development(full.id))[1],
        "alert": lambda tx: (tx.add_alert(full, []), tx.alert(full.id))[1],
    }
    with store.write() as tx:
        tx.save_claim(a_claim())
        assert save[noun](tx) == full


class TestFeeds:
    def test_are_counted_by_how_they_are(self, store: SqlStore) -> None:
        with store.write() as tx:
            assert tx.feed_counts() == FeedCounts()
            for n, health in enumerate(FeedHealth):
                tx.save_feed(a_feed(f"https://{n}.example/", health=health, last_polled_at=NOON + n * MINUTE))
            tx.save_feed(a_feed("https://never.example/"))
            tx.save_feed(a_feed("https://paused.example/", paused=True, last_polled_at=NOON + DAY))
            last = NOON + (len(FeedHealth) - 1) * MINUTE
            assert tx.feed_counts() == FeedCounts(len(FeedHealth) + 1, len(FeedHealth) - len(UNWELL) + 1, last)

    def test_by_outlet_then_url(self, store: SqlStore) -> None:
        feeds = [a_feed(f"https://{n}.example/", outlet=o) for n, o in [("b", "Z"), ("a", "Z"), ("c", "a"), ("d", "B")]]
        with store.write() as tx:
            for feed in feeds:
                tx.save_feed(feed)
            assert [feed.url[8] for feed in tx.feeds()] == ["d", "a", "b", "c"]

    def test_found_by_id_prefix_and_url(self, store: SqlStore) -> None:
        one, two = (
            a_feed("https://a.example/", id="abcd" + "1" * 12),
            a_feed("https://b.example/", id="abcd" + "2" * 12),
        )
        with store.write() as tx:
            tx.save_feed(one)
            tx.save_feed(two)
            assert tx.find_feed(one.id) == one
            assert tx.find_feed("abcd1") == one
            assert tx.find_feed("https://b.example/") == two
            assert tx.find_feed("abcd") is None
            assert tx.find_feed("abc") is None
            assert tx.find_feed("") is None
            assert tx.find_feed("abc%") is None
            assert tx.find_feed("abcd_") is None

    def test_saved_again_is_replaced(self, store: SqlStore) -> None:
        with store.write() as tx:
            tx.save_feed(a_feed())
            tx.save_feed(a_feed(title="Now with a title"))
            assert tx.feeds() == [a_feed(title="Now with a title")]

    def test_what_was_read_is_stored_as_changed_in_the_same_transaction(self, store: SqlStore) -> None:
        full = full_of("feed")
        bare = replace(a_feed("https://other.example/rss"), id=full.id)
        for before, after in ((full, bare), (bare, full), (full, full)):
            with store.write() as tx:
                tx.save_feed(before)
            with store.write() as tx:
                tx.lease_due_feeds(NOON + 9 * DAY, 1, DAY)
                tx.find_feeds([full.id])
                tx.save_feeds([replace(before, polls=7, outlet="Nobody"), after])
                assert tx.find_feed(full.id) == after
            with store.write() as tx:
                assert tx.find_feed(full.id) == after
                assert tx.idle_feeds(NOON) == [after]  # its lease is given back

    def test_a_feed_that_was_read_and_then_held_is_stored_as_it_is_saved(self, store: SqlStore) -> None:
        feed = a_feed("https://a.example/rss")
        with store.write() as tx:
            tx.save_feed(feed)
            tx.hold_host("a.example", NOON + DAY)
            tx.save_feed(replace(feed, polls=1))
        with store.read() as tx:
            assert tx.find_feed(feed.id) == replace(feed, polls=1)

    def test_a_feed_that_is_forgotten_and_saved_again_is_there(self, store: SqlStore) -> None:
        feed = a_feed("https://a.example/rss")
        with store.write() as tx:
            tx.save_feed(feed)
            tx.delete_feed(feed.id)
            tx.save_feed(feed)
            assert tx.feeds() == [feed]

    def test_forgotten_feed_leaves_its_entries(self, store: SqlStore) -> None:
        with store.write() as tx:
            tx.save_feed(a_feed())
            tx.save_entries([an_entry()])
            tx.delete_feed(a_feed().id)
            assert tx.feeds() == []
            assert tx.entry(an_entry().id) == an_entry()

    def test_due_ones_oldest_first_up_to_count(self, store: SqlStore) -> None:
        with store.write() as tx:
            for minute in (3, 1, 2, -5):
                tx.save_feed(a_feed(f"https://{minute}.example/", next_poll_at=NOON - minute * MINUTE))
            tx.save_feed(a_feed("https://paused.example/", next_poll_at=NOON - HOUR, paused=True))
            assert [f.url for f in tx.lease_due_feeds(NOON, 2, MINUTE)] == ["https://3.example/", "https://2.example/"]
            assert [f.url for f in tx.lease_due_feeds(NOON, 2, MINUTE)] == ["https://1.example/"]
            assert tx.lease_due_feeds(NOON, 2, MINUTE) == []
            assert tx.lease_due_feeds(NOON, 0, MINUTE) == []

    def test_a_lease_runs_out_and_saving_gives_it_back(self, store: SqlStore) -> None:
        with store.write() as tx:
            tx.save_feed(a_feed())
            assert tx.lease_due_feeds(NOON, 9, MINUTE) == [a_feed()]
            assert tx.lease_due_feeds(NOON + MINUTE - timedelta(microseconds=1), 9, MINUTE) == []
            assert tx.lease_due_feeds(NOON + MINUTE, 9, MINUTE) == [a_feed()]
            tx.save_feed(a_feed())
            assert tx.lease_due_feeds(NOON + MINUTE, 9, MINUTE) == [a_feed()]

    def test_a_held_host_rests_and_no_hold_is_shortened(self, store: SqlStore) -> None:
        held, other = a_feed("https://Held.example:8443/a"), a_feed("https://other.example/")
        with store.write() as tx:
            tx.save_feed(held)
            tx.save_feed(other)
            tx.hold_host("held.example", NOON + 2 * HOUR)
            tx.hold_host("held.example", NOON + HOUR)
            tx.save_feed(a_feed("https://held.example/added-later"))
            tx.save_feed(held)  # a poll that was under way ends
            assert tx.lease_due_feeds(NOON + HOUR, 9, MINUTE) == [other]
            tx.delete_feed(other.id)
            assert tx.next_due() == NOON + 2 * HOUR
            assert tx.held_hosts(NOON + HOUR) == {"held.example"}
            assert tx.held_hosts(NOON + 2 * HOUR) == set()
            assert len(tx.lease_due_feeds(NOON + 2 * HOUR, 9, MINUTE)) == 2

    def test_what_is_put_off_is_due_later_whatever_became_of_its_lease(self, store: SqlStore) -> None:
        feeds = [a_feed(f"https://{name}.example/") for name in "ab"]
        with store.write() as tx:
            tx.save_feeds(feeds)
            assert len(tx.lease_due_feeds(NOON, 9, MINUTE)) == 2
            tx.put_off({feeds[0].id: NOON + HOUR, "0" * 16: NOON})
            tx.put_off({})
            assert [feed.id for feed in tx.lease_due_feeds(NOON + MINUTE, 9, MINUTE)] == [feeds[1].id]
            later = tx.lease_due_feeds(NOON + HOUR, 9, MINUTE)
            assert [feed.id for feed in later] == [feeds[1].id, feeds[0].id]

    def test_a_host_is_asked_by_one_at_a_time(self, store: SqlStore) -> None:
        pages = [a_feed(f"https://host.example/{name}") for name in "abc"]
        other = a_feed("https://other.example/")
        with store.write() as tx:
            tx.save_feeds([*pages, other])
            first = tx.lease_due_feeds(NOON, 1, MINUTE, "one")
            for _ in range(2):  # whoever asks, the host of the first is left out
                second = tx.lease_due_feeds(NOON, 9, MINUTE, "two")
                assert not {feed.url.split("/")[2] for feed in second} & {feed.url.split("/")[2] for feed in first}
            tx.save_feeds(first)
            assert len(tx.lease_due_feeds(NOON, 9, MINUTE)) >= 1

    def test_a_daemon_that_ends_gives_its_leases_back(self, store: SqlStore) -> None:
        feeds = [a_feed(f"https://{name}.example/") for name in "abc"]
        with store.write() as tx:
            tx.save_feeds(feeds)
            (first,) = tx.lease_due_feeds(NOON, 1, MINUTE, "one")
            assert len(tx.lease_due_feeds(NOON, 9, MINUTE, "two")) == 2
            assert tx.leases(NOON) == {"one": 1, "two": 2}
            assert tx.leases(NOON + MINUTE) == {}
            assert tx.give_back_leases("one") == 1
            assert tx.give_back_leases("one") == 0
            assert tx.lease_due_feeds(NOON, 9, MINUTE, "two") == [first]

    def test_whether_any_feed_is_well(self, store: SqlStore) -> None:
        with store.write() as tx:
            assert not tx.is_any_feed_well()
            tx.save_feed(a_feed("https://a.example/", failing_since=NOON))
            tx.save_feed(a_feed("https://b.example/", health=FeedHealth.DEAD))
            tx.save_feed(a_feed("https://c.example/", paused=True))
            assert not tx.is_any_feed_well()
            tx.save_feed(a_feed("https://d.example/"))
            assert tx.is_any_feed_well()

    def test_idle_feeds_are_those_that_nobody_polls(self, store: SqlStore) -> None:
        feeds = [a_feed(f"https://{name}.example/") for name in "ab"]
        with store.write() as tx:
            tx.save_feeds(feeds)
            (taken,) = tx.lease_due_feeds(NOON, 1, MINUTE)
            assert [feed.id for feed in tx.idle_feeds(NOON)] == [feed.id for feed in feeds if feed.id != taken.id]
            assert {feed.id for feed in tx.idle_feeds(NOON + MINUTE)} == {feed.id for feed in feeds}

    def test_several_are_saved_and_found_at_once(self, store: SqlStore) -> None:
        feeds = [a_feed(f"https://{name}.example/") for name in "abc"]
        with store.write() as tx:
            tx.save_feeds([])
            tx.save_feeds(feeds)
            tx.save_feeds([replace(feeds[0], failures=2)])
            found = tx.find_feeds([feeds[0].id, feeds[1].id, "0" * 16, feeds[2].id[:8]])
            assert {feed.id: feed.failures for feed in found} == {feeds[0].id: 2, feeds[1].id: 0}

    def test_next_due(self, store: SqlStore) -> None:
        with store.write() as tx:
            assert tx.next_due() is None
            tx.save_feed(a_feed("https://a.example/", next_poll_at=NOON, paused=True))
            assert tx.next_due() is None
            tx.save_feed(a_feed("https://b.example/", next_poll_at=NOON + DAY))
            tx.save_feed(a_feed("https://c.example/", next_poll_at=NOON + HOUR))
            assert tx.next_due() == NOON + HOUR

    def test_times_of_other_zones_come_back_in_utc(self, store: SqlStore) -> None:
        east = timezone(timedelta(hours=5, minutes=45))
        with store.write() as tx:
            tx.save_feed(a_feed(next_poll_at=NOON.astimezone(east)))
            (feed,) = tx.lease_due_feeds(NOON, 1, MINUTE)
        assert feed.next_poll_at == NOON
        assert feed.next_poll_at.utcoffset() == timedelta(0)

    def test_validators_are_bytes_of_any_kind(self, store: SqlStore) -> None:
        etag = bytes(range(256))
        feed = a_feed()
        feed = replace(
            feed, validators=replace(feed.validators, etag=etag, last_modified=b"", url="https://x.example/")
        )
        with store.write() as tx:
            tx.save_feed(feed)
            assert tx.feeds() == [feed]


class TestEntries:
    def test_known_by_any_key_in_its_feed_only(self, store: SqlStore) -> None:
        entry = an_entry(keys=EntryKeys(("guid:1", "link:https://x.example/1", "text:abc")))
        with store.write() as tx:
            tx.save_entries([entry])
            known = tx.known_entries(entry.feed_id, ["link:https://x.example/1", "guid:2", "text:abc", "text:abc"])
            assert known == {"link:https://x.example/1": entry, "text:abc": entry}
            assert tx.known_entries("another-feed", ["guid:1"]) == {}
            assert tx.known_entries(entry.feed_id, []) == {}

    @pytest.mark.slow
    def test_many_keys_at_once(self, store: SqlStore) -> None:
        entries = [an_entry(f"Number {n}") for n in range(2_345)]
        with store.write() as tx:
            tx.save_entries(entries)
            known = tx.known_entries(entries[0].feed_id, [key for entry in entries for key in entry.keys.keys])
        assert list(known.values()) == entries or {e.id for e in known.values()} == {e.id for e in entries}
        assert len(known) == 2_345

    def test_keys_are_only_added(self, store: SqlStore) -> None:
        entry = an_entry(keys=EntryKeys(("guid:1",)))
        later = replace(entry, keys=EntryKeys(("guid:2",)), title="Edited", revision=1)
        with store.write() as tx:
            tx.save_entries([entry])
            tx.save_entries([later])
            assert tx.known_entries(entry.feed_id, ["guid:1", "guid:2"]) == {"guid:1": later, "guid:2": later}

    def test_a_known_key_keeps_its_entry(self, store: SqlStore) -> None:
        first, second = an_entry("One", key="guid:same"), an_entry("Two", key="guid:same", id="f" * 16)
        with store.write() as tx:
            tx.save_entries([first, second])
            assert tx.known_entries(first.feed_id, ["guid:same"]) == {"guid:same": first}

    def test_by_id_prefix(self, store: SqlStore) -> None:
        with store.write() as tx:
            tx.save_entries([an_entry(id="abcd1" + "0" * 11), an_entry("Other", id="abcd2" + "0" * 11)])
            assert tx.entry("abcd2") == an_entry("Other", id="abcd2" + "0" * 11)
            assert tx.entry("abcd") is None
            assert tx.entry("nothing") is None

    def test_since_gives_the_newest_oldest_first(self, store: SqlStore) -> None:
        entries = [an_entry(f"Hour {n}", published=NOON + n * HOUR) for n in range(6)]
        with store.write() as tx:
            tx.save_entries(entries[::-1])
            assert tx.entries_since(NOON + HOUR) == entries[1:]
            assert tx.entries_since(NOON, limit=2) == entries[4:]
            assert tx.entries_since(NOON + 9 * HOUR) == []

    def test_counted_by_first_seen(self, store: SqlStore) -> None:
        with store.write() as tx:
            tx.save_entries([an_entry(f"{n}", first_seen=NOON + n * DAY, published=NOON) for n in range(4)])
            assert tx.count_entries() == 4
            assert tx.count_entries(NOON + 2 * DAY) == 2

    def test_let_go_but_never_new_again(self, store: SqlStore) -> None:
        old = an_entry("Old", summary="Long text", link="https://x.example/", judged_hash="abc", revision=3)
        young = an_entry("Young", first_seen=NOON + DAY)
        with store.write() as tx:
            tx.save_entries([old, young])
            assert tx.delete_entries(NOON + HOUR, NOON, 9_999) == 1
            assert tx.delete_entries(NOON + HOUR, NOON, 9_999) == 0
            assert tx.entry(old.id) is None
            assert tx.entries_since(NOON - DAY) == [young]
            assert tx.count_entries() == 1
            (known,) = tx.known_entries(old.feed_id, old.keys.keys).values()
            assert (known.id, known.keys, known.judged_hash, known.revision) == (old.id, old.keys, "abc", 3)
            tx.save_entries([known])  # only new keys were learned
            assert tx.count_entries() == 1
            tx.save_entries([replace(old, title="Changed")])
            assert tx.entry(old.id) == replace(old, title="Changed")

    def test_what_a_match_or_evidence_names_stays(self, store: SqlStore) -> None:
        matched, read, loose = an_entry("Matched"), an_entry("Read"), an_entry("Loose")
        with store.write() as tx:
            tx.save_claim(a_claim())
            tx.save_entries([matched, read, loose])
            tx.save_matches([a_match(entry=matched.id)])
            tx.add_evidence(an_evidence(entry=read.id))
            assert tx.delete_entries(NOON + DAY, NOON, 9_999) == 1
            assert tx.entry(loose.id) is None
            assert {entry.id for entry in tx.entries_since(NOON)} == {matched.id, read.id}

    def test_term_counts_add_up(self, store: SqlStore) -> None:
        with store.write() as tx:
            assert tx.term_counts() == (0, {})
            tx.add_term_counts(3, {"bridg": 2, "open": 1})
            tx.add_term_counts(2, {"open": 2, "мост": 1})
            tx.add_term_counts(0, {})
            assert tx.term_counts() == (5, {"bridg": 2, "open": 3, "мост": 1})

    def test_nothing_to_save(self, store: SqlStore) -> None:
        with store.write() as tx:
            tx.save_entries([])
            tx.save_matches([])
            tx.save_developments([])
            assert tx.count_entries() == 0

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        title=st.text(st.characters(codec=None), max_size=30),
        tags=st.lists(st.text(st.characters(codec=None), max_size=10), max_size=3),
        key=st.text(st.characters(codec=None), max_size=30),
    )
    @pytest.mark.slow
    def test_any_text_of_a_stranger_is_taken(self, store: SqlStore, title: str, tags: list[str], key: str) -> None:
        entry = an_entry(title, tags=tuple(tags), key=f"guid:{key}", summary="\x00'; DROP TABLE feeds; --\ud800")
        with store.write() as tx:
            tx.save_entries([entry])
            known = tx.known_entries(entry.feed_id, [f"guid:{key}"])[f"guid:{key}"]
        assert (known.tags, known.keys) == (entry.tags, entry.keys)
        assert len(known.title) == len(title)
        assert known.summary == "\ufffd'; DROP TABLE feeds; --\ufffd"


class TestClaims:
    def test_by_slug_or_the_only_prefix(self, store: SqlStore) -> None:
        claims = [a_claim(slug) for slug in ("bridge", "bridge-two", "tunnel")]
        with store.write() as tx:
            for claim in claims:
                tx.save_claim(claim)
            assert tx.claim("bridge") == claims[0]
            assert tx.claim("bridge-") == claims[1]
            assert tx.claim("t") == claims[2]
            assert tx.claim("brid") is None
            assert tx.claim("") is None
            assert tx.claim("T") is None
            assert tx.claim("%") is None

    def test_by_status_in_order(self, store: SqlStore) -> None:
        with store.write() as tx:
            for slug in ("b", "a-z", "ab"):
                tx.save_claim(a_claim(slug))
            tx.save_claim(a_claim("gone", status=ClaimStatus.DROPPED))
            assert [claim.slug for claim in tx.claims()] == ["a-z", "ab", "b", "gone"]
            assert [claim.slug for claim in tx.claims(ClaimStatus.DROPPED)] == ["gone"]

    def test_locked_rows_may_be_missing(self, store: SqlStore) -> None:
        with store.write() as tx:
            tx.save_claim(a_claim())
            tx.lock_claims(["nothing-here", a_claim().slug])
            tx.lock_claims([])
            assert tx.claims() == [a_claim()]

    def test_version_grows_with_claims_and_learning(self, store: SqlStore) -> None:
        seen = []
        with store.write() as tx:
            seen.append(tx.claims_version())
            tx.save_claim(a_claim())
            seen.append(tx.claims_version())
            tx.save_learnings([Learning(a_claim().slug, accepted=1)])
            seen.append(tx.claims_version())
            tx.save_note("something", "else")
            seen.append(tx.claims_version())
        assert seen[0] < seen[1] < seen[2] == seen[3]

    def test_what_changed_since_a_version(self, store: SqlStore) -> None:
        with store.write() as tx:
            for slug in ("a", "b", "c"):
                tx.save_claim(a_claim(slug))
            before = tx.claims_version()
            assert tx.claims_changed(before) == []
            tx.save_claim(a_claim("c", status=ClaimStatus.RESOLVED))
            reached = tx.save_learnings([Learning("a", accepted=1), Learning("b", rejected=1)])
            assert reached == tx.claims_version() == before + 2
            assert tx.claims_changed(before) == ["a", "b", "c"]
            assert tx.claims_changed(before + 1) == ["a", "b"]
            assert tx.learnings() == {"a": Learning("a", accepted=1), "b": Learning("b", rejected=1)}
            assert (tx.count_claims(ClaimStatus.OPEN), tx.count_claims(ClaimStatus.RESOLVED)) == (2, 1)

    def test_learning_is_empty_at_the_start(self, store: SqlStore) -> None:
        with store.read() as tx:
            assert tx.learning("anything") == Learning("anything")

    def test_decisions_in_the_order_of_the_deed(self, store: SqlStore) -> None:
        with store.write() as tx:
            tx.save_claim(a_claim())
            rows = [a_decision(str(n), at=NOON + (n == 2) * -DAY) for n in (3, 1, 2)]
            for row in rows:
                tx.add_decision(row)
            assert [row.because for row in tx.decisions(a_claim().slug)] == ["2", "3", "1"]
            assert tx.decisions("other") == []

    def test_a_full_decision_comes_back(self, store: SqlStore) -> None:
        full: Any = full_of("decision")
        with store.write() as tx:
            tx.save_claim(a_claim())
            tx.add_decision(full)
            assert tx.decisions(full.claim) == [full]

    def test_the_same_evidence_twice_is_one_row(self, store: SqlStore) -> None:
        full: Any = full_of("evidence")
        with store.write() as tx:
            tx.save_claim(a_claim())
            tx.add_evidence(full)
            tx.add_evidence(replace(full, because="told twice"))
            tx.add_evidence(an_evidence(id="other", at=full.at - DAY))
            assert tx.evidence(full.claim) == [an_evidence(id="other", at=full.at - DAY), full]

    def test_evidence_is_found_by_what_it_rests_on(self, store: SqlStore) -> None:
        full: Any = full_of("evidence")
        earlier = an_evidence(id="earlier", entry="e2", at=full.at - DAY)
        with store.write() as tx:
            tx.save_claim(a_claim())
            tx.save_claim(a_claim("another"))
            rows = [
                full,
                earlier,
                an_evidence(id="elsewhere", entry="e3"),
                an_evidence(id="x", entry="e2", claim="another"),
            ]
            for row in rows:
                tx.add_evidence(row)
            found = tx.evidence_in(["e2", full.entry, "none"])
            assert {row.id for row in found} == {full.id, "earlier", "x"}
            assert [row.at for row in found] == sorted(row.at for row in found)
            assert tx.evidence_in([]) == []

    def test_nothing_is_recorded_of_a_claim_that_is_not_there(self, store: SqlStore) -> None:
        with pytest.raises(ConflictError), store.write() as tx:
            tx.add_decision(a_decision("x", claim="nobody"))
        with store.read() as tx:
            assert tx.decisions("nobody") == []

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(days=st.dates(), words=st.lists(st.text(st.characters(codec="utf-8")), max_size=4))
    def test_days_and_words_come_back(self, store: SqlStore, days: date, words: list[str]) -> None:
        claim = a_claim(said_on=days, terms=tuple(words))
        with store.write() as tx:
            tx.save_claim(claim)
            assert tx.claim(claim.slug) == claim


class TestDevelopments:
    @pytest.fixture(autouse=True)
    def _claims(self, store: SqlStore) -> None:
        with store.write() as tx:
            tx.save_claim(a_claim())
            tx.save_claim(a_claim("other"))

    def test_matches_replace_their_pair_and_fit_all_words(self, store: SqlStore) -> None:
        one = a_match(entry="e1", development="d1", said_at=NOON + HOUR)
        two = a_match(entry="e2", development="d1")
        three = a_match(entry="e1", claim="other")
        with store.write() as tx:
            tx.save_matches([replace(one, score=0.1), two, three])
            tx.save_matches([one])
            assert tx.matches(development="d1") == [two, one]
            assert tx.matches(claim="other") == [three]
            assert tx.matches(entry="e1", claim=a_claim().slug) == [one]
            assert tx.matches(entry="e2", claim="other") == []
            assert len(tx.matches()) == 3

    def test_developments_that_fit(self, store: SqlStore) -> None:
        early = a_development(id="d1" * 8, opened_at=NOON - DAY, last_at=NOON)
        late = a_development(id="d2" * 8, opened_at=NOON, last_at=NOON + DAY, decision=MatchDecision.SUGGEST)
        other = a_development(id="d3" * 8, opened_at=NOON - 2 * DAY, last_at=NOON + DAY, claim="other")
        with store.write() as tx:
            tx.save_developments([late, early, other])
            assert tx.developments() == [other, early, late]
            assert tx.developments(claim=a_claim().slug) == [early, late]
            assert tx.developments(since=NOON + DAY) == [other, late]
            assert tx.developments(decision=MatchDecision.SUGGEST) == [late]
            assert tx.developments(claim="other", decision=MatchDecision.SUGGEST) == []
            assert tx.development("d2d2") == late
            long = replace(late, id="d4" * 8, sketch=("bridge",), links=("https://a.example/",), outlets=("A", "B"))
            tx.save_developments([long])
            assert tx.developments(claim=long.claim, brief=True)[-1] == replace(long, sketch=(), links=())

    def test_what_was_told_last(self, store: SqlStore) -> None:
        def one(name: str, hours: int, **changes: Any) -> Development:
            facts = {"claim": "bridge", "decision": MatchDecision.MATCH, "polarity": Polarity.OCCURRED} | changes
            return replace(
                a_development(id=f"d{name}" * 8), opened_at=NOON + hours * HOUR, last_at=NOON + 9 * DAY, **facts
            )

        told, rejected = one("2", 2), one("4", 4, review=ReviewState.REJECTED)
        untold = [one("5", 5, polarity=Polarity.ECHO), one("6", 6, decision=MatchDecision.SUGGEST)]
        with store.write() as tx:
            tx.save_claim(a_claim("bridge"))
            tx.save_claim(a_claim("tunnel"))
            tx.save_developments([one("1", 1), told, rejected, *untold, one("9", 9, claim="tunnel")])
        with store.read() as tx:
            assert (tx.last_told("bridge"), tx.last_told("nothing")) == (told, None)

    def test_of_each_claim_the_news_that_was_learned_of_last(self, store: SqlStore) -> None:
        def one(name: str, seen: int, opened: int = 0, claim: str = "bridge", **changes: Any) -> Development:
            facts = {"decision": MatchDecision.MATCH, "polarity": Polarity.OCCURRED} | changes
            moments = {"opened_at": NOON + opened * HOUR, "seen_at": NOON + seen * HOUR, "last_at": NOON + 9 * DAY}
            return replace(a_development(id=f"d{name}" * 8), claim=claim, **moments, **facts)

        newest, tied = one("2", 5, opened=2), one("3", 4, opened=3, claim="tunnel")
        untold = [
            one("5", 6, polarity=Polarity.ECHO),
            one("6", 7, decision=MatchDecision.SUGGEST),
            one("7", 8, review=ReviewState.REJECTED),
        ]
        with store.write() as tx:
            for slug in ("bridge", "tunnel", "quiet"):
                tx.save_claim(a_claim(slug))
            tx.save_developments([one("1", 1, opened=4), newest, *untold, one("4", 4, opened=1, claim="tunnel"), tied])
        with store.read() as tx:
            many = (f"unknown-{number}" for number in range(1_100))
            assert tx.newest_told(["bridge", "tunnel", "quiet", *many]) == {"bridge": newest, "tunnel": tied}
            assert tx.newest_told([]) == {}

    def test_a_review_sets_the_state(self, store: SqlStore) -> None:
        development: Development = a_development()
        with store.write() as tx:
            tx.save_developments([development])
            first = a_review("1", state=ReviewState.REJECTED)
            tx.add_review(first)
            second = a_review("2", state=ReviewState.ACCEPTED)
            tx.add_review(second)
            assert tx.development(development.id) == replace(development, review=ReviewState.ACCEPTED)
            assert tx.reviews(development=development.id) == [first, second]
            assert tx.reviews(claim=development.claim) == [first, second]
            assert tx.reviews(claim="other") == []

    def test_a_full_review_comes_back(self, store: SqlStore) -> None:
        full: Any = full_of("review")
        with store.write() as tx:
            tx.add_review(full)
            assert tx.reviews() == [full]


class TestAlerts:
    def test_one_key_is_told_once(self, store: SqlStore) -> None:
        with store.write() as tx:
            assert tx.add_alert(an_alert("1", key="same"), [a_delivery("1")]) is True
            assert tx.add_alert(an_alert("2", key="same"), [a_delivery("2", alert=an_alert("2").id)]) is False
            assert tx.alerts() == [an_alert("1", key="same")]
            assert tx.deliveries() == [a_delivery("1")]

    def test_the_newest_oldest_first(self, store: SqlStore) -> None:
        alerts = [
            an_alert(str(n), created_at=NOON + n * MINUTE, claim="a" if n % 2 else "", feed="f") for n in range(6)
        ]
        with store.write() as tx:
            for alert in reversed(alerts):
                tx.add_alert(alert, [])
            assert tx.alerts() == alerts
            assert tx.alerts(limit=2) == alerts[4:]
            assert tx.alerts(claim="a", limit=2) == [alerts[3], alerts[5]]
            assert tx.alerts(kinds=["overdue"]) == []
            assert tx.alerts(claim="a", kinds=["overdue", alerts[1].kind]) == [alerts[1], alerts[3], alerts[5]]
            assert tx.alerts(feed="nothing") == []
            assert tx.alerts(since=NOON + 3 * MINUTE) == alerts[4:]
            assert tx.alerts(since=NOON + 3 * MINUTE, claim="a") == [alerts[5]]
            unknown = [f"{number:016x}" for number in range(1_100)]
            assert tx.known_alerts([alerts[2].id, *unknown, alerts[4].id]) == {alerts[2].id, alerts[4].id}
            assert tx.known_alerts([]) == set()
            assert tx.alert(alerts[3].id[:9]) == alerts[3]

    def test_open_deliveries(self, store: SqlStore) -> None:
        with store.write() as tx:
            tx.add_alert(an_alert("1"), [a_delivery(s, state=s, created_at=NOON) for s in DeliveryState])
            assert {d.state for d in tx.deliveries(open_only=True)} == set(DeliveryState) - {
                DeliveryState.SENT,
                DeliveryState.SUPERSEDED,
            }
            assert len(tx.deliveries(alert=an_alert("1").id)) == len(DeliveryState)
            assert tx.deliveries(alert="nothing") == []

    def test_a_full_delivery_comes_back_without_its_lease(self, store: SqlStore) -> None:
        full: Any = full_of("delivery")
        with store.write() as tx:
            tx.add_alert(an_alert("1"), [replace(full, leased_until=None)])
            tx.save_delivery(full)
            assert tx.deliveries() == [replace(full, leased_until=None)]

    def test_superseded(self, store: SqlStore) -> None:
        states = {s.value: a_delivery(s.value, state=s, leased_until=NOON + HOUR) for s in DeliveryState}
        states["over"] = a_delivery("over", state=DeliveryState.SENDING, leased_until=NOON - HOUR)
        with store.write() as tx:
            tx.add_alert(an_alert("1", claim="bridge"), list(states.values()))
            assert tx.supersede_deliveries("bridge", ["overdue"], NOON) == 0
            assert tx.supersede_deliveries("tunnel", ["development"], NOON) == 0
            assert tx.supersede_deliveries("bridge", ["development", "overdue"], NOON) == 5
            left = [d.state for d in tx.deliveries(open_only=True)]
        assert left == [DeliveryState.SENDING]

    @pytest.mark.slow
    def test_no_number_of_alerts_is_too_many(self, store: SqlStore) -> None:
        with store.write() as tx:
            for number in range(1_100):
                tx.add_alert(an_alert(str(number), claim="bridge"), [])
            assert len(tx.alerts(claim="bridge")) == 1_100

    def test_a_delivery_needs_its_alert(self, store: SqlStore) -> None:
        with pytest.raises(ConflictError), store.write() as tx:
            tx.save_delivery(a_delivery("1"))


class TestNotes:
    def test_kept_changed_forgotten(self, store: SqlStore) -> None:
        with store.write() as tx:
            assert tx.note("daemon") is None
            tx.save_note("daemon", "one")
            tx.save_note("daemon", "two \x00")
            assert tx.note("daemon") == "two \ufffd"
            tx.save_note("daemon", None)
            tx.save_note("daemon", None)
            assert tx.note("daemon") is None
