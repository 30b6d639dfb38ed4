"""Fuzz what people and strangers write by hand: times in text, the config, claims and feeds to import, a whole store.

    python -m bench.fuzz_inputs [SECONDS] [SEED]        # the time is shared by the targets

Every input is a mutant of a sound sample. Only errors of ours may come out, and none may take longer than two seconds of
CPU. Prints the counts and each new bug with its input; exit code 1 when there is one.
"""

import argparse
import json
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from monitor.adapters.sql_store import open_store
from monitor.claims.dates import find_times, read_due
from monitor.claims.foreign import map_record
from monitor.config import load_config
from monitor.errors import MonitorError
from monitor.feeds.dates import read_date
from monitor.usecases.exchange_feeds import read_opml

DEADLINE = 2.0
ROOT = Path(__file__).parent.parent
DAY = date(2017, 5, 2)
NOW = datetime(2017, 5, 2, 12, tzinfo=UTC)
PIECES = [
    "\x00", "\ud800", "\u202e", "\u2028", "99999999999999999999", "-1", "0", "0000-00-00", "9999-12-31", "1e999", '"',
    "'", "'''", '"""', "[", "]", "[[", "{", "}", "=", "#", "\n", "\r", "\\", "\\u", "null", "true", "1979-05-27T07:32:00Z",
    "before", "after", "by the end of", "in", "next", "31 February", "Q9", "the 99th", "<!DOCTYPE x>", "<outline ", "/>",
]  # fmt: skip
TIMES = "They meet on 3 May 2017, by the end of June, within two weeks, before Christmas, in the third quarter."
STAMPS = [
    "Wed, 03 May 2017 12:00:00 GMT",
    "2017-05-03T12:00:00+02:00",
    "May 3, 2017 7:00 PM EST",
    "03/05/17",
    "20170503",
]
RECORD = {
    "title": "Will the bridge open?", "close_time": "2017-06-30T00:00:00Z", "resolution": "yes", "tags": ["a"],
    "reviewRating": {"ratingValue": 4, "bestRating": 5}, "claimReviewed": "x", "datePublished": "2017-05-02",
}  # fmt: skip
OPML = '<opml version="2.0"><body><outline text="a"><outline xmlUrl="https://a.example/" text="b"/></outline></body></opml>'


def wound(dice: random.Random, text: str) -> str:
    """The text with one to six wounds."""
    for _ in range(dice.randint(1, 6)):
        at, length = dice.randint(0, len(text)), dice.randint(1, 30)
        match dice.randint(0, 3):
            case 0:
                text = text[:at] + text[at + length :]
            case 1:
                text = text[:at] + dice.choice(PIECES) * dice.choice((1, 1, 1, 40)) + text[at:]
            case 2:
                text = text[:at] + text[at : at + length] * dice.choice((2, 200)) + text[at + length :]
            case _:
                text = text[:at] + chr(dice.randrange(0x3000)) + text[at + 1 :]
    return text


def try_config(text: str) -> None:
    """As a file of the right mode, with and without an environment."""
    with tempfile.NamedTemporaryFile("w", suffix=".toml", encoding="utf-8", errors="replace") as file:
        file.write(text)
        file.flush()
        load_config(Path(file.name), {})


def try_record(text: str) -> None:
    """As far as it is JSON at all."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return
    if isinstance(record, dict):
        map_record(record, DAY)


def try_lines(text: str) -> None:
    """A whole store in lines, into an empty one."""
    from monitor.usecases.exchange_store import import_store

    records = []
    for number, line in enumerate(text.split("\n")):
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(record, dict):
            records.append((f"line {number}", record))
    store = open_store("sqlite://")
    try:
        import_store(store, records)
    finally:
        store.close()


def store_lines() -> str:
    from monitor.model.claim import Claim
    from monitor.usecases.exchange_store import export_store

    store = open_store("sqlite://")
    with store.write() as tx:
        tx.save_claim(Claim("bridge", "The bridge will open.", DAY, NOW))
        tx.save_note("a", "b")
    lines = "\n".join(json.dumps(record, default=str) for record in export_store(store, NOW))
    store.close()
    return lines


def main(seconds: float, seed: int) -> int:
    """Fuzz for so long; 0 when nothing was found."""
    dice, counts, bugs = random.Random(seed), Counter[str](), {}
    targets: dict[str, tuple[str, Callable[[str], object]]] = {
        "times": (TIMES, lambda text: (find_times(text, DAY), read_due(text, DAY))),
        "stamps": ("", read_date),
        "config": ((ROOT / "config.toml").read_text(), try_config),
        "records": (json.dumps(RECORD), try_record),
        "opml": (OPML, lambda text: read_opml(text.encode("utf-8", "surrogatepass"))),
        "store": (store_lines(), try_lines),
    }
    end, slowest = time.perf_counter() + seconds, (0.0, "")
    while time.perf_counter() < end:
        name = dice.choice([*targets])
        sample, target = targets[name]
        text = wound(dice, sample or dice.choice(STAMPS))
        began = time.process_time()
        try:
            target(text)
            counts[f"{name}: taken"] += 1
        except MonitorError:
            counts[f"{name}: refused"] += 1
        except Exception as error:  # noqa: BLE001  whatever it is, it is what we look for
            place = traceback.extract_tb(error.__traceback__)[-1]
            bugs.setdefault(
                f"{name}: {type(error).__name__} at {place.filename.rpartition('/')[2]}:{place.lineno}", text
            )
            counts[f"{name}: BUG"] += 1
        took = time.process_time() - began
        slowest = max(slowest, (took, name))
        if took > DEADLINE:
            bugs.setdefault(f"{name}: took {took:.1f} s", text)
    print(f"seed {seed}, {sum(counts.values())} mutants in {seconds:.0f} s; slowest {slowest[0]:.2f} s ({slowest[1]})")
    for name, count in sorted(counts.items()):
        print(f"{count:9}  {name}")
    for name, text in bugs.items():
        print(f"{name}\n    {text[-600:]!r}")
    return 1 if bugs else 0


if __name__ == "__main__":
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("seconds", nargs="?", type=float, default=60.0)
    given.add_argument("seed", nargs="?", type=int, default=1)
    chosen = given.parse_args()
    sys.exit(main(chosen.seconds, chosen.seed))
