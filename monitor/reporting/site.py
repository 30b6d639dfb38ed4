"""A report as files."""

from collections.abc import Callable, Iterator, Mapping

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


_WRITERS: Mapping[str, Callable[[Report], str]] = {
    "sources.html": sources_page,
    "scores.html": scores_page,
    "developments.atom": developments_atom,
    "deadlines.ics": deadlines_ics,
    "claims.csv": lambda report: "".join(claims_csv(report.claims)),
    "index.html": overview_page,
}


def site_files(report: Report) -> Iterator[tuple[str, str]]:
    """(name, text) of every file, made one at a time: the manifest first, the overview after all it points to.

    Names have at most one folder, are made of [a-z0-9.-] and `/` only, and are never a stranger's words.
    """
    pages = {f"claims/{file.file_name}": file for file in report.claims}
    yield MANIFEST, "".join(f"{name}\n" for name in sorted([MANIFEST, *pages, *_WRITERS]))
    for name, file in pages.items():
        yield name, claim_page(report, file)
    for name, write in _WRITERS.items():
        yield name, write(report)
