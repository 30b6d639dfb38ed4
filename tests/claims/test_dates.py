"""The grammar of due dates: a table as its specification, and the laws of writing and reading back.

A window is written `earliest latest precision words`, with `-` for a bound that is not set. Everything is said on
Tuesday, 2 May 2017.
"""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.claims.dates import find_times, read_day, read_due, read_duration, read_window

SAID = date(2017, 5, 2)
TABLE = [
    ("by the weekend", "- 2017-05-07 day by the weekend"),
    ("before the weekend", "- 2017-05-05 day before the weekend"),
    ("after the closing bell", "2017-05-02 2017-05-02 day after the closing bell"),
    ("not earlier than June", "2017-06-01 - month not earlier than June"),
    ("on Friday and Saturday", "2017-05-05 2017-05-06 day on Friday and Saturday"),
    ("strike for three days from Monday", "2017-05-08 2017-05-08 day from Monday"),
    ("in July", "2017-07-01 2017-07-31 month in July"),
    ("in May", "2017-05-02 2017-05-31 month in May"),
    ("by May", "- 2017-05-31 month by May"),
    ("until May", "- 2017-05-31 month until May"),
    ("May 16", "2017-05-16 2017-05-16 day May 16"),
    ("on 16 May", "2017-05-16 2017-05-16 day on 16 May"),
    ("May 2018", "2018-05-01 2018-05-31 month May 2018"),
    ("in early May", "2017-05-02 2017-05-15 month in early May"),
    ("Russia may send troops", None),
    ("Ms. May will speak", None),
    ("a deal signed by May", None),
    ("Theresa May will visit in June", "2017-06-01 2017-06-30 month in June"),
    ("in April", "2018-04-01 2018-04-30 month in April"),
    ("in March", "2018-03-01 2018-03-31 month in March"),
    ("they march on Friday", "2017-05-05 2017-05-05 day on Friday"),
    ("in August 2018", "2018-08-01 2018-08-31 month in August 2018"),
    ("this June", "2017-06-01 2017-06-30 month this June"),
    ("next November", "2018-11-01 2018-11-30 month next November"),
    ("before July", "- 2017-06-30 day before July"),
    ("after July", "2017-08-01 - month after July"),
    ("through September", "- 2017-09-30 month through September"),
    ("early June", "2017-06-01 2017-06-15 month early June"),
    ("mid-June", "2017-06-10 2017-06-20 month mid-June"),
    ("late June", "2017-06-16 2017-06-30 month late June"),
    ("in late June", "2017-06-16 2017-06-30 month in late June"),
    ("in early July", "2017-07-01 2017-07-15 month in early July"),
    ("early-to-mid June", "2017-06-01 2017-06-15 month early-to-mid June"),
    ("June 2016", None),
    ("in Sept.", "2017-09-01 2017-09-30 month in Sept."),
    ("in Dec", "2017-12-01 2017-12-31 month in Dec"),
    ("16 June", "2017-06-16 2017-06-16 day 16 June"),
    ("June 16", "2017-06-16 2017-06-16 day June 16"),
    ("June 16, 2018", "2018-06-16 2018-06-16 day June 16, 2018"),
    ("16th of June 2018", "2018-06-16 2018-06-16 day 16th of June 2018"),
    ("the 16th of June", "2017-06-16 2017-06-16 day 16th of June"),
    ("June 16th", "2017-06-16 2017-06-16 day June 16th"),
    ("Jan. 2", "2018-01-02 2018-01-02 day Jan. 2"),
    ("Sept. 4th", "2017-09-04 2017-09-04 day Sept. 4th"),
    ("on Friday, June 16", "2017-06-16 2017-06-16 day on Friday, June 16"),
    ("Friday 16 June 2017", "2017-06-16 2017-06-16 day Friday 16 June 2017"),
    ("Fri., June 16", "2017-06-16 2017-06-16 day Fri., June 16"),
    ("2017-06-30", "2017-06-30 2017-06-30 day 2017-06-30"),
    ("30.06.2017", "2017-06-30 2017-06-30 day 30.06.2017"),
    ("2017-13-40", None),
    ("June 31", None),
    ("April 7", "2018-04-07 2018-04-07 day April 7"),
    ("April 7, 2017", None),
    ("the third since the April 7 storm", None),
    ("June 16-18", "2017-06-16 2017-06-18 day June 16-18"),
    ("16-18 June 2018", "2018-06-16 2018-06-18 day 16-18 June 2018"),
    ("June 16 to 18", "2017-06-16 2017-06-18 day June 16 to 18"),
    ("June 28 to July 2", "2017-06-28 2017-07-02 day June 28 to July 2"),
    ("from June 3 to June 9", "2017-06-03 2017-06-09 day from June 3 to June 9"),
    ("between June 3 and June 9", "2017-06-03 2017-06-09 day between June 3 and June 9"),
    ("June 18-16", None),
    ("on the 16th", "2017-05-16 2017-05-16 day on the 16th"),
    ("on the 1st", "2017-06-01 2017-06-01 day on the 1st"),
    ("by the 31st", "- 2017-05-31 day by the 31st"),
    ("the 20th of this month", "2017-05-20 2017-05-20 day the 20th of this month"),
    ("Feb. 29", "2020-02-29 2020-02-29 day Feb. 29"),
    ("Friday", "2017-05-05 2017-05-05 day Friday"),
    ("on Friday", "2017-05-05 2017-05-05 day on Friday"),
    ("this Friday", "2017-05-05 2017-05-05 day this Friday"),
    ("next Friday", "2017-05-12 2017-05-12 day next Friday"),
    ("Tuesday", "2017-05-02 2017-05-02 day Tuesday"),
    ("on Tuesday morning", "2017-05-02 2017-05-02 day on Tuesday"),
    ("later Monday", "2017-05-08 2017-05-08 day later Monday"),
    ("Friday next week", "2017-05-12 2017-05-12 day Friday next week"),
    ("next week on Wednesday", "2017-05-10 2017-05-10 day next week on Wednesday"),
    ("by Friday", "- 2017-05-05 day by Friday"),
    ("before Friday", "- 2017-05-04 day before Friday"),
    ("after Friday", "2017-05-06 - day after Friday"),
    ("until Friday", "- 2017-05-05 day until Friday"),
    ("as early as Friday", "2017-05-05 - day as early as Friday"),
    ("no later than Friday", "- 2017-05-05 day no later than Friday"),
    ("last Friday", None),
    ("Friday's vote", "2017-05-05 2017-05-05 day Friday"),
    ("Monday through Thursday", "2017-05-08 2017-05-11 day Monday through Thursday"),
    ("between Monday and Friday", "2017-05-08 2017-05-12 day between Monday and Friday"),
    ("starting Thursday", "2017-05-04 2017-05-04 day starting Thursday"),
    ("early Wednesday", "2017-05-03 2017-05-03 day early Wednesday"),
    ("today", "2017-05-02 2017-05-02 day today"),
    ("tonight", "2017-05-02 2017-05-02 day tonight"),
    ("tomorrow", "2017-05-03 2017-05-03 day tomorrow"),
    ("the day after tomorrow", "2017-05-04 2017-05-04 day the day after tomorrow"),
    ("later today", "2017-05-02 2017-05-02 day later today"),
    ("due to speak later in the day", "2017-05-02 2017-05-02 day later in the day"),
    ("this afternoon", "2017-05-02 2017-05-02 day this afternoon"),
    ("yesterday", None),
    ("last night", None),
    ("earlier this week", None),
    ("this week", "2017-05-02 2017-05-07 day this week"),
    ("next week", "2017-05-08 2017-05-14 day next week"),
    ("in the next week", "2017-05-02 2017-05-09 day in the next week"),
    ("within the next month", "2017-05-02 2017-06-02 day within the next month"),
    ("on July Fourth", "2017-07-04 2017-07-04 day on July Fourth"),
    ("The first train will leave in three weeks", "2017-05-23 2017-05-23 day in three weeks"),
    ("later this week", "2017-05-02 2017-05-07 day later this week"),
    ("late next week", "2017-05-11 2017-05-14 day late next week"),
    ("early next week", "2017-05-08 2017-05-10 day early next week"),
    ("this weekend", "2017-05-06 2017-05-07 day this weekend"),
    ("next weekend", "2017-05-13 2017-05-14 day next weekend"),
    ("by the end of the week", "- 2017-05-07 day by the end of the week"),
    ("last week", None),
    ("this month", "2017-05-02 2017-05-31 month this month"),
    ("next month", "2017-06-01 2017-06-30 month next month"),
    ("later this month", "2017-05-02 2017-05-31 month later this month"),
    ("early next month", "2017-06-01 2017-06-15 month early next month"),
    ("at the end of the month", "2017-05-22 2017-05-31 day at the end of the month"),
    ("by the end of next month", "- 2017-06-30 day by the end of next month"),
    ("at the beginning of June", "2017-06-01 2017-06-10 day at the beginning of June"),
    ("by month's end", "- 2017-05-31 day by month's end"),
    ("last month", None),
    ("at the end of June", "2017-06-21 2017-06-30 day at the end of June"),
    ("in the middle of June", "2017-06-10 2017-06-20 month in the middle of June"),
    ("this year", "2017-05-02 2017-12-31 year this year"),
    ("next year", "2018-01-01 2018-12-31 year next year"),
    ("later this year", "2017-05-02 2017-12-31 year later this year"),
    ("early next year", "2018-01-01 2018-03-31 year early next year"),
    ("late next year", "2018-10-01 2018-12-31 year late next year"),
    ("in mid-2018", "2018-06-01 2018-07-31 year in mid-2018"),
    ("early 2018", "2018-01-01 2018-03-31 year early 2018"),
    ("late 2018", "2018-10-01 2018-12-31 year late 2018"),
    ("in the middle of 2018", "2018-06-01 2018-07-31 year in the middle of 2018"),
    ("at the start of 2018", "2018-01-01 2018-01-31 day at the start of 2018"),
    ("by 2042", "- 2042-12-31 year by 2042"),
    ("in 2018", "2018-01-01 2018-12-31 year in 2018"),
    ("by the end of 2018", "- 2018-12-31 day by the end of 2018"),
    ("in 2016", None),
    ("since 2018", None),
    ("the 2024 deadline", "2024-01-01 2024-12-31 year the 2024"),
    ("in the 2020s", None),
    ("2,018 people", None),
    ("by the end of the year", "- 2017-12-31 day by the end of the year"),
    ("by year's end", "- 2017-12-31 day by year's end"),
    ("by year-end", "- 2017-12-31 day by year-end"),
    ("the turn of the year", None),
    ("before the end of the year", "- 2017-12-31 day before the end of the year"),
    ("by the end of the decade", "- 2019-12-31 day by the end of the decade"),
    ("this decade", "2017-05-02 2019-12-31 year this decade"),
    ("by the end of the century", "- 2099-12-31 day by the end of the century"),
    ("in the first half of 2018", "2018-01-01 2018-06-30 year in the first half of 2018"),
    ("in the second half of the year", "2017-07-01 2017-12-31 year in the second half of the year"),
    ("the first five months of 2018", "2018-01-01 2018-05-31 year first five months of 2018"),
    ("the last three months of 2018", "2018-10-01 2018-12-31 year last three months of 2018"),
    ("the first 14 months of 2018", None),
    ("in the third quarter", "2017-07-01 2017-09-30 quarter in the third quarter"),
    ("in the first quarter", "2018-01-01 2018-03-31 quarter in the first quarter"),
    ("third-quarter results", None),
    ("Q3 earnings on July 28", "2017-07-28 2017-07-28 day on July 28"),
    ("in the fourth quarter of 2018", "2018-10-01 2018-12-31 quarter in the fourth quarter of 2018"),
    ("Q3 2017", "2017-07-01 2017-09-30 quarter Q3 2017"),
    ("Q1", "2018-01-01 2018-03-31 quarter Q1"),
    ("this quarter", "2017-05-02 2017-06-30 quarter this quarter"),
    ("next quarter", "2017-07-01 2017-09-30 quarter next quarter"),
    ("by the end of the quarter", "- 2017-06-30 day by the end of the quarter"),
    ("this summer", "2017-06-01 2017-08-31 quarter this summer"),
    ("in the fall", "2017-09-01 2017-11-30 quarter in the fall"),
    ("next spring", "2018-03-01 2018-05-31 quarter next spring"),
    ("next summer", "2018-06-01 2018-08-31 quarter next summer"),
    ("in the winter", "2017-12-01 2018-02-28 quarter in the winter"),
    ("winter 2018", "2018-12-01 2019-02-28 quarter winter 2018"),
    ("by spring", "- 2017-05-31 quarter by spring"),
    ("in summer 2018", "2018-06-01 2018-08-31 quarter in summer 2018"),
    ("last summer", None),
    ("in the fall of 2019", "2019-09-01 2019-11-30 quarter in the fall of 2019"),
    ("within 30 days", "2017-05-02 2017-06-01 day within 30 days"),
    ("in 30 days", "2017-06-01 2017-06-01 day in 30 days"),
    ("within the next two years", "2017-05-02 2019-05-02 day within the next two years"),
    ("in the next 24 hours", "2017-05-02 2017-05-03 day in the next 24 hours"),
    ("within 36 hours", "2017-05-02 2017-05-04 day within 36 hours"),
    ("in two weeks", "2017-05-16 2017-05-16 day in two weeks"),
    ("in two weeks' time", "2017-05-16 2017-05-16 day in two weeks' time"),
    ("in four to six weeks", "2017-05-30 2017-06-13 day in four to six weeks"),
    ("four weeks from now", "2017-05-30 2017-05-30 day four weeks from now"),
    ("a week from today", "2017-05-09 2017-05-09 day a week from today"),
    ("a month from Tuesday", "2017-06-02 2017-06-02 day a month from Tuesday"),
    ("two weeks from Friday", "2017-05-19 2017-05-19 day two weeks from Friday"),
    ("three days from Friday", "2017-05-08 2017-05-08 day three days from Friday"),
    ("a week on Friday", "2017-05-12 2017-05-12 day a week on Friday"),
    ("about midnight", "2017-05-02 2017-05-02 day about midnight"),
    ("at midnight on Friday", "2017-05-05 2017-05-05 day on Friday"),
    ("at noon EST on June 5", "2017-06-05 2017-06-05 day on June 5"),
    ("in the current quarter", "2017-05-02 2017-06-30 quarter in the current quarter"),
    ("has 12 days to sign it", "2017-05-02 2017-05-14 day 12 days"),
    ("Friday week", "2017-05-12 2017-05-12 day Friday week"),
    ("in six months", "2017-11-02 2017-11-02 day in six months"),
    ("in a year", "2018-05-02 2018-05-02 day in a year"),
    ("in less than 10 years", "2017-05-02 2027-05-02 day in less than 10 years"),
    ("over the next decade", "2017-05-02 2027-05-02 day over the next decade"),
    ("in the next ten days", "2017-05-02 2017-05-12 day in the next ten days"),
    ("over the coming twenty-one days", "2017-05-02 2017-05-23 day over the coming twenty-one days"),
    ("within a month", "2017-05-02 2017-06-02 day within a month"),
    ("within the week", "2017-05-02 2017-05-09 day within the week"),
    ("in 5000 years", "7017-05-02 7017-05-02 day in 5000 years"),
    ("within the next 9999 decades", None),
    ("in coming days", "- - open in coming days"),
    ("in the coming weeks", "- - open in the coming weeks"),
    ("in the next couple of days", "- - open in the next couple of days"),
    ("in a few weeks", "- - open in a few weeks"),
    ("in the next week or so", "- - open in the next week or so"),
    ("soon", "- - open soon"),
    ("upcoming talks", "- - open upcoming"),
    ("in the near future", "- - open in the near future"),
    ("within months", "- - open within months"),
    ("eventually", "- - open eventually"),
    ("in years to come", "- - open in years to come"),
    ("two weeks ago", None),
    ("the first in 10 years", None),
    ("for the first time in two years", None),
    ("the worst in a decade", None),
    ("in the past week", None),
    ("for two years", None),
    ("three days after the vote", None),
    ("by Christmas", "- 2017-12-25 day by Christmas"),
    ("on Christmas Eve", "2017-12-24 2017-12-24 day on Christmas Eve"),
    ("by Thanksgiving", "- 2017-11-23 day by Thanksgiving"),
    ("on Black Friday", "2017-11-24 2017-11-24 day on Black Friday"),
    ("on Easter Monday", "2018-04-02 2018-04-02 day on Easter Monday"),
    ("at Easter", "2018-04-01 2018-04-01 day at Easter"),
    ("on Good Friday 2018", "2018-03-30 2018-03-30 day on Good Friday 2018"),
    ("on Labor Day", "2017-09-04 2017-09-04 day on Labor Day"),
    ("on Memorial Day", "2017-05-29 2017-05-29 day on Memorial Day"),
    ("on the Fourth of July", "2017-07-04 2017-07-04 day on the Fourth of July"),
    ("on Election Day", "2017-11-07 2017-11-07 day on Election Day"),
    ("on New Year's Day", "2018-01-01 2018-01-01 day on New Year's Day"),
    ("on New Year's Eve", "2017-12-31 2017-12-31 day on New Year's Eve"),
    ("on Mother's Day", "2017-05-14 2017-05-14 day on Mother's Day"),
    ("on Martin Luther King Jr. Day", "2018-01-15 2018-01-15 day on Martin Luther King Jr. Day"),
    ("by Ash Wednesday", "- 2018-02-14 day by Ash Wednesday"),
    ("on Christmas 2015", None),
    ("on Independence Day", "2017-07-04 2017-07-04 day on Independence Day"),
    ("He will visit next week ahead of the 2020 election", "2017-05-08 2017-05-14 day next week"),
    ("It will soon open, on June 5", "2017-06-05 2017-06-05 day on June 5"),
    ("The city will vote on it and the country in July", "2017-07-01 2017-07-31 month in July"),
    ("effective July 1", "2017-07-01 2017-07-01 day effective July 1"),
    ("as soon as June", "2017-06-01 - month as soon as June"),
    ("not before July", "2017-07-01 - month not before July"),
    ("ahead of Friday", "- 2017-05-04 day ahead of Friday"),
    ("up to June 5", "- 2017-06-05 day up to June 5"),
    ("on or before June 5", "- 2017-06-05 day on or before June 5"),
    ("beyond 2019", "2020-01-01 - year beyond 2019"),
    ("in the first week of June", "2017-06-01 2017-06-07 day in the first week of June"),
    ("in the last week of May", "2017-05-25 2017-05-31 day in the last week of May"),
    ("in the fourth week of June 2018", "2018-06-22 2018-06-28 day in the fourth week of June 2018"),
    ("the first weekend of July", "2017-07-01 2017-07-02 day first weekend of July"),
    ("the last weekend of the month", "2017-05-27 2017-05-28 day last weekend of the month"),
    ("the last weekend of September", "2017-09-23 2017-09-24 day last weekend of September"),
    ("in the first week of next month", "2017-06-01 2017-06-07 day in the first week of next month"),
    ("in the first week of this month", "2017-05-02 2017-05-07 day in the first week of this month"),
    ("the third weekend in April 2017", None),
    ("in the first half of October", "2017-10-01 2017-10-15 day in the first half of October"),
    ("in the second half of May", "2017-05-16 2017-05-31 day in the second half of May"),
    ("in the first half of April 2017", None),
    ("on the second Tuesday of November", "2017-11-14 2017-11-14 day on the second Tuesday of November"),
    ("on the last Monday of May", "2017-05-29 2017-05-29 day on the last Monday of May"),
    ("the fourth Thursday of April 2017", None),
    ("in the week of June 12", "2017-06-12 2017-06-18 day in the week of June 12"),
    ("the week beginning Monday, July 3", "2017-07-03 2017-07-09 day week beginning Monday, July 3"),
    ("the week of 5 June 2018", "2018-06-04 2018-06-10 day week of 5 June 2018"),
    ("the week of June 31", None),
    ("June next year", "2018-06-01 2018-06-30 month June next year"),
    ("June 30 next year", "2018-06-30 2018-06-30 day June 30 next year"),
    ("in May this year", "2017-05-02 2017-05-31 month in May this year"),
    ("on February 30 next year", None),
    ("April this year", None),
    ("March 3 this year", None),
    ("the autumn of next year", "2018-09-01 2018-11-30 quarter autumn of next year"),
    ("in the spring of this year", "2017-05-02 2017-05-31 quarter in the spring of this year"),
    ("within six weeks of Easter", "2018-04-01 2018-05-13 day within six weeks of Easter"),
    ("within a year of 1 March 2018", "2018-03-01 2019-03-01 day within a year of 1 March 2018"),
    ("ten days after 1 June", "2017-06-11 2017-06-11 day ten days after 1 June"),
    ("a month before 1 July", "2017-06-01 2017-06-01 day a month before 1 July"),
    ("in the two weeks before Christmas", "2017-12-11 2017-12-24 day in the two weeks before Christmas"),
    ("no more than 30 days after June 3", "2017-06-03 2017-07-03 day no more than 30 days after June 3"),
    ("at least 90 days after 1 June", "2017-08-30 - day at least 90 days after 1 June"),
    ("more than a week before 1 June", "- 2017-05-25 day more than a week before 1 June"),
    ("a week from Friday", "2017-05-12 2017-05-12 day a week from Friday"),
    ("two months after June", "2017-08-01 2017-08-31 month two months after June"),
    ("two years after June 2018", "2020-06-01 2020-06-30 month two years after June 2018"),
    ("closed for six weeks from 1 June", "2017-06-01 2017-06-01 day from 1 June"),
    ("three weeks of July", "2017-07-01 2017-07-31 month July"),
    ("a day after Friday's ruling", "2017-05-06 - day after Friday"),
    ("ten days after the coming weeks", None),
]


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[text for text, _ in TABLE])
def test_the_table(text: str, expected: str | None) -> None:
    due = read_due(text, SAID)
    read = due and f"{due.earliest or '-'} {due.latest or '-'} {due.precision} {due.text}"
    assert read == expected


