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

import gc
import sys
from collections.abc import Sequence

#: New objects between two looks for unused cycles. Python's 700 is for small programs: ours makes a million while it starts
#: and polls, nearly all of them freed without such a look, and the looks took a twelfth of its time.
LOOK_EVERY = 20_000


def main(argv: Sequence[str] | None = None) -> None:
    """Run the console script and leave with its exit code."""
    from monitor.cli.main import run  # noqa: PLC0415  (keeps `import monitor.cli` free of click)

    gc.set_threshold(LOOK_EVERY)
    raise SystemExit(run(sys.argv[1:] if argv is None else argv))
