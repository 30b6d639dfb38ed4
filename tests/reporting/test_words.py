"""The words of reports: every one explained, days and counts as people say them."""

from datetime import date, datetime, timedelta, timezone
from enum import StrEnum

import pytest
from build import NOON

from monitor.model.claim import DueWindow
from monitor.model.feed import FeedHealth
from monitor.model.match import Polarity
from monitor.reporting import phrases
from monitor.reporting.markup import EMPTY, join, lines, link, tag, text
from monitor.reporting.vocabulary import TOPICS, Topic, meaning

DAY = date(2017, 6, 30)


@pytest.mark.parametrize("topic", TOPICS, ids=lambda it: it.name)
def test_every_word_of_a_kind_is_explained(topic: Topic) -> None:
    kinds = {type(word) for word in topic.meanings}
    assert len(kinds) == 1
    assert list(topic.meanings) == list(kinds.pop())
    assert all(topic.meanings.values())


def test_words_spelled_alike_keep_their_own_meaning() -> None:
    assert meaning(FeedHealth.QUIET) == "answers, but brings nothing new for long"
    assert meaning(Polarity.FAILED) == "it was tried and did not succeed"
    words: list[StrEnum] = [word for topic in TOPICS for word in topic.meanings]
    assert len(words) > len(set(words))


@pytest.mark.parametrize(
    ("window", "words"),
    [
        (None, "no date given"),
        (DueWindow(), "no date given"),
        (DueWindow(DAY), "from 30 June 2017 on"),
        (DueWindow(latest=DAY), "by 30 June 2017"),
        (DueWindow(DAY, DAY), "on 30 June 2017"),
        (DueWindow(date(2017, 6, 1), DAY), "1 June 2017 to 30 June 2017"),
    ],
)
def test_due_windows(window: DueWindow | None, words: str) -> None:
    assert phrases.due(window) == words


def test_days_and_counts() -> None:
    assert [phrases.left(it) for it in (None, 0, 1, 2, -1)] == [
        "", "due today", "1 day left", "2 days left", "1 day overdue",
    ]  # fmt: skip
    assert phrases.number(1_200, "entry", "entries") == "1,200 entries"
    assert phrases.day(datetime(2017, 5, 3, 1, tzinfo=timezone(timedelta(hours=9)))) == "2 May 2017"
    assert phrases.clock(NOON) == "3 May 2017, 12:00 UTC"


def test_markup_escapes_on_its_way_in() -> None:
    assert tag("p", text("a<b>&\"'"), title='"><script>') == (
        '<p title="&quot;&gt;&lt;script&gt;">a&lt;b&gt;&amp;&quot;&#x27;</p>'
    )
    assert tag("br") == "<br>"
    assert tag("i", class_=None) == "<i></i>"
    assert join([EMPTY, text("a"), text("b")], " < ") == "a &lt; b"
    assert lines(text("a"), EMPTY, text("b")) == "a\nb"


def test_a_link_without_words_is_its_host_and_a_bad_one_its_words() -> None:
    assert link("https://u:p@news.example/a?b&c") == (
        '<a href="https://news.example/a?b&amp;c" rel="nofollow noopener noreferrer">news.example</a>'
    )
    assert link("javascript:x", "words") == "words"
