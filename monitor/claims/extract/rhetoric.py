"""Ways of speaking that look like news of what is to come: likeness, comparison, a phrase quoted, a mood, a moral."""

import re

from monitor.claims.extract.clauses import Clause, Governor
from monitor.claims.extract.cue import CueHit, CueKind
from monitor.claims.extract.subjects import is_body, is_many, is_person
from monitor.model.claim import Modality

#: `is unlikely to be a danger`, `is likely to have caused`: how a thing is, not what happens to it.
_STANDING = re.compile(
    r"(?:un)?likely to (?:be (?:an?|the|in|at|more|less|very|as|due|that)\b|pose|have|cause|contain|carry|exist|mean"
    r"|stem|reflect"
    r"|suffer|own|believe|think|support|oppose|agree)\b|expected to (?:pose|cause)\b"
)
_ANY_OF_THEM = re.compile(
    r"\b(?:anyone|anybody|someone|somebody|those|people|a (?:man|woman|person|country|party|leader)|things) (?:who|that)\b"
    r"[^.;“”\"]*$",
    re.IGNORECASE,
)
_ANYONE = re.compile(r"^(?:anyone|anybody|whoever|those who|people who|everyone who)\b", re.IGNORECASE)
#: `this "there will be no deal" talk`: words quoted as a name.
_QUOTED_AS_NAME = re.compile(r"\b(?:this|that|the|an?|his|her|its|their)(?: \w+)? [\"“]$", re.IGNORECASE)
_NOUN_AFTER_QUOTE = re.compile(
    r"[^\"”]*[\"”] (?!and\b|but\b|he\b|she\b|in\b|on\b|as\b|to\b|at\b|for\b|by\b|said\b|says\b)[a-z]+"
)
_CAME_SO = re.compile(
    r",? (?:and|but|as) (?:he|she|it|they|we|I) (?:did|was|were|has|have|had)(?:n['’]t)?(?=[.,;!”\"]|$)"
)
_THE_MORE = re.compile(r"\b[Tt]he (?:more|less|longer|harder|\w+er) [^,;]*, the (?:more|less|\w+er)\b")
_THAN = re.compile(r"\bthan (?:ever |it |he |she |they |we |you |I |any \w+ )?$")
_THERE = re.compile(
    r"(?:will|['’]ll|won['’]t|is going to|['’]s going to|are going to) (?:not |always |never |still )?be (?:an?"
    r" )?(?:lot|plenty"
    r"|little|much|enough|no shortage|no end|many|any|losers|winners|consequences|problems|challenges|questions"
    r"|resistance|natural|great|huge|big|real|some|a?nother day)\b"
)
_LETTING = re.compile(
    r"(?:will not|won['’]t|will never|['’]ll never|would not|wouldn['’]t|not going to) (?:ever )?(?:let|allow|stand"
    r"|rest|forget)\b"
)
_EVER = re.compile(r"\b(?:never,? ever|always|forever|as long as|no matter (?:what|how|who))\b")
_QUICKLY_OVER = re.compile(r"(?:joy|honeymoon|calm|peace|optimism|enthusiasm|celebration|relief|mood)$")
_HABIT = re.compile(r"\b(?:always|often|usually|never|typically|regularly|routinely|sometimes)$")
_ON_A_PROMISE = re.compile(
    r"\b(?:on|with|under|despite|amid|of) (?:an?|the|his|her|its|their) (?:promise|pledge|vow)s?(?: \w+){0,3} that\b"
)
_ON_HOLD = re.compile(r"\bplans? on hold\b")
#: `That will give them more time`: what follows from something.
_THAT_GIVES = re.compile(r"(?:^|[“\",;] ?|\band |said |says )(?:that|this|which|doing so)$", re.IGNORECASE)
_GIVES = re.compile(
    r"(?:will|would|['’]ll|is going to) (?:\w+ly |also |only |likely )?(?:give|put|take|add|bring|mean|leave|keep|come"
    r"|raise)\b"
)
#: `When you sign up, you will`, `If you like it, they will`: how it goes for anyone.
_WHEN_YOU = re.compile(r"(?:^|[“\"])(?:When|If|Once|Whenever|Unless) you\b[^.;”\"]*$")
_NOT_MEANT = re.compile(
    r"(?:not |never )?(?:intended|meant) to be\b|(?:would|will) be (?:appropriate|unfair|wrong|right|fair|premature"
    r"|possible|impossible|difficult|hard|easy|good|bad|helpful|nice|better)"
    r" (?:for|to|if)\b"
    r"|(?:will|shall) (?:eventually |also |too )?pass(?:[.,”\"!]|$)"
)
_NEVER = re.compile(r"(?:will|['’]ll) (?:never|happily|gladly|inevitably|surely|undoubtedly|no doubt)\b", re.IGNORECASE)
_HAD_ONCE = re.compile(r"\bhad (?:previously|earlier|already|once|long)\b")
#: `We can't say tax cuts will`, `It is like saying we will`.
_NOT_SAID = re.compile(
    r"\b(?:can(?:not|['’]t)|could(?: not|n['’]t)|won['’]t) (?:say|claim|promise|guarantee|pretend|assume)\b[^,;]{0,40}$"
    r"|\b(?:like|sort of|kind of|tantamount to|as if) saying(?: that)?\W*$"
)
_ELECTIONS = re.compile(r"\b(?:midterms?|midterm|general|presidential|own) elections?\b")
_AT_FIRST = re.compile(r"^[“\"]?(?:Initially|Originally|At first|Once|Back then|For (?:years|decades|months)),? ")
_NOT_MEAN = re.compile(r"\b(?:does|do|did)(?: not|n['’]t) mean\b[^,;]*$")
_SHARE = re.compile(r"\b\d+(?:\.\d+)?(?:%| ?per ?cent)(?: of [\w ]{1,30})?$")
_EACH_YEAR = re.compile(r"^(?:Each|Every) (?:year|month|week|day|time)\b")
#: A word given in the past of the story: `During the campaign, he vowed`, `later promised to`.
_GIVEN_THEN = re.compile(
    r"\b(?:[Dd]uring|[Ii]n|[Oo]n|[Bb]efore|[Aa]fter|[Tt]hroughout) (?:(?:the|his|her|their|an?) )?(?:\w+ )?(?:campaign"
    r"|trail|election|primary"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December) (?:19|20)\d\d|(?:19"
    r"|20)\d\d)\b"
    r"|\b(?:later|then|first|last|repeatedly|long|famously|had)$"
)
_SIMPLE_PAST = re.compile(
    r"(?:also )?(?:vowed|pledged|promised|swore|committed|agreed|intended|planned|hoped|wanted)\b"
)
_NEVER_CAME = re.compile(
    r"\bbut (?:when the time came|he failed|she failed|they failed|failed|never|did not|didn['’]t"
    r"|has not|hasn['’]t)\b"
)
_NO_SUCH = re.compile(r"\b(?:no|nothing) (?:[\w’'-]+ ){0,3}$")
_AGO = re.compile(r"\b(?:months?|weeks?|years?|days?) ago\b")
_LONG_AFTER = re.compile(r"^[“\"]?(?:[\w-]+ )?(?:months|weeks|years|days) after\b", re.IGNORECASE)
_WAS_DONE = re.compile(
    r"\b(?:was|were|had been) (?:\w+ly )?(?:convicted|sentenced|charged|arrested|acquitted|indicted|killed|elected"
    r"|fired|found"
    r"|born|hired|sworn in) [^,;]*$"
)
_ASKED_TO = re.compile(
    r"\b(?:call(?:s|ed|ing)? on|urg(?:es?|ed|ing)|press(?:es|ed|ing)|implor\w+|beg(?:s|ged))"
    r" [^,;]{1,60}\bto (?:[a-z]+ )?$"
)
_TOLD_TO = re.compile(r"\b(?:was|were|been) (?:told|asked|urged|warned|ordered|instructed)(?: by [^,;]{2,50}?)? to $")
_SOMEBODY = re.compile(
    r"\b(?:[Hh]e|[Ss]he|who|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|President|Senator|Mayor|[Ll]awmakers|[Cc]ritics|[Rr]epublicans"
    r"|[Dd]emocrats)\b"
    r"[^,;]*$|\bsaying(?: that)?$"
)
_TO_BE = ("is to be ", "are to be ")
_A_THING = re.compile(
    r"(?:[Tt]he|[Aa]n?|[Oo]ur|[Tt]heir|[Hh]is|[Hh]er|[Ii]ts|[Oo]ne|[Aa]nother|[Tt]his|[Tt]hat"
    r"|[a-z]+ing)\b"
)
_SHOWN = frozenset({"present", "bare", "continuous", "passive"})
_CAPTION = re.compile(r"\b(?:[Hh]ide [Cc]aption|Photos?:|FILE PHOTO|AP Photo|Getty Images|REUTERS)")
_NAMED = re.compile(r"(?:^|(?:President|Senator|Minister|Mr\.|Ms\.) )[A-Z][a-z]+(?: [A-Z][a-z]+)?$")
_YOU_GET = frozenset(("receive", "get", "save", "find", "see", "enjoy", "learn", "need", "hear", "read"))
#: What nobody is urged to: a storm should weaken.
_OF_ITSELF = frozenset(
    ("weaken", "strengthen", "clear", "ease", "arrive", "land", "reach", "dissipate", "subside", "peak")
)
_DO_NOT = re.compile(r"(?:^|[“\"]|\b(?:But|And|So),? )(?:[Dd]on['’]t|[Dd]o not) expect")
_AS_PROMISED = re.compile(r"\bas (?:he|she|it|they|we|I)(?: had| has)? ?$")
_SOME_TIME = re.compile(
    r"\bat (?:an?|the) (?:appropriate|prudent|right|proper|suitable|later) (?:time|moment|point)\b|\bhave a lot of"
    r" (?:work|explaining)\b"
)
_DAY_IS = re.compile(
    r"^(?:[Tt]oday|[Tt]omorrow|[Tt]onight|[Tt]his (?:year|week|month|season)|20\d\d) (?:will|would|is"
    r" going to) be "
)
_MAY_BE = re.compile(r"\b(?:potentially|possibly|conceivably|theoretically)(?: \w+)? ?$")
_NO_WAY = re.compile(r"\b(?:no|any) (?:way|chance|reason)(?: that)?(?: \w+)? ?$")
#: `contradicting claims they would`: what others say is not so.
_CONTRADICTED = re.compile(
    r"\b(?:contradict|disput|deny|deni|dismiss|reject|rebut|refut)\w* (?:[\w’'-]+ ){0,4}?(?:claims?|reports?|suggestions?"
    r"|assertions?|rumou?rs?|speculation|allegations?)(?: that)?$"
)
#: `the effect it will have`.
_HAVE_ON = re.compile(r"(?:will|would|could|may|might) (?:\w+ly )?(?:have|play)(?: (?:on|in|for|at)\b|[,.;]|$)")
_SHOULD_BE = re.compile(
    r"should (?:not |also |\w+ly )*be (?:\w+ly )?(?:\w+ing for|a |an |the |very|more|less|\w+(?:ful|ous|able|ible|ive)\b)"
)
_EFFECT_OF = re.compile(r"\b(?:effects?|impacts?|roles?|influence|consequences|power|say|chances?) [^,.;]{1,60}$")
_WHAT_HOWEVER = re.compile(r"^[“\"]?(?:So |And |But )?[Ww]hat(?:ever)?,? ")


