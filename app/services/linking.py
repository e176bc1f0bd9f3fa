"""Order lines that came in before their product was known find it by its SKU."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import bindparam, func, select, update

from app.models.registers.orders import OPEN, Order, OrderLine
from app.services import stock
from app.services.stock import Entry
from app.services.tables import table
from app.store.query import in_chunks
from app.store.reader import Reader
from app.store.uow import UnitOfWork


def waiting(reader: Reader) -> dict[str, int]:
    """The SKUs of order lines that have no product, with how many lines carry each."""
    x = table(OrderLine)
    wanted = select(x.c.sku, func.count()).where(x.c.product_id.is_(None), x.c.sku.is_not(None)).group_by(x.c.sku)
    return {sku: int(n) for sku, n in reader.connection.execute(wanted)}


def link(uow: UnitOfWork, products: Mapping[str, int]) -> int:
    """Link lines without a product to these, by SKU; returns how many lines.

    Open orders then reserve what they need of products whose stock is kept; goods that left before stay as they are.
    """
    skus = [s for s in waiting(uow.reader) if s in products]
    if not skus:
        return 0
    x, o = table(OrderLine), table(Order)
    linked: dict[str, int] = {}
    entries: list[Entry] = []
    kept = stock.held(uow.reader, (products[s] for s in skus))
    for chunk in in_chunks(skus):
        wanted = (
            select(
                x.c.id,
                x.c.sku,
                x.c.order_id,
                (x.c.quantity - x.c.shipped - x.c.called_off - x.c.dropped).label("wanted"),
                o.c.number,
                o.c.fulfilment,
                o.c.voided_at,
            )
            .join(o, o.c.id == x.c.order_id)
            .where(x.c.product_id.is_(None), x.c.sku.in_(chunk))
        )
        rows = uow.connection.execute(wanted).all()
        uow.connection.execute(
            update(x).where(x.c.id == bindparam("row")).values(product_id=bindparam("product")),
            [{"row": r.id, "product": products[r.sku]} for r in rows],
        )
        for r in rows:
            linked[r.sku] = linked.get(r.sku, 0) + 1
            product = kept[products[r.sku]]
            left = r.wanted
            if product.tracked_since is not None and r.fulfilment in OPEN and r.voided_at is None and left > 0:
                entries.append(
                    Entry(product.id, "reserve", reserved=left, order_id=r.order_id, line_id=r.id, document=r.number)
                )
    stock.post(uow, entries)
    for sku, lines in linked.items():
        uow.log("link", "products", products[sku], number=sku, after={"lines": lines})
    uow.touched.add("orders")
    return sum(linked.values())
