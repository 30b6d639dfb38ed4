"""Make `monitor/matching/data/vectors.bin.gz`: `python -m bench.vectors EMBEDDINGS.npy WORDS.txt` (commonest word first).

The source is GloVe 6B, 50 dimensions (Pennington, Socher, Manning 2014; Wikipedia and Gigaword; in the public domain by
PDDL 1.0). Words are folded to terms (commoner forms weigh more), the mean and the two strongest directions are taken out
(Mu and Viswanath 2018), every vector gets length 1 and one byte a dimension.
"""

import gzip
import sys
from pathlib import Path

from monitor.matching.background import TermCounts
from monitor.matching.lexicon import PLACES
from monitor.matching.text import fold, read_tokens

TARGET = Path(__file__).resolve().parents[1] / "monitor" / "matching" / "data" / "vectors.bin.gz"
COMMON = 45_000


def main() -> int:
    import numpy as np

    matrix = np.load(sys.argv[1])
    words = Path(sys.argv[2]).read_text(encoding="utf-8").split("\n")[: len(matrix)]
    known = TermCounts.shipped().counts
    sums, weights = {}, {}
    rank = {}
    for at, word in enumerate(words):
        rank.setdefault(fold(word), at)
        if not word or not word[0].isalpha():
            continue
        tokens = read_tokens(word)
        if len(tokens) != 1 or not tokens[0].term:
            continue
        term = tokens[0].term
        if at >= COMMON and term not in known:
            continue
        weight = 1.0 / (at + 10)
        sums[term] = sums.get(term, 0) + weight * matrix[at]
        weights[term] = weights.get(term, 0.0) + weight
    for places in PLACES.values():
        for place in places:
            if place.canonical not in sums and not place.is_hint and all(w in rank for w in place.words):
                sums[place.canonical] = matrix[[rank[w] for w in place.words]].mean(0)
                weights[place.canonical] = 1.0
    terms = sorted(sums)
    table = np.array([sums[t] / weights[t] for t in terms])
    table -= table.mean(0)
    _, _, directions = np.linalg.svd(table, full_matrices=False)
    for direction in directions[:2]:
        table -= np.outer(table @ direction, direction)
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    raw = np.clip(np.round(table * 180), -127, 127).astype("int8")
    head = f"{raw.shape[1]}\n{len(terms)}\n" + "\n".join(terms) + "\n"
    TARGET.write_bytes(gzip.compress(head.encode() + raw.tobytes(), 9, mtime=0))
    print(len(terms), TARGET.stat().st_size)
    return 0


if __name__ == "__main__":
    sys.exit(main())
