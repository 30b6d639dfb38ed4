"""Atom, iCalendar, ClaimReview and CSV, each read by a reader of its kind."""

import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import feedparser
import icalendar
import pytest
from build import NOON, a_claim
from hypothesis import given
from hypothesis import strategies as st
from report_build import HOSTILE, a_file, a_hostile_report, a_report, a_resolved_file, many_developments
from store_rows import a_development, an_evidence

from monitor.model.claim import DueWindow, Outcome
from monitor.model.match import Polarity
from monitor.reporting.atom import MOST, developments_atom
from monitor.reporting.calendar import deadlines_ics, escape_text, fold
from monitor.reporting.claim_review import claim_review, review_record
from monitor.reporting.facts import Report
from monitor.reporting.table import HEAD, claims_csv, harmless

BASE = "https://desk.example/claims/"


class TestAtom:
    @pytest.mark.parametrize("report", [a_report(), Report(NOON), a_hostile_report(), a_report(base_url=BASE)])
    def test_a_feed_reader_takes_it(self, report: Report) -> None:
        found = feedparser.parse(developments_atom(report).encode())
        assert not found.bozo, found.get("bozo_exception")
        assert found.version == "atom10"
        assert found.feed.id
        assert found.feed.updated_parsed
        assert found.feed.author
        assert all(entry.id and entry.title and entry.updated_parsed for entry in found.entries)

    def test_the_newest_come_first_and_only_so_many(self) -> None:
        steps = tuple(replace(it, polarity=Polarity.PROGRESS) for it in many_developments(7))
        report = a_report(a_file(developments=steps))
        entries = feedparser.parse(developments_atom(report).encode()).entries
        assert [entry.title for entry in entries] == [f"News number {n}" for n in range(6, -1, -1)]
        assert entries[-1].tags[0].term == "progress"
        many = a_report(a_file(developments=many_developments(2 * MOST)))
        assert len(feedparser.parse(developments_atom(many).encode()).entries) == MOST

    def test_ids_stay_and_links_lead_to_the_news_or_to_the_page(self) -> None:
        report = a_report(a_file(developments=many_developments(2)), base_url=BASE)
        first, second = (
            feedparser.parse(developments_atom(it).encode()) for it in (report, replace(report, entries=9))
        )
        assert [it.id for it in first.entries] == [it.id for it in second.entries]
        assert len({it.id for it in first.entries}) == 2
        linkless = a_report(a_file(developments=(replace(many_developments(1)[0], link=""),)), base_url=BASE)
        found = feedparser.parse(developments_atom(linkless).encode())
        assert found.entries[0].link == f"{BASE}claims/harbour-bridge.html"
        assert found.feed.links[0].href == f"{BASE}developments.atom"

    def test_what_only_repeats_the_claim_is_no_news(self) -> None:
        echo = a_development(id="e" * 16, polarity=Polarity.ECHO)
        report = a_report(a_file(developments=(a_development(), echo)))
        assert len(feedparser.parse(developments_atom(report).encode()).entries) == 1

    def test_hostile_words_stay_words(self) -> None:
        found = feedparser.parse(developments_atom(a_hostile_report()).encode(), sanitize_html=False)
        assert "<script>alert(1)</script>" in found.entries[0].content[0].value
        assert found.entries[0].link.startswith(BASE)

    @given(st.text())
    def test_any_words_make_a_sound_document(self, words: str) -> None:
        development = replace(many_developments(1)[0], headline=words, link=words)
        found = feedparser.parse(developments_atom(a_report(a_file(developments=(development,)))).encode())
        assert not found.bozo