@pytest.mark.parametrize(
    ("text", "said", "latest"),
    [
        ("on Wednesday", "2015-03-04", "2015-03-04"),
        ("next November", "2017-12-20", "2018-11-30"),
        ("next winter", "2018-01-15", "2019-02-28"),
        ("this winter", "2018-01-15", "2018-02-28"),
        ("this winter", "2018-02-28", "2018-02-28"),
        ("this weekend", "2017-05-07", "2017-05-07"),
        ("next week", "2017-05-07", "2017-05-14"),
        ("next month", "2017-12-31", "2018-01-31"),
        ("in six months", "2017-08-31", "2018-02-28"),
        ("next quarter", "2017-11-05", "2018-03-31"),
        ("on the 31st", "2017-06-02", None),
        ("on February 29", "2017-01-01", "2020-02-29"),
        ("on February 29", "2097-03-01", "2104-02-29"),
        ("by the end of the year", "2017-12-31", "2017-12-31"),
        ("at the beginning of May", "2017-05-20", None),
        ("early this month", "2017-05-20", None),
        ("Tax Day", "9999-05-01", None),
        ("after 9999", "2017-05-02", None),
        ("after December 31, 2199", "2017-05-02", None),
        ("after the coming weeks", "2017-05-02", None),
        ("before the coming weeks", "2017-05-02", None),
        ("in the middle of 2016", "2017-05-02", None),
        ("in the first quarter of next year", "2017-05-02", "2018-03-31"),
        ("before today", "2017-05-02", None),
        ("9000 years after 1 June", "2017-05-02", None),
        ("at the end of 2016", "2017-05-02", None),
        ("at the end of April 2017", "2017-05-02", None),
        ("June 9 to June 3", "2017-05-02", "2017-06-09"),
        ("by the end of the week", "2017-05-06", "2017-05-07"),
        ("by the end of the week", "2017-05-07", "2017-05-14"),
        ("later this week", "2017-05-07", "2017-05-14"),
    ],
)
def test_days_that_turn_on_when_it_was_said(text: str, said: str, latest: str | None) -> None:
    due = read_due(text, date.fromisoformat(said))
    assert (due.latest.isoformat() if due and due.latest else None) == latest


