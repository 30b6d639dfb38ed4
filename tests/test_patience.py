"""The net under the tests that must end: it catches, and it is taken away again."""

import itertools
import signal

import pytest
from patience import HangError, ends


@pytest.mark.parametrize("limit", [{"cpu_seconds": 0.05}, {"seconds": 0.05}])
def test_what_does_not_end_is_stopped(limit: dict[str, float]) -> None:
    with pytest.raises(HangError), ends(**limit):
        all(number >= 0 for number in itertools.count())


def test_what_ends_goes_on_without_it() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with ends():
        pass
    assert signal.getitimer(signal.ITIMER_PROF) == signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) is before
