"""A list of orders as the exports take it: ten columns of every kind that a shop's list has."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from app.core.dates import zone
from app.core.i18n import Translator
from app.core.locale import Locale
from app.models.kinds import Value
from app.models.platforms import PLATFORMS
from app.models.registers.orders import FULFILMENT, ORDERS, PAYMENT
from app.reports.seal import Seal
from app.reports.table import Table, column

NOW = datetime(2026, 11, 23, 7, 42, tzinfo=UTC)
SEAL = Seal(48_211, bytes(range(32)), NOW, "林晓")
COLUMNS = (
    "number",
    "platform",
    "platform_order_id",
    "buyer_name",
    "items",
    "quantity",
    "total",
    "payment",
    "fulfilment",
    "placed_at",
)
_ITEMS = (
    "手工桂花酱 250g ×2",
    "陶瓷马克杯・雾蓝 ×1；玄米茶 100g ×4",
    "玄米茶 100g ×4",
    "藤编收纳篮（中）×1",
    "苎麻围裙 ×1",
)
_SURNAMES, _GIVEN = "陈赵李周何吴郑冯孙许沈韩唐曹林钱", "予安思齐沐辰书瑶以宁清欢怀瑾嘉木知远念初星河若溪南风一诺"


def orders_table(rows: int, language: str = "zh") -> Table:
    """A table of `rows` invented orders, the same ones each time."""
    rnd = random.Random(20_261_123)
    locale = Locale(Translator(language), "CNY", zone(), NOW)
    made = [_row(i, rnd) for i in range(rows)]
    return Table(
        title=locale.tr(ORDERS.label),
        shop="禾木小铺",
        columns=tuple(column(ORDERS.field(n), locale) for n in COLUMNS),
        rows=made,
        locale=locale,
        count=rows,
        register="orders",
        totals={"quantity": sum(int(str(r[5])) for r in made), "total": sum(int(str(r[6])) for r in made)},
    )


def _row(i: int, rnd: random.Random) -> tuple[Value, ...]:
    return (
        f"SO-2026-{i:06d}",
        rnd.choice(PLATFORMS).key,
        f"4012{rnd.randrange(10**14):014d}",
        rnd.choice(_SURNAMES) + rnd.choice(_GIVEN) + rnd.choice(_GIVEN),
        rnd.choice(_ITEMS),
        rnd.randrange(1, 9),
        rnd.randrange(990, 99_000),
        rnd.choice(PAYMENT).key,
        rnd.choice(FULFILMENT).key,
        NOW - timedelta(minutes=7 * i),
    )
