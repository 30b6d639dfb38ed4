"""Statements that a stranger can read: who and what is meant, and the days of the calendar."""

from datetime import date

import pytest

from monitor.claims.extract import draft_claims
from monitor.claims.extract.dating import date_statement
from monitor.model.claim import Article, ClaimDraft, DueWindow, Precision, undated

SAID = date(2025, 2, 19)


def drafts_of(text: str) -> list[ClaimDraft]:
    return sorted(draft_claims(Article(text, published=SAID)), key=lambda draft: draft.start)


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("The court will rule on Monday.", "The court will rule on Monday (24 February 2025)."),
        ("The polls will close on Monday night.", "The polls will close on Monday night (24 February 2025)."),
        ("The court will rule on March 10.", "The court will rule on March 10 (2025)."),
        ("The court will rule in June.", "The court will rule in June (2025)."),
        ("The court will rule in June 2026.", "The court will rule in June 2026."),
        ("The court will rule next week.", "The court will rule next week (24 February to 2 March 2025)."),
        ("The court will rule next month.", "The court will rule next month (March 2025)."),
        ("The plant will open next year.", "The plant will open next year (2026)."),
        ("The plant will open this summer.", "The plant will open this summer (by 31 August 2025)."),
        ("The plant will open next winter.", "The plant will open next winter (December 2025 to February 2026)."),
        ("The firm will pay within 30 days.", "The firm will pay within 30 days (by 21 March 2025)."),
        ("The firm will pay before Easter.", "The firm will pay before Easter (by 19 April 2025)."),
        ("The plant will open early next year.", "The plant will open early next year (January to March 2026)."),
        ("The firm will soon pay.", "The firm will soon pay."),
    ],
)
def test_a_time_that_needs_the_day_it_was_said_gets_its_days(text: str, statement: str) -> None:
    (draft,) = drafts_of(text)
    assert draft.statement == statement
    assert undated(draft.statement) == text


def test_a_time_that_stands_before_the_clause_is_told_at_its_end() -> None:
    letter = "AHEAD\nTuesday: Halden Foods reports third-quarter earnings\nFriday: Leo Brand goes on trial in Corran"
    assert [it.statement for it in drafts_of(letter)] == [
        "Halden Foods reports third-quarter earnings (25 February 2025).",
        "Leo Brand goes on trial in Corran (21 February 2025).",
    ]
    (led,) = drafts_of("On the first of May, when the lamp goes dark, Rae will lock the door.")
    assert led.statement == "Rae will lock the door (1 May 2025)."


def test_the_signs_of_markdown_are_no_words() -> None:
    text = "## Next\n\n- [ ] The ministry must approve the plan by May 1\n- [x] The line is due to open in 2028.[^1]\n"
    assert [it.statement for it in drafts_of(text)] == [
        "The ministry must approve the plan by May 1 (2025).",
        "The line is due to open in 2028.",
    ]


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("The court will rule on Monday's case.", "on Monday"),
        ("The court will rule this year and next.", "next week"),
        ('The mayor: "I will go on Monday and stay."', "on Monday"),
        ("The growth will be 1.1 percent this year and 1.6 percent next.", "this year"),
        ("The court will rule on Monday 2026.", "on Monday"),
    ],
)
def test_a_statement_stays_where_no_day_can_be_put(statement: str, words: str) -> None:
    day = date(2025, 2, 24)
    assert date_statement(statement, DueWindow(day, day, words, Precision.DAY)) == statement
    assert date_statement(statement, DueWindow(day, None, words, Precision.DAY)) == statement


def test_a_window_over_the_turn_of_a_year_names_both() -> None:
    window = DueWindow(date(2025, 12, 29), date(2026, 1, 4), "next week", Precision.DAY)
    told = date_statement("The court will rule next week.", window)
    assert told == "The court will rule next week (29 December 2025 to 4 January 2026)."
    years = DueWindow(date(2025, 1, 1), date(2027, 12, 31), "in three years", Precision.YEAR)
    assert date_statement("It will end in three years.", years) == "It will end in three years (2025 to 2027)."
    days = DueWindow(date(2025, 3, 3), date(2025, 3, 5), "on Monday", Precision.DAY)
    assert date_statement("It will end on Monday.", days) == "It will end on Monday (3 to 5 March 2025)."


