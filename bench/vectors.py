"""Make `monitor/matching/data/tokens.bin`: `python -m bench.vectors WEIGHTS.safetensors TOKENIZER.json`.

The source is WordLlama (Lee Miller, 2024; MIT licence), `l2_supercat_256`: one direction a word piece of the Llama 2
vocabulary, trained so that the plain mean over a text tells its meaning. Kept are the pieces and, a row each, one scale
(float32) and 256 signed bytes.
"""

import json
import struct
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "monitor" / "matching" / "data" / "tokens.bin"


def main() -> int:
    import numpy as np

    raw = Path(sys.argv[1]).read_bytes()
    (size,) = struct.unpack("<Q", raw[:8])
    header = json.loads(raw[8 : 8 + size])
    name = next(key for key in header if key != "__metadata__")
    begin, end = header[name]["data_offsets"]
    kind = {"F16": "<f2", "F32": "<f4"}[header[name]["dtype"]]
    table = (
        np.frombuffer(raw[8 + size + begin : 8 + size + end], dtype=kind).reshape(header[name]["shape"]).astype("f4")
    )
    vocabulary = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))["model"]["vocab"]
    pieces = sorted(vocabulary, key=lambda piece: vocabulary[piece])[: len(table)]
    scale = np.maximum(np.abs(table).max(1), 1e-9) / 127.0
    rows = np.clip(np.round(table / scale[:, None]), -127, 127).astype("int8")
    words = "\0".join(pieces).encode("utf-8")
    head = f"{table.shape[1]} {len(pieces)} {len(words)}\n".encode()
    TARGET.write_bytes(head + words + scale.astype("<f4").tobytes() + rows.tobytes())
    print(len(pieces), TARGET.stat().st_size)
    return 0


if __name__ == "__main__":
    sys.exit(main())
