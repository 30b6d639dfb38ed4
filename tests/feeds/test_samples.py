"""Samples beside their expectations: `tests/data/feeds/NAME.xml` and `NAME.xml.expected.json`."""

import json
from pathlib import Path

import pytest

from monitor.feeds.parse import parse_feed
from monitor.feeds.quirks import QUIRKS
from monitor.feeds.wire import pack_answer

SAMPLES = Path(__file__).parent.parent / "data" / "feeds"
NAMES = sorted(file.name for file in SAMPLES.iterdir() if not file.name.endswith(".expected.json"))


@pytest.mark.parametrize("name", NAMES)
def test_sample(name: str) -> None:
    feed = parse_feed((SAMPLES / name).read_bytes(), "", f"https://news.example/{name}", 100)
    found = json.loads(pack_answer(feed)[4:])
    assert found == json.loads((SAMPLES / f"{name}.expected.json").read_text())


def test_every_quirk_has_a_sample() -> None:
    assert {f"quirk-{quirk.name}.xml" for quirk in QUIRKS} <= set(NAMES)
