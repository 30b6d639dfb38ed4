"""What the mails told, held against what ought to have been told."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage

from monitor.demo.archive import ExpectedEvent, Item
from monitor.model.match import Polarity

_SUBJECT = re.compile(rf"\[(?P<claim>[a-z0-9-]+)\] (?P<polarity>{'|'.join(Polarity)}): (?P<headline>.+)", re.DOTALL)
_LINK = re.compile(r"https://[a-z]+\.example/[\w./-]+")


@dataclass(frozen=True, slots=True)
class Told:
    """One mail that tells news of a claim: what it says of it, and of which archive item it speaks."""

    claim: str
    polarity: Polarity
    headline: str
    item: Item


@dataclass(frozen=True, slots=True)
class Outcome:
    """`hits`: an event and the mails that tell it to its claim; `others`: mails that should not have come."""

    hits: tuple[tuple[ExpectedEvent, tuple[Told, ...]], ...]
    others: tuple[Told, ...]

    @property
    def is_right(self) -> bool:
        """Every event told once, with a fair polarity, and nothing else."""
        return not self.others and all(was_told_right(event, told) for event, told in self.hits)


def was_told_right(event: ExpectedEvent, told: Sequence[Told]) -> bool:
    """Exactly one mail, and its polarity is a fair reading."""
    return len(told) == 1 and told[0].polarity in event.polarities


def read_told(mail: EmailMessage, items: Sequence[Item]) -> Told | None:
    """The news in a mail; None for reminders and notices about sources, and for a link that is none of the archive's."""
    subject = _SUBJECT.fullmatch(str(mail["Subject"]).replace("\n", " "))
    if subject is None:
        return None
    links = set(_LINK.findall(text_of(mail)))
    item = next((item for item in items if item.link in links), None)
    if item is None:
        return None
    return Told(subject["claim"], Polarity(subject["polarity"]), subject["headline"], item)


def text_of(mail: EmailMessage) -> str:
    """The plain words of a mail, or its HTML when it has no plain part."""
    part = mail.get_body(("plain", "html"))
    return str(part.get_content()) if part is not None else ""


def weigh_told(told: Sequence[Told], expected: Sequence[ExpectedEvent]) -> Outcome:
    """Sort the mails by the events they should tell."""
    hits = tuple((event, tuple(one for one in told if _tells(one, event))) for event in expected)
    used = {id(one) for _, found in hits for one in found}
    return Outcome(hits, tuple(one for one in told if id(one) not in used))


def _tells(told: Told, event: ExpectedEvent) -> bool:
    return told.claim == event.claim and told.item.event == event.key
