"""What verify reckons of remedies: returned within what was sold, paid back within paid, stock and money as booked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import and_, case, func, select

from app.core.i18n import N_, Text
from app.models.registers.orders import Order, OrderLine
from app.models.registers.payments import Payment
from app.models.registers.remedies import Remedy, RemedyLine
from app.models.registers.stock_movements import StockMovement
from app.models.remedy_words import PAID
from app.services.tables import table
from app.store.reader import Reader

_COUNTED = ("ready", *PAID)
"""States in which goods that came back are counted at their order."""


@dataclass(frozen=True, slots=True)
class Imbalance:
    """A balance that its ledger does not explain: which, of what, as kept and as reckoned again."""

    what: Text
    name: str
    kept: int
    reckoned: int

    @property
    def text(self) -> Text:
        """The finding in a sentence."""
        return N_(
            "{name}: {what} is {kept}, the ledger says {reckoned}.",
            name=self.name,
            what=self.what,
            kept=self.kept,
            reckoned=self.reckoned,
        )


def remedy_imbalances(reader: Reader) -> Iterator[Imbalance]:
    """What remedies and their ledgers do not agree on."""
    yield from _returned(reader)
    yield from _called_off(reader)
    yield from _refunded(reader)
    yield from _posted(reader)
    yield from _paid_out(reader)


def _returned(reader: Reader) -> Iterator[Imbalance]:
    """Each order line: pieces returned as kept, as the remedies say, and never more than were sold."""
    r, x, o = table(Remedy), table(RemedyLine), table(OrderLine)
    sums = (
        select(x.c.order_line_id.label("owner"), func.sum(x.c.received).label("total"))
        .join(r, r.c.id == x.c.remedy_id)
        .where(r.c.kind == "return", r.c.status.in_(_COUNTED), r.c.voided_at.is_(None))
        .group_by(x.c.order_line_id)
        .subquery()
    )
    reckoned = func.coalesce(sums.c.total, 0)
    wanted = select(o.c.title, o.c.returned, reckoned).outerjoin(sums, sums.c.owner == o.c.id)
    for title, kept, said in reader.connection.execute(wanted.where(o.c.returned != reckoned)):
        yield Imbalance(N_("returned of order line"), title, kept, said)
    too_many = select(o.c.title, o.c.returned, o.c.quantity).where(o.c.returned > o.c.quantity)
    for title, kept, sold in reader.connection.execute(too_many):
        yield Imbalance(N_("returned of what was sold"), title, kept, sold)


def _called_off(reader: Reader) -> Iterator[Imbalance]:
    """Each order line: pieces called off as kept and as the remedies say; sent and called off never beyond sold."""
    r, x, o = table(Remedy), table(RemedyLine), table(OrderLine)
    sums = (
        select(x.c.order_line_id.label("owner"), func.sum(x.c.called_off).label("total"))
        .join(r, r.c.id == x.c.remedy_id)
        .where(x.c.called_off != 0, r.c.voided_at.is_(None))
        .group_by(x.c.order_line_id)
        .subquery()
    )
    reckoned = func.coalesce(sums.c.total, 0)
    wanted = select(o.c.title, o.c.called_off, reckoned).outerjoin(sums, sums.c.owner == o.c.id)
    for title, kept, said in reader.connection.execute(wanted.where(o.c.called_off != reckoned)):
        yield Imbalance(N_("called off of order line"), title, kept, said)
    gone = o.c.shipped + o.c.called_off + o.c.dropped
    too_many = select(o.c.title, gone, o.c.quantity).where(gone > o.c.quantity)
    for title, kept, sold in reader.connection.execute(too_many):
        yield Imbalance(N_("sent, called off and cancelled of what was sold"), title, kept, sold)


def _refunded(reader: Reader) -> Iterator[Imbalance]:
    """Each order: paid back never more than paid, and remedies never explain more than was paid back."""
    r, o = table(Remedy), table(Order)
    over = select(o.c.number, o.c.refunded, o.c.paid).where(o.c.refunded > o.c.paid)
    for number, kept, paid in reader.connection.execute(over):
        yield Imbalance(N_("refunded of what was paid"), number, kept, paid)
    sums = (
        select(r.c.order_id, func.sum(r.c.refund_amount).label("total"))
        .where(r.c.status.in_(PAID), r.c.voided_at.is_(None))
        .group_by(r.c.order_id)
        .subquery()
    )
    wanted = select(o.c.number, sums.c.total, o.c.refunded).join(sums, sums.c.order_id == o.c.id)
    for number, said, refunded in reader.connection.execute(wanted.where(sums.c.total > o.c.refunded)):
        yield Imbalance(N_("paid back by remedies"), number, said, refunded)


def _posted(reader: Reader) -> Iterator[Imbalance]:
    """Each line of a remedy: what it says that stock took back, and what the stock ledger says."""
    r, x, m = table(Remedy), table(RemedyLine), table(StockMovement)
    sums = (
        select(m.c.remedy_id, m.c.line_id, func.sum(m.c.on_hand).label("total"))
        .where(m.c.remedy_id.is_not(None), m.c.reason.in_(("return", "reversal")))
        .group_by(m.c.remedy_id, m.c.line_id)
        .subquery()
    )
    reckoned = func.coalesce(sums.c.total, 0)
    wanted = (
        select(r.c.number, x.c.posted, reckoned)
        .join(x, x.c.remedy_id == r.c.id)
        .outerjoin(sums, and_(sums.c.remedy_id == r.c.id, sums.c.line_id == x.c.order_line_id))
        .where(x.c.posted != reckoned)
    )
    for number, kept, said in reader.connection.execute(wanted):
        yield Imbalance(N_("returned to stock"), number, kept, said)


def _paid_out(reader: Reader) -> Iterator[Imbalance]:
    """Each remedy: what it paid back and beyond the price, and what the payments say."""
    r, p = table(Remedy), table(Payment)
    price = func.sum(case((p.c.kind == "compensation", 0), else_=-p.c.amount)).label("price")
    beyond = func.sum(case((p.c.kind == "compensation", -p.c.amount), else_=0)).label("beyond")
    sums = select(p.c.remedy_id, price, beyond).where(p.c.remedy_id.is_not(None)).group_by(p.c.remedy_id).subquery()
    out = and_(r.c.status.in_(PAID), r.c.voided_at.is_(None))
    said_price = case((out, r.c.refund_amount - r.c.refund_recorded - r.c.collect), else_=0)
    said_beyond = case((out, func.coalesce(r.c.compensation, 0) + func.coalesce(r.c.return_postage, 0)), else_=0)
    for what, said, paid in (
        (N_("paid back"), said_price, func.coalesce(sums.c.price, 0)),
        (N_("compensation paid"), said_beyond, func.coalesce(sums.c.beyond, 0)),
    ):
        wanted = select(r.c.number, said, paid).outerjoin(sums, sums.c.remedy_id == r.c.id).where(said != paid)
        for number, kept, reckoned in reader.connection.execute(wanted):
            yield Imbalance(what, number, kept, reckoned)