def by_rhetoric(sentence: str, hit: CueHit, clause: Clause, *, dated: bool) -> list[tuple[str, float]]:
    """Reasons, each with what it takes away."""
    return _by_form(sentence, hit, clause, dated=dated) + _by_telling(sentence, hit, clause, dated=dated)


def _by_form(sentence: str, hit: CueHit, clause: Clause, *, dated: bool) -> list[tuple[str, float]]:
    before, rest = sentence[: hit.start], sentence[hit.start : clause.end]
    found = [
        (not dated and bool(_STANDING.search(rest[:50])), ("how a thing is", -0.25)),
        (_is_of_anyone(sentence, clause, hit), ("anyone", -0.35)),
        (_is_quoted_as_name(sentence, hit), ("words quoted as a name", -0.5)),
        (bool(_CAME_SO.search(sentence, hit.end)), ("told how it went", -0.4)),
        (bool(_THE_MORE.search(before)), ("compared", -0.5)),
        (bool(_THAN.search(before[: hit.start])), ("compared", -0.5)),
        (not dated and clause.subject.lower() == "there" and bool(_THERE.match(rest)), ("nothing to check", -0.3)),
        (not dated and bool(_LETTING.match(rest)), ("nothing to check", -0.25)),
        (not dated and clause.subject.lower() != "there" and bool(_EVER.search(rest[:40])), ("nothing to check", -0.2)),
        (not dated and bool(_QUICKLY_OVER.search(clause.subject)), ("a mood", -0.25)),
        (
            bool(_HABIT.search(before.rstrip())) and not before.rstrip().endswith(("will never", "will always")),
            ("a habit", -0.4),
        ),
        (bool(_ON_A_PROMISE.search(clause.said)), ("promised then", -0.4)),
        (bool(_ON_HOLD.search(rest[:20])), ("a plan given up", -0.5)),
        (not dated and bool(_THAT_GIVES.search(before.rstrip()) and _GIVES.match(rest)), ("what follows", -0.32)),
        (not dated and bool(_WHEN_YOU.search(before)), ("how it goes", -0.4)),
        (
            not dated and clause.governor is Governor.NONE and not clause.said and bool(_NEVER.match(rest)),
            ("rhetoric", -0.25),
        ),
        (bool(_HAD_ONCE.search(clause.subject)), ("said some time ago", -0.5)),
        (bool(_NOT_SAID.search(sentence[: max(clause.start, 0)])), ("not said", -0.5)),
        (hit.cue.kind is CueKind.EVENT and bool(_ELECTIONS.search(rest)), ("a date everyone knows", -0.3)),
        (
            bool(_AT_FIRST.match(sentence)) and hit.cue.modality in (Modality.PROMISES, Modality.PLANS),
            ("said some time ago", -0.4),
        ),
        (_is_given_then(before, rest) and not dated, ("said some time ago", -0.25)),
        (hit.cue.kind is not CueKind.PLAIN and bool(_NO_SUCH.search(before)), ("no plan", -0.4)),
        (hit.cue.modality is Modality.PLANS and bool(_AGO.search(rest[:90])), ("said some time ago", -0.5)),
        (hit.cue.kind is CueKind.REPORTED and bool(_LONG_AFTER.match(sentence)), ("told afterwards", -0.35)),
    ]
    return [reason for is_so, reason in found if is_so]


