"""How the sources are."""

from monitor.model.feed import Feed
from monitor.model.safe import mask_url
from monitor.reporting import phrases
from monitor.reporting.badges import badge
from monitor.reporting.facts import Report
from monitor.reporting.frame import Frame, page, scroll
from monitor.reporting.markup import Html, join, lines, tag, text
from monitor.reporting.overview import proof_of_silence
from monitor.reporting.vocabulary import meaning

_HEAD = ("Outlet", "State", "Last success", "Last new entry", "Polls", "Unchanged", "Trouble")
_NUMBERS = ("Polls", "Unchanged")


def sources_page(report: Report) -> str:
    """The page as text. Addresses are shown without what may be secret in them, and are no links."""
    return page(
        Frame("sources.html", "Sources", report.now),
        tag("h1", text("Sources")),
        tag("p", text(proof_of_silence(report)), class_="lead"),
        _table(report),
    )


def _table(report: Report) -> Html:
    if not report.feeds:
        return tag("p", text("No source is watched."))
    caption = tag("caption", text("Every source, by outlet. Unchanged polls are those the server answered with 304."))
    head = join(tag("th", text(it), scope="col", class_="num" if it in _NUMBERS else None) for it in _HEAD)
    body = tag("tbody", lines(*map(_row, report.feeds)))
    return scroll(tag("table", caption, tag("thead", tag("tr", head)), body), "Sources, a table that scrolls")


def _row(feed: Feed) -> Html:
    trouble = f"{feed.reason.value if feed.reason else ''} {feed.error}".strip() if feed.failures else ""
    address = tag("div", text(mask_url(feed.url)), class_="host")
    return tag(
        "tr",
        tag("th", text(feed.outlet or feed.title or "(no name)"), address, scope="row", class_="long"),
        tag("td", badge("paused" if feed.paused else feed.health.value), tag("div", text(_why(feed)), class_="host")),
        tag("td", text(phrases.day(feed.last_success_at) or "never"), class_="nowrap"),
        tag("td", text(phrases.day(feed.last_new_at) or "never"), class_="nowrap"),
        tag("td", text(f"{feed.polls:,}"), class_="num"),
        tag("td", text(f"{feed.not_modified:,}"), class_="num"),
        tag("td", text(trouble, 160), class_="long"),
    )


def _why(feed: Feed) -> str:
    return "left out by a person" if feed.paused else meaning(feed.health)
