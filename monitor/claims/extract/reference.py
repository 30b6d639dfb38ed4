"""Who "he", "it", "the two leaders" are, so that a statement stands alone."""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace

from monitor.claims.extract.bodies import find_bodies, name_body
from monitor.claims.extract.clauses import Clause, Governor
from monitor.claims.extract.cue import CueHit, CueKind
from monitor.claims.extract.finite import find_finite
from monitor.claims.extract.given_names import may_be
from monitor.claims.extract.mentions import Mention, is_body, read_mentions
from monitor.claims.extract.saying import SAYING
from monitor.claims.extract.sentences import Sentence
from monitor.claims.extract.subjects import agrees, is_many, is_person, read_subjects
from monitor.claims.extract.subjects import is_body as is_office
from monitor.claims.verbs import THIRD_PERSONS


@dataclass(frozen=True, slots=True)
class Scene:
    """The names of an article, and what each of its sentences is about."""

    mentions: list[Mention]
    subjects: list[str]
    pair: tuple[str, ...] = ()
    lead: str = ""
    tellers: tuple[str, ...] = ()
    officers: tuple[tuple[int, str], ...] = ()
    bodies: tuple[tuple[int, str, str], ...] = ()


def read_scene(sentences: list[Sentence]) -> Scene:
    """Whom and what an article speaks of.

    `pair`: the two people it names most, the first named first; `lead`: the first of them by count; `tellers`: for each
    sentence the body whose word it was said to be; `officers`: where it speaks of one without a name, by title.
    """
    mentions = read_mentions(sentences)
    most = [name for name, _ in Counter(it.full for it in mentions if it.is_person).most_common(2)]
    tellers = tuple(_teller(sentence.text) for sentence in sentences)
    named = dict.fromkeys(it.full for it in mentions if it.full in most)
    pair = tuple(named) if len(most) == 2 else ()
    officers = tuple(_officer(sentence.text) for sentence in sentences)
    lead = most[0] if most else ""
    return Scene(mentions, read_subjects(sentences), pair, lead, tellers, officers, find_bodies(sentences))


#: `The prime minister met Ann Orlo`.
_OFFICER = re.compile(
    r"(?:^|\bthat |\bsaid |, )(?P<who>[Tt]he (?:[a-z]+ )?(?i:president|minister|premier|chancellor|mayor|governor|king|pope"
    r"|chairman|secretary|ambassador|judge|prime minister)) (?:also |now |later )?"
    r"(?:will|would|has|had|is|was|met|said|told|plans|spoke|went|flew|saw|called|thanked|praised|hosted|received)\b"
)


def _officer(sentence: str) -> tuple[int, str]:
    found = _OFFICER.search(sentence)
    return (found.start("who"), f"the {found['who'][4:]}") if found else (-1, "")


#: `…, the health institute said on Tuesday.`
_TOLD_LAST = re.compile(rf", (?P<who>the [\w’' -]{{3,50}}?) (?:{SAYING})\b[^,;]{{0,50}}$")


def _teller(sentence: str) -> str:
    """The body that a sentence ends with the word of, or nothing."""
    found = _TOLD_LAST.search(sentence)
    return found["who"] if found and is_office(found["who"]) else ""


@dataclass(frozen=True, slots=True)
class Cast:
    """Whom pronouns may mean at one place: people, the likeliest first; the two most spoken of; or none.

    `body`: a named office or company; `group`: the last several, `thing`: the last one thing that a sentence was about;
    `bodies`: what the article names by what it is; `number`: the sentence.
    """

    people: tuple[str, ...] = ()
    body: str = ""
    group: str = ""
    thing: str = ""
    pair: tuple[str, ...] = ()
    lead: str = ""
    teller: str = ""
    officer: str = ""
    number: int = 0
    bodies: tuple[tuple[int, str, str], ...] = ()


_PAIR = re.compile(
    r"^(?:the two|both|the pair)(?: (?:leaders|men|women|sides|presidents|of them))?$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:and|but|while|even as|although|though|as|so|that|because|when|then|also|in response|additionally|however"
    r"|meanwhile|instead|therefore),? ",
    re.IGNORECASE,
)
_WEEKDAY_END = re.compile(
    r",? (?:earlier |late |later |on )*(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)$"
)
_VERB_START = re.compile(
    r",? \b(?:has|have|had|is|are|was|were|will|would|may|can|could|(?<!the )plans?|expects?|wants?|who|whose|which|that"
    r"|announced"
    r"|made|also|later|already|now|still|reportedly|previously|then|on \w+day|in (?:a|an|the|his|her|its|their)|at"
    r" (?:a|an|the)|(?<!newly )(?<!recently )[a-z]{3,}ed)\b.*$"
)