def _by_telling(sentence: str, hit: CueHit, clause: Clause, *, dated: bool) -> list[tuple[str, float]]:
    before, rest = sentence[: hit.start], sentence[hit.start : clause.end]
    found = [
        (hit.cue.kind is CueKind.EVENT and bool(_WAS_DONE.search(before)), ("over by now", -0.3)),
        (_is_not_its_own(hit, clause) and not dated, ("what it would do", -0.12)),
        (hit.cue.name == "going-to" and not dated and clause.subject.lower() == "we", ("talk", -0.1)),
        (bool(_SOME_TIME.search(rest)), ("nothing to check", -0.3)),
        (bool(_DAY_IS.search(f"{clause.subject} {rest[:14]}")), ("what a day is like", -0.5)),
        (bool(_MAY_BE.search(before)), ("maybe", -0.35)),
        (bool(re.search(r"\b[Yy]ou$", clause.subject)) and " " in clause.subject, ("advice", -0.3)),
        (bool(re.search(r"^[Yy]ou$", clause.subject)) and hit.verb in _YOU_GET, ("an advertisement", -0.5)),
        (
            hit.cue.name == "is-to" and not dated and not rest.startswith(_TO_BE) and _is_one_thing(clause.subject),
            ("a purpose", -0.2),
        ),
        (hit.cue.name in _SHOWN and bool(_CAPTION.search(sentence)), ("a caption", -0.5)),
        (
            hit.cue.name == "should" and _is_somebody(clause.subject) and hit.verb not in _OF_ITSELF,
            ("urged", -0.4),
        ),
        (hit.cue.name == "expects" and bool(_DO_NOT.search(sentence[: hit.end])), ("advice", -0.4)),
        (bool(_AS_PROMISED.search(before)) and "prepar" not in rest[:12], ("a word given before", -0.5)),
        (bool(_ASKED_TO.search(before)), ("urged", -0.5)),
        (not dated and bool(_TOLD_TO.search(before)), ("urged", -0.3)),
        (bool(_NEVER_CAME.search(sentence, hit.end)), ("told how it went", -0.4)),
        (bool(_NOT_MEAN.search(before)), ("not said", -0.5)),
        (hit.cue.name == "expects" and bool(_SHARE.search(clause.subject)), ("what people think", -0.45)),
        (bool(_EACH_YEAR.match(sentence)) and not dated, ("how it always goes", -0.35)),
        (bool(_NO_WAY.search(before)), ("not said", -0.5)),
        (bool(_CONTRADICTED.search(clause.said)), ("contradicted", -0.4)),
        (bool(_EFFECT_OF.search(before) and _HAVE_ON.match(rest)), ("an effect", -0.5)),
        (bool(_SHOULD_BE.match(rest)), ("urged", -0.4)),
        (bool(_NOT_MEANT.match(rest)), ("what it is for", -0.4)),
        (clause.governor is Governor.NONE and bool(_WHAT_HOWEVER.match(sentence[clause.start :])), ("not said", -0.4)),
    ]
    return [reason for is_so, reason in found if is_so]


