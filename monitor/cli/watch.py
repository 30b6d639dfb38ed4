"""Whether the watch itself goes on: lines for the page, values for a check from outside."""

from monitor.cli.wording import ago, count, span_words
from monitor.usecases.read_vitals import Mode, Vitals, fellow_words


def watch_lines(vitals: Vitals) -> list[tuple[str, str]]:
    """What is wrong with the watch; nothing while all is well."""
    lines = []
    if vitals.is_behind:
        behind = span_words(vitals.behind)
        lines.append((f"WATCH    the clock is {behind} behind what the store has seen. See: monitor doctor", "red"))
    if vitals.sign is not None and vitals.is_silent:
        who = "the daemon" if vitals.sign.mode is Mode.DAEMON else "a round"
        lines.append(
            (f"WATCH    nobody watches: {who} was last seen {ago(vitals.sign.at, vitals.at)}. monitor run", "red")
        )
    elif vitals.is_late:
        lines.append((f"WATCH    behind by {round(vitals.late.total_seconds() / 60)} min. See: monitor doctor", "red"))
    if len(vitals.fellows) > 1 or any(not fellow.is_alive(vitals.at) for fellow in vitals.fellows):
        lines += [(f"DAEMON   {fellow_words(fellow, vitals.at)}", "") for fellow in vitals.fellows]
    if vitals.broken:
        names = count(len(vitals.broken), "target")
        lines.append((f"ALERTS   {names} took nothing for an hour: {', '.join(vitals.broken)}. monitor doctor", "red"))
    return lines


def watch_record(vitals: Vitals) -> dict[str, object]:
    """For a program: seconds and counts, so that a check needs no more than a comparison."""
    oldest = vitals.waiting_since
    return {
        "well": vitals.is_well,
        "kept_by": vitals.sign.mode if vitals.sign else None,
        "last_sign_at": vitals.sign.at if vitals.sign else None,
        "silent": vitals.is_silent,
        "late_seconds": round(vitals.late.total_seconds()),
        "clock_behind_seconds": round(vitals.behind.total_seconds()),
        "queue_age_seconds": round((vitals.at - oldest).total_seconds()) if oldest else 0,
        "targets": vitals.targets,
        "targets_broken": vitals.broken,
        "daemons": [
            {
                "name": fellow.name,
                "alive": fellow.is_alive(vitals.at),
                "seen_at": fellow.seen_at,
                "leases": fellow.leases,
                "late_seconds": round(fellow.late.total_seconds()),
                "polls_an_hour": round(fellow.polls_an_hour),
            }
            for fellow in vitals.fellows
        ],
    }