def cast_at(scene: Scene, number: int, start: int) -> Cast:
    """Those named before that place: in the same sentence the nearest first, then in earlier ones the first named first.

    A body counts only as the subject of this sentence or the one before.
    """
    first = bisect_left(scene.mentions, max(0, number - _MEMORY), key=lambda it: it.sentence)
    last = bisect_left(scene.mentions, number + 1, key=lambda it: it.sentence)
    mentions, subjects = scene.mentions[first:last], scene.subjects
    here = [it for it in reversed(mentions) if it.sentence == number and it.start < start]
    earlier = sorted(
        (it for it in mentions if it.sentence < number), key=lambda it: (it.is_whose, -it.sentence, it.start)
    )
    people = dict.fromkeys(it.full for it in here + earlier if it.is_person)
    opening = [it for it in here if it.start == 0 and not it.is_person]
    bodies = [it for it in mentions if number - 1 <= it.sentence <= number and it.start < min(start, _SUBJECT_WITHIN)]
    return Cast(
        tuple(people),
        bodies[-1].full if bodies and (is_body(bodies[-1]) or bodies[-1] in opening) else "",
        _last_group(subjects[max(0, number - _BACK) : number]),
        _last_thing(subjects[max(0, number - _BACK) : number], tuple(people)),
        scene.pair,
        scene.lead,
        scene.tellers[number - 1] if number else "",
        _officer_before(scene, number) if not any(it.is_person for it in here) else "",
        number,
        scene.bodies,
    )


def _officer_before(scene: Scene, number: int) -> str:
    """The officer the sentence before is about, when it names nobody before him."""
    if not number or not scene.officers:
        return ""
    start, who = scene.officers[number - 1]
    named = [it.start for it in scene.mentions if it.sentence == number - 1 and it.is_person]
    return who if who and all(at > start for at in named) else ""


_SUBJECT_WITHIN = 30
#: A name that nobody has spoken of for so many sentences is no longer meant by a pronoun.
_MEMORY = 60
_BACK = 3
_DEFINITE = re.compile(r"(?:[Tt]he|[Ii]ts|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[A-Z])\b|[A-Z]\w")


def _last_group(before: list[str]) -> str:
    """The last several a sentence before was about; none when another one thing came between."""
    groups = [phrase for phrase in reversed(before) if phrase and phrase.lower() not in _PRONOUNS]
    return groups[0] if groups and is_many(groups[0]) else ""


def _last_thing(before: list[str], people: tuple[str, ...]) -> str:
    things = [phrase for phrase in reversed(before) if phrase and phrase.lower() not in _PRONOUNS]
    if not things or is_many(things[0]) or is_person(things[0], people) or not _DEFINITE.match(things[0]):
        return ""
    return things[0] if len(things[0].split()) <= _SHORT_PHRASE else ""


_PRONOUNS = frozenset(
    {"he", "she", "it", "they", "we", "i", "you", "that", "this", "there", "who", "which", "these", "those"}
)
_SHORT_PHRASE = 7


_LED_IN = re.compile(
    r"^(?:[Bb]ut )?(?:[Ww]ithin|[Oo]n|[Ii]n|[Aa]t|[Aa]fter|[Bb]y|[Ff]or) (?:an? "
    r"|the )?[a-z]+ (?=[A-Z])"
    r"|^[Ii]n an? (?:[a-z]+ ){1,3}(?=the [A-Z])"
)


#: `In a speech late on Monday Ann Orlo`.
_LED_BY_DAY = re.compile(
    r"^(?:In|At|During|On) [\w ’'-]{0,60}?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today)"
    r"(?: (?:night|evening|morning|afternoon))? (?=[A-Z])"
)


def clean_name(text: str) -> str:
    """A speaker's name without openers, times, verbs and what comes after a comma."""
    name = re.sub(r"^.*(?:[;:“”\"]|, (?:and|but) )", "", text.strip(" ,“”\"‘’'"))
    name = re.sub(r"^.*\b(?:said|says) ", "", re.sub(r"^\S+ +- |\([^)]*\)(?: -)?", "", name).strip())
    name = _LED_BY_DAY.sub("", name)
    name = re.sub(r"^[A-Z ,]{3,40} +(?:--|[-–—]) ", "", name)
    name = _LED_IN.sub("", name)
    name = _LEADING.sub(
        "", re.sub(r"^(?:In|On|At|For|By|After|During|Among|Amid|Despite|With|Under|Besides) [^,]*, ", "", name)
    )
    name = re.sub(r"^(?!the |an? |its |his |her )[a-z]+ (?=[A-Z]\w+ [A-Z][\w’'-]+$)", "", name)
    name = re.sub(r",.*$", "", _VERB_START.sub("", name))
    name = re.sub(r"^The (?=[a-z])", "the ", _unmarked(name))
    name = re.sub(r" (?:close|near|familiar)$", "", name)
    return re.sub(r"(?<=[a-z]{3})\.$", "", _WEEKDAY_END.sub("", name).strip(' ,–—-“”"'))


