"""Invented news: feeds of 20 to 80 KB of words drawn as often as news has them, and claims that some of it is about.

A feed is a window over an endless row of entries; each change moves the window on by two. About one entry in two hundred
tells of one of the claims. By chance they share somewhat more than real ones: an entry meets two of a hundred claims
closely, and eight in a hundred are suggested; of labelled claims over general news one, and six in a hundred.
"""

import gzip
import random
from calendar import month_name
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from importlib.resources import files
from itertools import accumulate
from xml.sax.saxutils import escape

NEW_A_CHANGE = 2
_ABOUT_A_CLAIM = 0.005

_SMALL = (
    "the",
    "a",
    "of",
    "to",
    "in",
    "for",
    "and",
    "on",
    "with",
    "by",
    "from",
    "at",
    "after",
    "over",
    "is",
    "was",
    "has",
)
_MONTHS = tuple(month_name)[1:]
_VERBS = (
    "open", "sign", "build", "elect", "approve", "launch", "close", "sell", "ban", "raise", "cut", "leave", "join", "pay",
    "free", "visit", "test", "vote", "resign", "invade", "merge", "publish", "acquit", "strike", "withdraw",
)  # fmt: skip
#: Of so many sentences of a text one names a day.
_DATED = 5


@dataclass(frozen=True)
class Invented:
    """A claim of the bench, and the sentence that tells of it."""

    statement: str
    told: str


@cache
def _words() -> tuple[list[str], list[int]]:
    """Stems as common as they are in news (the matcher's own background), names with a capital; and running sums."""
    raw = gzip.decompress((files("monitor.matching") / "data" / "background.txt.gz").read_bytes()).decode()
    words, counts = [], []
    for line in raw.splitlines()[1:]:
        stem, count, share = line.split("\t")
        if stem.isalpha() and stem.isascii() and len(stem) > 2:
            words.append(stem.capitalize() if share in "56789" else stem)
            counts.append(int(count))
    return words, list(accumulate(counts))


def _draw(dice: random.Random, count: int) -> list[str]:
    words, sums = _words()
    return dice.choices(words, cum_weights=sums, k=count)


def _phrase(dice: random.Random, count: int) -> str:
    """Words with small ones between, as in a sentence."""
    return " ".join(f"{dice.choice(_SMALL)} {word}" if dice.random() < 0.5 else word for word in _draw(dice, count))


@cache
def claims(count: int = 100) -> tuple[Invented, ...]:
    """`count` claims of nine words each."""
    dice = random.Random("claims")
    return tuple(_claim(dice) for _ in range(count))


def _claim(dice: random.Random) -> Invented:
    who, what, verb = _phrase(dice, 3), _phrase(dice, 4), dice.choice(_VERBS)
    return Invented(f"The {who} will {verb} the {what} in {dice.choice(_MONTHS)}", f"{who} {verb}s the {what}")


def _headline(dice: random.Random) -> str:
    return _phrase(dice, dice.randint(6, 10)).capitalize()


@cache
def _sentences(count: int = 20_000) -> list[str]:
    dice = random.Random("sentences")
    return [f"{_phrase(dice, dice.randint(10, 20)).capitalize()}{_day(dice)}." for _ in range(count)]


def _day(dice: random.Random) -> str:
    return "" if dice.randrange(_DATED) else f" on {dice.randint(1, 28)} {dice.choice(_MONTHS)}"


def entry_of(feed: int, number: int, size: int) -> tuple[str, str, str, str]:
    """(title, summary, whole text as HTML, category) of one entry."""
    dice = random.Random(f"{feed}/{number}")
    is_news = dice.random() < _ABOUT_A_CLAIM
    title = dice.choice(claims()).told if is_news else _headline(dice)
    sentences = dice.choices(_sentences(), k=size)
    summary = " ".join(sentences[:2])
    whole = "".join(f'<p class="x">{one} <a href="/more/{number}">more</a></p>' for one in sentences)
    return title, summary, whole, _draw(dice, 1)[0]


def feed_body(feed: int, version: int, now: datetime) -> bytes:
    """The document of one feed after `version` changes: three in four RSS 2.0, the others Atom."""
    dice = random.Random(f"feed {feed}")
    count, size = dice.randint(20, 36), dice.randint(3, 8)
    newest = count + version * NEW_A_CHANGE
    numbers = range(newest - 1, newest - count - 1, -1)
    paper = f"{_draw(dice, 1)[0]} {dice.choice(('Gazette', 'Herald', 'Post', 'Courier'))}"
    make = _atom if feed % 4 == 3 else _rss
    start = now - timedelta(hours=count)
    text = make(feed, paper, [(n, start + timedelta(minutes=30 * n), *entry_of(feed, n, size)) for n in numbers])
    return text.encode()


def _rss(feed: int, paper: str, rows: list[tuple[int, datetime, str, str, str, str]]) -> str:
    items = "".join(
        f"<item><title>{escape(title)}</title><link>https://paper{feed}.example/{number}?utm_source=rss</link>"
        f'<guid isPermaLink="false">paper{feed}-{number}</guid><pubDate>{format_datetime(at)}</pubDate>'
        f"<category>{topic}</category><dc:creator>A. Writer</dc:creator>"
        f'<description><![CDATA[<img src="/{number}.jpg"/> {summary}]]></description>'
        f"<content:encoded><![CDATA[{whole}]]></content:encoded><media:thumbnail "
        f'url="https://paper{feed}.example/{number}.jpg" width="240" height="135"/></item>\n'
        for number, at, title, summary, whole, topic in rows
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"><channel>'
        f"<title>{paper}</title><link>https://paper{feed}.example/</link><description>News</description>"
        f"<ttl>15</ttl>{items}</channel></rss>"
    )


def _atom(feed: int, paper: str, rows: list[tuple[int, datetime, str, str, str, str]]) -> str:
    items = "".join(
        f"<entry><id>tag:paper{feed}.example,2026:{number}</id><title>{escape(title)}</title>"
        f'<link rel="alternate" href="https://paper{feed}.example/{number}"/><published>{at.isoformat()}</published>'
        f'<updated>{at.isoformat()}</updated><category term="{topic}"/><author><name>A. Writer</name></author>'
        f'<summary type="html">{escape(summary)}</summary><content type="html">{escape(whole)}</content></entry>\n'
        for number, at, title, summary, whole, topic in rows
    )
    stamp = datetime(2026, 1, 1, tzinfo=UTC).isoformat()
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><id>tag:paper{feed}.example</id>'
        f"<title>{paper}</title><updated>{stamp}</updated>{items}</feed>"
    )
