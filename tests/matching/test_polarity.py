"""The hard cases, in words of our own. Where two readings are fair, both are named."""

import pytest

from monitor.matching.polarity import ANOTHER_EVENT, judge_polarity
from monitor.model.match import Polarity

BRIDGE = "The town of Veldam will open its new harbour bridge in June."
TAX = "Norrby's parliament will vote on the tax bill on Friday."
PASS = "Norrby's parliament will approve the harbour bill."
ENVOY = "The United States will send an envoy to the talks in Astana."
ZONES = "Norway and Poland will set up two fishing zones off Denmark."
MEETING = "Petra Voss and Emil Harg will meet at the summit in Veldam in July."
MAYOR = "Anna Lind will resign as mayor of Veldam."
VISIT = "Queen Sofia will visit Japan in October."
DEAL = "Norway and Iceland will sign a fishing deal by May."
ROCKET = "Heron Space will launch its Corvid rocket in April."
OUST = "Poland's parliament will oust finance minister Jan Berg."
HEAD = "Clara Moss will become head of the central bank."
ELECTION = "Iceland will hold its general election on 9 October."
RACE = "Tom Field will run for governor of Norrland."
REPORT = "The watchdog will publish its report on the Veldam fire in March."
TROOPS = "Denmark will withdraw its soldiers from Kosovo by August."
FACTORY = "Brandt Motors will build a battery factory in Portugal."
NEVER = "The Veldam jazz festival will not take place in June."
SCRAPPED = "Spain will scrap the airport tax."

GOOD_NEWS = [
    (BRIDGE, "Veldam opens its new harbour bridge"),
    (BRIDGE, "Veldam opened the harbour bridge on Saturday"),
    (BRIDGE, "Veldam's new harbour bridge has been opened to traffic"),
    (TAX, "Parliament approves tax bill"),
    (TAX, "Norrby's parliament votes on tax bill after a long night"),
    (TAX, "Norrby MPs pass tax bill"),
    (PASS, "Norrby's parliament passes harbour bill"),
    (PASS, "Norrby's parliament votes to approve harbour bill"),
    (ENVOY, "US envoy attends Astana talks"),
    (ENVOY, "Washington sends envoy to Astana talks"),
    (ENVOY, "American diplomat joins talks in Astana as observer"),
    (ZONES, "Fishing zones off Denmark take effect"),
    (ZONES, "Fishing zones of Norway and Poland come into force"),
    (ZONES, "Norway and Poland set up fishing zones off Denmark"),
    (MEETING, "Voss and Harg meet in Veldam"),
    (MEETING, "Voss met Harg for two hours at Veldam summit"),
    (MEETING, "A second conversation of Voss and Harg in Veldam came to light"),
    (MEETING, "Petra Voss holds talks with Emil Harg at Veldam summit"),
    (MAYOR, "Anna Lind resigns as mayor of Veldam"),
    (MAYOR, "Veldam mayor Anna Lind steps down"),
    (MAYOR, "Anna Lind's resignation as mayor takes effect"),
    (VISIT, "Queen Sofia arrives in Japan"),
    (VISIT, "Queen Sofia visits Japan for the first time"),
    (DEAL, "Norway and Iceland sign fishing deal"),
    (DEAL, "Norway and Iceland reach fishing agreement"),
    (ROCKET, "Heron Space launches Corvid rocket"),
    (OUST, "Poland's parliament ousts finance minister Jan Berg"),
    (OUST, "Finance minister Jan Berg is removed by Poland's parliament"),
    (HEAD, "Senate confirms Clara Moss as head of central bank"),
    (ELECTION, "Iceland votes in general election"),
    (RACE, "Tom Field declares run for governor of Norrland"),
    (REPORT, "Watchdog publishes report on Veldam fire"),
    (TROOPS, "Denmark completes withdrawal of its soldiers from Kosovo"),
]

