"""How the claim's own deed stands in a clause: done, planned, weighed, negated, named ..."""

from collections.abc import Iterator
from itertools import pairwise, takewhile

from monitor.matching.polarity import grammar
from monitor.matching.polarity.clauses import Clause, Part, Word, names_in
from monitor.matching.polarity.deeds import LONGEST_IDIOM, Form, Telling, find_idiom, first_words, read_deeds
from monitor.matching.polarity.prediction import CALENDAR, Prediction
from monitor.matching.polarity.turn_words import is_turn
from monitor.matching.text import stem

#: `done` finite, `going` under way, `planned` after "to" and "will", `weighed` after "may" and "urges ... to", `negated`;
#: as a noun `happens`, `past`, `ahead`, `named`; `undone`: the contrary deed is done; `other`: somebody else did it.
MOODS = ("done", "going", "planned", "weighed", "negated", "happens", "past", "ahead", "named", "undone", "other")
#: Deeds that take two sides.
MUTUAL = frozenset(("deal", "sign", "meet", "swap"))
#: Verbs that with "to" behind them tell a decision, not yet the deed.
_DECIDES = frozenset(("vote", "agree", "decide"))
#: What a vote only orders.
_ACTS = frozenset(("strike", "attack", "launch", "send", "deploy", "build", "invade", "evacuate"))
#: Deeds that last: who ends them has done them.
_LASTING_FAMILIES = """
meet attend host hold play perform fight hear try strike vote speak search negotiate compete broadcast testify drill
"""
_LASTING = frozenset(_LASTING_FAMILIES.split())
_BEATS = frozenset(("beat", "defeat"))
#: When another one does them, the claim's actor does not.
_ONE_DOES = frozenset(("win", "become", "nominate", "buy", "host"))
#: Who is to do these, leaves all as it is.
_KEEPS = frozenset(("stay", "remain", "keep", "retain", "miss", "skip", "hold"))
_PARTICLES = frozenset(("out", "away", "down", "off", "over", "aside"))
#: Verbs that are others with a particle behind them.
_BY_PARTICLE = frozenset(
    (
        "back",
        "call",
        "turn",
        "hold",
        "held",
        "put",
        "give",
        "gave",
        "break",
        "broke",
        "take",
        "took",
        "set",
        "pull",
        "let",
    )
)
#: What an office is for is no deed of it: "the finance ministry", "fund managers".
_PORTFOLIOS = frozenset(("finance", "fund", "trade", "transport", "defence", "defense", "budget", "investment"))
_OFFICE_WORDS = """
minister ministers ministry ministries secretary chief chiefs head committee department director manager managers
officer official officials spokesman spokeswoman adviser advisers agency authority body bodies delegation office panel
"""
_OFFICES = frozenset(_OFFICE_WORDS.split())
#: Behind a verb without an object.
_PREPOSITIONS = "to in at after for on with from by amid as before until"
_WITHOUT_OBJECT = frozenset(_PREPOSITIONS.split())
#: Bare forms that are names of things far more often, or as "last" no verb at all.
_THINGS = frozenset(
    ("last", "film", "ship", "plant", "record", "tape", "show", "screen", "question", "sail", "repair", "judge")
)
_RELATED_WORDS = """
aide aides adviser advisers advisor ally allies deputy brother sister son daughter wife husband lawyer lawyers spokesman
spokeswoman friend friends colleague colleagues assistant fan fans critic critics rival rivals supporters
"""
#: People of somebody, who are not that somebody.
_RELATED = frozenset(_RELATED_WORDS.split())
_BODY_WORDS = """
parliament parliaments house chamber assembly congress senate legislature diet duma knesset bundestag council lawmakers
legislators mps deputies senators members councillors representatives government cabinet ministers
"""
#: Who a parliament or a government is, and who is in it.
_BODIES = frozenset(_BODY_WORDS.split())
_BODY_TERMS = frozenset(map(stem, _BODIES))
#: "Land reform", "land sale": no arrival.
_ACRES = frozenset(
    ("sale", "sales", "deal", "reform", "reforms", "rights", "grab", "tax", "law", "dispute", "mine", "mines", "use")
)


