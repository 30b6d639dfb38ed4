"""What is a prediction, whose it is, when it is due, and where it stands in the text. All sentences are invented."""

import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from patience import ends

from monitor.claims.extract import draft_claims
from monitor.model.claim import Article, ClaimDraft, Modality, undated

SAID = date(2017, 5, 2)


def drafts_of(text: str, **about: object) -> list[ClaimDraft]:
    article = Article(text, outlet="The Veldam Post", published=SAID)
    drafts = draft_claims(article)
    for draft in drafts:
        assert text[draft.start : draft.end] == draft.quote
        assert 0 < draft.score < 1
    assert drafts == sorted(drafts, key=lambda draft: -draft.score)
    return drafts


PREDICTIONS = [
    "The city of Veldam will open its new harbour bridge in June.",
    "The harbour court won't hear the case before autumn.",
    "The tribunal is expected to start its work on Thursday.",
    "The minister is set to visit Port Ellery next week.",
    "The two teams are slated to meet in the final.",
    "The verdict is due on Friday.",
    "The ship is due to leave Norland on Friday.",
    "A decision is expected next month.",
    "The hearing is scheduled for June 5.",
    "The council plans to sell the old ferry by October.",
    "Norland's cabinet is planning further cuts to the fleet.",
    "The miller has unveiled plans to make the old mill a museum.",
    "Norland intends to leave the treaty by 2020.",
    "Ms. Orlo pledged to build 400 homes.",
    "The union has promised to end the strike on Monday.",
    "The bank expects to close 40 branches by the end of the year.",
    "The expectation is that rates will rise in less than ten years.",
    "The company is going ahead with the merger.",
    "The parliament prepares to vote on the water bill.",
    "The mayor has decided not to run again.",
    "Ministers are to meet on Tuesday.",
    "Ms. Orlo faces a new lawsuit in October.",
    "The treaty takes effect on July 1.",
    "The mayor is stepping down next month.",
    "Orlo said she would not seek a third term.",
    "The ministry said it would publish the list.",
    "Orlo said he wants to sign a decree to close the mine by May 30.",
    "The ferry is likely to stop at Port Ellery from June 3 to June 9.",
    "The works should be completed by December 2018.",
    "The quarrel ended and the islanders look to a referendum next month.",
    "The ambassador arrives ahead of the minister's visit to Norland this weekend.",
    "If the wind drops, the ferry will leave on Friday.",
    "“We will publish the report on Friday,” Orlo said.",
    "The ferry, which was built in 1921, will stop running in June.",
    "I'll leave the council in June, Orlo said.",
    "The harbour is about to close.",
    "The mayor's on course to win the vote on Sunday.",
    "Orlo told her deputy on Friday that the bridge will open in June.",
    "Orlo's going to resign on Friday.",
    "The festival, set for July 8, is sold out.",
    "The trial begins on Monday.",
    "The trial, which starts on Monday, is the first of its kind.",
    "The hearing is on Thursday.",
    "Orlo has until June 5 to answer.",
    "Voters go to the polls on Tuesday.",
    "Talks resume next week in Port Ellery.",
    "The ambassador is traveling to Norland next week.",
    "Orlo agreed to meet Sand by June.",
    "The fishermen hope to open the pier by October 14.",
    "The bill now heads to the upper house.",
    "The summit, to be held in Port Ellery in July, is a first.",
    "The mine has no intention of selling the mill.",
    "They argued before the special election on June 20.",
    "The council said it was planning to cut 40 jobs.",
    "The mayor vowed that the bridge would open.",
    "Orlo said the city was going to sue the bank.",
    "The judge set a hearing for June 5.",
    "Sand plans a trip to Norland in June.",
    "The board expects growth to slow next year.",
]


@pytest.mark.parametrize("text", PREDICTIONS)
def test_an_open_prediction_is_proposed_once(text: str) -> None:
    assert len(drafts_of(text)) == 1


