"""In which language a feed is written, as far as its small words show: news is read in English only, and one should know.

What feeds declare of themselves (`language`, `xml:lang`) is often what their program came with, so their words count.
"""

import re
from collections import Counter
from collections.abc import Iterable

#: Words that stand in every text of a language and hardly in one of another here.
_SMALL_WORDS = {
    "English": "the and of to for with from that has have by his her their after over says said who is are will its it at",
    "German": "der die das und ist nicht mit von den dem des ein eine im zu auf für sich auch nach bei wird werden aus",
    "French": "le les des et est une un du dans pour qui que sur par au aux pas avec ce cette sont ses plus",
    "Spanish": "el los las del y una por con para se su sus al lo más ha son como pero fue",
    "Italian": "il gli di della che per non sono del alla dei nel più anche dal ha una delle si",
    "Portuguese": "os da do dos das em na um uma para com não ao são mais foi pela pelo",
    "Dutch": "het een en van op te dat voor met niet aan er bij uit zijn wordt naar ook de",
    "Polish": "w na się nie z do że jest po od przez dla są oraz jak",
    "Turkish": "ve bir bu için ile da daha olarak sonra olan en çok",
    "Swedish": "och är för att ett inte som på av till med den om har från",
    "Norwegian or Danish": "og er på til av af som det ikke med at den har fra et blir bliver",
}
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_TEXTS = 3
_LEAST_WORDS = 6
#: So many more small words of another language than of English.
_CLEARLY = 3
#: A language that is not listed shows by what lacks: English words are this share at least, of so many.
_LEAST_ENGLISH = 0.04
_MANY_TEXTS = 8
_MANY_WORDS = 150
_OF = {word: language for language, words in reversed(_SMALL_WORDS.items()) for word in words.split()}
_SHARED = frozenset(
    word
    for word, number in Counter(word for words in _SMALL_WORDS.values() for word in set(words.split())).items()
    if number > 1
)


def foreign_language(texts: Iterable[str]) -> str:
    """In words, the language of these titles and summaries; empty for English, and where they are too few to tell."""
    told = [_WORD.findall(text.casefold()) for text in texts]
    words = [word for text in told for word in text]
    if len(told) < _LEAST_TEXTS or len(words) < _LEAST_WORDS:
        return ""
    if 2 * sum(map(_is_latin, words)) < len(words):
        return "another script than Latin"
    small = Counter(_OF[word] for word in words if word in _OF and word not in _SHARED)
    english = small.pop("English", 0)
    if small:
        language, number = small.most_common(1)[0]
        if number >= max(_LEAST_WORDS, _CLEARLY * english):
            return language
    is_other = len(told) >= _MANY_TEXTS and len(words) >= _MANY_WORDS and english < _LEAST_ENGLISH * len(words)
    return "another language than English" if is_other else ""


def language_words(texts: Iterable[str]) -> str:
    """`in German; only news in English is understood`; empty when there is nothing to say."""
    language = foreign_language(texts)
    return f"in {language}; only news in English is understood" if language else ""


def _is_latin(word: str) -> bool:
    return word[0] < "\u0250"