def find_deeds(prediction: Prediction, clause: Clause) -> list[tuple[int, str, str]]:
    """Place, mood and word of each mention of the deed. A noun beside a planned verb tells the plan."""
    deeds = list(_mentions(prediction, clause))
    if not any(mood == "planned" for _, mood, _ in deeds):
        return deeds
    return [(at, "ahead" if mood in ("happens", "past", "going") else mood, said) for at, mood, said in deeds]


def has_own_object(prediction: Prediction, clause: Clause, at: int, said: str) -> bool:
    """What stands behind the verb is of the claim, or there is hardly anything behind it. A particle needs no object."""
    after = [word for word in clause.words if word.at > at]
    if after and after[0].low in _WITHOUT_OBJECT and not prediction.is_passive:
        before = (word for word in clause.words if word.at < at)
        if any(word.term in prediction.about and not word.is_capital for word in before):
            return True  # "the border reopens to visitors"
        if (
            "meet" in prediction.families
            and len({word.term for word in clause.words if word.at < at} & prediction.about) > 1
        ):
            return True  # "Odra and Lume meet in Varn"
    rest = takewhile(lambda word: word.low != "for", after)
    behind = [word for word in rest if word.term][:6]
    own = prediction.about | prediction.verbs
    if prediction.is_passive or _is_passive(clause, at, said):
        behind = [*behind, *(word for word in clause.words if word.at < at)][-12:]
    return " " in said or len(behind) < 2 or any(word.term in own or word.names & prediction.names for word in behind)


def _is_passive(clause: Clause, at: int, said: str) -> bool:
    """What it is done to stands before it: "Sill toppled in vote"."""
    is_past = any(told.form is Form.PAST for told in read_deeds().get(said, ()))
    return is_past and grammar.PASSIVE_AFTER.match(clause.low[at + len(said) :]) is not None


def has_other_name(prediction: Prediction, clause: Clause, at: int) -> bool:
    """The next word behind the verb is a name, and nothing behind it is of the claim: "visits Peru"."""
    behind = [word for word in clause.words if word.at > at][:6]
    is_named = bool(behind) and behind[0].is_capital and behind[0].term not in CALENDAR
    return is_named and not any(word.term in prediction.about or word.names & prediction.names for word in behind)


def _mentions(prediction: Prediction, clause: Clause) -> Iterator[tuple[int, str, str]]:
    openers = first_words(prediction.families)
    told_until = 0
    for number, word in enumerate(clause.words):
        if number < told_until:
            continue  # "go up 5 percent" is one deed
        is_known = word.low in openers or (word.term and word.term in prediction.verbs)
        told = _telling(prediction, clause, number) if is_known else None
        mood = _mood(prediction, clause, number, told) if told is not None else ""
        if mood and told is not None:
            particle = told.base.partition("_")[2].replace("_", " ")
            told_until = number + 1 + len(particle.split()) if particle else 0
            yield word.at, mood, f"{word.low} {particle}".strip()


def _telling(prediction: Prediction, clause: Clause, number: int) -> Telling | None:
    """What this word tells of the claim's families, if anything: a noun where the words before it ask for one."""
    deeds, words, word = read_deeds(), clause.words, clause.words[number]
    after = words[number + 1].low if number + 1 < len(words) else ""
    if (word.low in _PORTFOLIOS and after in _OFFICES) or (word.low == "land" and after in _ACRES):
        return None
    before = words[number - 1].low if number else ""
    if (word.low in _THINGS and not _leads_verb(before)) or (before, word.low) == ("on", "hold"):
        return None
    known = find_idiom(word.low, lambda: _read_on(words, number))
    if after not in _PARTICLES or word.term not in _BY_PARTICLE:  # "backs out" backs nothing
        known = (*known, *deeds.get(word.low, ()))
    found = [told for told in known if told.families & prediction.families]
    if not found and word.term and word.term in prediction.verbs:
        found = [Telling(prediction.families, word.low, _guess_form(word.low))]
    if not found:
        return None
    nouns = [told for told in found if told.form in (Form.NOUN, Form.ING)]
    verbs = [told for told in found if told.form is not Form.NOUN]
    return (nouns or verbs)[0] if not verbs or _asks_noun(clause, number) else _likelier(verbs, nouns, words, number)