@pytest.mark.parametrize(
    ("text", "statement", "by"),
    [
        (  # whose client it is that the speaker calls his
            "A jury found Carl Wend guilty. His barrister, Theo Lang, told the court his client would appeal by May.",
            "Theo Lang's client will appeal by May.",
            ("Theo Lang",),
        ),
        (  # a person is who stands behind his office
            "“We do not bow,” said the prime minister, Liv Stern. She is to address the nation on Sunday.",
            "Liv Stern is to address the nation on Sunday.",
            (),
        ),
        (  # a team is nobody
            "Hill Rovers captain Sean Ode limped off. Hill Rovers won. He will miss the match on Sunday.",
            "Sean Ode will miss the match on Sunday.",
            (),
        ),
        (  # the plant, not the town of it
            "The Lodz plant is new. It will employ 900 people from May.",
            "The Lodz plant will employ 900 people from May.",
            (),
        ),
        (  # the office whose word the sentence before was
            "Cases of flu rose, the health institute said on Tuesday. It expects the wave to peak in April.",
            "The health institute expects the wave to peak in April.",
            ("the health institute",),
        ),
        (
            "Finance ministers of the Pact meet in Tallow. They are expected to agree a fund on Friday.",
            "Finance ministers of the Pact are expected to agree a fund on Friday.",
            (),
        ),
        (
            "Senator Ilse Morrow chairs the panel. Morrow spoke to us.\nQ: Will you stay?\nA: No. I will leave in May.",
            "Ilse Morrow will leave in May.",
            ("Ilse Morrow",),
        ),
        (
            "Senator Ilse Morrow chairs the panel.\nMORROW: We will hold a hearing in May.",
            "Ilse Morrow will hold a hearing in May.",
            ("Ilse Morrow",),
        ),
        ("NOTE: We will hold a hearing in May.", "We will hold a hearing in May.", ()),
        (
            "A test of a combined flu and cold shot is due in May.",
            "A test of a combined flu and cold shot is due in May.",
            (),
        ),
        (
            "Police searching for a hiker on Mount Garn said they would go on in May.",
            "Police searching for a hiker on Mount Garn will go on in May.",
            ("Police searching for a hiker on Mount Garn",),
        ),
        (
            "A one-shot treatment worked. Its developer, Helix Bio, plans to seek approval by June.",
            "A one-shot treatment's developer, Helix Bio, plans to seek approval by June.",
            ("Helix Bio",),
        ),
        (
            "“It is rich,” said Kim Holt of Barrow Securities, who expects the shares to fall by May.",
            "Kim Holt of Barrow Securities expects the shares to fall by May.",
            ("Kim Holt of Barrow Securities",),
        ),
        (
            "They know 24 languages, and ten more will be added in May.",
            "Ten more will be added in May.",
            (),
        ),
        (
            "Norvania is to announce a fund in May, according to two people with knowledge of the plan.",
            "Norvania is to announce a fund in May.",
            ("two people with knowledge of the plan",),
        ),
        (
            "Bus maker Kestrel will recall 12,000 vehicles in May, the firm said.",
            "Bus maker Kestrel will recall 12,000 vehicles in May.",
            ("Kestrel",),
        ),
        (
            "Stocks fell. Lumen rose 3 percent; it reports after the bell on Monday.",
            "Lumen reports after the bell on Monday.",
            (),
        ),
        (
            "The 14-kilometre line is new. The losing bidder, Kestrel Rail, said it would go to court in May.",
            "Kestrel Rail will go to court in May.",
            ("Kestrel Rail",),
        ),
        (
            "The government will sell its stake by June, two officials told the Northwire agency on Tuesday.",
            "The government will sell its stake by June.",
            ("two officials",),
        ),
        (
            "The European Commission will publish its spring forecast on 15 May.",
            "The European Commission will publish its spring forecast on 15 May.",
            (),
        ),
        (
            "Lawmakers of the ruling party want a debate next week.",
            "A debate next week is planned.",
            (),
        ),
        (
            "A trial over the use of songs begins on Monday. It is expected to last until May.",
            "A trial over the use of songs is expected to last until May.",
            (),
        ),
        (
            "The bank lowered its rate and said it expected prices to fall in May.",
            "The bank expects prices to fall in May.",
            ("the bank",),
        ),
        ("The tax, due to take effect in May, would add nine cents.", "The tax is due to take effect in May.", ()),
        (
            "Farmers blocked roads. They have vowed to stay until May.",
            "Farmers have vowed to stay until May.",
            ("Farmers",),
        ),
        (
            "Agriculture minister Ivo Senn will receive them on Tuesday, his office said.",
            "Agriculture minister Ivo Senn will receive them on Tuesday.",
            ("Ivo Senn's office",),
        ),
        (
            "“The first ship will be built by 2031,” said Germany's minister, Anke Vogt.",
            "The first ship will be built by 2031.",
            ("Anke Vogt",),
        ),
        (
            "Jon Brandt said his party would attend the talks on Friday but ruled out a deal.",
            "Jon Brandt's party will attend the talks on Friday.",
            ("Jon Brandt",),
        ),
    ],
)
def test_who_and_what_is_meant(text: str, statement: str, by: tuple[str, ...]) -> None:
    draft = drafts_of(text)[-1]
    assert undated(draft.statement) == statement
    assert draft.asserted_by == by


