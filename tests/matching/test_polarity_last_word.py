"""What overrules the weights: obstacles that fall or hold, figures, rivals who do what only one can."""

import pytest

from monitor.matching.polarity.figures import Limit, keeps_limit, read_limit
from monitor.matching.polarity.obstacles import read_obstacle
from monitor.matching.polarity.verdict import judge_polarity
from monitor.model.match import Polarity


def judge(statement: str, title: str) -> Polarity:
    return judge_polarity(statement, title, "")[0]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Sork loses appeal against extradition", "falls"),
        ("Court rejects last-minute bid to stop Veldam vote", "falls"),
        ("Judge refuses to block the vote", "falls"),
        ("Dorland lifts its veto on Kestria's entry", "falls"),
        ("Appeal against closure thrown out", "falls"),
        ("Sork wins fight against extradition", "holds"),
        ("Judge grants petition to halt the vote", "holds"),
        ("Lawsuit to stop the dam upheld", "holds"),
        ("Sork appeals against extradition", ""),
        ("Prosecutors drop the case against Sork", ""),
    ],
)
def test_an_obstacle_falls_or_holds(title: str, kind: str):
    assert read_obstacle(title)[0] == kind


SORK = "Lena Sork will be extradited to Kestria."


@pytest.mark.parametrize(
    ("statement", "title", "polarity"),
    [
        (SORK, "Sork loses appeal against extradition to Kestria", Polarity.PROGRESS),
        (SORK, "Sork wins appeal against extradition", Polarity.FAILED),
        ("Lena Sork will win her appeal against the verdict.", "Sork loses appeal against verdict", Polarity.FAILED),
        ("The ministry will ban the Iron Club.", "Ministry drops bid to ban Iron Club", Polarity.CANCELLED),
    ],
)
def test_a_plan_moves_when_an_obstacle_falls(statement: str, title: str, polarity: Polarity):
    assert judge(statement, title) is polarity


def test_the_reason_names_the_obstacle():
    assert judge_polarity(SORK, "Sork wins appeal against extradition", "")[1] == (
        "failed: an obstacle holds ('wins appeal against')"
    )


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("Prices will fall below 3 percent.", Limit("below", 3.0)),
        ("Joblessness will exceed 8.5 per cent", Limit("above", 8.5)),
        ("The bank will raise its rate to 4,25 %", Limit("exact", 4.25)),
        ("It will cut 4,000 jobs", None),
    ],
)
def test_a_limit_is_read(text: str, limit: Limit | None):
    assert read_limit(text) == limit


@pytest.mark.parametrize(
    ("side", "title", "keeps"),
    [
        ("below", "Inflation falls to 2.8 percent", True),
        ("below", "Inflation falls to 3.2 percent", False),
        ("below", "Inflation drops below 3 percent", True),
        ("below", "Inflation drops below 5 percent", None),
        ("below", "Inflation stays above 3 percent", False),
        ("below", "Inflation could fall to 2.8 percent", None),
        ("below", "Inflation falls by 0.5, 0.2 in food, economists say", None),
        ("below", "Inflation: 2.1% in town, 3.4% in the country", None),
        ("above", "Inflation tops 4 percent", True),
        ("above", "Inflation rises 0.2 points to 2.9 percent", False),
        ("exact", "Bank raises rate to 3 percent", True),
        ("exact", "Bank raises rate above 2 percent", None),
    ],
)
def test_a_figure_is_held_against_the_limit(side: str, title: str, keeps: bool | None):
    assert keeps_limit(Limit(side, 3.0), title) is keeps


@pytest.mark.parametrize(
    ("statement", "title", "polarity"),
    [
        ("Inflation in Lorra will fall below 3 percent.", "Lorra inflation falls to 2.8 percent", Polarity.OCCURRED),
        ("Inflation in Lorra will fall below 3 percent.", "Lorra inflation at 2.8 percent", Polarity.OCCURRED),
        ("Inflation in Lorra will fall below 3 percent.", "Lorra inflation falls to 3.4 percent", Polarity.PROGRESS),
        (
            "The bank of Lorra will raise its rate to 4 percent.",
            "Lorra bank raises rate to 3.5 percent",
            Polarity.FAILED,
        ),
    ],
)
def test_what_is_told_is_what_the_figure_says(statement: str, title: str, polarity: Polarity):
    assert judge(statement, title) is polarity


REFORM = "The Reform Party will win the Lorran election."


@pytest.mark.parametrize(
    ("statement", "title", "polarity"),
    [
        ("Ela Novak will win the Orvane Open.", "Hart beats Novak in Orvane Open final", Polarity.FAILED),
        ("Ela Novak will win the Orvane Open.", "Novak beats Hart to win Orvane Open", Polarity.OCCURRED),
        (REFORM, "Reform Party defeated in Lorran election", Polarity.FAILED),
        (REFORM, "Labour wins Lorran election", Polarity.FAILED),
        (REFORM, "Labour defeated in Lorran election by Reform", Polarity.OCCURRED),
        ("Glenmore will buy the brewer Hask.", "Durst buys brewer Hask", Polarity.FAILED),
        ("Halden Motors will abandon its electric car.", "Halden Motors denies it will drop electric car", Polarity.DENIED),
        ("Dorland and Kestria will sign a peace treaty.", "Dorland and Kestria close to peace treaty", Polarity.PROGRESS),
    ],
)  # fmt: skip
def test_who_does_it_counts(statement: str, title: str, polarity: Polarity):
    assert judge(statement, title) is polarity


