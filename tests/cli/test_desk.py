"""A morning at the desk, command by command, on a real store."""

import gzip
import json
from datetime import timedelta
from typing import Any

import pytest
from build import NOON, a_claim, a_feed
from desk_build import alert, tell

from monitor.model.alert import AlertKind, DeliveryState
from monitor.model.feed import FeedHealth
from monitor.model.match import MatchDecision, Polarity

STATEMENT = "The city of Veldam will open its new harbour bridge in June."


def test_init_writes_a_config_once(desk: Any) -> None:
    file = desk.folder / "config.toml"
    file.unlink()
    said = desk.say("init", config=False)
    assert (said.code, "made the database" in said.out) == (0, True)
    assert file.stat().st_mode & 0o777 == 0o600
    assert "claim draft" in said.err
    again = desk.say("init", config=False)
    assert (again.code, "is there already" in again.err) == (1, True)
    assert desk.say("config", "check", config=False).code == 0


def test_a_claim_is_added_looked_at_changed_and_settled(desk: Any) -> None:
    added = desk.say("claim", "add", STATEMENT, "--said-on", "2017-05-02", "--due", "2017-06-30", "--slug", "bridge")
    assert added.out == "bridge: watched, due 2017-06-30.\n"
    assert "Undo: monitor claim drop bridge" in added.err
    listed = desk.say("claim", "list", width=140)
    assert "overdue" in listed.out
    assert "2017-06-30" in listed.out
    edited = desk.say("claim", "edit", "bri", "--due", "2017-07-31", "--because", "put off")
    assert "due: 2017-06-30 → 2017-07-31" in edited.out
    settled = desk.say("resolve", "bridge", "--as", "fulfilled", "--because", "it is open")
    assert settled.out == "bridge: open → fulfilled (0 evidence, by ada).\n"
    assert "Undo: monitor reopen bridge" in settled.err
    assert desk.say("resolve", "bridge", "--as", "failed", "--because", "x").code == 1
    assert desk.say("claim", "list", "--json").json == []
    assert desk.say("claim", "list", "--status", "fulfilled", "--json").json[0]["outcome"] == "fulfilled"
    assert "fulfilled → open" in desk.say("reopen", "bridge", "--because", "no").out
    shown = desk.say("claim", "show", "bridge")
    for words in (STATEMENT, "resolved as fulfilled, by ada", "because it is open", "due 2017-06-30 → 2017-07-31"):
        assert words in shown.out
    why = desk.say("claim", "show", "bridge", "--why")
    assert STATEMENT not in why.out
    assert "reopened" in why.out
    assert why.out.count("on no evidence that was named") == 1
    assert "no longer watched" in desk.say("claim", "drop", "bridge").out


def test_a_claim_takes_a_date_in_words_and_empties_lists(desk: Any) -> None:
    added = desk.say(
        "claim", "add", STATEMENT, "--said-on", "2017-05-02", "--due", "in July", "--term", "bridge", "--tag", "x",
        "--target", "desk", "--by", "City", "--modality", "plans", "--watch-until", "2018-01-01", "--json",
    )  # fmt: skip
    claim = added.json["claim"]
    assert (claim["due"]["latest"], claim["due"]["precision"], claim["targets"]) == ("2017-07-31", "month", ["desk"])
    edited = desk.say("claim", "edit", claim["slug"], "--term", "", "--due", "none", "--target", "", "--json").json
    assert (edited["claim"]["terms"], edited["claim"]["due"], edited["claim"]["targets"]) == ([], None, [])
    assert edited["claim"]["tags"] == ["x"]
    assert desk.say("claim", "edit", claim["slug"]).code == 2
    assert "has: console, desk" in desk.say("claim", "edit", claim["slug"], "--target", "zzz").err
    assert desk.say("claim", "edit", claim["slug"], "--due", "whenever").code == 2
    span = desk.say("claim", "edit", claim["slug"], "--due", "2017-07-10..2017-07-12", "--json").json["claim"]["due"]
    assert (span["earliest"], span["latest"]) == ("2017-07-10", "2017-07-12")
    moved = desk.say("claim", "edit", claim["slug"], "--due", "2017-09")
    assert "--due 2017-07-10..2017-07-12" in moved.err


