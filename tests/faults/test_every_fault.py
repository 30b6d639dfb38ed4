"""The list of faults, as numbers, each with at least one test that bears its name."""

import re
from pathlib import Path

import pytest

WANTED = {*range(1, 48), 59, 60, 61, 64, *range(73, 78)}


@pytest.mark.parametrize("number", sorted(WANTED))
def test_there_is_a_named_test(number: int) -> None:
    here = Path(__file__).parent
    names = [
        name for file in here.glob("test_*.py") for name in re.findall(r"def (test_fault_\d\d_\w+)", file.read_text())
    ]
    assert any(name.startswith(f"test_fault_{number:02}_") for name in names)
