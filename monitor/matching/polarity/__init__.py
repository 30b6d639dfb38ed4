"""What an entry says of a claim, in this order.

`prediction` reads what the claim foretells (`opposites`: that something will not be). `clauses` cuts the entry; `deeds` and
`turn_words` know the words of deeds and of what turns a plan, `moods` and `turns` mark them in a clause, by the words that
govern them (`grammar`). `reading` says what is seen, `rules` what that plainly means. `features` are the numbers to weigh:
what is seen, how much of the claim is there (`nearness`, `frame`), what stands with what (`aligned`), other words of the
same meaning (`context`); `phrases` are runs of words. `verdict` weighs it all; `last_word` overrules the weights
(`obstacles`, `figures`), and so do the rules of `second_look` (`half_acts`, `threats`, `states`).
"""

from monitor.matching.polarity.verdict import ANOTHER_EVENT, judge_polarity

__all__ = ["ANOTHER_EVENT", "judge_polarity"]