NO_PREDICTIONS = [
    "The city opened its bridge on Friday.",
    "Will the city open its bridge in June?",
    "Nobody has said what will become of the ferry.",
    "The bridge would be a mistake.",
    "The opposition would have voted for it.",
    "Nobody knows whether the bridge will open.",
    "I think the bridge will be a great success.",
    "Critics say the bridge would shut down most of the shops.",
    "People will always complain.",
    "The delay is due to safety concerns at the harbour.",
    "The law is intended to protect the fishermen.",
    "The bank lost more than expected.",
    "She signed her will last week.",
    "Norland's talks were opened by Theresa May.",
    "The mayor wants to make sure that everyone is heard.",
    "Mr. Will Sand has the free will to go.",
    "The mayor had planned to attend.",
    "The rumour that the harbour will close is a hoax.",
    "Correction: an earlier text said the bridge will open in June.",
    "You'll see a mass of terracotta roofs.",
    "The council agreed to pay.",
    "The new project was praised by the council.",
    "The proposal would raise the fees.",
    "Orlo refused to say the bridge would open.",
    "Perhaps it will be better.",
    "He says it.",
    "They argued before the special election on April 20.",
    "One of the harbour master's duties is to greet the ships.",
    "The match was set to begin at the old harbour.",
    "The mayor was committed to defending the mill.",
    "No sane town would sell its harbour.",
    "The voters' will must be heard.",
    "The council threatened to close the mill.",
    "The town was calm this weekend after the rally.",
    "The ferry visits Port Ellery.",
    "The fishermen hope the harbour will be easier to reach.",
]


@pytest.mark.parametrize("text", NO_PREDICTIONS)
def test_what_is_no_open_prediction_is_left_out(text: str) -> None:
    assert drafts_of(text) == []


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The city will open its bridge in June.", Modality.WILL),
        ("The city is scheduled to open its bridge in June.", Modality.SCHEDULED),
        ("The city plans to open its bridge in June.", Modality.PLANS),
        ("The city vowed to open its bridge in June.", Modality.PROMISES),
        ("The city is expected to open its bridge in June.", Modality.EXPECTS),
    ],
)
def test_how_firmly_it_is_put(text: str, modality: Modality) -> None:
    (draft,) = drafts_of(text)
    assert draft.modality is modality
    assert draft.due is not None
    assert (draft.due.latest, draft.due.text) == (date(2017, 6, 30), "in June")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The bridge will open in June.", "The Veldam Post"),
        ("The bridge will open in June, the mayor said.", "the mayor"),
        ("The bridge will open in June, said Ann Orlo.", "Ann Orlo"),
        ("The bridge will open in June, according to the harbour board.", "the harbour board"),
        ("The harbour board said on Monday the bridge will open in June.", "the harbour board"),
        ("Ann Orlo, the mayor of Veldam, said the bridge will open in June.", "Ann Orlo"),
        ("Ann Orlo praised the builders and said the bridge will open in June.", "Ann Orlo"),
        ("In a speech on Monday, the mayor announced that the bridge will open in June.", "the mayor"),
        ("Veldam plans to open the bridge in June.", "Veldam"),
        ("The papers discussed the mayor's plan to open the bridge in June.", "the mayor"),
        ("The papers discussed a bold plan to open the bridge in June.", "The Veldam Post"),
        ("One point of the Palace readout is that Norland will send a ship in June.", "the Palace"),
        ("Ann Orlo spoke. She said the bridge will open in June.", "Ann Orlo"),
        ("Ann Orlo spoke. “It is done. The bridge will open in June,” she said.", "Ann Orlo"),
        ("“The bridge will open in June.” Orlo said it was time.", "Orlo"),
        ("“The bridge will open in June.”", "The Veldam Post"),
        ("The Harbour Board met. It said the bridge will open in June.", "the Harbour Board"),
        ("Orlo told Sand that the ferry was late and said the bridge will open in June.", "Orlo"),
    ],
)
def test_who_asserts_it(text: str, who: str) -> None:
    drafts = drafts_of(text)
    assert [draft.asserted_by for draft in drafts] == [(who,)]


