"""The vitals as Prometheus reads them from a text file (its text exposition format, version 0.0.4)."""

from datetime import datetime

from monitor.usecases.read_vitals import Vitals


def render_metrics(vitals: Vitals, version: str) -> str:
    """The whole file. No name of a feed, claim or target is in it."""
    rows: list[tuple[str, str, float]] = [
        ("up", "1 when this file was written by a daemon that watches", 1),
        ("well", "1 when news would be seen and told", vitals.is_well),
        ("written_seconds", "When this file was written", vitals.at.timestamp()),
        ("feeds", "Feeds that are watched", vitals.feeds),
        ("feeds_healthy", "Feeds that bring what they should", vitals.healthy),
        ("feed_lateness_seconds", "How long the feed that waits longest has been due", vitals.late.total_seconds()),
        ("last_poll_seconds", "When a feed was last asked", _stamp(vitals.last_polled_at)),
        ("network_down", "1 while nothing can be reached", vitals.network_down_since is not None),
        ("deliveries_waiting", "Deliveries on their way", vitals.waiting),
        (
            "deliveries_waiting_since_seconds",
            "When the oldest of them was made, 0 for none",
            _stamp(vitals.waiting_since),
        ),
        ("deliveries_dead", "Deliveries given up", vitals.dead),
        ("targets", "Targets of the config", vitals.targets),
        ("targets_broken", "Targets that took nothing for an hour", len(vitals.broken)),
    ]
    lines = [_gauge("info", "The version", f'{{version="{version}"}} 1')]
    lines += [_gauge(name, words, f" {float(value):.15g}") for name, words, value in rows]
    return "\n".join(lines) + "\n"


def _gauge(name: str, words: str, value: str) -> str:
    full = f"claim_monitor_{name}"
    return f"# HELP {full} {words}.\n# TYPE {full} gauge\n{full}{value}"


def _stamp(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0
