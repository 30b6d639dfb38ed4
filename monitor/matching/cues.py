"""What the words of an entry do to the claim: cues near the claim's own words, its action in its forms, negation.

All values are 0..1. A cue counts fully in the first sentence of title and summary when that shares words with the claim,
less elsewhere.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from monitor.matching.background import TermCounts
from monitor.matching.lexicon import ACTS, KIN
from monitor.matching.meaning import mean_direction, same_meaning
from monitor.matching.text import Sketch, fold, read_sketch, stem

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[\"'“‘A-Z0-9])")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NEGATION = re.compile(
    r"\b(?:not|never|no longer|cannot|without|rather than|n't|\w+n['’]t|refus\w+ to|declin\w+ to|rul\w+ out"
    r"|den(?:y|ies|ied))\b"
)
#: A claim that says something will not happen, or that names the end of a plan as its event.
_OPPOSITE = re.compile(
    r"\b(?:will|would|does|do|is|are|shall|to) not\b|n['’]t\b|\bnever\b|\bcancel|\bpostpone|\bcalled? off|\bwithdraw the\b"
    r"|\bfully withdraw\b|\bdrop out\b|\bsay no\b|\breject\b|\bscrap\b|\babandon\b|\bdelay\b"
)
_ACTION = re.compile(
    r"\b(?:will|to|shall|would|is going to|plans? to|can|may)\s+(?:not\s+)?(?:\w+ly\s+)?(?:be\s+)?(?:not\s+)?([^\W\d_]+)"
)
_IRREGULAR = {
    "met": "meet", "held": "hold", "sent": "send", "left": "leav", "won": "win", "took": "take", "taken": "take",
    "ran": "run", "became": "becom", "began": "begin", "begun": "begin", "made": "make", "built": "build", "went": "go",
    "gone": "go", "came": "come", "gave": "give", "given": "give", "sold": "sell", "bought": "buy", "paid": "pay",
    "lost": "lose", "fell": "fall", "rose": "rise", "struck": "strike", "withdrew": "withdraw", "withdrawn": "withdraw",
    "stood": "stand", "spoke": "speak", "chose": "choos", "chosen": "choos", "quits": "resign", "quit": "resign",
    "quitting": "resign", "resigns": "resign", "fired": "fire", "testifies": "testifi", "flew": "fli", "sought": "seek",
    "kept": "keep", "told": "tell", "put": "put", "cut": "cut", "set": "set", "hit": "hit", "broke": "break",
}  # fmt: skip
_BEFORE_PLAN = frozenset(
    ("to", "will", "would", "set", "plans", "planned", "planning", "may", "might", "could", "should")
)
KINDS = ("cancel", "notwill", "deny", "postpone", "fail", "occur", "progress", "modal", "urge", "preview", "protest")
_TALK = frozenset(("say", "says", "said", "tells", "told", "announces", "announced", "confirms", "confirmed"))


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    text = (files("monitor.matching") / "data" / "cues.txt").read_text(encoding="utf-8")
    rows = (line.partition(" = ") for line in text.splitlines() if line and not line.startswith("#"))
    return {
        kind: re.compile(rf"\b(?:{'|'.join(part.strip() for part in row.split(' | '))})\b") for kind, _, row in rows
    }


@lru_cache(maxsize=1)
def _background() -> TermCounts:
    return TermCounts.shipped()


def is_opposite(statement: str) -> bool:
    """The claim is that something will not happen, or that a plan ends."""
    return _OPPOSITE.search(statement.lower()) is not None


def actions_of(statement: str) -> frozenset[str]:
    """Stems of what is to be done: the verbs after "will", "to" and such."""
    return frozenset(_root(match.group(1)) for match in _ACTION.finditer(statement.lower())) - {""}


def acts_of(text: str) -> frozenset[str]:
    """Families of acts that the words of a text can tell."""
    return frozenset(family for word in _WORD.findall(text.lower()) for family in ACTS.get(word, ()))


def _root(word: str) -> str:
    folded = fold(word)
    return _IRREGULAR.get(folded) or stem(folded)


def split_sentences(text: str) -> list[str]:
    """Sentences, roughly."""
    return [part for part in _SENTENCE.split(text) if part.strip()]


def read_cues(statement: str, title: str, summary: str) -> dict[str, float]:
    """Every feature by name."""
    found = dict(_nearness(statement, title, summary))
    sentences = split_sentences(summary)[:4]
    own = frozenset(read_sketch(statement, "").weights)
    actions, acts = actions_of(statement), acts_of(statement)
    found["acts"] = len(acts & acts_of(f"{title} {summary}")) / len(acts) if acts else 0.5
    found["title-acts"] = len(acts & acts_of(title)) / len(acts) if acts else 0.5
    found["no-act"] = float(bool(acts) and acts.isdisjoint(acts_of(f"{title} {summary}")))
    for place, parts in (("t", split_sentences(title)), ("s", sentences)):
        for kind, value in _cue_values(parts, own).items():
            found[f"{place}-{kind}"] = value
        for form, value in _forms(parts, _Act(actions, acts), own).items():
            found[f"{place}-{form}"] = value
    found |= _crossed(statement, title, found)
    return found


def _crossed(statement: str, title: str, found: dict[str, float]) -> dict[str, float]:
    """Kinds of claim, and what they make of a negation."""
    families = {KIN[word] for word in _WORD.findall(statement.lower()) if word in KIN}
    leaves = float(bool(families & {"resign"}) or "leave" in statement.lower() or "lockdown" in statement.lower())
    goes = float(
        bool(
            re.search(r"\b(?:attend|travel|visit|join|run for|seek|send|take part|host|held|hold)\b", statement.lower())
        )
    )
    votes = float(
        bool(
            re.search(
                r"\b(?:vote|pass|approve|accept|win|land|form|remove|confirm|agree|deal|conclude)\w*\b",
                statement.lower(),
            )
        )
    )
    no = max(found["t-notwill"], found["t-deny"], found["t-not"])
    return {
        "leaves": leaves, "goes": goes, "votes": votes, "leaves-no": leaves * no, "goes-no": goes * no,
        "votes-fail": votes * max(found["t-fail"], found["s-fail"]), "votes-occur": votes * found["t-occur"],
        "question": float("?" in title), "quoted": float(title.startswith(("'", '"', "‘", "“"))),
        "near-done": found["t-done"] * found["names"], "near-cancel": found["t-cancel"] * found["names"],
        "near-postpone": found["t-postpone"] * found["names"], "near-plan": found["t-plan"] * found["names"],
        "plain": float(not any(found[f"t-{kind}"] for kind in ("cancel", "notwill", "deny", "postpone", "fail"))),
        "long": min(1.0, len(title) / 160), "talk": float(any(word in _TALK for word in _WORD.findall(title.lower()))),
    }  # fmt: skip


def _nearness(statement: str, title: str, summary: str) -> Iterator[tuple[str, float]]:
    """How much of the claim is there."""
    terms = _background()
    claim, head, all_of_it = read_sketch(statement, ""), read_sketch(title, ""), read_sketch(title, summary)
    rarity = {term: terms.rarity(term) for term in claim.weights}
    names = {term for term in rarity if _is_name(term, claim, terms)}
    for label, sketch in (("", all_of_it), ("title-", head)):
        yield label + "names", _share(names, rarity, sketch)
        yield label + "events", _share(rarity.keys() - names, rarity, sketch)
        yield label + "all", _share(rarity.keys(), rarity, sketch)
    yield "two", float(len(names & head.weights.keys()) >= 2)
    mine = mean_direction(rarity)
    yield "meaning", same_meaning(mine, mean_direction({t: terms.rarity(t) for t in all_of_it.weights}))
    deeds = mean_direction({term: value for term, value in rarity.items() if term not in names})
    told = {term: terms.rarity(term) for term in head.weights if not terms.is_name(term, written_so=False)}
    yield "deed", same_meaning(deeds, mean_direction(told))
    rarest = sorted(rarity, key=lambda term: -rarity[term])[:2]
    yield "rarest", sum(term in all_of_it.weights for term in rarest) / 2


def _is_name(term: str, claim: Sketch, terms: TermCounts) -> bool:
    written = any(token.term == term and token.is_capital and not token.opens for token in claim.title)
    return terms.is_name(term, written_so=written)


def _share(wanted: Collection[str], rarity: dict[str, float], sketch: Sketch) -> float:
    whole = sum(rarity[term] for term in wanted)
    return sum(rarity[term] for term in wanted if term in sketch.weights) / whole if whole else 0.0


def _cue_values(sentences: list[str], own: frozenset[str]) -> dict[str, float]:
    """Strongest place of each kind of cue: 1 in a sentence with the claim's words, less without or further down."""
    values = dict.fromkeys(KINDS, 0.0)
    for number, sentence in enumerate(sentences):
        shared = len(own & read_sketch(sentence, "").weights.keys())
        weight = (1.0 if shared >= 2 else 0.7 if shared else 0.35) * (1.0 if number == 0 else 0.6)
        lowered = sentence.lower().replace("’", "'")
        for kind, pattern in _patterns().items():
            if values[kind] < weight and pattern.search(lowered):
                values[kind] = weight
    return values