def test_an_article_without_an_outlet_asserts_nothing_by_name() -> None:
    (draft,) = draft_claims(Article("The bridge will open in June."))
    assert draft.asserted_by == ()
    assert draft.due is None


def test_who_is_silent_and_who_denies() -> None:
    (silent,) = drafts_of(
        "The Palace's version of the dinner, though not the Admiralty's, says the two will meet in June."
    )
    assert (silent.asserted_by, silent.silent) == (("The Palace",), ("the Admiralty",))
    (denied,) = drafts_of("The bridge will open in June, the mayor said, but the Harbour Board denied it.")
    assert denied.denied_by == ("the Harbour Board",)


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("Orlo said she would resign in June.", ["Orlo will resign in June."]),
        ("Orlo said she'd resign in June.", ["Orlo will resign in June."]),
        ("“I plan to resign in June,” Ann Orlo said.", ["Ann Orlo plans to resign in June."]),
        ("“We're set to win in June,” Ann Orlo said.", ["Ann Orlo is set to win in June."]),
        ("I'll resign in June, Ann Orlo said.", ["Ann Orlo will resign in June."]),
        (
            "Ann Orlo met Ben Sand. Orlo told Sand of the talks. The two will meet again in June.",
            ["Ann Orlo and Ben Sand will meet again in June."],
        ),
        ("Ann Orlo met the press, said Orlo. She will resign in June.", ["Ann Orlo will resign in June."]),
        ("The two will meet again in June.", ["The two will meet again in June."]),
        ("The Harbour Board met. It will meet again in June.", ["the Harbour Board will meet again in June."]),
        ("A storm came. It will rain in June.", ["It will rain in June."]),
        (
            "Sand, 59, will serve a year from June, Orlo said, and will stand in the election next November.",
            ["Sand will stand in the election next November.", "Sand, 59, will serve a year from June."],
        ),
        (
            "The court will sit on Thursday and the council is expected to vote on Friday.",
            ["The council is expected to vote on Friday.", "The court will sit on Thursday."],
        ),
        (
            "The vote on Monday ended, clearing the way for a summit next week.",
            ["A summit next week is planned."],
        ),
        (
            "The list, which will be printed by the Mint, is long.",
            ["The list will be printed by the Mint."],
        ),
        ("The “new” bridge will “open in June.”", ['The "new" bridge will "open in June."']),
        ("The bridge, “a dream, will open in June.", ["The bridge, a dream, will open in June."]),
        ("VELDAM (News Desk) - The bridge will open in June.", ["The bridge will open in June."]),
    ],
)
def test_a_statement_stands_alone(text: str, statements: list[str]) -> None:
    found = sorted(undated(draft.statement) for draft in drafts_of(text))
    assert [it.lower() for it in found] == sorted(it.lower() for it in statements)


def test_a_time_that_leads_in_dates_the_clause() -> None:
    (draft,) = drafts_of("By the end of the month, the list of towns will be printed.")
    assert draft.due is not None
    assert draft.due.latest == date(2017, 5, 31)


def test_a_time_of_the_saying_is_not_the_time_of_the_event() -> None:
    (draft,) = drafts_of("The mayor said on Monday that the list will be printed.")
    assert draft.due is None


def test_a_date_that_names_a_thing_comes_after_one_of_the_event() -> None:
    (draft,) = drafts_of("Orlo will file for next year's election on Monday.")
    assert draft.due is not None
    assert draft.due.latest == date(2017, 5, 8)


def test_words_without_a_date_are_kept() -> None:
    (draft,) = drafts_of("The board will print the list in the coming weeks.")
    assert draft.due is not None
    assert (draft.due.latest, draft.due.text) == (None, "in the coming weeks")
    assert "no date: say by when" in draft.lint


