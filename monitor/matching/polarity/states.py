"""What a title tells as a state or in a figure of speech, without a verb of the deed: "car-free", "after Vost".

Each line of `data/states.txt` is for the deeds of some families only: what "up and running" tells of an opening, it does
not tell of a vote.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class State:
    """`label`: what the words say of a plan of these families; `is_bold`: also where the weights found other bad news."""

    name: str
    families: frozenset[str]
    label: str
    pattern: re.Pattern[str]
    is_bold: bool


_SHORT = {
    "AMOUNT": (
        r"(?:by )?(?:about |nearly |almost |over |more than |another )?"
        r"(?:[$€£]\d|\d+(?:[.,]\d+)* ?(?:%|per ?cent|pc\b|pct|cents?|pence|p\b))"
    ),
    "VOTERS": (
        r"(?:voters|parliament|lawmakers|mps|senators|senate|congress|council(?:lors)?|shareholders|members|delegates"
        r"|deputies|citizens|residents|electorate|assembly|regulators?|investors)"
    ),
}


@lru_cache(maxsize=1)
def _shipped() -> tuple[State, ...]:
    text = (files("monitor.matching") / "data" / "states.txt").read_text(encoding="utf-8")
    return tuple(_read_line(line) for line in text.splitlines() if line and not line.startswith("#"))


def _read_line(line: str) -> State:
    head, name, words = line.split(" = ", 2)
    label, *families = head.split()
    for short, long in _SHORT.items():
        words = words.replace(short, long)
    pattern = re.compile(rf"\b(?:{'|'.join(part.strip() for part in words.split(' | '))})(?!\w)")
    return State(name, frozenset(families), label.rstrip("!"), pattern, label.endswith("!"))


@lru_cache(maxsize=2_048)
def _states_of(families: frozenset[str]) -> tuple[State, ...]:
    return tuple(state for state in _shipped() if not state.families.isdisjoint(families))


def read_state(families: frozenset[str], title: str) -> tuple[State, str] | None:
    """The first state that a title in lower case tells of a deed of these families, and its words."""
    for state in _states_of(families):
        match = state.pattern.search(title)
        if match:
            return state, match.group()
    return None


_AFTER = re.compile(
    r"^(?:(?:[Ll]ife|[Ww]orld|\w+ \w+) )?(?:[Aa]fter|[Pp]ost-?)\s*(?:the )?([A-Z][\w-]+(?: [A-Z][\w-]+)?)"
    r"(?: era)?\s*(?:[:,?–—-]|$)"
)


def read_after(title: str) -> str:
    """The name that a title speaks of as gone: "After Vost: who will lead"; empty without."""
    match = _AFTER.match(title)
    return match.group(1) if match else ""


_TAKES = re.compile(
    r"\b(?:picks?|picked|chooses?|chose|prefers?|preferred|opts? for|opted for|favou?rs?|selects?|selected|plumps? for"
    r"|goes for) (.{2,40}?) (?:over|instead of|rather than|ahead of) ((?:[A-Z]|rival)[\w'’-]*(?: [A-Z][\w'’-]*)?)"
)
_SNUBS = re.compile(
    r"\b(?:snubs?|snubbed|spurns?|spurned|shuns?|shunned|rebuffs?|rebuffed) (.{2,40}?) (?:for|in favou?r of)"
    r" ((?:[A-Z]|rival)[\w'’-]*(?: [A-Z][\w'’-]*)?)"
)


def read_choice(title: str) -> tuple[str, str]:
    """Who is taken and who is left, where a title tells a choice between two: "picks Aldova over Gallin"; else empty."""
    taken, snubbed = _TAKES.search(title), _SNUBS.search(title)
    if taken:
        return taken.group(1), taken.group(2)
    return (snubbed.group(2), snubbed.group(1)) if snubbed else ("", "")


_TALK = re.compile(
    r"\b(?:discuss(?:es|ed)?|talk(?:s|ed)? (?:about|to|with|over)|confers?|conferred|speaks?|spoke|dines?|dined|huddles?"
    r"|huddled|holds? talks|held talks|sits? down|sat down|shakes? hands|shook hands|exchange[sd]? (?:views|gifts)"
    r"|trade[sd]? (?:jokes|barbs|smiles))\b"
)
_FROM_AFAR = re.compile(
    r"\b(?:phones?|calls?|called|video|letters?|line|online|zoom|separate(?:ly)?|telephone|hotline|tweets?)\b"
)


def read_talk(title: str) -> re.Match[str] | None:
    """Where a title in lower case tells that people speak with one another face to face."""
    return None if _FROM_AFAR.search(title) else _TALK.search(title)
