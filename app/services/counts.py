"""Stock counts: expected quantities frozen at the start, differences posted with their reason, matches kept too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.core.errors import FieldError, Invalid, NotAllowed
from app.core.i18n import N_
from app.models.registers.products import Product
from app.services import expiry, stock
from app.services.stock import Entry
from app.services.tables import Values, table
from app.services.validate import line_field
from app.store.reader import Reader
from app.store.uow import UnitOfWork

_TYPED = ("counted", "reason", "note")
_LOSSES = frozenset({"damaged", "expired"})


def closed(count: Mapping[str, Any]) -> NotAllowed | None:
    """Why a count cannot be changed any more, once it was posted or cancelled."""
    if count["status"] == "open":
        return None
    return NotAllowed(N_("A finished count never changes."), N_("Nothing was changed."), N_("Count again."))


def prepare(
    uow: UnitOfWork, record_id: int | None, values: Values, lines: Sequence[Values] | None
) -> tuple[Values, list[Values] | None]:
    """Complete a count before it is saved: a new one freezes its positions; typed quantities become results.

    Raises `NotAllowed` once it is posted or cancelled, `Invalid` when there is nothing to count.
    """
    if record_id is None:
        return _start(uow, dict(values), lines or ())
    old = uow.reader.record("stock_counts", record_id)
    if refused := closed(old):
        raise refused
    for name in ("scope", "category"):
        if name in values and values[name] != old[name]:
            raise Invalid((FieldError(name, N_("Fixed when the count began. Cancel it and begin another.")),))
    if lines is None:
        return dict(values), None
    return _typed_in(uow, record_id, dict(values), lines)


def _start(uow: UnitOfWork, values: Values, lines: Sequence[Values]) -> tuple[Values, list[Values]]:
    scope = values.get("scope") or "all"
    if scope == "category" and not values.get("category"):
        raise Invalid((FieldError("category", N_("Which category is counted?")),))
    chosen = [x["product_id"] for x in lines if x.get("product_id")]
    if scope == "chosen" and not chosen:
        raise Invalid((FieldError("lines", N_("Choose the products that are counted.")),))
    rows = positions(uow.reader, scope, values.get("category"), chosen)
    if not rows:
        raise Invalid((FieldError("scope", N_("There is no product to count.")),))
    _take_over(rows, lines)
    values |= {"scope": scope, "status": "open", "started_at": uow.now, **outcome(rows)}
    return values, rows


def positions(reader: Reader, scope: str, category: str | None, chosen: Iterable[int]) -> list[Values]:
    """What a count of this scope has to count: a line per batch in stock, and one for goods without a batch."""
    t = table(Product)
    wanted = select(t.c.id, t.c.sku, t.c.name, t.c.on_hand).where(t.c.voided_at.is_(None)).order_by(t.c.sku)
    if scope == "category":
        wanted = wanted.where(t.c.category == category)
    elif scope == "chosen":
        wanted = wanted.where(t.c.id.in_(sorted(set(chosen))))
    products = reader.rows(wanted)
    lots = expiry.lots(reader, (p["id"] for p in products))
    rows: list[Values] = []
    for p in products:
        common = {"product_id": p["id"], "sku": p["sku"], "product_name": p["name"]}
        mine = lots.get(p["id"], [])
        rows += [{**common, "batch_id": b.batch_id, "batch_code": b.code, "expected": b.left} for b in mine]
        loose = p["on_hand"] - sum(b.left for b in mine)
        if loose or not mine:
            rows.append({**common, "batch_id": None, "batch_code": None, "expected": loose})
    return rows


def _typed_in(uow: UnitOfWork, record_id: int, values: Values, lines: Sequence[Values]) -> tuple[Values, list[Values]]:
    stored = uow.reader.lines("stock_counts", record_id, "lines")
    said = {x["id"]: x for x in lines if x.get("id")}
    known = {x["product_id"] for x in stored}
    rows: list[Values] = []
    for line in stored:
        row = {**line, **{n: said[line["id"]][n] for n in _TYPED if n in said.get(line["id"], {})}}
        _judge(row)
        rows.append(row)
    added = [x["product_id"] for x in lines if not x.get("id") and x.get("product_id") and x["product_id"] not in known]
    if added:
        fresh = positions(uow.reader, "chosen", None, added)
        _take_over(fresh, [x for x in lines if not x.get("id")])
        rows += fresh
    return values | outcome(rows), rows


def _take_over(rows: Sequence[Values], lines: Sequence[Values]) -> None:
    """What was typed with a product goes to its position; of several batches nobody can tell whose count it is."""
    typed = {x["product_id"]: x for x in lines if x.get("product_id")}
    places = Counter(row["product_id"] for row in rows)
    for row in rows:
        said = typed.get(row["product_id"])
        if said is not None and places[row["product_id"]] == 1:
            row |= {n: said.get(n) for n in _TYPED}
        _judge(row)


def _judge(row: Values) -> None:
    counted = row.get("counted")
    if counted is None:
        row |= {"difference": None, "result": "uncounted"}
        return
    difference = counted - row["expected"]
    row |= {"difference": difference, "result": "match" if not difference else "over" if difference > 0 else "short"}


def outcome(rows: Sequence[Values]) -> Values:
    """The count's own figures, from its lines."""
    results = [r["result"] for r in rows]
    return {
        "line_count": len(rows),
        "matched": results.count("match"),
        "differing": results.count("short") + results.count("over"),
        "uncounted": results.count("uncounted"),
        "difference": sum(r["difference"] or 0 for r in rows),
    }


def post(uow: UnitOfWork, count: Values) -> list[list[Any]]:
    """Post a count: each difference becomes a ledger entry with its reason. Returns the stock moves in short.

    The difference is to the quantity frozen at the start, so that what moved since stays moved. Raises `Invalid`
    when nothing was counted or a difference has no reason.
    """
    lines = uow.reader.lines("stock_counts", count["id"], "lines")
    counted = [x for x in lines if x["counted"] is not None]
    problems = [
        FieldError(line_field("lines", x["position"], "reason"), N_("Why does it differ?"))
        for x in counted
        if x["difference"] and not x["reason"]
    ]
    if not counted:
        problems.append(FieldError("lines", N_("Nothing was counted yet.")))
    if problems:
        raise Invalid(tuple(problems))
    fresh = {
        p.id for p in stock.held(uow.reader, (x["product_id"] for x in counted)).values() if p.tracked_since is None
    }
    stock.track(uow, fresh)
    return stock.post(
        uow,
        [
            Entry(x["product_id"], _reason(x, fresh), x["difference"], batch_id=x["batch_id"], count_id=count["id"],
                  document=count["number"], note=x["note"] or x["reason"])
            for x in counted
            if x["difference"]
        ],
    )  # fmt: skip


def _reason(line: Values, fresh: set[int]) -> str:
    if line["product_id"] in fresh:
        return "opening"
    return "damage" if line["reason"] in _LOSSES else "count"