def _read_on(words: tuple[Word, ...], number: int) -> Iterator[str]:
    """The words behind one; names may stand within an idiom: "brakes into Venus orbit"."""
    is_titled = _is_title_case(words)
    return (
        word.low
        for word in words[number + 1 : number + LONGEST_IDIOM]
        if is_titled or not word.is_capital or word.low == "i"
    )


def _likelier(verbs: list[Telling], nouns: list[Telling], words: tuple[Word, ...], number: int) -> Telling:
    """A bare form that is a noun too ("vote", "launch") is a verb only after "to", "will" or a plural."""
    verb = min(verbs, key=lambda told: told.undoes)
    if not nouns or verb.form in (Form.PAST, Form.ING):
        return verb
    if words[number].low == "talks" or not number:
        return nouns[0]
    if verb.form is Form.PRESENT:
        rest = {word.low for word in words[number + 1 : number + 12]}
        return nouns[0] if rest & grammar.FINITE else verb
    return verb if _leads_verb(words[number - 1].low) else nouns[0]


def _leads_verb(before: str) -> bool:
    """Behind a plural or "to" a bare form is a verb."""
    is_plural = before.endswith("s") and not before.endswith("'s") and not _is_verb(before)
    return is_plural or before in grammar.VERB_BEFORE


def _is_verb(low: str) -> bool:
    """Known as the third person of a verb: "upholds", "drops"."""
    return any(told.form is Form.PRESENT for told in read_deeds().get(low, ())) or is_turn(low)


def _asks_noun(clause: Clause, number: int) -> bool:
    """An article, a preposition or an owner stands before it; or a noun behind a preposition: "protest over job cuts"."""
    if not number:
        return False
    word, before = clause.words[number], clause.words[number - 1]
    gap = clause.low[before.at + len(before.low) : word.at]
    is_owned = before.low.endswith(("'s", "s'")) or (gap.startswith("' ") and before.low.endswith("s"))
    is_compound = (
        number > 1
        and clause.words[number - 2].low in grammar.OVER
        and not (before.is_capital or before.low.endswith("s"))
    )
    return is_owned or is_compound or before.low in grammar.NOUN_BEFORE


#: Endings of nouns made of verbs: "extradition", "settlement".
_NOUN_ENDINGS = ("ion", "ions", "ment", "ments", "ance", "ence", "al", "als", "ure", "ures")


def _guess_form(low: str) -> Form:
    if low.endswith(_NOUN_ENDINGS):
        return Form.NOUN
    if low.endswith("ing"):
        return Form.ING
    if low.endswith("ed"):
        return Form.PAST
    return Form.PRESENT if low.endswith("s") else Form.BASE


def _mood(prediction: Prediction, clause: Clause, number: int, told: Telling) -> str:
    word = clause.words[number]
    before, after = clause.low[: word.at], clause.low[word.at + len(word.low) :]
    if _is_against(prediction, told, after) or _is_beaten(prediction, clause, number, told):
        return "undone"
    if told.undoes:
        return _contrary_mood(before, after, told, is_said=_is_said(clause, number))
    if grammar.NEGATED.search(before) and not grammar.ASKED_NOT.search(before):
        is_lost = told.form is Form.NOUN and "deal" in told.families and grammar.FAILED.search(before)
        return "undone" if is_lost else "negated"
    if grammar.WEIGHED.search(before):
        return "weighed"
    is_named = told.form in (Form.NOUN, Form.ING) and bool(told.families & prediction.families & _LASTING)
    is_over = is_named and grammar.OVER_BEFORE.search(before)
    if told.form is Form.NOUN or is_over:
        return "happens" if is_over else _noun_mood(before, after)
    return _verb_mood(before, after, told, is_of_another=is_of_another(clause.words, number, prediction))


