"""`monitor init`: a config to start from."""

from pathlib import Path

import click

from monitor.cli.command import Settings, command
from monitor.cli.desk import open_desk
from monitor.cli.screen import Screen
from monitor.cli.wording import count
from monitor.errors import ConflictError, MonitorError

EXAMPLE = """\
# claim-monitor. Check this file: monitor config check

store = "monitor.db"

# Whom to tell. Addresses hold passwords; keep them in a file of mode 0600 (url_file) or in the environment (url_env).
[[targets]]
name = "console"
url = "console://"

# [[targets]]
# name = "desk-mail"
# url_file = "desk-mail.url"     # one line: mailtos://USER:PASSWORD@smtp.example.org?to=desk@example.org
# tags = ["now", "g20"]          # only these: a kind or level (now, digest) of alert, a claim, a tag of a claim
# digest = "daily 08:00"         # what can wait comes once a day; or "weekly mon 08:00"
# quiet = "22:00-07:00"          # only news of a claim comes at night
# timezone = "Europe/Berlin"     # of these times

# Where the news comes from. A feed is taken over once; taken out here it is still watched: monitor feed remove OUTLET
[[feeds]]
url = "https://feeds.bbci.co.uk/news/world/rss.xml"
outlet = "BBC News"
tags = ["world"]

[[feeds]]
url = "https://www.theguardian.com/world/rss"
outlet = "The Guardian"
tags = ["world"]

[[feeds]]
url = "https://www.aljazeera.com/xml/rss/all.xml"
outlet = "Al Jazeera"
tags = ["world"]

[[feeds]]
url = "https://feeds.npr.org/1004/rss.xml"
outlet = "NPR"
tags = ["world"]

[[feeds]]
url = "https://rss.dw.com/rdf/rss-en-world"
outlet = "DW"
tags = ["world"]

[[feeds]]
url = "https://www.france24.com/en/rss"
outlet = "France 24"
tags = ["world"]

[[feeds]]
url = "https://news.un.org/feed/subscribe/en/news/all/rss.xml"
outlet = "UN News"
tags = ["world", "official"]

[[feeds]]
url = "http://en.kremlin.ru/events/president/news/feed"
outlet = "Kremlin"
tags = ["official"]

[[feeds]]
url = "https://www.state.gov/rss-feed/press-releases/feed/"
outlet = "U.S. State Department"
tags = ["official"]

# A claim can stand here too; most are easier with: monitor claim draft ARTICLE
# [[claims]]
# slug = "harbour-bridge"
# statement = "The city of Veldam will open its new harbour bridge in June."
# said_on = 2017-05-02
# due = 2017-06-30
# auto = "after 2 sources"       # settled without you once so many independent outlets say the same; default: never
"""


@command("init", "monitor init", "monitor init --config ~/.config/claim-monitor/config.toml")
@click.pass_obj
def init(settings: Settings) -> None:
    """Write a commented config.toml here (mode 0600) and make the database. Nothing that exists is touched."""
    file = settings.config or Path("config.toml")
    if file.exists():
        raise ConflictError(f"{file} is there already; check it with `monitor config check`")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600, exist_ok=False)
        file.write_text(EXAMPLE, "utf-8")
    except OSError as error:
        raise MonitorError(f"{file} can't be written: {error.strerror}") from None
    settings.config = file
    with open_desk(settings) as (app, screen), app.store.read() as tx:
        claims, feeds = len(tx.claims()), len(tx.feeds())
        _tell(screen, file, claims, feeds)


def _tell(screen: Screen, file: Path, claims: int, feeds: int) -> None:
    if screen.is_json:
        screen.json({"config": str(file), "claims": claims, "feeds": feeds})
        return
    screen.line(f"Wrote {file}, made the database ({count(claims, 'claim')}, {count(feeds, 'feed')}).")
    screen.say("Next:  monitor claim draft ARTICLE --date 2017-05-02")
    screen.say("       monitor run --once")
