"""The letter as Slack lays it out: blocks of rich text, in which no word is ever read as markup.

A `rich_text` block says which words are bold and which are a link; the text itself is never parsed, so a headline can
neither mention anybody nor hide where a link leads (docs.slack.dev, block kit reference). The parts keep to Slack's
limits: 150 characters a header, 50 blocks a message. Words are neutralised all the same, for services that only resemble
Slack.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from typing import Any

from monitor.alerting.digest import Digest, Line, Section
from monitor.alerting.letter import Letter
from monitor.alerting.neutral import neutralise
from monitor.model.links import link_host
from monitor.model.safe import clip

Block = dict[str, Any]
_HEADER = 150
_MOST_BLOCKS = 50
_MOST_TEXT = 8_000
"""Characters in all blocks of a message. Slack names no limit, but refuses from about 11,000 on (msg_blocks_too_long)."""


def letter_slack(letter: Letter) -> str:
    """One alert as a JSON object with `text` (for notifications) and `blocks`."""
    facts = [_said(f"{letter.meaning}\n"), *(part for row in letter.rows for part in _row(row, letter.link))]
    blocks = [
        _header(letter.headline),
        *_notes(letter.notes),
        _rich([_section(facts)]),
        _rich([_section([part for command in letter.commands for part in _command(*command)])]),
        _context(f"{letter.alert} · claim-monitor"),
    ]
    return _payload(letter.subject, blocks)


def digest_slack(digest: Digest) -> str:
    """Several alerts as one; of more text than Slack takes in a message only the number is told."""
    digest = _shortened(digest)
    blocks = [
        _header(digest.headline),
        *_notes(digest.notes),
        *(_rich(list(_pile(section))) for section in digest.sections),
        _context(f"{digest.alert} · claim-monitor"),
    ]
    return _payload(digest.subject, blocks)


def _payload(subject: str, blocks: list[Block]) -> str:
    if len(blocks) > _MOST_BLOCKS:
        blocks = [*blocks[: _MOST_BLOCKS - 1], blocks[-1]]
    # A preview of a stranger's page under our words would be theirs, not ours.
    shown = {"text": escape(neutralise(subject), quote=False), "mrkdwn": False, "blocks": blocks}
    return json.dumps(shown | {"unfurl_links": False, "unfurl_media": False}, ensure_ascii=False)


def _pile(section: Section) -> Iterator[Block]:
    yield _section([_said(section.title, bold=True)])
    yield {
        "type": "rich_text_list",
        "style": "bullet",
        "elements": [_section(list(_line(line))) for line in section.lines],
    }
    rest = [*_command(f"+{section.more} more", section.list_command)] if section.more else []
    yield _section([*rest, *_command("All about it", section.show_command)])


def _line(line: Line) -> Iterator[Block]:
    yield _said(line.headline, bold=True)
    if line.meaning:
        yield _said(f"\n{line.meaning}")
    why = f"why: {line.why}" if line.why else ""
    yield from (_said(f"\n{words}", italic=True) for words in (line.meta, why) if words)
    if line.link:
        yield _said("\n")
        yield _link(line.link)
    for when, what in line.commands:
        yield _said(f"\n{when}: ")
        yield _said(what, code=True)


def _shortened(digest: Digest) -> Digest:
    """Without the last lines of its longest sections, as many as are too much."""
    sections = list(digest.sections)
    while sum(map(_length, sections)) > _MOST_TEXT:
        longest = max(range(len(sections)), key=lambda at: _length(sections[at]))
        section = sections[longest]
        sections[longest] = replace(section, lines=section.lines[:-1], more=section.more + 1)
    return replace(digest, sections=tuple(sections))


def _length(section: Section) -> int:
    texts = [word for line in section.lines for word in (line.headline, line.meaning, line.meta, line.why, line.link)]
    commands = [word for line in section.lines for command in line.commands for word in command]
    return len(section.title) + len(section.show_command) + sum(map(len, texts + commands))


def _row(row: tuple[str, str], link: str) -> Iterator[Block]:
    label, value = row
    yield _said(f"{label}: ", bold=True)
    yield _link(link) if label == "Link" else _said(value)
    yield _said("\n")


def _command(when: str, what: str) -> Iterator[Block]:
    yield _said(f"{when}: ")
    yield _said(what, code=True)
    yield _said("\n")


def _header(words: str) -> Block:
    return {"type": "header", "text": _plain(clip(words, _HEADER - 20))}


def _notes(notes: tuple[str, ...]) -> list[Block]:
    return [_context(note) for note in notes]


def _context(words: str) -> Block:
    return {"type": "context", "elements": [_plain(words)]}


def _plain(words: str) -> Block:
    return {"type": "plain_text", "text": neutralise(words)[:_HEADER], "emoji": False}


def _rich(elements: list[Block]) -> Block:
    return {"type": "rich_text", "elements": elements}


def _section(elements: list[Block]) -> Block:
    return {"type": "rich_text_section", "elements": elements}


def _said(words: str, **style: bool) -> Block:
    return {"type": "text", "text": neutralise(words), **({"style": style} if style else {})}


def _link(link: str) -> Block:
    """The host is the text, so that it can be seen where it leads; the whole address is one touch away."""
    return {"type": "link", "url": link, "text": link_host(link)}
