"""The vocabulary of times: months, weekdays, numbers, holidays; each with the regular expression that finds it."""

from collections.abc import Callable
from datetime import date, timedelta

from monitor.claims.dates.calendar import easter, nth_weekday

_LONG_MONTHS = "january february march april may june july august september october november december"
_SHORT_MONTHS = "jan feb mar apr jun jul aug sep sept oct nov dec"
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"
_TO_NINETEEN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_ONES = _TO_NINETEEN.split()

MONTHS = {name: number for number, name in enumerate(_LONG_MONTHS.split(), 1)}
MONTHS |= {
    name: next(number for full, number in MONTHS.items() if full.startswith(name[:3])) for name in _SHORT_MONTHS.split()
}
WEEKDAYS = {name: number for number, name in enumerate(_WEEKDAYS.split())}
WEEKDAYS |= {name[:3]: number for name, number in WEEKDAYS.items()} | {"tues": 1, "thurs": 3}

NUMBERS = {word: number for number, word in enumerate(_ONES)} | {
    "a": 1, "an": 1, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90,
    "a hundred": 100, "one hundred": 100, "half a dozen": 6, "a dozen": 12,
}  # fmt: skip
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "final": 4,
    "last": 4,
}
_ORDINALS_TO_NINETEEN = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
)
_ORDINAL_ONES = _ORDINALS_TO_NINETEEN.split()
#: `first` to `thirty-first`: 1 to 31.
SPELLED_DAYS = {word: number for number, word in enumerate(_ORDINAL_ONES, 1)} | {
    "twentieth": 20, **{f"twenty-{word}": 20 + number for number, word in enumerate(_ORDINAL_ONES[:9], 1)},
    "thirtieth": 30, "thirty-first": 31,
}  # fmt: skip
SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar(?!-a-)|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
NUMBER = (
    r"(?:\d{1,4}|one hundred|a hundred|half a dozen|a dozen|an?|(?:twenty|thirty|forty|fifty|sixty|ninety)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|"
    + "|".join(sorted(_ONES[1:], key=len, reverse=True))
    + ")"
)
YEAR = r"(?:(?:19|20|21)\d\d)"
DAY_OF_MONTH = r"(?:[12]?\d|3[01])(?:st|nd|rd|th)?"
UNIT = r"(?:hour|day|week|fortnight|month|year|decade|century)"

HOLIDAYS: dict[str, Callable[[int], date]] = {
    r"New Year['’]?s? Eve": lambda year: date(year, 12, 31),
    r"New Year(?:['’]s|s)? Day|New Year(?:['’]s)(?! resolution)": lambda year: date(year, 1, 1),
    r"Martin Luther King(?:,? Jr\.?)? Day|MLK Day": lambda year: nth_weekday(year, 1, 0, 3),
    r"Groundhog Day": lambda year: date(year, 2, 2),
    r"Valentine['’]?s Day": lambda year: date(year, 2, 14),
    r"Presidents?['’]?s? Day": lambda year: nth_weekday(year, 2, 0, 3),
    r"International Women['’]s Day": lambda year: date(year, 3, 8),
    r"(?:St\.?|Saint) Patrick['’]?s Day": lambda year: date(year, 3, 17),
    r"Ash Wednesday": lambda year: easter(year) - timedelta(days=46),
    r"Palm Sunday": lambda year: easter(year) - timedelta(days=7),
    r"Maundy Thursday": lambda year: easter(year) - timedelta(days=3),
    r"Good Friday": lambda year: easter(year) - timedelta(days=2),
    r"Easter Monday": lambda year: easter(year) + timedelta(days=1),
    r"Easter(?: Sunday)?": easter,
    r"Ascension Day": lambda year: easter(year) + timedelta(days=39),
    r"Pentecost|Whit Sunday": lambda year: easter(year) + timedelta(days=49),
    r"Tax Day": lambda year: date(year, 4, 15),
    r"Earth Day": lambda year: date(year, 4, 22),
    r"(?:May|Labour) Day": lambda year: date(year, 5, 1),
    r"Cinco de Mayo": lambda year: date(year, 5, 5),
    r"Mother['’]?s['’]? Day": lambda year: nth_weekday(year, 5, 6, 2),
    r"Memorial Day": lambda year: nth_weekday(year, 5, 0, -1),
    r"Father['’]?s['’]? Day": lambda year: nth_weekday(year, 6, 6, 3),
    r"Juneteenth": lambda year: date(year, 6, 19),
    r"Canada Day": lambda year: date(year, 7, 1),
    r"Independence Day|July (?:the )?Fourth|(?:the )?(?:Fourth|4th) of July": lambda year: date(year, 7, 4),
    r"Bastille Day": lambda year: date(year, 7, 14),
    r"Labor Day": lambda year: nth_weekday(year, 9, 0, 1),
    r"Columbus Day|Indigenous Peoples['’]? Day": lambda year: nth_weekday(year, 10, 0, 2),
    r"Halloween": lambda year: date(year, 10, 31),
    r"Election Day": lambda year: nth_weekday(year, 11, 0, 1) + timedelta(days=1),
    r"Veterans['’]? Day|Armistice Day|Remembrance Day": lambda year: date(year, 11, 11),
    r"Thanksgiving(?: Day)?": lambda year: nth_weekday(year, 11, 3, 4),
    r"Black Friday": lambda year: nth_weekday(year, 11, 3, 4) + timedelta(days=1),
    r"Cyber Monday": lambda year: nth_weekday(year, 11, 3, 4) + timedelta(days=4),
    r"Christmas Eve": lambda year: date(year, 12, 24),
    r"Boxing Day": lambda year: date(year, 12, 26),
    r"Christmas(?: Day)?": lambda year: date(year, 12, 25),
}


def month_of(word: str) -> int:
    """1..12 of a month's name, long or short."""
    return MONTHS[word.lower().rstrip(".")]


def weekday_of(word: str) -> int:
    """0..6 of a weekday's name, Monday first."""
    return WEEKDAYS[word.lower()]


def number_of(word: str) -> int:
    """The value of a number in digits or words up to ninety-nine."""
    text = word.lower()
    if text.isdigit():
        return int(text)
    if text in NUMBERS:
        return NUMBERS[text]
    tens, ones = text.replace("-", " ").split(" ", 1)
    return NUMBERS[tens] + NUMBERS[ones]


def day_of(word: str) -> int:
    """The number in `4th`."""
    return int(word.rstrip("stndrh"))
