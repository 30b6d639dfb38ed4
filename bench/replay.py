"""Play a labelled set through matcher and learning, as the program would live, and score it."""

from dataclasses import dataclass, field

from bench.corpus import Bench, Story
from monitor.matching.background import TermCounts
from monitor.matching.combine import Weights
from monitor.matching.learn import learn_match, learn_review
from monitor.matching.match import Matcher
from monitor.model.match import Learning, MatchDecision
from monitor.model.policy import MatchPolicy


@dataclass
class Outcome:
    """What one claim got: entry to score, and the entries said to match."""

    scores: dict[str, float] = field(default_factory=dict)
    said: set[str] = field(default_factory=set)
    suggested: set[str] = field(default_factory=set)


def replay(bench, weights_of, terms: TermCounts, policy: MatchPolicy, *, reviews: bool, keep_all: bool = False):
    """{claim slug: Outcome}. `weights_of` slug -> Weights (folds)."""
    groups: dict[int, list] = {}
    by_id: dict[int, Weights] = {}
    for claim in bench.claims:
        weights = weights_of(claim.slug)
        by_id[id(weights)] = weights
        groups.setdefault(id(weights), []).append(claim)
    matchers = [
        Matcher([(claim, Learning(claim.slug)) for claim in claims], terms, policy, by_id[key])
        for key, claims in groups.items()
    ]
    learned = {claim.slug: Learning(claim.slug) for claim in bench.claims}
    claims = {claim.slug: claim for claim in bench.claims}
    out = {claim.slug: Outcome() for claim in bench.claims}
    for entry in bench.entries:
        for matcher in matchers:
            for match in matcher.score_all(entry) if keep_all else matcher.match(entry):
                got = out[match.claim]
                got.scores[entry.id] = match.score
                if match.decision is MatchDecision.NONE:
                    continue
                story = bench.stories[match.claim]
                (got.said if match.decision is MatchDecision.MATCH else got.suggested).add(entry.id)
                learning = learn_match(learned[match.claim], claims[match.claim], entry, match)
                if reviews and is_judged(story, entry):
                    learning = learn_review(
                        learning, claims[match.claim], entry, match, accepted=entry.id in story.positives, reason=None
                    )
                if learning is not learned[match.claim]:
                    learned[match.claim] = learning
                    matcher.learn(learning)
        matchers[0].add_terms(entry)
    return out


def is_judged(story: Story, entry) -> bool:
    day = entry.published.date().isoformat()
    return entry.id not in story.unjudged and story.first_day <= day <= story.last_day


def score_story(story: Story, got: Outcome, days: dict[str, str]) -> dict[str, float]:
    """Precision, recall, F1 and average precision, as score_replay.py counts them."""

    def inside(i):
        return story.first_day <= days[i] <= story.last_day and i not in story.unjudged

    mine = {i: s for i, s in got.scores.items() if inside(i)}
    said = {i for i in got.said if inside(i)}
    tp = len(said & story.positives)
    p, r = tp / len(said) if said else 0.0, tp / len(story.positives)
    hits, ap = 0, 0.0
    for n, i in enumerate(sorted(mine, key=lambda i: (-mine[i], i)), 1):
        if i in story.positives:
            hits += 1
            ap += hits / n
    return {
        "p": p,
        "r": r,
        "f1": 2 * p * r / (p + r) if tp else 0.0,
        "ap": ap / len(story.positives),
        "n": len(said),
        "pos": len(story.positives),
    }


def score_set(bench: Bench, out: dict[str, Outcome]) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    days = {entry.id: entry.published.date().isoformat() for entry in bench.entries}
    rows = {slug: score_story(story, out[slug], days) for slug, story in bench.stories.items()}
    return {k: sum(row[k] for row in rows.values()) / len(rows) for k in ("f1", "p", "r", "ap", "n", "pos")}, rows
