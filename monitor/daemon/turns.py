"""Daemons that share a store look into it in turn: together as often as one alone would, whatever their number."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

#: Of more daemons than these, some look at the same moment: nobody's turn is to be far off when others die.
_MOST = 5


@dataclass(slots=True)
class Turns:
    """The place of one daemon among those alive. By the database's clock, which all of them go by."""

    rank: int = 0
    count: int = 1
    taken: dict[str, int] = field(default_factory=dict)

    def share(self, names: Sequence[str], own: str) -> None:
        """`names` are all that are alive, in an order that is the same for everybody."""
        self.count = min(max(len(names), 1), _MOST)
        self.rank = names.index(own) % self.count if own in names else 0

    def is_mine(self, work: str, now: datetime, every: timedelta) -> bool:
        """Whether this daemon is to do now what one of them does `every` so often; says so once a turn.

        A turn that was slept through is made up for at the next chance.
        """
        if self.count == 1:
            return True
        turn = (int(now.timestamp() // every.total_seconds()) - self.rank) // self.count
        is_new = self.taken.get(work) != turn
        self.taken[work] = turn
        return is_new
