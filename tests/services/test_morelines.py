"""Lines that stood in another part of an export."""

from __future__ import annotations

from typing import Any

from app.services import intake, later
from app.services.intake import Incoming
from app.services.later import Later
from tests.services.conftest import Desk
from tests.services.test_linking import PLACED


def line(title: str, number: str | None = None, pieces: int = 1) -> dict[str, Any]:
    return {"platform_line_id": number, "sku": title, "title": title, "quantity": pieces, "unit_price": 500}


def told(*lines: dict[str, Any], **more: Any) -> Incoming:
    values = {"platform": "jd", "platform_order_id": "1", "placed_at": PLACED, "payment": "paid", **more}
    return Incoming(values, list(lines))


def again(desk: Desk, order_id: int, one: Incoming) -> list[int]:
    return desk.shop.change(lambda uow: later.apply(uow, later.plan(uow.reader, [Later(order_id, one)])))


def arrived(desk: Desk, *lines: dict[str, Any], **more: Any) -> int:
    return desk.shop.change(lambda uow: intake.add_new(uow, [told(*lines, **more)]))[0]


def test_an_unseen_line_is_added_with_its_amount(desk: Desk) -> None:
    made = arrived(desk, line("茶", "1-1"))
    assert again(desk, made, told(line("茶", "1-1"), line("蜜", "1-2", 3))) == [made]
    order = desk.record("orders", made)
    assert [x["title"] for x in desk.lines("orders", made)] == ["茶", "蜜"]
    assert (order["goods_total"], order["total"], order["paid"], order["quantity"]) == (2000, 2000, 2000, 4)
    assert again(desk, made, told(line("蜜", "1-2", 3))) == []
    desk.check()


def test_without_line_numbers_only_wholly_other_lines_are_new(desk: Desk) -> None:
    made = arrived(desk, line("茶"))
    assert again(desk, made, told(line("茶", pieces=2), line("蜜"))) == []
    assert again(desk, made, told(line("蜜"))) == [made]


def test_lines_that_a_person_edited_stay_as_they_are(desk: Desk) -> None:
    made = arrived(desk, line("茶", "1-1"), line("蜜", "1-2"), payment="unpaid")
    first = desk.lines("orders", made)[0]
    desk.save("orders", made, {}, {"lines": [first]})
    assert again(desk, made, told(line("茶", "1-1"), line("蜜", "1-2"), payment="unpaid")) == []
    assert len(desk.lines("orders", made)) == 1
