import pytest
from build import an_entry

from monitor.matching.background import TermCounts
from monitor.matching.pair import EntrySide, build_side
from monitor.matching.stream import NEAREST, USUAL, Stream

TERMS = TermCounts.shipped()


def a_side(title: str) -> EntrySide:
    return build_side(an_entry(title), TERMS)


def pass_by(stream: Stream, *titles: str) -> None:
    for title in titles:
        side = a_side(title)
        stream.add(side.vector, side.rarity, side.meaning)


def crowd_of(stream: Stream, title: str) -> tuple[float, float]:
    side = a_side(title)
    return stream.crowd(side.vector, side.meaning)


def test_before_anything_went_by_the_usual_is_taken():
    assert crowd_of(Stream(), "Veldam opens its harbour bridge") == USUAL


def test_what_is_told_over_and_over_stands_in_a_crowd():
    stream = Stream()
    pass_by(stream, *[f"Storm {n} floods Norrby harbour" for n in range(400)])
    crowded, lonely = crowd_of(stream, "Storm floods Norrby harbour"), crowd_of(stream, "Chess master retires")
    assert crowded[0] > lonely[0]
    assert crowded[1] > lonely[1]


def test_a_few_entries_do_not_make_a_crowd():
    stream = Stream()
    pass_by(stream, *["Storm floods Norrby harbour"] * 3)
    assert crowd_of(stream, "Storm floods Norrby harbour")[0] < 0.2


def test_the_oldest_entries_are_forgotten():
    stream, twin = Stream(size=NEAREST), Stream(size=NEAREST)
    pass_by(stream, *["Storm floods Norrby harbour"] * 10)
    calm = [f"Council number {n} meets" for n in range(NEAREST)]
    pass_by(stream, *calm)
    pass_by(twin, *calm)
    assert crowd_of(stream, "Storm floods Norrby") == pytest.approx(crowd_of(twin, "Storm floods Norrby"))


def test_crowds_are_between_nothing_and_one():
    stream = Stream(size=50)
    pass_by(stream, *["Storm floods Norrby harbour"] * 200, "", "…")
    for title in ("Storm floods Norrby harbour", "", "…"):
        assert all(0.0 <= value <= 1.0 + 1e-6 for value in crowd_of(stream, title))
