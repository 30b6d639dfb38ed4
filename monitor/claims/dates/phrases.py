"""The table of phrases: each pattern with the function that reads it into a window, first match wins.

What a reader answers None for (a past time, no day at all) counts as read all the same, so that no later row reads a
part of it. A pattern with a capital in it is matched as written, any other in either case.
"""

from monitor.claims.dates import fractions, readers
from monitor.claims.dates.phrase import Phrase
from monitor.claims.dates.phrase import row as _row
from monitor.claims.dates.spans import SPANS
from monitor.claims.dates.words import DAY_OF_MONTH, HOLIDAYS, MONTH, NUMBER, UNIT, WEEKDAY, YEAR

#: `third-quarter results` are those of a quarter, not in it.
_NO_FIGURES = (
    r"(?![- ](?:(?!and|at|by|in|on|to|for|with|of|from|is|are|was|will)[\w-]+ ){0,2}"
    r"(?:results?|earnings|profits?|revenues?|sales|figures|numbers|report|loss|losses|growth|GDP)\b)"
)


#: `a Christmas present` is given some day.
_NO_FEAST = (
    r"(?! (?:presents?|gifts?|trees?|cards?|part(?:y|ies)|carols?|movies?|specials?|shopp\w+|wish\w*|spirit|lights"
    r"|music|bonus\w*"
    r"|dinner|turkeys?|eggs?|bunny)\b)"
)
_COUNT = rf"(?P<count>{NUMBER})"
_SOME = r"(?:a few|several|some|many|a couple(?: of)?|a number of|a matter of|the|couple(?: of)?|few)"
_WHICH = r"(?P<which>this|current|next|coming|the coming|this coming|this past|the next)"
_PART = r"(?P<part>early|earlier|mid(?:dle)?|late|later|sometime|some time)"
_IN_YEAR = rf"(?:,? (?:of )?(?P<year>{YEAR})\b)?"
_COMMA_YEAR = rf"(?:,? (?P<year>{YEAR})\b)?"
_OF_WHICH_YEAR = rf"(?:(?P<year>{YEAR})\b|next year\b|this year\b|the year\b)"
_NO_COUNT = r"(?:people|members|jobs|seats|points|percent)"
_TO = r" ?(?:-|–|—|to|through|until|and) ?"
_TH = r"(?P<day>(?:[12]?\d|3[01])(?:st|nd|rd|th))"
#: "The summer" is a time behind these only: "the summer fair" has none, nor have "the Summer Games".
_BEHIND = (
    r"(?:(?<=\bin )|(?<=\bby )|(?<=\bof )|(?<=\bover )|(?<=\bduring )|(?<=\bbefore )|(?<=\buntil )|(?<=\btill )"
    r"|(?<=\bafter )|(?<=\bfrom )|(?<=\binto )|(?<=\bfor )|(?<=\baround )|(?<=\bwithin )|(?<=\bthrough )"
    r"|(?<=\bthroughout ))"
)
_SEASON = r"(?P<season>spring|summer|fall|autumn|winter)"
_SHORT_DAY = r"(?:Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)\.?"
_BEFORE_MONTH = (
    r"(?:[Ii]n|[Bb]y|[Uu]ntil|[Tt]ill|[Bb]efore|[Aa]fter|[Ss]ince|[Ff]rom|[Tt]hrough|[Tt]hroughout|[Dd]uring"
    r"|[Ss]tarting|[Bb]eginning|this|[Bb]etween|[Tt]o|and|earlier than|later than)"
)
_BEFORE_YEAR = (
    r"(?:[Ii]n|[Bb]y|[Uu]ntil|[Bb]efore|[Aa]fter|[Ss]ince|[Ff]rom|[Tt]hrough|[Dd]uring|[Ff]or|[Oo]f|[Tt]hroughout"
    r"|[Tt]o|and|[Bb]eyond)"
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_UNITS = "hour day week fortnight month year decade centur"

_PAST = (
    # stands first: `the last three months of next year` is not over
    _row("months of", readers.read_first_months, rf"\b(?P<nth>first|last|final) {_COUNT} months of {_OF_WHICH_YEAR}"),
    _row("yesterday night", readers.read_past, r"\b(?:yesterday|last night)\b"),
    _row(
        "last past previous", readers.read_past,

            rf"\b(?:last|this past|(?:the )?past|the previous|the last) (?:{WEEKDAY}|{MONTH}|(?:few |several |couple"
            rf" of |{NUMBER} )?",
        rf"(?:{UNIT}s?|spring|summer|fall|autumn|winter|weekend|quarter))\b",
    ),
    _row("earlier", readers.read_past, r"(?<!no )(?<!not )\bearlier (?:this|on|in|today|(?-i:[A-Z]))\s?(?:\w+)?"),
    _row(
        "ago earlier before later after", readers.read_past,
        rf"\b(?:{NUMBER}|{_SOME}) {UNIT}s? (?:ago|earlier|before|later|after)\b(?! tomorrow)",
    ),
    _row(
        _UNITS, readers.read_past,
        r"\b(?:first|only|second|third|time|times|\w+est|record|worst|best)",
        r"(?: (?!will\b|to\b|is\b|are\b|would\b|in\b|for\b)[\w.’'-]+){0,7}? (?:in|for) ",
        r"(?:more than |over |nearly |almost |about |at least )?(?:the )?",
        rf"(?:{NUMBER}|{_SOME}|last|past)(?: {NUMBER})? {UNIT}s?\b",
    ),
)  # fmt: skip
_NTH = r"(?P<nth>first|second|third|fourth|last)"
_OF_MONTH = rf"(?:(?:of|in) (?P<month>{MONTH})(?!\w){_COMMA_YEAR}|of (?P<which>this|next|the) month\b)"
_FRACTIONS = (
    _row("week", fractions.read_week_of_month, rf"\b{_NTH} (?:full )?(?P<unit>week|weekend) {_OF_MONTH}"),
    _row("half", fractions.read_half_of_month, rf"\b{_NTH} half {_OF_MONTH}"),
    _row("day", fractions.read_nth_weekday, rf"\b{_NTH} (?P<weekday>{WEEKDAY}) {_OF_MONTH}"),
    _row(
        "week", fractions.read_week_of_day,
        rf"\bweek (?:of|beginning|starting|commencing) (?:{WEEKDAY},? )?(?P<month>{MONTH}) (?P<day>\d\d?)\b(?P<which>)"
        rf"{_COMMA_YEAR}",
    ),
    _row(
        "week", fractions.read_week_of_day,
        rf"\bweek (?:of|beginning|starting|commencing) (?:{WEEKDAY},? )?(?:the )?(?P<day>\d\d?)(?:st|nd|rd"
        rf"|th)? (?:of )?"
        rf"(?P<month>{MONTH})(?!\w)(?P<which>){_COMMA_YEAR}",
    ),
    _row(
        "next this", fractions.read_next_year,
        rf"\b(?P<month>{MONTH})(?: (?P<day>\d\d?)(?:st|nd|rd|th)?)?,? (?:of )?(?P<which>next|this) year\b(?P<season>)",
    ),
    _row(
        "next this", fractions.read_next_year,
        r"\b(?P<season>spring|summer|autumn|fall|winter) of (?P<which>next|this) year\b(?P<month>)(?P<day>)",
    ),
)  # fmt: skip
_DAYS = (
    _row("-", readers.read_iso, r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b"),
    _row(".", readers.read_iso, r"\b(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{4})\b"),
    _row(
        "/", readers.read_slashed,
        r"(?<![\d/])(?P<first>\d\d?)/(?P<second>\d\d?)/(?P<year>\d{4}|\d\d)(?![\d/])",
    ),
    _row(
        _MONTHS, readers.read_day_range,
        rf"\b(?P<month>{MONTH}) (?P<day>{DAY_OF_MONTH}){_TO}(?P<last>{DAY_OF_MONTH})\b(?! {MONTH}){_COMMA_YEAR}",
    ),
    _row(
        _MONTHS, readers.read_day_range,
        rf"\b(?P<day>{DAY_OF_MONTH}){_TO}(?P<last>{DAY_OF_MONTH}) (?:of )?(?P<month>{MONTH})(?!\w){_COMMA_YEAR}",
    ),
    _row(
        _MONTHS, readers.read_calendar_day,
        rf"\b(?:(?:{WEEKDAY}|{_SHORT_DAY}),? )?(?P<month>{MONTH}) (?:the )?(?P<day>{DAY_OF_MONTH})\b",
        rf"(?!,\d|\.\d| ?%| percent| (?:million|billion|people|states)){_COMMA_YEAR}",
    ),
    _row(
        _MONTHS, readers.read_calendar_day,
        rf"\b(?:{WEEKDAY},? (?:the )?)?(?P<day>{DAY_OF_MONTH}) (?:of )?(?P<month>{MONTH})(?!\w){_COMMA_YEAR}",
    ),
    _row("month", readers.read_day_of_this_month, rf"\b(?:on )?(?:{WEEKDAY},? )?the {_TH} of (?:this|the) month\b"),
    _row(
        "the", readers.read_day_of_this_month,
        rf"\b(?:on|by|until|before|after) the {_TH}\b(?! [a-z]+(?<! at)(?<! in)(?<! and))",
    ),
    _row(
        "", readers.read_holiday,
        r"\b(?=[A-Z4]|the (?:F|4th))"  # asked first, as it is soon said
        r"(?:" + "|".join(f"(?P<day{at}>{name})" for at, name in enumerate(HOLIDAYS)) + r")(?!\w)",
        _NO_FEAST, _COMMA_YEAR,
    ),
)  # fmt: skip
_PARTS = (
    _row(
        "of", readers.read_edge,
        r"\b(?P<edge>end|close|beginning|start|middle|conclusion) of (?:",
        r"(?P<which>this|next|the next|the following|the current|the) (?:calendar )?",
        r"(?P<unit>day|week|month|quarter|year|decade|century)(?! \d)\b",
        rf"|(?P<month>{MONTH})(?!\w){_IN_YEAR}|(?P<bare_year>{YEAR})\b)",
    ),
    _row(
        "end", readers.read_year_end,
        r"\b(?:(?P<which>this|next) )?(?P<unit>year|month|week|day|decade|century)(?:['’]s|[- ])[- ]?end\b",
    ),
    _row(
        "quarter", readers.read_quarter,
        r"\b(?P<nth>first|second|third|fourth|final|last|1st|2nd|3rd|4th)[- ]quarter",
        rf"\b{_NO_FIGURES}(?:,? (?:of )?{_OF_WHICH_YEAR})?(?P<digit>)",
    ),
    _row("q", readers.read_quarter, rf"\bQ(?P<digit>[1-4])(?P<nth>)\b{_NO_FIGURES}(?:,? (?:of )?{_OF_WHICH_YEAR})?"),
    _row("half", readers.read_half, rf"\b(?P<nth>first|second|1st|2nd|last) half,? (?:of )?{_OF_WHICH_YEAR}"),
    _row(
        "spring summer fall autumn winter", readers.read_season,
        rf"\b(?P<which>this|next|the coming|{_BEHIND}the) {_SEASON}\b"
        rf"(?! of (?!20)|(?<=fall) in [a-z]| for\b| (?-i:[A-Z][a-z])){_IN_YEAR}",
    ),
    _row(
        "spring summer fall autumn winter", readers.read_season,
        rf"\b{_SEASON},? (?:of )?(?P<year>{YEAR})\b(?P<which>)",
    ),
    _row(
        "spring summer autumn winter", readers.read_season,
        r"\b(?:in|by|before|until) (?P<season>spring|summer|autumn|winter)\b(?P<which>)(?P<year>)",
    ),
)  # fmt: skip
_NAMED = (
    _row("from", readers.read_from_now, rf"\b{_COUNT} (?P<unit>{UNIT})s? from (?:now|today)\b(?P<last>)"),
    _row(
        "from on", readers.read_from_weekday,
        rf"\b(?<!for ){_COUNT} (?P<unit>day|week|month|year)s? (?:from"
        rf"|(?<!day )(?<!days )on) (?:this )?(?P<weekday>{WEEKDAY})\b",
    ),
    _row("day week", readers.read_from_weekday, rf"\b(?:on )?(?P<weekday>{WEEKDAY}) (?P<unit>week)\b(?P<count>)"),
    _row("next week", readers.read_weekday_of_next_week, rf"\b(?P<weekday>{WEEKDAY}) (?:of )?next week\b"),
    _row("next week", readers.read_weekday_of_next_week, rf"\bnext week(?: on)? (?P<weekday>{WEEKDAY})\b"),
    _row(
        "next coming", readers.read_within,
        r"\b(?:over|during|within|in|for) the (?:next|coming) (?P<unit>week|fortnight|month|year|decade|century)\b(?! or"
        r" )(?P<count>)",
    ),
    _row(
        "this current next coming", readers.read_this_or_next,

            rf"\b(?:{_PART}[- ])?(?:the )?{_WHICH} (?:calendar )?(?P<unit>weekend|week|month|quarter|year|decade"
            rf"|century)\b(?!['’]s end| or (?:so|two))(?<![“\"](?-i:[T]his [W]eek))",  # a programme's name
    ),
    _row(
        "weekend", readers.read_this_or_next,
        r"\b(?:by|before|until|till|ahead of) (?P<which>the) (?P<unit>weekend)\b(?P<part>)",
    ),
    _row(
        "after before", readers.read_near_day,
        r"\b(?:after|before) (?:the )?(?:market |markets |trading )?(?:closing bell|opening bell|close(?:s)?"
        r"|open(?:s)?|bell)\b"
        r"(?! (?:on |of |\w+day))",
    ),
    _row(
        "day", readers.read_weekday,
        rf"\b(?:(?:late|later|early) (?:on )?)?(?:(?P<which>this|next|this coming) )?(?P<weekday>{WEEKDAY})\b",
        r"(?! (?:Night|Times|Telegraph|Mirror|Post|Mail|Express|Herald|World|Star|Group|Independent|Live|Football"
        r"|Magazine|School|Sun)\b)",
    ),
    _row(
        "to this later", readers.read_near_day,

            r"\b(?:later today|later in the (?:day|morning|afternoon|evening)"
            r"|(?<!USA )today(?! programme| program| show)|tonight|tomorrow|(?:the )?day after tomorrow"
            r"|this (?:morning|afternoon|evening))\b",
    ),
    _row(
        "midnight noon", readers.read_near_day,
        r"\b(?:at|by|around|about|before|until|shortly after|just after|after) (?:midnight|noon)\b",
        rf"(?! (?:[A-Z]{{2,4}} |local time )?(?:(?:on|of|next|this) )?(?:{WEEKDAY}|{MONTH}|\d|tomorrow|tonight|the\b))",
    ),
    _row(
        "early mid late", readers.read_part_of_month,
        r"\b(?P<part>early|mid|middle|late)(?:[- ]|[- ]to[- ](?:mid|late)[- ])(?P<which>)",
        rf"(?P<month>{MONTH})(?!\w){_IN_YEAR}",
    ),
    _row(_MONTHS, readers.read_named_month, rf"\b(?P<which>this|next|this coming) (?P<month>{MONTH})(?!\w)(?P<year>)"),
    _row(_MONTHS, readers.read_named_month, rf"\b(?P<month>{MONTH})(?:,? (?:of )?(?P<year>{YEAR})\b)(?P<which>)"),
    _row(
        _MONTHS, readers.read_named_month,

            rf"\b{_BEFORE_MONTH}(?: late| early)? (?P<month>{MONTH})(?!\w)(?! [A-Z][a-z]+ (?:said|will"
            rf"|has))(?P<which>)(?P<year>)",
    ),
    _row(_MONTHS, readers.read_named_month, rf"\b(?!May\b|March\b|Mar\b)(?P<month>{MONTH})(?!\w)(?P<which>)(?P<year>)"),
)  # fmt: skip
_FROM_NOW = (
    _row(
        _UNITS, readers.read_from_now,

            rf"\b(?:with)?in (?:between |about |around |roughly |approximately )?{_COUNT} ?(?:to|-|–|or|and)"
            rf" ?(?P<last>{NUMBER}) (?P<unit>{UNIT})s?\b",
    ),
    _row(
        "within", readers.read_within,

            rf"\bwithin (?:about |around |the (?:next|coming) )?(?:{_COUNT}[ -](?P<unit>{UNIT}|centurie)s?|(?:the"
            rf" )?(?P<one>hour|day|week|fortnight|month|year))\b(?! of\b)",
    ),
    _row(
        "next coming following", readers.read_within,

            r"\b(?:in|over|during|for|inside)? ?(?:less than |under |no more than |up to )?(?:the )?(?:next|coming"
            r"|following) ",
        rf"{_COUNT}(?: \w+)? (?P<unit>{UNIT}|centurie)s?\b",
    ),
    _row(
        "day week month", readers.read_within,
        rf"(?:(?<=has )|(?<=have )|(?<=given )|(?<=them )|(?<=him )){_COUNT} (?P<unit>day|week|month)s"
        r"(?= to [a-z])",
    ),
    _row("than", readers.read_within, rf"\bin (?:less|fewer|no more) than {_COUNT} (?P<unit>{UNIT})s?\b"),
    _row(
        _UNITS, readers.read_from_now,

            rf"\bin (?:about |around |roughly |just |another |exactly |approximately |only )?{_COUNT}(?: more)?"
            rf" (?P<unit>{UNIT})s?\b",
        r"['’]?(?: time| from now)?(?P<last>)(?! of (?!this|next))",
    ),
)  # fmt: skip
_DATELESS = (
    _row(
        "future hours days weeks fortnights months years decades centurys next coming", readers.read_no_date,
        r"\b(?:in|within|over|during|for)? ?(?:the )?(?:near future",
        rf"|(?:next|coming|following|upcoming)(?: {_SOME})? {UNIT}s(?: or so)?|(?:next|coming) {UNIT} or so",
        rf"|{_SOME} (?:hour|day|week|month|year)s(?: from now)?|(?<=within )(?:hour|day|week|month|year)s)\b",
    ),
    _row(
        "soon shortly imminently eventually later due upcoming forthcoming before day some future come",
        readers.read_no_date,

            r"\b(?:as soon as possible|(?<!as )soon|shortly|imminently|eventually|sooner or later|in due course|upcoming"
            r"|forthcoming",

            r"|at a later date|before long|one day|some day|someday|in the future|in (?:days|weeks|months|years) to"
            r" come)\b",
    ),
)  # fmt: skip
_YEARS = (
    _row(
        "early mid late", readers.read_part_of_year,
        rf"\b(?P<part>early|mid|middle|late)[- ](?:in )?(?P<year>{YEAR})\b(?!s)",
    ),
    _row(
        "19 20 21", readers.read_year,
        rf"\b{_BEFORE_YEAR}(?: at least)?(?: the| his| her| its| their)?(?: year)? (?P<year>{YEAR})\b"
        rf"(?!s|[-–]\d|,\d|%| {_NO_COUNT})",
    ),
    _row("19 20 21", readers.read_year, rf"\b(?:(?:the|a|an|its|his|her|their) |(?<=['’]s ))(?P<year>{YEAR})\b(?="
        rf" [a-z])(?! {_NO_COUNT})"),
)  # fmt: skip

PHRASES: tuple[Phrase, ...] = (*SPANS, *_FRACTIONS, *_PAST, *_DAYS, *_PARTS, *_NAMED, *_FROM_NOW, *_DATELESS, *_YEARS)
