"""Every word a claim, a development or a source can be called, said in plain words once, for the help and the report."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from monitor.model.alert import AlertKind, DeliveryState
from monitor.model.claim import ClaimState, ClaimStatus, Modality, Outcome
from monitor.model.development import RejectReason, ReviewState, Stance, Strength
from monitor.model.feed import FeedHealth
from monitor.model.match import MatchDecision, Polarity


@dataclass(frozen=True, slots=True)
class Topic:
    """A kind of words: its name, its title in one line, and each word with what it means."""

    name: str
    title: str
    meanings: Mapping[StrEnum, str]


class Thing(StrEnum):
    """What the program keeps, by the words it has for it."""

    CLAIM = "claim"
    FEED = "feed"
    ENTRY = "entry"
    MATCH = "match"
    DEVELOPMENT = "development"
    OUTLET = "outlet"
    SOURCE = "source"
    REVIEW = "review"
    EVIDENCE = "evidence"
    DECISION = "decision"
    ALERT = "alert"
    TARGET = "target"
    DELIVERY = "delivery"


TOPICS = (
    Topic(
        "things",
        "What is kept",
        {
            Thing.CLAIM: "one open prediction of an article: a sentence that can be checked, who says it, by when",
            Thing.FEED: "a source of news that is polled: RSS, Atom or JSON Feed",
            Thing.ENTRY: "one item of a feed",
            Thing.MATCH: "one entry that speaks of one claim, with a score and its reasons",
            Thing.DEVELOPMENT: "one event about one claim, however many entries tell it; this is what alerts",
            Thing.OUTLET: "who publishes a feed; each that carries a development is named",
            Thing.SOURCE: "an outlet with words of its own, or the agency whose words are printed; copies count once",
            Thing.REVIEW: "a person's word on a development: accepted, rejected, skipped; it teaches the matcher",
            Thing.EVIDENCE: "a row of the ledger: the text that was judged, where it stands, and what it does to its claim",
            Thing.DECISION: "a row of the record: what was done to a claim, when, by whom, why and on what",
            Thing.ALERT: "something worth telling once",
            Thing.TARGET: "where alerts go: an address with a name",
            Thing.DELIVERY: "one alert to one target",
        },
    ),
    Topic(
        "statuses",
        "What a claim is, as stored",
        {
            ClaimStatus.OPEN: "it is watched; no verdict yet",
            ClaimStatus.RESOLVED: "a verdict was given, with its evidence: by a person, or by the claim's own rule",
            ClaimStatus.DROPPED: "no longer watched, without a verdict",
        },
    ),
    Topic(
        "states",
        "What a claim is in besides, computed from clock and evidence",
        {
            ClaimState.OVERDUE: "the due date is past and no verdict is given; it asks, it never judges",
            ClaimState.BLIND: "every source it reads is failing, so silence means nothing",
            ClaimState.DUE_SOON: "the due date is near",
            ClaimState.CONTESTED: "some reports say it comes, others say it does not",
            ClaimState.ADVANCING: "the latest news says that it comes nearer or happened",
            ClaimState.STALLED: "the latest news says that it is put off, denied, cancelled or failed",
            ClaimState.UNREVIEWED: "what was found waits for a person's word",
            ClaimState.QUIET: "no news for long, though its sources are well",
            ClaimState.SNOOZED: "its alerts are held for a while",
        },
    ),
    Topic(
        "outcomes",
        "The verdict on a resolved claim",
        {
            Outcome.FULFILLED: "it came true",
            Outcome.PARTIAL: "a part of it came true",
            Outcome.FAILED: "it did not come true",
            Outcome.AMBIGUOUS: "nobody can tell whether it came true",
            Outcome.ANNULLED: "the claim became void: what it rests on fell away",
        },
    ),
    Topic(
        "polarity",
        "What a report says of a claim",
        {
            Polarity.OCCURRED: "it happened",
            Polarity.PROGRESS: "it came nearer",
            Polarity.POSTPONED: "it was put off",
            Polarity.CANCELLED: "it was called off",
            Polarity.DENIED: "someone who must know says that it will not be",
            Polarity.FAILED: "it was tried and did not succeed",
            Polarity.ECHO: "the claim was told again, nothing new; counted, never alerted",
        },
    ),
    Topic(
        "modality",
        "How firmly the source puts a claim",
        {
            Modality.WILL: "said as certain",
            Modality.SCHEDULED: "has a date",
            Modality.PLANS: "planned or intended",
            Modality.PROMISES: "promised",
            Modality.EXPECTS: "expected",
            Modality.MAY: "held to be possible",
            Modality.URGES: "demanded or wished for",
        },
    ),
    Topic(
        "matches",
        "On which side of the lines a score fell",
        {
            MatchDecision.MATCH: "above the line: it counts, and is told",
            MatchDecision.SUGGEST: "near the line: shown for review, not told",
            MatchDecision.NONE: "below both lines",
        },
    ),
    Topic(
        "reviews",
        "What a person said of a development",
        {
            ReviewState.UNREVIEWED: "waits for a person's word",
            ReviewState.ACCEPTED: "a person took it as evidence",
            ReviewState.REJECTED: "a person said that it is not about the claim",
            ReviewState.SKIPPED: "a person left it for later",
        },
    ),
    Topic(
        "stances",
        "What an accepted report does to its claim",
        {
            Stance.SUPPORTS: "speaks for the claim",
            Stance.CONTRADICTS: "speaks against the claim",
            Stance.MENTIONS: "about the claim, for neither side",
        },
    ),
    Topic(
        "strengths",
        "How much a row of evidence weighs",
        {
            Strength.WEAK: "only mentions the claim, or the matcher had its doubts",
            Strength.MODERATE: "one outlet reports it",
            Strength.STRONG: "several independent sources report it, or a person said so",
        },
    ),
    Topic(
        "rejections",
        "Why a suggested match is none; each teaches the matcher something else",
        {
            RejectReason.WRONG_EVENT: "the same people, another event",
            RejectReason.WRONG_PERSON: "the same words, other people",
            RejectReason.OLD_NEWS: "older than the claim",
            RejectReason.OPINION: "a comment, not a report",
            RejectReason.OTHER: "any other reason",
        },
    ),
    Topic(
        "health",
        "How a source is",
        {
            FeedHealth.NEW: "not asked yet",
            FeedHealth.OK: "answers, and brings what it should",
            FeedHealth.LATE: "failed lately; it is tried again",
            FeedHealth.FAILING: "fails for long; an alert went out",
            FeedHealth.DEAD: "fails for weeks; it is still tried, once a day",
            FeedHealth.GONE: "the server says that it is gone for ever",
            FeedHealth.QUIET: "answers, but brings nothing new for long",
            FeedHealth.PAUSED: "left out by a person",
        },
    ),
    Topic(
        "alerts",
        "What an alert is about",
        {
            AlertKind.DEVELOPMENT: "something new about a claim",
            AlertKind.POLARITY_CHANGE: "the reports about a claim turned",
            AlertKind.MORE_REPORTS: "more outlets report what was told already",
            AlertKind.DUE_SOON: "a due date comes near",
            AlertKind.OVERDUE: "a due date is past and no verdict is given",
            AlertKind.NEEDS_VERDICT: "the week's list of claims that wait for a verdict",
            AlertKind.SETTLED: "a claim was settled by its own rule",
            AlertKind.SOURCE_FAILING: "a source fails for long",
            AlertKind.SOURCE_RECOVERED: "a source that failed is well again",
            AlertKind.CLAIM_BLIND: "a claim has no source that is well",
        },
    ),
    Topic(
        "deliveries",
        "How an alert stands on its way to a target",
        {
            DeliveryState.QUEUED: "about to be sent",
            DeliveryState.SENDING: "on its way now",
            DeliveryState.SENT: "the target took it",
            DeliveryState.WAITING: "failed, and is tried again later",
            DeliveryState.DEAD: "given up; `monitor alert retry` tries again",
            DeliveryState.SUPERSEDED: "withdrawn: later news, or a decision, made it needless",
            DeliveryState.HELD: "held for a while: by a snooze, quiet hours, a cap, or for a digest",
        },
    ),
)
_MEANINGS = {(type(word), word): text for topic in TOPICS for word, text in topic.meanings.items()}


def meaning(word: StrEnum) -> str:
    """What the word means. Words of two kinds may be spelled alike, so the kind counts."""
    return _MEANINGS[type(word), word]
