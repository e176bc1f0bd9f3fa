"""Customers: matched by platform account or telephone, their figures in step, personal fields revealed on record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, case, func, select, update

from app.core.amounts import Amount, add_up, amount_words
from app.core.errors import UserError
from app.core.i18n import N_
from app.core.text import storable
from app.models.registers.customers import Customer
from app.models.registers.orders import Order
from app.services import users
from app.services.privacy import hides, lines_told, names_masked
from app.services.tables import Values, table
from app.store.foreign import has_foreign
from app.store.query import in_chunks
from app.store.reader import lines_of
from app.store.uow import NewRecord, UnitOfWork


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who bought, as an order says it. Masked values (`138****0000`) are kept for show but match nobody."""

    platform: str
    nick: str | None = None
    name: str | None = None
    phone: str | None = None
    address: str | None = None
    email: str | None = None

    @property
    def account(self) -> tuple[str, str] | None:
        """Platform and account, if the platform told it whole."""
        return (self.platform, self.nick) if self.nick and not is_masked(self.nick) else None

    @property
    def number(self) -> str | None:
        """The telephone, if the platform told it whole."""
        return self.phone if self.phone and not is_masked(self.phone) else None


def is_masked(text: str | None) -> bool:
    """Whether a platform hid a part of the value."""
    return bool(text) and ("*" in str(text) or "＊" in str(text) or str(text).startswith(("##", "~")))


def buyer_of(order: Values, email: str | None = None) -> Buyer:
    """The buyer that an order's values name."""
    get = order.get
    return Buyer(order["platform"], get("buyer_nick"), get("buyer_name"), get("phone"), get("address"), email)


def match_many(
    uow: UnitOfWork, buyers: Sequence[Buyer], orders: Sequence[Values] | None = None
) -> tuple[list[int | None], set[int]]:
    """The customer of each buyer: by account, else by telephone, else a new one. None where neither is known.

    With `orders`, the buyers' own orders that are about to be written, new customers are made with their figures.
    Returns the customers in order, and those of them whose figures have to be reckoned again.
    """
    accounts, numbers = _known(uow, buyers)
    fresh: list[NewRecord] = []
    places: list[int | NewRecord | None] = []
    waiting: dict[tuple[str, str] | str, NewRecord] = {}
    for b in buyers:
        found = accounts.get(b.account) if b.account else None
        if found is None and b.number and not (b.account and b.account in waiting):
            found = numbers.get(b.number)
        if found is not None:
            places.append(found)
            continue
        keys = [k for k in (b.account, b.number) if k]
        if not keys:
            places.append(None)
            continue
        record = next((waiting[k] for k in keys if k in waiting), None)
        if record is None:
            record = NewRecord(_new(b))
            fresh.append(record)
        for key in keys:
            waiting.setdefault(key, record)
        places.append(record)
    if orders is not None:
        for place, order in zip(places, orders, strict=True):
            if isinstance(place, NewRecord):
                _count(place.values, order, uow.currency)
    uow.create_many("customers", fresh, action="create")
    ids = [int(p.values["id"]) if isinstance(p, NewRecord) else p for p in places]
    open_ids = {p for p in places if isinstance(p, int)}
    if orders is not None:
        abroad = (i for i, order in zip(ids, orders, strict=True) if order["currency"] != uow.currency)
        open_ids |= {i for i in abroad if i is not None}
    return ids, open_ids if orders is not None else open_ids | {int(r.values["id"]) for r in fresh}


def _count(customer: Values, order: Values, own: str) -> None:
    """Add an order to the figures of a customer that is being made; as `refresh` reckons them."""
    customer["order_count"] += order["fulfilment"] != "cancelled"
    if order["currency"] == own:
        customer["spent"] += order["paid"] - order["refunded"]
    first, last, last_at = (customer.get(n) for n in ("first_order_on", "last_order_on", "last_order_at"))
    day, at = order["business_date"], order["placed_at"]
    customer["first_order_on"] = day if first is None or day < first else first
    customer["last_order_on"] = day if last is None or day > last else last
    customer["last_order_at"] = at if last_at is None or at > last_at else last_at


def _new(b: Buyer) -> Values:
    said = (("name", b.name), ("phone", b.phone), ("address", b.address), ("email", b.email))
    plain = {n: v for n, v in said if v}
    return {"platform": b.platform, "nick": b.nick, "order_count": 0, "spent": 0, **plain}


def _known(uow: UnitOfWork, buyers: Sequence[Buyer]) -> tuple[dict[tuple[str, str], int], dict[str, int]]:
    t = table(Customer)
    accounts: dict[tuple[str, str], int] = {}
    numbers: dict[str, int] = {}
    nicks = sorted({b.account[1] for b in buyers if b.account})
    phones = sorted({b.number for b in buyers if b.number})
    for i in range(0, len(nicks), 500):
        wanted = select(t.c.platform, t.c.nick, t.c.id).where(t.c.nick.in_(nicks[i : i + 500]), t.c.voided_at.is_(None))
        for platform, nick, customer_id in uow.connection.execute(wanted.order_by(t.c.id.desc())):
            accounts[platform, nick] = customer_id
    for i in range(0, len(phones), 500):
        by_phone = select(t.c.phone, t.c.id).where(t.c.phone.in_(phones[i : i + 500]), t.c.voided_at.is_(None))
        numbers.update({phone: i for phone, i in uow.connection.execute(by_phone.order_by(t.c.id.desc()))})
    return accounts, numbers


