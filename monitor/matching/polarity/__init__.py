"""What an entry says of a claim: prediction, clauses, deeds, what is seen, the plain reading, the weighed verdict."""

from monitor.matching.polarity.verdict import ANOTHER_EVENT, judge_polarity

__all__ = ["ANOTHER_EVENT", "judge_polarity"]
