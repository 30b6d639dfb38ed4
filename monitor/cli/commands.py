"""One table of all commands. A new command is one module and one line here."""

from collections.abc import Sequence
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from monitor.cli.command import Command, ExampleMixin, global_options

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Entry(NamedTuple):
    """The words of a command, where it lives (`module:object`), and its line in the help."""

    words: str
    home: str
    line: str


COMMANDS: tuple[Entry, ...] = (
    Entry("status", "monitor.cli.status:status", "What needs you, claims by urgency, sources (the same as no command)"),
    Entry("init", "monitor.cli.init:init", "Write a commented config.toml"),
    Entry("demo", "monitor.cli.demo:demo", "See the whole job on an archive of 2017, offline"),
    Entry("run", "monitor.cli.run:run", "Watch: poll, match, tell"),
    Entry("claim", "", "The predictions that are watched"),
    Entry("claim add", "monitor.cli.claim_add:add", "Watch a new claim"),
    Entry("claim draft", "monitor.cli.claim_draft:draft", "Find the predictions of an article"),
    Entry("claim list", "monitor.cli.claim_list:list_", "Claims, the most urgent first"),
    Entry("claim show", "monitor.cli.claim_show:show", "Everything on one claim"),
    Entry("claim edit", "monitor.cli.claim_edit:edit", "Change a claim's words, due date, terms"),
    Entry("claim drop", "monitor.cli.claim_edit:drop", "Stop to watch a claim, without a verdict"),
    Entry("claim import", "monitor.cli.claim_exchange:import_", "Take claims from TOML, JSON Lines, CSV, questions"),
    Entry("claim export", "monitor.cli.claim_exchange:export", "Claims as JSON Lines, TOML or CSV"),
    Entry("review", "monitor.cli.review:review", "Judge what was found, one at a time"),
    Entry("review accept", "monitor.cli.review:accept", "Accept one development as evidence"),
    Entry("review reject", "monitor.cli.review:reject", "Reject one development"),
    Entry("review skip", "monitor.cli.review:skip", "Leave one development for later"),
    Entry("review undo", "monitor.cli.review:undo", "Take the last judgement of one development back"),
    Entry("resolve", "monitor.cli.resolve:resolve", "Settle a claim"),
    Entry("reopen", "monitor.cli.resolve:reopen", "Take a verdict back"),
    Entry("snooze", "monitor.cli.resolve:snooze", "Hold a claim's alerts for a while"),
    Entry("ack", "monitor.cli.resolve:ack", "Mute a claim's reminders until its next news"),
    Entry("feed", "", "The sources that are polled"),
    Entry("feed add", "monitor.cli.feed_add:add", "Watch a source"),
    Entry("feed list", "monitor.cli.feed:list_", "Sources and how they are"),
    Entry("feed show", "monitor.cli.feed_show:show", "One source: how it is, what to do, when it is asked"),
    Entry("feed check", "monitor.cli.feed_add:check", "Ask a source now, and say what came back"),
    Entry("feed remove", "monitor.cli.feed:remove", "Stop to watch a source"),
    Entry("feed pause", "monitor.cli.feed:pause", "Leave a source out for a while"),
    Entry("feed resume", "monitor.cli.feed:resume", "Take a paused source up again"),
    Entry("feed import", "monitor.cli.feed:import_", "Take feeds from OPML"),
    Entry("feed export", "monitor.cli.feed:export", "Feeds as OPML"),
    Entry("target", "", "Where alerts go"),
    Entry("target list", "monitor.cli.target:list_", "Targets, their addresses masked"),
    Entry("target add", "monitor.cli.target_add:add", "Add a target, by where its address is kept"),
    Entry("target test", "monitor.cli.target:test", "Send a test message"),
    Entry("alert", "", "What was told, and what waits"),
    Entry("alert list", "monitor.cli.alert:list_", "Alerts and how their deliveries stand"),
    Entry("alert show", "monitor.cli.alert:show", "One alert, in full"),
    Entry("alert retry", "monitor.cli.alert:retry", "Try again what was given up"),
    Entry("alert drop", "monitor.cli.alert:drop", "Withdraw what was not sent"),
    Entry("explain", "monitor.cli.explain:explain", "Why an entry is, or is not, about a claim"),
    Entry("test", "monitor.cli.back_test:test", "What a claim would have matched among stored entries"),
    Entry("replay", "monitor.cli.replay:replay", "Run an archive of entries through the matcher"),
    Entry("score", "monitor.cli.score:score", "Who keeps their word, by party and by outlet"),
    Entry("report", "monitor.cli.report:report", "A static site of it all, with feed and calendar"),
    Entry("export", "monitor.cli.export:export", "The whole store as JSON Lines; claims as CSV, calendar, feed"),
    Entry("import", "monitor.cli.export:import_", "Take a whole store into an empty one"),
    Entry("doctor", "monitor.cli.doctor:doctor", "Is everything in order?"),
    Entry("backup", "monitor.cli.upkeep:backup", "A verified copy of the database"),
    Entry("migrate", "monitor.cli.migrate:migrate", "Bring the store up to date, or copy it into another"),
    Entry("restore", "monitor.cli.upkeep:restore", "Put a backup in the place of the database"),
    Entry("prune", "monitor.cli.upkeep:prune", "Forget old entries that no claim needs"),
    Entry("config", "", "The settings in force"),
    Entry("config show", "monitor.cli.config:show", "All settings, secrets masked"),
    Entry("config check", "monitor.cli.config:check", "Every problem of config.toml"),
    Entry("help", "monitor.cli.help:help_", "What a command does, what a word means"),
    Entry("man", "monitor.cli.man:man", "The manual page"),
    Entry("completion", "monitor.cli.completion:completion", "Completion for bash, zsh, fish"),
)

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Start", ("init", "demo", "run")),
    ("Every day", ("status", "review", "resolve", "reopen", "snooze", "ack")),
    ("Things", ("claim", "feed", "target", "alert")),
    ("Ask", ("explain", "test", "replay", "score")),
    ("Hand on", ("report", "export", "import")),
    ("Upkeep", ("doctor", "backup", "restore", "migrate", "prune", "config")),
    ("Read", ("help", "man", "completion")),
)


