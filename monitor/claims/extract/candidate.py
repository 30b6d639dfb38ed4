"""A clause on its way to a draft, before it is known whether it is kept."""

from dataclasses import dataclass

from monitor.claims.extract.clauses import Clause
from monitor.claims.extract.cue import CueHit
from monitor.claims.extract.sentences import Sentence
from monitor.model.claim import DueWindow


@dataclass(frozen=True, slots=True)
class Candidate:
    """One clause with a cue. `number`: its sentence's, from 0; `judged`: what the rules sum up to, -1..1.5 or so.

    `against`: the gravest of what they hold against it, 0..0.6.
    """

    sentence: Sentence
    number: int
    hit: CueHit
    clause: Clause
    due: DueWindow | None
    judged: float
    against: float


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of the whole article: how many sentences, its title's telling words.

    `aloud`: its author speaks for himself; `doubted`: it debunks a rumour.
    """

    sentences: int
    title: frozenset[str]
    aloud: bool
    doubted: bool
