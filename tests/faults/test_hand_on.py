"""What is handed on: no word of a feed becomes markup, a formula, a file name, or a line of another file."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from build import NOON, a_claim
from desk_build import tell

from monitor.cli.report import former_files
from monitor.model.policy import AlertPolicy
from monitor.ports import Store
from monitor.reporting.markup import text
from monitor.reporting.site import site_files
from monitor.usecases.read_report import read_report

PAYLOADS = (
    "<script>alert(1)</script>",
    "</title><script>x</script>",
    "</style><script>x</script>",
    "--></svg><script>x</script>",
    '"><img src=x onerror=x>',
    "' onmouseover='x",
    "<svg/onload=x>",
    "&lt;script&gt;x",
    "]]><x/>",
    "\\u003cscript>",
    "javascript:x",
    "=HYPERLINK(1)",
    "+cmd|' /C calc'!A0",
    "@SUM(1)",
    "-1+1",
    "BEGIN:VEVENT\r\nSUMMARY:x",
    "a\u2028b\u2029c",
    "\x1b]0;x\x07",
    "\u202etxt.exe",
    "../../../etc/passwd",
    "\ufffe\uffff\ufdd0",
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_headline_stays_a_headline(store: Store, payload: str) -> None:
    tell(store, payload, link=payload, outlets=(payload,))
    files = dict(site_files(read_report(store, AlertPolicy(), NOON)))
    assert set(files) == {
        "claims.csv", "claims/harbour-bridge.html", "deadlines.ics", "developments.atom", "index.html",
        "report-files.txt", "scores.html", "sources.html",
    }  # fmt: skip
    page = files["claims/harbour-bridge.html"]
    assert page.count("<script") == 0
    assert " onerror=x>" not in page
    assert 'href="javascript' not in page
    shown = text(payload)
    assert shown in page
    assert "\x1b" not in "".join(files.values())
    assert "\u202e" not in "".join(files.values())


@pytest.mark.parametrize("payload", [it for it in PAYLOADS if it[0] in "=+@-"])
def test_no_cell_is_a_formula(store: Store, payload: str) -> None:
    with store.write() as tx:
        tx.save_claim(a_claim(statement=payload, asserted_by=(payload,), tags=(payload,)))
    table: list[list[Any]] = list(
        csv.reader(io.StringIO(dict(site_files(read_report(store, AlertPolicy(), NOON)))["claims.csv"]))
    )
    assert [cell for row in table for cell in row if str(cell).startswith(("=", "+", "@", "-"))] == []


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "claims/../../x", "a/b", ".hidden", "claims/.x", "", "a\\b"])
def test_a_manifest_can_name_no_file_of_others(tmp_path: Path, name: str) -> None:
    (tmp_path / "report-files.txt").write_text(f"{name}\nindex.html\n")
    assert former_files(tmp_path, force=False) == {"index.html"}
