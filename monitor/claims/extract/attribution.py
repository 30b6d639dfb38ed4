"""Who asserts a prediction, who denies it, and whose account is silent on it."""

import re
from dataclasses import dataclass

from monitor.claims.extract.clauses import Clause, Governor
from monitor.claims.extract.cue import CueHit
from monitor.claims.extract.finite import FINITE
from monitor.claims.extract.reference import Cast, clean_name, resolve
from monitor.claims.extract.saying import SAYING, TELLING
from monitor.claims.extract.sentences import Sentence
from monitor.claims.extract.subjects import can_speak
from monitor.model.claim import Modality


@dataclass(frozen=True, slots=True)
class Voices:
    """Names of who asserts, denies, and says nothing of a prediction; `speaker`: whose words it is in, or empty."""

    asserted_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    speaker: str = ""


_ACCORDING = re.compile(r"according to (?P<who>[^,;.“”\"]+)", re.IGNORECASE)
_SPEAKING = re.compile(rf"\b(?:{SAYING}|{TELLING}|expected(?= that))\b")
_OWNER = re.compile(r"(?P<who>(?:[Tt]he )?[\w.-]+(?: [A-Z][\w.-]*)*)['’]s?(?: \w+)?$")
_AND_SAID = re.compile(r"\b(?:and|but)(?: (?:also|later|then|again|has|have|had|\w+ly))?\s*$")
_LEADS_IN = re.compile(
    r"(?:On|In|At|By|After|Before|When|While|As|If|For|During|Since|Asked|Speaking|Later|Earlier|Meanwhile|However"
    r"|[A-Z][a-z]+(?:ed|ing|ung) (?:to|by|on|in|at|for|from|with|over|off|up|the|an?|his|her|its|their)|But|And"
    r"|Also|Separately|Additionally|Although|Though|Despite|Among|Amid|Besides|With|Following|Instead|Still|Then)\b"
)
_SHORT_NAME = re.compile(
    r"(?:[Tt]he |an? |[Hh]is |[Hh]er |[Ii]ts )?(?:[\w’'.-]+ ){0,3}(?!that\b|he\b|she\b"
    r"|it\b)[\w’'.-]+"
)
_FULL_NAME = re.compile(r"(?:[A-Z][\w’'.-]*\.? ){1,3}[A-Z][\w’'-]+")
#: `said the minister, Ann Orlo`.
_CALLED = re.compile(r", (?P<name>(?:[A-Z][\w’'.-]*\.? ){1,2}[A-Z][\w’'-]+)(?=[,.;”\"]|$)")
_SPEAKER_LAST = re.compile(rf"^(?:{SAYING}|{TELLING}) (?P<who>[^,;.“”\"]+)")
_ACCOUNT = re.compile(
    r"(?P<who>(?:the )?[A-Z][\w.]*(?: [A-Z][\w.]*)*?)(?:['’]s?)? (?:account|readout|statement|version|summary|report"
    r"|transcript|communiqu[eé]|announcement|press release)\b"
)
_SILENT = re.compile(
    r"unlike (?P<third>(?:the )?[\w.]+)['’]s?(?=,)|(?:though|but|if|although|while)? ?not (?:in |by |from"
    r" )?(?P<who>(?:the )?[A-Z][\w.]*(?:"
    r" [A-Z][\w.]*)*?)(?:['’]s?)(?=[,;.]| (?:account|readout|version|statement)|$)|(?P<other>(?:[Tt]he"
    r" )?[A-Z][\w.]*(?: [A-Z][\w.]*)*?)(?:['’]s? (?:account|readout|version|statement))? (?:did not|didn['’]t|does"
    r" not|makes no|made no|has not) (?:mention|confirm|comment|refer)"
)
_DENIED = re.compile(
    r"(?:but|though|although|while) (?P<other>(?:the|its|his|her|an?) [a-z]+(?: [a-z]+)?) (?:denied|denies|deny"
    r"|disputes?|rejects?)\b"
    r"|(?P<who>(?:[Tt]he )?[A-Z][\w.]*(?: (?:[A-Z][\w.]*|ministry|government|spokes\w+))*) (?:has |have |had"
    r" )?(?:denied|denies|disputes?|disputed|rejects?|rejected|dismissed|dismisses)\b"
)
_SOMEBODY = r"(?P<who>(?:[Tt]he |[Aa]n? |[Hh]is |[Hh]er |[Ii]ts |[Tt]heir )?(?:[\w.’'&-]+ ){0,3}?[\w.’'&-]+)"
#: The sentence after: `A bank spokesman declined to comment.`
_KEPT_SILENT = re.compile(
    rf"(?:But |However, )?{_SOMEBODY} (?:(?:declined|refused) to (?:comment|confirm|say|discuss|elaborate)|(?:would|did"
    rf"|does|has|have) not"
    r" (?:immediately )?(?:comment|confirm|respond|mention|refer|reply)|had no (?:immediate )?comment"
    r"|(?:could|was|were) not (?:immediately )?(?:be reached|available))"
)
_DENIED_IT = re.compile(
    rf"(?:But |However, )?{_SOMEBODY} (?:has |have |later |also |quickly |flatly )?(?:denied|denies|deny|disputed"
    rf"|disputes|rejected|rejects"
    r"|dismissed|dismisses)(?: (?:it|this|that|the (?:claim|report|plan|suggestion|statement|story)s?)\b|[.,]| having\b)"
)
_A_CLAIM = re.compile(
    r"\b(?:claim|report|suggestion|assertion|statement|charge|view)s? (?:that |which )?(?P<who>(?:the )?[A-Z][\w.]*(?:"
    r" [A-Z][\w.]*)*)"
    r" (?:has |have )?(?:denied|denies|rejected|rejects|disputed|disputes?)\b"
)
_NO_SPEAKER = re.compile(
    r"^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|tomorrow|yesterday|now|while|though|although|so|then|here|it|this|that|these|those"
    r"|and|but|or|which|who|what|there"
    r"|regardless|whether|how|why|if|when|as|not|\d[\d,.]*"
    r"|(?:just |shortly |right )?(?:before|after|while|during)"
    r"|(?:the|an?) (?:statement|announcement|release|press release|notice|e-?mail|memo|report says))\b(?! \w+ of [A-Z])"
    r"|^[^\w]*$",
    re.IGNORECASE,
)
#: `, which won 71 seats,` says nothing of whose plan it is; `the maker, Corvan` is called Corvan.
_RELATIVE_ASIDE = re.compile(r", (?:which|who|whose|where|a|an|the) [^,;]{2,90}(?:,|$)")
_NAMED_MAKER = re.compile(
    r"(?:[Tt]he|[Ii]ts|[Aa]n?) [a-z][\w -]{2,40}, (?P<name>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}),?"
)
_OWN_WORDS = frozenset({"expects", "expected-then", "forecast-of", "called-for"})
_OWN_PLAN = frozenset({Modality.PLANS, Modality.PROMISES})


