"""Words in, exit code out."""

import errno
import logging
import os
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import click

from monitor import __version__
from monitor.cli.ascii import PLAIN, is_plain_locale
from monitor.cli.command import Settings, global_options
from monitor.cli.commands import CommandTree
from monitor.errors import ConfigError, ExitCode, MonitorError
from monitor.model.safe import safe

#: What the world does to files: rights, a disk mounted read-only, a folder where a file should be.
_OF_FILES = frozenset(
    {
        errno.EACCES,
        errno.EPERM,
        errno.EROFS,
        errno.EISDIR,
        errno.ENOTDIR,
        errno.ELOOP,
        errno.ENAMETOOLONG,
        errno.EDQUOT,
        errno.EMFILE,
        errno.ENFILE,
        errno.EIO,
    }
)
#: Where a shell says that it asks for completion, as click names it.
_COMPLETE = "_MONITOR_COMPLETE"


@click.pass_context
def _no_command(ctx: click.Context) -> Any:
    """Bare `monitor` is the status page."""
    if ctx.invoked_subcommand is None:
        from monitor.cli.status import status  # noqa: PLC0415

        return ctx.invoke(status)
    return None


def _print_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"claim-monitor {__version__}")
        ctx.exit(0)


root = CommandTree(
    "monitor",
    help="Knows what became of a prediction: watches the news for what an article said would happen, "
    "and tells you when something really does.\n\nWithout a command: what needs you today.",
    examples=[
        "monitor demo",
        "monitor init && monitor run",
        "monitor claim draft article.txt --date 2017-05-02",
        "monitor review",
    ],
    callback=_no_command,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
_own = {param.name for param in root.params}
root.params = [param for param in root.params if param.name not in _own]
root.params += global_options(shown=("config", "store", "json", "plain", "quiet", "no_input"))
root.params.append(
    click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        help="Print the version.",
        callback=_print_version,
    )
)


def run(argv: Sequence[str], environ: Mapping[str, str] | None = None) -> int:
    """Run one command line and return its exit code; nothing but a bug prints a traceback."""
    settings = Settings(environ=os.environ if environ is None else environ)
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            if is_plain_locale(settings.environ) and stream.isatty():
                stream.reconfigure(encoding=PLAIN)  # type: ignore[union-attr]
            else:
                stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    # Log lines are the daemon's; `monitor run` gives them a place. Without this the warnings of a rule would go to stderr.
    logging.getLogger("monitor").addHandler(logging.NullHandler())
    try:
        return _guard(lambda: _invoke(argv, settings))
    except BrokenPipeError:
        # Whoever read our output has seen enough. Nothing may be flushed to it at exit.
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except BrokenPipeError:
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return ExitCode.DONE


def _invoke(argv: Sequence[str], settings: Settings) -> int:
    if os.environ.get(_COMPLETE):  # a shell asks for completion; this does not come back
        root.main(args=list(argv), prog_name="monitor", obj=settings)
    # Not by `root.main`, which leaves with 1 when a pipe is closed.
    try:
        with root.make_context("monitor", list(argv), obj=settings) as context:
            code = root.invoke(context)
    except click.exceptions.Exit as left:
        code = left.exit_code
    sys.stdout.flush()
    return code if isinstance(code, int) else ExitCode.DONE


def _guard(call: Callable[[], int]) -> int:
    try:
        return call()
    except click.ClickException as error:
        return _tell_click(error)
    except (click.Abort, EOFError, KeyboardInterrupt):
        click.echo("", err=True)
        return ExitCode.INTERRUPTED
    except MonitorError as error:
        return _tell_expected(error)
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the one place where a bug ends: told in full, with an exit code of its own
        if words := _words_of_files(error):
            return _tell(words, ExitCode.ERROR)
        traceback.print_exc()
        return _tell("this is a bug; please report it with the lines above", ExitCode.BUG)


def _words_of_files(error: Exception) -> str:
    """What the world did to a file of ours, with the next step; empty when it is something else."""
    if not isinstance(error, OSError):
        return ""
    if error.errno == errno.ENOSPC:  # what went to a file by the shell's hand
        with suppress(OSError, ValueError):  # a stream that is no file; else Python would try again at exit
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return "no space is left where the output goes; it is not whole"
    if error.errno in _OF_FILES and error.filename is not None:
        return f"{safe(str(error.filename))}: {error.strerror}; look at the rights of the file and its folder"
    return ""


def _tell_click(error: click.ClickException) -> int:
    """Words that are off: one line and the next step; a noun without its verb: the help."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return ExitCode.USAGE
    words = safe(error.format_message()).rstrip(".")
    if not isinstance(error, click.UsageError):
        return _tell(words, ExitCode.ERROR)
    path = error.ctx.command_path if error.ctx else "monitor"
    hint = "" if ("`" in words or "see " in words) else f"; see `{path} --help`"
    return _tell(words[:1].lower() + words[1:] + hint, ExitCode.USAGE)


def _tell_expected(error: MonitorError) -> int:
    if isinstance(error, ConfigError):
        for problem in error.problems:
            _tell(safe(f"{error.file}: {problem}"), error.exit_code)
        return error.exit_code
    return _tell(safe(str(error)), error.exit_code)


def _tell(words: str, code: int) -> int:
    click.echo(f"monitor: {words}", err=True)
    return code
