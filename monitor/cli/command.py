"""What all commands share: the global options at any place of the line, and examples in every help."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

_EMPTY: Mapping[str, str] = MappingProxyType({})


@dataclass(slots=True)
class Settings:
    """The global options of one call, and the environment it was made in."""

    environ: Mapping[str, str] = field(default_factory=lambda: _EMPTY, repr=False)
    config: Path | None = None
    store: str | None = field(default=None, repr=False)
    json: bool = False
    plain: bool = False
    quiet: bool = False
    no_input: bool = False


def global_options(*, shown: Sequence[str] = ("json",)) -> list[click.Parameter]:
    """The options that every command takes; in the help of a command only `--json` is listed."""
    return [
        _option(
            "--config", "config", "The config file (default: ./config.toml, else your own).", shown, metavar="FILE"
        ),
        _option("--store", "store", "The database, instead of the one in the config.", shown, metavar="URL"),
        _option("--json", "json", "Print JSON.", shown, is_flag=True),
        _option("--plain", "plain", "No colour.", shown, is_flag=True),
        _option("-q", "quiet", "No talk, only what was asked for.", shown, is_flag=True, more=["--quiet"]),
        _option("--no-input", "no_input", "Never ask.", shown, is_flag=True),
    ]


def _option(
    flag: str, name: str, text: str, shown: Sequence[str], *, more: Sequence[str] = (), **options: Any
) -> click.Option:
    return click.Option(
        [flag, *more, name], expose_value=False, help=text, hidden=name not in shown, callback=_keep, **options
    )


def _keep(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    """The last one given wins; one that is not given changes nothing."""
    settings = ctx.ensure_object(Settings)
    if value and param.name:
        setattr(settings, param.name, Path(value) if param.name == "config" else value)


class ExampleMixin:
    """Writes `examples` below the options."""

    examples: tuple[str, ...] = ()

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The examples, one a line, never wrapped."""
        if self.examples:
            with formatter.section("Examples"):
                for example in self.examples:
                    formatter.write(f"  {example}\n")


class Command(ExampleMixin, click.Command):
    """A command with global options and examples."""

    def __init__(self, *args: Any, examples: Sequence[str] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.examples = tuple(examples)
        self.params += global_options()


def command(name: str, *examples: str, **options: Any) -> Callable[[Callable[..., Any]], Command]:
    """Declare a command; its docstring is its help."""
    return click.command(name, cls=Command, examples=examples, **options)