DAYS = st.dates(date(1990, 1, 1), date(2190, 12, 31))
FORMATS = [
    "{:%B} {d}, {:%Y}",
    "{d} {:%B} {:%Y}",
    "{:%Y-%m-%d}",
    "{:%A}, {:%B} {d}, {:%Y}",
    "{:%b}. {d}, {:%Y}",
    "{d}th of {:%B} {:%Y}",
]


@given(DAYS, st.integers(0, 4_000), st.sampled_from(FORMATS))
def test_a_day_that_is_written_is_read_back(said: date, ahead: int, form: str) -> None:
    day = said + timedelta(days=ahead)
    form = form.replace("{:%b}.", "{:%B}") if day.month == 5 else form
    words = form.format(*[day] * 4, d=day.day).replace("Sep.", "Sept.")
    due = read_due(f"The bridge will open on {words}.", said)
    assert due is not None
    assert (due.earliest, due.latest) == (day, day)


@given(DAYS, st.integers(1, 2_000), st.sampled_from(["day", "week"]))
def test_a_span_that_is_written_is_read_back(said: date, count: int, unit: str) -> None:
    due = read_due(f"within {count} {unit}s", said)
    assert due is not None
    assert due.latest == said + timedelta(days=count * (7 if unit == "week" else 1))


