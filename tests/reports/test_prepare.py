from datetime import date

import pytest

from app.core.errors import NotFound, UserError
from app.core.locale import Locale
from app.models.registers.batches import Batch
from app.reports.content import PickBatch
from app.reports.forms import form_for, forms_for
from app.reports.prepare import Context, record_page
from app.reports.prepareorder import order_page, pick_page, slips_of_orders, slips_of_shipments
from app.services import settings
from app.store.shop import Shop

Ids = dict[str, list[int]]


def test_every_register_can_be_printed(shop: Shop) -> None:
    for register in shop.registry:
        names = [f.name for f in forms_for(register.name)]
        assert {"record", "history"} <= set(names)
    assert form_for("orders").name == "order"
    assert form_for("suppliers").name == "record"
    with pytest.raises(KeyError):
        form_for("suppliers", "pick-list")


def test_any_record_from_its_declaration(shop: Shop, filled: Ids, en: Locale) -> None:
    with shop.read(en.tr) as reader:
        page = record_page(Context(reader, en, shop.name), "orders", filled["orders"][0])
        with pytest.raises(NotFound):
            record_page(Context(reader, en, shop.name), "orders", 999)
    assert (page.kind, page.name) == ("Order", "SO-2026-000001")
    assert [p.word for p in page.pills] == ["Paid", "To ship"]
    pairs = dict(p for s in page.sections for p in s.pairs)
    assert pairs["Phone"] == "138****0001"
    assert pairs["Total"] == "128.00"
    assert page.masked == ("Phone", "Ship to")
    assert page.tables[0].rows[0][:3] == ("GHJ-250", "手工桂花酱 250g", "2")
    assert page.tables[0].totals[2] == "3"
    notes = dict(page.notes)
    assert notes["Buyer's note"] == "请周末派送"
    assert "客户要求开发票" in notes["Remarks"]
    assert page.timeline is None


def test_the_timeline_says_who_changed_what(shop: Shop, filled: Ids, en: Locale) -> None:
    first = filled["orders"][0]
    shop.change(lambda uow: uow.update("orders", first, {"phone": "13900000002"}, reason="typed wrong"))
    with shop.read(en.tr) as reader:
        page = record_page(Context(reader, en, shop.name), "orders", first, timeline=True)
    assert page.timeline is not None
    row = page.timeline.rows[0]
    assert row[1:] == ("林晓", "Changed: typed wrong", "Phone 138****0001 → 139****0002")


def test_a_voided_record_says_so(shop: Shop, filled: Ids, en: Locale) -> None:
    shop.change(lambda uow: uow.void("orders", filled["orders"][0], "entered twice"))
    with shop.read(en.tr) as reader:
        page = record_page(Context(reader, en, shop.name), "orders", filled["orders"][0])
    assert page.pills[0].word == "Voided"
    assert "Void: entered twice" in page.subtitle


def test_an_order_with_its_sums_and_parcels(shop: Shop, filled: Ids, en: Locale) -> None:
    with shop.read(en.tr) as reader:
        page = order_page(Context(reader, en, shop.name, reveal=True), filled["orders"][4])
    assert page.sums == (("Goods total", "128.00"), ("Total", "128.04"), ("Paid amount", "128.04"))
    assert page.sums[page.total_at][0] == "Total"
    assert [t.title for t in page.tables] == ["Items", "Shipments"]
    assert [r[2] for r in page.tables[1].rows] == ["73000000000", "73000000001"]
    assert page.masked == ()
    assert ("Phone", "13800000001") in page.sections[1].pairs
    assert "Amounts" not in [s.title for s in page.sections]


def test_the_pick_list_gathers_articles_and_takes_the_first_to_expire(shop: Shop, filled: Ids, en: Locale) -> None:
    with shop.read(en.tr) as reader:
        page = pick_page(Context(reader, en, shop.name), filled["orders"])
    assert (page.orders, page.pieces) == (4, 12)  # the shipped order is passed over
    assert [g.title for g in page.groups] == ["器皿", "调味酱"]
    mug, jam = page.groups[0].items[0], page.groups[1].items[0]
    assert (mug.pieces, mug.missing) == (4, 3)
    assert jam.batches == (PickBatch("B-0715", "2026-12-15", 4), PickBatch("B-0901", "2027-03-01", 4))
    assert jam.orders[0] == ("SO-2026-000001", 2)


def test_an_expired_batch_is_not_picked(shop: Shop, filled: Ids, en: Locale) -> None:
    table = Batch.__table__
    shop.change(
        lambda uow: uow.connection.execute(
            table.update().where(table.c.code == "B-0715").values(expiry_date=date(2026, 11, 22))  # type: ignore[attr-defined]
        )
    )
    with shop.read(en.tr) as reader:
        jam = pick_page(Context(reader, en, shop.name), filled["orders"][:1]).groups[1].items[0]
    assert [b.code for b in jam.batches] == ["B-0901"]


def test_nothing_to_pick_is_said(shop: Shop, filled: Ids, en: Locale) -> None:
    with shop.read(en.tr) as reader, pytest.raises(UserError, match="anything to pick"):
        pick_page(Context(reader, en, shop.name), filled["orders"][4:])


def test_a_slip_for_each_parcel_without_prices(shop: Shop, filled: Ids, en: Locale) -> None:
    shop.change(lambda uow: uow.set_setting(settings.PHONE.key, "057100000000"))
    with shop.read(en.tr) as reader:
        ctx = Context(reader, en, shop.name)
        slips = slips_of_orders(ctx, filled["orders"][3:])
        one = slips_of_shipments(ctx, filled["shipments"][1:])
        priced = slips_of_shipments(ctx, filled["shipments"][:1], prices=True)
    assert [(s.name, s.part, s.parts) for s in slips] == [
        ("SO-2026-000004", 1, 1),
        ("SH-2026-000001", 1, 2),
        ("SH-2026-000002", 2, 2),
    ]
    assert [line.pieces for line in slips[0].lines] == [2, 1]
    assert all(not line.price and not line.amount for s in slips for line in s.lines)
    assert slips[1].phone == "138****0001"
    assert slips[1].carrier != "zhongtong"
    assert slips[1].shop_phone == "057100000000"
    assert [s.name for s in one] == ["SH-2026-000002"]
    assert (priced[0].lines[0].price, priced[0].total) == ("50.00", "50.00")


def test_cancelled_parcels_have_no_slip(shop: Shop, filled: Ids, en: Locale) -> None:
    for i in filled["shipments"]:
        shop.change(lambda uow, i=i: uow.update("shipments", i, {"status": "cancelled"}))  # type: ignore[misc]
    with shop.read(en.tr) as reader, pytest.raises(UserError):
        slips_of_shipments(Context(reader, en, shop.name), filled["shipments"])
