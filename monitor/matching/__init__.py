"""Rules on matches: from a claim and an entry to a verdict, and from verdicts to developments.

`match` is the matcher, in this order: `index` (which claims could it be), `text` and `meaning` (what both sides say),
`profile` (the claim's side), `pair` and `signals` (what is measured), `stream` and `levels` (against all other news),
`combine` (one score), `polarity` (what it says), `explain` (why). `grouping` makes developments of matches, `copies` and
`voices` tell who has words of its own, `learn` and `examples` keep what reviews teach. `lexicon`, `background` and
`word_meaning` are general knowledge; `remember` keeps answers.
"""
