"""The commands: what a person types, and what a program reads.

    commands.py   COMMANDS, the one table of them, and the group that loads a command when it is called
    command.py    what all commands share: the global options, examples in the help
    main.py       words in, exit code out; every error becomes one line
    desk.py       the config read, the store open, who is at the desk
    screen.py     tables, lines and JSON; every string of a stranger passes `safe`
    wording.py    times, days and counts as people say them
    NAME.py       one command, or one noun with its verbs; thin: what is computed is computed in `monitor.usecases`

stdout is what was asked for, stderr is talk. `monitor --help` imports nothing but this package and click.
"""

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> None:
    """Run the console script and leave with its exit code."""
    from monitor.cli.main import run  # noqa: PLC0415  (keeps `import monitor.cli` free of click)

    raise SystemExit(run(sys.argv[1:] if argv is None else argv))
