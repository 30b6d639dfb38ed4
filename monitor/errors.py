"""The error tree. Whatever a user may meet is a MonitorError; anything else is a bug.

    MonitorError                 one line, names the thing and the next step; exit code 1
    ├── UsageError               the command's words are off; exit code 2
    ├── ConfigError              config.toml: every problem at once, each with path and line; exit code 1
    ├── NotFoundError            no such claim, feed, match, alert
    ├── ConflictError            the thing is there already, or its state forbids the change
    ├── StoreError               the database can't be used (damaged, foreign, newer, locked, disk full)
    │   └── StoreFullError       no space left; polling pauses, nothing is lost
    ├── LockedError              another daemon holds this store; exit code 75
    └── RemoteError              the world outside; carries reason and recoverable
        ├── FetchError           a feed or article could not be fetched
        ├── ParseError           bytes that are no feed
        └── SendError            a message could not be sent

No message holds a secret: adapters put addresses through `mask_url` and keep foreign messages out.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ExitCode:
    """What the process tells its caller."""

    DONE = 0
    ERROR = 1
    USAGE = 2
    BUG = 3
    PARTIAL = 4
    LOCKED = 75
    INTERRUPTED = 130


class MonitorError(Exception):
    """An expected error: `str(error)` is one line that names the thing and the next step."""

    exit_code = ExitCode.ERROR


class UsageError(MonitorError):
    """The words of a command are off."""

    exit_code = ExitCode.USAGE


@dataclass(frozen=True, slots=True)
class ConfigProblem:
    """One thing wrong in a config file: dotted `path` of the key, `line` (1-based, 0 unknown), plain `problem`."""

    path: str
    line: int
    problem: str

    def __str__(self) -> str:
        where = f"line {self.line}: " if self.line else ""
        return f"{where}{self.path}: {self.problem}"


class ConfigError(MonitorError):
    """The config file can't be used. `problems` lists all of them; `str` has one a line."""

    def __init__(self, file: str, problems: list[ConfigProblem]) -> None:
        self.file = file
        self.problems = problems
        super().__init__("\n".join(f"{file}: {problem}" for problem in problems))


class NotFoundError(MonitorError):
    """There is no such thing."""


class ConflictError(MonitorError):
    """The thing is there already, or its state forbids the change."""


class StoreTrouble(StrEnum):
    """What kind of trouble a database is in: each has a remedy of its own."""

    DAMAGED = "damaged"
    LOST = "lost"
    STRANGE_LOG = "strange-log"
    RIGHTS = "rights"
    NEWER = "newer"
    OLDER = "older"
    FOREIGN = "foreign"
    FULL = "full"
    BUSY = "busy"
    DISK = "disk"
    OTHER = "other"


class StoreError(MonitorError):
    """The database can't be used as it is; `trouble` says in which way."""

    def __init__(self, message: str, trouble: StoreTrouble = StoreTrouble.OTHER) -> None:
        super().__init__(message)
        self.trouble = trouble


class StoreFullError(StoreError):
    """The disk of the database is full: writes fail, reads work."""

    def __init__(self, message: str) -> None:
        super().__init__(message, StoreTrouble.FULL)


class LockedError(MonitorError):
    """Another daemon holds the store."""

    exit_code = ExitCode.LOCKED


class FailureReason(StrEnum):
    """Why a source or a target could not be reached or understood; the `because` code of a feed's health."""

    BLOCKED = "blocked"
    NOT_A_FEED = "not-a-feed"
    MOVED = "moved"
    GONE = "gone"
    NOT_FOUND = "not-found"
    RATE_LIMITED = "rate-limited"
    SERVER_ERROR = "server-error"
    TLS = "tls"
    DNS = "dns"
    CONNECT = "connect"
    TIMEOUT = "timeout"
    PROTOCOL = "protocol"
    PARSE = "parse"
    TOO_BIG = "too-big"
    EMPTY = "empty"
    BRIDGE_ERROR = "bridge-error"
    UNSAFE_ADDRESS = "unsafe-address"
    BAD_URL = "bad-url"
    REFUSED = "refused"
    UNKNOWN_OUTCOME = "unknown-outcome"
    BROKEN_MESSAGE = "broken-message"
    REFUSED_MESSAGE = "refused-message"

    @property
    def words(self) -> str:
        """The same for people who have never heard of HTTP: what happened, in a few words after a colon."""
        return _REASON_WORDS[self]


_REASON_WORDS = {
    FailureReason.BLOCKED: "the site turns us away",
    FailureReason.NOT_A_FEED: "sends a page, not a feed",
    FailureReason.MOVED: "its address leads elsewhere",
    FailureReason.GONE: "gone for good",
    FailureReason.NOT_FOUND: "nothing at its address",
    FailureReason.RATE_LIMITED: "the site asked us to wait",
    FailureReason.SERVER_ERROR: "the site has trouble",
    FailureReason.TLS: "its certificate is not valid",
    FailureReason.DNS: "its name is not known",
    FailureReason.CONNECT: "can't be reached",
    FailureReason.TIMEOUT: "too slow to answer",
    FailureReason.PROTOCOL: "a broken answer",
    FailureReason.PARSE: "can't be read",
    FailureReason.TOO_BIG: "too large",
    FailureReason.EMPTY: "an empty page",
    FailureReason.BRIDGE_ERROR: "its bridge has an error",
    FailureReason.UNSAFE_ADDRESS: "in a private network",
    FailureReason.BAD_URL: "no usable address",
    FailureReason.REFUSED: "the site refuses",
    FailureReason.UNKNOWN_OUTCOME: "nobody knows whether it arrived",
    FailureReason.BROKEN_MESSAGE: "the message can't be written",
    FailureReason.REFUSED_MESSAGE: "the message itself is refused",
}


#: Failures that say more about our own network than about one source.
NETWORK_REASONS = frozenset({FailureReason.DNS, FailureReason.CONNECT, FailureReason.TIMEOUT})


class RemoteError(MonitorError):
    """Something outside failed: `reason` says what, `recoverable` whether trying again can help."""

    def __init__(
        self,
        message: str,
        reason: FailureReason,
        *,
        recoverable: bool = True,
        status: int | None = None,
        retry_at: datetime | None = None,
        host: str = "",
    ) -> None:
        super().__init__(message)
        self.reason = reason
        self.recoverable = recoverable
        self.status = status
        self.retry_at = retry_at
        self.host = host


class FetchError(RemoteError):
    """A feed or an article could not be fetched.

    `retry_at`: the server's own word (Retry-After, RFC 9110 10.2.3); `host`: who said it, after redirects.
    """


class ParseError(RemoteError):
    """The bytes are no feed, or the parser gave up on them."""


class SendError(RemoteError):
    """A message was not (or perhaps not) delivered. Not recoverable: the target itself refuses for good."""
