"""Lines of an order that stood in another part of an export: found, and what they add to its amounts."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, TypeVar

from sqlalchemy import select

from app.models.system.audit import AuditRow
from app.services.tables import Values, table
from app.store.query import in_chunks
from app.store.reader import Reader

T = TypeVar("T")


def missing_lines(reader: Reader, told: Sequence[tuple[T, list[Values], list[Values]]]) -> list[tuple[T, list[Values]]]:
    """Of (owner, stored lines, lines in the file): the owners with the file's lines that the order lacks.

    Lines with a platform's number are told apart by it. Others count as missing only where none of the file's lines
    is there, since a changed line is no new one. An order whose lines a person edited is left as that person made it.
    """
    found = [(owner, stored, more) for owner, stored, said in told if (more := _missing(stored, said))]
    edited = _edited_by_hand(reader, [stored[0]["order_id"] for _, stored, _ in found if stored])
    return [(owner, more) for owner, stored, more in found if not stored or stored[0]["order_id"] not in edited]


def _missing(stored: list[Values], said: list[Values]) -> list[Values]:
    known = {x["platform_line_id"] for x in stored if x["platform_line_id"]}
    if known and all(x.get("platform_line_id") for x in said):
        return [x for x in said if x["platform_line_id"] not in known]
    there = {_likeness(x) for x in stored}
    return [] if any(_likeness(x) in there for x in said) else said


def _likeness(line: Values) -> Hashable:
    sku = line.get("sku")
    return sku or None, line.get("title") or sku or "?", line.get("options") or None


def _edited_by_hand(reader: Reader, ids: list[int]) -> set[int]:
    t = table(AuditRow)
    found: set[int] = set()
    for chunk in in_chunks(ids):
        wanted = select(t.c.record_id).where(
            t.c.register == "orders", t.c.record_id.in_(chunk), t.c.action == "update", t.c.after.contains('"lines":')
        )
        found.update(int(i) for (i,) in reader.connection.execute(wanted))
    return found


def added_amounts(order: Values, stored: Sequence[Values], more: Sequence[Values]) -> dict[str, Any]:
    """What more lines change of amounts that were the sum of the lines so far; amounts that a file named stay."""
    goods = sum(x["amount"] for x in stored)
    if order["goods_total"] != goods:
        return {}
    added = sum(_amount(x) for x in more)
    changes: dict[str, Any] = {"goods_total": goods + added} if added else {}
    if added and order["total"] == goods + order["shipping_fee"] - order["discount"]:
        changes["total"] = order["total"] + added
        if order["payment"] != "unpaid" and order["paid"] == order["total"]:
            changes["paid"] = order["paid"] + added
    return changes


def _amount(line: Values) -> int:
    said = line.get("amount")
    return int(said) if said is not None else int(line.get("unit_price") or 0) * int(line.get("quantity") or 1)
