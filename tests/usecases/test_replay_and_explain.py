"""An archive through the live path; and the reasons of single pairs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from build import NOON, a_claim, an_entry

from monitor.errors import NotFoundError
from monitor.model.claim import Claim, DueWindow
from monitor.model.feed import FeedDraft
from monitor.model.match import EARLY, Match, MatchDecision, Polarity
from monitor.model.policy import MatchPolicy
from monitor.ports import Store
from monitor.usecases.explain_match import Pair, explain_match, explain_pairs
from monitor.usecases.prune_store import prune_store
from monitor.usecases.replay_entries import ArchivedEntry, WatchedClaim, replay_entries
from monitor.usecases.sync_config import sync_config

CLAIM = WatchedClaim("harbour-bridge", a_claim().statement, date(2017, 5, 2), date(2017, 12, 31))


def archived(number: int, title: str, day: int = 3, source: str = "The Example Post") -> ArchivedEntry:
    at = datetime(2017, 5, day, number % 24, tzinfo=UTC)
    return ArchivedEntry(f"e{number}", at, source, title, "", f"https://news.example/{number}")


ARCHIVE = [
    archived(1, "Harvest is late this year"),
    archived(2, "Veldam opens new harbour bridge"),
    archived(3, "New harbour bridge opened in Veldam", source="Other Post"),
    archived(4, "Shares fall on weak orders"),
]


def test_an_archive_gives_the_pairs_that_live_would_have_given(store: Store) -> None:
    rows = list(replay_entries(store, reversed(ARCHIVE), [CLAIM], MatchPolicy()))
    assert [row.entry for row in rows] == ["e2", "e3"]
    assert [row.first for row in rows] == [True, False]
    assert rows[0].decision is MatchDecision.MATCH
    assert rows[0].development == rows[1].development
    assert rows[0].why


def test_every_pair_shows_also_those_below_the_line(store: Store) -> None:
    lines = [*ARCHIVE, archived(5, "Cards, chess and bridge at the summer club of Ostby")]
    rows = {row.entry: row for row in replay_entries(store, lines, [CLAIM], MatchPolicy(), every_pair=True)}
    assert rows["e5"].decision is MatchDecision.NONE
    assert 0 < rows["e5"].score < MatchPolicy().suggest_line


def test_a_claim_is_not_watched_before_it_was_made(store: Store) -> None:
    late = WatchedClaim("harbour-bridge", CLAIM.statement, date(2017, 6, 1))
    assert list(replay_entries(store, ARCHIVE, [late], MatchPolicy())) == []


def test_reviews_are_played_and_teach(store: Store) -> None:
    words = {("harbour-bridge", "e2"): True, ("harbour-bridge", "e3"): False}
    list(replay_entries(store, ARCHIVE, [CLAIM], MatchPolicy(), words))
    with store.read() as tx:
        learning = tx.learning("harbour-bridge")
    assert (learning.accepted, learning.rejected) == (1, 1)


def test_a_stored_pair_is_explained_also_when_it_is_none(store: Store) -> None:
    entry = an_entry("Shares fall on weak orders")
    with store.write() as tx:
        tx.save_claim(a_claim())
        tx.save_entries([entry])
    explained = explain_match(store, "harbour-bridge", entry.id, MatchPolicy())
    assert explained.account.match.decision is MatchDecision.NONE
    assert explained.account.match.missing
    assert explained.judged is None


def test_how_a_pair_was_judged_when_it_came_is_told_besides(store: Store) -> None:
    entry = an_entry("Veldam opens its harbour bridge")
    then = Match("harbour-bridge", entry.id, 0.4, MatchDecision.SUGGEST, Polarity.OCCURRED, entry.published)
    with store.write() as tx:
        tx.save_claim(a_claim())
        tx.save_entries([entry])
        tx.save_matches([then])
    explained = explain_match(store, "harbour-bridge", entry.id, MatchPolicy())
    assert explained.judged == then
    assert explained.account.match.decision is MatchDecision.MATCH


def test_news_before_its_time_says_so_last(store: Store) -> None:
    entry = an_entry(
        "Veldam opens its harbour bridge", summary="The city of Veldam opened its harbour bridge on Monday."
    )
    with store.write() as tx:
        tx.save_claim(a_claim(due=DueWindow(date(2017, 6, 1), date(2017, 6, 30))))
        tx.save_entries([entry])
    match = explain_match(store, "harbour-bridge", entry.id, MatchPolicy()).account.match
    assert match.polarity is Polarity.PROGRESS
    assert match.polarity_because.endswith(EARLY)


def test_an_unknown_claim_or_entry_is_named_with_the_next_step(store: Store) -> None:
    with store.write() as tx:
        tx.save_claim(a_claim())
    with pytest.raises(NotFoundError, match="monitor claim list"):
        explain_match(store, "nothing", "ffff", MatchPolicy())
    with pytest.raises(NotFoundError, match=r"monitor claim show harbour-bridge.*monitor test"):
        explain_match(store, "harbour-bridge", "ffff", MatchPolicy())


def test_pairs_are_judged_each_alone() -> None:
    june = datetime(2017, 6, 3, tzinfo=UTC)
    pairs = [
        Pair("p1", a_claim().statement, date(2017, 5, 2), "Veldam opens new harbour bridge", "", june),
        Pair("p2", a_claim().statement, date(2017, 5, 2), "Shares fall on weak orders", "", june),
    ]
    first, second = explain_pairs(pairs, MatchPolicy())
    assert first.is_match
    assert first.polarity == "occurred"
    assert not second.is_match
    assert second.polarity == "unrelated"


def test_the_due_time_of_a_pair_is_read_from_its_claim() -> None:
    statement, news = "The city of Veldam will open its new harbour bridge in July.", "Veldam opens new harbour bridge"
    june = Pair("p1", statement, date(2017, 5, 2), news, "", datetime(2017, 6, 3, tzinfo=UTC))
    july = Pair("p2", statement, date(2017, 5, 2), news, "", datetime(2017, 7, 3, tzinfo=UTC))
    assert [it.polarity for it in explain_pairs([june, july], MatchPolicy())] == ["progress", "occurred"]


def test_config_is_stored_once_and_the_store_is_the_truth_afterwards(store: Store) -> None:
    drafts = [FeedDraft("https://news.example/world.xml", "The Example Post")]
    first = sync_config(store, drafts, [a_claim()], timedelta(minutes=30), NOON)
    assert (first.feeds, first.claims) == (("https://news.example/world.xml",), ("harbour-bridge",))
    changed = Claim(**{**{f: getattr(a_claim(), f) for f in a_claim().__slots__}, "statement": "Something else."})
    second = sync_config(store, drafts, [changed], timedelta(minutes=30), NOON)
    assert (second.feeds, second.claims) == ((), ())
    with store.read() as tx:
        stored = tx.claim("harbour-bridge")
        (decision,) = tx.decisions("harbour-bridge")
    assert stored is not None
    assert stored.statement == a_claim().statement
    assert decision.by == "config.toml"


def test_a_feed_without_a_name_is_called_by_its_host(store: Store) -> None:
    sync_config(store, [FeedDraft("https://news.example/world.xml")], [], timedelta(minutes=30), NOON)
    with store.read() as tx:
        (feed,) = tx.feeds()
    assert feed.outlet == "news.example"


def test_old_entries_go_and_their_keys_stay(store: Store) -> None:
    entry = an_entry()
    with store.write() as tx:
        tx.save_entries([entry])
    assert prune_store(store, timedelta(days=10), NOON + timedelta(days=9)).entries == 0
    assert prune_store(store, timedelta(days=10), NOON + timedelta(days=11)).entries == 1
