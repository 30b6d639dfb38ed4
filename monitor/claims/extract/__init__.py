"""From an article to its open predictions.

`sentences` cuts the text, `cues` finds the words that announce something, `clauses` finds what they govern and what
governs them, `judgement` weighs each clause, `attribution` says who asserts it, `reference` makes the sentence stand
alone, `drafting` puts it together.
"""

from monitor.claims.extract.drafting import draft_claims

__all__ = ["draft_claims"]
