"""What a report is made of."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from monitor.model.claim import Claim, ClaimState, ClaimStatus, Decision, DecisionAction
from monitor.model.development import Development, Evidence, ReviewState
from monitor.model.feed import Feed
from monitor.model.ids import make_id
from monitor.model.match import MatchDecision, Polarity
from monitor.model.score import Score, Scoreboard

_PLAIN_NAME = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class ClaimFile:
    """One claim with its record, all oldest first, and the counts that lists show.

    `word` is the verdict or the most pressing state; `supports`, `contradicts` and `sources` count independent sources,
    `outlets` all that carry it, copies too. `settled_on` is the day on which what decided it was published.
    `fallen`: id -> why, of the rows of evidence that do not stand any more.
    """

    claim: Claim
    word: str = "open"
    states: tuple[ClaimState, ...] = ()
    days_left: int | None = None
    supports: int = 0
    contradicts: int = 0
    sources: int = 0
    outlets: int = 0
    last_news: datetime | None = None
    settled_on: date | None = None
    developments: tuple[Development, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    fallen: Mapping[str, str] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()

    @property
    def news(self) -> tuple[Development, ...]:
        """The developments that count: matched by the rules or accepted by a person, and not rejected."""
        return tuple(it for it in self.developments if is_news(it))

    @property
    def verdict(self) -> Decision | None:
        """The decision that resolved it, while it stands."""
        if self.claim.status is not ClaimStatus.RESOLVED:
            return None
        return next((it for it in reversed(self.decisions) if it.action is DecisionAction.RESOLVED), None)

    @property
    def file_name(self) -> str:
        """The name of its page without folder: the slug where that is a plain name, else made of digits."""
        slug = self.claim.slug
        return f"{slug if _PLAIN_NAME.fullmatch(slug) else make_id('page', slug)}.html"


@dataclass(frozen=True, slots=True)
class Report:
    """Everything at `now`. `claims` are in the order of lists: open ones by urgency, then the closed ones.

    `base_url` is where the report will be found, with a slash at its end, or empty; `publisher` who answers for verdicts.
    `entries` are stored, `entries_today` were first seen since midnight UTC.
    """

    now: datetime
    claims: tuple[ClaimFile, ...] = ()
    feeds: tuple[Feed, ...] = ()
    scores: Scoreboard = field(default_factory=lambda: Scoreboard(Score("everyone")))
    entries: int = 0
    entries_today: int = 0
    publisher: str = "claim-monitor"
    base_url: str = ""


def is_news(development: Development) -> bool:
    """Whether a development counts as told."""
    if development.review is ReviewState.REJECTED:
        return False
    return development.decision is MatchDecision.MATCH or development.review is ReviewState.ACCEPTED


def brings_news(development: Development) -> bool:
    """Whether one that counts as told says something new; what only repeats the claim is on the claim's page alone."""
    return development.polarity is not Polarity.ECHO
