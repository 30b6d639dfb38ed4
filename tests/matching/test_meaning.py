from monitor.matching.meaning import direction_of, mean_direction, same_meaning


def test_kindred_words_are_nearer_than_strange_ones():
    quake = mean_direction({"earthquak": 1.0})
    assert same_meaning(quake, mean_direction({"tremor": 1.0})) > same_meaning(quake, mean_direction({"footbal": 1.0}))


def test_unknown_words_have_no_direction():
    assert direction_of("qqqqzz") == ()
    assert mean_direction({"qqqqzz": 1.0}) == ()
    assert same_meaning((), mean_direction({"earthquak": 1.0})) == 0.0


def test_a_word_means_itself():
    direction = mean_direction({"earthquak": 0.3, "town": 0.1})
    assert abs(same_meaning(direction, direction) - 1.0) < 1e-6
