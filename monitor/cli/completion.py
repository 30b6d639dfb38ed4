"""`monitor completion`."""

import click

from monitor.cli.command import command

_WHERE = {
    "bash": "~/.local/share/bash-completion/completions/monitor",
    "zsh": "a folder of your $fpath, as _monitor",
    "fish": "~/.config/fish/completions/monitor.fish",
}


@command(
    "completion",
    "monitor completion bash > ~/.local/share/bash-completion/completions/monitor",
    "monitor completion zsh > ~/.zfunc/_monitor",
    "monitor completion fish > ~/.config/fish/completions/monitor.fish",
)
@click.argument("shell", type=click.Choice(list(_WHERE)))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """The script that lets a shell complete commands and options; put it where the examples say."""
    from click.shell_completion import get_completion_class  # noqa: PLC0415  (only needed here)

    kind = get_completion_class(shell)
    if kind is None:
        raise click.ClickException(f"click knows no completion for {shell}")
    click.echo(kind(ctx.find_root().command, {}, "monitor", "_MONITOR_COMPLETE").source())
