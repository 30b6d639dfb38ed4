"""The verbs of things that are arranged: what people, bodies, teams, films and rockets do on a known day.

In the present tense with a day to come these announce something ("flies to Rome on Friday"); after `and` they are a
second thing that will happen.
"""

import re

_EVENT_VERBS = """
accept address apply operate adjourn adopt air announce answer appeal appear appoint approve arrive ask assemble
attend auction
award bar battle become begin bid board brief bring broadcast build buy call canonise canonize cast celebrate chair
charge clash close come commemorate commence compete complete conclude contest conduct consider continue convene cover cross
crown cut deal debate debut decide defend deliver depart deploy detail dine discontinue discuss disembark dispatch
dissolve dock
double drop elect embark emerge end enforce enter erect evacuate evict examine exchange execute exhibit exit expand
expire extend extradite face fall feature fight file finish fire float fly follow free front gather get give go
graduate grant halt hand head hear help hike hire hit hold honor honour host impose inaugurate increase inspect
install interview introduce invest investigate invite issue join kick land lapse last launch lay lead leave lift list lower
make march mark marry mature meet merge mobilise mobilize mount move name negotiate nominate observe offer officiate
open oppose ordain outline overhaul pay perform phase pick pilot play plead polls post postpone pray premiere prepare
present preside process proclaim produce promote propose prosecute protest provide publish pull purchase push put
qualify quit raise rally reach rebuild recall receive reconvene redeem register recruit reduce refund reinstate
relaunch release
relocate remain remove rename reopen repay repeal replace report represent resign restart restore restrict resume retire
return reveal review ring rise roll rule run sail scrap screen seek sell send sentence serve set settle share shed
shift ship shoot show shut sign sing sit slash speak split sponsor stage stand star start stay step stop strike submit
succeed sue suspend swap swear switch table take talk tap tee testify toast tour trade train transfer transit travel
trial triple try turn undergo unite unveil update upgrade use vacate vaccinate veto visit vote walk wed welcome
withdraw withhold wrap
"""
EVENT_VERBS = frozenset(_EVENT_VERBS.split())
#: Verbs whose forms are nouns as often: a subject must stand before them, and no other verb in their clause.
_ALSO_NOUNS = """
address answer appeal auction award bar battle bid board brief broadcast call cast charge clash cover cross cut deal
debate debut double drop end exhibit exit face fall feature fight file finish fire float front grant halt hand head
help hike hire hit honor honour host increase interview issue land lapse launch lay lead leave lift list make march
mark move name offer open outline pay phase pick pilot play polls post present process produce promote protest
purchase push raise rally rebuild recall release report return review ring rise roll rule run sail scrap screen serve
set share shed shift ship shoot show sign split sponsor stage stand star start stay step stop strike swap switch table
talk tap tee toast tour trade train transfer transit travel trial triple try turn update upgrade use visit vote
welcome work wrap yield
"""
_NOUNISH = frozenset(_ALSO_NOUNS.split())
_IRREGULAR_PARTICIPLES = """
begun broadcast brought built bought cast cut dealt drawn driven fallen fought flown given gone heard held hit laid
led left made met paid put read rebuilt retold run sent set sewn shed shot shown shut sold split spent sung sworn
taken taught thrown told torn undergone won withdrawn withheld written born chosen spoken
"""


def third_person(verb: str) -> str:
    """`go` as `goes`, `carry` as `carries`."""
    if re.search(r"(?:s|x|z|ch|sh|o)$", verb):
        return verb + "es"
    return verb[:-1] + "ies" if re.search(r"[^aeiou]y$", verb) else verb + "s"


def _participle(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    return verb[:-1] + "ied" if re.search(r"[^aeiou]y$", verb) else verb + "ed"


def _gerund(verb: str) -> str:
    return verb[:-1] + "ing" if re.search(r"[^eoy]e$", verb) else verb + "ing"


def _with_doubled(form: str, ending: str) -> set[str]:
    """`stop` gives `stopping`, not `stoping`: both spellings are known."""
    stem = form[: -len(ending)]
    return {form, stem + stem[-1:] + ending}


THIRD_PERSONS = {third_person(verb): verb for verb in EVENT_VERBS}
PARTICIPLES = frozenset(_IRREGULAR_PARTICIPLES.split()).union(
    *(_with_doubled(_participle(verb), "ed") for verb in EVENT_VERBS)
)
GERUNDS = frozenset().union(*(_with_doubled(_gerund(verb), "ing") for verb in EVENT_VERBS))


def is_also_noun(form: str) -> bool:
    """Whether a third person or plain form of an event verb is as often a noun."""
    return THIRD_PERSONS.get(form, form) in _NOUNISH