def _is_against(prediction: Prediction, told: Telling, after: str) -> bool:
    """The words behind the verb turn it: "is found not guilty", "votes down the offer"; a vote is a vote all the same."""
    if told.form in (Form.NOUN, Form.ING) or told.undoes:
        return False
    is_cleared = after.startswith(" not guilty") and "acquit" not in prediction.families
    return is_cleared or (
        told.base == "vote"
        and "vote" not in prediction.families
        and after.startswith((" down", " against", " to reject"))
    )


def _is_beaten(prediction: Prediction, clause: Clause, number: int, told: Telling) -> bool:
    """Who is to win is the one who is beaten: "Hart beats Novak", "Novak defeated"."""
    if told.base not in _BEATS or "win" not in prediction.families or not prediction.actors:
        return False
    before, after = (
        any(word.term in prediction.actors for word in words)
        for words in (clause.words[:number], clause.words[number + 1 :])
    )
    behind = clause.low[clause.words[number].at + len(clause.words[number].low) :]
    if told.form is Form.PAST and grammar.PASSIVE_AFTER.match(behind):
        return before and not after
    return after and not before


def _verb_mood(before: str, after: str, told: Telling, *, is_of_another: bool) -> str:
    if told.base in _DECIDES and grammar.TO_DO.match(after):
        return "ahead"
    is_ordered = grammar.VOTES_TO.search(before) is not None
    if is_ordered or grammar.FORCED.search(before):
        return "planned" if is_ordered and told.families & _ACTS else "done"
    # Only one hosts: when another land is to, it is not the claim's.
    is_lost = is_of_another and "host" in told.families
    if not is_lost and grammar.PLANNED.search(before):
        return "planned"
    if is_of_another:
        return "other"
    if told.form is not Form.ING:
        return "done"
    return "going" if grammar.GOING.search(before) else _noun_mood(before, after)


def _contrary_mood(before: str, after: str, told: Telling, *, is_said: bool) -> str:
    """It is undone by "survives" and "votes to reject", denied by "will stay"; the rest says nothing."""
    if told.form is Form.ING or grammar.NEGATED.search(before) or grammar.WEIGHED.search(before):
        return ""
    if not grammar.PLANNED.search(before) or grammar.VOTES_TO.search(before):
        return "undone"
    is_kept = told.base in _KEEPS and is_said and not grammar.FOR_NOW.search(after)
    return "negated" if is_kept or grammar.VOWS.search(before) else ""


def _is_said(clause: Clause, number: int) -> bool:
    """It is told of its subject, "will stay", "Veldam to stay", and is no infinitive of a noun: "a fight to stay"."""
    if number < 2 or clause.part not in (Part.MAIN, Part.SIDE):
        return False
    before = clause.words[number - 2 : number]
    is_tried = grammar.STRIVES.search(clause.low[: clause.words[number].at])
    return not is_tried or before[-1].low != "to"


def _noun_mood(before: str, after: str) -> str:
    if grammar.STOPPED_BEFORE.search(before) or grammar.STOPPED_AFTER.match(after):
        return "undone"
    if grammar.DISPUTED_BEFORE.search(before):
        return "weighed"
    if grammar.AHEAD_BEFORE.search(before) or grammar.AHEAD_AFTER.match(after):
        return "ahead"
    if grammar.HAPPENS_BEFORE.search(before) or grammar.HAPPENS_AFTER.match(after):
        return "happens"
    return "past" if grammar.PAST_BEFORE.search(before) else "named"


