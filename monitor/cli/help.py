"""`monitor help`: commands and words explained."""

from collections.abc import Sequence
from dataclasses import replace

import click

from monitor.cli.command import Settings, command
from monitor.cli.screen import Screen
from monitor.errors import UsageError
from monitor.model.safe import safe
from monitor.reporting.vocabulary import TOPICS, Topic


@command("help", "monitor help topics", "monitor help polarity", "monitor help overdue", "monitor help claim add")
@click.argument("words", nargs=-1)
@click.pass_context
def help_(ctx: click.Context, words: Sequence[str]) -> None:
    """What a command does or a word means. `topics` explains every status, state, outcome, polarity and so on."""
    screen = Screen(ctx.ensure_object(Settings))
    topics = [topic for topic in TOPICS if words and words[0] in ("topics", topic.name)]
    word = words[0] if len(words) == 1 else ""
    if word and topics:
        _show_topics(screen, topics)
    elif word and _command_of(ctx.find_root(), word) is None and (found := _find_word(word)):
        _show_topics(screen, found)
    else:
        _show_command(ctx.find_root(), words)


def _find_word(word: str) -> list[Topic]:
    """The topics that have it, with nothing else in them."""
    wanted = word.lower()
    found = (replace(it, meanings={key: said for key, said in it.meanings.items() if key == wanted}) for it in TOPICS)
    return [topic for topic in found if topic.meanings]


def _command_of(ctx: click.Context, word: str) -> click.Command | None:
    return ctx.command.get_command(ctx, word) if isinstance(ctx.command, click.Group) else None


def _show_topics(screen: Screen, topics: Sequence[Topic]) -> None:
    if screen.is_json:
        screen.json({topic.name: {word.value: said for word, said in topic.meanings.items()} for topic in topics})
        return
    for number, topic in enumerate(topics):
        if number:
            screen.line()
        screen.line(f"{topic.name.upper()}  {topic.title}", "bold")
        width = max(map(len, topic.meanings)) + 2
        for word, said in topic.meanings.items():
            screen.entry(word.value.ljust(width), said, width)


def _show_command(ctx: click.Context, words: Sequence[str]) -> None:
    """The help of the command these words name. Raises UsageError."""
    for word in words:
        found = _command_of(ctx, word)
        if found is None:
            raise UsageError(f"there is no command or topic {safe(' '.join(words), 80)!r}; see `monitor help topics`")
        ctx = click.Context(found, info_name=word, parent=ctx)
    click.echo(ctx.get_help())
