"""The pairs that polarity is trained on: our own of `pairs/*.txt`, and our labels for real entries, `pairs/labels.tsv`."""

from pathlib import Path

from bench.corpus import read_lines

FOLDER = Path(__file__).resolve().parent / "pairs"
LETTERS = {
    "o": "occurred", "p": "progress", "c": "cancelled", "d": "denied", "x": "postponed", "f": "failed", "e": "echo",
    "u": "unrelated",
}  # fmt: skip
SETS = ("rss_dev", "tracking_train", "tracking_dev")


def own_pairs():
    """Rows of claim, title, summary, label; the story is the claim."""
    for path in sorted(FOLDER.glob("*.txt")):
        claim = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("= "):
                claim = line[2:]
            elif line and not line.startswith("#"):
                title, _, summary = line[2:].partition(" ||")
                yield {
                    "claim": claim,
                    "title": title.strip(),
                    "summary": summary.strip(),
                    "label": LETTERS[line[0]],
                    "story": claim,
                }


def real_pairs(folder, name="labels"):
    """Rows for entries that `pairs/NAME.tsv` names by id: letter, id, claim."""
    wanted = [line.split("\t") for line in (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()]
    ids = {entry for _, entry, _ in wanted}
    paths = [folder / f"{name}_entries.jsonl.gz" for name in SETS]
    entries = {row["id"]: row for path in paths if path.exists() for row in read_lines(path) if row["id"] in ids}
    for letter, entry, claim in wanted:
        if entry in entries:
            row = entries[entry]
            yield {
                "claim": claim,
                "title": row["title"],
                "summary": row["summary"],
                "label": LETTERS[letter],
                "story": claim if entry.startswith("rss") or name == "fresh" else entry,
            }
