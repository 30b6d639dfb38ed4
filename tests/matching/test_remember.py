"""What is remembered is worked out once, and never more than so much is kept."""

from monitor.matching.remember import Remembered


def test_each_key_is_worked_out_once():
    asked: list[str] = []

    def measure(word: str) -> int:
        asked.append(word)
        return len(word)

    lengths = Remembered(measure, most=10)
    assert lengths.of(["bridge", "port", "bridge"]) == [6, 4, 6]
    assert lengths["port"] == 4
    assert asked == ["bridge", "port"]


def test_memory_has_a_bound_and_the_answers_stay_right():
    lengths = Remembered(len, most=3)
    words = ["a" * size for size in range(1, 9)]
    assert lengths.of(words) == list(range(1, 9))
    assert len(lengths) <= 3
    assert lengths["a"] == 1
