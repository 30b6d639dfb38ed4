"""Deeds told in other words, half acts, threats of others, what waits, figures: classes of language."""

import pytest

from monitor.matching.polarity import judge_polarity
from monitor.matching.polarity.deeds import find_idiom
from monitor.matching.polarity.figures import Limit, keeps_limit, read_limit
from monitor.matching.polarity.half_acts import read_first_or_last, read_half_act
from monitor.matching.polarity.threats import read_drop, read_threat, read_wait
from monitor.model.match import Polarity

TREATY = "The Senate of Orvane will ratify the fishing treaty."
BID = "Glimmer Air will take over its rival Westwing."
PROBE = "The lunar lander Sela will launch in October."
POPE = "Chancellor Edda Rohl will meet the Pope in Rome."
KING = "King Oskar will visit Lorra in June."
TUNNEL = "The Selm tunnel will open to traffic in May."
TRAINS = "Railco will start night trains to Lisbon in April."
PHONE = "Zephyr will launch its folding phone in March."
ADLER = "Ines Adler will become chief executive of Morrow."
MUSEUM = "The Kessel museum will open in September."
PRELL = "Banker Otto Prell will be convicted of fraud."
COPPER = "The price of copper will climb above $9,000."
RALLY = "Lena Hart will finish in the top five at the Orvane rally."

BREAD = "Rask will sell its deep-frozen bread line to Holm."
SUBSIDY = "Norrby will end its coal subsidy in May."
SONDE = "The Tyr sonde will enter orbit around Mars in June."
MELK = "Judge Ada Roon will rule in the Melk case on 3 May."
ROTH = "Singer Ana Roth will perform at the Kolb festival in Marun."
WEDDING = "Prince Odo will marry Lisa Brand in August."
DRIVERS = "Bus drivers in Tamm will end their strike on Monday."
OUT = "The Green League will not take part in the Lorran vote."
FILM = "Studio Hask will film the novel Grey Water in Malta."
PLAYER = "Winger Ivo Santel will sign for Marun."
WATER = "The Melk reservoir will be drained in April."

