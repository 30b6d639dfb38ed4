"""Fuzz the feed parser: mutants of the samples of the tests, each in this process, each timed.

    python bench/fuzz_parse.py [SECONDS] [SEED]

Prints how many were read or refused, all else that was raised (with its mutant), and the slowest in CPU seconds.
Exit code 1 when anything but ParseError was raised, or a mutant took more CPU than a child has.
"""

import argparse
import random
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from monitor.errors import ParseError
from monitor.feeds.identity import key_entries
from monitor.feeds.parse import parse_feed
from monitor.feeds.wire import pack_answer, unpack_answer

DEADLINE = 5.0
SAMPLES = Path(__file__).parent.parent / "tests" / "data" / "feeds"
PIECES = [
    b"<", b">", b"&", b"'", b'"', b"/>", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?xml ", b"?>", b"<!DOCTYPE x [",
    b"<!ENTITY a '&b;'>", b"&a;", b"&#xD800;", b"&#0;", b"&#99999999999999;", b"&#x110000;", b"&nbsp;", b"\x00",
    b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b'encoding="undefined"', b'encoding="punycode"',
    b'encoding="\x00"', b' xml:base="http://["', b' xmlns=""', b"http://[::1", b"http://a:b/", b"9" * 40, b"-1",
    b"99999-99-99T99:99:99+99:99", b"<item>", b"</item>", b"<entry>", b"<title>", b"<author>",
    b"<link href='http://['/>", b"<content type='application/octet-stream'>", b"<content mode='base64'>!!", b"{",
    b"[", b"null", b"\\ud800", b"<svg>", b"<math>", b"<script>",
]  # fmt: skip
TYPES = [
    "",
    "text/xml",
    "application/rss+xml; charset=koi8-r",
    "text/html; charset=\x00",
    "application/feed+json",
    "text/xml; charset=idna",
]


def make_mutant(dice: random.Random, samples: list[bytes]) -> bytes:
    """A sample with one to eight wounds."""
    body = bytearray(dice.choice(samples))
    for _ in range(dice.randint(1, 8)):
        at, length = dice.randint(0, len(body)), dice.randint(1, 80)
        match dice.randint(0, 6):
            case 0:
                del body[at : at + length]
            case 1 | 2:
                body[at:at] = dice.choice(PIECES)
            case 3:
                body[at:at] = dice.choice(PIECES) * dice.choice((2, 50, 3_000))
            case 4:
                body[at : at + 1] = bytes([dice.randrange(256)])
            case 5:
                body[at:at] = body[at : at + length]
            case _:
                other = dice.choice(samples)
                start = dice.randint(0, len(other))
                body[at:at] = other[start : start + length]
    return bytes(body)


def main(seconds: float, seed: int) -> int:
    """Fuzz for so long; 0 when nothing was found."""
    dice = random.Random(seed)
    samples = [file.read_bytes() for file in sorted(SAMPLES.iterdir()) if not file.name.endswith(".expected.json")]
    counts: Counter[str] = Counter()
    bugs: dict[str, bytes] = {}
    slowest, slow_body, late = 0.0, b"", 0
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        body = make_mutant(dice, samples)
        began = time.process_time()
        try:
            feed = parse_feed(body, dice.choice(TYPES), "https://news.example/feed", 100)
            key_entries(feed, "https://news.example/feed")
            unpack_answer(pack_answer(feed)[4:])
            counts["read"] += 1
        except ParseError as error:
            counts[f"refused: {error.reason.value}"] += 1
        except Exception as error:  # noqa: BLE001  whatever it is, it is what we look for
            place = traceback.extract_tb(error.__traceback__)[-1]
            counts["BUG"] += 1
            bugs.setdefault(f"{type(error).__name__} at {place.filename.rpartition('/')[2]}:{place.lineno}", body)
        took = time.process_time() - began
        late += took > DEADLINE
        if took > slowest:
            slowest, slow_body = took, body
    print(f"seed {seed}, {sum(counts.values())} mutants in {seconds:.0f} s, {late} late")
    print(f"slowest {slowest:.2f} s ({len(slow_body)} bytes)")
    for name, count in counts.most_common():
        print(f"{count:9}  {name}")
    for name, body in bugs.items():
        print(f"{name}\n    {body[:600]!r}")
    return 1 if bugs or late else 0


if __name__ == "__main__":
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("seconds", nargs="?", type=float, default=60.0)
    given.add_argument("seed", nargs="?", type=int, default=1)
    chosen = given.parse_args()
    sys.exit(main(chosen.seconds, chosen.seed))
