"""The pages: valid HTML that loads nothing, runs nothing, and says everything in words too."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib
import pytest
from build import NOON, a_claim, a_feed
from report_build import BAD_LINK, HOSTILE, a_file, a_hostile_report, a_report, a_resolved_file, many_developments
from store_rows import a_decision, a_development, an_evidence

from monitor.model.claim import ClaimStatus, DecisionAction, DueWindow, Outcome
from monitor.model.development import ReviewState, Strength
from monitor.model.match import MatchDecision, Polarity
from monitor.model.score import Score, Scoreboard
from monitor.reporting.badges import polarity_tone, tone
from monitor.reporting.claim_page import claim_page
from monitor.reporting.facts import Report
from monitor.reporting.frame import POLICY
from monitor.reporting.site import MANIFEST, site_files
from monitor.reporting.style import DARK, LIGHT, STYLE


def pages(report: Report) -> dict[str, str]:
    return {name: text for name, text in site_files(report) if name.endswith(".html")}


def tree(page: str) -> Element:
    """The document, read by the rules of HTML; raises for every parse error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    found: Element = parser.parse(page)
    return found


def words_of(page: str) -> str:
    root = tree(page).find("body")
    assert root is not None
    return re.sub(r"\s+", " ", " ".join(root.itertext()))


def local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


REPORTS = {
    "usual": a_report(),
    "empty": Report(NOON),
    "hostile": a_hostile_report(),
    "busy": a_report(a_resolved_file(developments=many_developments(40)), a_file(a_claim("b"), developments=())),
}


@pytest.fixture(params=REPORTS, ids=list(REPORTS))
def report(request: pytest.FixtureRequest) -> Report:
    return REPORTS[request.param]


def test_every_page_is_valid_html(report: Report) -> None:
    for page in pages(report).values():
        tree(page)


def test_every_page_can_be_read_without_eyes(report: Report) -> None:
    for name, page in pages(report).items():
        root = tree(page)
        assert root.get("lang") == "en"
        ids = [it.get("id") for it in root.iter() if it.get("id")]
        assert len(ids) == len(set(ids)), name
        levels = [int(local(it)[1]) for it in root.iter() if re.fullmatch("h[1-6]", local(it))]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels)), name
        for table in root.iter("table"):
            assert table.find("caption") is not None
            assert all(head.get("scope") for head in table.iter("th"))
        for picture in (it for it in root.iter() if local(it) == "svg" and it.get("role") == "img"):
            assert set(str(picture.get("aria-labelledby")).split()) <= set(ids)
        assert all(it.text or len(it) for it in root.iter("a"))


def test_nothing_of_a_stranger_is_more_than_letters() -> None:
    for page in pages(a_hostile_report()).values():
        root = tree(page)
        for element in root.iter():
            assert local(element) not in {"iframe", "object", "embed", "form", "img", "base"}
            assert not [name for name in element.attrib if str(name).lower().startswith("on") or name == "style"]
            if local(element) == "script":
                assert element.get("type") == "application/ld+json"
                json.loads(str(element.text))
            if element.get("href"):
                assert not str(element.get("href")).startswith("javascript:")
        assert "\u202e" not in page
        assert "\x1b" not in page
        assert "hush" not in page


def test_hostile_words_are_shown_as_they_are() -> None:
    page = pages(a_hostile_report())["claims/harbour-bridge.html"]
    assert "<script>alert(1)</script><img src=x onerror=alert(2)>" in words_of(page)
    assert BAD_LINK not in page


def test_links_to_strangers_say_where_they_lead_and_tell_nothing() -> None:
    page = tree(pages(a_report())["claims/harbour-bridge.html"])
    outside = [it for it in page.iter("a") if str(it.get("href")).startswith("http")]
    assert outside
    for anchor in outside:
        assert anchor.get("rel") == "nofollow noopener noreferrer"
    assert "(news.example)" in words_of(pages(a_report(a_resolved_file()))["claims/harbour-bridge.html"])


def test_the_policy_allows_the_one_style_sheet_and_nothing_else() -> None:
    page = pages(a_report())["index.html"]
    head = tree(page).find("head")
    assert head is not None
    policy = [it.get("content") for it in head.iter("meta") if it.get("http-equiv") == "Content-Security-Policy"]
    assert policy == [POLICY]
    assert POLICY.startswith("default-src 'none'; style-src 'sha256-")
    assert [it.text for it in head.iter("style")] == [STYLE]
    assert "url(" not in STYLE
    assert "<" not in STYLE


def test_file_names_are_plain_and_all_in_the_manifest() -> None:
    files = list(site_files(a_hostile_report()))
    names = [name for name, _ in files]
    assert all(re.fullmatch(r"(claims/)?[a-z0-9-]+\.[a-z]+", name) for name in names)
    assert files[0] == (MANIFEST, "".join(f"{name}\n" for name in sorted(names)))
    assert len(names) == len(set(names)) == 9


