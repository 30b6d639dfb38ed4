"""What a noun phrase can be: one or many, a person or a body; and who or what each sentence is about."""

import re

from monitor.claims.extract.finite import find_finite
from monitor.claims.extract.sentences import Sentence

_HEAD = re.compile(
    r" (?:of|in|from|at|for|on|with|who|that|which|to|near|against|behind|representing"
    r"|[a-z]{3,}ing (?:for|to|in|into|on|with|at|through|the))\b|,"
)
_MANY_WORDS = frozenset(
    {"people", "police", "women", "men", "children", "families", "both", "others", "they", "troops"}
)
_PEOPLE = re.compile(
    r"(?i:friends|officials|critics|lawyers|analysts|experts|aides|sources|workers|activists|supporters|organi[sz]ers"
    r"|prosecutors|residents|unions|doctors|scientists|researchers|leaders|lawmakers|economists|traders|investors|teachers"
    r"|students|parents|neighbou?rs|players|fans|voters|observers|ministers|senators|republicans|democrats|rebels|soldiers"
    r"|farmers|drivers|miners|pilots|nurses|firefighters|protesters|demonstrators|villagers|migrants|refugees|tenants"
    r"|customers|passengers|travellers|commuters|dockers|truckers|hospitals|schools|universities|banks|airlines|shops"
    r"|authorities|diplomats|tourists|shareholders|regulators|councillors"
    r"|opponents|relatives|companies|engineers|forecasters|suppliers|bookmakers|ministers|judges|members|others)"
)
_ONE_IN_S = re.compile(r"(?:ss|us|is|news|series|['’]s)$|^(?:[A-Z]\w*)$")
_BODY_NOUN = re.compile(
    r"\b(?:company|firm|government|ministry|department|agency|bank|union|army|board|council|committee|commission|group"
    r"|airline|court|party|team|club|school|university|network|office|administration|association|federation|parliament"
    r"|senate|congress|house|police|force|authority|service|campaign|country|state|city|town|panel|jury|family|staff"
    r"|embassy|palace|church|institute|centre|center|operator|maker|regulator|watchdog|retailer|lender|carrier|exchange"
    r"|white house|kremlin|vatican|pentagon|treasury|times|post|inc|corp|ltd|plc|co)\b\.?$",
    re.IGNORECASE,
)
PERSON_NOUN = re.compile(
    r"\b(?:minister|secretary|president|premier|chancellor|chief|chairman|chairwoman|chair|spokes\w+|governor|mayor"
    r"|judge"
    r"|lawyer|attorney|coach|manager|director|officer|doctor|professor|leader|senator|king|queen|pope|prince"
    r"|princess|man"
    r"|woman|boy|girl|father|mother|son|daughter|wife|husband|actor|actress|singer|author|critic|analyst|expert|adviser"
    r"|advisor|aide|official|commander|general|captain|player|striker|keeper|prosecutor|student|teacher|executive"
    r"|founder"
    r"|owner|candidate|rival|successor|predecessor|deputy|head|boss|envoy|ambassador|bishop|agent|editor|driver"
    r"|victim)$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:[“\"]|(?:But|And|So|Yet|Still|Also|Meanwhile|However|Later|Earlier),? |"
    r"(?:On|In|At|After|Before|By|As|For|During|Since"
    r"|When|While|With|Under|Asked|Speaking|Following|Despite)\b[^,]{0,60}, )+"
)
_LONGEST = 90


def head_of(phrase: str) -> str:
    """The words up to the first preposition or comma: `two lawyers of the firm` gives `two lawyers`."""
    return _HEAD.split(phrase.strip())[0].strip()


def is_many(phrase: str) -> bool:
    """Whether a phrase stands for several: a plural head or two names."""
    head = head_of(phrase)
    last = head.split()[-1] if head else ""
    if re.search(r"\b(?:and|both)\b", head) or last.lower() in _MANY_WORDS or _PEOPLE.fullmatch(last):
        return True
    return last.endswith("s") and not _ONE_IN_S.search(last)


def is_body(phrase: str) -> bool:
    """Whether it is a company, an office, a state: what `it` stands for, and `they` at times."""
    head = head_of(phrase)
    return _BODY_NOUN.search(head) is not None or re.fullmatch(r"(?:[Tt]he )?[A-Z]{2,6}", head) is not None


def is_person(phrase: str, people: tuple[str, ...]) -> bool:
    """Whether it is one of the article's people, or a noun of somebody."""
    head = head_of(phrase)
    return any(name in phrase or head in name.split() for name in people) or PERSON_NOUN.search(head) is not None


