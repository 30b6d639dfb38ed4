"""Which judgements stand, when others were taken back."""

from datetime import timedelta

from build import NOON
from hypothesis import given
from hypothesis import strategies as st
from store_rows import a_review

from monitor.claims.standing import standing, take_back
from monitor.model.development import Review, ReviewState, Stance


def test_nothing_is_taken_back_from_nothing() -> None:
    assert take_back([], by="ada", at=NOON) is None


def test_the_row_before_is_in_force_again() -> None:
    first, second = a_review("1", stance=Stance.CONTRADICTS), a_review("2", state=ReviewState.SKIPPED)
    found = take_back([first, second], by="ada", at=NOON)
    assert found is not None
    undone, row = found
    assert (undone, row.state, row.stance, row.by) == (second, first.state, first.stance, "ada")
    assert standing([first, second, row]) == [first]


@given(st.lists(st.booleans(), max_size=20))
def test_it_is_a_stack(steps: list[bool]) -> None:
    """True judges, False undoes."""
    rows: list[Review] = []
    stack: list[Review] = []
    for number, judges in enumerate(steps):
        at = NOON + timedelta(minutes=number)
        if judges:
            rows.append(a_review(str(number), at=at))
            stack.append(rows[-1])
        elif (found := take_back(rows, by="ada", at=at)) is not None:
            assert found[0] == stack.pop()
            rows.append(found[1])
        else:
            assert not stack
        assert standing(rows) == stack
