"""Rows of the ledger, and what an edit adds to it."""

from datetime import timedelta

import pytest
from build import NOON, an_entry
from hypothesis import given
from hypothesis import strategies as st
from store_rows import a_development, a_review

from monitor.claims.ledger import BY_RULE, amend, diff_words, hash_text, make_evidence, strength_of
from monitor.model.development import ReviewState, Stance, Strength
from monitor.model.match import MatchDecision, Polarity

ENTRY = an_entry(title="Veldam opens its bridge", summary="The mayor cut the ribbon on Monday at noon.")
ROW = make_evidence(
    ENTRY, Polarity.OCCURRED, a_review(state=ReviewState.ACCEPTED, stance=Stance.SUPPORTS), Strength.MODERATE
)


def test_a_row_keeps_the_text_that_was_judged_and_its_hash() -> None:
    assert ROW.text == "Veldam opens its bridge\nThe mayor cut the ribbon on Monday at noon."
    assert ROW.sha256 == hash_text(ROW.text)
    assert (ROW.url, ROW.canonical_url) == (ENTRY.link, ENTRY.canonical_link)
    assert (ROW.published, ROW.fetched) == (ENTRY.published, ENTRY.first_seen)
    assert ROW.excerpt.startswith("Veldam opens its bridge: The mayor")
    assert (ROW.amends, ROW.diff) == ("", "")


def test_an_edit_is_a_new_row_with_its_difference() -> None:
    edited = an_entry(title=ENTRY.title, summary="The mayor cut the ribbon on Friday at noon.")
    later = NOON + timedelta(hours=3)
    new = amend(ROW, edited, later)
    assert new is not None
    assert new.id != ROW.id
    assert new.amends == ROW.id
    assert new.diff == "… the ribbon on [-Monday-] {+Friday+} at noon."
    assert (new.sha256, new.fetched, new.at, new.by) == (hash_text(new.text), later, later, BY_RULE)
    assert (new.stance, new.claim, new.development) == (ROW.stance, ROW.claim, ROW.development)


def test_the_same_text_is_no_edit() -> None:
    assert amend(ROW, ENTRY, NOON) is None


@pytest.mark.parametrize(
    ("stance", "decision", "outlets", "strength"),
    [
        (Stance.MENTIONS, MatchDecision.MATCH, ("A", "B"), Strength.WEAK),
        (Stance.SUPPORTS, MatchDecision.SUGGEST, ("A", "B"), Strength.WEAK),
        (Stance.SUPPORTS, MatchDecision.MATCH, ("A",), Strength.MODERATE),
        (Stance.CONTRADICTS, MatchDecision.MATCH, ("A", "B"), Strength.STRONG),
    ],
)
def test_strength(stance: Stance, decision: MatchDecision, outlets: tuple[str, ...], strength: Strength) -> None:
    assert strength_of(a_development(decision=decision, outlets=outlets), stance) is strength


@pytest.mark.parametrize(
    ("before", "after", "diff"),
    [
        ("one two", "one two", ""),
        ("", "new", "{+new+}"),
        ("old", "", "[-old-]"),
        ("a b c d e f g", "a b c d X f g", "… b c d [-e-] {+X+} f g"),
        ("x a b c d e f g y", "X a b c d e f g Y", "[-x-] {+X+} a b c … e f g [-y-] {+Y+}"),
        ("x a b c d", "Y a b c d", "[-x-] {+Y+} a b c …"),
    ],
)
def test_differences_by_words(before: str, after: str, diff: str) -> None:
    assert diff_words(before, after) == diff


def test_a_very_long_text_is_compared_as_a_whole() -> None:
    diff = diff_words("a " * 3_000, "b " * 3_000)
    assert diff.startswith("[-a a")
    assert len(diff) < 1_200


@given(st.lists(st.sampled_from(["a", "b", "c\u202e", "<x>"])), st.lists(st.sampled_from(["a", "b", "d"])))
def test_a_difference_names_every_new_word_and_is_safe(old: list[str], new: list[str]) -> None:
    diff = diff_words(" ".join(old), " ".join(new))
    assert "\u202e" not in diff
    if "d" in new:
        assert "d" in diff
