"""Matches, developments and reviews."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, literal, select, update

from monitor.adapters.sql_store.mapping import DEVELOPMENT, MATCH, REVIEW, storable
from monitor.adapters.sql_store.statements import Verbs, append, chunks, find_one, fit, put
from monitor.adapters.sql_store.tables import DEVELOPMENTS, MATCHES, REVIEWS
from monitor.model.development import Development, Review, ReviewState
from monitor.model.match import Match, MatchDecision, Polarity

#: What a person was to be told: it says something new of the claim, and nobody rejected it.
_TOLD = and_(
    DEVELOPMENTS.c.decision == str(MatchDecision.MATCH),
    DEVELOPMENTS.c.polarity != str(Polarity.ECHO),
    DEVELOPMENTS.c.review != str(ReviewState.REJECTED),
)
#: Their long words, which a list of all would read for nothing, are left out.
_LONG = ("sketch", "links", "prints")
_BRIEF = select(*(literal("[]").label(it.name) if it.name in _LONG else it for it in DEVELOPMENTS.columns))


@cache
def _last_told() -> Select[Any]:
    """Of the claim `slug`; asked for each claim that a document is about."""
    known = DEVELOPMENTS.c
    told = and_(known.claim == bindparam("slug"), _TOLD)
    return select(DEVELOPMENTS).where(told).order_by(known.opened_at.desc(), known.id).limit(1)


@cache
def _newest_told() -> Select[Any]:
    """Of each claim of `slugs`; asked every minute for all that may be due."""
    known = DEVELOPMENTS.c
    newest_first = (known.seen_at.desc(), known.opened_at.desc(), known.id.desc())
    place = func.row_number().over(partition_by=known.claim, order_by=newest_first).label("place")
    wanted = and_(known.claim.in_(bindparam("slugs", expanding=True)), _TOLD)
    ranked = select(known.id, place).where(wanted).subquery()
    return select(DEVELOPMENTS).join(ranked, ranked.c.id == known.id).where(ranked.c.place == 1)


class DevelopmentVerbs(Verbs):
    """`ports.DevelopmentTable` on SQL."""

    def save_matches(self, matches: Sequence[Match]) -> None:
        """Insert or replace by (claim, entry)."""
        put(self.connection, MATCHES, [MATCH.values(match) for match in matches])

    def matches(self, *, claim: str = "", development: str = "", entry: str = "") -> list[Match]:
        """Those that fit all given words, oldest `said_at` first."""
        words = {"claim": storable(claim), "development": storable(development), "entry": storable(entry)}
        query = fit(select(MATCHES), MATCHES, words).order_by(MATCHES.c.said_at, MATCHES.c.entry, MATCHES.c.claim)
        return [MATCH.noun_of(row) for row in self.connection.execute(query)]

    def save_developments(self, developments: Sequence[Development]) -> None:
        """Insert or replace by id."""
        put(self.connection, DEVELOPMENTS, [DEVELOPMENT.values(development) for development in developments])

    def development(self, development_id: str) -> Development | None:
        """By exact id or unique prefix (4 digits and more)."""
        row = find_one(self.connection, select(DEVELOPMENTS), DEVELOPMENTS.c.id, storable(development_id))
        return None if row is None else DEVELOPMENT.noun_of(row)

    def developments(
        self,
        *,
        claim: str = "",
        since: datetime | None = None,
        decision: MatchDecision | None = None,
        brief: bool = False,
    ) -> list[Development]:
        """Those that fit all given words (`since`: last_at at or after), oldest `opened_at` first.

        `brief`: without sketch, links and prints, which grouping alone needs.
        """
        words = {"claim": storable(claim), "decision": str(decision or "")}
        query = fit(_BRIEF if brief else select(DEVELOPMENTS), DEVELOPMENTS, words)
        if since is not None:
            query = query.where(DEVELOPMENTS.c.last_at >= since)
        rows = self.connection.execute(query.order_by(DEVELOPMENTS.c.opened_at, DEVELOPMENTS.c.id))
        return DEVELOPMENT.nouns_of(rows.all())

    def last_told(self, claim: str) -> Development | None:
        """The newest (`opened_at`) match of this claim that says something new and that nobody rejected."""
        row = self.connection.execute(_last_told(), {"slug": storable(claim)}).first()
        return None if row is None else DEVELOPMENT.noun_of(row)

    def newest_told(self, claims: Iterable[str]) -> dict[str, Development]:
        """Claim to the newest development (`seen_at`, then `opened_at`) of those that `last_told` knows."""
        found: list[Development] = []
        for some in chunks(map(storable, claims)):
            found += DEVELOPMENT.nouns_of(self.connection.execute(_newest_told(), {"slugs": some}).all())
        return {known.claim: known for known in found}

    def add_review(self, review: Review) -> None:
        """Append, and set the development's review state."""
        append(self.connection, REVIEWS, [REVIEW.values(review)])
        this = DEVELOPMENTS.c.id == storable(review.development)
        self.connection.execute(update(DEVELOPMENTS).where(this).values(review=str(review.state)))

    def reviews(self, *, claim: str = "", development: str = "") -> list[Review]:
        """Oldest first; those of one moment as they were added."""
        words = {"claim": storable(claim), "development": storable(development)}
        query = fit(select(REVIEWS), REVIEWS, words).order_by(REVIEWS.c.at, REVIEWS.c.seq)
        return [REVIEW.noun_of(row) for row in self.connection.execute(query)]