OF_OTHERS = [
    (TREATY, "Coastal governors threaten to sue over fishing treaty"),
    (TREATY, "Farmers' party pledges to vote down fishing treaty"),
    (BID, "Unions prepare to fight Westwing takeover"),
    (BID, "Regulator threatens to block Westwing takeover"),
    (BID, "Westwing shareholders seek to halt Glimmer takeover"),
]
HALF = [
    (PROBE, "Sela hauled to pad ahead of October lift-off"),
    (PROBE, "Lander Sela moved to launch site"),
    (TRAINS, "Railco opens bookings for Lisbon night trains"),
    (TRAINS, "Railco starts training crews for Lisbon night trains"),
    (TRAINS, "Tickets for Lisbon night trains go on sale"),
    (TRAINS, "Railco completes trial runs to Lisbon; night trains to start next month"),
    (PHONE, "Zephyr's folding phone to go on sale on 9 March"),
]
DONE = [
    (POPE, "Edda Rohl wraps up Rome talks with Pope"),
    (POPE, "Rohl returns from meeting with Pope"),
    (KING, "King Oskar cuts short visit to Lorra"),
    (PROBE, "Lander Sela thunders into the sky"),
    (TRAINS, "First Lisbon night train departs"),
    (PHONE, "Zephyr folding phone hits the shelves"),
    (PHONE, "Zephyr's folding phone goes on sale"),
    (ADLER, "Ines Adler takes the helm at Morrow"),
    (ADLER, "Adler starts as Morrow boss"),
    (MUSEUM, "Kessel museum opens its doors"),
    (MUSEUM, "Kessel museum welcomes first visitors"),
    (PRELL, "Prell sent to prison for fraud"),
    (PRELL, "Prell gets nine years for fraud"),
    (COPPER, "Copper price hits $9,150"),
    (RALLY, "Hart third in Orvane rally"),
]
BORDER = "Lorra will reopen its border to tourists in May."
CHIEF = "Police chief Ada Wirth will resign."
TRUCE = "Dorland and the rebels of Tarn will agree a ceasefire."
REACTOR = "Orm Power will restart the Hale reactor in March."
LAKE = "The lake of Tarn will rise above nine metres this week."
KEEPER = "Goalkeeper Pia Lund will retire in May."
DONE += [
    (REACTOR, "Hale reactor back online"),
    (LAKE, "Lake Tarn at 9.2 metres"),
    (MELK, "Clerks weep as judge Ada Roon rules in Melk case"),
    (BORDER, "Lorra's border reopens to foreign tourists"),
    (CHIEF, "Scandal over files forced Ada Wirth to resign"),
    (TRUCE, "Ceasefire takes effect in Tarn"),
    (TRUCE, "Dorland and Tarn rebels agree to a ceasefire"),
    (BREAD, "Rask sells deep-frozen bread line to Holm"),
    (SONDE, "Sonde Tyr slips into Mars orbit"),
    (ROTH, "Ana Roth in Marun: a night of rain and songs"),
    (DRIVERS, "Tamm bus drivers back at work"),
    (WEDDING, "Odo and Lisa Brand tie the knot"),
    (WATER, "Melk reservoir emptied"),
]
HALF += [
    (CHIEF, "Police chief Ada Wirth agrees to resign in May"),
    (PROBE, "Sela passes dry runs for launch"),
    (PLAYER, "Marun and Santel agree personal terms"),
]
CUP = "The cup final between Marun and Kolb will be played in Tarnow."
CHESS = "Players from Dorland will compete at the Kolb chess open."
RENTS = "Rents in Orvane will fall this year."
GUARDS = "Tarn will send guards to the Kolb strait."
BOSS = "Trainer Jo Wick will leave the Orvane Rowers in May."
DONE += [
    (RENTS, "Orvane rents down 3 percent"),
    (BOSS, "Jo Wick says goodbye to Orvane Rowers"),
]
HALF += [(GUARDS, "Tarn's parliament votes to send guards to Kolb strait")]
OF_OTHERS += [(RENTS, "Orvane rents to fall by 2 percent, bank predicts")]
HUT = "The Alpine Club will sell its hut on the Tarn peak."
RUNNER = "Runner Abo Kip will run in Orvane."
SMOKE = "Tarn will ban smoking in parks."
TROOPS = "Dorland will end its patrols in the Kolb strait."
RATES = "The Bank of Tarn will cut its rates in May."
DONE += [
    (RUNNER, "Kip third in Orvane"),
    (SMOKE, "Smoking in parks now illegal in Tarn"),
    (TROOPS, "Dorland ends patrols in Kolb strait"),
]
HALF += [
    (HUT, "Alpine Club puts Tarn peak hut up for sale"),
    (TROOPS, "Dorland begins ending its patrols in Kolb strait"),
]
DUTIES = "Dorland will impose duties on Tarn's cheese."
JUDGE = "The Senate of Orvane will confirm Pia Roth as judge."
WORKS = "Holm Glass will open a plant in Kolb next year."
DONE += [(DUTIES, "Dorland slaps duties on Tarn's cheese")]
HALF += [
    (JUDGE, "Senate panel approves Pia Roth as judge"),
    (WORKS, "Holm Glass breaks ground on Kolb plant"),
]
BAD = [
    (WORKS, "Holm Glass: no plant planned in Kolb", "denied"),
    (JUDGE, "Senators of Orvane vote against Pia Roth as judge", "failed"),
    (RUNNER, "Injured Kip out of Orvane", "cancelled"),
    (RATES, "Bank of Tarn signals rate cut only in autumn", "postponed"),
    (CUP, "Cup final moved to Orvane, and 9,000 fans of Marun and Kolb with it", "cancelled"),
    (CHESS, "Dorland anger at decision to bar its players from Kolb chess open", "cancelled"),
    (LAKE, "Lake of Tarn peaks at 8.6 metres", "failed"),
    (MELK, "Ruling in Melk case held over to next term", "postponed"),
    (KEEPER, "Pia Lund scotches retirement talk", "denied"),
    (MELK, "Ruling in Melk case slips to autumn", "postponed"),
    (WEDDING, "Palace moves wedding of Odo and Lisa Brand to October", "postponed"),
    (WEDDING, "Wedding off: Odo and Lisa Brand part", "cancelled"),
    (DRIVERS, "Bus drivers: Tamm strike nowhere near its end", "denied"),
    (OUT, "Green League denies boycott of Lorran vote", "denied"),
    (SUBSIDY, "Norrby's coal subsidy to stay for another year", "postponed"),
    (TREATY, "Senate of Orvane votes down fishing treaty", "failed"),
    (TREATY, "Fishing treaty rejected as opposition vows to block more", "failed"),
    (BID, "Glimmer Air plans to drop Westwing bid", "cancelled"),
    (POPE, "Rohl drops plan to meet Pope", "cancelled"),
    (KING, "King Oskar ends plans for Lorra visit", "cancelled"),
    (TUNNEL, "Selm tunnel to remain shut until winter", "postponed"),
    (TUNNEL, "No opening of Selm tunnel before 2027", "postponed"),
    (TUNNEL, "Drivers must wait until Christmas for Selm tunnel", "postponed"),
    (PRELL, "Otto Prell walks free from court", "failed"),
    (RALLY, "Hart finishes ninth in Orvane rally", "failed"),
]
CASES = [
    *((*row, "echo") for row in OF_OTHERS),
    *((*row, "progress") for row in HALF),
    *((*row, "occurred") for row in DONE),
    *BAD,
]


