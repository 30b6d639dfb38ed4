"""A report as files."""

from collections.abc import Iterator

from monitor.reporting.atom import developments_atom
from monitor.reporting.calendar import deadlines_ics
from monitor.reporting.claim_page import claim_page
from monitor.reporting.facts import Report
from monitor.reporting.overview import overview_page
from monitor.reporting.scores_page import scores_page
from monitor.reporting.sources_page import sources_page
from monitor.reporting.table import claims_csv

MANIFEST = "report-files.txt"
"""Names every file of the report, itself too, one a line; a folder that has it is a report."""


def site_files(report: Report) -> Iterator[tuple[str, str]]:
    """(name, text) of every file, the overview after what it points to and the manifest last.

    Names have at most one folder, are made of [a-z0-9.-] and `/` only, and are never a stranger's words.
    """
    names = [MANIFEST]
    for name, text in _pages(report):
        names.append(name)
        yield name, text
    yield MANIFEST, "".join(f"{name}\n" for name in sorted(names))


def _pages(report: Report) -> Iterator[tuple[str, str]]:
    for file in report.claims:
        yield f"claims/{file.file_name}", claim_page(report, file)
    yield "sources.html", sources_page(report)
    yield "scores.html", scores_page(report)
    yield "developments.atom", developments_atom(report)
    yield "deadlines.ics", deadlines_ics(report)
    yield "claims.csv", "".join(claims_csv(report.claims))
    yield "index.html", overview_page(report)
