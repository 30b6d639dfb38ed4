"""Deeds told as a state, by presupposition or in the short hand of headlines: classes of language."""

import pytest

from monitor.matching.polarity import judge_polarity
from monitor.matching.polarity.clauses import join_names
from monitor.matching.polarity.prediction import read_prediction
from monitor.matching.polarity.states import read_after, read_choice, read_state, read_talk

MINISTERS = "The foreign ministers of France and Germany will meet in Lyon."
PRESIDENTS = "Presidents Odra of Kestria and Lume of Varn will meet in June."
FERRY = "Ferry company Sundline will put a second ferry into service on the Harrow route in May."
APES = "The zoo of Elmsford will open its new ape house in April."
TUNNEL = "The Selm tunnel will reopen in May."
PHONE = "Zephyr will launch its folding phone in March."
FARES = "Ferry operator Sundline will raise fares by 5 percent."
MELK = "Judge Ada Roon will rule in the Melk case."
PROBE = "Aurelis will launch the probe Sela in October."
PENSION = "The parliament of Ostrel will pass the pension bill."
CONGRESS = "The US Congress will pass the spending bill."
CARS = "The town of Elmsford will ban cars from its old centre."
RATES = "The Central Bank of Morrin will raise interest rates next week."
VOST = "Chancellor Mira Vost will resign before the party congress."
TRIAL = "The trial of former minister Pavel Onder will begin on 4 March."
JETS = "The airline Skarra will buy twenty jets from Lumen Aerospace."
MILL = "Steelmaker Ferrox will build a plant in Gallin."
STORM = "Hurricane Odile will hit the Marisol coast on Thursday."
PLAYER = "Midfielder Tomas Arran will join Calder City this month."
TANKER = "The tanker Borealis will be refloated on Sunday."
POLL = "Ethiopia will hold an election in June."

OCCURRED = [
    (MINISTERS, "France, Germany foreign ministers meet in Lyon"),
    (MINISTERS, "French, German foreign ministers hold talks in Lyon"),
    (MINISTERS, "French and German foreign ministers discuss fish in Lyon"),
    (MINISTERS, "France's foreign minister sits down with German counterpart in Lyon"),
    (PRESIDENTS, "Odra, Lume meet in border town"),
    (PRESIDENTS, "Odra and Lume shake hands"),
    (FERRY, "Second Harrow ferry enters service"),
    (APES, "Elmsford zoo's ape house welcomes first visitors"),
    (APES, "New Elmsford ape house up and running"),
    (APES, "Crowds flock to new ape house at Elmsford zoo"),
    (TUNNEL, "Selm tunnel up and running again"),
    (TUNNEL, "Selm tunnel back in use"),
    (PHONE, "Zephyr folding phone now available"),
    (FARES, "Ferry fares up 5 percent"),
    (FARES, "Ferry fares up 5%"),
    (FARES, "Sundline puts up ferry fares by 5 percent"),
    (FARES, "Passengers pay 5 percent more on Sundline ferries"),
    (MELK, "Reactions to the Melk ruling"),
    (MELK, "Melk ruling: what it means for farmers"),
    (MELK, "Anger after Melk ruling"),
    (PROBE, "Hours after launch, probe Sela phones home"),
    (PROBE, "Sela sends first pictures from space"),
    (PENSION, "Ostrel's lower house passes pension bill"),
    (PENSION, "Ostrel MPs back pension bill"),
    (CARS, "Elmsford's old centre now car-free"),
    (VOST, "After Vost: who will lead the country?"),
    (TRIAL, "Former minister Onder in the dock"),
    (TANKER, "Borealis afloat again after nine days on reef"),
    (POLL, "Ethiopians head to the polls"),
]
OTHERS = [
    (MINISTERS, "France, Germany foreign ministers to meet in Lyon", "progress"),
    (MINISTERS, "France, Germany foreign ministers cancel meeting", "cancelled"),
    (PRESIDENTS, "Odra, Lume talks pushed to July", "postponed"),
    (FARES, "Sundline fares to go up 5 percent in May", "progress"),
    (MELK, "What to expect from the Melk ruling", "echo"),
    (APES, "Crowds expected to flock to new ape house at Elmsford zoo", "echo"),
    (CONGRESS, "Senators pass spending bill", "progress"),
    (PENSION, "Pension bill clears committee in Ostrel", "progress"),
    (PENSION, "Ostrel voters say no to pension bill", "failed"),
    (RATES, "Morrin central bank stands pat on rates", "failed"),
    (VOST, "Vost: I'm going nowhere", "denied"),
    (TRIAL, "Court rejects Onder's bid to have trial moved", "progress"),
    (JETS, "Skarra picks rival over Lumen for fleet renewal", "failed"),
    (PLAYER, "Arran snubs Calder for Porto Bay", "failed"),
    (PLAYER, "Tomas Arran to have medical at Calder City", "progress"),
    (MILL, "Ferrox gets planning permission for Gallin mill", "progress"),
    (STORM, "Marisol coast told to evacuate as Odile nears", "progress"),
    (FERRY, "Second Harrow ferry stuck in yard until spring", "postponed"),
    (PROBE, "High winds keep Sela on the ground", "postponed"),
    (MELK, "Judge Ada Roon sees Melk case settled out of court", "cancelled"),
]