def test_snooze_and_ack_tell_what_they_did(desk: Any) -> None:
    with desk.store() as store:
        tell(store)
        alert(store)
    assert "1 alert held" in desk.say("snooze", "harbour-bridge", "7d").out
    assert "snoozed" in desk.say("claim", "list").out
    shown = desk.say("claim", "show", "harbour-bridge").out
    assert "§ snoozed until 2" in shown
    assert "because until" not in shown
    assert "1 alert on the way again" in desk.say("snooze", "harbour-bridge", "--end").out
    assert desk.say("snooze", "harbour-bridge", "2017-01-01").code == 2
    assert "no reminder" in desk.say("ack", "harbour-bridge").out
    with desk.store() as store:
        alert(store, kind=AlertKind.OVERDUE, state=DeliveryState.SUPERSEDED)
    assert "overdue withdrawn: desk" in desk.say("claim", "show", "harbour-bridge").out


@pytest.fixture
def morning(desk: Any) -> Any:
    with desk.store() as store:
        told = tell(store, "Veldam opens its harbour bridge", "Harbour bridge is open")
        tell(store, "Talk of a bridge", decision=MatchDecision.SUGGEST, score=0.4, polarity=Polarity.POSTPONED)
        alert(store, development=told.id, state=DeliveryState.DEAD, last_error="refused")
        with store.write() as tx:
            tx.save_feed(a_feed(health=FeedHealth.FAILING, failing_since=NOON, last_polled_at=NOON, next_poll_at=NOON))
    return desk


def test_the_status_page_says_what_needs_a_person(morning: Any) -> None:
    for words in (["status"], []):
        said = morning.say(*words)
        assert said.code == 4
        assert "NEEDS YOU  1 to settle · 2 matches to review · 1 delivery given up · 1 source failing" in said.out
        assert "harbour-bridge" in said.out
        assert "0/1 healthy" in said.out
    page = morning.say("--json").json
    assert page["needs"] == {"reviews": 2, "overdue": 0, "settle": 1}
    assert page["failing"] is True
    assert page["deliveries"]["dead"] == 1
    with morning.store() as store, store.write() as tx:
        tx.save_feed(a_feed("https://new.example/feed", next_poll_at=NOON))
    assert "0/2 healthy, 1 not asked yet · " in morning.say("status").out


def test_reviews_are_listed_and_judged_by_command(morning: Any) -> None:
    listed = morning.say("review", "--list", width=140)
    assert "Veldam opens its harbour bridge" in listed.out
    items = morning.say("review", "--json").json
    assert [item["decision"] for item in items] == ["match", "suggest"]
    assert len(items[0]["entries"]) == 2
    accepted = morning.say("review", "accept", items[0]["id"][:8])
    assert "accepted, supports the claim (2 rows of evidence)" in accepted.out
    assert "Undo: monitor review undo" in accepted.err
    assert morning.say("review", "accept", items[0]["id"]).code == 1
    rejected = morning.say("review", "reject", items[1]["id"], "--because", "old-news", "--json").json
    assert rejected["review"]["reject_reason"] == "old-news"
    assert morning.say("review").out == "Nothing to review.\n"
    row = morning.say("claim", "list", "--json").json[0]
    assert (row["supports"], row["reviews"]) == (2, 0)
    evidence = morning.say("claim", "show", "harbour-bridge", "--json").json["evidence"]
    named = f"{evidence[0]['id'][:8]}, {evidence[1]['id']}"
    settled = morning.say("resolve", "harbour-bridge", "--as", "fulfilled", "--because", "x", "--evidence", named)
    assert "2 evidence" in settled.out


def test_claims_are_found_by_words(morning: Any) -> None:
    assert [row["slug"] for row in morning.say("claim", "list", "Harbour", "veldam", "--json").json] == [
        "harbour-bridge"
    ]
    assert "monitor claim list --status overdue" in morning.say("claim", "list", "overdue", "nothing").err
    assert "monitor claim list --status all" in morning.say("claim", "list", "nothing").err


def test_the_outbox_is_listed_shown_and_tried_again(morning: Any) -> None:
    listed = morning.say("alert", "list", "--failed", "--json").json
    assert len(listed) == 1
    name = listed[0]["alert"]["id"]
    assert "desk dead" in morning.say("alert", "list").out
    shown = morning.say("alert", "show", name[:8])
    assert "refused" in shown.out
    assert "first report" in shown.out
    development = listed[0]["alert"]["development"]
    assert f"development   {development[:8]}" in shown.out
    assert morning.say("alert", "retry", name[:8]).out == "1 delivery due now.\n"
    assert morning.say("alert", "retry", "--all").out.startswith("Nothing to try again")
    assert morning.say("alert", "drop", name[:8]).out == "1 delivery withdrawn.\n"
    assert morning.say("alert", "drop", name[:8], "--json").json == {"dropped": []}