STEPS = [
    (MEETING, "Palace confirms Voss will meet Harg in Veldam"),
    (MEETING, "Voss to hold talks with Harg at July summit, aides say"),
    (DEAL, "Norway and Iceland agree to sign fishing deal in May"),
    (BRIDGE, "Veldam announces that its harbour bridge will open on 12 June"),
    (VISIT, "Palace announces Queen Sofia will visit Japan on 3 October"),
    (HEAD, "President nominates Clara Moss as head of central bank"),
    (ELECTION, "Iceland sets date for general election"),
]

BAD_NEWS = [
    (BRIDGE, "Veldam cancels opening of harbour bridge", {"cancelled"}),
    (BRIDGE, "Opening of Veldam harbour bridge postponed until autumn", {"postponed"}),
    (BRIDGE, "Veldam delays harbour bridge opening by a month", {"postponed"}),
    (ENVOY, "U.S. will not send an envoy to Astana talks", {"cancelled", "denied"}),
    (ENVOY, "Washington says it no longer plans to send an envoy to Astana", {"cancelled", "denied"}),
    (MAYOR, "Mayor Anna Lind says she will not resign", {"denied"}),
    (MAYOR, "Anna Lind denies reports she plans to resign as Veldam mayor", {"denied"}),
    (MAYOR, "Anna Lind rejects calls to resign", {"denied"}),
    (PASS, "Norrby's parliament rejects harbour bill", {"failed"}),
    (PASS, "Harbour bill fails in Norrby's parliament", {"failed"}),
    (PASS, "Norrby's parliament votes to reject harbour bill", {"failed"}),
    (TAX, "Norrby's parliament postpones vote on tax bill", {"postponed"}),
    (MEETING, "Nothing agreed yet on a meeting of Voss and Harg, palace says", {"denied", "postponed"}),
    (MEETING, "Palace calls off meeting of Voss and Harg in Veldam", {"cancelled"}),
    (MEETING, "Palace says no Voss-Harg meeting in Veldam is agreed yet", {"denied"}),
    (MEETING, "Palace: no plans for Voss to meet Harg", {"denied"}),
    (DEAL, "Norway and Iceland talks end without a fishing deal", {"failed"}),
    (DEAL, "Norway and Iceland fail to reach fishing deal", {"failed"}),
    (ROCKET, "Heron Space delays Corvid rocket launch to May", {"postponed"}),
    (ROCKET, "Heron Space scrubs Corvid rocket launch", {"postponed", "cancelled"}),
    (OUST, "Jan Berg survives vote in Poland's parliament", {"failed"}),
    (VISIT, "Queen Sofia puts off her visit to Japan", {"postponed"}),
    (VISIT, "Queen Sofia cancels visit to Japan", {"cancelled"}),
    (RACE, "Tom Field drops out of race for governor of Norrland", {"cancelled"}),
    (FACTORY, "Brandt Motors scraps plans for battery factory in Portugal", {"cancelled"}),
    (FACTORY, "Brandt Motors puts Portugal battery factory on hold", {"postponed"}),
    (ELECTION, "Iceland's general election is postponed to November", {"postponed"}),
]

QUIET = [
    (BRIDGE, "Opinion: why Veldam should think twice about its bridge"),
    (BRIDGE, "What to know about the Veldam bridge"),
    (BRIDGE, "Critics urge Veldam to rethink harbour bridge"),
    (BRIDGE, "Veldam mulls delay of harbour bridge opening"),
    (BRIDGE, "Delay the harbour bridge, urge Veldam traders"),
    (MAYOR, "Rival calls on Anna Lind to resign"),
    (MAYOR, "Anna Lind could resign, says columnist"),
    (TAX, "Protesters rally against tax bill in Norrby"),
    (MEETING, "What to expect if Voss and Harg meet in Veldam"),
    (MEETING, "What to expect when Voss meets Harg in Veldam"),
    (OUST, "Opposition demands that parliament oust Jan Berg"),
    (VISIT, "Campaigners call for Queen Sofia to cancel visit to Japan"),
]


