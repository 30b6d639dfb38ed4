"""The three predictions that the demo follows: they were open in the news of 2 May 2017."""

from datetime import date

from monitor.demo.archive import START
from monitor.model.claim import Claim, ClaimSource, DueWindow, Modality, Precision

_SAID_ON = date(2017, 5, 2)
_SOURCE = ClaimSource(outlet="Slate", title="Are Putin and Trump Getting Along Again?", published=_SAID_ON)

CLAIMS = (
    Claim(
        slug="astana-envoy",
        statement=(
            "The United States will send an envoy to the coming Russian-led Syria peace talks in Astana, Kazakhstan."
        ),
        said_on=_SAID_ON,
        created_at=START,
        asserted_by=("White House",),
        modality=Modality.WILL,
        due=DueWindow(earliest=_SAID_ON, text="the coming round of talks", precision=Precision.OPEN),
        criteria="A representative sent from Washington takes part in the talks, under whatever title.",
        source=_SOURCE,
        terms=("observer", "State Department"),
        not_terms=("FC Astana", "Astana Pro Team", "cycling", "Expo 2017"),
        tags=("syria", "russia", "usa"),
        # The coming round is that of May; later rounds are other news.
        watched_until=date(2017, 5, 31),
    ),
    Claim(
        slug="safe-zones",
        statement=(
            "Russia, with Iran and Turkey, will set up four safe or de-escalation zones in Syria, "
            "guarded by their troops."
        ),
        said_on=_SAID_ON,
        created_at=START,
        asserted_by=("Russia",),
        modality=Modality.PLANS,
        due=DueWindow(earliest=_SAID_ON, latest=date(2017, 12, 31), text="no date given", precision=Precision.OPEN),
        criteria="The three states agree on the zones, the zones take effect, troops are sent to guard them.",
        source=_SOURCE,
        terms=("buffer zones", "memorandum", "guarantor"),
        tags=("syria", "russia"),
    ),
    Claim(
        slug="g20-meeting",
        statement=(
            "Donald Trump and Vladimir Putin will meet in person on the sidelines of the G20 summit "
            "in Hamburg in July 2017."
        ),
        said_on=_SAID_ON,
        created_at=START,
        asserted_by=("Kremlin",),
        silent=("White House",),
        modality=Modality.PLANS,
        due=DueWindow(
            earliest=date(2017, 7, 1),
            latest=date(2017, 7, 31),
            text="in July, at the G20 summit in Hamburg",
            precision=Precision.MONTH,
        ),
        criteria="The two meet face to face in Hamburg during the summit, for however long.",
        source=_SOURCE,
        terms=("bilateral", "face to face"),
        tags=("russia", "usa", "g20"),
    ),
)