@dataclass(frozen=True, slots=True)
class _Act:
    """What is to be done: stems of its verbs, and the families of acts it belongs to."""

    actions: frozenset[str]
    families: frozenset[str]

    def is_told_by(self, word: str) -> bool:
        return _root(word) in self.actions or not self.families.isdisjoint(ACTS.get(word, frozenset()))


def _forms(sentences: list[str], act: _Act, own: frozenset[str]) -> dict[str, float]:
    """The claim's action in the entry: `done` (finite form), `plan` (after "to", "will"), `not` (denied), `noun`.

    `other`: its nearest name is nobody of the claim, or the doer is somebody's somebody ("X's aides quit").
    """
    values = {"done": 0.0, "plan": 0.0, "not": 0.0, "noun": 0.0, "other": 0.0}
    for number, sentence in enumerate(sentences):
        words = _WORD.findall(sentence.replace("’", "'"))
        lowered = [word.lower() for word in words]
        weight = 1.0 if number == 0 else 0.6
        for at, word in enumerate(lowered):
            if act.is_told_by(word):
                form = _form_at(lowered, at)
                if form in ("done", "plan") and _is_of_another(words, at, own):
                    form = "other"
                values[form] = max(values[form], weight)
    return values


def _is_of_another(words: list[str], at: int, own: frozenset[str]) -> bool:
    """Who does it: the nearest name before the word. A text in title case does not tell."""
    long = [word for word in words if len(word) > 3]
    if sum(word[0].isupper() for word in long) > 0.7 * len(long):
        return False
    before = [word for word in words[max(0, at - 8) : at] if len(word) > 1]
    for distance, word in enumerate(reversed(before)):
        if word[0].isupper() and stem(fold(word)):
            is_own = stem(fold(word)) in own or any(token.term in own for token in read_sketch(word, "").title)
            return not is_own or (word.endswith("'s") and distance > 0)
    return False


def _form_at(words: list[str], at: int) -> str:
    before = words[max(0, at - 4) : at]
    if _NEGATION.search(" ".join(before)):
        return "not"
    if any(word in _BEFORE_PLAN for word in before[-2:]):
        return "plan"
    word = words[at]
    return "done" if word.endswith(("ed", "s")) or word in _IRREGULAR else "noun"
