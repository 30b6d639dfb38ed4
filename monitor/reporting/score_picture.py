"""The scoreboard as SVG: one bar a party, and confidences against what came true."""

from collections.abc import Sequence

from monitor.model.score import CalibrationBin, Score
from monitor.reporting.markup import EMPTY, Html, join, lines, tag, text

_ROW = 44
_PARTS = (("fulfilled", "good"), ("partial", "warn"), ("failed", "bad"), ("open", "open"))
_SIDE = 260


def draw_scores(scores: Sequence[Score]) -> Html:
    """Fulfilled, partial, failed and open as one bar a name, all on one scale; numbers stand in the table beside."""
    most = max((_total(it) for it in scores), default=0)
    if not most:
        return EMPTY
    picture = tag(
        "svg",
        tag("title", text("Claims by who asserts them"), id="scores-title"),
        tag("desc", text("Fulfilled, partial, failed and open claims; the table has the numbers."), id="scores-desc"),
        lines(*(_bar(it, number, most) for number, it in enumerate(scores))),
        role="img",
        width="100%",
        height=str(_ROW * len(scores)),
        aria_labelledby="scores-title scores-desc",
    )  # fmt: skip
    return tag("div", picture, _key(), class_="plot")


def draw_calibration(bins: Sequence[CalibrationBin]) -> Html:
    """Stated confidence to the right, share that came true upwards; on the dashed line both are the same."""
    ideal = tag("line", x1="0", y1=str(_SIDE), x2=str(_SIDE), y2="0", class_="ideal")
    frame = tag("path", d=f"M0 0V{_SIDE}H{_SIDE}", class_="axis", fill="none")
    picture = tag(
        "svg",
        tag("title", text("Calibration of confidences"), id="calibration-title"),
        tag("desc", text("; ".join(map(_bin_words, bins))), id="calibration-desc"),
        tag("g", lines(frame, ideal, *map(_dot, bins), *_ticks()), transform="translate(44 12)"),
        role="img",
        viewBox=f"0 0 {_SIDE + 64} {_SIDE + 56}",
        aria_labelledby="calibration-title calibration-desc",
        class_="square",
    )
    return tag("div", picture, class_="plot square")


def _total(it: Score) -> int:
    return it.judged + it.open


def _bar(it: Score, number: int, most: int) -> Html:
    top = number * _ROW
    pieces, at = [tag("text", text(it.name, 60), x="0", y=str(top + 14), class_="ink")], 0.0
    for name, class_ in _PARTS:
        width = getattr(it, name) / most * 100
        if width:
            pieces.append(
                tag("rect", tag("title", text(f"{it.name}: {getattr(it, name)} {name}")), x=f"{at:.2f}%", y=str(top + 20),
                    width=f"{width:.2f}%", height="13", class_=class_)
            )  # fmt: skip
        at += width
    return join(pieces)


def _key() -> Html:
    return tag(
        "ul",
        join(
            tag(
                "li",
                tag(
                    "svg",
                    tag("rect", x="0", y="0", width="14", height="14", class_=class_),
                    viewBox="0 0 14 14",
                    aria_hidden="true",
                ),
                tag("span", text(name)),
            )
            for name, class_ in _PARTS
        ),
        class_="key",
    )


def _bin_words(it: CalibrationBin) -> str:
    return f"{it.count} said with {it.stated:.0%} on average, {it.kept:.0%} came true"


def _dot(it: CalibrationBin) -> Html:
    return tag(
        "circle",
        tag("title", text(_bin_words(it))),
        cx=f"{it.stated * _SIDE:.1f}",
        cy=f"{(1 - it.kept) * _SIDE:.1f}",
        r=f"{min(5 + it.count**0.5, 16):.1f}",
        class_="none",
    )


def _ticks() -> list[Html]:
    bottom = [
        tag("text", text(words), x=str(at), y=str(_SIDE + 18), text_anchor=anchor)
        for words, at, anchor in (("0%", 0, "start"), ("said", _SIDE // 2, "middle"), ("100%", _SIDE, "end"))
    ]
    side = [
        tag("text", text(words), x="-6", y=str(at), text_anchor="end")
        for words, at in (("100%", 10), ("true", _SIDE // 2), ("0%", _SIDE))
    ]
    return bottom + side
