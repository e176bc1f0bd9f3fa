"""A recall: every buyer of the batch once, telephones looked at on record, nobody forgotten."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from app.core.errors import Invalid, NotAllowed
from app.core.progress import Progress
from app.reports.recall import export_calls
from app.services import remedies, transitions
from app.services.emergency import recall
from app.services.emergency.balances import emergency_imbalances
from app.services.tracing import trace
from tests.services.emergency.conftest import Drillground


def sold(ground: Drillground, *buyers: tuple[str, str, int]) -> int:
    """A batch of which each buyer (name, phone, pieces) got some, one order each; returns the batch's id."""
    product = ground.save("products", None, {"sku": "GHJ-250", "name": "桂花酱", "price": 2500, "shelf_life_days": 180})
    maker = {"name": "山野食品厂", "phone": "13800000000", "address": "浙江省杭州市", "licence_no": "SC100"}
    supplier = ground.save("suppliers", None, maker)
    line = {
        "product_id": product,
        "quantity": 100,
        "batch_code": "L1",
        "production_date": ground.today - timedelta(days=9),
    }
    head = {"supplier_id": supplier, "licence_seen": True, "vouchers": "送货单", "receiver": "林晓"}
    ground.move("receipts", ground.save("receipts", None, head, lines=[line]), "post")
    for name, phone, pieces in buyers:
        sell(ground, product, name, phone, pieces)
    with ground.shop.read() as reader:
        return reader.by_number("batches", "L1")


def sell(ground: Drillground, product: int, name: str, phone: str, pieces: int) -> None:
    values = {"buyer_name": name, "phone": phone, "platform": "taobao", "buyer_nick": phone or name}
    order = ground.save("orders", None, values, lines=[{"product_id": product, "quantity": pieces}])
    for move, asked in (
        ("pay", {"payment_method": "微信"}),
        ("ship", {"carrier": "zhongtong", "waybill": f"73{order:08d}"}),
    ):
        ground.shop.change(lambda uow, m=move, a=asked: transitions.perform(uow, "orders", order, m, a))  # type: ignore[misc]


def recalled(ground: Drillground, batch: int) -> int:
    values: dict[str, Any] = {"title": "桂花酱标签漏标过敏原", "kind": "recall", "batch_id": batch}
    incident = ground.save("incidents", None, {**values, "found_at": ground.shop.clock()})
    ground.move("incidents", incident, "respond", no_plan_reason="尚无预案")
    return incident


BUYERS = (("陈甲", "13800000001", 2), ("王乙", "13800000002", 1), ("陈甲", "13800000001", 3))


def calls(ground: Drillground, incident: int) -> list[recall.Call]:
    with ground.shop.read() as reader:
        return recall.calls(reader, incident)


def test_each_buyer_is_called_once_for_all_their_orders(ground: Drillground) -> None:
    incident = recalled(ground, sold(ground, *BUYERS))
    found = calls(ground, incident)
    assert [(c.buyer_name, c.pieces, len(c.order_numbers.split("、"))) for c in found] == [
        ("陈甲", 5, 2),
        ("王乙", 1, 1),
    ]
    assert found[0].phone == "138****0001"
    stored = ground.record("incidents", incident)
    assert (stored["calls"], stored["calls_left"], stored["must_report"]) == (2, 2, True)


def test_listing_again_adds_only_what_left_since(ground: Drillground) -> None:
    batch = sold(ground, *BUYERS)
    incident = recalled(ground, batch)
    assert ground.do(recall.list_buyers, incident) == 0
    ground.do(recall.record_call, incident, calls(ground, incident)[0].id, "told")
    product = ground.record("batches", batch)["product_id"]
    sell(ground, product, "李丙", "13800000003", 1)
    sell(ground, product, "陈甲", "13800000001", 1)
    assert ground.do(recall.list_buyers, incident) == 1
    after = {c.buyer_name: c for c in calls(ground, incident)}
    assert after["陈甲"].open and after["陈甲"].pieces == 6  # got more since: called again
    assert ground.record("incidents", incident)["calls_left"] == 3


def test_a_call_without_an_answer_has_to_be_made_again(ground: Drillground) -> None:
    incident = recalled(ground, sold(ground, *BUYERS))
    first, second = calls(ground, incident)
    ground.do(recall.record_call, incident, first.id, "no_answer")
    ground.do(recall.record_call, incident, first.id, "no_answer")
    ground.do(recall.record_call, incident, second.id, "destroyed", "两瓶都扔了")
    one, two = calls(ground, incident)
    assert (one.result, one.tries, one.open) == ("no_answer", 2, True)
    assert (two.result, two.called_by, two.note) == ("destroyed", "林晓", "两瓶都扔了")
    assert ground.record("incidents", incident)["calls_left"] == 1


def test_a_telephone_is_looked_at_on_record(ground: Drillground) -> None:
    incident = recalled(ground, sold(ground, *BUYERS))
    call = calls(ground, incident)[0]
    assert ground.do(recall.phone_of, incident, call.id, "召回通知") == "13800000001"
    assert ground.do(recall.phones, incident, "召回通知") == {
        c.id: f"1380000000{c.position}" for c in calls(ground, incident)
    }
    with ground.shop.read() as reader:
        seen = [e for e in reader.timeline("orders", call.order_id) if e.action == "reveal"]
    assert len(seen) == 2 and all(e.reason == "召回通知" for e in seen)
    inspector = ground.seat("检查员", "inspector")
    with pytest.raises(NotAllowed):
        inspector.record(lambda uow: recall.phone_of(uow, incident, call.id, "看看"))
    inspector.close()


