"""How the sources are."""

from monitor.model.feed import Feed
from monitor.model.safe import mask_url
from monitor.reporting import phrases
from monitor.reporting.badges import badge
from monitor.reporting.facts import Report
from monitor.reporting.frame import Frame, page
from monitor.reporting.grid import GridColumn, grid
from monitor.reporting.markup import EMPTY, Html, join, tag, text
from monitor.reporting.overview import proof_of_silence
from monitor.reporting.vocabulary import meaning

_COLUMNS = (
    GridColumn("Outlet", "long", heads=True),
    GridColumn("State", "long bare"),
    GridColumn("Last success", "nowrap"),
    GridColumn("Last new entry", "nowrap"),
    GridColumn("Polls", "num"),
    GridColumn("Unchanged", "num"),
)


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
    caption = "Every source, by outlet. Unchanged polls are those the server answered with 304."
    return grid(caption, _COLUMNS, map(_row, report.feeds), stacks=True)


def _row(feed: Feed) -> tuple[Html, ...]:
    trouble = ": ".join(filter(None, (feed.reason.words if feed.reason else "", feed.error))) if feed.failures else ""
    state = badge("paused" if feed.paused else feed.health.value)
    return (
        join([text(feed.outlet or feed.title or "(no name)"), tag("div", text(mask_url(feed.url)), class_="host")]),
        join(
            [state, tag("span", text(_why(feed)), class_="host"), tag("div", text(trouble, 160)) if trouble else EMPTY],
            " ",
        ),
        text(phrases.day(feed.last_success_at) or "never"),
        text(phrases.day(feed.last_new_at) or "never"),
        text(f"{feed.polls:,}"),
        text(f"{feed.not_modified:,}"),
    )


def _why(feed: Feed) -> str:
    return "left out by a person" if feed.paused else meaning(feed.health)
