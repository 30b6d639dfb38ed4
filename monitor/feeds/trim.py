"""A feed document cut down to what is read of it, well-formed and bounded, before the feed parser sees it.

Strangers' documents hold a hundred thousand attributes, a million nested tags, author names of 40 KB: each costs a
feed parser minutes. expat walks over all of them in milliseconds, so it goes first, and hands on the few elements that we
read, with bounded texts. Most feeds lose two thirds of their bulk here, and the parser its work.
"""

from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from monitor.feeds.dates import runs_forward

_CONTAINERS = frozenset({"rss", "feed", "channel", "item", "entry"})
_ITEMS = frozenset({"item", "entry"})
#: Longest text kept, by local name of the element, in characters.
_TEXTS = (
    dict.fromkeys(("title", "tagline", "subtitle"), 5_000)
    | dict.fromkeys(("link", "guid", "id"), 4_000)
    | dict.fromkeys(("description", "summary", "content", "encoded", "abstract"), 200_000)
    | dict.fromkeys(("pubdate", "published", "updated", "modified", "issued", "created", "date"), 200)
    | dict.fromkeys(("author", "creator", "name", "category", "subject"), 300)
)
_DATES = ("pubdate", "published", "updated", "modified", "issued", "created", "date")
#: Of an entry with one summary the whole text is not read; most of a feed's bulk.
_SUMMARIES = frozenset({"description", "summary", "abstract"})
_WHOLES = frozenset({"content", "content:encoded"})
#: What a publisher asks of those who poll.
_WISHES = frozenset({"ttl", "updateperiod", "updatefrequency", "hour", "day"})
_WISH_FRAMES = frozenset({"skiphours", "skipdays"})
_ATTRIBUTES = frozenset(
    {
        "href",
        "rel",
        "type",
        "mode",
        "ispermalink",
        "term",
        "label",
        "version",
        "lastmod",
        "xml:base",
        "rdf:about",
        "src",
    }
)
#: Namespaces whose `title` and `description` are those of a picture or a show, not of the news.
_FOREIGN_PREFIXES = frozenset({"itunes", "googleplay", "podcast", "image"})
_DEEPEST = 8
_MOST_ATTRIBUTES = 50
_CUT_OFF = frozenset(
    {
        expat.errors.codes[text]
        for text in (
            expat.errors.XML_ERROR_NO_ELEMENTS,
            expat.errors.XML_ERROR_UNCLOSED_TOKEN,
            expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
            expat.errors.XML_ERROR_PARTIAL_CHAR,
        )
    }
)


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A small well-formed document. `wishes` are (local name, text); `dropped` counts entries beyond the limit."""

    text: str
    entries: int
    wishes: tuple[tuple[str, str], ...]
    complete: bool
    dropped: int


def trim_document(text: str, max_entries: int) -> Trimmed | None:
    """The document as far as we read it; None when it is not well-formed (one that was merely cut off is).

    `text` has no DOCTYPE. Of more than `max_entries` entries the newest are kept: the first, or the last when the document
    runs from old to new.
    """
    walk = _Walk()
    complete = walk.read(text)
    if complete is None:
        return None
    kept = walk.items[:max_entries]
    if len(walk.items) > max_entries and runs_forward(walk.dates[0], walk.dates[-1]):
        kept = walk.items[-max_entries:]
    pieces = [*walk.pieces, *(f"</{name}>" for name in reversed(walk.open))]
    pieces[walk.place : walk.place] = kept
    return Trimmed("".join(pieces), len(kept), tuple(walk.wishes), complete, len(walk.items) - len(kept))


@dataclass(slots=True)
class _Walk:
    """What expat's events have built so far."""

    pieces: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    wishes: list[tuple[str, str]] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    place: int = 0
    item: list[str] | None = None
    item_depth: int = 0
    summaries: int = 0
    wholes: list[int] = field(default_factory=list)
    skipped: int = 0
    inside: int = 0
    name: str = ""
    local: str = ""
    head: str = ""
    is_markup: bool = False
    texts: list[str] = field(default_factory=list)

    def read(self, text: str) -> bool | None:
        """True: whole. False: cut off. None: not well-formed."""
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.data
        try:
            parser.Parse(text.encode("utf-8", "replace"), True)
        except expat.ExpatError as error:
            if error.code not in _CUT_OFF or not self.pieces:
                return None
            self._forget_partial()
            return False
        return True

    def start(self, name: str, attributes: list[str]) -> None:
        if self.skipped:
            self.skipped += 1
        elif self.inside:
            self._start_markup(name)
        else:
            self._start_element(name, attributes)

    def _start_markup(self, name: str) -> None:
        """An element inside a text: XHTML, or HTML that someone forgot to escape."""
        if self.local == "author" and name.rpartition(":")[2].lower() != "name":
            self.skipped = 1
            return
        self.inside += 1
        if self.local != "author":
            self.texts.append(f"<{name}>")

    def _start_element(self, name: str, attributes: list[str]) -> None:
        prefix, _, local = name.rpartition(":")
        local = local.lower()
        if not self.pieces or (local in _CONTAINERS and len(self.open) < _DEEPEST):
            self._start_container(name, local, attributes)
        elif local in _WISH_FRAMES:
            return
        elif (local in _TEXTS or local in _WISHES) and prefix.lower() not in _FOREIGN_PREFIXES:
            self._start_text(name, local, attributes)
        else:
            self.skipped = 1

    def _start_container(self, name: str, local: str, attributes: list[str]) -> None:
        if local in _ITEMS and self.item is None and self.pieces:
            self.place = self.place or len(self.pieces)
            self.item = []
            self.item_depth = len(self.open)
            self.summaries, self.wholes = 0, []
        self.open.append(name)
        self._put(f"<{name}{_attributes(attributes)}>")

    def _start_text(self, name: str, local: str, attributes: list[str]) -> None:
        self.inside, self.name, self.local = 1, name, local
        kinds = dict(zip(attributes[::2], attributes[1::2], strict=True))
        self.is_markup = (
            kinds.get("type", "").lower() in ("xhtml", "application/xhtml+xml") or kinds.get("mode") == "xml"
        )
        if self.is_markup:
            attributes = [part for pair in kinds.items() if pair[0] not in ("type", "mode") for part in pair]
            attributes += ["type", "html"] if kinds.get("mode") is None else ["type", "text/html", "mode", "escaped"]
        if local in {"guid", "id"}:  # whether it is a link we see by its looks; most of those that say so are none
            attributes = ["isPermaLink", "false"]
        self.head = f"<{name}{_attributes(attributes)}>"
        self.texts = []

    def data(self, text: str) -> None:
        if self.inside and not self.skipped:
            self.texts.append(escape(text) if self.is_markup else text)

    def end(self, name: str) -> None:
        if self.skipped:
            self.skipped -= 1
        elif self.inside > 1:
            self.inside -= 1
            if self.local != "author":
                self.texts.append(f"</{name}>")
        elif self.inside:
            self._end_text()
        elif self.open and self.open[-1] == name:
            self._end_container(name)

    def _end_text(self) -> None:
        self.inside = 0
        text = "".join(self.texts)[: _TEXTS.get(self.local, 100)]
        if self.local in _WISHES:
            self.wishes.append((self.local, text.strip()))
            return
        if self.local in _DATES and self.item is not None and len(self.dates) == len(self.items):
            self.dates.append(text)
        if self.item is not None:
            self._note(text)
        self._put(f"{self.head}{_quoted(text)}</{self.name}>")

    def _note(self, text: str) -> None:
        """Whether the text just read is the item's summary, or its whole text."""
        if self.name in _WHOLES:
            self.wholes.append(len(self.item or ()))
        elif self.local in _SUMMARIES:
            # Blank, of another namespace, inside something else: what the feed parser makes of it is its own affair.
            is_plain = self.name == self.local and text.strip() and len(self.open) == self.item_depth + 1
            self.summaries += 1 if is_plain else 2

    def _end_container(self, name: str) -> None:
        self.open.pop()
        self._put(f"</{name}>")
        if self.item is not None and len(self.open) == self.item_depth:
            self.dates += [""] * (len(self.items) + 1 - len(self.dates))
            for at in self.wholes if self.summaries == 1 else ():
                self.item[at] = ""
            self.items.append("".join(self.item))
            self.item = None

    def _put(self, piece: str) -> None:
        (self.pieces if self.item is None else self.item).append(piece)

    def _forget_partial(self) -> None:
        if self.item is not None:
            del self.open[self.item_depth :]


def _quoted(text: str) -> str:
    """The text of an element. As CDATA where it holds markup: the feed parser takes each reference for itself."""
    if "&" not in text and "<" not in text:
        return text.replace(">", "&gt;")
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def _attributes(pairs: list[str]) -> str:
    """The attributes that we or the feed parser look at, few and short."""
    kept = [
        f" {name}={quoteattr(value)}"
        for name, value in zip(pairs[::2], pairs[1::2], strict=True)
        if (name.lower() in _ATTRIBUTES or name.startswith("xmlns")) and len(value) <= 2_000
    ]
    return "".join(kept[:_MOST_ATTRIBUTES])
