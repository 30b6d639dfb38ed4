"""What all pages share: the head with its Content-Security-Policy, the bar on top, the foot."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from html import escape

from monitor import __version__
from monitor.model.safe import safe
from monitor.reporting import phrases
from monitor.reporting.markup import EMPTY, Html, join, lines, tag, text
from monitor.reporting.style import STYLE

POLICY = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'"
)
"""Nothing is loaded and nothing runs, but this one style sheet (CSP Level 3)."""

PAGES = (("index.html", "Claims"), ("sources.html", "Sources"), ("scores.html", "Who keeps their word"))


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a page stands: `name` is its file, `root` the way from it to the top folder (empty or `../`)."""

    name: str
    title: str
    now: datetime
    root: str = ""


def page(frame: Frame, *body: Html, data: Html = EMPTY) -> str:
    """A whole document. `data` goes into the head, for JSON-LD."""
    main = tag("main", lines(*body), id="content")
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n{_head(frame)}\n{data}</head>\n<body>\n'
        f"{lines(_top(frame), tag('div', main, class_='wrap'), _foot(frame))}\n</body>\n</html>\n"
    )


def data_block(json_text: str) -> Html:
    """A JSON-LD block; it is data, not a script, and no letter in it can end it."""
    safe_text = json_text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return Html(f'<script type="application/ld+json">{safe_text}</script>\n')


def _head(frame: Frame) -> Html:
    return lines(
        tag("meta", charset="utf-8"),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY, quote=False)}">'),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="generator", content=f"claim-monitor {__version__}"),
        tag("title", text(f"{safe(frame.title)} · claim-monitor")),
        tag(
            "link",
            rel="alternate",
            type="application/atom+xml",
            title="Developments",
            href=f"{frame.root}developments.atom",
        ),
        Html(f"<style>{STYLE}</style>"),
    )


def _top(frame: Frame) -> Html:
    items = join(
        tag(
            "li",
            tag("a", text(words), href=f"{frame.root}{name}", aria_current="page" if name == frame.name else None),
        )
        for name, words in PAGES
    )
    bar = join([tag("span", text("claim-monitor"), class_="brand"), tag("nav", tag("ul", items), aria_label="Pages")])
    return lines(
        tag("a", text("Skip to content"), class_="skip", href="#content"),
        tag("header", tag("div", bar, class_="wrap"), class_="top"),
    )


def _foot(frame: Frame) -> Html:
    files = join(
        (
            tag("a", text(words), href=f"{frame.root}{name}")
            for name, words in (
                ("developments.atom", "Developments as Atom"),
                ("deadlines.ics", "due dates as calendar"),
                ("claims.csv", "claims as CSV"),
            )
        ),
        " · ",
    )
    made = tag("p", text(f"As known on {phrases.clock(frame.now)}. Days are of UTC."))
    return tag("footer", tag("div", made, tag("p", files), class_="wrap"))
