"""HTML to plain text in linear time: one pass, no tree, nothing kept but words."""

import html
import re

#: Elements whose text is no prose.
_SILENT = frozenset({"script", "style", "template", "noframes", "iframe", "textarea", "select", "svg", "object"})
#: Elements that stand inside a word or sentence; every other one ends a word.
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
    }
    | {"samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)
#: A tag longer than this is text that happens to hold a `<`.
_LONGEST_TAG = 4_096
_LONGEST_INPUT = 200_000
_TAG_NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9:_-]{0,40})")
_HUGE_REFERENCE = re.compile(r"&#[xX]?[0-9a-fA-F]{8,};?")
_SPACES = re.compile(r"\s+")


def html_to_text(markup: str, limit: int = _LONGEST_INPUT) -> str:
    """The words of a fragment of HTML on one line, at most `limit` characters, references resolved once.

    Linear in the length of `markup`, of which the first 200,000 characters are read. Never raises.
    """
    markup = markup[:_LONGEST_INPUT]
    if "<" in markup:
        markup = "".join(_texts(markup))
    if "&" in markup:
        markup = html.unescape(_HUGE_REFERENCE.sub("\ufffd", markup))
    return _SPACES.sub(" ", markup).strip()[:limit]


def _texts(markup: str) -> list[str]:
    """The runs of text between tags; a space where a block element begins or ends."""
    found: list[str] = []
    at = 0
    while True:
        start = markup.find("<", at)
        if start < 0:
            found.append(markup[at:])
            return found
        found.append(markup[at:start])
        at = _skip_markup(markup, start, found)


def _skip_markup(markup: str, start: int, found: list[str]) -> int:
    """Where to go on after the `<` at `start`; puts into `found` what it stands for."""
    if markup.startswith("<!--", start):
        return _after(markup, "-->", start + 4)
    if markup.startswith("<![CDATA[", start):
        end = _after(markup, "]]>", start + 9)
        found.append(html.escape(markup[start + 9 : end].removesuffix("]]>"), quote=False))
        return end
    if markup.startswith(("<!", "<?"), start):
        return _after(markup, ">", start + 2)
    name = _TAG_NAME.match(markup, start + 1)
    end = _tag_end(markup, name.end()) if name else -1
    if name is None or end < 0:
        found.append("&lt;")
        return start + 1
    word = name[1].lower()
    if word not in _INLINE:
        found.append(" ")
    opens = markup[start + 1] != "/" and markup[end - 2] != "/"
    return _after_silent(markup, word, end) if opens and word in _SILENT else end


def _after(markup: str, mark: str, start: int) -> int:
    """The place behind the next `mark`; the end of all when it never comes, so that no scan is done twice."""
    end = markup.find(mark, start)
    return len(markup) if end < 0 else end + len(mark)


def _tag_end(markup: str, start: int) -> int:
    """The place behind the `>` that closes a tag, one inside quotes passed over; -1 when there is none near."""
    horizon = start + _LONGEST_TAG
    end = markup.find(">", start, horizon)
    first = end
    while end >= 0:
        inside = markup[start:end]
        if inside.count('"') % 2 == 0 or '="' not in inside:
            return end + 1
        end = markup.find(">", end + 1, horizon)
    return first + 1 if first >= 0 else -1


def _after_silent(markup: str, word: str, start: int) -> int:
    """The place behind `</word …>`; the end of all when the element is never closed."""
    closing = re.compile(f"</{word}[^>]{{0,100}}>?", re.IGNORECASE).search(markup, start)
    return closing.end() if closing else len(markup)