def events(text: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


class TestCalendar:
    def test_open_claims_with_a_due_day_are_whole_day_events(self) -> None:
        found = events(deadlines_ics(a_report(base_url=BASE)))
        assert len(found) == 1
        assert found[0].decoded("DTSTART") == date(2017, 6, 30)
        assert found[0].decoded("DTEND") == date(2017, 7, 1)
        assert str(found[0]["SUMMARY"]) == "Due: The city of Veldam will open its new harbour bridge in June."
        assert str(found[0]["UID"]) == "harbour-bridge@claim-monitor"
        assert str(found[0]["URL"]) == f"{BASE}claims/harbour-bridge.html"
        assert found[0].decoded("DTSTAMP") == NOON
        assert "Said on 2 May 2017" in str(found[0]["DESCRIPTION"])

    def test_the_last_day_of_all_has_no_day_after(self) -> None:
        found = events(deadlines_ics(a_report(a_file(a_claim(due=DueWindow(latest=date.max))))))
        assert found[0].decoded("DTSTART") == date.max

    def test_hostile_words_end_no_line(self) -> None:
        found = events(deadlines_ics(a_hostile_report()))
        assert len(found) == 1
        assert str(found[0]["SUMMARY"]).startswith("Due: <script>")

    @given(st.text(max_size=300))
    def test_any_words_come_back(self, words: str) -> None:
        text = deadlines_ics(a_report(a_file(a_claim(statement=words, due=DueWindow(latest=NOON.date())))))
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
        assert text.endswith("END:VCALENDAR\r\n")
        unescaped = escape_text(words).replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
        assert str(events(text)[0]["SUMMARY"]).strip() == f"Due: {unescaped}".strip()

    @given(st.text(alphabet=st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=400))
    def test_folding_is_undone_by_unfolding(self, line: str) -> None:
        assert fold(line).replace("\r\n ", "") == line


class TestClaimReview:
    @pytest.mark.parametrize(
        ("outcome", "rating"),
        [
            (Outcome.FULFILLED, (5, "Kept")),
            (Outcome.PARTIAL, (3, "Partly kept")),
            (Outcome.FAILED, (1, "Broken")),
            (Outcome.AMBIGUOUS, None),
            (Outcome.ANNULLED, None),
        ],
    )
    def test_a_verdict_has_its_rating(self, outcome: Outcome, rating: tuple[int, str] | None) -> None:
        record = review_record(a_report(base_url=BASE), a_resolved_file(outcome))
        given = record.get("reviewRating")
        assert (given and (given["ratingValue"], given["alternateName"])) == rating
        assert record["claimReviewed"] == "The city of Veldam will open its new harbour bridge in June."
        assert record["url"] == f"{BASE}claims/harbour-bridge.html"
        assert record["datePublished"] == "2017-05-03"

    def test_it_has_only_fields_that_schema_org_knows(self) -> None:
        known = {
            "ClaimReview": {"url", "claimReviewed", "datePublished", "author", "reviewBody", "itemReviewed", "reviewRating",
                            "citation"},
            "Claim": {"datePublished", "author", "appearance"},
            "Rating": {"ratingValue", "bestRating", "worstRating", "alternateName"},
            "NewsArticle": {"url", "headline", "datePublished", "publisher"},
            "Organization": {"name"},
            "Thing": {"name"},
        }  # fmt: skip

        def check(record: Any) -> None:
            for it in record if isinstance(record, list) else [record]:
                if isinstance(it, dict):
                    assert set(it) - {"@type", "@context"} <= known[it["@type"]]
                    for value in it.values():
                        check(value)

        record = review_record(a_report(base_url=BASE), a_resolved_file())
        check(record)
        assert record["@context"] == "https://schema.org"
        assert record["itemReviewed"]["appearance"]["publisher"]["name"] == "The Example Post"
        assert record["itemReviewed"]["author"] == [{"@type": "Thing", "name": "City of Veldam"}]

    def test_it_cites_first_what_the_verdict_names_and_nothing_that_fell(self) -> None:
        news = a_development(link="https://news.example/opened")
        rows = [
            replace(an_evidence(), id=id_, url=f"https://news.example/{id_}") for id_ in ("fell", "stands", "decided")
        ]
        file = a_resolved_file(developments=(news,), fallen={"fell": "judged since: mentions"})
        verdict = replace(file.decisions[-1], evidence=("decided", news.id))
        file = replace(file, evidence=tuple(rows), decisions=(verdict,))
        assert review_record(a_report(), file)["citation"] == [
            "https://news.example/opened",
            "https://news.example/decided",
            "https://news.example/stands",
        ]

    def test_an_open_claim_has_none_and_a_bare_one_leaves_out_what_is_not_known(self) -> None:
        assert claim_review(a_report(), a_file()) == ""
        bare = a_resolved_file()
        bare = replace(bare, claim=replace(bare.claim, source=a_claim().source, asserted_by=()), evidence=())
        record = json.loads(claim_review(a_report(), bare))
        assert set(record["itemReviewed"]) == {"@type", "datePublished"}
        assert "citation" not in record
        assert "url" not in record


class TestTable:
    def rows(self, *files: Any) -> list[list[str]]:
        return list(csv.reader(io.StringIO("".join(claims_csv(files)), newline="")))

    def test_a_row_a_claim(self) -> None:
        head, first, second = self.rows(a_file(days_left=-12), a_resolved_file())
        assert head == list(HEAD)
        opened, resolved = dict(zip(head, first, strict=True)), dict(zip(head, second, strict=True))
        assert (opened["claim"], opened["status"], opened["days_left"]) == ("harbour-bridge", "open", "-12")
        assert (resolved["outcome"], resolved["settled_on"], resolved["due_earliest"]) == (
            "fulfilled", "2017-05-03", "2017-06-01",
        )  # fmt: skip

    def test_a_bare_claim_has_empty_cells(self) -> None:
        row = dict(zip(HEAD, self.rows(a_file(a_claim(), days_left=None, last_news=None))[1], strict=True))
        assert (row["due_latest"], row["days_left"], row["last_news"], row["confidence"]) == ("", "", "", "")

    @pytest.mark.parametrize(
        "words",
        [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "|calc",
            "\t=1",
            "\r=1",
            " =1",
            '"=1',
            "'=1",
            "＝1",
            "\ufeff=1",
            "\x00=1",
            "%0A=1",
        ],
    )
    def test_no_words_are_a_formula(self, words: str) -> None:
        for name in ("statement", "asserted_by"):
            value: Any = (words,) if name == "asserted_by" else words
            row = dict(zip(HEAD, self.rows(a_file(a_claim(**{name: value})))[1], strict=True))
            assert row[name].startswith("'")

    def test_usual_words_are_left_alone(self) -> None:
        assert (
            harmless("The city, “so called”, opens 50 % more = good") == "The city, “so called”, opens 50 % more = good"
        )

    def test_hostile_words_stay_in_their_cell(self) -> None:
        rows = self.rows(*a_hostile_report().claims)
        assert {len(row) for row in rows} == {len(HEAD)}
        assert "\x1b" not in "".join(map("".join, rows))
        assert HOSTILE[:20] in rows[1][1]


def test_a_day_later_nothing_but_the_stamp_has_changed() -> None:
    one, two = (deadlines_ics(a_report(now=NOON + timedelta(days=n))).splitlines() for n in (0, 1))
    assert [line for line in one if line not in two] == ["DTSTAMP:20170503T120000Z"]
