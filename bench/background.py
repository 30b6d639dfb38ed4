"""Count the news background: `python -m bench.background [SET ...]` writes `monitor/matching/data/background.txt.gz`."""

import gzip
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from bench.corpus import SETS, find_folder, load_bench
from monitor.matching.background import TermCounts
from monitor.matching.text import read_sketch
from monitor.model.feed import Entry

TARGET = Path(__file__).resolve().parents[1] / "monitor" / "matching" / "data" / "background.txt.gz"


def count_background(entries: Iterable[Entry]) -> TermCounts:
    documents, counts, inside, capital = 0, Counter(), Counter(), Counter()
    for entry in entries:
        sketch = read_sketch(entry.title, entry.summary)
        documents += 1
        counts.update(set(sketch.weights))
        for tokens in (sketch.title, sketch.summary):
            body = [token for token in tokens if not token.opens]
            if not body or sum(token.is_capital for token in body) > 0.5 * len(body):
                continue  # a headline in title case says nothing about names
            for token in body:
                inside[token.term] += 1
                capital[token.term] += token.is_capital
    capitals = {term: capital[term] / n for term, n in inside.items() if n >= 3 and term}
    return TermCounts(documents, dict(counts), capitals)


def main() -> int:
    folder = find_folder()
    if folder is None:
        print("no labelled news here: skipped")
        return 0
    entries = [entry for name in sys.argv[1:] or SETS for entry in load_bench(folder, name).entries]
    found = count_background(entries)
    lines = [str(found.documents)]
    for term in sorted(found.counts):
        if found.counts[term] >= 3:
            share = found.capitals.get(term)
            lines.append(f"{term}\t{found.counts[term]}\t{'-' if share is None else round(share * 9)}")
    TARGET.write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
    print(f"{found.documents} texts, {len(lines) - 1} terms, {TARGET.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
