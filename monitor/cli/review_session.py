"""One key a judgement, with undo; every judgement is stored at once, so it can be left at any moment."""

import os
import select
import sys
import termios
import tty
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import click

from monitor.cli.review_screen import show_item, tell_report, tell_undo
from monitor.cli.screen import Screen
from monitor.cli.wording import count
from monitor.errors import ConflictError
from monitor.model.development import RejectReason, ReviewState, Stance
from monitor.model.ids import short_id
from monitor.ports import Now, Store
from monitor.usecases.review_match import Judgement, ReviewItem, ReviewReport, read_review, review_match
from monitor.usecases.undo_review import undo_review

#: All menus fit one line of 80 columns, the narrow ones one of 60, with the key that is pressed.
MENU = "[a]ccept [c]ontradicts [m]ention [r]eject [s]kip [o]pen [u]ndo [q]uit [?]"
NARROW_MENU = "a c m r s o u q, or ? for what they do:"
#: Columns around a menu: two before it, a space and the key behind it, and one that the cursor needs.
_AROUND = 5
REASONS = {
    "e": RejectReason.WRONG_EVENT,
    "p": RejectReason.WRONG_PERSON,
    "o": RejectReason.OLD_NEWS,
    "c": RejectReason.OPINION,
    "x": RejectReason.OTHER,
}
REASON_MENU = "wrong [e]vent  wrong [p]erson  [o]ld news  [c]omment  [x] other  else: back"
NARROW_REASON_MENU = "[e]vent [p]erson [o]ld [c]omment [x] other  else: back"
HELP = """\
a  it is about the claim, and says of it what is shown: evidence for or against it
p  it is about the claim and speaks for it, whatever is shown: evidence that supports it
c  it is about the claim and speaks against it: evidence that contradicts it
m  it is about the claim, but says nothing for or against it
r  it is not about the claim, or no news; you are asked why, and the matcher learns from it
s  not now: it is left out until `monitor review --skipped`
o  open the article in a browser
u  take the last judgement back, with what was learned from it
q  stop here; everything so far is stored, `monitor review` goes on where you were"""
#: `a` says no stance of its own: the screen has told which one accepting it means.
STANCES: dict[str, Stance | None] = {"a": None, "p": Stance.SUPPORTS, "c": Stance.CONTRADICTS, "m": Stance.MENTIONS}


@contextmanager
def open_keys() -> Iterator[Callable[[], str]]:
    """A reader of keys as they are pressed, none lost between two questions. The terminal is put back at the end."""
    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)
    tty.setcbreak(handle, termios.TCSANOW)
    try:
        yield lambda: _read(handle)
    finally:
        termios.tcsetattr(handle, termios.TCSANOW, before)  # draining would wait for a reader that is gone


def _read(handle: int) -> str:
    """What was pressed since. A signal in the moment before a wait is seen when the wait ends, so each is short."""
    while not select.select([handle], [], [], 0.5)[0]:
        pass
    return os.read(handle, 64).decode("utf-8", "replace")


