"""The verbs of saying and telling, and what may stand between them and what is said."""

import re

_WHEN = (
    r"(?: (?:on |late |early |earlier |later )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|last"
    r" \w+|this \w+|earlier|later|recently|previously|again)(?: (?:morning|afternoon|evening|night))?| (?:in|on|at"
    r"|during|through|via) (?:an?|the|his|her|its|their) [\w -]{2,50}?(?=[,:]| (?:that|the|an?|he|she|it|they|we|I"
    r"|there|his|her"
    r"|its|their|no|last|this|on|[A-Z“\"])\b| [“\"]| [a-z]+s (?:will|would|are|have)\b)| (?:in |on )?(?:Jan|Feb|Mar|Apr"
    r"|May|Jun|Jul"
    r"|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?(?: \d\d?)?(?:, \d{4},?)?| (?:in|at|before) (?:[A-Z][\w.]+|(?:[a-z]+ )?(?:court|public"
    r"|private|parliament|testimony|remarks|comments|interviews|papers|filings))| in \d{4})*"
)
_ADDRESSEE = r" (?:the |an? |his |her |their )?[\w’'.]+(?: [A-Z][\w’'.]+| of [\w’']+| \w+s\b)*"
SAYING = (
    r"(?:(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )said|says|say|saying"
    r"|announced|announces|announcing|confirmed|confirms|confirming|added|adds|adding"
    r"|reported|reports|reporting|stated|tweeted|wrote|writes|declared|declares|revealed|reveals|pledged"
    r"|vowed|vows|promised|promises|promising|insisted|insists|insisting|insist(?= that)|warned|warns|warning|disclosed"
    r"|indicated"
    r"|indicates|maintained|explained|explains|noted|notes|noting|asserted|asserts|claimed|claims|signaled|signalled"
    r"|suggested|suggests|hinted|testified(?! (?:against|before|for|in|on|about|to|at|last|under))|acknowledged"
    r"|acknowledging|replied|reads|reiterated|emphasi[sz]ed|stressed"
    r"|posted|predicted|predicts|predict|predicting|warn|estimates?|estimated|cautioned|cautions|signals|hints|forecast"
    r"|forecasts|means|ruled|learned|guaranteed|guarantees|continued"
    r"|tweeting|concluded|concedes|conceded)"
)
TELLING = r"(?:told|tells|telling|informed|informs|assured|assures|reminded)"
#: Whom one tells, when no `that` follows: `told reporters a vote was near`.
_AUDIENCE = (
    r" (?:reporters|journalists|lawmakers|legislators|lawyers|jurors|senators|deputies|ministers|MPs|MEPs|investors"
    r"|analysts"
    r"|shareholders|members|staff|employees|workers|supporters|voters|residents|delegates|parliament|Congress|councillors"
    r"|[A-Z][\w.’']*(?: [A-Z][\w.’']*){0,3}|(?:the|an?|his|her|their|state|local|public) (?:[\w’'-]+ ){0,2}(?:conference"
    r"|briefing|court|jury|judge|committee|hearing|meeting|rally|newspaper|agency|television|radio|TV|parliament|council"
    r"|audience|crowd|magazine|channel|network|station|panel|paper|board|assembly|house|podcast|programme|program))"
)
SAY_PLAIN = re.compile(
    r"\b(?:(?:promised|warned|assured|advised|notified|reminded|convinced)(?: [\w’'-]+){1,4}?(?= that )"
    rf"|{SAYING}\b|{TELLING}{_ADDRESSEE}(?={_WHEN} that\b|,| he\b| she\b| it\b| they\b| the\b"
    rf"| [“\"])|{TELLING}{_AUDIENCE}(?! (?:to|that|in|on|at|of|about|by|not|and|or|after|before|during|for|from|with|how"
    rf"|what|when|why|where)\b)"
    r")"
    rf"(?:{_WHEN})(?:"
    rf" that\b| how\b)?[:,]?\s+[“\"‘']*"
)
SAYS = re.compile(rf"{SAYING}\b")
#: `said in a letter to the tenants of the yard that they …`: what stands between is no verb, and a subject follows.
SAY_FAR = re.compile(
    rf"\b(?:(?:{SAYING}|insist) (?:in|on|at|via|through|during|by|over|before|after|from|to|late|early|again|\w+ly"
    rf"|\w+day)\b|{TELLING}(?! that\b))"
    r"(?: (?!(?:that|which|who|about|of|will|would|is|are|was|were|has|have|had|but)\b)[\w’'“”\".-]+){1,12}?"
    r" that\s+[“\"‘']*(?=(?:he|she|it|they|we|there|the|an?|his|her|its|their|no|some|all)\b|[A-Z])"
)
