"""Every pair of states: what a later export may change, stated a second time as rules."""

import itertools

import pytest

from app.models.registers.orders import FULFILMENT, PAYMENT
from app.services.states import FULFILMENT_AFTER, PAYMENT_AFTER, fulfilment_after, payment_after

SHIPPING = [o.key for o in FULFILMENT]
PAYING = [o.key for o in PAYMENT]
FORWARD = ["new", "to_ship", "part_shipped", "shipped", "completed"]


def test_the_tables_hold_every_pair() -> None:
    assert set(FULFILMENT_AFTER) == set(itertools.product(SHIPPING, SHIPPING))
    assert set(PAYMENT_AFTER) == set(itertools.product(PAYING, PAYING))


@pytest.mark.parametrize(("now", "said"), sorted(FULFILMENT_AFTER))
def test_fulfilment_moves_forward_only(now: str, said: str) -> None:
    after = fulfilment_after(now, said)
    if now == "cancelled":
        assert after == "cancelled"
    elif said == "cancelled":
        assert after == ("cancelled" if now in ("new", "to_ship") else now)
    else:
        assert after == max(now, said, key=FORWARD.index)


@pytest.mark.parametrize(("now", "said"), sorted(PAYMENT_AFTER))
def test_payment_moves_forward_only(now: str, said: str) -> None:
    assert payment_after(now, said) == max(now, said, key=PAYING.index)


def test_a_file_that_does_not_say_changes_nothing() -> None:
    assert fulfilment_after("to_ship", None) == "to_ship"
    assert payment_after("paid", None) == "paid"
