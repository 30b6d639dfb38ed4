"""Suggestions, the ledger, the record, undo lines and what a round says: as a person and as a program get them."""

import json
import shlex
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from build import NOON, a_claim, an_entry
from click.testing import CliRunner
from desk_build import tell

from monitor.cli.ascii import PLAIN, is_plain_locale, to_ascii
from monitor.cli.command import Settings
from monitor.cli.init import EXAMPLE
from monitor.cli.review_screen import mark_words, show_item
from monitor.cli.review_session import Session
from monitor.cli.run import round_words
from monitor.cli.screen import Screen
from monitor.config import load_config
from monitor.daemon.rounds import RoundReport
from monitor.model.claim import DueWindow
from monitor.model.development import ReviewState
from monitor.model.match import EARLY, Polarity
from monitor.ports import Store
from monitor.usecases.keep_ledger import record_edits
from monitor.usecases.review_match import Judgement, read_reviews, review_match
from monitor.usecases.settle_claims import settle_claims


@pytest.fixture
def told(desk: Any) -> Any:
    """A claim that two outlets report as fulfilled."""
    with desk.store() as store:
        with store.write() as tx:
            tx.save_claim(a_claim(due=DueWindow(latest=date(2017, 6, 30))))
        tell(store, "Veldam opens its harbour bridge", "Harbour bridge open")
    return desk


def _pasted(line: str) -> list[str]:
    """The words of a command that was shown, as a shell would read them."""
    return shlex.split(line.replace("\\\n", " "))[1:]


class TestSuggestions:
    def test_the_morning_page_asks_and_the_command_answers(self, told: Any) -> None:
        page = told.say("status", width=60)
        assert "1 to settle" in page.out
        assert (
            "SETTLE   harbour-bridge: 2 independent outlets report:\n         occurred; resolve as fulfilled?"
            in page.out
        )
        command = page.out[page.out.index("monitor resolve") :].split("\n\n")[0]
        assert "\\\n" in command
        assert told.say(*_pasted(command)).code == 0
        row = told.say("claim", "list", "--status", "fulfilled", "--json").json[0]
        assert (row["outcome"], row["suggestion"]) == ("fulfilled", None)
        assert "to settle" not in told.say("status").out

    def test_programs_get_it_too(self, told: Any) -> None:
        suggestion = told.say("status", "--json").json["claims"][0]["suggestion"]
        assert suggestion["outcome"] == "fulfilled"
        assert suggestion["command"].startswith("monitor resolve harbour-bridge --as fulfilled --evidence ")
        shown = told.say("claim", "show", "harbour-bridge").out
        assert "suggested     2 independent outlets report: occurred; resolve as fulfilled?" in shown

    def test_accepting_brings_it_up(self, told: Any) -> None:
        item = told.say("review", "--json").json[0]
        said = told.say("review", "accept", item["id"], "--strength", "strong")
        assert "2 independent outlets report: occurred; resolve as fulfilled?" in said.out
        rows = told.say("claim", "show", "harbour-bridge", "--json").json["evidence"]
        assert {row["strength"] for row in rows} == {"strong"}

    def test_only_a_few_are_shown_at_once(self, told: Any) -> None:
        with told.store() as store:
            for number in range(4):
                tell(store, f"One {number}", f"Two {number}", claim=f"claim-{number}")
        assert "and 2 more" in told.say("status").out


