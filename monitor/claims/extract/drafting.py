"""Drafts claims from an article: every clause that is surely enough an open prediction, best first."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from monitor.claims.dates import FoundTime, find_times
from monitor.claims.extract.agenda import read_headings
from monitor.claims.extract.attribution import find_voices
from monitor.claims.extract.candidate import Candidate, Setting
from monitor.claims.extract.clauses import Clause, find_clause
from monitor.claims.extract.context import is_named_plan, is_plan_noun
from monitor.claims.extract.coordination import find_second, governs_clause, is_verbal
from monitor.claims.extract.cue import CueHit, CueKind
from monitor.claims.extract.cues import find_cues
from monitor.claims.extract.dating import date_statement
from monitor.claims.extract.evidence import telling_words
from monitor.claims.extract.finite import FINITE
from monitor.claims.extract.headlines import find_item, is_headline
from monitor.claims.extract.judgement import is_debunking, judge
from monitor.claims.extract.reference import Scene, cast_at, read_scene, stand_alone
from monitor.claims.extract.ruling import is_ruled_out, is_turned
from monitor.claims.extract.sentences import Sentence, split_sentences
from monitor.claims.extract.terms import Sketch, core_terms, is_repeat, sketch_draft, tells_headline
from monitor.claims.extract.voice import is_opinion, speaks_for_itself
from monitor.claims.extract.weighing import load_weights, weigh
from monitor.claims.lint import lint_claim
from monitor.model.claim import Article, ClaimDraft, Modality

_SHORTEST, _LONGEST = 3, 120
_MOST_CHARACTERS = 2_000
_LIST = 5
_OTHER_CLAUSE = re.compile(r", (?!who\b|which\b)(?:[\w’'-]+ ){1,6}(?:was|were|had|said|did|put|set|cut|[a-z]{3,}ed)\b")
#: `when he became chief in October`: that October was.
_WHEN_PAST = re.compile(
    r"\b(?:when|after|since|before) (?:[\w’'-]+ ){1,5}?(?:was|were|had|became|took|came|went|began|won|lost|left|met|fell"
    r"|died|[a-z]{3,}ed) [^,;]*$"
)
#: `the ferries launched in May`.
_DONE_THEN = re.compile(
    r"\b(?:[a-z]+s|the [\w’'-]+) (?:launched|opened|built|founded|signed|begun|started|made|adopted|created|imposed"
    r"|elected) (?:back )?$"
)
#: `about a lunch he had with her in March`.
_HE_HAD = re.compile(r"\b(?:he|she|it|they) had (?!to\b)[^,;]*$")
#: `At the end of the day, it will …`: a manner of speaking.
_IN_THE_END = re.compile(r"at the end of the day", re.IGNORECASE)
_THAT_HAS = re.compile(r"\b(?:that|which|who) (?:has|had|have|was|were|[a-z]{3,}ed) [^,;]*$")
#: `plans announced by the ministry on Wednesday`: the day of the announcement.
_MADE_KNOWN = re.compile(
    r"\b(?:announced|unveiled|published|released|revealed|outlined|presented|disclosed|reported|signed|passed|approved"
    r"|proposed|requested|sought|raised|launched|imposed|introduced|filed|issued|posted|obtained|seen|made public|set"
    r" out|agreed"
    r"|reached)(?! (?:in|by) (?:20"
    r"|the end))(?: [\w’'.-]+){0,6}"
    r" ?$"
)
_MOST_READ = 300_000
_HALF_A_YEAR = 200
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|this (?:morning|afternoon|evening)")
_BARE_DAY = re.compile(r"(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today")
#: `will join the service, which is new, next year`.
_ASIDE_CLOSED = re.compile(r", (?:which|who|where|whose) [^,;]{3,90}, ?")
_PAST_VERB = re.compile(r"\b(?:[a-z]{3,}ed|was|were|had|said|told|met|held|took|made|gave|won|lost)\b")
#: `On Friday he vowed to`: that Friday is the day of the vow.
_GAVE_WORD = re.compile(
    r"(?:also )?(?:ordered|directed|instructed|vowed|pledged|promised|committed|swore|agreed"
    r"|decided|threatened|announced)\b"
)
#: Cues that may hold the day of the telling: `agreed on Monday to hear`.
_TOLD_ON = frozenset(
    {"agreed", "agreed-day", "agreed-past", "vows", "plans-made", "promised-a", "ordered", "said-doing"}
)
#: `Beginning in May, tenants were told to prepare`.
_WERE_TOLD = re.compile(r"\b(?:was|were) (?:told|asked|ordered|urged|warned|instructed)\b")
_REACH = 100
#: What is worth learning from.
_LEAST = 0.2
_OFTEN_PAST = frozenset({"agreed-past", "to-be", "event", "event-on", "event-ahead", "owned-event"})


def draft_claims(article: Article) -> list[ClaimDraft]:
    """The open predictions of `article`, best first; `article.text[draft.start:draft.end] == draft.quote`.

    Without a publication day no due date is read, for most are said in relation to it. Of a text longer than any article
    only the first 300,000 characters are read.
    """
    sentences = split_sentences(_readable(article.text))
    scene = read_scene(sentences)
    drafts = [_draft(article, sentences, it, score, scene) for it, score in _kept(article, sentences)]
    kept = _without_repeats(sorted(drafts, key=lambda draft: (-draft.score, draft.start)), article.text)
    return [replace(draft, statement=date_statement(draft.statement, draft.due)) for draft in kept]


def find_candidates(article: Article) -> list[tuple[Candidate, Setting]]:
    """Every clause that the rules don't rule out far and away, with its setting: what `bench.drafts` learns from."""
    sentences = split_sentences(_readable(article.text))
    setting = _setting(article, sentences)
    return [(it, setting) for it, _ in _candidates(article, sentences, lambda it: float(it.judged >= _LEAST))]


