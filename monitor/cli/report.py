"""`monitor report`."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

from monitor.cli.command import Settings, command
from monitor.cli.desk import open_desk
from monitor.cli.files import write_atomically
from monitor.cli.wording import count
from monitor.errors import ConflictError, MonitorError, UsageError
from monitor.model.links import shown_link
from monitor.model.safe import safe
from monitor.reporting.site import MANIFEST, site_files
from monitor.usecases.read_report import read_report


@command(
    "report",
    "monitor report --out site",
    "monitor report --out /srv/www/claims --base-url https://desk.example/claims/ --publisher 'The Example Post'",
)
@click.option("--out", "out", required=True, metavar="DIR", help="The folder to write; made when it is not there.")
@click.option("--base-url", metavar="URL", help="Where the report will be found; feeds and reviews then point there.")
@click.option("--publisher", metavar="NAME", help="Who answers for the verdicts in ClaimReview.")
@click.option("--force", is_flag=True, help="Write into a folder that has other files; they stay.")
@click.pass_obj
def report(settings: Settings, out: str, base_url: str | None, publisher: str | None, force: bool) -> None:
    """A static site without scripts: claims with their timelines, sources, who keeps their word.

    Beside the pages: developments.atom, deadlines.ics, claims.csv. A former report is brought up to date.
    """
    folder = Path(out)
    base = read_base_url(base_url)
    before = former_files(folder, force=force)
    with open_desk(settings) as (app, screen):
        facts = read_report(
            app.store, app.config.alerts, app.now(), publisher=safe(publisher or "", 120), base_url=base
        )
        with screen.progress("Writing the report", len(facts.claims)) as more:
            written = write_files(folder, _counted(site_files(facts), more))
        remove_stale(folder, before - set(written))
        if screen.is_json:
            screen.json({"out": str(folder), "files": written})
        else:
            screen.line(f"Wrote {count(len(written), 'file')} to {folder}.")
            screen.say(f"Look at it: {folder / 'index.html'}")


def _counted(files: Iterable[tuple[str, str]], more: Callable[[int], None]) -> Iterator[tuple[str, str]]:
    for file in files:
        yield file
        more(1)


def read_base_url(given: str | None) -> str:
    """A sound http(s) address, or empty. Raises UsageError."""
    if not given:
        return ""
    sound = shown_link(given)
    if not sound or "?" in sound or "#" in sound:
        raise UsageError("--base-url: that is no plain http(s) address; write https://HOST/FOLDER/")
    return sound


def former_files(folder: Path, *, force: bool) -> set[str]:
    """What a former report in this folder consists of. Raises ConflictError for a folder that is none, unless forced."""
    try:
        manifest = folder / MANIFEST
        if manifest.is_file():
            return {line for line in manifest.read_text(encoding="utf-8").splitlines() if _is_ours(line)}
        if folder.exists() and not folder.is_dir():
            raise ConflictError(f"{safe(str(folder), 200)} is no folder; name another with --out")
        if folder.exists() and any(folder.iterdir()) and not force:
            raise ConflictError(
                f"{safe(str(folder), 200)} has files and is no report; name another folder, or add --force to write into it"
            )
    except (OSError, UnicodeDecodeError) as error:
        raise MonitorError(f"{safe(str(folder), 200)} can't be read: {_reason(error)}") from None
    return set()


def write_files(folder: Path, files: Iterable[tuple[str, str]]) -> list[str]:
    """Each file appears whole or not at all. Returns their names. Raises MonitorError."""
    names = []
    try:
        for name, text in files:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(target, [text])
            names.append(name)
    except OSError as error:
        raise MonitorError(
            f"{safe(str(folder), 200)} can't be written: {_reason(error)}; see its rights and room"
        ) from None
    return names


def remove_stale(folder: Path, names: set[str]) -> None:
    """Take away pages of claims that are no more."""
    for name in sorted(names):
        (folder / name).unlink(missing_ok=True)


def _is_ours(line: str) -> bool:
    """A manifest is a file like any other: only plain names in this folder or in `claims` are believed."""
    parts = line.split("/")
    plain = all(part and not part.startswith(".") and "\\" not in part for part in parts)
    return plain and (len(parts) == 1 or (len(parts) == 2 and parts[0] == "claims"))


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or "it is no text"
