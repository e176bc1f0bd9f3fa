"""A later export of orders that the shop has: fills what was open, moves states forward, undoes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select

from app.core.dates import business_date
from app.models import further
from app.models.registers.orders import OPEN
from app.models.registers.shipments import Shipment
from app.services import (
    claims,
    customers,
    guessed_money,
    guesses,
    intake,
    money,
    morewaybills,
    parcels,
    settings,
    stock,
)
from app.services.customers import is_masked
from app.services.intake import SENT, Incoming, Shopwide
from app.services.morelines import added_amounts, missing_lines
from app.services.parcels import Parcel, Shelf
from app.services.states import fulfilment_after, payment_after
from app.services.stock import Entry
from app.services.summary import items_of, left_to_send
from app.services.tables import Values, table
from app.store.query import in_chunks
from app.store.reader import Reader, lines_of
from app.store.uow import NewRecord, UnitOfWork

FOLLOWED = frozenset({"aftersale", "payment_no", "payment_method", "paid_at", "completed_at", "cancel_reason"})
"""Fields that belong to the platform: the newest export is right. Everything else only fills what was open."""

_NEVER = frozenset(
    {
        "id",
        "number",
        "platform",
        "platform_order_id",
        "payment",
        "fulfilment",
        "paid",
        "refunded",
        "waybills",
        "source",
        "customer_id",
        "items",
        "quantity",
        "currency",
        "business_date",
        "shipped_at",
        "ship_by",
    }
)


@dataclass(slots=True)
class Later:
    """An order of the shop and what a later file says of it.

    `overwrite` names fields whose stored value was only a guess; `new_lines`: the stored lines were made from a
    summary and give way to those in `incoming`. `plan` adds what the order itself says of its guesses. `reason`
    stands in the order's history: which file and row.
    """

    order_id: int
    incoming: Incoming
    overwrite: frozenset[str] = frozenset()
    new_lines: bool = False
    reason: str = ""


@dataclass(slots=True)
class Change:
    """What will change at one order. Empty `changes` and no lines: the file says nothing new.

    `more_lines` are lines of the same order that stood in another part of the export. `repaid` is what remedies paid
    back of the order, `bound` whether one stands on its lines: what a remedy did, a file does not undo or do again.
    `had` are the waybills that its parcels have or had, folded, where the file names others than the order.
    `paid_told`: the file knows what was paid, of which the shop only had the sum of the lines.
    """

    order: Values
    lines: list[Values]
    later: Later
    changes: Values = field(default_factory=dict)
    more_lines: list[Values] = field(default_factory=list)
    repaid: int = 0
    bound: bool = False
    had: frozenset[str] = frozenset()
    paid_told: bool = False

    @property
    def closed_elsewhere(self) -> bool:
        """Whether the file says that the order was cancelled while a part of it has left here and the rest waits."""
        said = self.later.incoming.values.get("fulfilment")
        return said == "cancelled" and self.order["fulfilment"] == "part_shipped" and self.order["voided_at"] is None

    @property
    def sent_elsewhere(self) -> bool:
        """Whether the file says that the order was sent, while it is cancelled here."""
        said = self.later.incoming.values.get("fulfilment")
        return said in ("part_shipped", *SENT) and self.order["fulfilment"] == "cancelled"

    @property
    def anything(self) -> bool:
        """Whether the file says anything new."""
        return bool(self.changes) or bool(self.more_lines) or self.later.new_lines


def plan(reader: Reader, later: Sequence[Later]) -> list[Change]:
    """Work out what each later description changes, without writing."""
    ids = [x.order_id for x in later]
    orders = reader.records("orders", ids)
    lines = reader.lines_for(lines_of(reader.registry["orders"], "lines"), ids)
    promise = timedelta(hours=int(settings.get(reader, settings.SHIP_PROMISE)))
    found: list[Change] = []
    repaid, bound = claims.repaid(reader, ids), claims.bound_lines(reader, ids)
    had = morewaybills.had(reader, [x.order_id for x in later if _names_others(orders[x.order_id], x.incoming)])
    for one in later:
        change = Change(orders[one.order_id], lines.get(one.order_id, []), one)
        change.repaid, change.bound = repaid.get(one.order_id, 0), one.order_id in bound
        change.had = had.get(one.order_id, frozenset())
        if change.order["voided_at"] is None:
            _plan_one(change, reader, promise)
        found.append(change)
    for change, more in missing_lines(reader, [(c, c.lines, c.later.incoming.lines) for c in found if _takes_lines(c)]):
        change.more_lines = more
        change.changes |= added_amounts(change.order, change.lines, more)
    return found


def _names_others(order: Values, incoming: Incoming) -> bool:
    """Whether the file names waybills of an order that left under some, and may tell of a further parcel."""
    shown = str(order["waybills"]).split()
    if not shown or not incoming.waybills:
        return False
    return order["fulfilment"] == "part_shipped" or (
        order["fulfilment"] in SENT and not {*incoming.waybills} <= {*shown}
    )


def _plan_one(change: Change, reader: Reader, promise: timedelta) -> None:
    order, one = change.order, change.later
    guessed = guesses.read(order["extras"])
    one.overwrite |= guessed.fields
    one.new_lines |= guessed.lines and bool(one.incoming.lines) and not one.incoming.provisional
    one.new_lines &= not change.bound
    changes = change.changes = _fields(order, one) | _states(order, one.incoming, change)
    known = {n for n in guessed.fields if one.incoming.values.get(n) is not None}
    if "total" in known:  # a file that knows the total leaves no amount open
        known = known | guessed.fields - {"placed_at"}
    if not change.paid_told:
        known -= {guessed_money.FIELD}
    if known or (guessed.lines and one.new_lines):
        changes["extras"] = guesses.settled(order["extras"], known, one.new_lines, one.incoming.values.get("extras"))
    else:
        extras = further.added(order["extras"], one.incoming.values.get("extras"))
        if extras != order["extras"]:
            changes["extras"] = extras
    _dates(order, changes, reader, promise)


def _dates(order: Values, changes: Values, reader: Reader, promise: timedelta) -> None:
    """The dates that follow from when the order was placed and paid, unless the shop chose another."""
    if "placed_at" in changes:
        changes["business_date"] = business_date(changes["placed_at"], reader.locale.tz)
    if "placed_at" in changes or "paid_at" in changes:
        before = (order["paid_at"] or order["placed_at"]) + promise
        after = {**order, **changes}
        promised = (after["paid_at"] or after["placed_at"]) + promise
        if order["ship_by"] == before != promised:
            changes["ship_by"] = promised


def _takes_lines(change: Change) -> bool:
    incoming = change.later.incoming
    return (
        bool(incoming.lines)
        and not incoming.provisional
        and not change.later.new_lines
        and change.order["voided_at"] is None
    )


def _fields(order: Values, one: Later) -> Values:
    found: Values = {}
    for name, value in one.incoming.values.items():
        if name in _NEVER or value is None or value == "" or name not in order:
            continue
        old = order[name]
        blank = old is None or old == ""
        better = is_masked(old) and not is_masked(value) if isinstance(old, str) and isinstance(value, str) else False
        followed = name in FOLLOWED and not (isinstance(value, str) and is_masked(value))
        if old != value and (blank or better or followed or name in one.overwrite):
            found[name] = value
    if order["fulfilment"] not in ("new", *OPEN):  # papers went out with these
        found = {n: v for n, v in found.items() if n not in ("buyer_name", "phone", "address") or not order[n]}
    return found


def _states(order: Values, incoming: Incoming, change: Change) -> Values:
    """What changes of states and money. Amounts in a file are the whole so far, so what a remedy paid is among them."""
    v, repaid = incoming.values, change.repaid
    found: Values = {}
    payment = payment_after(order["payment"], v.get("payment"))
    if payment != order["payment"]:
        found["payment"] = payment
    if payment != "unpaid" and order["payment"] == "unpaid":
        found["paid"] = v.get("paid") or order["total"]
    told = guessed_money.told(order, incoming, change.later.overwrite, change.bound or bool(repaid))
    if told is not None:
        change.paid_told, found["paid"] = True, told
    paid: int = found.get("paid", order["paid"]) or 0
    # “Refund succeeded” without an amount may well mean the part that a remedy paid back already.
    said: int = v.get("refunded") or (paid if payment == "refunded" and not repaid else 0)
    if payment in ("part_refunded", "refunded") and min(said, paid) > order["refunded"]:
        found["refunded"] = min(said, paid)
    if repaid:
        refunded = int(found.get("refunded") or order["refunded"])
        payment = money.state_after({**order, "paid": paid}, refunded)
        found["payment"] = payment if payment != order["payment"] else None
    fulfilment = fulfilment_after(order["fulfilment"], v.get("fulfilment"))
    if fulfilment == "new" and payment != "unpaid":
        fulfilment = "to_ship"
    if fulfilment != order["fulfilment"]:
        found["fulfilment"] = fulfilment
        if fulfilment == "cancelled":
            found["cancelled_at"] = v.get("cancelled_at")
        if fulfilment in SENT and order["shipped_at"] is None:
            found["shipped_at"] = v.get("shipped_at")
    waybills = incoming.waybills if not order["waybills"] else morewaybills.new(incoming.waybills, change.had)
    if waybills and (change.had or not order["waybills"]) and fulfilment in ("part_shipped", *SENT):
        found["waybills"] = " ".join(dict.fromkeys([*order["waybills"].split(), *waybills]))
    return {n: x for n, x in found.items() if x is not None}


def apply(uow: UnitOfWork, changes: Sequence[Change], *, source: str = "") -> list[int]:
    """Write what was planned, with its stock, parcels and money; returns the ids of the orders that changed."""
    real = [c for c in changes if c.anything]
    if not real:
        return []
    products = {x["product_id"] for c in real for x in (*c.lines, *c.later.incoming.lines) if x.get("product_id")}
    reasons = {c.order["id"]: c.later.reason or source for c in real}
    shelf = Shelf.load(uow.reader, products)
    shopwide = intake.read_shopwide(uow, products, source)
    for c in real:
        if c.later.new_lines:
            _replace_lines(uow, c, shopwide, shelf)
        elif c.more_lines:
            _add_lines(uow, c, shopwide, shelf)
    _pay(uow, real)
    _release(uow, real)
    _reserve(uow, real, shelf)
    _send(uow, real)
    _fill_waybills(uow, real)
    for c in real:
        _settle_times(uow, c)
    uow.update_many("orders", {c.order["id"]: c.changes for c in real}, action="import", reasons=reasons)
    done = {c.order["id"]: c.changes for c in real if c.changes.get("fulfilment") == "completed"}
    parcels.delivered(uow, {i: x.get("completed_at") or uow.now for i, x in done.items()})
    customers.refresh(uow, [c.order["customer_id"] for c in real])
    return [c.order["id"] for c in real]


def _settle_times(uow: UnitOfWork, c: Change) -> None:
    moved = c.changes.get("fulfilment")
    if moved == "cancelled" and not c.changes.get("cancelled_at"):
        c.changes["cancelled_at"] = uow.now
    if moved == "completed" and not (c.changes.get("completed_at") or c.order["completed_at"]):
        c.changes["completed_at"] = uow.now


def _pay(uow: UnitOfWork, real: Sequence[Change]) -> None:
    records: list[NewRecord] = []
    for c in real:
        order = c.order | {n: v for n, v in c.changes.items() if n != "fulfilment"}
        paid = c.changes.get("paid", c.order["paid"]) - c.order["paid"]
        if c.paid_told:
            records += guessed_money.rebooked(uow, c.order, order)
            paid = 0
        refunded = c.changes.get("refunded", c.order["refunded"]) - c.order["refunded"]
        records += intake.payment_records(uow, order, paid, refunded)
    uow.create_many("payments", records)


def _release(uow: UnitOfWork, real: Sequence[Change]) -> None:
    entries: list[Entry] = []
    for c in real:
        if c.changes.get("fulfilment") == "cancelled":
            entries += stock.release(c.order, c.lines)
    stock.post(uow, entries)


def _reserve(uow: UnitOfWork, real: Sequence[Change], shelf: Shelf) -> None:
    entries: list[Entry] = []
    for c in real:
        if c.changes.get("fulfilment") in OPEN:
            entries += stock.reserve(uow, c.order, c.lines, products=shelf.products)
    stock.post(uow, entries)


def _send(uow: UnitOfWork, real: Sequence[Change]) -> None:
    """Parcels for orders that the file says have left, with all that was still here."""
    moved = [c for c in real if c.changes.get("fulfilment") in SENT and c.order["fulfilment"] not in SENT]
    leaving: list[Parcel] = []
    extra: list[NewRecord] = []
    for c in moved:
        incoming = c.later.incoming
        known = c.order | c.changes | {n: v for n, v in incoming.values.items() if n in ("shipped_at", "completed_at")}
        # An order that was open here left when the file says, or between the two files: not when it was paid.
        at = known["shipped_at"] or known["completed_at"] or uow.now
        waybills: tuple[str | None, ...] = _left_under(c) or (None,)
        if any(left_to_send(x) > 0 for x in c.lines):
            leaving.append(
                Parcel(c.order["id"], incoming.carrier, waybills[0], at=at, carrier_name=incoming.carrier_name)
            )
            waybills = waybills[1:]
        c.changes.setdefault("shipped_at", at)
        extra += [intake.bare_shipment(uow, known | c.changes, incoming, w) for w in waybills if w]
    sent = parcels.send(uow, leaving, lenient=True) if leaving else None
    uow.create_many("shipments", extra)
    for c in moved:
        if sent is not None and c.order["id"] in sent.changes:
            c.changes["waybills"] = sent.changes[c.order["id"]]["waybills"]
        more = [w for w in _left_under(c) if w not in c.changes.get("waybills", "").split()]
        c.changes["waybills"] = " ".join([*c.changes.get("waybills", "").split(), *more])


def _left_under(c: Change) -> tuple[str, ...]:
    """The waybills of what leaves now: those that no parcel had yet, else the first that the file names."""
    return morewaybills.new(c.later.incoming.waybills, c.had) or c.later.incoming.waybills[:1]


def _fill_waybills(uow: UnitOfWork, real: Sequence[Change]) -> None:
    """Parcels that the shop sent without a waybill get the one that the file names; others keep theirs."""
    wanted = {
        c.order["id"]: c for c in real if c.changes.get("waybills") and c.order["fulfilment"] in ("part_shipped", *SENT)
    }
    t = table(Shipment)
    filled: dict[int, Values] = {}
    extra: list[NewRecord] = []
    bare: dict[int, list[int]] = {}
    for chunk in in_chunks(list(wanted)):
        rows = select(t.c.order_id, t.c.id).where(
            t.c.order_id.in_(chunk),
            t.c.waybill.is_(None),
            t.c.status != "cancelled",
            t.c.voided_at.is_(None),
            t.c.remedy_id.is_(None),
        )
        for order_id, shipment_id in uow.connection.execute(rows.order_by(t.c.id)):
            bare.setdefault(order_id, []).append(shipment_id)
    known = parcels.waybills_of(uow.reader, list(wanted))
    for order_id, c in wanted.items():
        places = bare.get(order_id, [])
        for waybill in (w for w in c.changes["waybills"].split() if w not in known[order_id].split()):
            if places:
                said = c.later.incoming
                filled[places.pop(0)] = {
                    "waybill": waybill,
                    "carrier": said.carrier,
                    "carrier_name": said.carrier_name,
                }
            else:
                extra.append(intake.bare_shipment(uow, c.order | c.changes, c.later.incoming, waybill))
    uow.update_many("shipments", filled, action="waybill")
    uow.create_many("shipments", extra)


def _replace_lines(uow: UnitOfWork, c: Change, shopwide: Shopwide, shelf: Shelf) -> None:
    """Real lines in the place of provisional ones; stock follows where the order stands."""
    fresh = [dict(x) for x in c.later.incoming.lines]
    intake.complete_lines(fresh, shopwide)
    stock.post(uow, stock.release(c.order, c.lines))
    out = c.order["fulfilment"] in SENT
    for line in fresh:
        line["shipped"] = line["quantity"] if out else 0
    head: Values = {
        "items": items_of(fresh),
        "quantity": sum(x["quantity"] for x in fresh),
    }
    if not c.order["goods_total"]:
        head["goods_total"] = sum(x["amount"] for x in fresh)
    uow.update("orders", c.order["id"], head, lines={"lines": fresh}, action="import", reason=c.later.reason)
    c.order |= head
    c.lines = fresh
    _move_stock(uow, c.order, fresh, shelf, instead=True)


def _add_lines(uow: UnitOfWork, c: Change, shopwide: Shopwide, shelf: Shelf) -> None:
    """Lines that stood in another part of the export, behind those that are there."""
    fresh = [dict(x) for x in c.more_lines]
    intake.complete_lines(fresh, shopwide)
    out = c.order["fulfilment"] in SENT
    for line in fresh:
        line["shipped"] = line["quantity"] if out else 0
    every = [*c.lines, *fresh]
    head: Values = {"items": items_of(every), "quantity": sum(x["quantity"] for x in every)}
    uow.update("orders", c.order["id"], head, lines={"lines": every}, action="import", reason=c.later.reason)
    c.order |= head
    c.lines = every
    _move_stock(uow, c.order, fresh, shelf)


def _move_stock(uow: UnitOfWork, order: Values, fresh: list[Values], shelf: Shelf, *, instead: bool = False) -> None:
    """Stock follows lines that came late: taken from the shelf where the order has left, reserved where it is open.

    The first parcel then holds them, `instead` of the provisional lines that it was made with or beside others.
    """
    entries: list[Entry] = []
    if order["fulfilment"] in SENT:
        at = intake.left_at(order)
        contents: list[Values] = []
        for line in fresh:
            day = order["business_date"]
            rows, taken = parcels.take(order, line, line["quantity"], at, day, shelf, lenient=True)
            contents += rows
            entries += intake.entries_told(taken, order)
        _pack(uow, order["id"], entries, contents, instead=instead)
    elif order["fulfilment"] in OPEN:
        entries = stock.reserve(uow, order, fresh, products=shelf.products)
    stock.post(uow, entries)
    for line in fresh:
        line["reserved"] = sum(e.reserved for e in entries if e.line_id == line["id"])


def _pack(uow: UnitOfWork, order_id: int, entries: Sequence[Entry], contents: list[Values], *, instead: bool) -> None:
    """Put goods that left before their lines were known into the order's first parcel, and it behind their entries."""
    t = table(Shipment)
    wanted = select(t.c.id, t.c.number).where(t.c.order_id == order_id, t.c.status != "cancelled").order_by(t.c.id)
    first = next(iter(uow.reader.rows(wanted.limit(1))), None)
    if first is None:
        return
    for e in entries:
        e.shipment_id, e.document = int(first["id"]), str(first["number"])
    held = [] if instead else uow.reader.lines("shipments", first["id"], "lines")
    packed = [*held, *contents]
    head = {"items": items_of(packed), "quantity": sum(x["quantity"] for x in packed)}
    uow.update("shipments", first["id"], head, lines={"lines": packed}, action="import")
