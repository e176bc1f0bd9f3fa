"""Balances recomputed from the ledgers: stock per product and batch, reservations per line, money per order."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Select, Table, func, select

from app.core.i18n import N_, Text
from app.models.registers.batches import Batch
from app.models.registers.orders import Order, OrderLine
from app.models.registers.payments import OF_THE_PRICE, Payment
from app.models.registers.products import Product
from app.models.registers.stock_movements import StockMovement
from app.services.duty_balances import duty_imbalances
from app.services.emergency.balances import emergency_imbalances
from app.services.remedy_balances import Imbalance, remedy_imbalances
from app.services.tables import table
from app.store.reader import Reader


def check_balances(reader: Reader, limit: int = 100) -> list[Text]:
    """Reckon every balance again and say which are off, at most `limit`. An empty list: all balances hold."""
    return [imbalance.text for imbalance in imbalances(reader, limit)]


def imbalances(reader: Reader, limit: int = 100) -> list[Imbalance]:
    """The balances that their ledgers do not explain, at most `limit`."""
    found: list[Imbalance] = []
    for imbalance in _all(reader):
        found.append(imbalance)
        if len(found) >= limit:
            break
    return found


def _all(reader: Reader) -> Iterator[Imbalance]:
    p, b, m, o, x, pay = map(table, (Product, Batch, StockMovement, Order, OrderLine, Payment))
    yield from _compare(reader, N_("on hand"), p, "sku", "on_hand", _sums(m, "product_id", "on_hand"))
    yield from _compare(reader, N_("reserved"), p, "sku", "reserved", _sums(m, "product_id", "reserved"))
    yield from _compare(reader, N_("on hand in batch"), b, "code", "on_hand", _sums(m, "batch_id", "on_hand"))
    yield from _compare(reader, N_("reserved for order line"), x, "title", "reserved", _sums(m, "line_id", "reserved"))
    off = select(p.c.sku, p.c.available, p.c.on_hand - p.c.reserved).where(p.c.available != p.c.on_hand - p.c.reserved)
    for name, kept, reckoned in reader.connection.execute(off):
        yield Imbalance(N_("available"), name, kept, reckoned)
    sums = _sums(pay, "order_id", "amount").where(pay.c.kind.in_(OF_THE_PRICE)).subquery()
    money = func.coalesce(sums.c.total, 0)
    wrong = (
        select(o.c.number, o.c.paid - o.c.refunded, money)
        .outerjoin(sums, sums.c.owner == o.c.id)
        .where(o.c.paid - o.c.refunded != money)
    )
    for name, kept, reckoned in reader.connection.execute(wrong):
        yield Imbalance(N_("paid less refunded"), name, kept, reckoned)
    yield from remedy_imbalances(reader)
    yield from duty_imbalances(reader)
    yield from emergency_imbalances(reader)


def _sums(ledger: Table, owner: str, amount: str) -> Select[tuple[int, int]]:
    key = ledger.c[owner]
    return select(key.label("owner"), func.sum(ledger.c[amount]).label("total")).where(key.is_not(None)).group_by(key)


def _compare(
    reader: Reader, what: Text, kept: Table, name: str, column: str, sums: Select[tuple[int, int]]
) -> Iterator[Imbalance]:
    totals = sums.subquery()
    reckoned = func.coalesce(totals.c.total, 0)
    wanted = (
        select(kept.c[name], kept.c[column], reckoned)
        .outerjoin(totals, totals.c.owner == kept.c.id)
        .where(kept.c[column] != reckoned)
    )
    for row in reader.connection.execute(wanted):
        yield Imbalance(what, str(row[0]), int(row[1]), int(row[2]))
