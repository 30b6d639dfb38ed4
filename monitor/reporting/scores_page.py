"""Who keeps their word."""

from collections.abc import Sequence

from monitor.model.score import Score
from monitor.reporting import phrases
from monitor.reporting.facts import Report
from monitor.reporting.frame import Frame, page
from monitor.reporting.grid import GridColumn, grid
from monitor.reporting.markup import EMPTY, Html, tag, text
from monitor.reporting.score_picture import draw_calibration, draw_scores

_NUMBERS = ("Kept", "Fulfilled", "Partial", "Failed", "Open", "Unclear or void", "Median days late", "Brier score")
_COLUMNS = (GridColumn("Name", "wide", heads=True), *(GridColumn(title, "num") for title in _NUMBERS))
_DRAWN = 20


def scores_page(report: Report) -> str:
    """The page as text."""
    board = report.scores
    return page(
        Frame("scores.html", "Who keeps their word", report.now),
        tag("h1", text("Who keeps their word")),
        tag("p", text(_lead(board.whole)), class_="lead"),
        draw_scores(board.parties[:_DRAWN]),
        tag("h2", text("By who asserts it")),
        _table("Claims by the parties that assert them; one of several parties counts for each.", board.parties),
        tag("h2", text("By where it was read")),
        _table("Claims by the outlet they were read in.", board.outlets),
        *_calibration(board.whole),
    )


def _lead(whole: Score) -> str:
    if not whole.judged:
        return "No claim has a verdict yet."
    return (
        f"{phrases.number(whole.judged, 'claim')} judged, {whole.kept:.0%} kept. A partial one counts as a half; "
        "unclear and void ones count for nobody."
    )


def _table(caption: str, scores: Sequence[Score]) -> Html:
    return grid(caption, _COLUMNS, map(_row, scores)) if scores else tag("p", text("No claim yet."))


def _row(it: Score) -> tuple[Html, ...]:
    cells = (
        it.name,
        "–" if it.kept is None else f"{it.kept:.0%}",
        *(f"{count:,}" for count in (it.fulfilled, it.partial, it.failed, it.open, it.void)),
        "–" if it.days_late is None else f"{it.days_late:+g}",
        "–" if it.brier is None else f"{it.brier:.2f}",
    )
    return tuple(map(text, cells))


def _calibration(whole: Score) -> tuple[Html, ...]:
    if whole.brier is None:
        return (EMPTY,)
    words = (
        f"{phrases.number(whole.forecasts, 'claim')} with a confidence and a verdict. Brier score {whole.brier:.2f}: "
        "0 is perfect, 0.25 is what a coin would get."
    )
    return (
        tag("h2", text("How good the confidences were")),
        tag("p", text(words)),
        draw_calibration(whole.calibration),
    )
