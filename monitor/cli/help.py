"""`monitor help`: commands and words explained."""

from collections.abc import Sequence

import click

from monitor.cli.command import Settings, command
from monitor.cli.screen import Screen
from monitor.errors import UsageError
from monitor.model.safe import safe
from monitor.reporting.vocabulary import TOPICS, Topic


@command("help", "monitor help topics", "monitor help polarity", "monitor help claim add")
@click.argument("words", nargs=-1)
@click.pass_context
def help_(ctx: click.Context, words: Sequence[str]) -> None:
    """What a command does or a word means. `topics` explains every status, state, outcome, polarity and so on."""
    screen = Screen(ctx.ensure_object(Settings))
    topics = [topic for topic in TOPICS if words and words[0] in ("topics", topic.name)]
    if topics and len(words) == 1:
        _show_topics(screen, topics)
    else:
        _show_command(ctx.find_root(), words)


def _show_topics(screen: Screen, topics: Sequence[Topic]) -> None:
    if screen.is_json:
        screen.json({topic.name: {word.value: said for word, said in topic.meanings.items()} for topic in topics})
        return
    for number, topic in enumerate(topics):
        if number:
            screen.line()
        screen.line(f"{topic.name.upper()}  {topic.title}", "bold")
        for word, said in topic.meanings.items():
            screen.fact(word.value, said)


def _show_command(ctx: click.Context, words: Sequence[str]) -> None:
    """The help of the command these words name. Raises UsageError."""
    for word in words:
        group = ctx.command
        found = group.get_command(ctx, word) if isinstance(group, click.Group) else None
        if found is None:
            raise UsageError(f"there is no command or topic {safe(' '.join(words), 80)!r}; see `monitor help topics`")
        ctx = click.Context(found, info_name=word, parent=ctx)
    click.echo(ctx.get_help())
