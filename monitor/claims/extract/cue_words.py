"""Word lists the patterns of cues are made of: regular expressions without a meaning of their own."""

ADVERB = (
    r"(?:(?:also|now|still|ever|likely|probably|soon|then|instead|again|finally|eventually|formally|officially|reportedly"
    r"|only|almost certainly|certainly|definitely|not|never|no longer|widely|currently|already|even|first|just"
    r"|very much|ultimately|jointly|initially|instead|once again|later|later \w+day|on \w+day"
    r"|(?!(?:fly|rely|supply|reply|apply|rally|comply|multiply|ally|imply|tally|bully)\b)\w+ly) )*"
)
#: `will, for the first time, recognise`.
ASIDE = r"\b(?:, (?:for the first time|in turn|however|instead)[^,;]{0,30},)?"
BE = r"(?:is|are|['’]s|['’]re|['’]m|am|be|been|being|was|were|isn['’]t|aren['’]t|not)"
NOW = r"(?:is|are|['’]s|['’]re|['’]m|am|isn['’]t|aren['’]t)"
TIME_AHEAD = (
    r"(?!in (?:large |great |no small )?(?:part|measure)\b)"
    r"(?=(?:on|in|by|for|at|until|till|before|after|within|during|around|next|this|later|early|late|tomorrow|today|tonight|soon"
    r"|shortly|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov"
    r"|Dec)\b)"
)
LEAVING = (
    r"(?:stepping down|stepping aside|bowing out|pulling out|dropping out|retiring|resigning|leaving|withdrawing"
    r"|departing|running for|launching|introducing|closing|moving to|returning to|joining|suing|appealing|merging"
    r"|relocating|raising|ending|scrapping|cutting|buying|acquiring|hiring|opening|sending|deploying|filing|meeting"
    r"|hosting|holding|traveling|travelling|visiting|heading|coming|flying|starting|beginning|facing|taking|getting"
    r"|giving|releasing|going|making|doing|voting|speaking|testifying|appearing|playing|returning|performing"
    r"|releasing|seeking)"
)
EVENTS = (
    r"(?:votes?|trial|retrial|hearings?|meetings?|summit|elections?|runoff|run-off|referendum|visit|trip|debates?"
    r"|talks|speech|rally|launch|ceremony|inauguration|conference|auction|match|game|final|premiere|release|primary"
    r"|primaries|caucuse?s?|session|interview|strike|march|protests?|festival|concert|tour|funeral|wedding"
    r"|sentencing|arraignment|appearance|testimony"
    r"|ruling(?! (?:part|coalition|bloc|council|class|famil|elite|junta|body"
    r"|general))|verdict|opening|convention|negotiations|congress|deadline)"
)
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
DAY_NAME = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
TO_COME = (
    r"(?: [^,;.:]{1,45}?)?,? (?:next (?:week|month|year|spring|summer|fall|autumn|winter|January|February|March"
    r"|April|May|June|July|August|September|October|November|December|\w+day)|later (?:this|next) (?:week|month"
    r"|year)|tomorrow|this coming weekend|in the coming (?:days|weeks|months)|starting \w+day|beginning \w+day"
    r"|(?:scheduled|set|slated|planned|due) (?:for|on|in))"
)
TIMEISH = (
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|tomorrow|tonight|today|weekend|20\d\d|coming (?:days|weeks"
    r"|months)"
    r"|next (?:week|month|year|spring|summer|autumn|fall|winter|season|few|two|three|Jan|Feb|Mar|Apr|May|Jun|Jul"
    r"|Aug|Sep|Oct"
    r"|Nov|Dec)|later this|this (?:week|month|year|spring|summer|autumn|fall|winter)|(?:in|by|until) the (?:spring"
    r"|summer"
    r"|autumn|fall|winter)|end of|quarter|Jan(?:\.|uary)|Feb(?:\.|ruary)|Mar(?:\.|ch)|Apr(?:\.|il)|May|June?|July?"
    r"|noon|midnight|this (?:morning|afternoon|evening)|(?:after|before) the (?:close|open|bell)"
    r"|Aug(?:\.|ust)|Sept?(?:\.|ember)|Oct(?:\.|ober)|Nov(?:\.|ember)|Dec(?:\.|ember)|Christmas|Easter"
    r"|New Year|Thanksgiving|Halloween|Good Friday"
    r"|fortnight|on the \d\d?(?:st|nd|rd|th)"
    r"|(?:days?|weeks?|months?)['’] time)"
)
#: `set in their ways`, `set in stone`: not for a day.
NOT_SO = (
    r"(?! by (?:the|an?|another|its|their|his|her) (?!end|start|middle|spring|summer|autumn|fall|winter|weekend|time))"
    r"(?! in (?:their|his|her|its|our|my|stone|motion)\b)"
)