def test_the_same_event_told_twice_is_one_draft() -> None:
    text = (
        "Norland discussed a plan to build “calm or quiet” harbours.\n\n"
        "Norland is backing a plan to build four quiet harbours, run by crews of three countries."
    )
    assert len(drafts_of(text)) == 1
    repeat = "The city will open its harbour bridge. The city will open its harbour bridge in June."
    (draft,) = drafts_of(repeat)
    assert draft.due is not None


def test_a_repeat_lends_its_date() -> None:
    text = "The council is expected to print the list of towns. Lists of towns the council should print by June 5."
    assert [draft.due.latest for draft in drafts_of(text) if draft.due] == [date(2017, 6, 5)]


def test_other_actors_and_other_numbers_are_other_events() -> None:
    assert len(drafts_of("Orlo will stop selling plastic straws. Sand will stop selling plastic straws.")) == 2
    assert len(drafts_of("The town will build 40 brick houses. The town will build 90 brick houses.")) == 2


def test_the_items_of_a_programme_are_one_draft_and_dated_ones_stay() -> None:
    names = ["Ada Orlo", "Ben Sand", "Cid Reed", "Dan Moor", "Eve Lake", "Fay Hill"]
    assert len(drafts_of("\n".join(f"{name} will be heard by the panel." for name in names))) == 1
    assert (
        len(
            drafts_of("\n".join(f"{name} will be heard by the panel on July {at}." for at, name in enumerate(names, 1)))
        )
        == 6
    )
    assert len(drafts_of("\n".join(f"{name} will be heard by the panel." for name in names[:3]))) == 3


def test_an_article_that_debunks_a_rumour_speaks_for_itself_only() -> None:
    story = "It says the sun will vanish in June. “The sun will not vanish in June,” an astronomer said."
    article = Article(story, "That dark June is a hoax", "The Veldam Post", published=SAID)
    assert ["not" in draft.statement for draft in draft_claims(article)] == [True]
    often = story + " The rumour is old. The rumour is false. It is a hoax."
    assert ["not" in draft.statement for draft in drafts_of(often)] == [True]


def test_nearly_the_same_words_are_one_event() -> None:
    text = "The council will print the long list of small towns. "
    text += "The council is expected to print the list of towns by June 5."
    (draft,) = drafts_of(text)
    assert draft.due is not None
    assert draft.due.latest == date(2017, 6, 5)


def test_terms_are_names_first_then_telling_words() -> None:
    (draft,) = drafts_of("The city of Veldam will open the Orlo Bridge near Port of Ellery in June.")
    assert draft.terms[:3] == ("Veldam", "Orlo Bridge", "Port of Ellery")
    assert "city" in draft.terms
    assert len(draft.terms) <= 8


def test_white_space_and_asides_of_the_text_keep_their_place() -> None:
    text = "Sen. Orlo (of\u00a0Veldam) will\u00a0open the bridge in\u00a0June.\r\nThe end."
    (draft,) = drafts_of(text)
    assert draft.quote.endswith("in\u00a0June.")
    assert undated(draft.statement) == "Sen. Orlo will open the bridge in June."


def test_sentences_end_where_they_end() -> None:
    text = (
        "Orlo lives in the U.S. The bridge will open in June! He left… Roe v. Sand will be heard on Jan. 5 by J. Orlo."
    )
    quotes = {draft.quote for draft in drafts_of(text)}
    assert quotes == {"The bridge will open in June!", "Roe v. Sand will be heard on Jan. 5 by J. Orlo."}


def test_a_very_long_sentence_is_left_alone() -> None:
    assert drafts_of("The bridge will open " + "and open again " * 50 + "in June.") == []


ALPHABET = [
    *PREDICTIONS,
    *NO_PREDICTIONS,
    "\n",
    "“",
    "”",
    '"',
    " (",
    ") ",
    "—",
    "; ",
    ", and ",
    " said ",
    " that ",
    "will ",
]


