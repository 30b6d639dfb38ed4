"""The claim's side of a pair: what it says, and what was learned of it, made ready to be met by thousands of entries."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from monitor.matching.background import TermCounts
from monitor.matching.examples import Examples, Vector, build_examples
from monitor.matching.learn import MOST_EXAMPLES, meaning_of, terms_in
from monitor.matching.lexicon import KIN
from monitor.matching.meaning import Direction, Directions, nothing, one_direction, read_meaning
from monitor.matching.text import Sketch, Token, fold, read_sketch
from monitor.model.claim import Claim, undated
from monitor.model.match import Learning

#: How many of a claim's terms are looked up in the index however common they are, and the rarity that suffices else.
ANCHORS = 4
INDEX_RARITY = 0.3
#: What the user wishes to be looked for beyond the statement (`terms`) counts like so many earlier reports.
WISHED = 1.0
#: How much the learned profile weighs against the statement, at most.
MOST_GROWN = 1.0
_RUN_WORDS = frozenset(("of", "the", "for", "and", "on", "de"))
_ACRONYM = re.compile(r"[A-Z]{2,6}")

#: Kinds of examples that were matches, and how older ones fade.
_MATCHED = ("match", "accepted")
_FADING: Direction = np.array([0.93**age for age in reversed(range(MOST_EXAMPLES))], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class ClaimProfile:
    """Unit vectors (term to weight) of the statement (`seed`), of the learned profile (`grown`), and of both (`index`).

    `names`, `events` and `places` are the statement's terms told apart, with their rarity; `families` its kinds of
    event. `examples` and `refused` are known entries.
    """

    claim: Claim
    learning: Learning
    seed: Vector
    grown: Vector
    index: Vector
    names: Vector
    events: Vector
    places: Vector
    families: frozenset[str]
    examples: Examples
    refused: Examples
    forbidden: tuple[frozenset[str], ...]
    sharpness: float
    meaning: Direction
    course: Direction
    whole: Vector
    bearing: Direction
    meanings: Directions
    concepts: dict[str, int]
    concept_rarities: tuple[float, ...]


def unit(vector: Mapping[str, float]) -> Vector:
    """The same direction with length 1; an empty or zero vector stays empty."""
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {term: value / length for term, value in vector.items()} if length > 0 else {}


def cosine(first: Vector, second: Vector) -> float:
    """Of two unit vectors, 0..1."""
    if len(first) > len(second):
        first, second = second, first
    get = second.get
    return min(1.0, sum(value * get(term, 0.0) for term, value in first.items()))


def weigh(weights: Mapping[str, float], terms: TermCounts) -> Vector:
    """Weights by place times rarity, as a unit vector."""
    rarity = terms.rarity
    return unit({term: weight * rarity(term) for term, weight in weights.items()})


def build_profile(claim: Claim, learning: Learning, terms: TermCounts) -> ClaimProfile:
    """Make one claim ready."""
    sketch = read_sketch(undated(claim.statement), "")
    weights = _seed_weights(learning, sketch)
    seed = weigh(weights, terms)
    wished = [term for term in _plain_terms(claim.terms) if term not in weights]
    grown = _grown(learning, wished, terms)
    names, events = _tell_apart(sketch, terms)
    for term in weights.keys() - names.keys() - events.keys():
        names[term] = terms.rarity(term)
    whole = _joined(seed, grown, learning.mass + WISHED * bool(wished))
    concepts = _concepts(sketch, names, weights)
    strongest: dict[int, float] = {}
    for term, concept in concepts.items():
        strongest[concept] = max(strongest.get(concept, 0.0), terms.rarity(term))
    rarest = sorted((terms.rarity(term) for term in weights), reverse=True)[:3]
    meaning = read_meaning(undated(claim.statement))
    meanings = _meanings(learning)
    course = one_direction(_FADING[-len(meanings) :] @ meanings) if len(meanings) else nothing()
    return ClaimProfile(
        claim=claim,
        learning=learning,
        seed=seed,
        grown=grown,
        index=_indexed(whole, terms),
        names=names,
        events=events,
        places={term: terms.rarity(term) for term in weights if term.startswith("=")},
        families=families_of(sketch.title),
        examples=_examples(learning, _MATCHED, terms),
        refused=_examples(learning, ("rejected",), terms),
        forbidden=tuple(phrase for words in claim.not_terms if (phrase := frozenset(read_sketch(words, "").weights))),
        sharpness=sum(rarest) / 3,
        meaning=meaning,
        course=course,
        whole=whole,
        bearing=one_direction(meaning + course * np.float32(_share(learning.mass))),
        meanings=meanings,
        concepts=concepts,
        concept_rarities=tuple(strongest.values()),
    )


def _seed_weights(learning: Learning, sketch: Sketch) -> Vector:
    weights = dict(sketch.weights)
    for term in _acronyms(sketch.title):
        weights.setdefault(term, 0.7)
    for term, factor in learning.term_weights:
        if term in weights:
            weights[term] *= factor
    return weights


def _plain_terms(words: Iterable[str]) -> list[str]:
    return [term for word in words for term in read_sketch(word, "").weights]


def _acronyms(tokens: tuple[Token, ...]) -> set[str]:
    """Short forms of the capitalised runs: "Libyan National Army" may come as LNA."""
    found: set[str] = set()
    run: list[str] = []
    for token in (*tokens, Token("", "", is_capital=False, opens=True)):
        if token.opens or not (token.is_capital or token.word in _RUN_WORDS):
            _add_acronym(found, run)
            run = []
        run += [
            word
            for word in token.word.split()
            if word[:1].isupper() and word.lower() not in _RUN_WORDS and not _ACRONYM.fullmatch(word)
        ]
    return found


def _add_acronym(found: set[str], run: list[str]) -> None:
    if 3 <= len(run) <= 6:
        found.add(fold("".join(word[0] for word in run)))


def families_of(tokens: Iterable[Token]) -> frozenset[str]:
    """The kinds of event that these words speak of."""
    return frozenset(KIN[word] for token in tokens if (word := token.word.lower()) in KIN)


def _tell_apart(sketch: Sketch, terms: TermCounts) -> tuple[Vector, Vector]:
    """Names and other words of a statement. In a text written in title case capitals say nothing."""
    inside = [token for token in sketch.title if token.term and not token.opens]
    in_title_case = sum(token.is_capital for token in inside) > 0.7 * len(inside)
    names: Vector = {}
    events: Vector = {}
    for token in sketch.title:
        if token.term and token.term not in names:
            written = token.is_capital and not (in_title_case or token.opens)
            is_name = terms.is_name(token.term, written_so=written)
            (names if is_name else events)[token.term] = terms.rarity(token.term)
    for term in names.keys() & events.keys():
        del events[term]
    return names, events


def _grown(learning: Learning, wished: Iterable[str], terms: TermCounts) -> Vector:
    """What earlier reports had, and what the user wishes for: more words may be there, none must."""
    factors = dict(learning.term_weights)
    learned = {term: weight * factors.get(term, 1.0) for term, weight in learning.profile}
    return weigh(dict.fromkeys(wished, 1.0) | learned, terms)


def _joined(seed: Vector, grown: Vector, mass: float) -> Vector:
    """Statement and profile in one unit vector; the profile weighs more the more it stands on."""
    share = _share(mass)
    both = dict(seed)
    for term, value in grown.items():
        both[term] = both.get(term, 0.0) + share * value
    return unit(both)


def _share(mass: float) -> float:
    """How much the profile weighs against the statement: more, the more it stands on."""
    return MOST_GROWN * mass / (mass + 2.0)


def _meanings(learning: Learning) -> Directions:
    """The meanings of known matches, a row each, newest last."""
    rows = [found for row in learning.examples if row[0] in _MATCHED and (found := meaning_of(row)) is not None]
    return np.stack(rows) if rows else np.zeros((0, len(nothing())), dtype=np.float32)


def _concepts(sketch: Sketch, names: Vector, weights: Iterable[str]) -> dict[str, int]:
    """Term to the number of its concept: names that follow one another are one concept, any other word its own."""
    concepts: dict[str, int] = {}
    number = 0
    before_is_name = False
    for token in sketch.title:
        is_name = token.term in names and not token.opens
        if token.term and token.term not in concepts:
            number += not (is_name and before_is_name and not token.term.startswith("="))
            concepts[token.term] = number
        before_is_name = token.term in names and not token.term.startswith("=")
    for place, term in enumerate(term for term in weights if term not in concepts):
        concepts[term] = number + 1 + place
    return concepts


def _indexed(whole: Vector, terms: TermCounts) -> Vector:
    """What is looked up: the rare terms, and the few best whatever they are."""
    best = sorted(whole, key=lambda term: (-whole[term], term))[:ANCHORS]
    return unit({term: value for term, value in whole.items() if term in best or terms.rarity(term) >= INDEX_RARITY})


def _examples(learning: Learning, kinds: tuple[str, ...], terms: TermCounts) -> Examples:
    known = (dict.fromkeys(terms_in(row), 1.0) for row in learning.examples if row[0] in kinds)
    return build_examples(weigh(weights, terms) for weights in known)