def test_feeds_are_added_listed_paused_moved_and_removed(desk: Any) -> None:
    added = desk.say(
        "feed", "add", "https://a.example/feed?key=s3cr3t", "--outlet", "The Post", "--tag", "world", "--no-check"
    )
    assert "The Post" in added.out
    assert "s3cr3t" not in added.out + added.err
    (feed,) = desk.say("feed", "list", "--json").json
    assert (feed["outlet"], feed["url"]) == ("The Post", "https://a.example/feed?…")
    assert desk.say("feed", "add", "https://a.example/feed?key=s3cr3t", "--no-check").code == 1
    assert "paused" in desk.say("feed", "pause", feed["id"][:8]).out
    assert "paused" in desk.say("feed", "list").out
    assert "due now" in desk.say("feed", "resume", feed["id"][:8]).out
    document = desk.say("feed", "export").out
    assert "key=s3cr3t" in document
    (desk.folder / "feeds.opml").write_text(document)
    assert "no longer watched" in desk.say("feed", "remove", feed["id"]).out
    assert "1 feed would be added" in desk.say("feed", "import", "feeds.opml", "--dry-run").out
    assert "1 feed added, 0 known" in desk.say("feed", "import", "feeds.opml").out
    assert "0 feeds added, 1 known" in desk.say("feed", "import", "feeds.opml").out
    (desk.folder / "bad.opml").write_text('<opml><body><outline xmlUrl="file:///etc/passwd"/></body></opml>')
    assert desk.say("feed", "import", "bad.opml").code == 4


def test_a_feed_of_the_config_says_that_it_would_come_back(desk: Any) -> None:
    with (desk.folder / "config.toml").open("a") as file:
        file.write('[[feeds]]\nurl = "https://a.example/feed"\n')
    assert len(desk.say("feed", "list", "--json").json) == 1
    assert "stays out until you add it again" in desk.say("feed", "remove", "https://a.example/feed").err
    assert desk.say("feed", "list", "--json").json == []


def test_targets_are_masked_and_tested(desk: Any) -> None:
    with (desk.folder / "config.toml").open("a") as file:
        file.write('[[targets]]\nname = "chat"\nurl = "slack://s3cr3tA/s3cr3tB/s3cr3tC/#x"\n')
    listed = desk.say("target", "list")
    assert "slack://…" in listed.out
    shown = [desk.say("config", "show").out, desk.say("config", "show", "--json").out, listed.out]
    assert "s3cr3t" not in "".join(shown)
    tested = desk.say("target", "test", "console")
    assert tested.code == 0
    assert "console: delivered" in tested.out


def test_claims_go_out_and_come_back(desk: Any) -> None:
    desk.say("claim", "add", STATEMENT, "--slug", "bridge", "--due", "2017-06-30", "--said-on", "2017-05-02")
    lines, toml = desk.say("claim", "export").out, desk.say("claim", "export", "bridge", "--toml").out
    assert json.loads(lines)["slug"] == "bridge"
    for name, text in (("a.jsonl", lines), ("b.toml", toml)):
        (desk.folder / name).write_text(text)
        assert "0 added.\n1 known and the same." in desk.say("claim", "import", name).out
        other = desk.say("--store", f"{name}.db", "claim", "import", name)
        assert other.out == "1 added: bridge.\n"
    (desk.folder / "c.jsonl").write_text('{"slug": "x"}\n')
    assert "claims[0].statement: is missing" in desk.say("claim", "import", "c.jsonl").err
    (desk.folder / "d.jsonl").write_text("{]\n")
    assert "line 1" in desk.say("claim", "import", "d.jsonl").err
    (desk.folder / "e.toml").write_text("claims = 3")
    assert desk.say("claim", "import", "e.toml").code == 2
    assert desk.say("claim", "export", "nothing").code == 2


ARTICLE = "The mayor of Veldam said on Tuesday that the city will open its new harbour bridge in June.\n"


