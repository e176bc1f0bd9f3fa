"""Files in another currency than the shop's: told before they come in, shown in their own amounts."""

from __future__ import annotations

from pathlib import Path

from app.core.locale import Locale
from app.imports.bring_in import plan
from app.imports.currencies import OTHER_CURRENCY
from app.imports.wish import Wish
from app.store.shop import Shop
from tests.abroad import abroad
from tests.imports.desk import Counter
from tests.imports.helpers import PLAIN, plain


def said(shop: Shop, shown: object, field: str) -> list[str]:
    with shop.read() as reader:
        at: Locale = reader.locale
    kind = shop.registry["orders"].field(field).kind
    place = shown.preview_fields.index(field)  # type: ignore[attr-defined]
    return [kind.say(r.values[place], at) for r in shown.preview]  # type: ignore[attr-defined]


def test_the_preview_tells_and_shows_it(shop: Shop, tmp_path: Path) -> None:
    shown = abroad(shop, tmp_path)
    (notice,) = [n for n in shown.notices if n.code == OTHER_CURRENCY]
    assert str(notice.text) == (
        "2 orders are in JPY, USD, not in the shop's CNY. They keep their currency, and sums tell them apart."
    )
    assert not notice.blocking
    assert notice.text in shown.outcome.warnings
    assert said(shop, shown, "total") == ["50.00", "US$35.00", "JP¥1,200"]


def test_a_file_in_the_shops_currency_is_not_spoken_of(counter: Counter) -> None:
    shown = counter.look(counter.file("o.csv", f"{PLAIN},币种", f"{plain()},CNY"))
    assert OTHER_CURRENCY not in [n.code for n in shown.notices]


def test_a_product_made_on_the_way_takes_no_price_of_another_currency(counter: Counter) -> None:
    counter.drop(
        counter.file(
            "o.csv",
            f"{PLAIN},币种",
            f"{plain('A1', 货号='EU-1', 单价='11.00')},EUR",
            f"{plain('A2', 货号='BOTH', 单价='12.00')},EUR",
            f"{plain('A3', 货号='BOTH', 单价='95.00')},CNY",
        )
    )
    assert counter.product("EU-1")["price"] is None
    assert counter.product("BOTH")["price"] == 9500


def test_prices_in_another_currency_are_asked_about(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "products.csv"
    path.write_text("商家编码,商品名称,销售价\nA-1,桂花酱,€12.80\n", "utf-8")
    shown = plan(shop, [path], Wish(register="products"))
    (notice,) = [n for n in shown.notices if n.code == OTHER_CURRENCY]
    assert notice.blocking and "EUR" in str(notice.text)
