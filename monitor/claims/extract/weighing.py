"""How likely a candidate is a prediction that a desk would watch: learnt from labelled news (`python -m bench.drafts`).

`claims/data/drafts.json` holds `base` (log-odds before anything is seen), `weights` (log-odds for one unit of each piece of
evidence), `words` (log-odds for one unit of the clause's mean word) and `line` (from which chance on it is drafted).
`claims/data/words.txt.gz` says of 6,000 common words how much they are of deeds and dates (opens, meeting, vote), and how
much of moods and morals (anger, values, truth): a line a word, with a whole number of hundredths. No name is among them. It
was made with the word directions of WordLlama (Lee Miller, 2024; MIT licence) and of GloVe (public domain), which are not
looked up here.
"""

import gzip
import json
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from monitor.claims.extract.candidate import Candidate, Setting
from monitor.claims.extract.evidence import read_evidence, words_of

_WORD = re.compile(r"[a-z]+(?:'t)?")


@dataclass(frozen=True, slots=True)
class Weights:
    """The numbers of `data/drafts.json`."""

    base: float
    weights: dict[str, float]
    words: float
    line: float


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The learnt numbers; read once."""
    raw = json.loads((files("monitor.claims") / "data" / "drafts.json").read_text(encoding="utf-8"))
    return Weights(raw["base"], raw["weights"], raw["words"], raw["line"])


@lru_cache(maxsize=1)
def load_words() -> dict[str, float]:
    """How eventful each common word is, about -1..1; read once."""
    raw = gzip.decompress((files("monitor.claims") / "data" / "words.txt.gz").read_bytes()).decode("utf-8")
    return {word: int(value) / 100 for word, value in (line.split() for line in raw.splitlines())}


def words_in(text: str) -> list[str]:
    """The words of a text as the list spells them."""
    return _WORD.findall(text.lower().replace("’", "'"))


def weigh_words(text: str) -> float:
    """The mean over the words of a text that are in the list; 0 where none is."""
    table = load_words()
    known = [table[word] for word in words_in(text) if word in table]
    return sum(known) / len(known) if known else 0.0


def weigh(it: Candidate, setting: Setting) -> float:
    """The chance, 0..1, that a careful reader would call it an open prediction."""
    learnt = load_weights()
    odds = learnt.base + learnt.words * weigh_words(words_of(it))
    odds += sum(learnt.weights.get(name, 0.0) * value for name, value in read_evidence(it, setting).items())
    return round(1 / (1 + math.exp(-odds)), 3)