@given(st.lists(st.sampled_from(ALPHABET), max_size=12))
def test_whatever_the_text_offsets_are_exact_and_drafts_apart(pieces: list[str]) -> None:
    drafts = drafts_of(" ".join(pieces))
    spans = sorted((draft.start, draft.end) for draft in drafts)
    assert len(set(spans)) == len(spans)


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    drafts_of(text)


def calls_for(text: str) -> int:
    """How often anything is called while `text` is drafted, the searches of patterns among it."""
    count = 0

    def see(frame: object, event: str, what: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(see)
    try:
        drafts_of(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "line",
    [
        "Monday\n",
        "Monday: x\n",
        "\u202eThe bridge\u202c will open in June. ",
        "The \x1b[31mbridge\x07 will open\x00 in June. ",
        "The bridge of Veldam will open in June, Anna Brenn said. ",
        "It will open. ",
        "“He said on Friday that they will go.\n",
    ],
    ids=["headings", "labels", "bidi", "controls", "long", "short", "quotation"],
)
def test_twice_the_text_is_twice_the_work(line: str) -> None:
    drafts_of(line)  # what is looked up once is looked up
    some, twice = calls_for(line * 20), calls_for(line * 40)
    assert some < twice < 2.2 * some


@pytest.mark.parametrize(
    "text",
    [
        "will" * 250_000,
        "*" * 400_000,
        "- " * 300_000,
        "\n" * 200_000,
        "The city " + "and open in June " * 5_000,
        "said " * 100 + "will open",
        "“" * 2_000,
        "the " * 110 + "will open in June.",
        "A" * 50_000,
        "(" * 5_000,
        "in " * 118,
    ],
    ids=["word", "stars", "bullets", "lines", "and", "said", "quotes", "the", "letters", "brackets", "in"],
)
def test_a_hostile_text_is_soon_read(text: str) -> None:
    with ends():  # what is not linear takes hours
        drafts_of(text)


LISTED = """The week ahead

MONDAY, MAY 8
- Veldam: The council meets at ten
* The bank opens its new hall

WEDNESDAY, MAY 10
1. Ministers sign the treaty in Port Ellery

ELSEWHERE
The council meets at ten
Friday: The ferry sails to Norland
Lisa: The ferry sails to Norland
"""


def test_lines_under_a_day_or_after_one_take_place_on_it() -> None:
    drafts = sorted(drafts_of(LISTED), key=lambda draft: draft.start)
    found = [(undated(draft.statement), draft.due and str(draft.due.latest)) for draft in drafts]
    assert found == [
        ("The council meets at ten.", "2017-05-08"),
        ("The bank opens its new hall.", "2017-05-08"),
        ("Ministers sign the treaty in Port Ellery.", "2017-05-10"),
        ("The ferry sails to Norland.", "2017-05-05"),
    ]


def test_a_lone_day_over_an_article_is_no_heading_and_without_a_day_there_is_none() -> None:
    assert drafts_of("May 2, 2017\nThe council meets at ten.") == []
    assert draft_claims(Article(LISTED)) == []


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        (
            "The bank said it would end its purchases on June 1 and raise rates at its meeting on June 21.",
            ["The bank will end its purchases on June 1.", "The bank will raise rates at its meeting on June 21."],
        ),
        (
            "The plant is expected to open in June and to hire 300 people.",
            ["The plant is expected to open in June.", "The plant is expected to hire 300 people."],
        ),
        (
            "Dockers in Norland begin a strike on Friday, post workers walk out on June 1, and pilots vote next week.",
            [
                "Dockers in Norland begin a strike on Friday.",
                "Post workers walk out on June 1.",
                "Pilots vote next week.",
            ],
        ),
    ],
)
def test_two_events_in_a_sentence_are_two_drafts(text: str, statements: list[str]) -> None:
    assert [undated(draft.statement) for draft in sorted(drafts_of(text), key=lambda draft: draft.start)] == statements