def find_voices(sentences: list[Sentence], number: int, hit: CueHit, clause: Clause, cast: Cast, outlet: str) -> Voices:
    """Read them off the sentence; else the actor whose plan or promise it is; else the outlet in its own voice."""
    sentence = sentences[number]
    silent = _names(_SILENT, sentence.text)
    silent += tuple(who for who in _said_next(_KEPT_SILENT, sentences, number) if who not in silent)
    denied = _names(_DENIED, sentence.text[clause.end :]) + _names(_A_CLAIM, sentence.text[hit.end :])
    denied += _said_next(_DENIED_IT, sentences, number)
    denied = tuple(dict.fromkeys(who for who in denied if who not in silent))
    labelled = _labelled(sentences, number, cast)
    who = (
        _said_by(clause)
        or _thought_by(sentence, clause)
        or _account(sentence, clause)
        or labelled
        or _who_expects(hit, clause)
        or _expecting(clause)
        or _speaker_nearby(sentences, number)
    )
    who = _called(_who(who, cast), clause, sentence.text)
    is_told = hit.cue.name == "would" and clause.governor is Governor.NONE
    is_own = hit.cue.modality in _OWN_PLAN and not is_told
    if not who and (is_own or hit.cue.name in _OWN_WORDS) and clause.subject:
        who = _who(clean_name(_planner(hit, clause)), cast)
    asserted = (who or outlet,) if who or outlet else ()
    return Voices(
        asserted,
        denied,
        silent,
        who if clause.said or labelled or _is_spoken(sentence) or not clause.own_subject else "",
    )


def _who(name: str, cast: Cast) -> str:
    """The speaker's name, or nothing when the words found can't be one's: a speaker is named, or is a noun of somebody."""
    who = re.sub(r"^The (?=[a-z])", "the ", resolve(name, cast))
    return "" if _NO_SPEAKER.match(who) or not can_speak(who) else who


#: `Bus maker Kestrel will recall, the firm said`: it has a name.
_A_FIRM = re.compile(r"the (?:company|firm|group|carmaker|airline|bank|retailer|lender|club|agency|maker|operator)")
_LAST_NAME = re.compile(r"(?:^|[a-z] )(?P<name>(?:[A-Z][\w&.’-]*)(?: [A-Z][\w&.’-]*)*)$")


