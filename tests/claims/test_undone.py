"""What was to be and is not, sentences without a space between them, and days in digits."""

from datetime import date

import pytest

from monitor.claims.dates import find_times
from monitor.claims.extract import draft_claims
from monitor.claims.extract.sentences import split_sentences
from monitor.model.claim import Article

SAID_ON = date(2024, 3, 13)


def quotes_of(text: str) -> list[str]:
    return [draft.quote for draft in draft_claims(Article(text, published=SAID_ON))]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Orlo cancelled the rally before it was scheduled to begin on Saturday.",
        "A second march set for Sunday in Velden was also called off.",
        "The comet had been projected to come closest on Sunday.",
        "The directive requiring the army to prepare to leave was signed years ago.",
        "She had just become the third governor to be removed on Friday.",
        "We will update this article when we hear more.",
        "We will share more information when it is available.",
        "Many are preparing to go on as before.",
        "It will take almost three million sign-ups to reach that.",
        "The minister would be expected to attend.",
        "He said the spokesman would not address specific cases.",
        "The plea will fall on deaf ears.",
        "The customer complained after he was billed for services he never had.",
        "The palace has also not committed to sending an envoy next week.",
        "The disclosures on Friday, intended to highlight the candidate's efforts, came after a week of talk.",
        "It is part of a package intended to provide the island with relief.",
        "Orlo fought Mand's plan to sell the harbour in 2005.",
        "Families wait to be taken to a camp on Friday in Velden.",
        "As insurers begin filing their requests for next year, some blame costs.",
        "They are set in their views.",
        "“I'm not going to comment on it,” Orlo said.",
        "They signed up, but if nobody pays, the number will fall.",
        "Council leader bangs the gavel: chamber votes to endorse it",
    ],
)
def test_what_is_undone_is_left_out(text: str) -> None:
    assert quotes_of(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Orlo has no plans of selling the yard.",
        "Smaller quakes can be expected for several weeks.",
        "The company intended to sell the yard.",
        "The bank is aiming for a decision next week.",
        "The union called off a strike planned for Friday.",
        "The council will address the report on Friday.",
        "We will publish the report on Friday.",
    ],
)
def test_what_only_looks_so_is_kept(text: str) -> None:
    assert len(quotes_of(text)) == 1


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("The gate opens at noon.Meanwhile, the road is shut.", 2),
        ("They went so far.They will return on Friday.", 2),
        ('"This is important."And the guards went home.', 2),
        ("Shares of corvan.com rose in the U.S. Virgin Islands.", 1),
        ("The site example.org is down.", 1),
    ],
)
def test_sentences_run_together_are_cut(text: str, pieces: int) -> None:
    sentences = split_sentences(text)

    assert len(sentences) == pieces
    assert all(text[it.start : it.end] == it.text for it in sentences)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("4/15/2024", date(2024, 4, 15)),
        ("15/4/24", date(2024, 4, 15)),
        ("5/5/24", date(2024, 5, 5)),
        ("4/5/24", None),  # April or May
        ("31/31/2024", None),
        ("1/15/2024", None),  # over
        ("24/7", None),
        ("1/2/3/4", None),
    ],
)
def test_a_day_in_digits(words: str, day: date | None) -> None:
    found = [time.window for time in find_times(f"It will close on {words} for good.", SAID_ON)]

    assert [window.latest for window in found if window] == ([day] if day else [])


@pytest.mark.parametrize(
    "text",
    [
        "“There won't be a strike,” Orlo told the channel’s “This Week” show.",
        "He told USA Today that he will open the yard.",
    ],
)
def test_the_name_of_a_programme_is_no_time(text: str) -> None:
    assert find_times(text, SAID_ON) == ()


def test_this_week_in_a_quotation_is_a_time() -> None:
    assert len(find_times("“This week we will open the yard,” said Orlo.", SAID_ON)) == 1
