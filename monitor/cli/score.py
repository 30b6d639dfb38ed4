"""`monitor score`."""

import click

from monitor.cli.command import Settings, command
from monitor.cli.desk import open_desk
from monitor.cli.screen import Column, Screen
from monitor.cli.wording import count
from monitor.model.score import CalibrationBin, Score, Scoreboard
from monitor.usecases.score_sources import score_sources

_BAR = 20
#: How the claims of a row are drawn.
_MARKS = {"fulfilled": "+", "partial": "~", "failed": "x", "open": "."}


@command("score", "monitor score", "monitor score --by outlet", "monitor score --json")
@click.option("--by", "by", type=click.Choice(["party", "outlet", "both"]), default="both", help="Whose record.")
@click.pass_obj
def score(settings: Settings, by: str) -> None:
    """Who keeps their word: claims fulfilled, partial, failed and open by who asserts them and by source outlet.

    KEPT counts a partial one as a half. LATE is the median of days from the day first promised to the report that
    settled it; moving a date does not help.
    BRIER is the mean squared error of the confidences given: 0 is perfect, 0.25 is what a coin would get.
    PICTURE, where there is room: + fulfilled, ~ partial, x failed, . open.
    """
    with open_desk(settings) as (app, screen):
        board = score_sources(app.store)
        if screen.is_json:
            screen.json(board_record(board))
        elif not board.parties:
            screen.say("No claim yet. Find some: monitor claim draft ARTICLE")
        else:
            _show(screen, board, by)


def board_record(board: Scoreboard) -> dict[str, object]:
    """The scoreboard for programs."""
    return {
        "whole": _record(board.whole),
        "parties": [_record(it) for it in board.parties],
        "outlets": [_record(it) for it in board.outlets],
    }


def _record(one: Score) -> dict[str, object]:
    names = [*one.__dataclass_fields__, "judged", "kept"]
    return {name: getattr(one, name) for name in names}


def _show(screen: Screen, board: Scoreboard, by: str) -> None:
    if by in ("party", "both"):
        _table(screen, "SAID BY", [*board.parties, board.whole])
    if by == "both":
        screen.line()
    if by in ("outlet", "both"):
        _table(screen, "READ IN", [*board.outlets, board.whole])
    if board.whole.calibration:
        screen.line()
        screen.line(f"CALIBRATION over {count(board.whole.forecasts, 'forecast')}", "dim")
        for each in board.whole.calibration:
            screen.line(_bin_line(each))


def _table(screen: Screen, title: str, scores: list[Score]) -> None:
    columns = (
        Column(title, stretch=True),
        Column("KEPT", right=True),
        Column("FULFILLED", right=True),
        Column("PARTIAL", right=True),
        Column("FAILED", right=True),
        Column("OPEN", right=True),
        Column("VOID", 3, right=True),
        Column("LATE", 2, right=True),
        Column("BRIER", 2, right=True),
        Column("PICTURE", 3),
    )
    most = max((_whole(it) for it in scores[:-1]), default=0)
    screen.table(columns, [[*_row(it), _picture(it, most)] for it in scores])


def _whole(one: Score) -> int:
    return sum(getattr(one, name) for name in _MARKS)


def _picture(one: Score, most: int) -> str:
    """One mark a claim, or a share of them where there are many; the rows to one scale, their sum to its own."""
    scale = min(1.0, _BAR / max(most, _whole(one), 1))
    return "".join(mark * round(getattr(one, name) * scale) for name, mark in _MARKS.items())


def _row(one: Score) -> list[str]:
    return [
        one.name,
        "-" if one.kept is None else f"{one.kept:.0%}",
        str(one.fulfilled),
        str(one.partial),
        str(one.failed),
        str(one.open),
        str(one.void),
        "-" if one.days_late is None else f"{one.days_late:+g}d",
        "-" if one.brier is None else f"{one.brier:.2f}",
    ]


def _bin_line(each: CalibrationBin) -> str:
    bar = "#" * round(each.kept * _BAR)
    said = f"{each.low:.0%}-{each.high:.0%}".rjust(8)
    return f"{said}  said {each.stated:.0%}, came true {each.kept:.0%} of {each.count}  {bar}"
