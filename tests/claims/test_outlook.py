"""What looks like news of what is to come and tells of something else, beside its neighbour that is news."""

from datetime import date

import pytest

from monitor.claims.extract import draft_claims
from monitor.model.claim import Article

NOTHING = [
    "The harbour deal will heighten tensions between Norland and Veldam.",
    "Orlo will be under intense scrutiny in the port.",
    "The Orlo family will wield much influence over the choice of a harbour chief.",
    "“The Harbour Board will be held accountable,” Brenn said.",
    "The Harbour Board was considering a plan to close the yard.",
    "Ministers retreated from a plan to sell the ferries until 2021.",
    "Orlo said it would be “mad” for a row over one bridge to halt the June budget.",
    "The constitution says mayors “shall from time to time visit the port.”",
    'A song called "The ferry will come" was sung by the crews.',
    "Brenn brushed off any suggestion that Orlo will leave the port in June.",
    'There is "no clear date" for when the yards will be sold.',
    "Orlo said the clerks are holding back the harbour report after a meeting on Friday night.",
    "The crews are facing a tough July in Veldam.",
    "The fiscal year, which ends June 30, was a poor one.",
    "See also: Norland will open a new bridge in June",
    "Sign Up You will receive emails from The Veldam Post in June.",
    "The fee has kept out young sailors planning to train in Veldam.",
    "She listed the berths they will lose and the yards that were sold.",
    "The sum Orlo plans to lend the yard could buy nine boats.",
    "The harbour rates in the Norland bill were to expire after 2021.",
    "The code says that the Norland minister “shall release” the tax papers to the council.",
    "Orlo first announced his plans to sell the yard in early March.",
    "Orlo’s grand promises to open the books of the port were soon forgotten.",
    "Brenn said the papers would show whether Orlo had sold the ferries.",
    "The decision to sell the ferries in June has angered the crews.",
    "The rule assumes the crews will count their nets.",
    "The harbour office is dealing with the flood Friday, a clerk wrote.",
    "The mayor is getting teased for wearing a cap on Friday.",
    "The goals that Orlo set for Friday’s race may be too high.",
    "The June climb promises to be dangerous for 30 Veldam crews.",
    "Orlo has previously declared that he would open his books.",
    "It is not clear that the new dock would suit the ferries.",
    "The port needs 6 million for harbour projects to improve the yard.",
    "The vote means crews will sail without a pilot.",
    "Orlo has yet to say that he will back the ferries.",
    "There is speculation that Orlo will run for mayor in 2018.",
    "The council must pay the fee, or the port will shut two yards.",
    "A blog first reported the harbour plan to drop her.",
    "The smith was held on arson and net theft charges in August in Veldam.",
    "Guests who are arriving Sunday are being led to the old gate.",
    "Loans helped towns and islands to pay for big projects including ferries of Veldam.",
]
NEWS = [
    "Norland plans to sell the ferries by October.",
    "The Harbour Board unveiled a plan to close the yard by June.",
    "Nine ports signed a pledge on Tuesday not to sell their ferries until 2021.",
    "Orlo is holding a meeting in Veldam on Friday.",
    "The pilots told the board they will strike on Friday.",
    "Divers raised the chest and they plan to open it next week.",
    "The festival starts on May 12.",
    "Orlo will be seen by a judge in Veldam on Friday.",
    "The ferry firm promised in writing that it will not cut the crews.",
    "As he prepares to open the harbour bridge next week, Orlo met the crews.",
    "The board will quickly reopen the yard in June.",
    "Analysts anticipate that the port will buy two ferries.",
    "Brenn announced through her own radio that she would be opening a line to Veldam.",
    "The president added one more: a decision to cancel the joint parade next month.",
    "The board told the tenants gathered in the hall that it would sell the yard.",
    "There is also no meeting scheduled between Orlo and Brenn.",
    "A judge ordered the port to reopen the yard on Friday.",
    "The court told the witnesses to return to the hall on Wednesday.",
    "Expect the field of candidates to shrink before the autumn.",
    "Brenn announced that she is releasing a memoir of the port.",
    "The union said it was calling a strike for Friday.",
    "The film hits theaters on June 9.",
    "The film is out June 9.",
    "The government has pledged 3 million for the port.",
]


def quotes_of(text: str, title: str = "") -> list[str]:
    return [draft.quote for draft in draft_claims(Article(text, title, published=date(2017, 5, 2)))]


@pytest.mark.parametrize("text", NOTHING)
def test_an_outlook_a_name_a_rule_and_a_link_are_no_news(text: str) -> None:
    assert quotes_of(text) == []


@pytest.mark.parametrize("text", NEWS)
def test_their_neighbours_are_news(text: str) -> None:
    assert len(quotes_of(text)) == 1


def test_a_charge_of_conspiracy_and_talk_of_fake_news_debunk_nothing() -> None:
    text = (
        "Orlo was charged with conspiracy. He denied the conspiracy and spoke of fake news. The conspiracy charge is new."
        " The court set a bail hearing for Monday. “Fake news,” Orlo said."
    )
    assert len(quotes_of(text)) == 1


@pytest.mark.parametrize(
    ("text", "latest"),
    [
        ("At the end of the day, the harbour board will sell the ferries.", None),
        ("The ferry firm will reopen the yard at the end of the day.", "2017-05-02"),
        ("Orlo will testify about a lunch he had with Brenn in late January.", None),
        ("Orlo will travel from Mar-a-Lago to open the bridge.", None),
        ("The port on Friday night plans to sell two boats.", "2017-05-05"),
        ("The mayor announced plans on Tuesday to use the old rights of the port.", None),
        ("Orlo will travel in Mar. to open the bridge.", "2018-03-31"),
    ],
)
def test_a_manner_of_speaking_and_a_time_that_was_are_no_due_day(text: str, latest: str | None) -> None:
    (draft,) = draft_claims(Article(text, published=date(2017, 5, 2)))
    assert (str(draft.due.latest) if draft.due and draft.due.latest else None) == latest
