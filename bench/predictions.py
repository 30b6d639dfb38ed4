"""Drafts on hand-labelled articles: `python -m bench.predictions [FILE] [--each]` prints recall, precision, dates, speed.

A draft hits a labelled prediction when they share half of the shorter span; hits are paired one to one, greedily. A
draft on a borderline span counts as wrong here: this is the strict precision.
"""

import json
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

from bench.corpus import find_folder
from monitor.claims.extract import draft_claims
from monitor.model.claim import Article, ClaimDraft


def read_articles(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def draft_article(labelled: dict[str, Any]) -> list[ClaimDraft]:
    return draft_claims(
        Article(
            labelled["text"],
            labelled.get("title", ""),
            labelled.get("source", ""),
            published=date.fromisoformat(labelled["published"]),
        )
    )


def is_hit(draft: ClaimDraft, gold: dict[str, Any]) -> bool:
    spans = [(it["start"], it["end"]) for it in (gold, *gold.get("alt", []))]
    return any(
        2 * (min(draft.end, end) - max(draft.start, start)) >= min(draft.end - draft.start, end - start)
        and min(draft.end, end) > max(draft.start, start)
        for start, end in spans
    )


def is_due_right(draft: ClaimDraft, gold: dict[str, Any]) -> bool:
    latest = draft.due and draft.due.latest
    return latest is not None and latest.isoformat() in (gold["due_latest"], *gold.get("due_latest_alt", []))


def measure(articles: list[dict[str, Any]], each: bool) -> dict[str, float]:
    counts = dict.fromkeys(("gold", "core", "right", "core_right", "wrong", "both_dated", "date_right"), 0)
    for labelled in articles:
        open_golds = list(labelled["predictions"])
        for draft in draft_article(labelled):
            hits = [gold for gold in open_golds if is_hit(draft, gold)]
            if not hits:
                if not any(is_hit(draft, gold) for gold in labelled["predictions"]):
                    counts["wrong"] += 1
                    if each:
                        print(f"wrong   {draft.score:.2f} {draft.quote[:110]}")
                continue
            gold = hits[0]
            open_golds.remove(gold)
            counts["right"] += 1
            counts["core_right"] += gold["core"]
            if gold["due_latest"] and draft.due and draft.due.latest:
                counts["both_dated"] += 1
                counts["date_right"] += is_due_right(draft, gold)
        counts["gold"] += len(labelled["predictions"])
        counts["core"] += sum(gold["core"] for gold in labelled["predictions"])
        if each:
            for gold in open_golds:
                print(f"missed  {'core' if gold['core'] else 'minor'} {gold['quote'][:110]}")
    precision = counts["right"] / max(1, counts["right"] + counts["wrong"])
    return {
        "recall": counts["right"] / max(1, counts["gold"]),
        "core recall": counts["core_right"] / max(1, counts["core"]),
        "strict precision": precision,
        "exact due dates": counts["date_right"] / max(1, counts["both_dated"]),
    }


def main(arguments: list[str]) -> int:
    words = [word for word in arguments if not word.startswith("-")]
    folder = find_folder()
    if not words and folder is None:
        print("no labelled articles here: skipped")
        return 0
    articles = read_articles(Path(words[0]) if words else folder / "predictions_dev.jsonl")
    draft_article(articles[0])
    begun = time.process_time()
    for labelled in articles:
        draft_article(labelled)
    spent = time.process_time() - begun
    for name, value in measure(articles, "--each" in arguments).items():
        print(f"{name:20} {value:.3f}")
    length = sum(len(labelled["text"].split()) for labelled in articles)
    print(f"{'CPU ms a 1,000 words':20} {1e6 * spent / length:.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