def _kept(article: Article, sentences: list[Sentence]) -> Iterator[tuple[Candidate, float]]:
    setting, line = _setting(article, sentences), load_weights().line

    def chance(it: Candidate) -> float:
        if is_ruled_out(it, setting) or is_turned(it, sentences):
            return 0.0
        found = weigh(it, setting)
        return found if found >= line else 0.0

    yield from _candidates(article, sentences, chance)


def _setting(article: Article, sentences: list[Sentence]) -> Setting:
    aloud = is_opinion(article.title, article.outlet, article.text) or speaks_for_itself(article.text)
    return Setting(len(sentences), telling_words(article.title), aloud, is_debunking(article))


def _candidates(
    article: Article, sentences: list[Sentence], chance: Callable[[Candidate], float]
) -> Iterator[tuple[Candidate, float]]:
    headings = read_headings(sentences, article.published)
    for number in range(len(sentences)):
        yield from _predictions(sentences, number, article.published, headings.get(number), chance)


def _readable(text: str) -> str:
    """As much as is read, cut where a sentence ends."""
    if len(text) <= _MOST_READ:
        return text
    head = text[:_MOST_READ]
    return head[: max(head.rfind("\n"), head.rfind(". ") + 1)] or head


def _predictions(
    sentences: list[Sentence],
    number: int,
    said_on: date | None,
    under: FoundTime | None,
    chance: Callable[[Candidate], float],
) -> Iterator[tuple[Candidate, float]]:
    """The clauses of one sentence with a chance, at most one a place. `under`: the day its heading names."""
    sentence = sentences[number]
    if len(sentence.text) > _MOST_CHARACTERS or not _SHORTEST <= len(sentence.text.split()) <= _LONGEST:
        return
    hits = find_cues(sentence.text, dated=under is not None)
    item = find_item(sentence.text) if under and not hits else None
    hits += [item] if item else []
    hits = sorted(hits + find_second(sentence.text, hits), key=lambda hit: (hit.start, hit.cue.name))
    times = find_times(sentence.text, said_on) if said_on else ()
    near = tuple(time for time in times if said_on and _is_near(time, said_on))
    firm = [hit for hit in hits if governs_clause(sentence.text, hit, hits) and not is_named_plan(sentence.text, hit)]
    taken: list[Clause] = []
    for hit in sorted(hits, key=lambda hit: (_needs_date(hit), hit.start)):
        clause = find_clause(sentence.text, hit, firm)
        if (
            _is_empty(sentence.text, hit, clause)
            or _governs_next(hit, clause, firm)
            or any(hit.start < other.end and other.start < clause.end for other in taken)
        ):
            continue
        time = _time_of(sentence.text, clause, hit, near if _must_be_near(hit) else times) or under
        if time and time is not under and _is_its_subject(sentence.text, hit, clause, time):
            continue
        verdict = judge(sentence.text, hit, clause, time, speech=_is_speech(sentence, clause))
        it = Candidate(sentence, number, hit, clause, time.window if time else None, verdict.total, verdict.gravest)
        found = chance(it)
        if found:
            yield it, found
            taken.append(clause)


def _is_its_subject(sentence: str, hit: CueHit, clause: Clause, time: FoundTime) -> bool:
    """`Halloween meets`: the feast is who does it. `Thursday brings the figures` is news."""
    alone = clause.start >= time.start and hit.start - time.end <= 1
    return alone and is_verbal(hit) and _WEEKDAY.fullmatch(sentence, time.start, time.end) is None


