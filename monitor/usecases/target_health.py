"""How each target does, kept as a note in the store so that a restart does not forget it."""

import json
from datetime import datetime

from monitor.model.pace import TargetHealth
from monitor.ports import Glance, Transaction


def target_health(tx: Glance, target: str) -> TargetHealth:
    """What is known of it; healthy when nothing is."""
    text = tx.note(_name(target))
    if text is None:
        return TargetHealth()
    kept = json.loads(text)
    times = {name: datetime.fromisoformat(kept[name]) for name in ("since", "hold_until")}
    return TargetHealth(kept["failures"], culprit=kept["culprit"], error=kept["error"], **times)


def save_target_health(tx: Transaction, target: str, health: TargetHealth) -> None:
    """Keep it; one without failures is forgotten."""
    if not health.failures or health.since is None or health.hold_until is None:
        tx.save_note(_name(target), None)
        return
    kept = {
        "failures": health.failures,
        "since": health.since.isoformat(),
        "hold_until": health.hold_until.isoformat(),
        "culprit": health.culprit,
        "error": health.error,
    }
    tx.save_note(_name(target), json.dumps(kept))


def _name(target: str) -> str:
    return f"target:{target}"
