"""How well parties and outlets kept their word, and how well confidences were calibrated."""

from dataclasses import dataclass
from datetime import date

from monitor.model.claim import Claim


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim and, when it is resolved, the day on which what decided it was published.

    `promised_for` is the last day of the first due date it had; None = it never had another than `claim.due`.
    """

    claim: Claim
    settled_on: date | None = None
    promised_for: date | None = None


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Forecasts with a confidence from `low` to below `high` (the last bin includes 1).

    `stated` is their mean confidence, `kept` the share that came true (a partial one counts a half), both 0..1.
    """

    low: float
    high: float
    count: int
    stated: float
    kept: float


@dataclass(frozen=True, slots=True)
class Score:
    """The record of one party or outlet: how many claims of each kind.

    `days_late` is the median over kept claims with a due day, counted from the day first promised, negative when early.
    `brier` is the mean squared error of the `forecasts` claims that had a confidence and a verdict: 0 is perfect, 0.25 is
    what a coin would get.
    """

    name: str
    fulfilled: int = 0
    partial: int = 0
    failed: int = 0
    open: int = 0
    void: int = 0
    dropped: int = 0
    days_late: float | None = None
    forecasts: int = 0
    brier: float | None = None
    calibration: tuple[CalibrationBin, ...] = ()

    @property
    def judged(self) -> int:
        """Claims with a verdict that says something of the one who made them (not ambiguous, not annulled)."""
        return self.fulfilled + self.partial + self.failed

    @property
    def kept(self) -> float | None:
        """The share of the judged ones that were kept, 0..1, a partial one counted as a half; None without any."""
        return (self.fulfilled + self.partial / 2) / self.judged if self.judged else None


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """All claims together, then by party that asserts them and by outlet they were read in; the most judged first."""

    whole: Score
    parties: tuple[Score, ...] = ()
    outlets: tuple[Score, ...] = ()