def test_who_denies_the_crime_does_not_deny_the_charge():
    lund = "Union boss Greta Lund will be charged with fraud."
    assert judge(lund, "Greta Lund denies fraud") is Polarity.ECHO
    assert judge(lund, "Prosecutors deny plan to charge Greta Lund with fraud") is Polarity.DENIED


def test_what_others_decide_is_put_off_for_who_would_turn_it_down():
    assert judge("Sill will survive the confidence vote.", "Confidence vote in Sill postponed") is Polarity.POSTPONED


@pytest.mark.parametrize(
    ("statement", "title"),
    [
        ("Ines Kolar will be appointed head of the central bank.", "Kolar takes over as central bank governor"),
        ("The Lorra parliament will oust prime minister Sill.", "Prime minister Sill ousted in midnight vote"),
        ("The Danvik reactor will be restarted.", "Danvik reactor resumes full power production"),
    ],
)
def test_the_thing_may_stand_before_the_verb(statement: str, title: str):
    assert judge(statement, title) is Polarity.OCCURRED


@pytest.mark.parametrize(
    ("statement", "title", "polarity"),
    [
        ("Senator Mira Holt will run for president.", "Holt refuses to rule out presidential run", Polarity.ECHO),
        ("Parliament will pass the climate bill.", "Climate bill passes first reading", Polarity.PROGRESS),
        ("Parliament will pass the climate bill.", "Climate bill passes last reading", Polarity.OCCURRED),
        ("Congress will pass the climate bill.", "House passes climate bill", Polarity.PROGRESS),
        (
            "Congress will pass the climate bill.",
            "Senate passes climate bill, sends it to president",
            Polarity.OCCURRED,
        ),
        ("Train drivers will strike on 3 March.", "Train drivers vote to strike", Polarity.PROGRESS),
        ("Inflation in Lorra will fall this year.", "Lorra inflation forecast to fall", Polarity.ECHO),
        ("Lena Sork will be extradited to Kestria.", "Lena Sork fights extradition to Kestria", Polarity.ECHO),
    ],
)
def test_what_is_not_yet_done_is_not_told_as_done(statement: str, title: str, polarity: Polarity):
    assert judge(statement, title) is polarity


@pytest.mark.parametrize(
    ("statement", "title", "polarity"),
    [
        (
            "Tilda Roux will climb Mount Arn without oxygen.",
            "Tilda Roux climbs Mount Arn without oxygen",
            Polarity.OCCURRED,
        ),
        ("General Orlo Faas will stand trial for the coup.", "Faas loses bid to avoid coup trial", Polarity.PROGRESS),
        ("The Belmora banks will merge.", "Court rejects challenge to merger of Belmora banks", Polarity.PROGRESS),
        ("Brinmore will ban cruise ships.", "Cruise ships barred from Brinmore harbour", Polarity.OCCURRED),
    ],
)
def test_the_claims_own_words_are_no_cue(statement: str, title: str, polarity: Polarity):
    assert judge(statement, title) is polarity


def test_what_goes_on_ends_with_its_end():
    talks = "The talks on the Orvane dam will continue."
    assert judge(talks, "Orvane dam talks collapse") in (Polarity.FAILED, Polarity.CANCELLED)
    assert judge(talks, "Orvane dam talks go on") in (Polarity.OCCURRED, Polarity.PROGRESS)


@pytest.mark.parametrize(
    ("statement", "title", "polarity"),
    [
        ("The bank of Ostrel will leave rates unchanged.", "Bank of Ostrel raises rates", Polarity.FAILED),
        ("The bank of Ostrel will leave rates unchanged.", "Ostrel rates unchanged as bank waits", Polarity.OCCURRED),
        ("The Ostrel dam will not be stopped.", "Government halts Ostrel dam", Polarity.FAILED),
        ("The Ostrel dam will not be stopped.", "Ostrel dam project goes ahead", Polarity.OCCURRED),
        ("The Ostrel government will fall before Christmas.", "Ostrel government collapses", Polarity.OCCURRED),
        ("The Ostrel government will fall before Christmas.", "Ostrel government survives vote", Polarity.FAILED),
        ("Mining in the Korva valley will be banned.", "Mining in Korva valley given go-ahead", Polarity.FAILED),
        ("Doctor Elin Vass will face trial.", "Trial of doctor Elin Vass begins", Polarity.OCCURRED),
    ],
)
def test_claims_of_standing_and_falling(statement: str, title: str, polarity: Polarity):
    assert judge(statement, title) is polarity


@pytest.mark.parametrize(
    ("statement", "title", "polarity"),
    [
        ("Dorland will accept 10,000 refugees.", "Dorland backs out of refugee pledge", Polarity.CANCELLED),
        ("The Brune steelworks will remain open.", "Brune steelworks to close with loss of 900 jobs", Polarity.DENIED),
        ("Ostrel will not extend the rescue loan.", "Ostrel refuses to extend rescue loan", Polarity.OCCURRED),
        ("Velox will move its headquarters to Brune.", "Mayor pleads with Velox not to move to Brune", Polarity.ECHO),
        ("Chancellor Ida Brekk will resign.", "Chancellor Brekk won't say whether she will resign", Polarity.ECHO),
        ("Chancellor Ida Brekk will resign.", "Chancellor Brekk brushes off calls to resign", Polarity.DENIED),
    ],
)
def test_idioms_are_not_taken_apart(statement: str, title: str, polarity: Polarity):
    assert judge(statement, title) is polarity


def test_a_renewed_series_is_not_cancelled():
    assert (
        judge("Channel Six will cancel the series Harbour Lights.", "Channel Six renews Harbour Lights")
        is Polarity.FAILED
    )
