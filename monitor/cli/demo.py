"""`monitor demo`."""

import sys
from pathlib import Path

import click

from monitor.cli.command import Settings, command


@command("demo", "monitor demo", "monitor demo --keep /tmp/demo")
@click.option("--keep", type=click.Path(path_type=Path), metavar="FOLDER", help="Work here, and leave all there.")
@click.pass_obj
def demo(settings: Settings, keep: Path | None) -> int:
    """The whole job in a throwaway folder, without network.

    An archive of May to July 2017 is served on the loopback as six feeds; the real fetcher, parser, matcher, store and
    sender work through it on a fast clock, and the alerts arrive as mail.
    """
    from monitor.demo import run_demo  # noqa: PLC0415

    def echo(words: str) -> None:
        if not settings.quiet:
            click.echo(words)
            sys.stdout.flush()

    return run_demo(keep, echo)