_SPEAKING_NOUN = re.compile(
    r"(?:[a-z-]*(?:ers|ors|ists|ants|ents|ians|ees|eers|women|men)|people|police|sources?|reports?|stud(?:y|ies)|surveys?|polls?"
    r"|documents?|filings?|statements?|letters?|bosses|chiefs|heads|allies|families|authorities|states|countries|nations|companies"
    r"|parties|groups|sides|unions|councils|someone|others|some|many|few|critics|family|staff|team|pair|couple|diplomats?|doctor"
    r"|pilots|rebels|fans|victims?|ones?|two|three|both|all|guards|firms|clubs|insiders?|forces|troops|kin|tribes|[a-z-]*person"
    r"|officials|participants?|colleagues?|friends?|neighbou?rs?|researchers?|member|worker|lawmaker|minister|owner|scientist|economist"
    r"|resident|witness(?:es)?|agenc(?:y|ies)|ministr(?:y|ies)|who|they|he|she|it|we|I|you)",
    re.IGNORECASE,
)


_DETERMINED_ONE = re.compile(r"(?:the|an?|his|her|its|their|one|another|this|that) [a-z]", re.IGNORECASE)
_THING = re.compile(
    r"(?:(?<!ministra)(?<!ra)(?<!delega)(?<!federa)(?<!associa)(?<!organisa)(?<!organiza)(?<!coali)(?<!founda)(?<!opposi)(?<!corpora)"
    r"tion|ment(?<!government)(?<!department)(?<!parliament)|ness|ity(?<!university)(?<!community)(?<!charity)(?<!city)"
    r"(?<!authority)|ance|ence|ism|round|impact|vote|deal|plan|move|figure|price|strike|shift|rise|fall|drop)$"
)


def can_speak(phrase: str) -> bool:
    """Whether a phrase may be somebody who says or plans something: a name, a person, a body, people, a report."""
    head = head_of(phrase)
    last = head.split()[-1] if head else ""
    named = re.search(r"[A-Z]", re.sub(r"^(?:The|A|An|No|This|That|Its|Their|His|Her)\b", "", head)) is not None
    if _DETERMINED_ONE.match(head) and not _THING.search(last) and not is_many(head):
        return True
    return named or is_person(head, ()) or is_body(head) or _SPEAKING_NOUN.fullmatch(last) is not None


def agrees(pronoun: str, phrase: str, people: tuple[str, ...]) -> bool:
    """Whether `he`, `it`, `they` can stand for a phrase."""
    match pronoun.lower():
        case "he" | "she":
            return not is_many(phrase) and not is_body(phrase)
        case "it":
            return not is_many(phrase) and not is_person(phrase, people)
        case "they":
            return (
                is_many(phrase) or is_body(phrase) or " and " in phrase or head_of(phrase).split(" ")[0].endswith("s")
            )
        case _:
            return True


def read_subjects(sentences: list[Sentence]) -> list[str]:
    """For each sentence the phrase before its first verb, or an empty text where there is none that is short and plain."""
    return [_subject(sentence) for sentence in sentences]


def _start_of(verb: re.Match[str] | None) -> int:
    return verb.start() if verb else 0


#: `A trial over the use of songs begins on Monday`.
_ONE_DOES = re.compile(
    r"(?:The|An?|Its|His|Her|Their) "
    r"(?:(?!(?:who|which|that|is|was|are|were|has|had|have|said|will|and|after|as)\b)[\w’'-]+ ){1,7}?"
    r"(?P<verb>begins|starts|opens|ends|closes|resumes|runs|expires)(?= (?:on|in|at|next|this|later|tomorrow|today|for)\b)"
)
#: `Finance ministers of the Pact meet in Tallow`: several, and the plain form of a verb.
_MANY_DO = re.compile(
    r"(?:(?:The|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Some|Many|Several) )?(?:[\w’'-]+ ){0,3}?[a-z-]{3,}s"
    r"(?: (?:of|from|in) (?:the |[a-z]+ ){0,2}[\w’'-]+)? "
    r"(?P<verb>meet|gather|vote|return|begin|start|play|face|travel|fly|plan|expect|want|say|hold|open)\b"
)


def _subject(sentence: Sentence) -> str:
    if sentence.quoted or sentence.text.startswith(("“", '"')):
        return ""
    text = _LEAD.sub("", sentence.text)
    verb = _MANY_DO.match(text) or _ONE_DOES.match(text)
    at = verb.start("verb") if verb else _start_of(find_finite(text, 0, len(text)))
    phrase = text[:at].strip(' ,“”"')
    if re.search(r"[;:—]| [–-] | to$|^(?:Although|Though|If|Because|Unless|Until|Whether|Once)\b", phrase):
        return ""
    return phrase.split(", ")[0] if len(phrase) <= _LONGEST else ""
