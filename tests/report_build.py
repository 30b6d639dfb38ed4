"""A report with one of everything, and with words that mean harm."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from build import NOON, a_claim, a_feed
from store_rows import a_decision, a_development, an_evidence

from monitor.errors import FailureReason
from monitor.model.claim import Claim, ClaimSource, ClaimState, ClaimStatus, DecisionAction, DueWindow, Outcome
from monitor.model.feed import FeedHealth
from monitor.model.match import MatchDecision, Polarity
from monitor.model.score import CalibrationBin, Score, Scoreboard
from monitor.reporting.facts import ClaimFile, Report

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&\u202e\x1b]0;x\x07 ]]> --> {{7*7}} \ufffe end"
BAD_LINK = "javascript:alert(3)//https://news.example/"


def a_file(claim: Claim | None = None, **changes: Any) -> ClaimFile:
    """An open claim of one development."""
    file = ClaimFile(
        claim=claim or a_claim(due=DueWindow(latest=date(2017, 6, 30))),
        days_left=58,
        sources=2,
        outlets=3,
        last_news=NOON,
        developments=(a_development(),),
        decisions=(a_decision(),),
    )
    return replace(file, **changes)


def a_resolved_file(outcome: Outcome = Outcome.FULFILLED, **changes: Any) -> ClaimFile:
    """A claim with its verdict of noon on 3 May 2017, on one row of evidence."""
    claim = a_claim(
        status=ClaimStatus.RESOLVED,
        outcome=outcome,
        due=DueWindow(date(2017, 6, 1), date(2017, 6, 30), "in June"),
        asserted_by=("City of Veldam",),
        source=ClaimSource("The Example Post", "A bridge at last", "https://news.example/a", date(2017, 5, 2)),
    )
    verdict = a_decision(
        action=DecisionAction.RESOLVED,
        status_after=ClaimStatus.RESOLVED,
        outcome=outcome,
        because="cars drive over it",
    )
    return a_file(
        claim,
        word=outcome.value,
        days_left=None,
        settled_on=NOON.date(),
        supports=1,
        contradicts=1,
        evidence=(an_evidence(),),
        decisions=(a_decision(), verdict),
        **changes,
    )


def many_developments(count: int = 9) -> tuple[Any, ...]:
    """Every polarity, days apart, the last ones on one day."""
    return tuple(
        a_development(
            id=f"d{number:015}",
            polarity=list(Polarity)[number % len(Polarity)],
            headline=f"News number {number}",
            opened_at=NOON + timedelta(days=min(number, 6) * 5),
            last_at=NOON + timedelta(days=min(number, 6) * 5),
        )
        for number in range(count)
    )


def a_report(*files: ClaimFile, **changes: Any) -> Report:
    """At noon on 3 May 2017, with four feeds and a scoreboard."""
    report = Report(
        now=NOON,
        claims=files or (a_file(), a_resolved_file()),
        feeds=(
            a_feed(last_polled_at=NOON, last_success_at=NOON, last_new_at=NOON, polls=1_200, health=FeedHealth.OK),
            a_feed(
                "https://n2.example/x?key=hush",
                last_polled_at=NOON,
                health=FeedHealth.FAILING,
                failures=5,
                reason=FailureReason.TIMEOUT,
            ),
            a_feed("https://n3.example/x", outlet="", title="", paused=True),
        ),
        scores=Scoreboard(
            Score("everyone", 2, 1, 1, 1, forecasts=2, brier=0.1, calibration=(CalibrationBin(0.8, 1, 2, 0.9, 0.75),)),
            (Score("City", 2, 1, 1, 1, days_late=-3.0, brier=0.1, forecasts=2), Score("Port", open=1)),
            (Score("The Example Post", 2, 1, 1, 2),),
        ),
        entries=412,
        entries_today=40,
    )
    return replace(report, **changes)


def a_hostile_report() -> Report:
    """Harmful words in every place that a stranger can write to."""
    claim = a_claim(
        statement=HOSTILE,
        quote=HOSTILE,
        asserted_by=(HOSTILE,),
        denied_by=(HOSTILE,),
        silent=(HOSTILE,),
        criteria=HOSTILE,
        tags=(HOSTILE,),
        source=ClaimSource(HOSTILE, HOSTILE, BAD_LINK),
        due=DueWindow(latest=date(2017, 6, 30), text=HOSTILE),
    )
    development = a_development(headline=HOSTILE, link=BAD_LINK, outlets=(HOSTILE,), decision=MatchDecision.MATCH)
    decision = a_decision(
        action=DecisionAction.RESOLVED, status_after=ClaimStatus.RESOLVED, outcome=Outcome.FAILED,
        because=HOSTILE, by=HOSTILE,
    )  # fmt: skip
    evidence = an_evidence(excerpt=HOSTILE, url=BAD_LINK, outlet=HOSTILE, because=HOSTILE, sha256=HOSTILE)
    open_ = a_file(claim, states=(ClaimState.OVERDUE,), developments=(development,), evidence=(evidence,))
    resolved = replace(
        open_,
        claim=replace(claim, slug="../../etc/passwd", status=ClaimStatus.RESOLVED, outcome=Outcome.FAILED),
        decisions=(decision,),
        settled_on=NOON.date(),
    )
    score = Score(HOSTILE, 1, 0, 0)
    return Report(
        now=NOON,
        claims=(open_, resolved),
        feeds=(a_feed("https://u:hush@n.example/<x>?key=hush", outlet=HOSTILE, error=HOSTILE, failures=2),),
        scores=Scoreboard(score, (score,), (score,)),
        publisher=HOSTILE,
        base_url="https://desk.example/claims/",
    )
