"""How a source is doing: one word for tables, and plain sentences with a next step for people."""

from datetime import datetime, timedelta
from typing import assert_never

from monitor.errors import FailureReason
from monitor.model.feed import Feed, FeedHealth
from monitor.model.ids import short_id
from monitor.model.policy import PollPolicy
from monitor.model.safe import mask_url, safe
from monitor.model.spans import long_span

#: A new source that waits longer than this waits for more than its turn.
_SOON = timedelta(minutes=40)
_QUIET_AFTER = timedelta(days=30)
#: What a failure means to someone who has never heard of HTTP, and what to do.
_HINTS: dict[FailureReason, str] = {
    FailureReason.BLOCKED: "The site turns us away. Find another feed of it; a password goes to [[logins]] in config.toml.",
    FailureReason.NOT_A_FEED: "It sends a page or a file that is no feed. Look on the site for its feed, often called RSS.",
    FailureReason.MOVED: "The address leads somewhere else now. Look up the feed's present one on its site.",
    FailureReason.GONE: "The site says that it is gone for good. If another address took its place, add that.",
    FailureReason.NOT_FOUND: "There is nothing at this address now. Look up the feed's present address on its site.",
    FailureReason.RATE_LIMITED: "The site asked us to come less often, and we do. Nothing needs doing.",
    FailureReason.SERVER_ERROR: "The site has trouble of its own. We try again; act only if this lasts for days.",
    FailureReason.TLS: "The site's certificate is not valid, so nobody can tell who answers. Its owners must renew it.",
    FailureReason.DNS: "The site's name is not known. Check its spelling, or this machine's network.",
    FailureReason.CONNECT: "The site can't be reached. If others fail too, check this machine's network.",
    FailureReason.TIMEOUT: "The site is too slow to answer. We try again; act only if this lasts for days.",
    FailureReason.PROTOCOL: "The site's answer was broken or cut off. We try again; tell its owners if this lasts.",
    FailureReason.PARSE: "The feed is too broken to be read, so it is asked rarely. Tell its owners, or look for another.",
    FailureReason.TOO_BIG: "It is larger than allowed, so not read. Find a smaller one, or raise max_bytes in config.toml.",
    FailureReason.EMPTY: "The site sends an empty page. We try again; look for another feed if this lasts.",
    FailureReason.BRIDGE_ERROR: "The bridge that makes this feed can't read its source. See the bridge's own page.",
    FailureReason.UNSAFE_ADDRESS: "It is in a private network. If meant, add its host to private_hosts in config.toml.",
    FailureReason.BAD_URL: "The address can't be used. It must begin with http:// or https:// and name a host.",
    FailureReason.REFUSED: "The site refuses this request. Look up the feed's present address on its site.",
}
_STATE_WORDS = {
    FeedHealth.NEW: "not asked yet",
    FeedHealth.OK: "works",
    FeedHealth.LATE: "trouble",
    FeedHealth.FAILING: "failing",
    FeedHealth.DEAD: "failing for weeks",
    FeedHealth.GONE: "gone for good",
    FeedHealth.QUIET: "works, no news",
    FeedHealth.PAUSED: "paused",
}
_TROUBLED = frozenset({FeedHealth.LATE, FeedHealth.FAILING, FeedHealth.DEAD})


def hint_of(reason: FailureReason | None) -> str:
    """What a failure means, and what to do; '' for none."""
    return _HINTS.get(reason, "") if reason else ""


def health_of(feed: Feed, now: datetime, policy: PollPolicy) -> FeedHealth:
    """The state of a source at this moment; what depends on time is computed, whatever `feed.health` says.

    Failing needs both the policy's span and its number of tries; before that a source that does not answer is late.
    """
    if feed.reason is FailureReason.GONE:
        return FeedHealth.GONE
    if feed.paused:
        return FeedHealth.PAUSED
    if feed.failing_since is not None:
        return _failing(feed, now - feed.failing_since, policy)
    if feed.last_success_at is None:
        return FeedHealth.NEW
    if now > feed.next_poll_at + max(feed.interval, policy.floor):
        return FeedHealth.LATE
    return FeedHealth.QUIET if now - (feed.last_new_at or feed.added_at) > _QUIET_AFTER else FeedHealth.OK