def match(uow: UnitOfWork, buyer: Buyer) -> int | None:
    """The customer of one buyer; see `match_many`."""
    return match_many(uow, [buyer])[0][0]


def refresh(uow: UnitOfWork, customer_ids: Iterable[int | None]) -> None:
    """Reckon orders, money spent and dates of these customers again from their orders."""
    ids = sorted({i for i in customer_ids if i})
    if not ids:
        return
    o, c = table(Order), table(Customer)
    counts, own = o.c.fulfilment != "cancelled", o.c.currency == uow.currency
    abroad = _abroad(uow, ids)
    sums: list[Values] = []
    for chunk in in_chunks(ids):
        wanted = (
            select(
                o.c.customer_id.label("row"),
                func.sum(case((counts, 1), else_=0)).label("orders"),
                func.sum(case((own, o.c.paid - o.c.refunded), else_=0)).label("money"),
                func.min(o.c.business_date).label("first"),
                func.max(o.c.business_date).label("last"),
                func.max(o.c.placed_at, type_=o.c.placed_at.type).label("last_at"),
            )
            .where(o.c.customer_id.in_(chunk), o.c.voided_at.is_(None))
            .group_by(o.c.customer_id)
        )
        found = {r["row"]: r for r in uow.reader.rows(wanted)}
        nothing = {"orders": 0, "money": 0, "first": None, "last": None, "last_at": None}
        sums += [{**nothing, **found.get(i, {}), "row": i, "abroad": abroad.get(i)} for i in chunk]
    uow.connection.execute(
        update(c)
        .where(c.c.id == bindparam("row"))
        .values(
            order_count=bindparam("orders"),
            spent=bindparam("money"),
            spent_abroad=bindparam("abroad"),
            first_order_on=bindparam("first"),
            last_order_on=bindparam("last"),
            last_order_at=bindparam("last_at"),
        ),
        sums,
    )
    uow.touched.add("customers")


def _abroad(uow: UnitOfWork, ids: Sequence[int]) -> dict[int, str]:
    """What customers spent in other currencies than the shop's, in words; nothing where the shop knows no others."""
    o = table(Order)
    if not has_foreign(uow.connection, o, "currency", uow.currency):
        return {}
    sums: dict[int, list[int]] = {}
    for chunk in in_chunks(list(ids)):
        wanted = (
            select(o.c.customer_id, o.c.currency, func.sum(o.c.paid - o.c.refunded))
            .where(o.c.customer_id.in_(chunk), o.c.voided_at.is_(None), o.c.currency != uow.currency)
            .group_by(o.c.customer_id, o.c.currency)
            .order_by(o.c.currency)
        )
        for customer_id, code, money in uow.connection.execute(wanted):
            if money:
                sums.setdefault(customer_id, []).append(Amount(money, code))
    return {i: amount_words(add_up(parts), uow.currency) for i, parts in sums.items()}


def reveal(uow: UnitOfWork, register_name: str, record_id: int, field_name: str, why: str) -> Any:
    """The unmasked value of a sensitive field; who saw whose what, and why, is recorded (never the value itself).

    Raises `NotAllowed` for a role that may not, `UserError` without a reason.
    """
    uow.registry[register_name].field(field_name)
    record = uow.reader.record(register_name, record_id)
    _note_reveal(uow, register_name, record_id, field_name, why)
    return record[field_name]


def reveal_lines(
    uow: UnitOfWork, register_name: str, record_id: int, lines_name: str, why: str
) -> dict[int, dict[str, Any]]:
    """The unmasked values of a record's lines by their ids: of what is masked in them, and nothing else.

    It is recorded as `reveal` records it, once for all lines, and raises the same.
    """
    declared = lines_of(uow.registry[register_name], lines_name)
    names = names_masked(uow.reader)
    hidden = [f.name for f in declared.fields if hides(f, names)]
    record = uow.reader.record(register_name, record_id)
    rows = lines_told(declared.fields, record, uow.reader.lines(register_name, record_id, lines_name))
    _note_reveal(uow, register_name, record_id, [f"{lines_name}.{n}" for n in hidden], why)
    return {int(row["id"]): {n: row[n] for n in hidden} for row in rows}


def _note_reveal(uow: UnitOfWork, register_name: str, record_id: int, what: str | list[str], why: str) -> None:
    users.require(uow.actor, "reveal")
    if not why.strip():
        raise UserError(N_("Say why this is looked at."), None, N_("A word is enough: parcel, complaint, call back."))
    numbered = uow.registry[register_name].numbering
    number = uow.reader.titles(register_name, [record_id]).get(record_id, "") if numbered else ""
    reason = storable(why).strip()
    uow.log("reveal", register_name, record_id, number=number, after={"revealed": what}, reason=reason)
