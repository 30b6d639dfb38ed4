"""Whose word a report is, and which texts are copies of one another."""

import pytest
from build import an_entry
from hypothesis import given
from hypothesis import strategies as st

from monitor.matching.copies import Print, find_copied, is_agency, name_source, read_print

TITLE = "Veldam opens its new harbour bridge after years of delay"
LEAD = (
    "Cars rolled over the new bridge at the harbour of Veldam on Friday morning, "
    "two years later than the city council had first said."
)
OWN_LEAD = (
    "Our reporter stood among thousands who walked to the other bank; "
    "the mayor wept, a brass band played, and the first lorry broke down."
)


@pytest.mark.parametrize(
    "changes",
    [
        {"outlet": "Reuters: World News"},
        {"outlet": "Reuters"},
        {"author": "Reuters"},
        {"author": "By Reuters Staff"},
        {"author": "Ada Vance, Reuters"},
        {"author": "Ada Vance (Reuters)"},
        {"title": f"{TITLE} - Reuters"},
        {"title": f"{TITLE} | Reuters"},
        {"title": f"{TITLE} (via Reuters)"},
        {"summary": f"VELDAM (Reuters) - {LEAD}"},
        {"summary": f"VELDAM, May 3 (Reuters) {LEAD}"},
        {"summary": f"Veldam, Reuters — {LEAD}"},
        {"summary": f"{LEAD} (Reuters)"},
        {"summary": f"{LEAD} — Reuters"},
    ],
)
def test_a_credited_agency_is_the_source(changes: dict[str, str]) -> None:
    entry = an_entry(**({"title": TITLE, "outlet": "Harbour Wire"} | changes))
    assert name_source(entry) == "Reuters"
    assert is_agency(name_source(entry))


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"summary": "The mayor told Reuters that the bridge was open."},
        {"title": "Reuters closes its office in Veldam"},
        {"title": "CAP AND GOWN: the bridge opens"},
        {"author": "Ada Vance"},
        {"outlet": "Apostle Daily"},
    ],
)
def test_else_the_outlet_speaks_for_itself(changes: dict[str, str]) -> None:
    entry = an_entry(**({"title": TITLE, "outlet": "Harbour Wire"} | changes))
    assert name_source(entry) == entry.outlet
    assert not is_agency(entry.outlet)


@pytest.mark.parametrize(
    ("agency", "words"),
    [("AP", "VELDAM (AP) — Cars"), ("AP", "By the harbour (The Associated Press)"), ("AFP", "Cars rolled. (AFP)"),
     ("dpa", "Veldam (dpa) - Cars"), ("Xinhua", "VELDAM, May 3 (Xinhua) -- Cars"), ("TASS", "VELDAM, May 3. [TASS] Cars")],
)  # fmt: skip
def test_agencies_are_known_by_their_short_and_long_names(agency: str, words: str) -> None:
    assert name_source(an_entry(summary=words)) == agency


def printed(title: str = TITLE, summary: str = "", outlet: str = "Harbour Wire") -> Print:
    return read_print(an_entry(title, summary=summary, outlet=outlet))


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        (TITLE, LEAD),
        (f"{TITLE} - Norrby Gazette", LEAD),
        (f"{TITLE} - Reuters", f"VELDAM (Reuters) - {LEAD}"),
        (TITLE, ""),
        (TITLE, OWN_LEAD),
        ("At last: cars roll over the bridge", LEAD),
        ("At last: cars roll over the bridge", f"{LEAD[:80]}…"),
        (TITLE.upper(), ""),
        (f"Breaking: {TITLE}", ""),
    ],
)
def test_copies_are_known_whatever_the_outlet_did_to_them(title: str, summary: str) -> None:
    assert find_copied(printed(title, summary, "Norrby Gazette"), [printed(summary=LEAD)]) is not None


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        ("Crowds cheer as harbour bridge of Veldam opens at last", OWN_LEAD),
        ("Harbour bridge of Veldam opens after new years of delay", ""),
        ("", OWN_LEAD),
        ("Bridge open", ""),
    ],
)
def test_own_words_are_no_copy(title: str, summary: str) -> None:
    assert find_copied(printed(title, summary, "Norrby Gazette"), [printed(summary=LEAD)]) is None


def test_a_short_title_beside_another_text_is_the_same_by_chance() -> None:
    known = [printed("Harbour bridge opens", LEAD)]
    assert find_copied(printed("Harbour bridge opens", OWN_LEAD), known) is None
    assert find_copied(printed("Harbour bridge opens", ""), known) == known[0]


def test_the_name_of_the_outlet_is_no_part_of_the_title() -> None:
    assert printed("Bridge opens | Harbour Wire").title == "bridge opens"
    assert printed("A letter to the Harbour Wire").title == "a letter to the harbour wire"


@given(st.text(max_size=80), st.text(max_size=200))
def test_every_text_with_a_title_is_a_copy_of_itself(title: str, summary: str) -> None:
    one = printed(title, summary)
    if len(one.title.split()) >= 3:
        assert find_copied(one, [one]) == one