def test_two_people_at_one_list_get_on(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """What a colleague judged meanwhile is said, and the sitting goes on."""
    tell(store)
    tell(store, "A bridge too far")
    items = read_reviews(store)
    keys = iter("aa")
    sitting = Session(store, Screen(Settings()), "ada", lambda: NOON, lambda: next(keys))
    review_match(store, items[0].development.id, Judgement(ReviewState.ACCEPTED), by="eve", now=NOON)
    assert sitting.judge_all(items)[0].startswith("1 judgement (1 accepted, 0 rejected)")
    with store.read() as tx:
        assert {it.review for it in tx.developments()} == {ReviewState.ACCEPTED}
    assert "is accepted already, by eve" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("polarity", "key", "stance"),
    [
        (Polarity.OCCURRED, "a", "supports"),
        (Polarity.CANCELLED, "a", "contradicts"),
        (Polarity.CANCELLED, "p", "supports"),
        (Polarity.OCCURRED, "c", "contradicts"),
        (Polarity.OCCURRED, "m", "mentions"),
    ],
)
def test_what_is_accepted_counts_as_the_screen_says(
    store: Store, capsys: pytest.CaptureFixture[str], polarity: Polarity, key: str, stance: str
) -> None:
    tell(store, polarity=polarity)
    Session(store, Screen(Settings()), "ada", lambda: NOON, lambda: key).judge_all(read_reviews(store))
    with store.read() as tx:
        assert {row.stance.value for row in tx.evidence("harbour-bridge")} == {stance}
    shown, _, report = capsys.readouterr().out.partition("[a]ccept")
    assert f"accepted, {stance} the claim" in report
    assert "monitor claim edit" not in report
    if key == "a":
        assert stance in shown


