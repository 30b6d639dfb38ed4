"""Rules on claims: from an article to a claim, and what became of it.

Before it is one: `extract` finds the predictions of an article, `dates` reads when they are due, `lint` says what a
stranger could not check, `slug` names it, `verbs` are what they know of events. Once it is: `lifecycle` (decisions and
computed states), `ledger` (evidence), `standing` (which judgements stand), `verdict` (what the sources speak for), `score`
(who keeps their word). `rows` and `foreign` are its shapes in spreadsheets and in other programs.
"""
