"""How much of the rarest name of the statement the entry has, 0..1: its protagonist, more often than not."""

from monitor.matching.pair import Pair


def measure(pair: Pair) -> float:
    """1 when the entry has the statement's rarest name, less for the next ones; 0 without any."""
    names = pair.profile.names
    found = max((names[term] for term in pair.shared if term in names), default=0.0)
    return found / max(names.values()) if found else 0.0


def words(pair: Pair) -> tuple[str, ...]:
    """That name."""
    return tuple(term for term in pair.shared if term in pair.profile.names)[:1]