@pytest.mark.slow
def test_a_report_whose_article_takes_it_back_says_so(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    told = tell(store)
    session = Session(store, Screen(Settings()), "ada", lambda: NOON, lambda: "q")
    session.judge_all(read_reviews(store))
    assert "does not say this any more" not in capsys.readouterr().out
    with store.write() as tx:  # an edit turned it: the entry is a match of another development now
        tx.save_matches([replace(match, development="0" * 16) for match in tx.matches(development=told.id)])
    session.judge_all(read_reviews(store))
    assert "its article was edited since, and does not say this any more" in capsys.readouterr().out


def test_what_came_early_is_called_so_wherever_it_is_shown(told: Any, capfd: pytest.CaptureFixture[str]) -> None:
    early = {"polarity": Polarity.PROGRESS, "grouped_because": f"said to have happened {EARLY}"}
    with told.store() as store:
        tell(store, "Veldam opens its bridge two weeks early", **early)
        session = Session(store, Screen(Settings()), "ada", lambda: NOON, lambda: "q")
        session.judge_all([item for item in read_reviews(store) if item.development.is_early])
    assert "happened before its time?" in capfd.readouterr().out
    assert "occurred early" in told.say("review", "--list", width=140).out
    (item,) = [it for it in told.say("review", "--list", "--json").json if it["headline"].endswith("early")]
    shown = told.say("review", "accept", item["id"], width=140).out
    pasted = _pasted(shown.partition("if it is the event:")[2].strip())
    assert told.say(*pasted[: pasted.index("--because") + 2]).out.startswith(
        "harbour-bridge: open → fulfilled (1 evidence"
    )
    assert " occurred early 0.70" in told.say("claim", "show", "harbour-bridge", width=140).out


def test_who_accepts_that_it_is_put_off_is_told_how_to_move_the_day(told: Any) -> None:
    with told.store() as store:
        put_off = tell(store, "Veldam puts its bridge off", polarity=Polarity.POSTPONED).development.id
    assert (
        "if it has a new day: monitor claim edit harbour-bridge --due DAY" in told.say("review", "accept", put_off).out
    )
    assert "--due DAY" not in told.say("review", "reject", put_off, "--because", "old-news").out


def test_the_article_that_is_shown_is_the_one_that_opens(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tell(store, "Veldam opens its harbour bridge", "Harbour bridge open")
    (item,) = read_reviews(store)
    shown = replace(item, entries=item.entries[::-1])
    assert shown.entries[0].link != told.development.link
    opened: list[str] = []
    monkeypatch.setattr("click.launch", opened.append)
    keys = iter("oqoq")
    for one in (shown, replace(item, entries=())):
        Session(store, Screen(Settings()), "ada", lambda: NOON, lambda: next(keys))._judge(one)
    assert opened == [shown.entries[0].link, told.development.link]


def test_the_words_that_matched_are_marked(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    tell(store)
    (item,) = read_reviews(store)
    screen = Screen(Settings(environ={"COLUMNS": "60"}))
    show_item(screen, item, "[1/1]", NOON)
    assert "“*Veldam* opens its harbour *bridge*”" in capsys.readouterr().out
    screen.colour = True
    marked = mark_words(screen, "Bridges of Veldam, a bri*dge", frozenset({"bridg", "-"}))
    assert marked == "\x1b[1m\x1b[4mBridges\x1b[0m of Veldam, a bri*dge"
    assert mark_words(screen, "Bridges", frozenset()) == "Bridges"


def test_reports_of_long_ago_have_their_picture_too(told: Any) -> None:
    with told.store() as store:
        tell(store, "One", "Two", "Three", opened_at=NOON + timedelta(days=20), last_at=NOON + timedelta(days=20))
    shown = told.say("claim", "show", "harbour-bridge").out
    assert "reports       ▅·█ a week, 2017-05-03 to 2017-05-23; the highest is 3" in shown
    with told.store() as store:
        tell(store, "Long after", opened_at=NOON + timedelta(days=700), last_at=NOON + timedelta(days=700))
    shown = told.say("claim", "show", "harbour-bridge").out
    assert "in 4 weeks, 2017-05-03 to 2019-04-03; the highest is 5" in shown


class TestReviewUndo:
    @pytest.mark.slow
    def test_the_line_that_is_printed_takes_it_back(self, told: Any) -> None:
        item = told.say("review", "--json").json[0]
        for words in (["accept", item["id"]], ["reject", item["id"], "--because", "old-news"], ["skip", item["id"]]):
            said = told.say("review", *words)
            assert said.code == 0
            undo = _pasted(said.err.partition("Undo: ")[2])
            assert undo == ["review", "undo", item["id"][:8]]
            undone = told.say(*undo)
            assert undone.code == 0
            assert "undone, unreviewed as before." in undone.out
            assert told.say("review", "--json").json[0]["review"] == "unreviewed"
        learning = told.say("claim", "show", "harbour-bridge", "--json").json["learning"]
        assert (learning["accepted"], learning["rejected"], learning["line_shift"]) == (0, 0, 0.0)
        again = told.say("review", "undo", item["id"])
        assert (again.code, "no judgement that could be undone" in again.err) == (1, True)

    @pytest.mark.slow
    def test_it_goes_back_to_the_stance_before(self, told: Any) -> None:
        item = told.say("review", "--json").json[0]
        told.say("review", "accept", item["id"], "--as", "contradicts")
        told.say("review", "accept", item["id"], "--as", "mentions")
        record = told.say("claim", "show", "harbour-bridge", "--why").out
        assert " ".join(record.split()).count("[superseded, judged since: mentions]") == 2
        assert "accepted undone, accepted, contradicts as before" in told.say("review", "undo", item["id"]).out
        rows = told.say("claim", "show", "harbour-bridge", "--json").json
        assert (rows["supports"], rows["contradicts"]) == (0, 2)
        assert {row["stance"]: row["stands"] for row in rows["evidence"]} == {"contradicts": True, "mentions": False}

    @pytest.mark.slow
    def test_a_word_that_takes_the_place_of_another_says_so(self, told: Any) -> None:
        item = told.say("review", "--json").json[0]
        assert "it was" not in told.say("review", "accept", item["id"]).out
        said = told.say("review", "reject", item["id"], "--because", "old-news").out
        assert "old-news; it was accepted, supports, by ada; its evidence counts no more." in " ".join(said.split())
        said = told.say("review", "accept", item["id"], "--as", "mentions").out
        assert "; it was rejected, old-news, by ada." in " ".join(said.split())

    def test_programs_get_it_too(self, told: Any) -> None:
        item = told.say("review", "--json").json[0]
        told.say("review", "skip", item["id"], "--note", "later")
        undone = told.say("review", "undo", item["id"], "--json").json
        assert (undone["undone"]["state"], undone["review"]["state"]) == ("skipped", "unreviewed")
        assert undone["undone"]["because"] == "later"


class TestAuto:
    @pytest.mark.slow
    def test_it_is_said_shown_settled_and_taken_back(self, told: Any) -> None:
        said = told.say("claim", "edit", "harbour-bridge", "--auto", "after 2 sources")
        assert "auto: never → after 2 sources" in said.out
        assert _pasted(said.err.partition("Undo: ")[2]) == ["claim", "edit", "harbour-bridge", "--auto", "never"]
        assert "settled by itself after 2 sources" in told.say("claim", "show", "harbour-bridge").out
        with told.store() as store:
            assert len(settle_claims(store, (), NOON)) == 1
        record = told.say("claim", "show", "harbour-bridge", "--why").out
        assert "resolved as fulfilled, by claim-monitor" in record
        assert "(rules sources-2)" in record
        assert "because 2 independent outlets report: occurred: Outlet 1, Outlet 2" in record
        back = told.say("reopen", "harbour-bridge")
        assert "it does not settle itself any more (it did after 2 sources)" in back.out
        assert "--as fulfilled --evidence" in back.err
        assert "reopened from fulfilled, by " in told.say("claim", "show", "harbour-bridge", "--why").out

    def test_words_that_are_no_rule(self, told: Any) -> None:
        said = told.say("claim", "add", "Veldam will pay.", "--auto", "always")
        assert (said.code, "after 2 sources" in said.err) == (2, True)

    @pytest.mark.slow
    def test_it_travels_with_the_claim(self, told: Any) -> None:
        told.say("claim", "add", "Veldam will pay its debt.", "--slug", "debt", "--auto", "after 3 sources")
        (told.folder / "claims.toml").write_text(told.say("claim", "export", "debt", "--toml").out)
        assert 'auto = "after 3 sources"' in (told.folder / "claims.toml").read_text()
        said = told.say("--store", "other.db", "claim", "import", "claims.toml")
        assert said.code == 0
        other = told.say("--store", "other.db", "claim", "show", "debt", "--json").json
        assert other["claim"]["auto_after"] == 3

    def test_a_bad_rule_in_the_config_is_told_with_its_place(self, desk: Any) -> None:
        (desk.folder / "config.toml").write_text(
            '[[claims]]\nslug = "a-claim"\nstatement = "X will do Y."\nsaid_on = 2017-05-02\nauto = "at once"\n'
        )
        said = desk.say("config", "check")
        assert (said.code, 'auto: is to be "after 2 sources", or "never"' in said.err) == (1, True)


class TestTheRecord:
    def test_why_shows_decisions_evidence_and_judgements(self, told: Any) -> None:
        item = told.say("review", "--json").json[0]
        told.say("review", "accept", item["id"], "--note", "read both")
        with told.store() as store, store.write() as tx:
            row = tx.evidence("harbour-bridge")[0]
            entry = tx.entry(row.entry)
            assert entry is not None
            edited = an_entry(f"{entry.title} late", key=entry.keys.keys[0], id=entry.id, link=entry.link)
            record_edits(tx, [edited], NOON + timedelta(days=1))
        evidence = told.say("claim", "show", "harbour-bridge", "--json").json["evidence"]
        ids = ",".join(row["id"] for row in evidence[:1])
        told.say("resolve", "harbour-bridge", "--as", "fulfilled", "--evidence", ids, "--because", "seen")
        why = told.say("claim", "show", "harbour-bridge", "--why").out
        assert "DECISIONS on harbour-bridge" in why
        assert f"on {ids[:8]} supports, strong: Outlet 1: " in why
        assert "EVIDENCE (3 rows; rows are only ever added)" in why
        assert f"sha256 {evidence[0]['sha256']}" in why
        assert "{+late+}" in why
        assert "edit of" in why
        assert "JUDGEMENTS (1 row" in why
        assert "accepted, supports, by ada (read both)" in why

    def test_a_verdict_on_nothing_says_so_and_withdrawn_evidence_too(self, told: Any) -> None:
        item = told.say("review", "--json").json[0]
        told.say("review", "accept", item["id"])
        told.say("review", "reject", item["id"], "--because", "old-news")
        told.say("resolve", "harbour-bridge", "--as", "failed", "--because", "no bridge")
        why = told.say("claim", "show", "harbour-bridge", "--why").out
        assert "on no evidence that was named" in why
        assert "[no longer accepted]" in why

    def test_a_verdict_has_its_reason(self, told: Any) -> None:
        for empty in (" ", "…"):  # the dots of a message stand for words that somebody has yet to write
            said = told.say("resolve", "harbour-bridge", "--as", "failed", "--because", empty)
            assert (said.code, "--because: say why" in said.err) == (2, True)
        assert told.say("claim", "show", "harbour-bridge", "--json").json["status"] == "open"

    def test_a_narrow_scoreboard_adds_up(self, told: Any) -> None:
        told.say("claim", "edit", "harbour-bridge", "--by", "the mayor")
        told.say("resolve", "harbour-bridge", "--as", "partial", "--because", "one lane")
        said = told.say("score", width=60).out.splitlines()
        assert said[0].split() == ["SAID", "BY", "KEPT", "FULFILLED", "PARTIAL", "FAILED", "OPEN"]
        assert said[1].split() == ["the", "mayor", "50%", "0", "1", "0", "0"]

    def test_every_due_date_is_kept(self, told: Any) -> None:
        told.say("claim", "edit", "harbour-bridge", "--due", "2017-07-31", "--because", "put off")
        told.say("claim", "edit", "harbour-bridge", "--due", "2017-09-30", "--because", "put off again")
        shown = told.say("claim", "show", "harbour-bridge", width=140).out
        assert "2017-06-30 → 2017-07-31 → 2017-09-30; first promised for 2017-06-30" in shown
        earlier = told.say("claim", "show", "harbour-bridge", "--json").json["earlier_due"]
        assert [due["latest"] for due in earlier] == ["2017-06-30", "2017-07-31"]
        assert "\npostponed " in shown

    def test_a_due_date_that_was_a_mistake_is_no_promise(self, told: Any) -> None:
        said = told.say("claim", "edit", "harbour-bridge", "--due", "2017-07-31")
        assert "Undo: monitor claim edit harbour-bridge --due 2017-06-30 --correction\n" in said.err
        assert "counts as put off" in said.out
        back = told.say("claim", "edit", "harbour-bridge", "--due", "2017-06-30", "--correction")
        assert "put off" not in back.out
        told.say("claim", "edit", "harbour-bridge", "--due", "2017-07-31", "--correction", "--because", "July, it says")
        assert "2017-06-30" not in told.say("claim", "show", "harbour-bridge", width=140).out.split("TIMELINE")[0]
        assert "correction: July, it says" in told.say("claim", "show", "harbour-bridge", "--why").out

    def test_where_it_was_read_can_be_said_later(self, told: Any) -> None:
        said = told.say("claim", "edit", "harbour-bridge", "--outlet", "Veldam Courier", "--url", "https://c.example/1")
        assert "source: none → Veldam Courier, https://c.example/1" in said.out
        assert said.err.endswith("Undo: monitor claim edit harbour-bridge --outlet '' --url ''\n")
        assert "\nVeldam Courier " in told.say("score", "--by", "outlet").out
        told.say("claim", "edit", "harbour-bridge", "--outlet", "", "--url", "")
        assert "Courier" not in told.say("score", "--by", "outlet").out

    def test_a_due_date_that_is_set_right_is_not_called_a_delay(self, told: Any) -> None:
        told.say("claim", "edit", "harbour-bridge", "--due", "2017-06-20")
        shown = told.say("claim", "show", "harbour-bridge", width=140).out
        assert "\nmoved         2017-06-30 → 2017-06-20\n" in shown
        assert "postponed" not in shown
        assert "first promised" not in shown

    def test_the_proof_of_silence(self, desk: Any) -> None:
        desk.say("claim", "add", "Veldam will pay.", "--slug", "debt")
        assert "0 developments in 0 items since the claim is watched" in desk.say("claim", "show", "debt").out

    def test_an_earlier_day_is_shown_as_it_was(self, told: Any) -> None:
        said = told.say("claim", "show", "harbour-bridge", "--as-of", "2017-05-02")
        assert "As it was known at the end of 2017-05-02, UTC." in said.err
        assert "not watched yet" not in said.err
        before = told.say("claim", "show", "harbour-bridge", "--as-of", "2017-05-01").err
        assert "It was not watched yet: only since 2017-05-02 20:00." in before
        assert "Veldam opens" not in said.out
        assert "Veldam opens" in told.say("claim", "show", "harbour-bridge", "--as-of", "2017-05-03").out


class TestUndo:
    @pytest.mark.parametrize(
        "change",
        [
            ["--statement", "Veldam's bridge opens."],
            ["--due", "2017-08-01"],
            ["--due", "none"],
            ["--by", "the mayor", "--by", 'the port\'s "chief"'],
            ["--term", "bridge", "--not-term", "card game", "--tag", "city"],
            ["--criteria", "cars drive over it"],
            ["--confidence", "0.7", "--watch-until", "2018-01-01"],
            ["--modality", "plans", "--said-on", "2017-05-01"],
            ["--target", "desk", "--auto", "after 2 sources", "--quote", "“will open”", "--silent", "the builder"],
        ],
    )
    def test_the_line_that_is_printed_puts_the_old_words_back(self, told: Any, change: list[str]) -> None:
        def claim() -> Any:
            return told.say("claim", "export", "harbour-bridge").out

        before = json.loads(claim())
        said = told.say("claim", "edit", "harbour-bridge", *change)
        assert (said.code, json.loads(claim()) == before) == (0, False)
        assert told.say(*_pasted(said.err.partition("Undo: ")[2])).code == 0
        after = json.loads(claim())
        for record in (before, after):
            record["due"].pop("text", None)
            record["due"].pop("precision", None)
        assert after == before

    @pytest.mark.parametrize(
        "due",
        [
            DueWindow(date(2017, 5, 28), date(2017, 6, 10), "in a few weeks, as the minister put it"),
            DueWindow(date(2017, 6, 1), date(2017, 6, 30), "in June"),
            DueWindow(date(2017, 6, 3), date(2017, 6, 3), "the day of the regatta"),
            DueWindow(date(2017, 6, 3), None, "once the regatta is over"),
            DueWindow(None, date(2017, 6, 3), "soon, but before the regatta"),
        ],
    )
    def test_a_due_window_in_words_comes_back_whole(self, told: Any, due: DueWindow) -> None:
        with told.store() as store, store.write() as tx:
            tx.save_claim(a_claim(due=due))
        said = told.say("claim", "edit", "harbour-bridge", "--due", "2018-01-01")
        undone = told.say(*_pasted(said.err.partition("Undo: ")[2]))
        assert (undone.code, undone.err.count("no day")) == (0, 0)
        found = told.say("claim", "show", "harbour-bridge", "--json").json["claim"]["due"]
        assert (found["earliest"], found["latest"]) == (
            due.earliest and due.earliest.isoformat(),
            due.latest and due.latest.isoformat(),
        )

    def test_a_reopened_claim_goes_back_on_its_evidence(self, told: Any) -> None:
        item = told.say("review", "--json").json[0]
        because = 'the mayor\'s word, "open"'
        told.say("resolve", "harbour-bridge", "--as", "partial", "--evidence", item["id"], "--because", because)
        undo = _pasted(told.say("reopen", "harbour-bridge").err.partition("Undo: ")[2])
        assert told.say(*undo).code == 0
        decisions = told.say("claim", "show", "harbour-bridge", "--json").json["decisions"]
        first, _, again = (it for it in decisions if it["action"] in ("resolved", "reopened"))
        assert [again[name] for name in ("outcome", "evidence", "because")] == [
            first[name] for name in ("outcome", "evidence", "because")
        ]
        assert first["evidence"] == [item["id"]]

    @pytest.mark.slow
    def test_a_closed_claim_is_opened_with_all_that_closing_it_had_ended(self, told: Any) -> None:
        told.say("claim", "edit", "harbour-bridge", "--auto", "after 3 sources")
        told.say("snooze", "harbour-bridge", "7d")
        told.say("ack", "harbour-bridge")

        def kept() -> Any:
            claim = told.say("claim", "show", "harbour-bridge", "--json").json["claim"]
            return claim["status"], claim["auto_after"], claim["snoozed_until"][:19], claim["acked_at"] is None

        before = kept()
        for words in (
            ["resolve", "harbour-bridge", "--as", "failed", "--because", "x"],
            ["claim", "drop", "harbour-bridge"],
        ):
            said = told.say(*words)
            for line in said.err.partition("Undo: ")[2].split(" && "):
                assert told.say(*_pasted(line)).code == 0
            assert kept() == before

    def test_a_drop_is_dropped_again_for_its_reason(self, told: Any) -> None:
        told.say("claim", "drop", "harbour-bridge", "--because", "a double")
        undo = _pasted(told.say("reopen", "harbour-bridge").err.partition("Undo: ")[2])
        assert undo == ["claim", "drop", "harbour-bridge", "--because", "a double"]
        assert told.say(*undo).code == 0

    def test_a_snooze_and_its_end_are_undone(self, told: Any) -> None:
        def until() -> Any:
            return told.say("claim", "list", "--json").json[0]["snoozed_until"]

        first = told.say("snooze", "harbour-bridge", "7d")
        assert _pasted(first.err.partition("Undo: ")[2]) == ["snooze", "harbour-bridge", "--end"]
        before = until()
        for words in (["--end"], ["30d"]):
            said = told.say("snooze", "harbour-bridge", *words)
            assert told.say(*_pasted(said.err.partition("Undo: ")[2])).code == 0
            assert until()[:19] == before[:19]
        assert "that is no day" in told.say("snooze", "harbour-bridge", "2017-13-01T99").err
        twice = told.say("snooze", "harbour-bridge", "1/2/2027").err
        assert "which is the day and which the month? write 2027-02-01 or 2027-01-02" in twice

    def test_an_ack_is_taken_back(self, told: Any) -> None:
        said = told.say("ack", "harbour-bridge")
        undo = _pasted(said.err.partition("Undo: ")[2])
        assert undo == ["ack", "harbour-bridge", "--end"]
        ended = told.say(*undo)
        assert "harbour-bridge: reminded again." in ended.out
        assert told.say("claim", "show", "harbour-bridge", "--json").json["claim"]["acked_at"] is None
        assert _pasted(ended.err.partition("Undo: ")[2]) == ["ack", "harbour-bridge"]

    def test_a_confidence_that_is_none(self, told: Any) -> None:
        for words in ("2", "much", "-1"):
            assert "a number from 0 to 1" in told.say("claim", "edit", "harbour-bridge", "--confidence", words).err


class TestRounds:
    def test_a_program_gets_one_line(self, desk: Any) -> None:
        said = desk.say("run", "--once", "--json")
        assert said.code == 0
        names = "polled not_modified failed new matches alerts settled sent waiting dead"
        assert json.loads(said.out) == dict.fromkeys(names.split(), 0)
        assert desk.say("run", "--once").out == ""

    @pytest.mark.parametrize(
        ("report", "words"),
        [
            (RoundReport(), "No feed was due: 0 new items, 0 matches, 0 alerts."),
            (RoundReport(failed=3), "No source could be reached (3 tried)"),
            (
                RoundReport(polled=4, not_modified=2, failed=1, new=9, matches=1, alerts=1, settled=1, sent=1),
                "Polled 4 feeds (2 not modified, 1 failed): 9 new items, 1 match, 1 alert, 1 claim settled by rule; 1 sent",
            ),
            (RoundReport(polled=1, waiting=1, dead=2), "1 delivery waiting for the next try; 2 given up."),
        ],
    )
    def test_a_person_gets_a_sentence(self, report: RoundReport, words: str) -> None:
        assert words in round_words(report)


class TestLetters:
    def test_ascii_is_one_for_one(self) -> None:
        text = "“4 → 5” · Orbán ▁█ … 日本 ✕"
        assert to_ascii(text) == '"4 > 5" . Orban 18 ~ ?? x'
        assert len(to_ascii(text)) == len(text)
        assert text.encode(PLAIN).decode(PLAIN) == to_ascii(text)

    @pytest.mark.parametrize(
        ("environ", "plain"),
        [
            ({"LANG": "C"}, True),
            ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),
            ({"LC_ALL": "POSIX", "LANG": "de_DE.UTF-8"}, True),
            ({"LANG": "C", "LC_CTYPE": "de_DE.UTF-8"}, False),
            ({"LANG": "C.UTF-8"}, False),
            ({}, False),
        ],
    )
    def test_who_gets_it(self, environ: dict[str, str], plain: bool) -> None:
        assert is_plain_locale(environ) is plain


class TestScreen:
    def test_a_command_is_broken_between_its_words_only(self, capsys: Any) -> None:
        Screen(Settings(environ={"COLUMNS": "40"})).command(
            "monitor resolve a-claim --because 'it is so' --as failed", 4
        )
        out = capsys.readouterr().out
        assert max(map(len, out.splitlines())) <= 40
        assert _pasted(out) == ["resolve", "a-claim", "--because", "it is so", "--as", "failed"]

    def test_one_thing_of_a_list_hangs_under_its_head(self, capsys: Any) -> None:
        screen = Screen(Settings(environ={"COLUMNS": "40"}))
        screen.entry("2017-05-02  § ", "a decision of many words that takes more", 14)
        assert capsys.readouterr().out == ("2017-05-02  § a decision of many words\n              that takes more\n")
        screen.entry("head ", "words that are wrapped where there is no room for an indent", 30)
        assert capsys.readouterr().out.startswith("head words that are wrapped")

    def test_progress_is_for_terminals(self, capsys: Any) -> None:
        with Screen(Settings()).progress("Writing", 3) as more:
            more(2)
        assert capsys.readouterr().err == ""


def test_a_new_config_has_the_feeds_and_targets_of_the_one_that_ships(tmp_path: Any) -> None:
    """Its three claims are of 2017 and stay out: on a new desk they would all be overdue at once."""
    from pathlib import Path

    (tmp_path / "config.toml").write_text(EXAMPLE)
    new, shipped = load_config(tmp_path / "config.toml", {}), load_config(Path(__file__).parents[2] / "config.toml", {})
    assert new.feeds == shipped.feeds
    assert [it.name for it in new.targets] == [it.name for it in shipped.targets]
    assert new.claims == ()


class TestCompletion:
    def offers(self, told: Any, line: str) -> list[str]:
        from monitor.cli.main import root

        environ = {
            "_MONITOR_COMPLETE": "bash_complete",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(shlex.split(line)) - 1),
        }
        environ |= {"HOME": str(told.folder)}
        done = CliRunner().invoke(root, [], prog_name="monitor", env=environ)
        return [row.partition(",")[2] for row in done.output.splitlines() if row]

    def test_names_of_the_store_are_offered(self, told: Any) -> None:
        assert self.offers(told, "monitor claim show har") == ["harbour-bridge"]
        assert self.offers(told, "monitor resolve x") == []
        item = told.say("review", "--json").json[0]
        assert self.offers(told, f"monitor review accept {item['id'][:3]}") == [item["id"][:8]]
        assert self.offers(told, "monitor target test de") == ["desk"]
        assert self.offers(told, "monitor feed pause zz") == []

    def test_where_there_is_nothing_nothing_is_offered(self, told: Any) -> None:
        assert self.offers(told, "monitor --store none.db claim show har") == []
        (told.folder / "config.toml").write_text("not = toml = at all")
        assert self.offers(told, "monitor claim show har") == []
        assert self.offers(told, "monitor target test de") == []
