"""The words that stand over a clause: they say it, state it, think it, suppose it, or tell which one is meant."""

import re

SAY_THAT = re.compile(
    r"\b(?:was (?:expected|understood|agreed|decided)|(?<!is )(?<!than )(?<!not )expected(?= that)"
    r"|would anticipate|would expect|found|finds|shows|showed"
    r"|calculated?s?|let it be known|made (?:it )?clear|word"
    r"|news|statement|readout|confirmation"
    r"|announcement|plan|pledge|vow|declaration|insistence"
    r"|promise|(?:put )?in writing|anticipates?|assurances?|signal|sign|clear|likely|unlikely|probable|certain|inevitable)"
    r" (?:\w+ ){0,4}?(?:is )?that\s+[“\"‘']*"
)
#: `is disappointed that he has no plans`: what follows is so.
FACT = re.compile(
    r"\b(?:disappointed|pleased|glad|happy|delighted|surprised|upset|angry|furious|aware|proud|relieved|frustrated|the"
    r" fact)"
    r" that\s+"
)
THINK = re.compile(
    r"\b(?:thinks?|thought|believ(?:es?|ed|ing)|argu(?:es?|ed|ing)|contends?|contended|fear(?:s|ed|ing)?|hop(?:es?"
    r"|ed|ing)|hopefully|(?<!the )(?<!The )(?<!a )suspects?(?= (?:that|it|he|she|they|the)\b)|feels?|felt|guess"
    r"|worr(?:y|ies|ied)|imagines?|wonder(?:s|ed|ing)?|doubts?|doubted"
    r"|speculat(?:es?|ed|ing|ion)|convinced|confident|optimistic|opinion"
    r"|concern(?:s|ed)?(?! that (?:had|has|have|was|were|is|are)\b)|idea|theory|hope|fears"
    r"|belief|possibility|chance|odds|risk|worries|worried|afraid|nervous|anxious|possible|sounds? like|looks? like"
    r"|(?:sounds?|looks?|seems?|appears?) as (?:if|though)|pray|bet|conceivable|sure|persuaded"
    r"|doubtful"
    r"|anticipate(?! that\b))\b(?: (?:of the opinion|about|is|are|by|on))?(?: that)?\s+"
)
SUPPOSE = re.compile(
    r"(?:\b(?:not|never|hardly|(?:is|was)n['’]t) (?:yet |at all |entirely )?(?:clear|certain|obvious|known|likely) that"
    r"|\b(?:if|whether|unless|in case|assum(?:es?|ed|ing)(?: that)?|suppose|how|what|why|whoever|whatever"
    r"|until(?! (?:at least |the end|later|early|late|mid|next|further|\d|[A-Z]))|once(?! (?:more|again|every|an?"
    r"|in)\b)|as long as"
    r"|provided|lest|so that|in order that|regardless of|would (?:mean|require|allow|ensure)(?: that)?)\b(?! to )"
    r"|(?<!, )\b(?:when|who|where|which)(?= (?:\w+ ){0,3}(?:will|would|\w+['’]ll)\b)|^[“\"]?when(?= \w+['’]ll\b)"
    r"|\b(?:knows?|knew|clear|unclear|say|decided?|determined?|asked|uncertain|idea|reveal(?:ed)?|specif(?:y|ied)|tell"
    r"|discuss(?:ed)?|see)(?: exactly| just)? (?:when|who|where|which)\b)\s+",
    re.IGNORECASE,
)
RELATIVE = re.compile(
    r"(?:,? (?:which|who|whom|whose|where)|(?<=[a-z’'\"”])(?<!\band)(?<!\bbut) that|,? (?:of|in|for|at|by|under|to|through"
    r"|from|on)"
    r" which)\s+(?=(?:\w+ ){0,5}?)",
    re.IGNORECASE,
)
