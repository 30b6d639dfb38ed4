"""The letter as HTML: one column, readable in dark mode, nothing loaded from anywhere, every text escaped."""

from html import escape

from monitor.alerting.letter import Letter
from monitor.alerting.picture import WIDTH
from monitor.model.links import link_host

PICTURE = "timeline.png"
"""The name by which the page shows the picture of the letter's timeline, as `cid:`."""


def write_html(letter: Letter) -> str:
    """A whole document. Without styles it still reads well from top to bottom."""
    body = "\n".join(
        [
            *(f'<p class="note">{escape(note)}</p>' for note in letter.notes),
            f"<h1>{escape(letter.headline)}</h1>",
            f"<p>{escape(letter.meaning)}</p>",
            *(_row(label, value, letter.link) for label, value in letter.rows),
            *([_IMAGE] if letter.timeline else []),
            "<hr>",
            *(
                f'<p><span class="small">{escape(when)}</span><br><code>{escape(what)}</code></p>'
                for when, what in letter.commands
            ),
            f'<p class="small">{escape(letter.alert)} · claim-monitor</p>',
        ]
    )
    return write_page(body)


def write_page(body: str) -> str:
    """The whole document around a body that is HTML already."""
    return _PAGE.replace("BODY", body)


def _row(label: str, value: str, link: str) -> str:
    shown = escape(value)
    if label == "Link":
        shown = html_link(link)
    return f"<p><b>{escape(label)}:</b> {shown}</p>"


def html_link(link: str) -> str:
    """A link whose host is its text, with the whole address below."""
    return f'<a href="{escape(link)}" rel="noreferrer noopener">{escape(link_host(link))}</a><br>{escape(link)}'


# Where pictures are off nothing stands there: the rows say the same in words.
_IMAGE = f'''<p><img src="cid:{PICTURE}" width="{WIDTH // 2}" alt="" class="line"></p>'''
_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><style>
:root{color-scheme:light dark}
body{margin:0;background:#ffffff;color:#1b1f24;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:600px;margin:0 auto;padding:20px}
h1{font-size:21px;line-height:1.3;margin:4px 0 8px}
h2{font-size:16px;line-height:1.35;margin:22px 0 6px}
ul{margin:0;padding-left:20px}
li{margin:8px 0;overflow-wrap:anywhere}
p{margin:6px 0;overflow-wrap:anywhere}
a{color:#0b5cad}
hr{border:0;border-top:1px solid #d0d7de;margin:18px 0 10px}
code{display:inline-block;padding:4px 10px;background:#f3f4f6;border-radius:4px;font-size:14px}
.note{background:#fff4d6;color:#5c4300;padding:6px 10px;border-radius:4px}
.line{display:block;width:100%;height:auto;border:0;margin-top:14px}
.small{color:#57606a;font-size:13px}
@media (prefers-color-scheme:dark){
body{background:#14171a;color:#e6e8ea}a{color:#7cb7f5}code{background:#23282d}hr{border-color:#3a4048}
.note{background:#463a12;color:#ffe9a8}.small{color:#a0a8b0}}
</style></head><body><main>
BODY
</main></body></html>
"""
