"""What is seen of a candidate, how it is weighed, what the rules leave out by themselves. All sentences are invented."""

import json
import re
from datetime import date
from importlib.resources import files

import pytest

from monitor.claims.extract import draft_claims
from monitor.claims.extract.candidate import Candidate, Setting
from monitor.claims.extract.drafting import find_candidates
from monitor.claims.extract.evidence import read_evidence, telling_words
from monitor.claims.extract.ruling import is_ruled_out
from monitor.claims.extract.weighing import load_weights, load_words, weigh, weigh_words
from monitor.model.claim import Article

SAID_ON = date(2024, 3, 13)
PLAIN = Setting(sentences=1, title=frozenset(), aloud=False, doubted=False)


def candidate_of(text: str, title: str = "") -> tuple[Candidate, Setting]:
    found = find_candidates(Article(text, title, published=SAID_ON))
    assert len(found) == 1
    return found[0]


def chance_of(text: str, title: str = "") -> float:
    return weigh(*candidate_of(text, title))


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("The court will open on Friday.", "The court will open."),
        ("The court will open its doors.", "The court will lose its values."),
        ("The council said it will sell 12 yards.", "The council said it will sell some yards."),
        ("The minister will visit Port Ellery.", "There will be a visit."),
        ("The board will meet the unions.", "The board will be stronger and better."),
        ("The ministry announced the bridge will open.", "Critics said the bridge will open."),
    ],
)
def test_what_can_be_checked_is_likelier(more: str, less: str) -> None:
    assert chance_of(more) > chance_of(less)


def test_a_prediction_of_the_title_is_likelier() -> None:
    text = "The harbour bridge will be closed."
    assert chance_of(text, "Harbour bridge to be closed") > chance_of(text)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("The court will rule on Friday.", "dated", 1.0),
        ("The court will rule soon.", "time undated", 1.0),
        ("The court will rule next week.", "a week", 1.0),
        ("The court will rule.", "dated", 0.0),
        ("She will rule in May.", "he or she", 1.0),
        ("There will be a vote in May.", "there", 1.0),
        ("A bank in Velden will close.", "some one", 1.0),
        ("The bank of Velden will close.", "named", 1.0),
        ("The bank will be closed.", "is done", 1.0),
        ("The bank will be available.", "is so", 1.0),
        ("The bank will be a partner.", "is so", 0.0),
        ("The bank will pay $3 million.", "money", 1.0),
        ("The bank will pay 3 pilots.", "digits", 1.0),
        ("“The bank will close,” Orlo said.", "all quotation", 1.0),
        ("Orlo said, “It rained, and the bank will close.”", "spoken will", 1.0),
        ("There are fears that the bank will close.", "a feeling", 1.0),
        ("Orlo vowed the bank will close.", "word given", 1.0),
        ("The government said the bank will close.", "said by a body", 1.0),
    ],
)
def test_what_is_seen(text: str, name: str, value: float) -> None:
    assert read_evidence(*candidate_of(text)).get(name, 0.0) == value


def test_what_is_seen_lies_near_0_and_1() -> None:
    text = (
        "On Friday the council of Port Ellery, which met twice in May 2023, will be asked to pay more than $3 million."
    )
    assert all(-0.2 <= value <= 2.0 for value in read_evidence(*candidate_of(text, "Council to pay")).values())


def test_telling_words_are_long_and_not_dull() -> None:
    assert telling_words("The harbour that WILL open in May, they said") == {"harbour", "open"}


def test_eventful_words_weigh_more_than_moods() -> None:
    assert weigh_words("opening meeting vote") > 0 > weigh_words("anger values truth")
    assert weigh_words("") == weigh_words("Zzyzx Qwfp") == 0.0


def test_the_list_has_common_words_only() -> None:
    words = load_words()
    assert len(words) > 5_000
    assert all(re.fullmatch(r"[a-z]+(?:'t)?", word) for word in words)
    assert not {"trump", "obama", "clinton", "london", "russia", "apple's"} & set(words)
    assert max(map(abs, words.values())) < 8


def test_every_weight_is_of_something_that_can_be_seen() -> None:
    raw = json.loads((files("monitor.claims") / "data" / "drafts.json").read_text(encoding="utf-8"))
    texts = [
        "The court will rule on Friday.",
        "Orlo said he wants to visit in May.",
        "Critics said it would be stronger.",
        "The vote on May 3 is planned.",
    ]
    seen = {
        name
        for text in texts
        for it in find_candidates(Article(text, published=SAID_ON))
        for name in read_evidence(*it)
    }
    fixed = {name for name in raw["weights"] if not name.startswith(("kind ", "modality ", "under "))}
    assert fixed <= seen | {"there", "he or she", "named", "a body", "small start", "some one"}
    assert 0.3 <= load_weights().line <= 0.7


def test_a_draft_tells_its_chance() -> None:
    (draft,) = draft_claims(Article("The court will rule on Friday.", published=SAID_ON))
    assert draft.score == chance_of("The court will rule on Friday.")
    assert load_weights().line <= draft.score < 1


@pytest.mark.parametrize(
    ("setting", "text", "out"),
    [
        (PLAIN, "The court will rule on Friday.", False),
        (PLAIN, "Visitors will be interested in the details.", True),
        (PLAIN, "Perhaps the court will improve.", True),
        (Setting(1, frozenset(), aloud=True, doubted=False), "The council will lose its nerve.", True),
        (Setting(1, frozenset(), aloud=True, doubted=False), "The council will sit on May 3.", False),
        (Setting(1, frozenset(), aloud=True, doubted=False), "The council plans to sell the yard.", False),
        (Setting(1, frozenset(), aloud=True, doubted=False), "Igor Mand will leave the council of Velden.", False),
        (Setting(1, frozenset(), aloud=False, doubted=True), "The bank will give away its money.", True),
        (Setting(1, frozenset(), aloud=False, doubted=True), "The bank will not give away its money.", False),
    ],
)
def test_what_the_rules_leave_out(setting: Setting, text: str, out: bool) -> None:
    it, _ = candidate_of(text)
    assert is_ruled_out(it, setting) is out