@pytest.mark.parametrize(("statement", "title", "polarity"), [*((*row, "occurred") for row in OCCURRED), *OTHERS])
def test_what_a_title_says(statement: str, title: str, polarity: str):
    found, because = judge_polarity(statement, title, "")
    assert found.value == polarity, because


@pytest.mark.parametrize(
    ("statement", "title"),
    [
        (PRESIDENTS, "Odra and Lume discuss gas prices by phone"),
        (PRESIDENTS, "Odra discusses gas prices with miners"),
        (CARS, "Car-free day in Gallin"),
        (FARES, "Ferry fares could go up 5 percent"),
        (JETS, "Skarra picks Lumen over rival"),
        (VOST, "After Vost's speech: who will pay?"),
    ],
)
def test_others_states_say_nothing_of_it(statement: str, title: str):
    found, because = judge_polarity(statement, title, "")
    assert found.value not in ("occurred", "failed"), because


@pytest.mark.parametrize(
    ("title", "joined"),
    [
        ("Odra, Lume meet", "Odra and Lume meet"),
        ("Odra, Kestria's president, meets Lume", "Odra, Kestria's president, meets Lume"),
        ("Odra, Holm meet", "Odra, Holm meet"),
    ],
)
def test_a_comma_joins_two_names_of_the_claim(title: str, joined: str):
    assert join_names(title, read_prediction(PRESIDENTS).names) == joined


def test_the_words_behind_an_object_tell_the_deed():
    assert "launch" in read_prediction("Holm will put a buoy into orbit.").families
    assert "try" in read_prediction("Norrby will put its mayor on trial.").families
    assert "sell" in read_prediction("Norrby will put its harbour on the market.").families
    assert not read_prediction("Norrby will put its mayor under pressure.").families


def test_states_are_of_their_own_deeds():
    told = read_state(frozenset(("ban",)), "norrby's harbour is smoke-free")
    assert told is not None
    assert told[0].label == "occurred"
    assert read_state(frozenset(("vote",)), "norrby's harbour is smoke-free") is None


def test_a_choice_has_two_sides():
    assert read_choice("Norrby picks Holm over Adler") == ("Holm", "Adler")
    assert read_choice("Norrby snubs Adler for Holm") == ("Holm", "Adler")
    assert read_choice("Norrby picks Holm") == ("", "")


def test_who_is_gone_and_who_talks():
    assert read_after("After Vost: who will lead?") == "Vost"
    assert not read_after("After Vost's speech: who will pay?")
    assert read_talk("odra and lume discuss gas")
    assert read_talk("odra and lume discuss gas by phone") is None
