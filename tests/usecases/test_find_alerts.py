"""What failed is found however much came after it."""

from datetime import timedelta

import pytest
from build import NOON
from store_rows import a_delivery, an_alert

from monitor.model.alert import DeliveryState
from monitor.ports import Store
from monitor.usecases.retry_alerts import find_alerts


@pytest.mark.slow
def test_a_failed_alert_is_found_behind_a_thousand_newer_ones(store: Store) -> None:
    old = an_alert("old", created_at=NOON - timedelta(days=1))
    with store.write() as tx:
        tx.add_alert(old, [a_delivery("old", alert=old.id, state=DeliveryState.DEAD)])
        for number in range(1_100):
            newer = an_alert(f"n{number}")
            tx.add_alert(newer, [a_delivery(f"n{number}", alert=newer.id, state=DeliveryState.SENT, sent_at=NOON)])
    assert [found.alert.id for found in find_alerts(store, failed=True)] == [old.id]
    assert len(find_alerts(store, limit=1_050)) == 1_050
    assert len(find_alerts(store)) == 50
