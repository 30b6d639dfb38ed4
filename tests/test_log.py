"""One record, one line, whatever a stranger wrote into it."""

import io
import json
import logging
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.log import configure_logging, format_event, log_event

LOGGER = logging.getLogger("monitor.tests")


@pytest.fixture(autouse=True)
def _put_back() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def written(event: str = "polled", *, as_json: bool = False, journald: bool = False, **fields: object) -> str:
    stream = io.StringIO()
    configure_logging(logging.INFO, as_json=as_json, journald=journald, stream=stream)
    log_event(LOGGER, logging.WARNING, event, **fields)
    return stream.getvalue()


@given(st.text())
def test_no_value_makes_a_second_line(title: str) -> None:
    assert "\n" not in format_event("found", {"title": title})
    assert "\x1b" not in format_event("found", {"title": title})


def test_a_line_has_its_time_level_event_and_fields() -> None:
    line = written(feed="abc", title="A title, quoted", empty="", none=None)
    assert line.rstrip().endswith('warning polled feed=abc title="A title, quoted"')
    assert line.count("\n") == 1


def test_the_journal_gets_a_priority_and_no_time_of_ours() -> None:
    assert written(journald=True, feed="abc") == "<4>warning polled feed=abc\n"


def test_json_is_one_object_a_line() -> None:
    told = json.loads(written(as_json=True, title="line\nbreak", count=3, none=None))
    assert (told["event"], told["fields"]) == ("polled", {"title": "line break", "count": 3})
    assert (told["level"], told["logger"]) == ("warning", "monitor.tests")
    assert told["message"] == 'polled title="line break" count=3'


@pytest.mark.parametrize("as_json", [True, False])
def test_a_traceback_stays_in_its_line(as_json: bool) -> None:
    stream = io.StringIO()
    configure_logging(logging.INFO, as_json=as_json, journald=False, stream=stream)
    try:
        int("oh")
    except ValueError:
        LOGGER.error("bug", exc_info=sys.exc_info())
    assert stream.getvalue().count("\n") == 1
    assert "ValueError: invalid literal" in stream.getvalue()


def test_noise_and_debug_are_left_out() -> None:
    stream = io.StringIO()
    configure_logging(logging.INFO, as_json=False, journald=False, stream=stream)
    logging.getLogger("httpx").info("GET https://user:secret@host/")
    log_event(LOGGER, logging.DEBUG, "skipped")
    assert stream.getvalue() == ""