def _is_empty(sentence: str, hit: CueHit, clause: Clause) -> bool:
    """Whether nothing follows a cue that must be followed: `are planned` says it all, `will` does not."""
    words = sentence[hit.start : hit.end]
    return clause.end < hit.start + len(words.rstrip()) + int(words.endswith(" ") or len(words) == 1)


def _must_be_near(hit: CueHit) -> bool:
    return hit.cue.name in _OFTEN_PAST or hit.cue.name == "passive"


def _governs_next(hit: CueHit, clause: Clause, firm: list[CueHit]) -> bool:
    """`expects that the bank will raise`: what is to come stands in the clause of the second."""
    return hit.cue.name == "expects" and any(0 <= other.start - clause.end <= 1 for other in firm)


def _needs_date(hit: CueHit) -> bool:
    return hit.cue.kind in (CueKind.DATED, CueKind.EVENT)


def _is_near(time: FoundTime, said_on: date) -> bool:
    """`in March`, said in May of something without a verb of the future, was two months ago."""
    if time.window is None or time.window.earliest is None or re.search(r"\d{4}|\bnext\b", time.window.text):
        return True
    return (time.window.earliest - said_on).days <= _HALF_A_YEAR


def _is_speech(sentence: Sentence, clause: Clause) -> bool:
    before = sentence.text[: clause.start]
    return (before.count("“") > before.count("”")) or before.count('"') % 2 == 1 or sentence.quoted


def _time_of(sentence: str, clause: Clause, hit: CueHit, times: tuple[FoundTime, ...]) -> FoundTime | None:
    """The time of the event: the first after the cue that dates it, else the one that leads the clause in."""
    coming = [time for time in times if time.window is not None]
    reach = hit.start + _REACH if is_verbal(hit) else clause.end
    after = [time for time in coming if hit.start <= time.start < min(clause.end, reach)]
    after = [time for time in after if not _WHEN_PAST.search(sentence, hit.end, time.start)]
    after = [time for time in after if not _DONE_THEN.search(sentence, hit.end, time.start)]
    after = [time for time in after if not _HE_HAD.search(sentence, hit.end, time.start)]
    after = [time for time in after if not _is_made_known(sentence, hit, time)]
    after += [time for time in coming if _ASIDE_CLOSED.fullmatch(sentence, clause.end, max(clause.end, time.start))]
    after += [time for time in coming if _stands_before(sentence, clause, hit, time)]
    if hit.cue.name in _TOLD_ON:
        after = [time for time in after if time.end > hit.end]
    told = is_plan_noun(sentence, hit, clause) and FINITE.search(sentence, clause.start, hit.start) is not None
    if hit.cue.name == "plans" and FINITE.search(sentence, clause.start, hit.start):  # `announced plans on Friday to`
        after = [time for time in after if time.start >= hit.end]
    if told:  # `unveiled plans to close it on Friday`: that day is most often the day of the telling
        after = [time for time in after if not _BARE_DAY.fullmatch(sentence, time.start, time.end)]
    if is_verbal(hit):
        after = [time for time in after if not _OTHER_CLAUSE.search(sentence, hit.end, time.start)]
        after = [time for time in after if not _THAT_HAS.search(sentence, hit.end, time.start)]
    lead_end = len(clause.lead) + 1
    within = clause.start + (2 if is_verbal(hit) else 8)
    leading = [time for time in coming if _leads_in(sentence, time, lead_end) or clause.start <= time.start <= within]
    leading = [
        time for time in leading if time.end <= hit.start and not told and not _GAVE_WORD.match(sentence, hit.start)
    ]
    leading = [time for time in leading if not _WERE_TOLD.search(sentence, time.end, hit.start)]
    leading = [time for time in leading if not _IN_THE_END.fullmatch(sentence, time.start, time.end)]
    if hit.cue.kind in (CueKind.DATED, CueKind.EVENT):
        leading = [time for time in leading if not _is_of_past_verb(sentence, hit, time)]
    ranked = sorted(after, key=lambda time: (_is_unbounded(time), time.aside)) + leading
    return ranked[0] if ranked else None


def _is_of_past_verb(sentence: str, hit: CueHit, time: FoundTime) -> bool:
    """`On Sunday the army threatened strikes`: the day a sentence opens with is that of its verb, which is past."""
    return _BARE_DAY.fullmatch(sentence, time.start, time.end) is not None and (
        _PAST_VERB.search(sentence, time.end, hit.start) is not None
    )


