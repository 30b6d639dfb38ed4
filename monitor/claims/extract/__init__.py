"""From an article to its open predictions, in this order.

`sentences` cuts the text; `headlines` and `agenda` know lines that are no sentences. `cues`, `cue_states` and `present`
find the words that announce something (`cue`, `cue_words`, `cue_hints` and `finite` are what these are made of).
`clauses`, `governors`, `leads`, `context` find what those words govern and are under, `coordination` two in one sentence.
`judgement` says what speaks for and against a clause (`rhetoric`, `conditions`, `timing`, `voice`, `undone`, `outlook`,
`reported`); `evidence`, `weighing` and `ruling` say how likely it is a prediction to watch (`candidate`: a clause on its
way there). `attribution` and `saying` say who asserts it and who denies it, `reference` and `subjects` what "it" and
"he" stand for (`mentions`, `bodies`: the names of the article; `given_names`), `terms` what it would be recognised by,
`dating` which days its times mean (`event_time`: which of them is the event's). `drafting` puts it together.
"""

from monitor.claims.extract.drafting import draft_claims

__all__ = ["draft_claims"]