def _failing(feed: Feed, span: timedelta, policy: PollPolicy) -> FeedHealth:
    if feed.failures < policy.failing_tries or span < policy.failing_after:
        return FeedHealth.LATE
    return FeedHealth.DEAD if span >= policy.dead_after else FeedHealth.FAILING


def state_words(feed: Feed) -> str:
    """The stored state for a table: `works`, `failing: nothing at its address`."""
    if feed.health is FeedHealth.LATE and feed.reason is None:
        return "not asked in time"
    words = _STATE_WORDS[feed.health]
    return f"{words}: {feed.reason.words}" if feed.reason and feed.health in _TROUBLED else words


def explain_health(feed: Feed, now: datetime) -> str:
    """The stored state in one or two plain sentences, with the next step where there is one. No jargon, no secret."""
    match feed.health:
        case FeedHealth.NEW:
            words = _first_time(feed, now)
        case FeedHealth.PAUSED:
            words = f"Paused by you; it is not asked. Take it up again: monitor feed resume {short_id(feed.id)}"
        case FeedHealth.OK:
            words = "Works." + _gap(feed)
        case FeedHealth.QUIET:
            words = (
                f"Works, but has had nothing new for {long_span(now - (feed.last_new_at or feed.added_at))}."
                + _gap(feed)
            )
        case FeedHealth.LATE if feed.reason is None:
            words = "Works, but was not asked when it was due. Is the monitor running? Start it: monitor run"
        case FeedHealth.LATE | FeedHealth.FAILING | FeedHealth.DEAD | FeedHealth.GONE:
            words = " ".join(
                part for part in (_since(feed, now), hint_of(feed.reason), _next(feed, now), _detail(feed)) if part
            )
        case _:
            assert_never(feed.health)
    return words


def _since(feed: Feed, now: datetime) -> str:
    if feed.health is FeedHealth.GONE:
        return f"Gone; it is not asked any more. Remove it: monitor feed remove {short_id(feed.id)}."
    tries = f"{feed.failures} tries" if feed.failures != 1 else "one try"
    if feed.failures < 2 and feed.last_success_at:
        return "The last try failed."
    span = long_span(now - feed.failing_since) if feed.failing_since and feed.failures > 1 else ""
    if feed.last_success_at is None:
        return f"Has never worked: {tries}{f' in {span}' if span else ''}."
    return f"No success for {span or 'a while'} ({tries})."


def _first_time(feed: Feed, now: datetime) -> str:
    """A new source of a host that asked us to wait waits too."""
    wait = feed.next_poll_at - now
    if wait > _SOON:
        return f"Not asked yet: another feed of its site was told to wait. Asked in {long_span(wait)}."
    return "Not asked yet. It is asked within minutes while this runs: monitor run"


def _next(feed: Feed, now: datetime) -> str:
    """When it is asked again, where that is not soon."""
    wait = feed.next_poll_at - now
    return f"Asked again in {long_span(wait)}." if wait > timedelta(hours=1) and not feed.paused else ""


def _gap(feed: Feed) -> str:
    if not feed.gaps:
        return ""
    often = "once" if feed.gaps == 1 else f"{feed.gaps} times"
    return f" Possible gap: {often} it had only new entries when we came, so some may have come and gone unseen."


def _detail(feed: Feed) -> str:
    """The technical words, for those who can use them, without the address that stands beside them anyway."""
    words = safe(feed.error, 200).removeprefix(mask_url(feed.url)).strip(" :")
    return f"Details: {words}." if words else ""