def _is_made_known(sentence: str, hit: CueHit, time: FoundTime) -> bool:
    """Whether the time is that of a participle of telling after the cue, not of what is to come."""
    found = _MADE_KNOWN.search(sentence, hit.end, time.start)
    return (
        found is not None
        and (sentence[: found.start()].endswith(", ") or _WEEKDAY.search(sentence, time.start, time.end) is not None)
        and not (re.search(r"\bbe $", sentence[: found.start()]) or sentence[found.start() - 1 : found.start()] == "-")
    )


def _leads_in(sentence: str, time: FoundTime, lead_end: int) -> bool:
    """`On Friday, …`; a time after a verb of its own (`If he knows what comes tonight, …`) is of that verb."""
    return time.end <= lead_end and FINITE.search(sentence, 0, time.start) is None


_NIGHT = re.compile(r" ?(?:(?:night|morning|afternoon|evening) )?")


def _stands_before(sentence: str, clause: Clause, hit: CueHit, time: FoundTime) -> bool:
    """`Envoys of both sides on Thursday will discuss`: right before the verb, with no other verb before it."""
    return (
        _NIGHT.fullmatch(sentence, min(time.end, hit.start), hit.start) is not None
        and time.end <= hit.start
        and (hit.cue.modality is not Modality.PLANS or sentence.startswith("plans to ", hit.start))
        and time.start > clause.start
        and not _GAVE_WORD.match(sentence, hit.start)
        and FINITE.search(sentence, clause.start, time.start) is None
    )


def _is_unbounded(time: FoundTime) -> bool:
    return time.window is None or time.window.latest is None


def _draft(article: Article, sentences: list[Sentence], it: Candidate, score: float, scene: Scene) -> ClaimDraft:
    start, end = it.sentence.start + it.clause.start, it.sentence.start + it.clause.end
    cast = cast_at(scene, it.number, it.clause.start + 1)
    if cast.teller and not cast.body and it.hit.cue.modality in (Modality.PLANS, Modality.PROMISES, Modality.EXPECTS):
        cast = replace(cast, thing=cast.teller)  # `It expects`: who was said to speak before
    voices = find_voices(sentences, it.number, it.hit, it.clause, cast, article.outlet)
    statement = stand_alone(it.sentence.text, it.hit, it.clause, cast, voices.speaker)
    return ClaimDraft(
        statement=statement,
        quote=article.text[start:end],
        start=start,
        end=end,
        asserted_by=voices.asserted_by,
        denied_by=voices.denied_by,
        silent=voices.silent,
        modality=it.hit.cue.modality,
        due=it.due,
        score=score,
        lint=lint_claim(statement, it.due),
        terms=core_terms(statement),
    )


def _without_repeats(ranked: list[ClaimDraft], text: str) -> list[ClaimDraft]:
    """One a prediction: of two that say the same the better one stays, with a date if either had one."""
    kept: dict[Sketch, ClaimDraft] = {}
    for draft in ranked:
        sketch = sketch_draft(draft)
        twin = next((other for other in kept if is_repeat(sketch, other)), None)
        if twin is None:
            kept[sketch] = draft
        elif kept[twin].due is None and draft.due is not None:
            kept[twin] = replace(kept[twin], due=draft.due, lint=lint_claim(kept[twin].statement, draft.due))
    return _without_lists(_without_headline(kept, text))


def _without_headline(kept: dict[Sketch, ClaimDraft], text: str) -> dict[Sketch, ClaimDraft]:
    """Without the draft of the line the text opens with when the first sentences below say the same."""
    first = text.lstrip().partition("\n")[0]
    end = len(text) - len(text.lstrip()) + len(first)
    if not is_headline(first):
        return kept
    below = [sketch for sketch in kept if end < sketch.start < end + _LEAD_LENGTH]
    return {
        sketch: draft
        for sketch, draft in kept.items()
        if sketch.end > end or not any(tells_headline(other, sketch) for other in below)
    }


#: Characters below a headline where what it says is told.
_LEAD_LENGTH = 600


def _without_lists(kept: dict[Sketch, ClaimDraft]) -> list[ClaimDraft]:
    """Of many undated drafts with one verb (the items of a programme) the best stands for all."""
    undated = [sketch for sketch, draft in kept.items() if draft.due is None and sketch.verb]
    long_lists = {verb for verb, count in Counter(sketch.verb for sketch in undated).items() if count >= _LIST}
    seen: set[str] = set()
    left = []
    for sketch, draft in kept.items():
        listed = draft.due is None and sketch.verb in long_lists
        if not listed or sketch.verb not in seen:
            left.append(draft)
        if listed:
            seen.add(sketch.verb)
    return left