_OWNED = re.compile(r"(?P<whose>his|her|its|their) (?P<what>[a-z][\w ’'-]{2,40})")
_APOSTROPHE = ("'s", "'")


def _called(who: str, clause: Clause, sentence: str) -> str:
    """The name behind an office (`the minister, Ann Orlo`), or of the firm or the owner its clause opens with."""
    is_office = re.search(r"\b[a-z]+$", who) is not None and f"{who}, " in sentence
    after = _CALLED.match(sentence, sentence.find(f"{who}, ") + len(who)) if is_office else None
    if after:
        return after["name"]
    name = _LAST_NAME.search(clause.subject)
    if not name or name["name"].startswith("The "):
        return who
    owned = _OWNED.fullmatch(who)
    if owned and (owned["whose"] != "their" or " and " in clause.subject):
        owner = clause.subject if owned["whose"] == "their" else name["name"]
        return f"{owner}{_APOSTROPHE[owner.endswith('s')]} {owned['what']}"
    return name["name"] if _A_FIRM.fullmatch(who) else who


def _who_expects(hit: CueHit, clause: Clause) -> str:
    """`said Ann Holt of the bank, who expects`: she does, whoever else is quoted nearby."""
    if clause.governor is not Governor.RELATIVE or hit.cue.name not in _OWN_WORDS:
        return ""
    return clean_name(_planner(hit, clause))


#: `Analysts expect the bank will`.
_EXPECT = re.compile(
    r"(?P<who>[^,;:“”\"]{3,60}?) (?:now |also |still )?(?:expects?|anticipates?|predicts?|forecasts?)(?: that)? "
)


def _expecting(clause: Clause) -> str:
    found = _EXPECT.match(clause.subject)
    return clean_name(found["who"]) if found else ""


def _planner(hit: CueHit, clause: Clause) -> str:
    """Whose plan it is: the subject's; of a bare noun (`the mayor's plan to`) only an owner's who is named."""
    subject = _RELATIVE_ASIDE.sub("", clause.subject)
    if hit.cue.name not in ("plan-noun", "pledge-noun") and not FINITE.search(subject):
        named = _NAMED_MAKER.fullmatch(subject)
        return named["name"] if named else subject
    owner = _OWNER.search(clause.subject)
    return owner["who"] if owner else ""


def _said_by(clause: Clause) -> str:
    """The speaker in the words of the saying, which stand before the clause (`X said`) or after it (`, said X`)."""
    said = clause.said
    for pattern in (_ACCOUNT, _ACCORDING, _SPEAKER_LAST):
        found = pattern.search(said)
        if found:
            return clean_name(found["who"])
    verbs = list(_SPEAKING.finditer(said))
    while len(verbs) > 1 and (
        verbs[-1][0].endswith("ing") or _AND_SAID.search(said[: verbs[-1].start()]) or not _between(said, verbs)
    ):
        verbs.pop()  # `X praised Y and said …`: the subject is that of the verb before
    if not verbs:
        return ""
    start = verbs[-2].end() if len(verbs) > 1 else 0
    by_who = _BY_WHO.search(said[: verbs[-1].start()])
    if by_who:
        return clean_name(by_who["who"])
    return clean_name(_first_noun(re.sub(r"^ that\b", "", said[start : verbs[-1].start()])))


#: `The figures were given by minister Ann Orlo, who said`.
_BY_WHO = re.compile(r"\bby [^,;:]{0,60}?(?P<who>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)+),? who(?: also| later| then)? ?$")


def _between(said: str, verbs: list[re.Match[str]]) -> str:
    """What stands between the last two words of saying: nothing in `he said, adding that`."""
    return said[verbs[-2].end() : verbs[-1].start()].strip(" ,")


#: `Sand wants to leave, but General Orlo, the chief,`: the second speaks.
_TURN = re.compile(r", (?:but|while|though|although) (?=[A-Z]|(?:the|an?|his|her|its) [a-z])")


def _first_noun(text: str) -> str:
    """The subject of the last clause of `text`: what stands before its first comma, words that lead in left out."""
    turns = [it.end() for it in _TURN.finditer(text) if FINITE.search(text, 0, it.start())]
    text = text[turns[-1] :] if turns else text
    clause = re.split(
        r"[;:“”\"—]| [-–] |\b(?:after|while|when|because|com(?:es?|ing) as|came as)"
        r" (?=another |(?:the|an?|his|her|its) |[A-Z])"
        r"|, (?:and|but|while|as"
        r"|though|although) (?=\w+$)",
        text.strip(),
    )[-1].strip(" ,")
    parts = re.sub(r"^.*\bafter (?=[a-z]+s$)", "", clause).split(", ")
    if parts[-1].lower() in ("he", "she", "they", "it"):
        return parts[-1]
    if len(parts) > 1 and _SHORT_NAME.fullmatch(parts[-1]) and FINITE.search(", ".join(parts[:-1])):
        return parts[-1]  # it will open in May, the mayor said, and …
    if len(parts) > 1 and _LEADS_IN.match(clause):
        parts = parts[1:]
    if len(parts) > 1 and _FULL_NAME.fullmatch(parts[1]) and not _FULL_NAME.fullmatch(parts[0]):
        return parts[1]  # the minister, Jane Roe, said
    return parts[0]


