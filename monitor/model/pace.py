"""How a target wants to be told: at which hours, in which bundles, how often at most."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class DigestTime:
    """A local time of every day, or of one day of the week (0 = Monday)."""

    at: time
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` to before `end`, local times; over midnight when `end` is the earlier one. The two differ."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Pace:
    """`timezone` is an IANA name. 0 is no limit and no wait.

    `group_wait`: the first news of a claim waits so long for more, `group_interval`: later news of it come no more often.
    `repeat`: urgent news that nobody reviewed, acked or settled is told again so long after it was sent.
    `max_per_hour`: messages on one claim in any hour; the last one lists all the rest, and what comes later waits for the
    hour to pass, also what is urgent: who got ten messages on a claim knows that it moves. `max_per_minute`: in all.
    """

    digest: DigestTime | None = None
    quiet: QuietHours | None = None
    timezone: str = "UTC"
    group_wait: timedelta = timedelta()
    group_interval: timedelta = timedelta()
    repeat: timedelta = timedelta()
    max_per_hour: int = 10
    max_per_minute: int = 30


@dataclass(frozen=True, slots=True)
class TargetHealth:
    """How a target does: `failures` in a row since `since`, nothing is tried before `hold_until`.

    `culprit` is the delivery that all of these failures are of, or empty when several failed: then the target is at fault.
    """

    failures: int = 0
    since: datetime | None = None
    hold_until: datetime | None = None
    culprit: str = ""
    error: str = ""