@pytest.mark.parametrize(("statement", "title", "polarity"), CASES)
def test_what_a_title_says(statement: str, title: str, polarity: str):
    found, because = judge_polarity(statement, title, "")
    assert found.value == polarity, because


@pytest.mark.parametrize(
    ("statement", "title", "summary", "polarity"),
    [
        (TUNNEL, "Selm tunnel: a wet start to the year", "The tunnel will now open in September.", "postponed"),
        (TUNNEL, "Selm tunnel chief meets the press", "Work is on schedule, she said.", "progress"),
        (ROTH, "Ana Roth waits for her plane to Marun", "The singer sat in Lima.", "echo"),
        (FILM, "Studio Hask lands film subsidy", "The money comes from a fund for the arts.", "echo"),
        (KING, "Lorra land reform divides King Oskar's court", "", "echo"),
    ],
)
def test_what_the_summary_adds(statement: str, title: str, summary: str, polarity: str):
    found, because = judge_polarity(statement, title, summary)
    assert found.value == polarity, because


@pytest.mark.parametrize(
    "title", ["Lawyer of Ada Wirth resigns", "Two aides to Ada Wirth resign", "Cup final moves fans to tears in Tarnow"]
)
def test_others_people_and_other_moves_say_nothing(title: str):
    for statement in (CHIEF, CUP):
        assert judge_polarity(statement, title, "")[0] is Polarity.ECHO


@pytest.mark.parametrize(
    ("statement", "title"),
    [
        (KING, "King Oskar ends hopes of Lorra visit"),
        (PHONE, "Zephyr folding phone fails to hit shelves"),
        (PHONE, "Zephyr folding phone pulled before it hits shelves"),
        (ADLER, "Adler passed over as Rask takes reins at Morrow"),
        (TRAINS, "Railco drops night trains to Lisbon after trial runs"),
        (TRAINS, "First Lisbon night train cancelled"),
        (RALLY, "Hart crashes out in Orvane"),
        (POPE, "Rohl leaves Rome without meeting Pope"),
    ],
)
def test_an_idiom_or_half_act_makes_no_good_news_of_bad(statement: str, title: str):
    found, because = judge_polarity(statement, title, "")
    assert not found.is_good, because


