"""`monitor man`: the manual page, made of the commands themselves (man(7) macros, as in groff_man(7))."""

import inspect
import re
from collections.abc import Iterator

import click

from monitor import __version__
from monitor.cli.command import ExampleMixin, command

_EXIT_CODES = (
    ("0", "done"),
    ("1", "an expected error, told in one line"),
    ("2", "the words of the command are off"),
    ("3", "a bug, told with its traceback"),
    ("4", "done, but some sources or deliveries failed"),
    ("75", "another daemon holds the store"),
    ("130", "interrupted"),
)
_FILES = (
    ("./config.toml", "the settings, when it is there"),
    ("~/.config/claim-monitor/config.toml", "the settings of a user, else"),
)
_VARIABLES = (
    ("MONITOR_USER", "whose name stands in the record"),
    ("NO_COLOR", "no colour, when it is set"),
    ("COLUMNS", "the width of tables"),
)


@command("man", "monitor man | man -l -", "monitor man > ~/.local/share/man/man1/monitor.1")
@click.pass_context
def man(ctx: click.Context) -> None:
    """The manual page of all commands, as roff."""
    click.echo("\n".join(man_page(ctx.find_root())))


def man_page(root: click.Context) -> Iterator[str]:
    """The page line by line."""
    yield f'.TH MONITOR 1 "" "claim-monitor {__version__}" "User Commands"'
    yield from (".SH NAME", r"monitor \- knows what became of a prediction")
    yield from (".SH SYNOPSIS", r".B monitor", r"[\fIoptions\fR] [\fIcommand\fR [\fIarguments\fR]]")
    yield ".SH DESCRIPTION"
    yield from _paragraphs(root.command.help or "")
    yield ".SH OPTIONS"
    yield from _options(root)
    yield ".SH COMMANDS"
    for context in _commands(root):
        yield from _command(context)
    yield from _table("EXIT STATUS", _EXIT_CODES)
    yield from _table("FILES", _FILES)
    yield from _table("ENVIRONMENT", _VARIABLES)
    yield ".SH EXAMPLES"
    yield from _examples(root.command)


def _commands(parent: click.Context) -> Iterator[click.Context]:
    """Every command below, in the order of the table; a noun stands before its verbs."""
    group = parent.command
    if not isinstance(group, click.Group):
        return
    for name in group.list_commands(parent):
        found = group.get_command(parent, name)
        if found is not None:
            context = click.Context(found, info_name=name, parent=parent)
            yield context
            yield from _commands(context)


def _command(context: click.Context) -> Iterator[str]:
    pieces = [] if isinstance(context.command, click.Group) else context.command.collect_usage_pieces(context)
    usage = " ".join(piece for piece in pieces if piece != "[OPTIONS]")
    yield f".SS {escape(f'{context.command_path} {usage}'.strip())}"
    yield from _paragraphs(context.command.help or "")
    yield from _options(context)
    yield from _examples(context.command)


def _options(context: click.Context) -> Iterator[str]:
    for param in context.command.get_params(context):
        record = param.get_help_record(context)
        if isinstance(param, click.Option) and record is not None:
            yield from (".TP", rf"\fB{escape(record[0])}\fR", escape(record[1]))


def _examples(shown: click.Command) -> Iterator[str]:
    examples = shown.examples if isinstance(shown, ExampleMixin) else ()
    if examples:
        yield from (".PP", ".nf", ".RS")
        yield from map(escape, examples)
        yield from (".RE", ".fi")


def _paragraphs(words: str) -> Iterator[str]:
    for paragraph in inspect.cleandoc(words).replace("\f", "").split("\n\n"):
        yield ".PP"
        yield escape(" ".join(paragraph.split()))


def _table(title: str, rows: tuple[tuple[str, str], ...]) -> Iterator[str]:
    yield f".SH {title}"
    for name, words in rows:
        yield from (".TP", rf"\fB{escape(name)}\fR", escape(words))


def escape(words: str) -> str:
    """Text that roff takes for nothing else: backslashes, hyphens, and a dot or quote that would begin a request."""
    plain = words.replace("\\", r"\e").replace("-", r"\-")
    return re.sub(r"^(?=[.'])", r"\\&", plain)