@pytest.mark.parametrize(
    ("before", "text", "statement"),
    [
        ("Two lawyers of the firm were in court.", "They plan to appeal.", "Two lawyers of the firm plan to appeal."),
        ("Two lawyers of the firm were in court.", "It plans to appeal.", "It plans to appeal."),
        ("The airline was fined.", "It plans to appeal.", "The airline plans to appeal."),
        ("The airline was fined.", "Its boss said he would appeal.", "The airline's boss will appeal."),
        ("Anna Brenn, the mayor, was there.", "Friends say she will run again.", "Anna Brenn will run again."),
        (
            "The hall is full.",
            "“We will open our doors in June,” said Anna Brenn.",
            'Anna Brenn: "We will open our doors in June."',
        ),
        (
            "The hall is full.",
            "The storm was expected to hit the coast on Friday.",
            "The storm is expected to hit the coast on Friday.",
        ),
    ],
)
def test_a_pronoun_stands_for_what_it_agrees_with(before: str, text: str, statement: str) -> None:
    assert statement in [undated(draft.statement) for draft in drafts_of(f"{before} {text}")]


def test_a_quotation_belongs_to_a_speaker_behind_a_lower_case_title() -> None:
    text = "“The yard is not closing,” said chairman Igor Mand. “We will present a new offer next week.”"
    assert [draft.asserted_by for draft in drafts_of(text)] == [("Igor Mand",)] * 2


def test_a_plan_told_again_without_its_owner_at_the_head_is_one() -> None:
    first = "Norland is pushing a plan to establish five buffer zones along the coast."
    again = "The other is that both delegations have discussed a Norlandic plan to establish safer zones."
    assert [draft.quote for draft in drafts_of(f"{first} {again}")] == [first]


HOSTILE = {
    "dots": "." * 200_000 + "x",
    "quotes": '."' * 100_000,
    "will": ("will " * 24 + ". ") * 100,
    "leads": ("On Friday, he, " * 24 + "will go. ") * 10,
    "modals": "Friday will " * 59 + ". ",
    "brackets": "(" * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_no_more_time_than_its_length(name: str) -> None:
    with ends():
        drafts_of(HOSTILE[name])


def test_struck_words_say_nothing() -> None:
    assert [it.quote for it in drafts_of("~~The fair will open in June.~~ The ferry will stop in July.")] == [
        "The ferry will stop in July."
    ]


def test_a_text_longer_than_is_read_is_cut_between_two_sentences() -> None:
    text = "The ferry will stop in July. Much " + "rain " * 59_990 + "fell. The mayor will open it on Friday."
    assert [it.quote for it in drafts_of(text)] == ["The ferry will stop in July."]


def test_items_of_a_calendar_need_no_verb() -> None:
    text = "Coming up\nThursday: Retail sales\nFriday — Norland budget figures\nPhoto: Ann Orlo\n"
    drafts = draft_claims(Article(text, published=SAID))
    assert {(undated(it.statement), it.due.latest if it.due else None) for it in drafts} == {
        ("Retail sales are planned.", date(2017, 5, 4)),
        ("Norland budget figures are planned.", date(2017, 5, 5)),
    }


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The palace hopes the bridge will open in June.", "the palace"),
        ("In a speech late on Monday Ann Orlo vowed that the bridge would open in June.", "Ann Orlo"),
        ("Ann Orlo praised the plan, saying the bridge will open in June.", "Ann Orlo"),
        ("The Norland Party, which won 12 seats, vowed to open the bridge in June.", "The Norland Party"),
        ("The maker, Veldam Steel, has promised to open the bridge in June.", "Veldam Steel"),
    ],
)
def test_who_hopes_vows_and_says_in_passing(text: str, who: str) -> None:
    assert [draft.asserted_by for draft in drafts_of(text)] == [(who,)]


