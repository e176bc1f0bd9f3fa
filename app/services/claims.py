"""What remedies hold of an order: pieces per line that came or shall come back, and money, each with its cap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from app.models.registers.remedies import Remedy, RemedyLine
from app.models.remedy_words import DEAD, GOODS_BACK, OPEN, PAID, REFUNDS
from app.services.tables import Values, table
from app.store.query import in_chunks
from app.store.reader import Reader


@dataclass(slots=True)
class Standing:
    """What live remedies hold of one order line: `back` pieces (here or to come), `priced` pieces whose price is paid
    back or shall be, and `refund`, that money in minor units.
    """

    back: int = 0
    priced: int = 0
    refund: int = 0
    product_id: int | None = None
    """The product that an exchange put in the place of the one that was sold."""


@dataclass(frozen=True, slots=True)
class Claimable:
    """An order line as a remedy may take it up: `sent` pieces left the shop, `left` of them can still come back,
    `unpriced` can still be paid back, `share` is what was paid for the whole line.
    """

    line: Values
    sent: int
    left: int
    unpriced: int
    share: int
    standing: Standing
    exception: str | None = None
    """Why the product that the buyer has is excepted from the seven-day return, if it is."""

    def pieces(self, kind: str) -> int:
        """How many pieces a new remedy of that kind may take."""
        if kind in GOODS_BACK:
            return self.left
        return self.unpriced if kind in REFUNDS else int(self.line["quantity"])

    def refund(self, pieces: int) -> int:
        """The share in what was paid of so many more pieces; all pieces' shares add up to the line's."""
        quantity = max(int(self.line["quantity"]), 1)
        before = max(min(self.standing.priced, quantity - pieces), 0)
        wanted = self.share * (before + pieces) // quantity - self.share * before // quantity
        return max(min(wanted, self.share - self.standing.refund), 0)


def standing(reader: Reader, order_id: int, other_than: int | None = None) -> dict[int, Standing]:
    """What the live remedies of an order hold of its lines, one remedy left out if named."""
    r, x = table(Remedy), table(RemedyLine)
    wanted = (
        select(x.c.order_line_id, r.c.kind, r.c.status, x.c.quantity, x.c.received, x.c.refund, x.c.replacement_id)
        .join(r, r.c.id == x.c.remedy_id)
        .where(r.c.order_id == order_id, r.c.status.not_in(DEAD), r.c.voided_at.is_(None))
        .order_by(r.c.id)
    )
    if other_than is not None:
        wanted = wanted.where(r.c.id != other_than)
    found: dict[int, Standing] = {}
    for line_id, kind, status, quantity, received, refund, replacement in reader.connection.execute(wanted):
        one = found.setdefault(line_id, Standing())
        pieces = quantity if received is None else received
        if kind == "return" or (kind in GOODS_BACK and status in OPEN):
            one.back += pieces
        elif kind == "exchange" and replacement:
            one.product_id = replacement
        if kind in REFUNDS:
            one.priced += pieces
        one.refund += refund  # also of an exchange for something cheaper
    return found


def claimable(reader: Reader, order_id: int, other_than: int | None = None) -> dict[int, Claimable]:
    """The lines of an order with what a remedy may still take up of each, by the line's id."""
    order = reader.record("orders", order_id)
    lines = reader.lines("orders", order_id, "lines")
    held, more = standing(reader, order_id, other_than), collected(reader, order_id)
    shares = line_shares({**order, "paid": order["paid"] - sum(more.values())}, lines)
    products = reader.records("products", {x["product_id"] for x in lines if x["product_id"]})
    found: dict[int, Claimable] = {}
    for line in lines:
        one = held.get(line["id"], Standing())
        sent = min(line["shipped"], line["quantity"])
        found[line["id"]] = Claimable(
            line,
            sent,
            max(sent - one.back, 0),
            max(line["quantity"] - one.priced, 0),
            shares[line["id"]] + more.get(line["id"], 0),
            one,
            products.get(line["product_id"] or 0, {}).get("no_reason_exception"),
        )
    return found


