"""The letter as Slack lays it out: blocks of rich text, in which no word is ever read as markup.

A `rich_text` block says which words are bold and which are a link; the text itself is never parsed, so a headline can
neither mention anybody nor hide where a link leads (docs.slack.dev, block kit reference). The parts keep to Slack's
limits: 150 characters a header, 50 blocks a message. Words are neutralised all the same, for services that only resemble
Slack.
"""

import json
from collections.abc import Iterator
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
    """Several alerts as one."""
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
    yield _said(line.headline)
    if line.meta:
        yield _said(f"\n{line.meta}", italic=True)
    if line.link:
        yield _said("\n")
        yield _link(line.link)


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
