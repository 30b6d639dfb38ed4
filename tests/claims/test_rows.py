"""Claims as rows of a spreadsheet."""

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.claims.rows import columns_of, flatten_record, unflatten_row

texts = st.text(st.characters(min_codepoint=32, blacklist_categories=("Cc", "Cs")), min_size=1, max_size=20)
words = texts.map(str.strip).filter(bool)
records = st.fixed_dictionaries(
    {"slug": st.just("a-claim"), "statement": texts},
    optional={
        "asserted_by": st.lists(words, min_size=1, max_size=3),
        "terms": st.lists(words, min_size=1, max_size=3),
        "due": st.fixed_dictionaries({"latest": st.just("2017-06-30")}, optional={"text": texts}),
        "source": st.fixed_dictionaries({"outlet": texts}),
        "quote_start": st.integers(0, 9_999),
        "confidence": st.floats(0, 1),
    },
)


@given(st.lists(records, min_size=1, max_size=3))
def test_a_sheet_is_read_back(given_records: list[dict[str, Any]]) -> None:
    rows = [flatten_record(record) for record in given_records]
    sheet = io.StringIO(newline="")
    writer = csv.DictWriter(sheet, columns_of(rows), restval="")
    writer.writeheader()
    writer.writerows(rows)
    sheet.seek(0)
    assert [unflatten_row(row) for row in csv.DictReader(sheet)] == given_records


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "|x", "'=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    row = flatten_record({"statement": cell})
    assert row["statement"][0] == "'"
    assert unflatten_row(row) == {"statement": cell}


def test_odd_cells_stay_text_for_the_reader_to_complain_of() -> None:
    assert unflatten_row({"confidence": "high", "tags": "[x", "due": "2017-06-30", "terms": "", "quote": "'tis"}) == {
        "confidence": "high",
        "tags": ["[x"],
        "due": "2017-06-30",
        "quote": "'tis",
    }
