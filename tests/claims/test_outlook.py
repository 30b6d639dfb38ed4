"""What looks like news of what is to come and tells of something else, beside its neighbour that is news."""

from datetime import date

import pytest

from monitor.claims.extract import draft_claims
from monitor.model.claim import Article

NOTHING = [
    "The harbour deal will heighten tensions between Norland and Veldam.",
    "Orlo will be under intense scrutiny in the port.",
    "The closure will cast a long shadow over the ferry crews.",
    "The harbour clan will wield unusual power, it is clear.",
    "“The Harbour Board will be held accountable,” Brenn said.",
    "The Harbour Board was considering a plan to close the yard.",
    "Ministers retreated from a plan to sell the ferries until 2021.",
    "Orlo, like the others in the race, signed a pledge not to sell the yard.",
    "Brenn said it would be “absurd” for a quarrel over ferries to stop the budget.",
    "The constitution says mayors “shall from time to time visit the port.”",
    'A poster titled "The harbour will rise" was drawn by a painter of Veldam.',
    "Brenn moved to squash any expectation that Orlo will name his successor.",
    'There is "no firm timeline" for when the yards will be closed.',
    "Orlo said the clerks are holding back the harbour report after a meeting on Friday night.",
    "The ministers are facing a busy June schedule in Veldam.",
    "The fiscal year, which ends June 30, was a poor one.",
    "See also: Norland will open a new bridge in June",
    "Sign up. You will receive emails with news of the port.",
    "The rule has the port rethinking its papers for foreign sailors planning to study in Veldam.",
    "She wrote of the rights they will lose and the yards that were sold.",
    "The money Orlo plans to spend on ferries could pay for five schools.",
    "The harbour rates in the Norland bill were to expire after 2021.",
    "The law says the clerk “shall furnish” the papers.",
    "Brenn first announced her plans to run at the beginning of October.",
    "The clerk read the bills before they were scheduled to vote on them.",
    "Orlo’s lofty pledges to open the books of the port ended up in a drawer.",
    "Brenn said the papers would show whether Orlo had sold the ferries.",
    "Orlo’s decision to cancel the June tour leaves the crews without work.",
    "The law assumes the port will keep a record of its meetings.",
    "The White House of Norland is dealing with fallout Friday after papers leaked.",
    "A paper is getting roasted for showing a cover on Friday.",
    "The high hopes that Orlo set for Friday’s vote may be his undoing.",
    "The race promises to be arduous for the crews.",
    "Orlo has previously declared that he would open his books.",
    "It’s not clear that the change made by Brenn would meet the rules of the port.",
    "The port needs 6 million for harbour projects to improve the yard.",
    "The vote means crews will sail without a pilot.",
    "Orlo has yet to confirm that he will vote for the ferries.",
    "There is speculation that Orlo will run for mayor in 2018.",
    "The council must pay the fee, or the port will shut two yards.",
    "A paper first reported the council plan to replace him.",
    "Brenn was convicted on bank and tax fraud charges in September in a separate Norland trial.",
    "Voters who are showing up Sunday are being asked to use a ballot.",
    "The letters are used by ports and governments to finance projects including harbours of Veldam.",
]
NEWS = [
    "Norland plans to sell the ferries by October.",
    "The Harbour Board unveiled a plan to close the yard by June.",
    "Nine ports signed a pledge on Tuesday not to sell their ferries until 2021.",
    "Orlo is holding a meeting in Veldam on Friday.",
    "The pilots told the board they will strike on Friday.",
    "Examiners cleaned the box and they plan to open it next week.",
    "The festival starts on May 12.",
    "Orlo will be seen by a judge in Veldam on Friday.",
    "The ferry firm promised in writing that it will not cut the crews.",
    "As he prepares to open the harbour bridge next week, Orlo met the crews.",
    "The board will quickly reopen the yard in June.",
    "Analysts anticipate that the port will buy two ferries.",
    "Orlo on Monday announced via his own radio that he would be signing an order to sell the ferries.",
    "The president added one more: a decision to cancel the joint parade next month.",
    "The board told the tenants gathered in the hall that it would sell the yard.",
    "There is also no meeting scheduled between Orlo and Brenn.",
    "A judge ordered the port to reopen the yard on Friday.",
    "The court told the jurors to resume their deliberations on Wednesday.",
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
        ("Orlo will testify about a talk he had with Brenn in mid-February.", None),
        ("Orlo will travel from Mar-a-Lago to open the bridge.", None),
        ("The mayor announced plans on Tuesday to use the powers of the port.", None),
        ("Orlo will travel in Mar. to open the bridge.", "2018-03-31"),
    ],
)
def test_a_manner_of_speaking_and_a_time_that_was_are_no_due_day(text: str, latest: str | None) -> None:
    (draft,) = draft_claims(Article(text, published=date(2017, 5, 2)))
    assert (str(draft.due.latest) if draft.due and draft.due.latest else None) == latest