def test_two_clauses_of_a_sentence_with_a_day_each_are_two() -> None:
    found = drafts_of("A ballot on strike action opens on Monday and closes on 6 March.")
    assert [str(it.due.latest) for it in found if it.due] == ["2025-02-24", "2025-03-06"]
    assert found[1].statement == "A ballot on strike action closes on 6 March (2025)."


def test_a_headline_is_not_drafted_beside_the_sentence_that_tells_it() -> None:
    below = "Toy maker Brill said it would close its factory in Carrow by the end of May."
    (draft,) = drafts_of(f"Brill to shut Carrow plant\n\n{below}")
    assert draft.start > len("Brill to shut Carrow plant")
    assert len(drafts_of("Brill to shut Carrow plant\n\nThe plant was built in 1931.")) == 1
    other = "Brill to shut Carrow plant\n\nThe premier will visit Ostra on Monday."
    assert len(drafts_of(other)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "The bank lowered its rate by a quarter to 3 percent and said it expected prices to fall in May.",
        "Economists at Dell & Co. said they now expect two further cuts before the autumn.",
        "The next council meeting is at 7 p.m. on March 4.",
        "The Greens hold a congress in Elmstadt on 1-2 March.",
        "Work on the bridge begins the week of June 9.",
        "A rally is planned outside the town hall on Saturday.",
        "Brill reports second-quarter results on May 5.",
        "Brill said it expected annual savings of $120 million by 2028.",
        "The storm Nadia should weaken by Thursday night.",
        "The countries agreed in January to reopen the crossing this summer.",
        "Work is supposed to start in March.",
    ],
)
def test_plain_wordings_are_drafted(text: str) -> None:
    assert len(drafts_of(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "You will receive our next letter on Tuesday.",
        "She was in the sixth day of a strike intended to raise wages in May.",
        "Exams in Wales are set by another board.",
        "Traders see a 70 percent chance of a cut.",
        "Keepers will tell you the sea is never the same twice.",
        "He planned to be an engineer and would have left for Glasgow.",
        "Mr. Orlo should resign by Friday.",
        "Forty percent of voters said they expected the party to win in May.",
    ],
)
def test_what_looks_like_one_is_left_out(text: str) -> None:
    assert drafts_of(text) == []


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("Ann Orlo spoke of talks ahead of her June visit.", "Ann Orlo's June (2025) visit is planned."),
        (
            "He wanted to feed several shelters which will otherwise run out of bread in June.",
            "Several shelters will otherwise run out of bread in June (2025).",
        ),
        (
            "Orlo said in a note to the Upper and Lower Chamber on Monday that a first sketch would be out by June 5.",
            "A first sketch will be out by June 5 (2025).",
        ),
        (
            "The chairman and the two others, who all serve as life members, will meet in June.",
            "The chairman and the two others, who all serve as life members, will meet in June (2025).",
        ),
        (
            "The two boats — each the size of a bus — will join the ferries launched in May to form a fleet.",
            "The two boats — each the size of a bus — will join the ferries launched in May to form a fleet.",
        ),
        (
            "» A debate is set for the harbour rules in June.",
            "A debate is set for the harbour rules in June (2025).",
        ),
        (
            "Directed by Ann Orlo and starring Leo Brand, the play opens in Veldam on June 9.",
            "The play opens in Veldam on June 9 (2025).",
        ),
        (
            "The clerk of the port confirmed the visit to a blog, and that the sermon would mention “ferries” on June 2.",
            'The sermon will mention "ferries" on June 2 (2025).',
        ),
    ],
)
def test_a_subject_is_whole_and_nothing_more(text: str, statement: str) -> None:
    assert statement in [draft.statement for draft in drafts_of(text)]


def test_who_says_it_is_not_what_leads_in() -> None:
    (draft,) = drafts_of("Among other steps, Ann Orlo said the port will end the toll in June.")
    assert draft.asserted_by == ("Ann Orlo",)


def test_a_feast_that_does_something_is_no_day() -> None:
    assert drafts_of("They called the play Halloween meets a wedding.") == []


def test_he_is_the_officer_a_sentence_is_about_and_not_whom_he_met() -> None:
    text = "Orlo's aides said that the prime minister will meet President Leo Brand. He is expected to sail home on Monday."
    assert drafts_of(text)[-1].statement == "The prime minister is expected to sail home on Monday (24 February 2025)."
    named = "Prime Minister Tom Sand met President Leo Brand. He is expected to sail home on Monday."
    assert drafts_of(named)[-1].statement.startswith("Tom Sand is expected")