def test_the_reason_of_a_second_look_has_its_words():
    assert judge_polarity(TUNNEL, "Selm tunnel to remain shut until winter", "")[1] == (
        "postponed: not before then ('remain shut until winter')"
    )


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("corvid rolled out to launch pad", "brought to its place"),
        ("norrby opens public consultation on harbour", "only begun or rehearsed"),
        ("seats for the gala go on sale", "tickets for it"),
        ("norrby inches closer to harbour deal", "a step nearer"),
        ("norrby opens its harbour", ""),
    ],
)
def test_half_acts(title: str, kind: str):
    assert read_half_act(title)[0] == kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("first ferry crosses the sound", "first"),
        ("last miners leave the pit", "last"),
        ("first look at the ferry that crosses the sound", ""),
        ("ferry crosses the sound", ""),
    ],
)
def test_the_first_and_the_last_of_many(title: str, kind: str):
    assert read_first_or_last(title)[0] == kind


def test_threats_drops_and_waits_are_told_apart():
    assert read_threat("traders vow to fight the toll")
    assert read_threat("traders fight the toll") is None
    assert read_drop("traders to drop the suit")
    assert read_drop("traders drop the suit") is None
    assert read_wait("no toll before july")
    assert not read_wait("the toll was paid before july")
    assert not read_wait("no toll before we agree")


@pytest.mark.parametrize(
    ("words", "tells"),
    [
        ("goes on sale", True),
        ("goes on the sale", True),
        ("gets nine years", True),
        ("goes on", True),
        ("goes in sale", False),
    ],
)
def test_an_idiom_is_found_with_articles_and_numbers_in_it(words: str, tells: bool):
    first, *behind = words.split()
    assert bool(find_idiom(first, lambda: behind)) is tells


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("Wolves in Norrby will exceed 500 this year", Limit("above", 500, "count")),
        ("The fund will have at least 3.5bn euros", Limit("least", 3.5e9, "money")),
        ("Norrby will hit 41C", Limit("least", 41, "degrees")),
        ("Sales will reach 2 million", Limit("least", 2e6, "count")),
        ("Hart will finish in the top 10", Limit("most", 10, "rank")),
        ("The stadium will hold no more than 9,000 people", Limit("most", 9000, "count")),
        ("Trains will go to Platform 4 at 9 p.m. on 4 May", None),
        ("Norrby will vote in over 3 weeks", None),
        ("It will be built under the 7th mayor before 2030", None),
    ],
)
def test_figures_of_every_kind_are_read(text: str, limit: Limit | None):
    assert read_limit(text) == limit


WOLVES, HEAT = Limit("above", 500, "count"), Limit("least", 40, "degrees")


@pytest.mark.parametrize(
    ("limit", "title", "keeps"),
    [
        (WOLVES, "Norrby's wolves now 540 strong", True),
        (WOLVES, "Norrby's wolves down to 430 from 480", False),
        (WOLVES, "Norrby counts 540 wolves and 90 lynx", None),
        (WOLVES, "Norrby pays 12,000 for wolf fences", None),
        (WOLVES, "Wolf kills sheep in Norrby on May 12", None),
        (HEAT, "Norrby boils at 40 degrees", True),
        (HEAT, "Norrby sets record with 39.4C", False),
        (HEAT, "Norrby: more than 41 degrees", True),
        (Limit("most", 3, "rank"), "Hart takes silver", True),
        (Limit("most", 3, "rank"), "Hart in fourth place", False),
        (Limit("most", 3, "rank"), "Hart ready for rally", None),
        (Limit("most", 9, "count"), "At most 7 seats for Reform", True),
        (Limit("most", 9, "count"), "Reform takes 9 seats", True),
    ],
)
def test_figures_are_held_against_their_own_kind(limit: Limit, title: str, keeps: bool | None):
    assert keeps_limit(limit, title) is keeps
