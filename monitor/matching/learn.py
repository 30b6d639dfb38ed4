"""What strong matches and reviews teach about one claim. Values in, values out; everything bounded and fading."""

import base64
import binascii
from dataclasses import replace

import numpy as np

from monitor.matching.meaning import Direction, nothing, one_direction, read_meaning
from monitor.matching.text import read_sketch
from monitor.model.claim import Claim
from monitor.model.development import RejectReason
from monitor.model.feed import Entry
from monitor.model.match import Learning, Match, MatchDecision

#: The profile forgets: its mass never grows beyond this, so that old matches fade exponentially.
MOST_MASS = 20.0
#: Only a match this sure pulls the profile: a doubtful one would make it drift.
STRONG = 0.93
MOST_TERMS = 120
MOST_EXAMPLES = 14
MOST_EXAMPLE_TERMS = 40
#: How far reviews may move a claim's line, and one step. Claims differ in how sure a score makes: a handful of reviews
#: must be enough to find a claim's own line, since few people give more.
MOST_SHIFT = 0.4
STEP = 0.12
#: What an example's meaning begins with, to be told from its terms.
_MEANING = "~"
#: Rejections for these reasons say nothing about the words of the claim: the story is right.
_RIGHT_STORY = (RejectReason.OLD_NEWS, RejectReason.OPINION)


def learn_match(learning: Learning, claim: Claim, entry: Entry, match: Match) -> Learning:
    """Pull the claim's profile towards an entry that matched; a doubtful one teaches nothing."""
    if match.decision is not MatchDecision.MATCH or match.score < STRONG:
        return learning
    return _take_in(replace(learning, claim=claim.slug), entry, match.score, "match")


def learn_review(
    learning: Learning,
    claim: Claim,
    entry: Entry,
    match: Match,
    *,
    accepted: bool,
    reason: RejectReason | None = None,
) -> Learning:
    """Take a person's word: accept pulls profile and line towards the entry, reject pushes both away, within bounds."""
    learning = replace(learning, claim=claim.slug)
    was_match = match.decision is MatchDecision.MATCH
    if accepted:
        learning = replace(learning, accepted=learning.accepted + 1)
        return _shift_line(_take_in(learning, entry, 1.0, "accepted"), 0.0 if was_match else -STEP)
    learning = replace(learning, rejected=learning.rejected + 1)
    if reason in _RIGHT_STORY:
        return learning
    return _shift_line(_push_away(learning, entry, match.score if was_match else 0.0), STEP if was_match else 0.0)


def _shift_line(learning: Learning, by: float) -> Learning:
    return replace(learning, line_shift=max(-MOST_SHIFT, min(MOST_SHIFT, learning.line_shift + by)))


def _take_in(learning: Learning, entry: Entry, strength: float, kind: str) -> Learning:
    mass = min(learning.mass, MOST_MASS - strength)
    weights = read_sketch(entry.title, entry.summary).weights
    day = entry.published.date().isoformat()
    return replace(
        learning,
        profile=_blend(learning.profile, mass, weights, strength),
        mass=mass + strength,
        matched=learning.matched + (kind == "match"),
        last_matched=max(day, learning.last_matched),
        examples=_remember(learning.examples, kind, day, _sketch_row(entry, weights)),
    )


def _push_away(learning: Learning, entry: Entry, strength: float) -> Learning:
    """Take out what the entry had put in, and remember it as refused."""
    weights = read_sketch(entry.title, entry.summary).weights
    left = max(0.0, learning.mass - strength)
    profile = _blend(learning.profile, learning.mass, weights, -strength) if left > 0.0 else ()
    day = entry.published.date().isoformat()
    examples = _remember(learning.examples, "rejected", day, _sketch_row(entry, weights))
    return replace(learning, profile=profile, mass=left, examples=examples)


def _blend(
    profile: tuple[tuple[str, float], ...], mass: float, weights: dict[str, float], strength: float
) -> tuple[tuple[str, float], ...]:
    """The weighted mean of the profile and one more text (with negative strength: without it), heaviest first."""
    whole = mass + strength
    blended = {term: weight * mass / whole for term, weight in profile}
    for term, weight in weights.items():
        blended[term] = blended.get(term, 0.0) + weight * strength / whole
    kept = sorted(
        ((term, weight) for term, weight in blended.items() if weight > 1e-3), key=lambda row: (-row[1], row[0])
    )
    return tuple(kept[:MOST_TERMS])


def _sketch_row(entry: Entry, weights: dict[str, float]) -> tuple[str, ...]:
    """The meaning as one word (`~`, then a signed byte a dimension in base64), and the first terms."""
    steps = np.round(read_meaning(entry.title, entry.summary) * 127.0).astype(np.int8)
    return (_MEANING + base64.b64encode(steps.tobytes()).decode("ascii"), *tuple(weights)[:MOST_EXAMPLE_TERMS])


def terms_in(example: tuple[str, ...]) -> tuple[str, ...]:
    """The terms of an example of `Learning`."""
    return tuple(word for word in example[2:] if not word.startswith(_MEANING))


def meaning_of(example: tuple[str, ...]) -> Direction | None:
    """The meaning of an example; None when none was kept with it."""
    for word in example[2:3]:
        if word.startswith(_MEANING):
            try:
                steps = np.frombuffer(base64.b64decode(word[1:], validate=True), dtype=np.int8)
            except binascii.Error:
                return None
            return one_direction(steps.astype(np.float32)) if steps.shape == nothing().shape else None
    return None


def _remember(
    examples: tuple[tuple[str, ...], ...], kind: str, day: str, terms: tuple[str, ...]
) -> tuple[tuple[str, ...], ...]:
    row = (kind, day, *terms)
    others = [known for known in examples if known[1:] != row[1:]]
    same = [known for known in others if (known[0] == "rejected") == (kind == "rejected")]
    if len(same) >= MOST_EXAMPLES:
        others.remove(same[0])
    return (*others, row)
