"""Rows of the evidence ledger: what was judged, how much it weighs, and what a later edit changed in it.

The ledger only ever grows. When a publisher edits an entry that is evidence, the row of the old text stays and a row with
the new text and the difference comes after it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from difflib import SequenceMatcher
from hashlib import sha256

from monitor.model.development import Development, Evidence, Review, Stance, Strength
from monitor.model.feed import Entry
from monitor.model.ids import make_id
from monitor.model.match import MatchDecision, Polarity
from monitor.model.safe import safe

#: Who stands in the record for rows that no person made.
BY_RULE = "claim-monitor"

_EXCERPT = 500
#: Words of longer texts are not compared one by one.
_LONGEST_DIFF = 4_000
_SEVERAL = 2


def judged_text(entry: Entry) -> str:
    """What of an entry is judged, and hashed: title, newline, summary."""
    return f"{entry.title}\n{entry.summary}"


def hash_text(text: str) -> str:
    """SHA-256 of UTF-8, in hex."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def strength_of(development: Development, stance: Stance) -> Strength:
    """Weak: it only mentions the claim, or the matcher had its doubts. Strong: several independent sources tell it."""
    if stance is Stance.MENTIONS or development.decision is not MatchDecision.MATCH:
        return Strength.WEAK
    return Strength.STRONG if len(development.sources) >= _SEVERAL else Strength.MODERATE


def make_evidence(entry: Entry, polarity: Polarity, review: Review, strength: Strength) -> Evidence:
    """The row of one entry that a person accepted."""
    text = judged_text(entry)
    digest, stance = hash_text(text), review.stance or Stance.MENTIONS
    return Evidence(
        id=make_id("evidence", review.claim, entry.id, digest, stance),
        claim=review.claim,
        entry=entry.id,
        development=review.development,
        stance=stance,
        polarity=polarity,
        outlet=entry.outlet,
        url=entry.link,
        canonical_url=entry.canonical_link,
        excerpt=excerpt_of(entry),
        published=entry.published,
        fetched=entry.first_seen,
        sha256=digest,
        at=review.at,
        by=review.by,
        because=review.because,
        strength=strength,
        text=text,
    )


def amend(row: Evidence, entry: Entry, now: datetime) -> Evidence | None:
    """The row that follows `row` because its entry was edited since; None when it reads the same."""
    text = judged_text(entry)
    digest = hash_text(text)
    if digest == row.sha256:
        return None
    return replace(
        row,
        id=make_id("evidence", row.claim, entry.id, digest, row.stance, row.id),
        url=entry.link,
        canonical_url=entry.canonical_link,
        excerpt=excerpt_of(entry),
        published=entry.published,
        fetched=now,
        sha256=digest,
        at=now,
        by=BY_RULE,
        because="the publisher edited it",
        text=text,
        amends=row.id,
        diff=diff_words(row.text, text) if row.text else "",
    )


def find_fallen(rows: Sequence[Evidence], stances: Mapping[str, Stance]) -> dict[str, str]:
    """Id -> why, of those rows of one claim that do not stand any more. `stances`: development -> stance now in force."""
    edited = {row.amends for row in rows}
    return {row.id: why for row in rows if (why := _why_fallen(row, stances, edited))}


def _why_fallen(row: Evidence, stances: Mapping[str, Stance], edited: Collection[str]) -> str:
    stance = stances.get(row.development)
    if stance is None:
        return "no longer accepted"
    if stance is not row.stance:
        return f"superseded, judged since: {stance.value}"
    return "edited since" if row.id in edited else ""


def excerpt_of(entry: Entry) -> str:
    """The first words, safe to show."""
    return safe(f"{entry.title}: {entry.summary}" if entry.summary else entry.title, _EXCERPT)


def diff_words(before: str, after: str) -> str:
    """What was changed, word by word, as wdiff writes it: `opens [-on Monday-] {+on Friday+}`; all else is `…`."""
    old, new = before.split(), after.split()
    if len(old) + len(new) > _LONGEST_DIFF:
        return f"[-{safe(before, _EXCERPT)}-] {{+{safe(after, _EXCERPT)}+}}"
    pieces = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(_around(old[i:j], first=i == 0, last=j == len(old)))
            continue
        pieces += [f"[-{' '.join(old[i:j])}-]"] if j > i else []
        pieces += [f"{{+{' '.join(new[k:m])}+}}"] if m > k else []
    return safe(" ".join(pieces))


def _around(words: list[str], *, first: bool, last: bool) -> str:
    """Up to three words beside a change; what lies further off is an ellipsis."""
    near = 3
    if first and last:
        return ""
    if first:
        return " ".join(words if len(words) <= near else ["…", *words[-near:]])
    if last:
        return " ".join(words if len(words) <= near else [*words[:near], "…"])
    return " ".join(words if len(words) <= 2 * near else [*words[:near], "…", *words[-near:]])
