"""Files of claims at the desk: each form out and in again, and what is wrong in one told with its line."""

import json
from typing import Any

import pytest

ADD = ("claim", "add", "The city of Veldam will open its harbour bridge in June.", "--said-on", "2017-05-02",
       "--by", "Veldam; Port Ellery", "--by", "Orlo", "--term", "bridge", "--criteria", "=Traffic, on it")  # fmt: skip
QUESTIONS = {
    "forecast_due_date": "2017-05-01",
    "questions": [{"id": "1", "question": "Will Veldam open its bridge?", "resolution_dates": ["2017-06-30"]}],
}


@pytest.mark.parametrize("form", ["jsonl", "toml", "csv"])
def test_each_form_goes_out_and_comes_back(desk: Any, form: str) -> None:
    desk.say(*ADD, "--slug", "bridge")
    desk.say("claim", "add", "Port Ellery will sell a ferry.", "--slug", "ferry")
    sheet = desk.say("claim", "export", f"--{form}").out
    (desk.folder / f"claims.{form}").write_text(sheet)
    assert "2 known and the same" in desk.say("claim", "import", f"claims.{form}").out
    other = ("--store", "other.db")
    assert desk.say(*other, "claim", "import", f"claims.{form}").out == "2 added: bridge, ferry.\n"
    assert desk.say(*other, "claim", "export", f"--{form}").out == sheet


def test_a_sheet_made_by_hand(desk: Any) -> None:
    (desk.folder / "a.csv").write_text(
        "statement,said_on,due,terms\nIt will rain in Veldam.,2017-05-02,2017-06-30,rain; Veldam\n"
    )
    assert "1 added: rain-veldam." in desk.say("claim", "import", "a.csv").out
    assert "1 known and the same" in desk.say("claim", "import", "a.csv").out
    assert desk.say("claim", "show", "rain-veldam", "--json").json["claim"]["terms"] == ["rain", "Veldam"]


def test_a_due_time_in_words_counts_from_the_day_it_was_said(desk: Any) -> None:
    sheet = (
        "statement,said_on,due\nOrlo will resign.,2017-05-02,next Tuesday\nThe port will close.,2017-05-02,in July\n"
    )
    (desk.folder / "w.csv").write_text(sheet)
    assert "2 added: orlo-resign, port-close." in desk.say("claim", "import", "w.csv").out
    due = desk.say("claim", "show", "orlo-resign", "--json").json["claim"]["due"]
    assert (due["latest"], due["text"]) == ("2017-05-09", "next Tuesday")
    due = desk.say("claim", "show", "port-close", "--json").json["claim"]["due"]
    assert (due["earliest"], due["latest"], due["precision"]) == ("2017-07-01", "2017-07-31", "month")
    assert "2 known and the same" in desk.say("claim", "import", "w.csv").out
    (desk.folder / "x.csv").write_text("statement,said_on,due\nIt will snow.,2017-05-02,whenever\n")
    assert "due: is to be a day" in desk.say("claim", "import", "x.csv").err


def test_a_claim_by_hand_is_due_as_its_statement_says_and_one_that_was_exported_is_not(desk: Any) -> None:
    rows = "Orlo will resign in July.,2017-05-02,\nThe port will close in July.,2017-05-02,2017-07-09\n"
    (desk.folder / "w.csv").write_text(f"statement,said_on,due\n{rows}")
    (desk.folder / "w.toml").write_text('[[claims]]\nstatement = "Orlo will resign in July."\nsaid_on = 2017-05-02\n')
    said = desk.say("claim", "import", "w.csv")
    assert said.err == "! line 2: due 2017-07-31, as the statement says\n"
    assert "1 known and the same" in desk.say("claim", "import", "w.toml").out
    desk.say("claim", "edit", "orlo-resign", "--due", "none")
    (desk.folder / "back.jsonl").write_text(desk.say("claim", "export").out)
    assert "2 known and the same" in desk.say("claim", "import", "back.jsonl").out
    desk.say("--store", "o.db", "claim", "import", "back.jsonl")
    assert desk.say("--store", "o.db", "claim", "show", "orlo-resign", "--json").json["claim"]["due"] is None


def test_questions_and_reviews_are_brought_with_notes(desk: Any) -> None:
    (desk.folder / "q.json").write_text(json.dumps(QUESTIONS, indent=1))
    said = desk.say("claim", "import", "q.json")
    assert "1 added: veldam-open-bridge" in said.out
    assert "item 1: left out: id" in said.err
    assert "1 known and the same" in desk.say("claim", "import", "q.json").out
    graph = {"@graph": [{"@type": "ClaimReview", "claimReviewed": "Orlo will resign.", "datePublished": "2017-07-01"}]}
    (desk.folder / "r.json").write_text(json.dumps(graph))
    report = desk.say("claim", "import", "r.json", "--json").json
    assert report["added"] == ["orlo-resign"]
    assert "on the day of its review" in report["notes"][0]
    (desk.folder / "one.json").write_text(json.dumps(graph["@graph"][0], indent=2))
    assert "1 known and the same" in desk.say("claim", "import", "one.json").out
    (desk.folder / "list.json").write_text(json.dumps(graph["@graph"]))
    assert "1 known and the same" in desk.say("claim", "import", "list.json").out


@pytest.mark.parametrize(("name", "text", "wanted"), [
    ("a.jsonl", '{"slug": "a", "statement": "It will rain.", "said_on": "2017-05-02"}\n{"statement": "x"}\n', "line 2"),
    ("a.jsonl", '{"slug": "a"}\n[1]\n', "line 2"),
    ("a.csv", "statement,said_on\nIt will rain.,2017-05-02\nIt will snow.,someday\n", "line 3"),
    ("a.csv", "statement,said_on\nIt will rain.\n", "line 2"),
    ("a.csv", 'statement,said_on\n"It will rain.,2017-05-02\n', "line 2"),
    ("a.toml",
     '[[claims]]\nslug = "a"\nstatement = "It will rain."\nsaid_on = 2017-05-02\n\n[[claims]]\nslug = "b"\n', "line 6"),
    ("a.toml", "claims = [1]\n", "[[claims]]"),
    ("a.json", '[{"slug": "a"}, 3]', "item 2"),
    ("a.txt", "=", "neither JSON, CSV nor TOML"),
])  # fmt: skip
def test_what_is_wrong_is_told_with_file_and_line(desk: Any, name: str, text: str, wanted: str) -> None:
    (desk.folder / name).write_text(text)
    said = desk.say("claim", "import", name)
    assert said.code in (1, 2)
    assert name in said.err
    assert wanted in said.err
    assert desk.say("claim", "list", "--json").json == []


def test_bytes_that_are_no_text_and_an_empty_file(desk: Any) -> None:
    (desk.folder / "a.jsonl").write_bytes(b"{}\n\xff\n")
    assert "a.jsonl, line 2" in desk.say("claim", "import", "a.jsonl").err
    (desk.folder / "b.jsonl").write_bytes(b"\n")
    assert desk.say("claim", "import", "b.jsonl").out == "0 added.\n"
