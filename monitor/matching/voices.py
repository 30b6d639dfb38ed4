"""Whose word a development is: a source more with each report that has words of its own, none with a copy.

`others` are the other developments of its claim: a text that was read there already is no new word here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from monitor.matching.copies import MOST_PRINTS, Print, find_copied, is_agency, read_print, title_print
from monitor.model.development import Development
from monitor.model.feed import Entry

#: Texts of other developments that a report is held against, the newest; and sources that are counted.
MOST_OTHERS = 60
MOST_SOURCES = 500


def first_voice(entry: Entry, others: Sequence[Development]) -> Print:
    """The report that opens a development; its source is who wrote it, should it be a copy."""
    return _resolved(read_print(entry), others)


def hear(known: Development, entry: Entry, others: Sequence[Development]) -> Development:
    """With one more report.

    The same link, or the same text, is the same word under another name. Once a copy tells whose text it is, that agency
    is the source.
    """
    own, prints = read_print(entry), _prints_of(known)
    copied = find_copied(own, prints)
    if copied is not None and is_agency(own.source) and not is_agency(copied.source):
        return _credited(known, copied, own.source)
    if copied is not None or (entry.canonical_link and entry.canonical_link in known.links):
        return known
    own = _resolved(own, others)
    kept = (*map(tuple, prints), tuple(own))[:MOST_PRINTS]
    return replace(known, sources=_with(known.sources, own.source), prints=kept)


def _resolved(own: Print, others: Sequence[Development]) -> Print:
    if is_agency(own.source):
        return own
    copied = find_copied(own, list(_prints(others)))
    return own if copied is None else own._replace(source=copied.source)


def _prints(others: Sequence[Development]) -> Iterator[Print]:
    newest = sorted(others, key=lambda it: (it.last_at, it.id), reverse=True)
    return islice((one for development in newest for one in _prints_of(development)), MOST_OTHERS)


def _prints_of(known: Development) -> list[Print]:
    """Its reports; of one that an older program stored, the one that opened it."""
    return [Print(*row) for row in known.prints] or [title_print(known.headline, "".join(known.outlets[:1]))]


def _credited(known: Development, copied: Print, agency: str) -> Development:
    """What the outlet told in these words was the agency's; what it told in others beside remains its own."""
    rows = map(tuple, _prints_of(known))
    prints = tuple((agency, *row[1:]) if row == tuple(copied) else row for row in rows)
    if any(row[0] == copied.source for row in prints):
        return replace(known, sources=_with(known.sources, agency), prints=prints)
    return replace(known, sources=_once(agency if it == copied.source else it for it in known.sources), prints=prints)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _with(known: tuple[str, ...], new: str) -> tuple[str, ...]:
    return known if not new or new in known or len(known) >= MOST_SOURCES else (*known, new)
