"""What verify says when remedies and their ledgers do not agree: each check has a plain name, and none is silent."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update

from app.models.registers.orders import Order, OrderLine
from app.models.registers.remedies import Remedy, RemedyLine
from app.services import balances
from app.services.tables import table
from tests.services.remedies_desk import sent, whole


@pytest.mark.parametrize(
    ("model", "column", "value", "said"),
    [
        (OrderLine, "returned", 5, "returned of order line is 5, the ledger says 1"),
        (OrderLine, "returned", 5, "returned of what was sold is 5, the ledger says 2"),
        (Order, "refunded", 9000, "refunded of what was paid is 9000, the ledger says 2000"),
        (Order, "refunded", 1, "paid back by remedies is 1000, the ledger says 1"),
        (RemedyLine, "posted", 0, "returned to stock is 0, the ledger says 1"),
        (Remedy, "refund_amount", 700, "paid back is 700, the ledger says 1000"),
        (Remedy, "compensation", 700, "compensation paid is 700, the ledger says 300"),
    ],
)
def test_each_balance_that_is_off_is_named(desk, model: Any, column: str, value: int, said: str) -> None:
    whole(desk, sent(desk, (desk.product("A", 9), 2)), pieces={0: 1}, compensation=300)
    desk.check()
    t = table(model)
    desk.shop.change(lambda uow: uow.connection.execute(update(t).values(**{column: value})))
    with desk.shop.read() as reader:
        assert any(said in str(t) for t in balances.check_balances(reader))
