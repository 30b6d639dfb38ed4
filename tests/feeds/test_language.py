"""In which language a feed is, by its small words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.feeds.language import foreign_language, language_words

TITLES = {
    "German": "Die Fähre geht in Betrieb. Die Wahl ist nicht gültig. Der Tunnel wird geöffnet. Das Amt und die Stadt.",
    "French": "Le maire quitte son poste. Les pompiers sont là. Une ligne pour la ville. Le tunnel est rouvert.",
    "Spanish": "El alcalde anuncia su marcha. Los bomberos y la noche. El túnel y las obras. Se abre con retraso.",
    "Italian": "Il sindaco lascia. I pompieri sono al porto per un incendio. Gli operai. Il tunnel non è aperto.",
    "Portuguese": "O prefeito não sai. Os bombeiros pela noite. Uma linha não abre. O túnel reabre, os ônibus não.",
    "Dutch": "Het vuur is geblust. Een lijn voor de stad wordt niet geopend. De tunnel is open met vertraging.",
    "Polish": "Nie będzie linii w mieście. Tunel jest otwarty od rana. Nie ma ofiar i są korki.",
    "Swedish": "Det är inte klart. En ny linje för staden och ett nytt tåg. Han är inte här. Det är inte för sent.",
    "Norwegian or Danish": "Det er ikke klart. Han er ikke til stede og går av. Det er et problem. Det blev til et nej.",
    "Turkish": "Ekip ve bir plan. Bu yıl için bir plan. Tünel daha sonra açıldı. En iyi olan bu.",
    "another script than Latin": "Мэр уходит в отставку. Тоннель снова открыт. Новый паром выйдет на линию.",
}


@pytest.mark.parametrize("language", TITLES)
def test_a_language_shows_by_its_small_words(language: str) -> None:
    assert foreign_language(TITLES[language].split(". ")) == language


def test_what_is_not_listed_is_seen_to_be_no_english() -> None:
    title = (
        "Uusi lautta aloittaa liikenteen saaren ja mantereen välillä ensi viikolla, kertoo yhtiö tiedotteessaan aamulla"
    )
    assert foreign_language([title] * 12) == "another language than English"
    assert foreign_language([title] * 4) == ""


@pytest.mark.parametrize(
    "titles",
    [
        ["Mayor resigns", "Tunnel reopens", "Ferry starts", "Council cuts jobs"] * 5,
        ["La Liga: Veldam win", "Le Sage vows to fight on", "Die Alten and the Greens in talks", "El Norte votes"] * 5,
        ["The mayor of Veldam is to resign", "A tunnel that was closed for a year reopens", "Rain with wind"] * 30,
        ["Neue Fähre", "Der Tunnel"],
        [],
    ],
)
def test_english_headlines_and_too_few_words_are_let_be(titles: list[str]) -> None:
    assert language_words(titles) == ""


def test_it_is_told_with_what_it_means() -> None:
    assert language_words(TITLES["German"].split(". ")) == "in German; only news in English is understood"


@given(st.lists(st.text(max_size=80), max_size=12))
def test_any_text_can_be_looked_at(texts: list[str]) -> None:
    assert isinstance(foreign_language(texts), str)
