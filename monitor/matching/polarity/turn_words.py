"""Words of news that turn a plan, in every form of the verb (`data/turns.txt`)."""

from collections import defaultdict
from functools import lru_cache
from importlib.resources import files

from monitor.matching.polarity.deeds import Form, bend_verb


@lru_cache(maxsize=1)
def read_turn_words() -> dict[str, tuple[tuple[str, Form], ...]]:
    """One to three words to the turns that they tell, each with the form of the verb."""
    found: dict[str, set[tuple[str, Form]]] = defaultdict(set)
    text = (files("monitor.matching") / "data" / "turns.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        kind, _, rest = line.partition(" = ")
        verbs, _, nouns = rest.partition("/")
        for base in verbs.split():
            for word, form in bend_verb(base):
                found[word].add((kind, form))
        for noun in nouns.split():
            found[noun.replace("_", " ")].add((kind, Form.NOUN))
    return {word: tuple(sorted(several)) for word, several in found.items()}


@lru_cache(maxsize=1)
def read_openers() -> frozenset[str]:
    """First words of the turns of several words."""
    return frozenset(words.split()[0] for words in read_turn_words() if " " in words)


def is_turn(low: str) -> bool:
    """A third person of a verb that turns a plan."""
    return any(form is Form.PRESENT for _, form in read_turn_words().get(low, ()))
