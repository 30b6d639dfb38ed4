"""General knowledge, as data: places and institutions with their names, families of news words, stop words."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

STOP_WORDS = frozenset((files("monitor.matching") / "data" / "stop.txt").read_text(encoding="utf-8").split())


@dataclass(frozen=True, slots=True)
class Place:
    """One name of a place or institution, folded. `is_hint`: it points there, but is a thing of its own."""

    words: tuple[str, ...]
    canonical: str
    is_hint: bool
    needs_capitals: bool


def _read_lines(name: str) -> Iterator[str]:
    text = (files("monitor.matching") / "data" / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line


def _fold_name(name: str) -> tuple[str, ...]:
    return tuple(name.replace("'s", "").replace("'", "").replace(".", "").replace("-", " ").split())


def _read_places() -> dict[str, tuple[Place, ...]]:
    by_first: dict[str, list[Place]] = defaultdict(list)
    for line in _read_lines("places.txt"):
        canonical, _, rest = line.partition(" = ")
        names, _, hints = rest.partition(" | ")
        for is_hint, group in ((False, names), (True, hints)):
            for name in filter(None, (part.strip() for part in group.split(","))):
                words = _fold_name(name.removesuffix("(caps)"))
                by_first[words[0]].append(
                    Place(words, "=" + canonical, is_hint, name.endswith("(caps)") or "." in name)
                )
    return {first: tuple(sorted(found, key=lambda place: -len(place.words))) for first, found in by_first.items()}


def _read_kin() -> dict[str, str]:
    families: dict[str, str] = {}
    for line in _read_lines("kin.txt"):
        family, *words = line.split()
        for word in words:
            families.setdefault(word, family)
    return families


def _read_acts() -> dict[str, frozenset[str]]:
    acts: dict[str, set[str]] = defaultdict(set)
    for line in _read_lines("acts.txt"):
        family, *words = line.split()
        for word in words:
            acts[word].add(family)
    return {word: frozenset(families) for word, families in acts.items()}


#: First word of a name (folded) to the names that begin with it, longest first.
PLACES = _read_places()
#: Word (lower case) to the family of events it belongs to.
KIN = _read_kin()
#: Word (lower case) to the families of acts it can tell.
ACTS = _read_acts()