_NOTHING = re.compile(
    r"(?:will|would|is|was|going|likely|expected)\b.{0,20}?\b(?:rain|snow|take|cost|be (?:up to|the|too|\w+ (?:to"
    r"|for|that)\b))"
)


#: `She and Sand`.
_AND_NAME = re.compile(r"(?P<pronoun>[Hh]e|[Ss]he) and (?P<name>[A-Z][\w’'-]+)")


def resolve(name: str, cast: Cast) -> str:
    """The name a pronoun stands for, as far as the text says so; anything else as it is."""
    word = name.lower().strip()
    if _PAIR.match(word):
        return " and ".join(cast.pair) or name
    if word in ("he", "she"):
        named = next((it for it in cast.people if may_be(word, it)), name)
        return cast.officer if word == "he" and cast.officer else named
    if word == "it":
        return _thing_of(cast) or cast.teller or name
    if word == "they":
        return resolve(cast.group, cast) if cast.group else name
    with_other = _AND_NAME.fullmatch(name.strip())
    if with_other:
        other = next((it for it in cast.people if it.split()[-1] == with_other["name"]), with_other["name"])
        pronoun = with_other["pronoun"]
        first = next((it for it in cast.people if it != other and may_be(pronoun, it)), pronoun)
        return f"{first} and {other}"
    return _with_owner(name, cast)


def _thing_of(cast: Cast) -> str:
    """A body, by the whole phrase that names it: `the Lodz plant` rather than `the Lodz`."""
    if cast.body and cast.body.lower() in cast.thing.lower() and len(cast.thing) > len(cast.body):
        return cast.thing
    return cast.body or cast.thing


def _with_owner(name: str, cast: Cast) -> str:
    """`its chief executive` with the name of whose it is."""
    first, _, rest = name.partition(" ")
    owners = {
        "his": next((it for it in cast.people if may_be("he", it)), ""),
        "her": next((it for it in cast.people if may_be("she", it)), ""),
        "its": _thing_of(cast),
        "their": cast.group,
    }
    owner = owners.get(first.lower(), "")
    if not owner or not rest:
        return name
    ending = "'" if owner.endswith("s") else "'s"
    return f"{owner}{ending} {rest}"


def stand_alone(sentence: str, hit: CueHit, clause: Clause, cast: Cast, speaker: str) -> str:
    """The claim as one sentence: pronouns named, first person said in the third, `would` of reported speech as `will`."""
    if hit.cue.kind is CueKind.EVENT:
        phrase = re.sub(
            r"^(?:ahead of|setting up|clearing the way for|in advance of|the (?:lead|run)-up to|for) ",
            "",
            sentence[hit.start : clause.end],
        )
        phrase = re.sub(r"^((?i:the|an?|his|her|its|their) )(?:planned|scheduled) ", r"\1", phrase)  # it is planned
        phrase = _with_owner(phrase.rstrip("."), cast)
        if hit.cue.name == "item" and any(word in THIRD_PERSONS for word in phrase.split()[1:4]):
            return f"{phrase[:1].upper()}{phrase[1:]}."
        verb = (
            "are" if re.search(r"[^s]s$", re.split(r" (?:in|on|of|at|for|next|later|starting)\b", phrase)[0]) else "is"
        )
        return f"{phrase[:1].upper()}{phrase[1:]} {verb} planned."
    first, subject = _subject(
        clause, cast, speaker, sentence[hit.start : clause.end], spoken=_opens_quote(sentence, clause.start)
    )
    words = f"{hit.lead} {sentence[hit.start : clause.end].strip(' ,;')}".strip()
    if hit.cue.name == "headline":
        words = re.sub(r"^(not )?to ", lambda found: f"will {found[1] or ''}", words)
    if hit.cue.name == "expected-then":
        words = re.sub(r"^(?:expected|anticipated)\b", "expect" if is_many(subject) else "expects", words)
    if _NO_BE.match(words) and subject and not _has_verb(subject):
        words = f"{'are' if is_many(subject) else 'is'} {words}"
    rest = _spelled_out(words, hit.cue.kind is CueKind.REPORTED)
    if first.lower() in ("i", "we") and subject.lower() != first.lower():
        if _MINE.search(rest):
            return f'{subject}: "{_in_own_words(sentence[clause.start : clause.end])}"'
        rest = _third_person(rest)
    glue = ", " if "," in subject and sentence[: hit.start].rstrip().endswith(",") else " "
    whole = re.sub(r"\s+", " ", _unmarked(f"{subject}{glue}{rest}").replace("“", '"').replace("”", '"')).strip()
    if whole.count('"') % 2:
        whole = whole.replace('"', "")
    whole = re.sub(r"\s+([,.;])", r"\1", whole[:1].upper() + whole[1:])
    return whole if whole.endswith((".", "!", "?", '"')) else whole + "."


