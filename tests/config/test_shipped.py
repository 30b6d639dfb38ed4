"""The config that ships is sound, and says what the README promises."""

from datetime import date
from pathlib import Path

from monitor.config import load_config
from monitor.model.claim import Modality

SHIPPED = Path(__file__).parents[2] / "config.toml"


def test_the_shipped_config_reads_without_any_secret() -> None:
    config = load_config(SHIPPED, {})
    assert config.store_url == f"sqlite:///{SHIPPED.parent / 'monitor.db'}"
    assert [target.url for target in config.targets] == ["console://"]


def test_it_watches_nine_sources_with_their_names() -> None:
    config = load_config(SHIPPED, {})
    assert len(config.feeds) == 9
    assert {"BBC News", "Kremlin", "UN News", "U.S. State Department"} <= {feed.outlet for feed in config.feeds}


def test_it_brings_the_three_claims_of_the_article() -> None:
    claims = {claim.slug: claim for claim in load_config(SHIPPED, {}).claims}
    assert set(claims) == {"astana-envoy", "safe-zones", "g20-meeting"}
    assert all(claim.said_on == date(2017, 5, 2) and claim.criteria for claim in claims.values())
    g20 = claims["g20-meeting"]
    assert (g20.asserted_by, g20.silent, g20.modality) == (("Kremlin",), ("White House",), Modality.PLANS)
    assert g20.due is not None
    assert g20.due.latest == date(2017, 7, 31)
    assert {claim.source.outlet for claim in claims.values()} == {"Slate"}