#: `The government hopes the first flights will leave in spring.`
_THOUGHT = re.compile(
    r"^(?P<who>[^,;:“”\"]{2,70}?)(?: (?:also|now|still|has|have|had|is|are))* (?:hop(?:es?|ed)|believ(?:es?|ed)"
    r"|fear(?:s|ed)?|think|thinks"
    r"|thought|confident|doubts?|doubted|anticipates?)(?: that)?\s*[“\"]?$"
)


def _thought_by(sentence: Sentence, clause: Clause) -> str:
    found = _THOUGHT.match(sentence.text[: clause.start].strip()) if clause.governor is Governor.THINK else None
    return clean_name(found["who"]) if found else ""


def _account(sentence: Sentence, clause: Clause) -> str:
    """`One point of the palace readout is that …`."""
    found = _ACCOUNT.search(sentence.text[: clause.start])
    return clean_name(found["who"]) if found and clause.governor is Governor.SAY else ""


#: `A: We will`, `MORROW: I am going to`: the words of an interview.
_LABEL = re.compile(r"(?P<who>[A-Z][A-Za-z.’' -]{0,30}): ")


def _labelled(sentences: list[Sentence], number: int, cast: Cast) -> str:
    """Whose answer a paragraph is by the name before it; `A:` is that of whom the article names most."""
    at = number
    while at and sentences[at - 1].paragraph == sentences[number].paragraph:
        at -= 1
    label = _LABEL.match(sentences[at].text)
    if not label:
        return ""
    if label["who"] in ("A", "Answer"):
        return cast.lead
    last = label["who"].split()[-1].lower()
    return next((name for name in cast.people if name.split()[-1].lower() == last), "")


def _speaker_nearby(sentences: list[Sentence], number: int) -> str:
    """A sentence that is all quotation belongs to whoever was last said to speak in its paragraph or the one before."""
    sentence = sentences[number]
    if not _is_spoken(sentence):
        return ""
    near = [other for other in sentences[number + 1 : number + 4] if other.paragraph == sentence.paragraph]
    near = near[: 1 + next((index for index, other in enumerate(near) if not _is_spoken(other)), 0)]
    near += [
        other for other in reversed(sentences[max(0, number - 3) : number]) if sentence.paragraph - other.paragraph <= 1
    ]
    for other in near:
        outside = re.sub(r"[“\"][^”\"]*(?:[”\"]|$)", "", other.text)
        found = _ACCORDING.search(outside) or re.search(
            rf"\b(?:{SAYING}|{TELLING}) (?:(?:the )?[a-z]+ ){{0,3}}?(?P<who>(?:[A-Z][\w.]*)(?: [A-Z][\w.]*)*)", outside
        )
        found = found or re.search(
            rf"(?P<who>(?:[A-Z][\w.]*)(?: [A-Z][\w.]*)*|[Hh]e|[Ss]he|[Tt]hey) (?:also |later |has )?{SAYING}\b", outside
        )
        if found:
            return clean_name(found["who"])
    return ""


def _is_spoken(sentence: Sentence) -> bool:
    return sentence.quoted or sentence.text.startswith(("“", '"'))


def _said_next(pattern: re.Pattern[str], sentences: list[Sentence], number: int) -> tuple[str, ...]:
    """Who the next sentence of the paragraph says keeps quiet, or denies."""
    following = sentences[number + 1 : number + 2]
    if not following or following[0].paragraph != sentences[number].paragraph:
        return ()
    found = pattern.match(following[0].text)
    who = _in_a_line(clean_name(found["who"])) if found else ""
    return (who,) if who and can_speak(who) and not _NO_SPEAKER.match(who) else ()


def _names(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    names = (next(name for name in found.groups() if name) for found in pattern.finditer(text))
    return tuple(dict.fromkeys(_in_a_line(clean_name(name)) for name in names))


def _in_a_line(name: str) -> str:
    """`The White House` as it stands inside a sentence."""
    return re.sub(r"^(?:The|An?|His|Her|Its|Their)\b", lambda found: found[0].lower(), name)
