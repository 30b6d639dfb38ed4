"""The knobs of the program as values. `config.toml` fills them; the defaults here are what ships."""

from dataclasses import dataclass, field
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Login:
    """`words` (USER:PASSWORD) are for this host (lower case) and go to no other."""

    host: str
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """Limits on one request. `private_hosts` are host names or networks allowed although they are not public."""

    user_agent: str = ""
    timeout: timedelta = timedelta(seconds=30)
    connect_timeout: timedelta = timedelta(seconds=10)
    max_bytes: int = 5_000_000
    max_redirects: int = 5
    private_hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PollPolicy:
    """How feeds are polled. Nothing is asked for more often than `floor`, whatever a server allows."""

    interval: timedelta = timedelta(minutes=30)
    floor: timedelta = timedelta(minutes=15)
    ceiling: timedelta = timedelta(days=1)
    jitter: float = 0.1
    concurrency: int = 256
    lease: timedelta = timedelta(minutes=5)
    max_entries: int = 2_000
    parse_timeout: timedelta = timedelta(seconds=5)
    parse_memory: int = 512 * 1024 * 1024
    parsers: int = 2
    failing_after: timedelta = timedelta(days=1)
    failing_tries: int = 5
    dead_after: timedelta = timedelta(days=14)
    moved_after: int = 3
    max_revisions: int = 24
    future_slack: timedelta = timedelta(days=1)
    keep_entries: timedelta = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class MatchPolicy:
    """The two lines, and how matches fold into developments."""

    suggest_line: float = 0.2
    match_line: float = 0.5
    development_window: timedelta = timedelta(days=7)
    same_title: float = 0.8
    adapt: bool = True


#: No lease is ever longer: one that seems so was given by a clock that ran ahead.
LONGEST_LEASE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Exponential back-off of deliveries with jitter, then `dead`."""

    first: timedelta = timedelta(minutes=1)
    factor: float = 2.0
    longest: timedelta = timedelta(hours=6)
    give_up_after: timedelta = timedelta(days=7)
    jitter: float = 0.2
    lease: timedelta = timedelta(minutes=2)
    send_timeout: timedelta = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class UpkeepPolicy:
    """How the store is kept: so many daily copies beside an SQLite file (0 = none), and at most so many entries.

    What a claim needs as evidence is kept in any case; the keys by which an entry is known again while its feed lists it.
    """

    backups: int = 7
    max_entries: int = 1_000_000


@dataclass(frozen=True, slots=True)
class HealthPolicy:
    """Who hears that the daemon lives: an address to ask now and then (a secret), a file for Prometheus. Empty = nobody."""

    heartbeat_url: str = field(default="", repr=False)
    heartbeat_every: timedelta = timedelta(minutes=5)
    metrics_file: str = ""


@dataclass(frozen=True, slots=True)
class AlertPolicy:
    """What is told when. `due_soon_days` are the days before the due date on which a reminder goes out."""

    due_soon_days: tuple[int, ...] = (30, 7, 1, 0)
    overdue_every: timedelta = timedelta(days=7)
    overdue_growth: float = 2.0
    quiet_after: timedelta = timedelta(days=30)
    blind_after: timedelta = timedelta(days=1)
    retry: RetryPolicy = field(default_factory=RetryPolicy)
