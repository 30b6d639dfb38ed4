"""68: a dozen secrets are planted in every place that can hold one, and looked for in everything that comes out."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from mail_server import MailServer

from monitor.cli.main import run

pytestmark = pytest.mark.slow

SECRETS = {
    "mail password in a file": "pl4nted-mail-password",
    "mail password in the config": "pl4nted-config-password",
    "first chat token in the environment": "T0PL4NT3D",
    "second chat token in the environment": "B0PL4NT3DB",
    "third chat token in the environment": "pl4ntedpl4ntedpl4ntedpl4",
    "web hook of a credential": "pl4nted-hook-token",
    "heartbeat": "pl4nted-heartbeat-token",
    "cookie of a server": "pl4nted-cookie",
    "realm of a server": "pl4nted-realm",
    "redirect with a password": "pl4nted-redirect-password",
    "words of a mail server": "pl4nted-smtp-words",
    "value of a mistyped key": "pl4nted-mistyped",
}
FEED = (
    "<rss version='2.0'><channel><title>World</title>{}<item><guid isPermaLink='false'>1</guid>"
    "<title>Market report</title></item></channel></rss>"
)
NEWS = "<item><guid isPermaLink='false'>2</guid><title>Veldam opens its new harbour bridge</title></item>"


class Page(BaseHTTPRequestHandler):
    """Feeds that set cookies, ask for a password, lead elsewhere; anything else says no, loudly."""

    server: "Web"

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        if self.path == "/feed":
            self.answer(200, FEED.format(NEWS if self.server.has_news else ""), "application/rss+xml")
        elif self.path == "/locked":
            self.answer(401, "no", "text/plain")
        elif self.path == "/led":
            self.answer(302, "", "text/plain")
        else:
            self.answer(500, f"failed for {self.path}", "text/plain")

    do_POST = do_GET  # noqa: N815 - the server's own name

    def answer(self, status: int, text: str, kind: str) -> None:
        self.send_response(status)
        self.send_header("Set-Cookie", f"session={SECRETS['cookie of a server']}")
        self.send_header("WWW-Authenticate", f'Basic realm="{SECRETS["realm of a server"]}"')
        here = f"127.0.0.1:{self.server.server_port}"
        self.send_header("Location", f"http://user:{SECRETS['redirect with a password']}@{here}/nowhere")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        return


class Web(ThreadingHTTPServer):
    daemon_threads = True
    has_news = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Page)
        self.asked: list[str] = []


@contextmanager
def serving() -> Iterator[tuple[Web, MailServer]]:
    web, mail = Web(), MailServer()
    mail.rcpt = f"550 5.1.1 {SECRETS['words of a mail server']} is not known here"
    threading.Thread(target=web.serve_forever, daemon=True).start()
    mail.start()
    try:
        yield web, mail
    finally:
        mail.stop()
        web.shutdown()
        web.server_close()


def private(file: Path, text: str) -> Path:
    file.write_text(text)
    file.chmod(0o600)
    return file


def plant(home: Path, web: Web, mail: MailServer) -> dict[str, str]:
    """The config and the secrets beside it; the environment of every command."""
    here, box = f"127.0.0.1:{web.server_port}", f"127.0.0.1:{mail.port}?from=a@desk.example&to=b@desk.example"
    secrets = home / "secrets"
    secrets.mkdir()
    private(secrets / "mail.url", f"mailto://user:{SECRETS['mail password in a file']}@{box}\n")
    private(secrets / "beat.url", f"http://{here}/{SECRETS['heartbeat']}\n")
    private(secrets / "hook", f"json://{here}/{SECRETS['web hook of a credential']}\n")
    chat = "/".join(SECRETS[f"{word} chat token in the environment"] for word in ("first", "second", "third"))
    feeds = "".join(
        f'[[feeds]]\nurl = "http://{here}/{name}"\noutlet = "{name}"\n' for name in ("feed", "locked", "led")
    )
    private(
        home / "config.toml",
        f"""
store = "data/monitor.db"
[log]
level = "debug"
[poll]
interval = "1s"
floor = "1s"
[fetch]
private_hosts = ["127.0.0.0/8"]
[health]
heartbeat_url_file = "secrets/beat.url"
metrics_file = "data/monitor.prom"
[[targets]]
name = "mail"
url_file = "secrets/mail.url"
[[targets]]
name = "post"
url = "mailto://user:{SECRETS["mail password in the config"]}@{box}"
[[targets]]
name = "chat"
url_env = "CHAT_URL"
[[targets]]
name = "hook"
credential = "hook"
{feeds}
[[claims]]
slug = "harbour-bridge"
statement = "The city of Veldam will open its new harbour bridge."
said_on = 2017-05-02
""",
    )
    private(home / "bad.toml", f'[targts]\nurl = "{SECRETS["value of a mistyped key"]}"\n[[targets]]\nname = "a"\n')
    (home / "data").mkdir()
    return {
        "CHAT_URL": f"slack://{chat}/#desk",
        "CREDENTIALS_DIRECTORY": str(secrets),
        "HOME": str(home),
        "USER": "ada",
    }


COMMANDS = """
config check
config show
config show --json
target list
target list --json
target test mail
target test hook
run --once
feed list
feed list --json
feed check http://127.0.0.1:{port}/locked
feed check http://127.0.0.1:{port}/led
status
status --json
claim show harbour-bridge
alert list
alert list --json
doctor
doctor --json --bundle data/bundle.json
export json
report --out data/site
backup data/copy.db
prune
claim list --config bad.toml
config check --config bad.toml
nonsense
"""


def test_a_dozen_secrets_appear_nowhere(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with serving() as (web, mail):
        environ = plant(tmp_path, web, mail)
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        said = {"": run(["run", "--once"], environ)}
        web.has_news = True
        asked, rounds = web.asked.count("/feed"), 0
        while web.asked.count("/feed") == asked and rounds < 200:  # until the source is due again, after a second
            rounds += run(["run", "--once"], environ) is not None
        for line in COMMANDS.format(port=web.server_port).strip().splitlines():
            said[line] = run(line.split(), environ)
    out, err = capfd.readouterr()
    files = [path for path in tmp_path.rglob("*") if path.is_file() and "secrets" not in path.parts]
    kept = {str(path): path.read_bytes() for path in files if path.name not in ("config.toml", "bad.toml")}
    places = kept | {"stdout": out.encode(), "stderr": err.encode()}
    found = [(what, place) for what, word in SECRETS.items() for place, data in places.items() if word.encode() in data]
    assert found == []
    # The test itself is worth something only if all of it was really at work.
    assert 3 not in said.values()
    assert (said["config check"], said["config show"], said["target test mail"]) == (0, 0, 4)
    assert said["config check --config bad.toml"] == 1
    assert {"/feed", "/locked", "/led"} <= set(web.asked)
    assert f"/{SECRETS['web hook of a credential']}" in web.asked
    assert "development" in err
    for name in ("monitor.db", "copy.db", "bundle.json", "monitor.db.lock"):
        assert str(tmp_path / "data" / name) in kept
    assert all(Path(place).stat().st_mode & 0o077 == 0 for place in kept if place.endswith((".db", "bundle.json")))