def test_links_inside_the_report_lead_to_its_files(report: Report) -> None:
    names = {name for name, _ in site_files(report)}
    for name, page in pages(report).items():
        for anchor in tree(page).iter("a"):
            href = str(anchor.get("href"))
            if not href.startswith(("http", "#")):
                folder = "claims/" if name.startswith("claims/") else ""
                place = href.removeprefix("../") if folder and href.startswith("../") else f"{folder}{href}"
                assert place in names, (name, href)


def test_the_overview_says_what_needs_someone() -> None:
    words = words_of(pages(a_report())["index.html"])
    assert "40 entries looked at today, 412 in all; 1 of 2 sources healthy." in words
    unasked = a_report(feeds=(*a_report().feeds, a_feed("https://new.example/x")))
    assert "1 of 3 sources healthy, 1 not asked yet." in words_of(pages(unasked)["index.html"])
    assert "58 days left" in words
    assert "2 independent sources (1 for, 1 against), carried by 3 outlets" in words
    assert "Closed claims" in words
    assert "No source is watched." in words_of(pages(Report(NOON))["index.html"])


def test_the_overview_has_a_small_timeline_where_there_is_news() -> None:
    page = pages(a_report(a_file(), a_file(a_claim("b"), developments=())))["index.html"]
    pictures = [it for it in tree(page).iter() if local(it) == "svg" and it.get("width") == "100%"]
    assert [it.get("aria-hidden") for it in pictures] == ["true"]
    assert [local(it) for it in pictures[0]] == ["rect", "line", "svg"]


def test_the_claim_page_has_the_whole_record() -> None:
    moved = a_decision(
        action=DecisionAction.EDITED,
        due_before=DueWindow(date(2017, 6, 1)),
        due_after=DueWindow(latest=date(2017, 6, 30)),
    )
    file = a_resolved_file()
    snoozed = a_decision("s", action=DecisionAction.SNOOZED, because="until 2017-06-30 08:00 UTC", outcome=None)
    file = replace(file, decisions=(*file.decisions, moved, a_decision(because=""), snoozed))
    words = words_of(pages(a_report(file))["claims/harbour-bridge.html"])
    for part in (
        "Resolved as fulfilled on 3 May 2017 by someone because cars drive over it",
        "A bridge at last (news.example) , 2 May 2017",
        "1 June 2017 to 30 June 2017, “in June”",
        "due was from 1 June 2017 on, is by 30 June 2017",
        "The bridge is open.",
        "SHA-256",
        "snoozed until 2017-06-30 08:00 UTC, by someone",
    ):
        assert part in words
    assert "because until" not in words


def test_a_claim_without_anything_says_so() -> None:
    bare = a_file(a_claim(), developments=(), decisions=(), outlets=0, last_news=None, days_left=None)
    words = words_of(pages(a_report(bare))["claims/harbour-bridge.html"])
    for part in ("Nothing was reported so far.", "No decision is recorded.", "no date given", "none yet"):
        assert part in words


def test_rejected_and_merely_suggested_news_is_not_told() -> None:
    told = (
        a_development(id="1" * 16, headline="Rejected", review=ReviewState.REJECTED),
        a_development(id="2" * 16, headline="Suggested", decision=MatchDecision.SUGGEST),
        a_development(id="3" * 16, headline="Taken", decision=MatchDecision.SUGGEST, review=ReviewState.ACCEPTED),
    )
    words = words_of(pages(a_report(a_file(developments=told)))["claims/harbour-bridge.html"])
    assert "Taken" in words
    assert "Rejected" not in words
    assert "Suggested" not in words


def test_sources_say_their_state_and_hide_their_secrets() -> None:
    page = pages(a_report())["sources.html"]
    words = words_of(page)
    assert "hush" not in page
    assert "fails for long; an alert went out too slow to answer" in words
    assert "paused left out by a person" in words
    assert "(no name)" in words


def test_scores_stand_in_a_table_and_a_picture() -> None:
    page = pages(a_report())["scores.html"]
    words = words_of(page)
    assert "4 claims judged, 62% kept" in words
    assert "City: 2 fulfilled" in words
    assert "2 said with 90% on average, 75% came true" in words
    assert "<rect" not in pages(a_report(scores=Scoreboard(Score("everyone"), (Score("City", void=1),))))["scores.html"]
    none = words_of(pages(a_report(scores=Scoreboard(Score("everyone"), (Score("City"),))))["scores.html"])
    assert "No claim has a verdict yet." in none
    assert "City" in none


def svg_marks(page: str) -> list[tuple[float, int, str]]:
    """(x in percent, y, words) of every mark on the timeline."""
    found = []
    for element in tree(page).iter():
        if local(element) == "svg" and element.get("x"):
            words = next(it.text or "" for it in element if local(it) == "title")
            found.append((float(str(element.get("x")).rstrip("%")), int(str(element.get("y"))), words))
    return found


