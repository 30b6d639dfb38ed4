"""General knowledge, as data: places and institutions with their names, families of news words, stop words."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

STOP_WORDS = frozenset(
    """a about above after again against all also although am amid among an and another any are around as at back be
    because been before being below between both but by can cannot could did do does doing done down during each either else even
    ever every few first for from further get gets getting go goes going got had has have having he her here hers herself him himself
    his how however i if in including into is it its itself just last later least less like made make makes making many may me might
    more most much must my myself near no nor not now of off often on once one only onto or other others our ours out over own per
    put quite rather really s said same say saying says several shall she should since so some still such t take taken takes
    than that the their theirs them themselves then there these they this those though through thus to today told tell tells too
    toward towards two three under until up upon us use used very via was we well went were what when where whether which while who
    whom whose why will with within without would yes yesterday yet you your yours yourself
    according announce announced announces continue reading report reported reportedly reports new day days week weeks month
    months year years monday tuesday wednesday thursday friday saturday sunday dont doesnt didnt wont isnt arent wasnt cant
    im ive hes shes weve theyre youre thats heres whats lets""".split()
)


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
                by_first[words[0]].append(Place(words, "=" + canonical, is_hint, name.endswith("(caps)")))
    return {first: tuple(sorted(found, key=lambda place: -len(place.words))) for first, found in by_first.items()}


def _read_kin() -> dict[str, str]:
    families: dict[str, str] = {}
    for line in _read_lines("kin.txt"):
        family, *words = line.split()
        for word in words:
            families.setdefault(word, family)
    return families


#: First word of a name (folded) to the names that begin with it, longest first.
PLACES = _read_places()
#: Word (lower case) to the family of events it belongs to.
KIN = _read_kin()
