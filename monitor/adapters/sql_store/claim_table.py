"""Claims, their append-only records, and what was learned about them."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, func, select

from monitor.adapters.sql_store.changes import announce
from monitor.adapters.sql_store.entry_table import grow_counter
from monitor.adapters.sql_store.mapping import CLAIM, DECISION, EVIDENCE, LEARNING, storable
from monitor.adapters.sql_store.statements import Verbs, append, chunks, put, rows_of
from monitor.adapters.sql_store.tables import CLAIM_CHANGES, CLAIMS, COUNTERS, DECISIONS, LEARNINGS
from monitor.adapters.sql_store.tables import EVIDENCE as EVIDENCE_ROWS
from monitor.model.claim import Claim, ClaimStatus, Decision
from monitor.model.development import Evidence
from monitor.model.match import Learning
from monitor.ports import CLAIMS as CLAIMS_CHANGED

VERSION = "claims-version"
#: Asked for each document.
_VERSION_ROW = select(COUNTERS.c.value).where(COUNTERS.c.name == VERSION)


class ClaimVerbs(Verbs):
    """`ports.ClaimTable` on SQL."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._holds_claims = False

    def save_claim(self, claim: Claim) -> None:
        """Insert or replace by slug."""
        put(self.connection, CLAIMS, [CLAIM.values(claim)])
        self._note_changes([claim.slug])

    def _note_changes(self, slugs: Iterable[str]) -> int:
        """The new version. Its row is held to the end, so that versions are seen in the order in which they were made."""
        grow_counter(self, VERSION, 1)
        version = self.claims_version()
        announce(self.connection, CLAIMS_CHANGED)
        put(self.connection, CLAIM_CHANGES, [{"claim": storable(slug), "version": version} for slug in slugs])
        return version

    def claim(self, slug: str) -> Claim | None:
        """By exact slug, or a prefix of one slug only."""
        word = storable(slug)
        if not word:
            return None
        starts = select(CLAIMS).where(func.substr(CLAIMS.c.slug, 1, len(word)) == word)
        found = [CLAIM.noun_of(row) for row in self.connection.execute(starts)]
        exact = [claim for claim in found if claim.slug == word]
        chosen = exact or found
        return chosen[0] if len(chosen) == 1 else None

    def claims(self, status: ClaimStatus | None = None) -> list[Claim]:
        """All, or those in this status, by slug (by code points)."""
        rows = rows_of(self.connection, CLAIMS, status=str(status or ""))
        return sorted((CLAIM.noun_of(row) for row in rows), key=lambda claim: claim.slug)

    def lock_claims(self, slugs: Iterable[str]) -> None:
        """Hold these rows to the end of the transaction. In order, so that two daemons never lock each other up.

        To keep the order when there turn out to be more, those held before are let go first: a savepoint, undone, does so.
        On SQLite a transaction that writes holds the whole database already.
        """
        wanted = sorted({storable(slug) for slug in slugs})
        if not wanted or self.connection.dialect.name == "sqlite":
            return
        self.connection.exec_driver_sql("ROLLBACK TO SAVEPOINT claims" if self._holds_claims else "SAVEPOINT claims")
        self._holds_claims = True
        query = select(CLAIMS.c.slug).where(CLAIMS.c.slug.in_(wanted)).order_by(CLAIMS.c.slug)
        # "no key": rows that only point at a claim may come in meanwhile
        self.connection.execute(query.with_for_update(key_share=True)).all()

    def claims_version(self) -> int:
        """A number that grows with every change of claims or learning."""
        return self.connection.execute(_VERSION_ROW).scalar() or 0

    def claims_changed(self, since: int) -> list[str]:
        """Slugs of claims that changed, or of which something was learned, after this version."""
        query = select(CLAIM_CHANGES.c.claim).where(CLAIM_CHANGES.c.version > since)
        return sorted(self.connection.execute(query).scalars())

    def count_claims(self, status: ClaimStatus) -> int:
        """How many are in this status."""
        query = select(func.count()).select_from(CLAIMS).where(CLAIMS.c.status == status.value)
        return self.connection.execute(query).scalar_one()

    def add_decision(self, decision: Decision) -> None:
        """Append."""
        append(self.connection, DECISIONS, [DECISION.values(decision)])

    def decisions(self, slug: str) -> list[Decision]:
        """Oldest first; those of one moment as they were added."""
        query = select(DECISIONS).where(DECISIONS.c.claim == storable(slug))
        rows = self.connection.execute(query.order_by(DECISIONS.c.at, DECISIONS.c.seq))
        return [DECISION.noun_of(row) for row in rows]

    def add_evidence(self, evidence: Evidence) -> None:
        """Append; the same id twice is one row."""
        append(self.connection, EVIDENCE_ROWS, [EVIDENCE.values(evidence)])

    def evidence(self, slug: str) -> list[Evidence]:
        """Oldest first; those of one moment as they were added."""
        query = select(EVIDENCE_ROWS).where(EVIDENCE_ROWS.c.claim == storable(slug))
        rows = self.connection.execute(query.order_by(EVIDENCE_ROWS.c.at, EVIDENCE_ROWS.c.seq))
        return [EVIDENCE.noun_of(row) for row in rows]

    def evidence_in(self, entries: Iterable[str]) -> list[Evidence]:
        """All rows that rest on these entries (exact ids), oldest first; those of one moment as they were added."""
        rows = [
            row
            for some in chunks(map(storable, entries))
            for row in self.connection.execute(select(EVIDENCE_ROWS).where(EVIDENCE_ROWS.c.entry.in_(some)))
        ]
        return [EVIDENCE.noun_of(row) for row in sorted(rows, key=lambda row: (row.at, row.seq))]

    def learning(self, slug: str) -> Learning:
        """What is known; an empty one at the start."""
        query = select(LEARNINGS).where(LEARNINGS.c.claim == storable(slug))
        row = self.connection.execute(query).first()
        return Learning(slug) if row is None else LEARNING.noun_of(row)

    def learnings(self) -> dict[str, Learning]:
        """By claim, of those of which something is known."""
        rows = self.connection.execute(select(LEARNINGS))
        return {row.claim: LEARNING.noun_of(row) for row in rows}

    def save_learnings(self, learnings: Sequence[Learning]) -> int:
        """Insert or replace by claim; the version that claims have by it."""
        put(self.connection, LEARNINGS, [LEARNING.values(learning) for learning in learnings])
        return self._note_changes(learning.claim for learning in learnings)
