"""The matcher of a process, kept in step with what the store knows of claims."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from monitor.model.claim import Claim, ClaimStatus
from monitor.model.feed import Entry
from monitor.model.match import Learning
from monitor.model.policy import MatchPolicy
from monitor.ports import Transaction

if TYPE_CHECKING:
    from monitor.matching.match import Matcher, Seen

#: Texts whose terms are stored together.
_COUNTED_TOGETHER = 2_000


class ClaimWatch:
    """The matcher over a store's open claims, kept in step with the store.

    A claim that changed under it, or of which another process or a person's review taught something, is read again. The
    whole is built anew at the start, and after a transaction that did not commit.

    How common terms are is counted here and stored now and then: in every poll's transaction, the rows of common terms
    would make all daemons wait for one another. Not safe for threads: one judge at a time.

    `matcher` is there after the first `catch_up`: many a round brings nothing to judge, and needs neither it nor what it is
    made of.
    """

    matcher: "Matcher"

    def __init__(self, policy: MatchPolicy) -> None:
        self._policy = policy
        self._version: int | None = None
        self._unsaved: dict[str, Learning] = {}
        self._counts: Counter[str] = Counter()
        self._documents = 0
        self._seen: Seen | None = None
        self.claims: dict[str, Claim] = {}
        self.learning: dict[str, Learning] = {}

    def catch_up(self, tx: Transaction, new: Sequence[Entry] = ()) -> set[str]:
        """Bring the matcher to what `tx` sees, and return the claims that are other than before.

        `new` are stored already, but did not go by yet.
        """
        version, known = tx.claims_version(), self._version
        if version == known:
            return set()
        changed = self._build(tx, new) if known is None else self._read_again(tx, tx.claims_changed(known))
        if len(self.claims) != tx.count_claims(ClaimStatus.OPEN):  # some were taken in whole
            changed |= self._build(tx, new)
        self._version = version
        return changed

    def _build(self, tx: Transaction, new: Sequence[Entry]) -> set[str]:
        from monitor.matching.background import TermCounts  # noqa: PLC0415
        from monitor.matching.match import Matcher  # noqa: PLC0415

        before = set(self.claims)
        self.claims = {claim.slug: claim for claim in tx.claims(ClaimStatus.OPEN)}
        known = tx.learnings()
        self.learning = {slug: known.get(slug) or Learning(slug) for slug in self.claims}
        pairs = [(claim, self.learning[slug]) for slug, claim in self.claims.items()]
        terms = TermCounts.shipped().plus(*tx.term_counts()).plus(self._documents, self._counts)
        is_first = self._seen is None
        self.matcher = Matcher(pairs, terms, self._policy, seen=self._seen)
        self._seen = self.matcher.seen
        if is_first:
            ids = {entry.id for entry in new}
            self.matcher.calibrate(entry for entry in last_entries(tx) if entry.id not in ids)
        return before | set(self.claims)

    def _read_again(self, tx: Transaction, slugs: Iterable[str]) -> set[str]:
        changed = set(slugs)
        for slug in sorted(changed):
            claim = tx.claim(slug)
            if claim is None or claim.status is not ClaimStatus.OPEN:
                self.claims.pop(slug, None)
                self.learning.pop(slug, None)
                self.matcher.drop(slug)
            else:
                self.claims[slug], self.learning[slug] = claim, tx.learning(slug)
                self.matcher.put(claim, self.learning[slug])
        return changed

    def learn(self, learning: Learning) -> None:
        """Use what was learned of one claim; `save` stores it."""
        self._unsaved[learning.claim] = self.learning[learning.claim] = learning
        self.matcher.learn(learning)

    def save(self, tx: Transaction) -> None:
        """Store what was learned since. What another daemon learned meanwhile will be noticed."""
        if not self._unsaved:
            return
        reached = tx.save_learnings(list(self._unsaved.values()))
        self._unsaved = {}
        if self._version is not None and reached == self._version + 1:
            self._version = reached

    def count(self, tx: Transaction, documents: int, counts: Mapping[str, int]) -> None:
        """Count the terms of so many texts; stored when there are enough of them."""
        self._counts.update(counts)
        self._documents += documents
        if self._documents >= _COUNTED_TOGETHER:
            self.store_counts(tx)

    def store_counts(self, tx: Transaction) -> None:
        """Store what was counted and not stored yet. What a process that dies has not stored is lost: a sample, no fact."""
        if self._documents:
            tx.add_term_counts(self._documents, dict(self._counts))
        self._counts, self._documents = Counter(), 0

    def forget(self) -> None:
        """The transaction was undone: what was learned in it is void."""
        self._version, self._unsaved = None, {}


def last_entries(tx: Transaction) -> list[Entry]:
    """What the stream brought last, oldest first: the yardstick of a matcher that is built anew."""
    from monitor.matching.stream import WINDOW  # noqa: PLC0415

    return tx.entries_since(datetime.min.replace(tzinfo=UTC), limit=WINDOW)
