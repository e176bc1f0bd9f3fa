from datetime import date

import pytest

from app.core.locale import Locale
from app.models.declaration import NowPlus, TodayPlus, Where
from app.models.kinds import Value
from app.models.registry import Registry
from app.reports.table import Table, batched, from_view, peek
from app.reports.viewwords import filter_words, period_words
from app.services import settings
from app.store.shop import Shop
from app.store.view import View

Ids = dict[str, list[int]]


def table(shop: Shop, view: View, locale: Locale, reveal: bool = False) -> tuple[Table, list[tuple[Value, ...]]]:
    with shop.read(locale.tr) as reader:
        made = from_view(reader, shop.registry, view, locale, shop=shop.name, reveal=reveal)
        rows = list(made.rows)
        assert list(made.rows) == rows  # can be read again
        return made, rows


def test_a_list_as_shown(shop: Shop, filled: Ids, en: Locale) -> None:
    made, rows = table(shop, View("orders"), en)
    register = shop.registry["orders"]
    assert [c.name for c in made.columns] == list(register.columns)
    assert made.title == "Orders"
    assert made.count == len(rows) == 5
    assert made.totals == {"total": 5 * 12800 + 10}
    assert rows[0][0] == "SO-2026-000001"  # placed last


def test_chosen_columns_order_and_filter(shop: Shop, filled: Ids, en: Locale) -> None:
    view = View("orders", where=(Where("platform", "eq", "jd"),), sort="total", columns=("total", "number"))
    made, rows = table(shop, view, en)
    assert rows == [(12801, "SO-2026-000002"), (12804, "SO-2026-000005")]
    assert made.filter == "Platform: JD"
    assert made.totals == {"total": 25605}


def test_personal_fields_are_masked_unless_revealed(shop: Shop, filled: Ids, en: Locale) -> None:
    view = View("orders", columns=("number", "phone", "address"))
    made, rows = table(shop, view, en)
    assert rows[0][1:] == ("138****0001", "浙江省杭州市西湖区****")
    assert made.masked == ("phone", "address")
    made, rows = table(shop, view, en, reveal=True)
    assert rows[0][1] == "13800000001"
    assert made.masked == ()


def test_names_are_masked_where_the_shop_chose_so(shop: Shop, filled: Ids, en: Locale) -> None:
    view = View("orders", columns=("buyer_name",))
    assert table(shop, view, en)[1][0] == ("陈予安",)
    shop.change(lambda uow: uow.set_setting(settings.MASK_NAMES.key, True))
    assert table(shop, view, en)[1][0] == ("陈**",)


def test_references_are_shown_by_their_titles(shop: Shop, filled: Ids, en: Locale) -> None:
    _, rows = table(shop, View("batches", columns=("code", "product_id", "supplier_id")), en)
    assert ("B-0715", "手工桂花酱", None) in rows


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (View("orders"), ""),
        (View("orders", chip="to_ship"), "To ship"),
        (View("orders", search="桂花"), 'search "桂花"'),
        (View("orders", ids=(1, 2)), "2 selected records"),
        (View("orders", voided=True), "voided records included"),
        (View("orders", where=(Where("platform", "in", ("jd", "taobao")),)), "Platform: JD, Taobao"),
        (View("orders", where=(Where("ship_by", "lt", NowPlus(0)),)), "Ship by below now"),
        (View("orders", where=(Where("ship_by", "lt", NowPlus(-2)),)), "Ship by below now -2 hours"),
        (View("batches", where=(Where("expiry_date", "le", TodayPlus(30)),)), "Expires up to today +30 days"),
        (View("orders", where=(Where("total", "ge", 10050),)), "Total from ¥100.50"),
        (View("orders", where=(Where("total", "in", (100, 200)),)), "Total: ¥1.00, ¥2.00"),
        (View("orders", where=(Where("refunded", "gt", 0),)), "Refunded amount above 0.00"),
        (View("products", where=(Where("price", "ge", 10050),)), "Price from 100.50"),
        (View("orders", where=(Where("waybills", "eq", ""),)), "Waybills: nothing"),
        (View("orders", where=(Where("phone", "eq", "13800000001"),)), "Phone: 138****0001"),
        (View("products", where=(Where("available", "le_field", "low_stock"),)), "Available up to Low-stock level"),
        (View("products", where=(Where("low_stock", "filled"),)), "Low-stock level is filled in"),
    ],
)
def test_the_filter_in_words(registry: Registry, en: Locale, view: View, words: str) -> None:
    assert filter_words(registry[view.register], view, en) == words


def test_the_period_in_words(en: Locale) -> None:
    start, end = date(2026, 10, 1), date(2026, 10, 31)
    assert period_words(View("orders", start=start, end=end), en) == "2026-10-01 to 2026-10-31"
    assert period_words(View("orders", start=start), en) == "from 2026-10-01"
    assert period_words(View("orders", end=end), en) == "until 2026-10-31"


def test_batches_and_peeks_lose_nothing() -> None:
    assert list(batched(range(5), 2)) == [[0, 1], [2, 3], [4]]
    head, whole = peek(iter(range(5)), 3)
    assert head == [0, 1, 2]
    assert list(whole) == [0, 1, 2, 3, 4]


def test_what_is_written_is_what_was_hashed_though_someone_works_meanwhile(shop: Shop, filled: Ids, en: Locale) -> None:
    with shop.read(en.tr) as reader:
        made = from_view(reader, shop.registry, View("orders"), en, shop=shop.name)
        before = list(made.rows)
        shop.change(lambda uow: uow.update("orders", filled["orders"][0], {"buyer_name": "赵思齐"}))
        assert list(made.rows) == before