@given(DAYS, st.integers(1, 12))
def test_a_month_is_the_next_one_and_whole_unless_it_is_running(said: date, month: int) -> None:
    due = read_due(f"in {calendar.month_name[month]}", said)
    assert due is not None
    assert due.earliest is not None
    assert due.latest is not None
    assert due.earliest >= said
    assert (due.earliest.day == 1) or due.earliest == said
    assert (due.latest + timedelta(days=1)).day == 1
    assert due.latest - said < timedelta(days=366)


@given(DAYS, st.sampled_from(list(calendar.day_name)))
def test_a_weekday_is_within_a_week(said: date, name: str) -> None:
    due = read_due(f"on {name}", said)
    assert due is not None
    assert due.latest is not None
    assert timedelta(0) <= due.latest - said < timedelta(days=7)
    assert calendar.day_name[due.latest.weekday()] == name


@given(DAYS, st.text(max_size=60))
def test_no_text_breaks_the_reading_and_words_are_verbatim(said: date, text: str) -> None:
    for found in find_times(text, said):
        assert 0 <= found.start < found.end <= len(text)


PIECES = [text for text, _ in TABLE]


@given(
    DAYS,
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=4),
    st.sampled_from([" ", ", ", " and ", " to ", "\u00a0"]),
)
def test_windows_are_sound_whatever_stands_together(said: date, pieces: list[str], glue: str) -> None:
    text = glue.join(pieces)
    last_end = 0
    for found in find_times(text, said):
        assert found.start < found.end
        assert found.end > last_end
        last_end = found.end
        due = found.window
        if due is None:
            continue
        assert due.text == text.replace("\u00a0", " ")[found.start : found.end]
        assert due.latest is None or due.latest >= said
        assert due.earliest is None or due.earliest >= said
        assert due.earliest is None or due.latest is None or due.earliest <= due.latest


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2017-06-30", "2017-06-30"),
        (" today ", "2017-05-02"),
        ("tomorrow", "2017-05-03"),
        ("yesterday", "2017-05-01"),
        ("fri", "2017-05-05"),
        ("Friday", "2017-05-05"),
        ("tue", "2017-05-02"),
        ("7d", "2017-05-09"),
        ("+2w", "2017-05-16"),
        ("3 months", "2017-08-02"),
        ("1y", "2018-05-02"),
        ("eow", "2017-05-07"),
        ("eom", "2017-05-31"),
        ("eoy", "2017-12-31"),
        ("end of week", "2017-05-07"),
        ("end of month", "2017-05-31"),
        ("End of year", "2017-12-31"),
        ("30 June", "2017-06-30"),
        ("in July", "2017-07-31"),
        ("2016-01-01", "2016-01-01"),
        ("9999y", None),
        ("soon", None),
        ("2017-02-30", None),
        ("whenever", None),
        ("", None),
    ],
)
def test_a_day_on_the_command_line(text: str, day: str | None) -> None:
    read = read_day(text, SAID)
    assert (read.isoformat() if read else None) == day


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("2017-07", ("2017-07-01", "2017-07-31", "month")),
        (" 2017-05 ", ("2017-05-02", "2017-05-31", "month")),
        ("2018", ("2018-01-01", "2018-12-31", "year")),
        ("2017", ("2017-05-02", "2017-12-31", "year")),
        ("2016", ("2016-01-01", "2016-12-31", "year")),
        ("2017-13", None),
        ("0000", None),
        ("2017-06-10..2017-06-12", ("2017-06-10", "2017-06-12", "day")),
        ("2017-06-10 ... 2017-06-12", ("2017-06-10", "2017-06-12", "day")),
        ("2017-06-10/2017-06-12", ("2017-06-10", "2017-06-12", "day")),
        ("in July", ("2017-07-01", "2017-07-31", "month")),
        ("soonish", None),
    ],
)
def test_a_due_time_on_the_command_line(text: str, window: tuple[str, str, str] | None) -> None:
    read = read_window(text, SAID)
    assert (read and (str(read.earliest), str(read.latest), read.precision.value)) == window
    assert read is None or read.text == text.strip()


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("30m", 0.5),
        ("12h", 12),
        ("7d", 168),
        ("2w", 336),
        ("1d12h", 36),
        ("2 days", 48),
        (" 1W ", 168),
        ("90 min", 1.5),
    ],
)
def test_a_length_of_time_on_the_command_line(text: str, hours: float) -> None:
    assert read_duration(text) == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["", "7", "d", "7x", "0d", "-1d", "7d tomorrow", "99999w"])
def test_what_is_no_length_of_time(text: str) -> None:
    assert read_duration(text) is None


@given(st.integers(1, 999), st.sampled_from("mhdw"))
def test_a_length_that_is_written_is_read_back(count: int, unit: str) -> None:
    minutes = {"m": 1, "h": 60, "d": 1_440, "w": 10_080}[unit]
    assert read_duration(f"{count}{unit}") == timedelta(minutes=count * minutes)
