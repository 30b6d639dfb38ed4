"""A whole store into another, piece by piece: it may be stopped at any moment and goes on where it was.

Laws: what is in the new store is always a prefix of the old one, with a note of how long it is in the same transaction;
the move is over when both stores have been compared thing by thing; until then no daemon works on the new one.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from monitor.errors import ConflictError
from monitor.model.archive import KINDS, Kept, Note
from monitor.ports import Store
from monitor.reporting.codec import encode
from monitor.usecases.exchange_store import check_empty

#: In a store that is being filled: from where, and how many things are here.
MOVE_NOTE = "move"
#: Things a transaction: few enough that little is done again, enough that commits cost little.
PIECE = 5_000
_NAMES = {kind: name for name, kind in KINDS.items()}


@dataclass(frozen=True, slots=True)
class MoveReport:
    """How many things the new store has, how many of them an earlier try had brought, and how many of each kind."""

    things: int
    resumed: int
    kinds: tuple[tuple[str, int], ...]


def move_store(
    source: Store, target: Store, origin: str, told: Callable[[int], None] = lambda _: None, *, size: int = PIECE
) -> MoveReport:
    """Copy all of `source` into the empty (or half filled) `target` and compare the two.

    `origin` names the source in messages, without secrets; `told` hears how many things are there so far, after each
    piece of `size` things. Nobody may write to either meanwhile. Raises ConflictError when the target holds anything else
    or the two differ at the end.
    """
    refuse_half_moved(source)
    done = resumed = _begin(target, origin)
    with source.read() as tx:
        things = islice(tx.everything(), done, None)
        while piece := list(islice(things, size)):
            done += len(piece)
            _take_in(target, piece, origin, done)
            told(done)
    kinds = _compare(source, target)
    with target.write() as tx:
        tx.save_note(MOVE_NOTE, None)
    return MoveReport(done, resumed, tuple((name, kinds[name]) for name in KINDS if kinds[name]))


def refuse_half_moved(store: Store) -> None:
    """Raise ConflictError, with the next step, for a store that a move has not filled yet."""
    with store.read() as tx:
        note = tx.note(MOVE_NOTE)
    if note is not None:
        origin = json.loads(note)["from"]
        raise ConflictError(f"this store holds only a part of {origin} yet; run the same `monitor migrate` again")


def _begin(target: Store, origin: str) -> int:
    with target.write() as tx:
        note = tx.note(MOVE_NOTE)
        if note is None:
            check_empty(tx)
            tx.save_note(MOVE_NOTE, _note(origin, 0))
            return 0
    there = json.loads(note)
    if there["from"] != origin:
        raise ConflictError(f"the store holds a part of {there['from']}; go on from there, or name an empty one")
    return int(there["done"])


def _take_in(target: Store, piece: list[Kept], origin: str, done: int) -> None:
    with target.write() as tx:
        tx.take_in(piece)
        tx.save_note(MOVE_NOTE, _note(origin, done))


def _note(origin: str, done: int) -> str:
    return json.dumps({"from": origin, "done": done})


def _compare(source: Store, target: Store) -> Counter[str]:
    """How many things of each kind there are. Raises ConflictError when the stores differ."""
    (counts, sums), (other_counts, other_sums) = _digest(source), _digest(target)
    differ = [name for name in KINDS if counts[name] != other_counts[name] or sums[name] != other_sums[name]]
    if differ:
        raise ConflictError(
            f"the two stores differ in {', '.join(differ)}: the old one was written to meanwhile; "
            "stop whatever works on it, empty the new one, and begin again"
        )
    return counts


def _digest(store: Store) -> tuple[Counter[str], Counter[str]]:
    """Of each kind how many there are, and the sum of their hashes, whatever order a database gives them in."""
    counts: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    with store.read() as tx:
        for thing in _lasting(tx.everything()):
            name = _NAMES[type(thing)]
            counts[name] += 1
            text = json.dumps(encode(thing), sort_keys=True).encode()
            sums[name] += int.from_bytes(hashlib.blake2b(text, digest_size=16).digest())
    return counts, sums


def _lasting(things: Iterable[Kept]) -> Iterator[Kept]:
    return (thing for thing in things if not (isinstance(thing, Note) and thing.name == MOVE_NOTE))
