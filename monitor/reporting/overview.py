"""The first page: figures, then every claim, those that need someone first."""

from datetime import datetime

from monitor.model.claim import ClaimState, ClaimStatus
from monitor.model.feed import FeedHealth
from monitor.reporting import phrases
from monitor.reporting.badges import claim_badges, tone
from monitor.reporting.facts import ClaimFile, Report, brings_news
from monitor.reporting.frame import Frame, page
from monitor.reporting.markup import EMPTY, Html, join, lines, tag, text
from monitor.reporting.timeline import draw_strip

_BROKEN = (FeedHealth.FAILING, FeedHealth.DEAD, FeedHealth.GONE)


def overview_page(report: Report) -> str:
    """The page as text."""
    open_, closed = split_claims(report)
    return page(
        Frame("index.html", "Claims", report.now),
        tag("h1", text("What became of the predictions")),
        tag("p", text(proof_of_silence(report)), class_="lead"),
        _figures(report),
        _section("Open claims", open_, "No claim is open.", report.now),
        _section("Closed claims", closed, "", report.now) if closed else EMPTY,
    )


def split_claims(report: Report) -> tuple[list[ClaimFile], list[ClaimFile]]:
    """The open ones and the others, in the order of the report."""
    open_ = [it for it in report.claims if it.claim.status is ClaimStatus.OPEN]
    return open_, [it for it in report.claims if it.claim.status is not ClaimStatus.OPEN]


def proof_of_silence(report: Report) -> str:
    """How much was looked at by how many healthy sources, so that nothing found means something."""
    watched = [feed for feed in report.feeds if not feed.paused]
    asked = [feed for feed in watched if feed.last_polled_at is not None]
    healthy = sum(feed.health not in _BROKEN for feed in asked)
    rest = f", {len(watched) - len(asked)} not asked yet" if len(asked) < len(watched) else ""
    if not watched:
        return "No source is watched."
    looked = f"{phrases.number(report.entries_today, 'entry', 'entries')} looked at today"
    return f"{looked}, {report.entries:,} in all; {healthy} of {phrases.number(len(watched), 'source')} healthy{rest}."


def _figures(report: Report) -> Html:
    open_, closed = split_claims(report)
    overdue = sum(ClaimState.OVERDUE in it.states for it in open_)
    kept = report.scores.whole.kept
    cells = (
        ("open claims", f"{len(open_):,}"),
        ("overdue", f"{overdue:,}"),
        ("developments told", f"{sum(brings_news(it) for file in report.claims for it in file.news):,}"),
        ("closed claims", f"{len(closed):,}"),
        ("kept, of the judged", "–" if kept is None else f"{kept:.0%}"),
    )
    return tag(
        "dl", join(tag("div", tag("dt", text(name)), tag("dd", text(value))) for name, value in cells), class_="figures"
    )


def _section(title: str, files: list[ClaimFile], nothing: str, now: datetime) -> Html:
    items = tag("ol", lines(*(_item(it, now) for it in files)), class_="claims") if files else tag("p", text(nothing))
    return lines(tag("h2", text(title)), items)


def _item(file: ClaimFile, now: datetime) -> Html:
    claim = file.claim
    facts = [phrases.who(claim), phrases.due(claim.due), phrases.left(file.days_left), evidence_words(file)]
    nothing = "No news yet." if claim.status is ClaimStatus.OPEN else "No news."
    news = f"Last news {phrases.day(file.last_news)}." if file.last_news else nothing
    return tag(
        "li",
        tag("h3", tag("a", text(claim.statement), href=f"claims/{file.file_name}")),
        tag("p", claim_badges(file)),
        tag("p", text(" · ".join(fact for fact in facts if fact))),
        tag("p", text(news), class_="soft"),
        draw_strip(file, now),
        class_=tone(file.word),
    )


def evidence_words(file: ClaimFile) -> str:
    """Independent sources for, against and in all, then who carries it; nothing when there are none."""
    if not file.sources:
        return ""
    told = phrases.number(file.sources, "independent source")
    weighed = [f"{count} {word}" for count, word in ((file.supports, "for"), (file.contradicts, "against")) if count]
    carried = f", carried by {phrases.number(file.outlets, 'outlet')}" if file.outlets > file.sources else ""
    return f"{told} ({', '.join(weighed)}){carried}" if weighed else f"{told}{carried}"