@pytest.mark.parametrize(
    "text",
    [
        "Friday: The fair opened\nThursday: It was closed",
        "The minister was set to open the bridge.",
        "The fair opens in summer.",
        "We will continue to use every tool.",
        "In 2014 the firm promised to open a school.",
        "Some 35 percent of voters say the economy will be worse next year.",
    ],
)
def test_what_is_over_or_nothing_to_check_is_left_out(text: str) -> None:
    assert drafts_of(text) == []


def test_two_verbs_of_one_actor_with_few_words_are_two_events() -> None:
    text = "Veldam will join the pact. Veldam will be at the Palace on Thursday."
    assert len(drafts_of(text)) == 2


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The academy said the bridge will open in June.", "the academy"),
        ("A first round of voting means the bridge will open in June.", "The Veldam Post"),
        ("The rails said the bridge will open in June.", "The Veldam Post"),
        ("The day was named by works minister Ann Orlo, who said the bridge will open in June.", "Ann Orlo"),
        ("Campaigners said the bridge will open in June.", "Campaigners"),
    ],
)
def test_only_what_can_speak_asserts(text: str, who: str) -> None:
    assert [draft.asserted_by for draft in drafts_of(text)] == [(who,)]


def test_a_headline_is_stated_as_a_sentence() -> None:
    text = "Veldam to open its bridge in June\nNorland not to join the pact\nDear readers to the south\n"
    assert {undated(it.statement) for it in drafts_of(text)} == {
        "Veldam will open its bridge in June.",
        "Norland will not join the pact.",
    }


def test_results_under_a_day_are_no_items() -> None:
    text = "Results\nThursday: Veldam 2-1 Norland\nFriday: Norland 3\n"
    assert drafts_of(text) == []


def test_two_deeds_of_one_long_name_are_two_and_a_pronoun_beside_a_name_is_named() -> None:
    text = (
        "The ferry line Norland Star plans to move its boats to Veldam and to cut 40 jobs by the end of the year, said its "
        "chief, Ben Sand. Mayor Ada Orlo said the port would close. She and Sand are to meet next week."
    )
    said = [undated(draft.statement) for draft in drafts_of(text)]
    assert any("move its boats" in it for it in said)
    assert any("cut 40 jobs" in it for it in said)
    assert "Ada Orlo and Ben Sand are to meet next week." in said


def test_an_article_that_calls_itself_opinion_is_read_as_one() -> None:
    text = "The council will lose its nerve."
    assert len(drafts_of(text)) == 1
    assert draft_claims(Article(text, "OPINION: Why it fails", published=SAID)) == []


@pytest.mark.parametrize(
    ("text", "asserted", "denied", "silent"),
    [
        ("Mayor Ada Orlo met Ben Sand. The ferries will move in June, he said.", "Ben Sand", (), ()),
        ("The union says the mill will close in June, but the company denies it.", "the union", ("the company",), ()),
        (
            "Norland said it will sell the mill. The White House did not confirm a sale.",
            "Norland",
            (),
            ("the White House",),
        ),
        (
            "Norland said it will sell the mill. A bank spokesman declined to comment.",
            "Norland",
            (),
            ("a bank spokesman",),
        ),
        ("Norland said it will send boats, a claim that Veldam rejected.", "Norland", ("Veldam",), ()),
        ("The ministry, unlike the army's, said the troops will leave in June.", "the ministry", (), ("the army",)),
        ("Norland said it will sell the mill. Veldam denied that.", "Norland", ("Veldam",), ()),
    ],
)
def test_who_says_it_who_denies_and_who_keeps_quiet(
    text: str, asserted: str, denied: tuple[str, ...], silent: tuple[str, ...]
) -> None:
    (draft,) = drafts_of(text)
    assert (draft.asserted_by, draft.denied_by, draft.silent) == ((asserted,), denied, silent)
