"""Drafts claims from an article: every clause that is surely enough an open prediction, best first."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from monitor.claims.dates import FoundTime, find_times
from monitor.claims.extract.agenda import read_headings
from monitor.claims.extract.attribution import find_voices
from monitor.claims.extract.candidate import Candidate, Setting
from monitor.claims.extract.clauses import Clause, find_clause
from monitor.claims.extract.context import is_named_plan
from monitor.claims.extract.coordination import find_second, governs_clause
from monitor.claims.extract.cue import CueHit, CueKind
from monitor.claims.extract.cues import find_cues
from monitor.claims.extract.dating import date_statement
from monitor.claims.extract.event_time import is_its_subject, is_near, is_of_last_year, must_be_near, time_of
from monitor.claims.extract.evidence import telling_words
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
_MOST_READ = 300_000
#: What is worth learning from.
_LEAST = 0.2


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
    times = tuple(time for time in times if not (said_on and is_of_last_year(sentence.text, time, said_on)))
    near = tuple(time for time in times if said_on and is_near(time, said_on))
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
        time = time_of(sentence.text, clause, hit, near if must_be_near(hit) else times) or under
        if time and time is not under and is_its_subject(sentence.text, hit, clause, time):
            continue
        verdict = judge(sentence.text, hit, clause, time, speech=_is_speech(sentence, clause))
        it = Candidate(sentence, number, hit, clause, time.window if time else None, verdict.total, verdict.gravest)
        found = chance(it)
        if found:
            yield it, found
            taken.append(clause)


def _is_empty(sentence: str, hit: CueHit, clause: Clause) -> bool:
    """Whether nothing follows a cue that must be followed: `are planned` says it all, `will` does not."""
    words = sentence[hit.start : hit.end]
    return clause.end < hit.start + len(words.rstrip()) + int(words.endswith(" ") or len(words) == 1)


def _governs_next(hit: CueHit, clause: Clause, firm: list[CueHit]) -> bool:
    """`expects that the bank will raise`: what is to come stands in the clause of the second."""
    return hit.cue.name == "expects" and any(0 <= other.start - clause.end <= 1 for other in firm)


def _needs_date(hit: CueHit) -> bool:
    return hit.cue.kind in (CueKind.DATED, CueKind.EVENT)


def _is_speech(sentence: Sentence, clause: Clause) -> bool:
    before = sentence.text[: clause.start]
    return (before.count("“") > before.count("”")) or before.count('"') % 2 == 1 or sentence.quoted


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