#: `Construction`, `Work`: a thing that opens a sentence is no name.
_NO_NAME = re.compile(
    r"\w*(?:tion|ment|ing|ance|ence|work|ity|ery|age|ies|ings|tions|ments|Deliveries|Sales|Prices|Rates)"
)


def _is_somebody(subject: str) -> bool:
    return _NAMED.search(subject) is not None and _NO_NAME.fullmatch(subject) is None


def _is_one_thing(subject: str) -> bool:
    """`The next step`, and not `the two` nor `the minister`."""
    return (
        _A_THING.match(subject) is not None
        and not is_many(subject)
        and not is_person(subject, ())
        and not is_body(subject)
    )


def _is_not_its_own(hit: CueHit, clause: Clause) -> bool:
    """`She said it would harm them`: somebody speaks of a thing, not an office of itself."""
    return (
        hit.cue.kind is CueKind.REPORTED
        and clause.subject.lower() == "it"
        and _SOMEBODY.search(clause.said) is not None
    )


def _is_given_then(before: str, rest: str) -> bool:
    return _SIMPLE_PAST.match(rest) is not None and _GIVEN_THEN.search(before.rstrip()) is not None


def _is_of_anyone(sentence: str, clause: Clause, hit: CueHit) -> bool:
    if _ANYONE.match(clause.subject):
        return True
    named = re.search(r"[A-Z]", clause.subject[1:]) or hit.cue.kind in (CueKind.DATED, CueKind.EVENT)
    return (
        not named and not clause.said and _ANY_OF_THEM.search(sentence[: hit.start]) is not None and _is_general(clause)
    )


def _is_general(clause: Clause) -> bool:
    """`someone who cheats at cards will`, and not `the men who …`."""
    return clause.governor in (Governor.NONE, Governor.RELATIVE) and not re.match(
        r"(?:the|these)\b", clause.subject, re.IGNORECASE
    )


def _is_quoted_as_name(sentence: str, hit: CueHit) -> bool:
    opened = max(sentence.rfind("“", 0, hit.start), sentence.rfind('"', 0, hit.start)) + 1
    if not opened or (sentence.count('"', 0, hit.start) % 2 == 0 and "“" not in sentence[opened - 1 : opened]):
        return False
    return bool(_QUOTED_AS_NAME.search(sentence[:opened]) and _NOUN_AFTER_QUOTE.match(sentence, hit.start))