def test_an_article_is_drafted_and_its_predictions_saved(desk: Any) -> None:
    (desk.folder / "news.txt").write_text(ARTICLE)
    drafts = desk.say("claim", "draft", "news.txt", "--date", "2017-05-02", "--json").json
    assert drafts
    best = drafts[0]
    assert ARTICLE[best["start"] : best["end"]] == best["quote"]
    assert best["due"]["latest"] == "2017-06-30"
    assert set(best) >= {"statement", "asserted_by", "modality", "score", "lint"}
    assert "Nothing saved yet" in desk.say("claim", "draft", "news.txt", "--date", "2017-05-02").out
    saved = desk.say(
        "claim",
        "draft",
        "news.txt",
        "--date",
        "2017-05-02",
        "--save",
        "1",
        "--due",
        "1=2017-07-15",
        "--outlet",
        "The Post",
    )
    assert saved.out.startswith("Saved 1 claim: ")
    (claim,) = desk.say("claim", "list", "--json").json
    assert claim["due"]["latest"] == "2017-07-15"
    again = desk.say("claim", "draft", "news.txt", "--date", "2017-05-02", "--save", "1", "--outlet", "The Post")
    assert again.out == "1 claim watched already: city-open-harbour-bridge.\n"
    for wrong in (["--save", "99"], ["--save", "1", "--due", "2=fri"], ["--save", "x"]):
        assert desk.say("claim", "draft", "news.txt", "--date", "2017-05-02", *wrong).code == 2
    assert desk.say("claim", "draft", "news.txt", "--save", "1").code == 2


def test_an_archive_is_replayed_and_pairs_are_explained(desk: Any) -> None:
    (desk.folder / "config.toml").unlink()
    entries = [
        {
            "id": f"e{number}",
            "published": f"2017-05-0{number + 3}",
            "source": "Post",
            "title": title,
            "summary": "",
            "link": "",
        }
        for number, title in enumerate(["Veldam opens its new harbour bridge", "Shares fall"])
    ]
    with gzip.open(desk.folder / "entries.jsonl.gz", "wt") as file:
        file.write("\n".join(map(json.dumps, entries)))
    claim = {"slug": "bridge", "statement": STATEMENT, "said_on": "2017-05-02"}
    (desk.folder / "claims.jsonl").write_text(json.dumps(claim) + "\n")
    said = desk.say("replay", "entries.jsonl.gz", "--claims", "claims.jsonl", "--json", config=False)
    (row,) = [json.loads(line) for line in said.lines]
    assert set(row) == {"claim", "entry", "score", "decision", "polarity", "development", "first", "why"}
    assert (row["claim"], row["entry"], row["decision"], row["first"]) == ("bridge", "e0", "match", True)
    assert said.err == ""
    pair = {
        "pair_id": "p1",
        "claim": STATEMENT,
        "said_on": "2017-05-02",
        "title": entries[0]["title"],
        "summary": "",
        "published": "2017-06-03",
    }
    (desk.folder / "pairs.jsonl").write_text(json.dumps(pair) + "\n\n")
    (verdict,) = [
        json.loads(line) for line in desk.say("explain", "--pairs", "pairs.jsonl", "--json", config=False).lines
    ]
    assert set(verdict) == {"pair_id", "score", "match", "polarity", "why"}
    assert verdict["match"] is True
    (desk.folder / "bad.jsonl").write_text('{"id": "x", "published": "May"}\n')
    wrong = desk.say("replay", "bad.jsonl", "--claims", "claims.jsonl", config=False)
    assert (wrong.code, "bad.jsonl, line 1: published" in wrong.err) == (2, True)


@pytest.mark.slow
def test_a_stored_pair_is_explained_and_a_claim_back_tested(morning: Any) -> None:
    entry = morning.say("review", "--json").json[0]["entries"][0]["id"]
    said = morning.say("explain", "harbour-bridge", entry[:8])
    assert "match from" in said.out
    assert "log-odds, a score of" in said.out
    explained = morning.say("explain", "harbour-bridge", entry, "--json").json
    assert explained["match"]["score"] > 0
    development = morning.say("review", "--json").json[0]["id"]
    assert morning.say("explain", "harbour-bridge", development[:8], "--json").json == explained
    tested = morning.say("test", "harbour-bridge")
    assert "of 3 entries match" in tested.out
    assert morning.say("test", "harbour-bridge", "--json").json["entries"] == 3
    morning.say("claim", "add", "Veldam's harbour bridge opens.", "--said-on", "2017-05-02", "--slug", "late-claim")
    assert "monitor test late-claim --keep" in morning.say("test", "late-claim").err
    said = morning.say("test", "late-claim", "--keep")
    assert " to review; nothing is alerted.\n" in said.out
    assert said.err.endswith("Judge: monitor review --claim late-claim\n")
    assert "--keep" not in morning.say("test", "late-claim").err
    assert morning.say("test", "late-claim", "--keep", "--json").json["kept"] == []


