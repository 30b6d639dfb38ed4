"""Claims that foretell what will not be: how they are known, and how news is turned for them."""

import pytest

from monitor.matching.polarity.prediction import read_prediction
from monitor.matching.polarity.verdict import judge_polarity
from monitor.model.match import Polarity


@pytest.mark.parametrize(
    ("statement", "is_opposite"),
    [
        ("Veldam will vote to reject the harbour bill.", True),
        ("Veldam will put the vote off.", True),
        ("The governor will veto the harbour bill.", True),
        ("The governor will not veto the harbour bill.", False),
        ("Veldam will not cancel its harbour vote.", False),
        ("The Veldam bank will refuse to pay its customers.", True),
        ("The Veldam bank will not refuse to pay its customers.", False),
        ("Talks on the Veldam harbour will fail.", True),
        ("The Veldam government will fall.", False),
        ("The truce in Veldam will hold until March.", True),
        ("The harbour works in Veldam will go on until March.", True),
        ("The dock workers of Veldam will go on strike in March.", False),
        ("Ruth Gall will go on to run for mayor.", False),
        ("Veldam will hold talks on its harbour.", False),
        ("The Veldam festival, cancelled last year, will take place.", False),
        ("The festival in Veldam is called off.", True),
        ("Veldam will drop its bid for the games.", True),
        ("Prices in Veldam will drop in March.", False),
    ],
)
def test_what_will_not_be_is_known_by_the_verb(statement: str, is_opposite: bool):
    assert read_prediction(statement).is_opposite is is_opposite


def judge(statement: str, title: str) -> Polarity:
    return judge_polarity(statement, title, "")[0]


_BAD = {Polarity.FAILED, Polarity.DENIED, Polarity.CANCELLED}


@pytest.mark.parametrize(
    ("statement", "comes", "comes_not"),
    [
        (
            "The bank of Lorra will keep its rate at 3 percent.",
            "Lorra leaves interest rate unchanged",
            "Lorra bank raises rate to 4 percent",
        ),
        ("Editor Ruth Gall will remain at the Courier.", "Gall to stay at the Courier", "Ruth Gall leaves the Courier"),
        ("Talks on the Orvane dam will fail.", "Orvane dam talks collapse", "Agreement reached in Orvane dam talks"),
        ("Lorra will oppose the trade pact.", "Lorra votes against trade pact", "Lorra backs trade pact"),
        ("President Orsen will veto the tax bill.", "President rejects tax bill", "Orsen signs tax bill"),
        ("Kestria will deny visas to reporters.", "Kestria refuses visas", "Kestria grants visas to reporters"),
        ("The truce in Dorland will hold until May.", "Truce in Dorland holds", "Truce in Dorland breaks down"),
        ("Nurses in Dorland will go on strike in May.", "Dorland nurses go on strike", "Dorland nurses call off strike"),
        ("Ruth Gall will go on trial in May.", "Gall trial opens", "Trial of Ruth Gall called off"),
        ("The Sundra ferry strike will be called off.", "Ferry strike called off", "Union denies ferry strike is off"),
        ("The Marwick ward will remain open.", "Marwick ward to stay open", "Marwick ward closes"),
        ("Kirrin will stay in Dorland.", "Kirrin to stay in Dorland", "Kirrin ditches Dorland factory"),
    ],
)  # fmt: skip
def test_news_is_turned_for_what_will_not_be(statement: str, comes: str, comes_not: str):
    assert judge(statement, comes) in (Polarity.OCCURRED, Polarity.PROGRESS)
    assert judge(statement, comes_not) in _BAD


@pytest.mark.parametrize(
    ("statement", "title"),
    [
        ("Norvik will close its Halden plant.", "Hundreds protest over closure of Norvik's Halden plant"),
        ("Norvik will cut 4,000 jobs.", "Unions protest over job cuts at Norvik"),
        ("Train drivers will strike on 3 March.", "Commuters brace for train drivers' strike"),
        ("Norvik will leave the league.", "A fight to stay in the league: Norvik in ten pictures"),
    ],
)
def test_what_is_only_talked_of_is_no_news(statement: str, title: str):
    assert judge(statement, title) is Polarity.ECHO


@pytest.mark.parametrize(
    ("statement", "title"),
    [
        ("Train drivers will strike on 3 March.", "Court bans train drivers' strike"),
        ("Minister Karlsen will be impeached.", "Karlsen impeachment dropped"),
        ("Pavel Doren will be found guilty of bribery.", "Doren found not guilty"),
        ("Pilots at Norair will accept the pay offer.", "Pilots vote down Norair pay offer"),
        ("Kestria will join the Northern Alliance.", "Kestrians vote against joining Northern Alliance"),
        ("Lorra will leave the Customs Union.", "Lorra to stay in Customs Union"),
        ("The Marwick ward will close.", "Marwick ward saved from closure"),
    ],
)
def test_what_is_kept_from_being_is_no_good_news(statement: str, title: str):
    assert judge(statement, title) in _BAD