@dataclass(slots=True)
class Session:
    """A sitting. `read` gives the keys that were pressed since ('' = the terminal is gone)."""

    store: Store
    screen: Screen
    by: str
    now: Now
    read: Callable[[], str]
    done: list[ReviewReport] = field(default_factory=list)
    typed: str = ""

    def judge_all(self, items: Sequence[ReviewItem]) -> list[str]:
        """Show one after the other until the end, or `q`; what stands then, in a line or two."""
        index = 0
        while index < len(items):
            # Read when it is shown: a sitting may be long, and more outlets may have told it since.
            item = read_review(self.store, items[index].development.id)
            show_item(self.screen, item, f"[{index + 1}/{len(items)}]", self.now())
            step = self._judge(item)
            if step is None:
                break
            index = max(0, index + step)
            self.screen.line()
        return self._sum_up(len(items))

    def _sum_up(self, items: int) -> list[str]:
        """What was done in this sitting, without what was undone, and what is left to do."""
        states = Counter(report.review.state for report in self.done)
        judged = states[ReviewState.ACCEPTED] + states[ReviewState.REJECTED]
        words = count(judged, "judgement")
        if judged:
            words += f" ({states[ReviewState.ACCEPTED]} accepted, {states[ReviewState.REJECTED]} rejected)"
        skipped = states[ReviewState.SKIPPED]
        left = items - sum(states.values())
        words += f", {skipped} skipped" if skipped else ""
        lines = [f"{words}, {count(left, 'match', 'matches')} left."]
        lines += ["Go on:       monitor review"] if left else []
        return lines + (["The skipped: monitor review --skipped"] if skipped else [])

    def _judge(self, item: ReviewItem) -> int | None:
        """Ask until there is an answer: 1 = on to the next, -1 = back, None = enough."""
        while True:
            key = self._ask(MENU, NARROW_MENU)
            if key in ("q", "\x04", "\x1b"):
                return None
            if key in ("?", "h"):
                self._help(item)
                continue
            if key == "u":
                if self._undo():
                    return -1
                continue
            if key == "o":
                self._open(item)
                continue
            judgement = self._read(key)
            if judgement is not None:
                self._store(item, judgement)
                return 1
            if key not in ("r", "\n", "\r"):
                self.screen.say("  no such key; ? tells what each does")

    def _read(self, key: str) -> Judgement | None:
        if key in STANCES:
            return Judgement(ReviewState.ACCEPTED, stance=STANCES[key])
        if key == "s":
            return Judgement(ReviewState.SKIPPED)
        if key != "r":
            return None
        reason = REASONS.get(self._ask(REASON_MENU, NARROW_REASON_MENU))
        return Judgement(ReviewState.REJECTED, reason=reason) if reason else None

    def _ask(self, menu: str, narrow: str) -> str:
        """The key that is pressed at a menu, on the line of it."""
        room = self.screen.width - _AROUND
        click.echo(f"  {menu if len(menu) <= room else narrow[:room]} ", nl=False)
        key = self._key()
        click.echo(key if key.isalnum() else "")
        return key

    def _key(self) -> str:
        """The next key, lower case; keys pressed faster than we read come one by one, an arrow key is one key."""
        if not self.typed:
            self.typed = self.read() or "q"
        if self.typed.startswith("\x1b"):
            key, self.typed = self.typed, ""
        else:
            key, self.typed = self.typed[0], self.typed[1:]
        return key.lower()

    def _store(self, item: ReviewItem, judgement: Judgement) -> None:
        try:
            report = review_match(self.store, item.development.id, judgement, by=self.by, now=self.now())
        except ConflictError as error:  # somebody else said the same meanwhile: nothing is lost, on to the next
            self.screen.say(f"  {error}")
            return
        self.done.append(report)
        tell_report(self.screen, report, how_to_undo=False)

    def _undo(self) -> bool:
        if not self.done:
            self.screen.say("  nothing to undo here; earlier: monitor review undo ID")
            return False
        report = self.done.pop()
        tell_undo(
            self.screen,
            undo_review(self.store, report.development.id, by=self.by, now=self.now(), lesson=report.lesson),
        )
        return True

    def _help(self, item: ReviewItem) -> None:
        claim = item.claim
        for line in HELP.splitlines():
            self.screen.entry(f"    {line[:3]}", line[3:], 7)
        self.screen.line(f"All about the claim: monitor claim show {claim.slug}", "dim", indent=4)
        if item.matches and item.entries:
            entry = short_id(item.entries[0].id)
            self.screen.line(f"Why it matched: monitor explain {claim.slug} {entry}", "dim", indent=4)

    def _open(self, item: ReviewItem) -> None:
        link = next((entry.link for entry in item.entries[:1] if entry.link), item.development.link)
        self.screen.line(link or "it has no link", indent=2)
        if link.startswith(("https://", "http://")):
            click.launch(link)