class CommandTree(ExampleMixin, click.Group):
    """A group whose members stand in COMMANDS and are imported when they are called."""

    def __init__(
        self, name: str | None = None, *, words: str = "", examples: Sequence[str] = (), **options: Any
    ) -> None:
        super().__init__(name, **options)
        self.words = words
        self.examples = tuple(examples)
        self.params += global_options()

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The last words of this group's members, in the order of the table."""
        return [entry.words.removeprefix(self._prefix) for entry in COMMANDS if self._is_member(entry)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command, or make the group of a noun."""
        entry = next((it for it in COMMANDS if self._is_member(it) and it.words == f"{self._prefix}{cmd_name}"), None)
        if entry is None:
            return None
        if not entry.home:
            return noun_group(entry)
        module, _, name = entry.home.partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Like click's, but an unknown word is told with the nearest one."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            near = get_close_matches(args[0], self.list_commands(ctx), 1, 0.5)
            meant = f"did you mean `{self._prefix}{near[0]}`?" if near else f"see `{ctx.command_path} --help`"
            raise click.UsageError(f"there is no command {f'{self._prefix}{args[0]}'!r}; {meant}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The lines of the table, under their headings; nothing is imported for it."""
        lines = {entry.words.removeprefix(self._prefix): entry.line for entry in COMMANDS if self._is_member(entry)}
        sections = SECTIONS if not self.words else (("Commands", tuple(lines)),)
        for heading, names in sections:
            with formatter.section(heading):
                formatter.write_dl([(name, lines[name]) for name in names])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list["CompletionItem"]:
        """The words of the table, without importing a command for it, and this group's options."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415  (only a completing shell needs it)

        lines = {entry.words.removeprefix(self._prefix): entry.line for entry in COMMANDS if self._is_member(entry)}
        words = [CompletionItem(name, help=line) for name, line in lines.items() if name.startswith(incomplete)]
        return [*words, *click.Command.shell_complete(self, ctx, incomplete)]

    @property
    def _prefix(self) -> str:
        return f"{self.words} " if self.words else ""

    def _is_member(self, entry: Entry) -> bool:
        own = entry.words.removeprefix(self._prefix)
        return entry.words.startswith(self._prefix) and " " not in own


def noun_group(entry: Entry) -> CommandTree:
    """`monitor claim`, `monitor feed` and such: only a heading for its verbs."""
    return CommandTree(
        entry.words,
        words=entry.words,
        help=entry.line + ".",
        examples=[f"monitor {entry.words} list"] if entry.words != "config" else ["monitor config check"],
        no_args_is_help=True,
    )


__all__ = ["COMMANDS", "Command", "CommandTree", "Entry", "noun_group"]