class TestTimeline:
    def test_good_news_stands_above_bad_news_below_and_none_outside(self) -> None:
        page = pages(a_report(a_resolved_file(developments=many_developments())))["claims/harbour-bridge.html"]
        marks = svg_marks(page)
        assert len(marks) == 9
        for x, y, words in marks:
            polarity = Polarity(words.split(",")[0])
            assert 0 <= x <= 100
            assert 0 < y < 200
            if polarity.is_good:
                assert y < 98
            if polarity.is_bad:
                assert y > 98
        ordered = sorted(marks, key=lambda it: int(it[2].split()[-1]))
        assert [it[0] for it in ordered] == sorted(it[0] for it in marks)

    def test_marks_of_one_day_do_not_hide_one_another(self) -> None:
        day = [a_development(id=f"{n:016}", headline=f"N {n}") for n in range(4)]
        marks = svg_marks(pages(a_report(a_file(developments=tuple(day))))["claims/harbour-bridge.html"])
        assert len({(x, y) for x, y, _ in marks}) == 4

    @pytest.mark.parametrize(
        ("due", "shown"),
        [
            (DueWindow(date(2017, 6, 1), date(2017, 6, 30)), True),
            (DueWindow(latest=date(2017, 4, 1)), True),
            (DueWindow(date(2017, 6, 1)), False),
            (DueWindow(), None),
            (None, None),
        ],
    )
    def test_the_due_window_is_a_band_with_its_end_marked(self, due: DueWindow | None, shown: bool | None) -> None:
        page = pages(a_report(a_file(a_claim(due=due))))["claims/harbour-bridge.html"]
        assert ('class="window"' in page) == (shown is not None)
        assert ('class="edge"' in page) == bool(shown)

    @pytest.mark.parametrize("days", [0, 1, 3000])
    def test_words_of_one_day_stand_in_rows_of_their_own(self, days: int) -> None:
        """Said, due and settled on one day, or on days that fall together in a long picture."""
        due = DueWindow(latest=date(2017, 5, 2) + timedelta(days=min(days, 3)))
        file = a_file(a_claim(due=due), settled_on=date(2017, 5, 2) + timedelta(days=days), developments=())
        page = pages(a_report(file))["claims/harbour-bridge.html"]
        words = [it for it in tree(page).iter() if local(it) == "text"]
        rows = {it.text: it.get("y") for it in words if it.text in ("said", "due", "settled")}
        assert len(set(rows.values())) == len(rows) == 3

    def test_a_claim_of_today_has_a_timeline_too(self) -> None:
        page = pages(a_report(a_file(a_claim(said_on=NOON.date(), due=None), developments=())))
        assert "3 May 2017" in page["claims/harbour-bridge.html"]

    def test_a_closed_claim_ends_where_it_was_settled(self) -> None:
        late = a_report(a_resolved_file(), now=NOON + timedelta(days=900))
        words = words_of(pages(late)["claims/harbour-bridge.html"])
        assert "settled" in words
        assert "today" not in words


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_letters_stand_out_from_what_is_behind_them(colours: dict[str, str]) -> None:
    for front in ("ink", "soft", "link", "good", "bad", "warn"):
        for back in ("back", "card"):
            high, low = sorted((luminance(colours[front]), luminance(colours[back])), reverse=True)
            assert (high + 0.05) / (low + 0.05) >= 4.5, (front, back)


def test_words_have_their_tone() -> None:
    assert [tone(word) for word in ("fulfilled", "overdue", "partial", "open")] == ["good", "bad", "warn", "none"]
    assert [polarity_tone(it) for it in Polarity] == ["good", "good", "warn", "bad", "bad", "bad", "none"]


def test_a_verdict_that_was_taken_back_is_none() -> None:
    file = a_resolved_file(Outcome.FAILED)
    reopened = replace(file, claim=replace(file.claim, status=ClaimStatus.OPEN, outcome=None))
    assert file.verdict is not None
    assert reopened.verdict is None
    assert HOSTILE not in pages(a_report(reopened))["claims/harbour-bridge.html"]


def test_evidence_tells_its_weight_and_what_was_edited_since() -> None:
    edited = an_evidence(
        strength=Strength.STRONG, amends="e0", diff="opens on [-Monday-] {+Friday <b>+}", because="edited"
    )
    moved = a_decision(
        action=DecisionAction.EDITED,
        due_before=DueWindow(latest=date(2017, 6, 30)),
        due_after=DueWindow(latest=date(2017, 7, 31)),
        rules="sources-1",
    )
    page = claim_page(a_report(), a_file(evidence=(an_evidence(), edited), decisions=(a_decision(), moved)))
    assert "Edited since: opens on [-Monday-] {+Friday &lt;b&gt;+}" in page
    assert "strong" in page
    assert "promised before" in page
    assert "by 30 June 2017" in page
    assert "(rules sources-1)" in page
    assert "Because edited" not in page
