"""Tables: they scroll by themselves where they are too wide, or on a phone show one block a row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.reporting.markup import Html, join, lines, tag, text


@dataclass(frozen=True, slots=True)
class GridColumn:
    """`kind` are classes: `num`, `nowrap`, `wide`, `long`; `bare` has no label in a block. `heads`: names its row."""

    title: str
    kind: str = ""
    heads: bool = False


def grid(caption: str, columns: Sequence[GridColumn], rows: Iterable[Sequence[Html]], *, stacks: bool = False) -> Html:
    """A table with its caption. `stacks`: one block a row on a phone; else it scrolls there, by keyboard too.

    The roles are written out, because a browser takes them away from a table that is laid out as blocks.
    """
    head = join(tag("th", text(it.title), scope="col", role="columnheader", class_=it.kind or None) for it in columns)
    body = lines(*(_row(columns, row) for row in rows))
    table = tag(
        "table",
        tag("caption", tag("span", text(caption))),
        tag("thead", tag("tr", head, role="row"), role="rowgroup"),
        tag("tbody", body, role="rowgroup"),
        role="table",
        class_="stacks" if stacks else None,
    )
    if stacks:
        return tag("div", table, class_="scroll")
    label = f"{caption.partition(';')[0].rstrip('.')}, a table that scrolls"
    return tag("div", table, class_="scroll", role="region", tabindex="0", aria_label=label)


def _row(columns: Sequence[GridColumn], row: Sequence[Html]) -> Html:
    cells = join(_cell(column, cell) for column, cell in zip(columns, row, strict=True))
    return tag("tr", cells, role="row")


def _cell(column: GridColumn, cell: Html) -> Html:
    kind = column.kind or None
    if column.heads:
        return tag("th", cell, scope="row", role="rowheader", class_=kind)
    return tag("td", cell, role="cell", data_label=column.title, class_=kind)