def test_it_is_not_closed_while_somebody_was_not_told(ground: Drillground) -> None:
    incident = recalled(ground, sold(ground, *BUYERS[:1]))
    with pytest.raises(Invalid):
        ground.save("incidents", incident, {"batch_id": None})
    ground.move("incidents", incident, "contain")
    review = {"cause": "标签", "went_well": "快", "went_badly": "慢", "lessons": "查标签"}
    with pytest.raises(NotAllowed, match="buyer"):
        ground.move("incidents", incident, "close", **review)


def test_neither_log_nor_lines_hold_a_telephone(ground: Drillground) -> None:
    incident = recalled(ground, sold(ground, *BUYERS))
    ground.do(recall.record_call, incident, calls(ground, incident)[0].id, "told")
    with ground.shop.read() as reader:
        said = repr(reader.timeline("incidents", incident)) + repr(reader.lines("incidents", incident, "calls"))
    assert "13800000001" not in said


def came_back(ground: Drillground, order: int, pieces: int, kind: str = "return") -> int:
    """Pieces of an order came back and were looked at; returns the remedy's id."""
    line = ground.lines("orders", order, "lines")[0]["id"]
    remedy = ground.do(remedies.start, order, kind, "quality", {line: pieces})
    ground.move("remedies", remedy, "agree")
    ground.move("remedies", remedy, "receive", received_on=ground.today)
    ground.move("remedies", remedy, "inspect")
    return int(remedy)


def held(ground: Drillground, incident: int) -> dict[str, tuple[int, str]]:
    return {c.buyer_name: (c.pieces, c.result) for c in calls(ground, incident)}


def test_what_came_back_before_is_not_called_for(ground: Drillground) -> None:
    batch = sold(ground, *BUYERS)
    first, second, third = range(1, 4)
    came_back(ground, first, 1)
    came_back(ground, second, 1)
    incident = recalled(ground, batch)
    assert held(ground, incident) == {"陈甲": (4, "open")}, "who sent all back is not listed"
    assert ground.record("incidents", incident)["calls_left"] == 1
    came_back(ground, third, 3)
    [call] = calls(ground, incident)
    assert (call.pieces, len(call.order_numbers.split("、"))) == (1, 1), "its other order has nothing left"


def test_a_buyer_who_sends_all_back_is_marked_and_called_again_when_that_is_reversed(
    ground: Drillground, tmp_path: Path
) -> None:
    incident = recalled(ground, sold(ground, *BUYERS))
    remedy = came_back(ground, 2, 1)
    assert held(ground, incident) == {"陈甲": (5, "open"), "王乙": (0, "returned")}
    assert ground.record("incidents", incident)["calls_left"] == 1
    with ground.shop.read() as reader:
        assert list(emergency_imbalances(reader)) == []
        assert [x["pieces"] for x in reader.lines("incidents", incident, "calls")] == [5, 0], "as the paper lists it"
    path = tmp_path / "买家.xlsx"
    export_calls(ground.shop, incident, path, ground.shop.locale(), Progress())
    rows = [[c.value for c in row] for row in load_workbook(path).worksheets[0].iter_rows()]
    assert ("王乙", 0) in [(row[1], row[4]) for row in rows] and ("陈甲", 5) in [(row[1], row[4]) for row in rows]
    ground.move("remedies", remedy, "undo", reverse_reason="录错了")
    assert held(ground, incident)["王乙"] == (1, "open")
    assert ground.record("incidents", incident)["calls_left"] == 2


def test_what_a_told_buyer_sends_back_leaves_the_call_as_it_was(ground: Drillground) -> None:
    incident = recalled(ground, sold(ground, *BUYERS))
    told = next(c for c in calls(ground, incident) if c.buyer_name == "王乙")
    ground.do(recall.record_call, incident, told.id, "told")
    came_back(ground, 2, 1)
    assert held(ground, incident)["王乙"] == (0, "told")


def test_the_parcel_that_is_cancelled_need_not_be_called_for(ground: Drillground) -> None:
    incident = recalled(ground, sold(ground, *BUYERS))
    ground.move("shipments", 2, "cancel", cancel_reason="拦截")
    assert held(ground, incident)["王乙"] == (0, "returned")


def test_a_line_that_left_from_two_batches_counts_what_came_back_for_the_other_first(ground: Drillground) -> None:
    batch = sold(ground, *BUYERS[:1])
    line = ground.lines("shipments", 1, "lines")[0]
    with ground.shop.read() as reader:
        assert [d.kept for d in trace(reader, batch).destinations] == [2]
    more = {**line, "batch_id": None, "batch_code": None, "quantity": 1}
    ground.do(lambda uow: uow.update("shipments", 1, {}, lines={"lines": [{**line, "quantity": 1}, without_id(more)]}))
    came_back(ground, 1, 1)
    with ground.shop.read() as reader:
        assert [d.kept for d in trace(reader, batch).destinations] == [1], "the piece here may be the other one"


def without_id(row: dict[str, Any]) -> dict[str, Any]:
    return {n: v for n, v in row.items() if n != "id"}
