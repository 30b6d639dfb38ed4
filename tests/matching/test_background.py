from monitor.matching.background import TermCounts


def test_rarity_falls_with_every_text_that_has_the_term():
    counts = TermCounts(1000, {"common": 500, "rare": 2})
    assert counts.rarity("common") < counts.rarity("rare") < counts.rarity("unseen") <= 1.0


def test_counted_terms_become_commoner():
    counts = TermCounts(1000, {})
    before = counts.rarity("bridg")
    counts.add({"bridg"})
    assert counts.documents == 1001
    assert counts.rarity("bridg") < before


def test_stored_counts_are_added_to_the_shipped_ones_which_stay():
    shipped = TermCounts.shipped()
    merged = shipped.plus(10, {"bridg": 4, "qqqq": 1})
    assert merged.documents == shipped.documents + 10
    assert merged.counts["bridg"] == shipped.counts["bridg"] + 4
    assert "qqqq" not in shipped.counts


def test_a_shipped_copy_is_fresh():
    TermCounts.shipped().add({"qqqq"})
    assert "qqqq" not in TermCounts.shipped().counts


def test_names_are_known_by_the_background_else_by_their_writing():
    counts = TermCounts(10, {}, {"putin": 1.0, "bridg": 0.1})
    assert counts.is_name("putin", written_so=False)
    assert not counts.is_name("bridg", written_so=True)
    assert counts.is_name("veldam", written_so=True)
    assert counts.is_name("=usa", written_so=False)
