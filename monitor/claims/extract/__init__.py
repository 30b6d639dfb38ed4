"""From an article to its open predictions, in this order.

    sentences                    cuts the text (headlines, agenda: lines that are no sentences)
    cues, cue_states, present    find the words that announce something; cue and cue_words are what these are made of
    clauses, context             what those words govern, and what governs them; coordination: two things in one sentence
    judgement                    what speaks for and against a clause (rhetoric, conditions, timing, voice, undone)
    evidence, weighing, ruling   how likely it is a prediction to watch (candidate: a clause on its way there)
    attribution, saying          who asserts it, who denies it
    reference, subjects          what "it" and "he" stand for, so that the sentence stands alone (given_names)
    terms                        the words it would be recognised by
    drafting                     puts it together: `draft_claims`
"""

from monitor.claims.extract.drafting import draft_claims

__all__ = ["draft_claims"]