def collected(reader: Reader, order_id: int) -> dict[int, int]:
    """What was paid besides for dearer goods in exchange, by the order's line."""
    r, x = table(Remedy), table(RemedyLine)
    wanted = (
        select(x.c.order_line_id, func.sum(x.c.difference))
        .join(r, r.c.id == x.c.remedy_id)
        .where(r.c.order_id == order_id, r.c.status.in_(PAID), r.c.voided_at.is_(None), x.c.difference > 0)
        .group_by(x.c.order_line_id)
    )
    return {int(i): int(n) for i, n in reader.connection.execute(wanted)}


def complained_of(reader: Reader, complaint_id: int | None, order_id: int) -> int | None:
    """The order's line that a complaint is about; None where it names none, or is of another order."""
    if complaint_id is None:
        return None
    complaint = reader.record("complaints", complaint_id)
    return complaint["order_line_id"] if complaint["order_id"] == order_id else None


def line_shares(order: Mapping[str, Any], lines: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """What was paid for each line, in minor units: paid less postage, in proportion to the lines' amounts.

    Whole minor units that add up exactly, whatever was discounted.
    """
    paid = max(order["paid"] - order["shipping_fee"], 0)
    weights = [max(x["amount"], 0) for x in lines]
    if not any(weights):
        weights = [x["quantity"] for x in lines]
    whole, before, found = sum(weights) or 1, 0, {}
    for line, weight in zip(lines, weights, strict=True):
        found[line["id"]] = paid * (before + weight) // whole - paid * before // whole
        before += weight
    return found


def repaid(reader: Reader, order_ids: Iterable[int]) -> dict[int, int]:
    """What settled remedies paid back of each order's price, in minor units; orders without any are left out."""
    t = table(Remedy)
    found: dict[int, int] = {}
    for chunk in in_chunks(list(order_ids)):
        wanted = (
            select(t.c.order_id, func.sum(t.c.refund_amount))
            .where(t.c.order_id.in_(chunk), t.c.status.in_(PAID), t.c.voided_at.is_(None))
            .group_by(t.c.order_id)
        )
        found.update({i: int(n) for i, n in reader.connection.execute(wanted)})
    return found


def planned(reader: Reader, order_id: int, other_than: int | None = None) -> tuple[int, int]:
    """What live remedies of an order pay back, or shall: in all, and of it postage."""
    t = table(Remedy)
    wanted = select(
        func.coalesce(func.sum(t.c.refund_amount), 0), func.coalesce(func.sum(t.c.postage_refund), 0)
    ).where(t.c.order_id == order_id, t.c.status.not_in(DEAD), t.c.voided_at.is_(None))
    if other_than is not None:
        wanted = wanted.where(t.c.id != other_than)
    total, postage = reader.connection.execute(wanted).one()
    return int(total), int(postage)


def unexplained(reader: Reader, order: Mapping[str, Any]) -> int:
    """Money of an order that was paid back, but by no remedy: by hand at the order, or as a platform's file said."""
    return max(int(order["refunded"]) - repaid(reader, [order["id"]]).get(order["id"], 0), 0)


def taking_back(reader: Reader, order_id: int) -> dict[int, str]:
    """The lines of an order whose goods live remedies take back, or took, each with the number of such a remedy."""
    r, x = table(Remedy), table(RemedyLine)
    wanted = (
        select(x.c.order_line_id, r.c.number)
        .join(x, x.c.remedy_id == r.c.id)
        .where(r.c.order_id == order_id, r.c.kind.in_(GOODS_BACK), r.c.status.not_in(DEAD), r.c.voided_at.is_(None))
        .order_by(r.c.id.desc())
    )
    return {line_id: number for line_id, number in reader.connection.execute(wanted)}


def bound_lines(reader: Reader, order_ids: Iterable[int]) -> dict[int, set[int]]:
    """Order → its lines that live remedies stand on; such lines stay as they are."""
    r, x = table(Remedy), table(RemedyLine)
    found: dict[int, set[int]] = {}
    for chunk in in_chunks(list(order_ids)):
        wanted = (
            select(r.c.order_id, x.c.order_line_id)
            .join(x, x.c.remedy_id == r.c.id)
            .where(r.c.order_id.in_(chunk), r.c.status.not_in(DEAD), r.c.voided_at.is_(None))
        )
        for order_id, line_id in reader.connection.execute(wanted):
            found.setdefault(order_id, set()).add(line_id)
    return found