def _has_verb(subject: str) -> bool:
    inner = subject.split()[1:-1]
    return find_finite(subject, 0, len(subject)) is not None or any(word in THIRD_PERSONS for word in inner)


#: `The tax, due to take effect in May, would`: said without its verb.
_NO_BE = re.compile(r"(?:due|set|slated|scheduled|expected|poised) to |to be [a-z]+(?:ed|en|ld|nt)\b")


def _opens_quote(sentence: str, start: int) -> bool:
    """Whether the clause is words of a quotation: there `it` and `he` are not the speaker."""
    before = sentence[: start + 1]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


_MARKUP = re.compile(
    r"\[\^\w{1,20}\]|\*\*|__|`|(?<=\s)[*_](?=\s)|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|\[(?=[^\]]*\])|(?<=[\w’'\"])\](?:\([^()]*\))?"
)


def _unmarked(text: str) -> str:
    """Without the signs of Markdown for strong words and links."""
    return _MARKUP.sub("", text)


_MINE = re.compile(r"\b(?:my|our|me|us|mine|ours|I|we|myself|ourselves)\b")


def _in_own_words(text: str) -> str:
    plain = re.sub(r"[“”\"]", "", text).strip(" ,.")
    return plain[:1].upper() + plain[1:] + "."


_SHORT = {"'ll": "will", "'s": "is", "'re": "are", "'m": "am", "won't": "will not", "n't": "not"}


_OF_A_PLAN = re.compile(r"(?:\w+ )?(?:expected|due|set|scheduled|planned|likely|forecast|to|going|planning)\b")
_NOW = {"was": "is", "were": "are"}


def _spelled_out(rest: str, is_reported: bool) -> str:
    """`'ll` as `will`; in reported speech `would` as `will`."""
    word, _, more = rest.replace("’", "'").partition(" ")
    if is_reported:
        word, comma = word.rstrip(","), word[len(word.rstrip(",")) :]
        word = {"would": "will", "'d": "will", "wouldn't": "will not", "was": "is", "were": "are"}.get(word, word)
        return f"{word}{comma} {rest.partition(' ')[2]}"
    if word in ("was", "were") and _OF_A_PLAN.match(more):
        return f"{_NOW[word]} {more}"
    return f"{_SHORT[word]} {rest.partition(' ')[2]}" if word in _SHORT and more else rest


_THIRD = {"am": "is", "are": "is", "have": "has", "plan": "plans", "want": "wants", "intend": "intends",
          "expect": "expects",
          "hope": "hopes", "do": "does", "aim": "aims", "promise": "promises", "pledge": "pledges"}  # fmt: skip


def _third_person(rest: str) -> str:
    word, _, more = rest.partition(" ")
    return f"{_THIRD.get(word, word)} {more}"


def _subject(clause: Clause, cast: Cast, speaker: str, rest: str, *, spoken: bool) -> tuple[str, str]:
    """(the subject's first words as they stand, the subject with them named)."""
    subject = clause.subject
    if not subject:
        return "", speaker
    first = re.split(r",| and (?=other)| of\b", subject)[0].strip()
    if clause.governor is Governor.RELATIVE and not re.search(r", \w", rest):
        subject = re.sub(r",? (?:who|which|that)$", "", subject)
    if first.lower() in ("i", "we"):
        return first, subject.replace(first, speaker, 1) if speaker else subject
    pronoun = first.lower() in ("he", "she", "it", "they")
    if pronoun and clause.said and not spoken and speaker and agrees(first, speaker, cast.people):
        return first, subject.replace(first, speaker, 1)
    owner = first.partition(" ")[0].lower()
    if owner in ("his", "her") and clause.said and not spoken and " " in first and _is_one_who(owner, speaker, cast):
        cast = replace(cast, people=(speaker, *cast.people))
    if first.lower() == "it" and _NOTHING.match(rest):
        return first, subject
    body = name_body(first, cast.bodies, cast.number)
    if body:
        return first, subject.replace(first, body, 1)
    return first, subject.replace(first, resolve(first, cast), 1)


def _is_one_who(owner: str, speaker: str, cast: Cast) -> bool:
    """Whether `his client` may be that of who speaks."""
    name = next((it for it in cast.people if speaker and it.endswith(speaker.rsplit(maxsplit=1)[-1])), "")
    return bool(name) and may_be({"his": "he", "her": "she"}[owner], name)
