"""Which of many orders and SKUs the shop has: a few statements for tens of thousands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from app.models.registers.orders import Order
from app.models.registers.products import Product
from app.services.tables import table
from app.store.reader import Reader


def orders_by_key(reader: Reader, platform: str, numbers: Sequence[str]) -> dict[str, int]:
    """The ids of a platform's orders by the platform's number."""
    t = table(Order)
    if reader.connection.execute(select(t.c.id).where(t.c.platform == platform).limit(1)).first() is None:
        return {}
    found: dict[str, int] = {}
    for at in range(0, len(numbers), 500):
        wanted = select(t.c.platform_order_id, t.c.id).where(
            t.c.platform == platform, t.c.platform_order_id.in_(numbers[at : at + 500])
        )
        found.update({number: i for number, i in reader.connection.execute(wanted)})
    return found


def own_numbers(reader: Reader, numbers: Sequence[str]) -> set[str]:
    """Those of the numbers that the shop itself gave to orders."""
    numbering = reader.registry["orders"].numbering
    start = f"{numbering.prefix}-" if numbering else ""
    wanted = [n for n in numbers if n.startswith(start)]
    t = table(Order)
    found: set[str] = set()
    for at in range(0, len(wanted), 500):
        some = select(t.c.number).where(t.c.number.in_(wanted[at : at + 500]))
        found.update(reader.connection.execute(some).scalars())
    return found


def products_by_code(reader: Reader, codes: Iterable[str]) -> dict[str, int]:
    """The ids of products by SKU, else by barcode. Voided products are not found."""
    t = table(Product)
    wanted = sorted(set(codes))
    found: dict[str, int] = {}
    for column in (t.c.sku, t.c.barcode):
        left = [c for c in wanted if c not in found]
        for at in range(0, len(left), 500):
            rows = select(column, t.c.id).where(column.in_(left[at : at + 500]), t.c.voided_at.is_(None))
            for code, i in reader.connection.execute(rows.order_by(t.c.id.desc())):
                found[code] = i
    return found


def voided_skus(reader: Reader, skus: Sequence[str]) -> set[str]:
    """Those of the SKUs that belong to products taken out of the lists; they cannot be given again."""
    t = table(Product)
    found: set[str] = set()
    for at in range(0, len(skus), 500):
        wanted = select(t.c.sku).where(t.c.sku.in_(skus[at : at + 500]), t.c.voided_at.is_not(None))
        found.update(sku for (sku,) in reader.connection.execute(wanted))
    return found