def is_of_another(words: tuple[Word, ...], number: int, prediction: Prediction) -> bool:
    """The doer is somebody else and nobody of the claim is the object: "the minister's aides quit", "Hart resigns"."""
    before = [word for word in words[max(0, number - 7) : number] if word.low not in grammar.SMALL]
    if not before or before[-1].low in grammar.PRONOUNS or _is_own_body(prediction, before):
        return False
    doer = before[-1]
    after = [word for word in words[number + 1 : number + 7] if word.is_capital]
    if _is_other_land(prediction, before[-2:]) or _is_of_person(before):
        return True
    if doer.names & prediction.names or doer.term in prediction.about or _are_of(prediction, after):
        return _is_rival(prediction, before, after)
    if _is_title_case(words):
        return any(word.low.endswith(("'s", "s'")) or word.low in grammar.ANOTHER for word in before[-4:])
    is_person = len(before) > 1 and before[-2].is_capital
    if doer.is_capital and (is_person or not doer.low.endswith("s")):
        return not _are_of(prediction, before[-3:])
    return any(word.low.endswith(("'s", "s'")) or word.low in grammar.ANOTHER for word in before[-4:])


def _is_own_body(prediction: Prediction, before: list[Word]) -> bool:
    """A house or the members of a body of the claim's own: "Ostrel's lower house", "Ostrel's MPs"."""
    owners = [word for word in before[-4:-1] if word.low.endswith(("'s", "s'"))]
    is_mine = any(word.term in prediction.about or word.names & prediction.names for word in owners)
    return is_mine and before[-1].low in _BODIES and not _BODY_TERMS.isdisjoint(prediction.about)


def _is_of_person(before: list[Word]) -> bool:
    """It is told of somebody's people: "aides to Hart resign"."""
    return any(one.low in _RELATED and other.low in ("to", "of", "for") for one, other in pairwise(before))


def _is_rival(prediction: Prediction, before: list[Word], after: list[Word]) -> bool:
    """What only one can do is done to the claim's thing by a name that is not of the claim."""
    is_open = not prediction.actors or prediction.families.isdisjoint(_ONE_DOES)
    if is_open or not before[-1].is_capital or _is_title_case((*before, *after)):
        return False
    mine = prediction.names | prediction.about
    is_mine = any(word.term in mine or word.names & mine for word in before)
    return not is_mine and not any(word.term in prediction.actors for word in after)


def _is_other_land(prediction: Prediction, doer: list[Word]) -> bool:
    """The claim foretells what lands or bodies do, and another one does this."""
    lands = _lands_in(doer)
    return bool(lands) and any(name.startswith("=") for name in prediction.names) and not lands & prediction.names


def _lands_in(words: list[Word]) -> frozenset[str]:
    """Known places and institutions among the words, by their one name."""
    text = " ".join(word.low.removesuffix("'s").title() for word in words if word.is_capital)
    return frozenset(name for name in names_in(text) if name.startswith("="))


def is_with_stranger(prediction: Prediction, clause: Clause) -> bool:
    """A deed of two sides, told of one side of the claim with another land: "Japan and Britain sign"."""
    lands = _lands_in(list(clause.words))
    mine = frozenset(name for name in prediction.names if name.startswith("="))
    is_mutual = len(mine) >= 2 and not prediction.families.isdisjoint(MUTUAL)
    return is_mutual and bool(lands - mine) and len(lands & mine) < 2


def _is_title_case(words: tuple[Word, ...]) -> bool:
    """Every Word Is Written As A Name, so that none tells a name."""
    long = [word for word in words if len(word.low) > 3]
    return len(long) > 3 and sum(word.is_capital for word in long) > 0.7 * len(long)


def _are_of(prediction: Prediction, words: list[Word]) -> bool:
    return any(word.names & prediction.names for word in words)
