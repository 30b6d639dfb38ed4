"""The parts of the verdict: verbs and their forms, predictions, clauses, moods, weights."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.matching.polarity import judge_polarity
from monitor.matching.polarity.clauses import Part, split_clauses
from monitor.matching.polarity.deeds import Form, bend_verb, read_deeds
from monitor.matching.polarity.features import measure, read_pair
from monitor.matching.polarity.prediction import read_prediction
from monitor.matching.polarity.verdict import choose_label, say_because, shipped_polarity, turn_label
from monitor.model.match import Polarity

ENVOY = "Norrby will send an envoy to the talks in Veldam."
MAYOR = "Anna Lind will resign as mayor of Veldam."
HEAD = "Clara Moss will become head of the central bank."
LAW = "Norrby's parliament will pass the harbour law."


def kinds(statement: str, title: str) -> set[str]:
    return {seen.kind for seen in read_pair(statement, title, "").seen[0]}


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("open", ["open", "opens", "opened", "opening"]),
        ("deny", ["deny", "denies", "denied", "denying"]),
        ("leave", ["leave", "leaves", "left", "leaving"]),
        ("run", ["run", "runs", "ran", "run", "running"]),
        ("agree", ["agree", "agrees", "agreed", "agreeing"]),
        ("step_down", ["step down", "steps down", "stepped down", "stepping down"]),
        ("launch", ["launch", "launches", "launched", "launching"]),
    ],
)
def test_verbs_are_bent(base: str, forms: list[str]):
    assert [word for word, _ in bend_verb(base)] == forms


def test_a_phrase_tells_its_family():
    assert any("resign" in told.families and told.form is Form.PRESENT for told in read_deeds()["steps down"])
    assert any(told.undoes for told in read_deeds()["survives"])


@pytest.mark.parametrize(
    ("statement", "family"),
    [
        (ENVOY, "send"),
        (MAYOR, "resign"),
        ("Norrby will hold a referendum in May.", "vote"),
        ("The election is scheduled to be held in May.", "vote"),
        ("A summit of the two kings is expected.", "meet"),
        ("The talks will produce an agreement.", "deal"),
    ],
)
def test_a_prediction_knows_its_families(statement: str, family: str):
    assert family in read_prediction(statement).families


def test_a_deal_out_of_talks_is_not_the_talks():
    assert "meet" not in read_prediction("The talks will produce an agreement.").families


@pytest.mark.parametrize(
    ("statement", "is_opposite"),
    [
        ("The fair will not take place.", True),
        ("Norrby will cancel the fair.", True),
        ("Norrby will withdraw the harbour bill.", True),
        ("Norrby will withdraw its troops.", False),
        (ENVOY, False),
    ],
)
def test_a_claim_of_no_event_is_known(statement: str, is_opposite: bool):
    assert read_prediction(statement).is_opposite is is_opposite


def test_clauses_know_their_part():
    text = "Norrby votes after a long night ahead of the fair, if it rains. The day was warm."
    parts = [clause.part for clause in split_clauses(text, frozenset(), frozenset())]
    assert parts == [Part.MAIN, Part.PAST, Part.AHEAD, Part.CASE, Part.MAIN]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Norrby sent its envoy to Veldam", "done"),
        ("Norrby is sending an envoy to Veldam", "going"),
        ("Norrby plans to send an envoy to Veldam", "planned"),
        ("Norrby may send an envoy to Veldam", "weighed"),
        ("If Norrby sends an envoy to Veldam", "weighed"),
        ("Norrby will not send an envoy to Veldam", "negated"),
        ("Norrby agrees to send an envoy to Veldam", "planned"),
        ("Chile sends an envoy to Peru", "other"),
        ("Norrby delays envoy to Veldam", "postpone"),
        ("Norrby will not cancel its envoy to Veldam", "negated-cancel"),
        ("Critics urge Norrby to cancel its envoy to Veldam", "weighed-cancel"),
    ],
)
def test_moods_of_an_envoy(title: str, kind: str):
    assert kind in kinds(ENVOY, title)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Anna Lind's resignation takes effect", "happens"),
        ("Calm after the resignation of Anna Lind", "past"),
        ("City waits ahead of Anna Lind's resignation", "ahead"),
        ("Comedians on Anna Lind's resignation", "named"),
        ("Anna Lind clings to office in Veldam", "undone"),
        ("Anna Lind vows to stay in office", "negated"),
        ("Anna Lind wants to stay in office", "urge"),
        ("Yesterday Evening Mayor Anna Lind Quits In Veldam", "done"),
        ("Four Of Anna Lind's Closest Aides Quit Town Hall", "other"),
        ("Quit", "done"),
        ("Ministers are quitting in Veldam", "going"),
        ("Cuts go on since the resigning of Anna Lind", "past"),
        ("Rivals argue ahead of Anna Lind resignation vote", "ahead"),
    ],
)
def test_moods_of_a_resignation(title: str, kind: str):
    assert kind in kinds(MAYOR, title)


@pytest.mark.parametrize(
    ("statement", "title"),
    [
        ("Norway and Iceland will sign a fishing deal.", "Norway and Chile sign fishing deal"),
        ("Japan will restart its harbour ferry.", "Chile restarts harbour ferry after a pause of Japan's"),
        ("Queen Sofia will visit Japan.", "Queen Sofia visits Peru"),
    ],
)
def test_another_land_or_place_is_another_deed(statement: str, title: str):
    assert "other" in kinds(statement, title)
    assert "done" not in kinds(statement, title)


def test_another_number_behind_a_name_is_another_event():
    claim = "Heron will launch its Corvid 2 rocket."
    assert judge(claim, "Heron launches Corvid 1 rocket")[1].startswith("another event")
    assert judge(claim, "Heron launches Corvid 2 rocket")[0] is Polarity.OCCURRED
    assert judge("Heron will launch Corvid II.", "Heron launches Corvid 2 rocket")[0] is Polarity.OCCURRED
    assert judge("Heron will launch on June 10.", "Heron launches on June 12")[0] is Polarity.OCCURRED


def test_a_verb_of_the_claim_without_a_family_is_known_in_its_forms():
    claim = "The mill will grind rye."
    assert "done" in kinds(claim, "The mill grinds rye")
    assert "done" in kinds(claim, "Rye grinded by the mill")
    assert "going" in kinds(claim, "The mill is grinding rye")
    assert "planned" in kinds(claim, "The mill will grind rye")


def test_who_gets_the_post_of_another_makes_the_claim_fail():
    assert "other" in kinds(HEAD, "President names Peter Holm")
    polarity, because = judge(HEAD, "Senate confirms Peter Holm as head of central bank")
    assert polarity is not Polarity.OCCURRED, because


def test_calls_to_cancel_that_are_rejected_leave_the_plan():
    polarity, because = judge(
        "Queen Sofia will visit Japan.", "Palace rejects calls to cancel Queen Sofia's visit to Japan"
    )
    assert polarity is not Polarity.CANCELLED, because


def judge(statement: str, title: str) -> tuple[Polarity, str]:
    return judge_polarity(statement, title, "")


def test_every_polarity_can_be_turned():
    turned = {turn_label(polarity, is_delay=True) for polarity in Polarity}
    assert turned == {Polarity.OCCURRED, Polarity.FAILED, Polarity.DENIED, Polarity.ECHO}


def test_what_is_put_off_may_come_yet_unless_the_delay_was_foretold():
    never, delay = "Veldam will not hold its harbour vote before March.", "Veldam's harbour vote will be postponed."
    news = "Veldam's harbour vote postponed until June"
    assert judge(never, news)[0] is Polarity.PROGRESS
    assert judge(delay, news)[0] is Polarity.OCCURRED


@pytest.mark.parametrize(
    ("title", "is_weighed"),
    [
        ("Veldam brings harbour vote forward to May", False),
        ("Veldam may hold harbour vote this year", True),
        ("Veldam May Hold Harbour Vote", True),
        ("Prime minister May holds harbour vote in Veldam", False),
        ("May harbour vote in Veldam is held", False),
    ],
)
def test_the_month_is_no_may(title: str, is_weighed: bool):
    found = features("Veldam will hold its harbour vote.", title)
    assert (found["t.hyp"] > 0.0) is is_weighed


def features(statement: str, title: str) -> dict[str, float]:
    return measure(read_pair(statement, title, ""))


EVEN = {
    "cancelled": 0.19,
    "denied": 0.18,
    "postponed": 0.18,
    "failed": 0.18,
    "echo": 0.04,
    "progress": 0.0,
    "unrelated": 0.0,
}


def test_good_must_be_likelier_than_all_bad_together():
    found = features(ENVOY, "Norrby sends envoy to Veldam")
    cues = {"t.cancel": 0.5, "t.deny": 0.5, "t.postpone": 0.5, "t.fail": 0.5}
    assert choose_label(EVEN | {"occurred": 0.23}, found | cues) == "cancelled"
    assert choose_label(EVEN | {"occurred": 0.23}, found) == "occurred", "bad news without a cue counts little"


def test_good_news_needs_grounds():
    shares = dict.fromkeys(EVEN, 0.01) | {"occurred": 0.9, "echo": 0.05}
    assert choose_label(shares, features(ENVOY, "Veldam enjoys a warm weekend")) == "echo"
    assert choose_label(shares, features(ENVOY, "Shares fall on weak orders")) == "unrelated"


def test_a_negated_deed_is_bad_whatever_the_weights():
    shares = dict.fromkeys(EVEN, 0.01) | {"occurred": 0.9, "denied": 0.02}
    assert choose_label(shares, features(ENVOY, "Norrby will not send an envoy to Veldam")) in ("cancelled", "denied")


def because(label: str, title: str, statement: str = ENVOY) -> str:
    return say_because(label, read_pair(statement, title, ""))


def test_the_reason_names_the_words():
    assert because("postponed", "Norrby puts off sending an envoy") == "postponed: put off ('puts off')"
    assert (
        because("echo", "Norrby may send an envoy")
        == "nothing new is said: only weighed or urged ('send'), only weighed or urged ('envoy')"
    )
    assert because("echo", "Norrby") == "nothing new is said"
    assert because("failed", "Norrby") == "failed: by the words as a whole"


def test_where_no_cue_speaks_the_turn_does():
    assert because("progress", "Norrby picks envoy").startswith("progress: ")


def test_shares_add_up():
    assert sum(shipped_polarity().shares(features(ENVOY, "Norrby sends envoy")).values()) == pytest.approx(1.0)


@given(st.text(max_size=200), st.text(max_size=200))
def test_every_feature_is_a_share(statement: str, title: str):
    for name, value in features(statement, title).items():
        assert -1.0 <= value <= 1.0, name