def test_the_doctor_says_what_is_wrong_and_what_to_do(morning: Any) -> None:
    said = morning.say("doctor")
    assert said.code == 4
    assert "alert retry --all" in said.out
    names = {row["name"]: row["verdict"] for row in morning.say("doctor", "--json").json}
    assert (names["config"], names["store"], names["outbox"]) == ("ok", "ok", "failing")
    (morning.folder / "config.toml").write_text("x = 1")
    broken = morning.say("doctor")
    assert (broken.code, "unknown key" in broken.out) == (1, True)
    (morning.folder / "config.toml").write_text('store = "other.db"')
    (morning.folder / "other.db").write_bytes(b"this is no database at all, not at all")
    assert morning.say("doctor").code == 1


def test_a_backup_is_made_and_old_entries_go(morning: Any) -> None:
    assert morning.say("backup", "copy.db").code == 0
    assert (morning.folder / "copy.db").stat().st_mode & 0o777 == 0o600
    assert morning.say("backup", "copy.db").code == 1
    assert "0 entries forgotten" in morning.say("prune", "--older-than", "52w").out
    assert "would go" in morning.say("prune", "--dry-run").out
    assert set(morning.say("prune", "--dry-run", "--json").json) == {"at_most"}


def test_quiet_says_only_what_was_asked_for(desk: Any) -> None:
    assert desk.say("claim", "add", STATEMENT, "--slug", "bridge", "-q").err == ""


def test_what_was_known_on_a_day(morning: Any) -> None:
    past = morning.say("claim", "show", "harbour-bridge", "--as-of", "2017-05-01", "--json").json
    assert past["developments"] == []
    now = morning.say("claim", "show", "harbour-bridge", "--as-of", (NOON + timedelta(days=1)).date().isoformat())
    assert "Veldam opens its harbour bridge" in now.out


def test_a_list_names_every_state_where_there_is_room_and_says_why_a_claim_is_urgent(desk: Any) -> None:
    with desk.store() as store:
        tell(store, "Veldam opens its harbour bridge")
        tell(store, "No harbour bridge for Veldam", polarity=Polarity.CANCELLED, last_at=NOON + timedelta(hours=1))
    wide = desk.say("claim", "list", width=140).out
    assert "contested, stalled, unreviewed, quiet" in wide
    assert "contested" in desk.say("claim", "list", width=80).out
    assert "quiet" not in desk.say("claim", "list", width=80).out
    for width in (60, 140):
        why = " ".join(desk.say("claim", "list", "--why", width=width).out.split())
        assert "harbour-bridge 0.50 stalled +0.20, contested +0.15, unreviewed +0.10, quiet +0.05" in why


def test_a_thousand_claims_are_listed(desk: Any) -> None:
    with desk.store() as store, store.write() as tx:
        for number in range(300):
            tx.save_claim(a_claim(f"claim-{number}"))
    assert len(desk.say("claim", "list", "--json").json) == 300


def test_an_archive_on_the_screen_has_a_star_where_it_would_have_alerted(desk: Any) -> None:
    entry = {"id": "e1", "published": "2017-05-03T10:00:00+02:00", "title": "Veldam opens its new harbour bridge"}
    claim = {
        "slug": "bridge",
        "statement": STATEMENT,
        "said_on": "2017-05-02",
        "until": "2017-08-01",
        "terms": ["bridge"],
    }
    review = {"claim": "bridge", "entry": "e1", "accept": True}
    for name, row in (("entries", entry), ("claims", claim), ("reviews", review)):
        (desk.folder / name).write_text(json.dumps(row))
    said = desk.say("replay", "entries", "--claims", "claims", "--reviews", "reviews", "--no-adapt")
    assert said.out.startswith("* ")
    (desk.folder / "claims").write_text(json.dumps({**claim, "terms": "bridge"}))
    assert "terms is to be a list" in desk.say("replay", "entries", "--claims", "claims").err
    (desk.folder / "claims").write_text(json.dumps(claim))
    (desk.folder / "reviews").write_text(json.dumps({**review, "accept": 1}))
    assert (
        "accept is to be true or false"
        in desk.say("replay", "entries", "--claims", "claims", "--reviews", "reviews").err
    )
