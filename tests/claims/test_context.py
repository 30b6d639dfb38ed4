"""What the words around a clause take from it, or give it. All sentences are invented."""

from datetime import date

import pytest

from monitor.claims.extract import draft_claims
from monitor.model.claim import Article, ClaimDraft, undated

SAID = date(2017, 5, 2)


def drafts_of(text: str) -> list[ClaimDraft]:
    return draft_claims(Article(text, published=SAID))


LEFT_OUT = [
    # a plan that is only named, or is somebody's no more
    "The city's plan to allow ferries had grave flaws from the start.",
    "The debate moved to the details of plans to replace the old harbour law.",
    "Norland's government has refused to revive plans for a second canal.",
    "Orlo, who had originally planned to build 400 homes this year, fell ill.",
    "Key was expected to stand for a fourth term next year. But he said the time had come to go home.",
    "The council's plan to fell 62 trees on Linden Avenue ran into a storm of protest.",
    # somebody says it, and somebody else doubts, supposes or claims it
    "You might not care if Orlo says he is going to close the harbour.",
    "Nobody took up the claim that Norland will seize the island.",
    "There is little sign that the minister will visit the island.",
    "Norland should plan to take the island by force.",
    "The trial must end before a new inspection can be scheduled.",
    # told of the past
    "Orlo's rivals paid for letters to the delegates pledged to vote for her this year.",
    "He spoke of his desire to stay on when Sand became chief in October.",
    "Sand committed to keep the mill open when the two sides signed last year.",
    "Orlo had 12 days to sign the measure and let them pass.",
    # nothing that can be checked
    "“I will work hard to unite our island,” Orlo said.",
    "“This will be one of the most historic events in our movement,” said Orlo.",
    "Sand has a plan but won't reveal it.",
    "Shares of the bank are opening higher Friday.",
    "Our forecast in places that tend to vote late is vague.",
    "Visitors will be interested in the details.",
    "In the film, a detective will travel to Norland to find her sister.",
    "When an application is filed, the harbour office will review it within 30 days.",
    "The best way to gain from it is to buy a house on the island.",
    "“Persuading a court to undo it would be a steep challenge,” Orlo said.",
    "The change reflects the island's positive returns this year.",
    "The bill, sponsored by the committee's chair Jerrold Sand, would remove the toll, an analyst said.",
]


@pytest.mark.parametrize("text", LEFT_OUT)
def test_what_its_surroundings_take_away_is_left_out(text: str) -> None:
    assert [draft.quote for draft in drafts_of(text)] == []


KEPT = [
    "The minister is balking at the panel's plans to allow lawyers to question him on Thursday.",
    "Norland is pushing a plan to establish five buffer zones along the coast.",
    "Key was expected to stand for a fourth term next year.",
    "The harbour office has said they will publish the full report on the accident.",
    "Smaller quakes can be expected for several weeks.",
    "The ministry denied that Orlo was leaving, but two officials said she would step down by December.",
    "Sand, an outspoken man, said on Monday in federal court that he would not testify.",
    "The film, which opens on Friday, is about a detective.",
    "The vote should come about midnight.",
    "Deputy chief Sand remains in office through the end of December.",
    "The bank reckons that growth will double, with the first figures expected in June.",
    "Orlo pledged to build 400 homes.",
    "The unions also plan a legal challenge.",
    "“It was an honour, but the team will not attend the games,” the coach said.",
    "The ministry said it was preparing similar action against Norland's fish.",
    "Orlo said the yard is aiming for delivery of the first ferry this quarter.",
    "The airline said on Monday it was pushing back the return of the flights until early March.",
]


@pytest.mark.parametrize("text", KEPT)
def test_what_only_looks_so_stays(text: str) -> None:
    assert len(drafts_of(text)) == 1


@pytest.mark.parametrize(
    ("text", "latest"),
    [
        ("Envoys of both sides on Thursday will discuss the fish quotas.", date(2017, 5, 4)),
        ("On Friday night, Orlo vowed to seek money for new roads.", None),
        ("The panel voted to postpone its vote on the ferry until June 5.", date(2017, 6, 5)),
        ("The company said June 30 that profit will be lower than in other years.", None),
        ("The council heard the case on Tuesday, with a decision likely by June 5.", date(2017, 6, 5)),
        ("Governor Orlo has 12 days to sign the measure or veto it.", date(2017, 5, 14)),
        ("The agency sued ahead of President-elect Orlo's Inauguration on Friday.", date(2017, 5, 5)),
        ("Officials say they will hold drills for the crews, two of them said on Wednesday.", None),
        ("Orlo will be sworn in a month from Tuesday.", date(2017, 6, 2)),
        ("Divers will look into reports of a blast on Sunday.", None),
        ("Officials will study a leak sighted on Monday.", None),
        ("Blue Arc will offer the agency its lander that the company unveiled in March.", None),
        ("The envoy is likely to face questions about the mayor's November 25 call when he asked for money.", None),
        ("The bill is slated to be voted on by the assembly April 28.", None),
        ("Prices will be lower as a result of the fall in orders.", None),
        ("The summer months will exceed today's highs.", None),
        ("The firm is planning to end Saturday deliveries by the end of June.", date(2017, 6, 30)),
    ],
)
def test_the_day_is_that_of_the_event(text: str, latest: date | None) -> None:
    [draft] = drafts_of(text)
    assert (draft.due.latest if draft.due else None) == latest


def test_a_list_run_together_is_cut_where_its_sentences_end() -> None:
    text = "A rate decision is due on Wednesday.Thursday brings the figures of the harbour. Exports fell."
    assert [draft.quote for draft in sorted(drafts_of(text), key=lambda draft: draft.start)] == [
        "A rate decision is due on Wednesday.",
        "Thursday brings the figures of the harbour.",
    ]


def test_a_relative_clause_is_told_of_its_noun() -> None:
    drafts = drafts_of("The president will speak to lawmakers before the vote, which is set for Thursday.")
    assert "The vote is set for Thursday." in [undated(draft.statement) for draft in drafts]


def test_of_two_who_speak_in_a_sentence_each_has_his_own_words() -> None:
    text = (
        "The council will vote on Thursday, Speaker Jerrold Sand said, but the rebels said they would block the bill."
    )
    voices = {draft.statement.removeprefix("The ").split()[0]: draft.asserted_by for draft in drafts_of(text)}
    assert voices == {"council": ("Speaker Jerrold Sand",), "rebels": ("the rebels",)}


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        (
            "Senator Al Sand, who told the island last week of his wish to go home, will step down on June 2.",
            "Senator Al Sand, who told the island last week of his wish to go home, will step down on June 2.",
        ),
        (
            "A tax will be levied on fish, and the island pledges in the note to go on with the case.",
            "A tax will be levied on fish.",
        ),
        ("Sand said that he would join their campaign and echoed Orlo's words.", "Sand will join their campaign."),
        ("Orlo will open the ballots on Monday on a budget that, if it passes, cuts the tax.", None),
        (
            "Jane Roe Jane Mary RoeThe harbour needs a saint Ships in trouble MORE will visit the island on Friday.",
            "Jane Roe will visit the island on Friday.",
        ),
    ],
)
def test_a_statement_ends_where_the_prediction_does(text: str, statement: str | None) -> None:
    statements = [undated(draft.statement) for draft in drafts_of(text)]
    assert statement in statements if statement else not any("if it passes." in it for it in statements)
