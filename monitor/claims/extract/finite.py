"""Forms that are the verb of a clause."""

import re

FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|do|does|did|\w{2,}ed|said|says"
    r"|told|went|made|took|came|held|met|won|lost|fought|ran|led|gave|got|began|became|brought|built|bought|chose"
    r"|drew|drove|fell"
    r"|felt|found|flew|grew|heard|kept|knew|paid|rose|sat|saw|sent|spent|spoke|stood|struck|sold|sought|slept|shot|hung"
    r"|sang|stuck|swore|slid|taught|threw|wore|wrote"
    r"|broke|beat|\w+n['’]t|plans?|wants?|expects?|comes|means|lets?)\b"
)
#: `a combined shot`, `of registered voters`: before a noun the form is no verb.
_OF_A_NOUN = re.compile(r"\b(?:an?|the|its|his|her|their|of|for|by|with|more|most|newly|long) $", re.IGNORECASE)


def find_finite(text: str, start: int, end: int) -> re.Match[str] | None:
    """The first finite verb of `text[start:end]`."""
    for found in FINITE.finditer(text, start, end):
        hyphened = text[found.start() - 1 : found.start()] == "-"  # `a one-shot treatment`
        if not hyphened and not (found[0].endswith("ed") and _OF_A_NOUN.search(text, start, found.start())):
            return found
    return None
