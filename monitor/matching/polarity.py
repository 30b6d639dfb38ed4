"""What an entry says of a claim."""

from monitor.model.match import Polarity


def judge_polarity(statement: str, title: str, summary: str) -> tuple[Polarity, str]:
    """The polarity and why."""
    return Polarity.ECHO, "nothing new is said"
