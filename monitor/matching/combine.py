"""From signals to one score: a weighted sum and small boosted trees (Friedman 2001), trained by `python -m bench.train`.

`data/weights.json` holds `signals` (names), `base` (log-odds before anything is known), `slopes` (log-odds for one unit
of each signal) and `trees`; a node is `[signal, threshold, left, right, value]`, a leaf its value, all in log-odds. The
part of a signal is its slope times its value, and the sum of the steps in value at the nodes that asked for it (Saabas
2014), so that parts and base add up to the log-odds.
"""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from operator import mul
from typing import Any

from monitor.matching.signals import SIGNALS

Node = Any
"""A leaf (float) or `(signal, threshold, left, right, value)`; typed loosely because it nests in itself."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What training gave."""

    base: float
    slopes: tuple[float, ...]
    trees: tuple[Node, ...]

    def log_odds(self, values: Sequence[float]) -> float:
        """The sum over slopes and trees."""
        total: float = self.base + sum(map(mul, self.slopes, values))
        for tree in self.trees:
            node = tree
            while type(node) is tuple:
                node = node[2] if values[node[0]] <= node[1] else node[3]
            total += node
        return float(total)

    def score(self, values: Sequence[float]) -> float:
        """Calibrated likelihood of a match, 0..1."""
        return 1.0 / (1.0 + math.exp(-self.log_odds(values)))

    def parts(self, values: Sequence[float]) -> list[float]:
        """What each signal added to the log-odds, in the order of the table."""
        parts = list(map(mul, self.slopes, values))
        for tree in self.trees:
            node = tree
            while type(node) is tuple:
                below = node[2] if values[node[0]] <= node[1] else node[3]
                parts[node[0]] += (below[4] if type(below) is tuple else below) - node[4]
                node = below
        return parts


def read_weights(document: dict[str, Any]) -> Weights:
    """Weights from their JSON; signals are known by name. Raises KeyError for a signal that is not in the table."""
    places = {rule.name: place for place, rule in enumerate(SIGNALS)}
    order = [places[name] for name in document["signals"]]
    roots = [_freeze(tree, order) for tree in document["trees"]]
    base = document["base"] + sum(root[4] if type(root) is tuple else root for root in roots)
    slopes = [0.0] * len(SIGNALS)
    for place, slope in zip(order, document["slopes"], strict=True):
        slopes[place] = slope
    return Weights(base, tuple(slopes), tuple(_shift(root) for root in roots))


def _freeze(node: Any, order: list[int]) -> Node:
    if isinstance(node, list):
        return (order[node[0]], node[1], _freeze(node[2], order), _freeze(node[3], order), node[4])
    return float(node)


def _shift(root: Node) -> Node:
    """A tree whose root has value 0: its mean moves to the base, so that parts add up."""
    return _lower(root, root[4] if type(root) is tuple else root)


def _lower(node: Node, by: float) -> Node:
    if type(node) is tuple:
        return (node[0], node[1], _lower(node[2], by), _lower(node[3], by), node[4] - by)
    return node - by


@lru_cache(maxsize=1)
def shipped_weights() -> Weights:
    """The weights that ship with the program."""
    return read_weights(json.loads((files("monitor.matching") / "data" / "weights.json").read_text(encoding="utf-8")))
