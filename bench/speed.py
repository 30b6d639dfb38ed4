"""Our poll beside the peers', in one run on one machine: `python -m bench.speed`.

Each round starts every program anew on the same farm of feeds: cold (all is new), warm (all is 304), changed (5 % bring two
entries each). The figures are medians over rounds, with the CPU seconds and the most memory beside them. `--latency` delays
every answer.
"""

import argparse
import contextlib
import os
import platform
import subprocess
import sys
import tempfile
import urllib.request
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from bench.farm import address_of
from bench.measure import CommandFailedError, Cost
from bench.readers import ALL, Reading

KINDS = ("cold", "warm", "changed")
SHARE = 0.05


@contextlib.contextmanager
def farm_of(count: int, latency: float = 0.0) -> Iterator[int]:
    """A farm in a process of its own; gives its port."""
    command = [sys.executable, "-m", "bench.farm", "--feeds", str(count), "--latency", str(latency)]
    farm = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert farm.stdout is not None
        yield int(farm.stdout.readline())
    finally:
        farm.terminate()
        farm.wait()


def tell_farm(port: int, path: str) -> bytes:
    """Ask the farm itself for something."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
        return bytes(answer.read())


def one_round(kinds: Sequence[type[Reading]], count: int, latency: float, home: Path) -> dict[tuple[str, str], Cost]:
    """Every program, cold, warm and changed."""
    costs: dict[tuple[str, str], Cost] = {}
    with farm_of(count, latency) as port, tempfile.TemporaryDirectory(dir=home) as folder:
        urls = [address_of(feed, port) for feed in range(count)]
        made = [kind(Path(tempfile.mkdtemp(dir=folder)), urls) for kind in kinds]
        for reading in made:
            reading.set_up()
        for kind in KINDS:
            if kind == "changed":
                tell_farm(port, f"/change?share={SHARE}")
            for reading in made:
                try:
                    costs[reading.name, kind] = reading.poll()
                except CommandFailedError as error:
                    print(f"{reading.name}, {kind}: {error}", file=sys.stderr)
                    continue
                cost = costs[reading.name, kind]
                print(f"  {reading.name}, {kind}: {cost.wall:.2f} s, {cost.cpu:.2f} s CPU", file=sys.stderr, flush=True)
    return costs


def table(rounds: Sequence[dict[tuple[str, str], Cost]], names: Sequence[str]) -> str:
    """Markdown: wall seconds (CPU seconds) a kind, and megabytes."""
    lines = ["| program | cold | warm, all 304 | 5 % changed | memory |", "|---|---|---|---|---|"]
    seen: dict[tuple[str, str], list[Cost]] = defaultdict(list)
    for costs in rounds:
        for place, cost in costs.items():
            seen[place].append(cost)
    for name in names:
        cells = [_cell(seen[name, kind]) for kind in KINDS]
        memory = max((cost.memory for kind in KINDS for cost in seen[name, kind]), default=0.0)
        lines.append(f"| {name} | {' | '.join(cells)} | {memory:.0f} MB |")
    return "\n".join(lines)


def _cell(costs: Sequence[Cost]) -> str:
    return f"{median(c.wall for c in costs):.2f} s ({median(c.cpu for c in costs):.2f})" if costs else "failed"


def machine() -> str:
    """What it was measured on."""
    models = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if "model name" in line
    ]
    return (
        f"{os.cpu_count()} cores of {models[0] if models else platform.machine()}, Python {platform.python_version()}"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--feeds", type=int, default=1_000)
    words.add_argument("--latency", type=float, default=0.0)
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--only", default="", help="names that begin so, apart by commas")
    given = words.parse_args(arguments)
    wanted = [kind for kind in ALL if kind.name.startswith(tuple(given.only.split(",")))]
    here = [kind for kind in wanted if kind.is_here()]
    for kind in wanted:
        if kind not in here:
            print(f"{kind.name} is not here: left out")
    with tempfile.TemporaryDirectory() as home:
        rounds = [one_round(here, given.feeds, given.latency, Path(home)) for _ in range(given.rounds)]
    print(
        f"{given.feeds} feeds, {given.latency * 1000:.0f} ms latency, medians of {given.rounds}; wall seconds (CPU seconds)"
    )
    print(f"{machine()}\n\n{table(rounds, [kind.name for kind in here])}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
