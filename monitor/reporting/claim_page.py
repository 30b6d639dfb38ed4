"""One claim: its words, its timeline, what was reported, the evidence, and the record of decisions."""

from collections.abc import Sequence

from monitor.model.claim import Claim, Decision, DecisionAction, earlier_dues
from monitor.model.development import Development, Evidence, ReviewState
from monitor.reporting import phrases
from monitor.reporting.badges import badge, claim_badges, polarity_tone
from monitor.reporting.claim_review import claim_review
from monitor.reporting.facts import ClaimFile, Report
from monitor.reporting.frame import Frame, data_block, page
from monitor.reporting.grid import GridColumn, grid
from monitor.reporting.markup import EMPTY, Html, join, lines, link, tag, text
from monitor.reporting.overview import evidence_words
from monitor.reporting.timeline import draw_timeline

_COLUMNS = (
    GridColumn("Day", "nowrap bare"),
    GridColumn("Says", "bare"),
    GridColumn("Headline", "long bare"),
    GridColumn("Told by", "wide"),
    GridColumn("Review"),
)


def claim_page(report: Report, file: ClaimFile) -> str:
    """The page as text, with ClaimReview data when there is a verdict."""
    review = claim_review(report, file)
    claim = file.claim
    return page(
        Frame(file.file_name, claim.statement, report.now, root="../"),
        tag("h1", text(claim.statement)),
        tag("p", claim_badges(file), text(phrases.left(file.days_left))),
        _verdict(file),
        tag("blockquote", tag("p", text(claim.quote))) if claim.quote else EMPTY,
        _facts(file),
        tag("h2", text("Timeline")),
        draw_timeline(file, report.now),
        tag("h2", text("Developments")),
        _developments(file.news),
        *_evidence_section(file),
        tag("h2", text("Record")),
        _record(file.decisions),
        data=data_block(review) if review else EMPTY,
    )


def _verdict(file: ClaimFile) -> Html:
    verdict = file.verdict
    if verdict is None or verdict.outcome is None:
        return EMPTY
    words = f"Resolved as {verdict.outcome.value} on {phrases.day(verdict.at)} by {verdict.by}"
    because = text(f"because {verdict.because}" if verdict.because else "")
    return tag("p", join([tag("strong", text(words)), because], " "))


def _facts(file: ClaimFile) -> Html:
    claim = file.claim
    rows = (
        ("said", text(f"{phrases.day(claim.said_on)} by {phrases.who(claim)} ({claim.modality.value})")),
        ("denied by", text(", ".join(claim.denied_by))),
        ("silent", text(", ".join(claim.silent))),
        ("due", text(_due_words(claim))),
        ("promised before", text(", ".join(phrases.due(due) for due in earlier_dues(file.decisions)))),
        ("source", _source(claim)),
        ("would count", text(claim.criteria)),
        ("evidence", text(evidence_words(file) or "none yet")),
        ("confidence", text("" if claim.confidence is None else f"{claim.confidence:.0%}")),
        ("tags", text(", ".join(claim.tags))),
    )
    return tag(
        "dl", join(join([tag("dt", text(name)), tag("dd", value)]) for name, value in rows if value), class_="facts"
    )


def _due_words(claim: Claim) -> str:
    said = f", “{claim.due.text}”" if claim.due and claim.due.text not in ("", str(claim.due.latest)) else ""
    return f"{phrases.due(claim.due)}{said}"


def _source(claim: Claim) -> Html:
    source = claim.source
    title = link(source.url, source.title or source.outlet or "the article") if source.url else text(source.title)
    return join([text(source.outlet), title, text(phrases.day(source.published))], ", ")


def _developments(news: Sequence[Development]) -> Html:
    if not news:
        return tag("p", text("Nothing was reported so far."))
    caption = f"{phrases.number(len(news), 'development')}, the newest first; copies count once."
    return grid(caption, _COLUMNS, map(_development_row, reversed(news)), stacks=True)


def _development_row(it: Development) -> tuple[Html, ...]:
    return (
        tag("time", text(phrases.day(it.opened_at)), datetime=it.opened_at.date().isoformat()),
        badge(it.says, polarity_tone(it.polarity)),
        link(it.link, it.headline),
        text(_told_by(it)),
        text("" if it.review is ReviewState.UNREVIEWED else it.review.value),
    )


def _told_by(it: Development) -> str:
    """Who carries it, in how many reports, and whose words they are."""
    reports = f" ({phrases.number(it.entries, 'report')})" if it.entries > max(len(it.outlets), 1) else ""
    is_own = set(it.sources) == set(it.outlets)
    sources = "" if is_own else f"; {phrases.number(len(it.sources), 'independent source')}: {', '.join(it.sources)}"
    return f"{', '.join(it.outlets) or 'one outlet'}{reports}{sources}"


def _evidence_section(file: ClaimFile) -> tuple[Html, ...]:
    if not file.evidence:
        return ()
    items = (_evidence_item(it, file.fallen.get(it.id, "")) for it in file.evidence)
    return (tag("h2", text("Evidence")), tag("ol", lines(*items), class_="record"))


def _evidence_item(it: Evidence, fallen: str) -> Html:
    source = link(it.url, it.outlet or "the report") if it.url else text(it.outlet)
    because = f"Because {it.because}. " if it.because and not it.amends else ""
    fetched = f"Read on {phrases.clock(it.fetched)}, judged by {it.by} on {phrases.clock(it.at)}."
    return tag(
        "li",
        tag("time", text(phrases.clock(it.published)), datetime=it.published.isoformat()),
        tag("div", badge(it.stance.value), badge(it.strength.value), badge(fallen) if fallen else EMPTY, source),
        tag("div", text(f"Edited since: {it.diff}", 800)) if it.diff else EMPTY,
        tag("div", text(it.excerpt, 400)),
        tag("div", text(f"{because}{fetched} SHA-256 of the text judged: {it.sha256}"), class_="soft"),
    )


def _record(decisions: Sequence[Decision]) -> Html:
    if not decisions:
        return tag("p", text("No decision is recorded."))
    return tag("ol", lines(*map(_decision_item, decisions)), class_="record")


def _decision_item(it: Decision) -> Html:
    how = "from" if it.action is DecisionAction.REOPENED else "as"
    is_snooze = it.action is DecisionAction.SNOOZED  # what it has for a reason is until when
    done = f" {how} {it.outcome.value}" if it.outcome else f" {it.because}" if is_snooze else ""
    words = f"{it.action.value}{done}, by {it.by} (rules {it.rules})"
    if it.due_before != it.due_after and it.due_before is not None:
        words += f"; due was {phrases.due(it.due_before)}, is {phrases.due(it.due_after)}"
    return tag(
        "li",
        tag("time", text(phrases.clock(it.at)), datetime=it.at.isoformat()),
        tag("div", text(words)),
        tag("div", text(f"because {it.because}"), class_="soft") if it.because and not is_snooze else EMPTY,
    )