@pytest.mark.parametrize(("statement", "title"), GOOD_NEWS)
def test_a_finished_deed_has_occurred(statement: str, title: str):
    polarity, because = judge_polarity(statement, title, "")
    assert polarity is Polarity.OCCURRED, because


@pytest.mark.parametrize(("statement", "title"), STEPS)
def test_a_new_step_is_progress(statement: str, title: str):
    polarity, because = judge_polarity(statement, title, "")
    assert polarity is Polarity.PROGRESS, because


@pytest.mark.parametrize(("statement", "title", "expected"), BAD_NEWS)
def test_bad_news_is_told_by_its_kind(statement: str, title: str, expected: set[str]):
    polarity, because = judge_polarity(statement, title, "")
    assert polarity.value in expected, because
    assert because.startswith(polarity.value)


@pytest.mark.parametrize(("statement", "title"), QUIET)
def test_talk_about_the_plan_changes_nothing(statement: str, title: str):
    polarity, because = judge_polarity(statement, title, "")
    assert polarity is Polarity.ECHO, because


@pytest.mark.parametrize(
    "negation", ["will not", "won't", "will never", "refuses to", "declines to", "is not going to"]
)
@pytest.mark.parametrize("tail", ["", " in June", ", says minister", " after talks"])
def test_a_negated_deed_is_never_good(negation: str, tail: str):
    polarity, because = judge_polarity(ENVOY, f"Washington {negation} send an envoy to Astana{tail}", "")
    assert not polarity.is_good, because


@pytest.mark.parametrize(
    ("statement", "title", "expected"),
    [
        (NEVER, "Veldam jazz festival cancelled", Polarity.OCCURRED),
        (NEVER, "Veldam jazz festival opens with a parade", Polarity.FAILED),
        (NEVER, "Organisers confirm Veldam jazz festival will go ahead in June", Polarity.DENIED),
    ],
)
def test_the_claim_that_nothing_will_happen_turns_the_news(statement: str, title: str, expected: Polarity):
    polarity, because = judge_polarity(statement, title, "")
    assert polarity is expected, because
    assert "will not be" in because


@pytest.mark.parametrize(
    ("statement", "title"),
    [
        (MAYOR, "Anna Lind's chief aide quits"),
        (MAYOR, "Anna Lind: culture chief Peter Holm resigns"),
        (ROCKET, "Heron Space launches two-day countdown for Corvid rocket"),
        (DEAL, "Chile and Peru sign copper deal"),
    ],
)
def test_what_somebody_else_does_is_not_the_deed(statement: str, title: str):
    assert judge_polarity(statement, title, "")[0] is not Polarity.OCCURRED


def test_the_title_stands_over_the_summary():
    polarity, _ = judge_polarity(BRIDGE, "Veldam opens its new harbour bridge", "It had been postponed twice.")
    assert polarity is Polarity.OCCURRED


def test_a_silent_title_is_helped_by_its_summary():
    polarity, _ = judge_polarity(MAYOR, "A long evening in Veldam", "Anna Lind has resigned as mayor of Veldam.")
    assert polarity is Polarity.OCCURRED


def test_an_entry_of_other_things_says_that_it_is_another_event():
    polarity, because = judge_polarity(VISIT, "Sofia wins handball cup in front of home crowd", "")
    assert polarity is Polarity.ECHO
    assert because.startswith((ANOTHER_EVENT, "nothing new"))


@pytest.mark.parametrize("text", ["", "?", "…", "‘’", "- - -", "U.S.", "a" * 5_000, "to to to will will", "\u202e\x00"])
def test_any_text_is_judged(text: str):
    for statement, title in ((BRIDGE, text), (text, BRIDGE), (text, text)):
        polarity, because = judge_polarity(statement, title, text)
        assert polarity in Polarity
        assert because
