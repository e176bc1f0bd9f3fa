"""Stock counts: each position is compared with the books at the time it was counted, and matches are kept too.

What moved since a position was counted stays moved: the difference is entered at the time of counting
(docs/decisions/stock-counts.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.core.errors import FieldError, Invalid, NotAllowed
from app.core.i18n import N_
from app.models.registers.products import Product
from app.services import expiry, stock
from app.services.effect import Done
from app.services.stock import Entry
from app.services.stock_then import Place, Standing, standings
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
    """Complete a count before it is saved: a new one takes down its positions; typed quantities become results.

    Raises `NotAllowed` once it is posted or cancelled, `Invalid` when there is nothing to count.
    """
    at = values.get("counted_at")
    if at is not None and at > uow.now:
        raise Invalid((FieldError("counted_at", N_("This time has not come yet.")),))
    if record_id is None:
        return _start(uow, dict(values), lines or ())
    old = uow.reader.record("stock_counts", record_id)
    if refused := closed(old):
        raise refused
    for name in ("scope", "category"):
        if name in values and values[name] != old[name]:
            raise Invalid((FieldError(name, N_("Fixed when the count began. Cancel it and begin another.")),))
    if lines is None and values.get("counted_at", old["counted_at"]) == old["counted_at"]:
        return dict(values), None
    return _typed_in(uow, {**old, **values}, dict(values), lines or ())


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
    _take_over(rows, lines, values.get("counted_at") or uow.now)
    judge(uow.reader, rows)
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


def _typed_in(uow: UnitOfWork, count: Values, values: Values, lines: Sequence[Values]) -> tuple[Values, list[Values]]:
    """The positions with what was typed. A quantity that is new was counted now, or when the count says."""
    rows = uow.reader.lines("stock_counts", count["id"], "lines")
    said = {x["id"]: x for x in lines if x.get("id")}
    known = {x["product_id"] for x in rows}
    fresh: set[int] = set()
    for row in rows:
        typed = {n: said[row["id"]][n] for n in _TYPED if n in said.get(row["id"], {})}
        if typed.get("counted", row["counted"]) != row["counted"]:
            fresh.add(row["product_id"])
            row["counted_at"] = uow.now
        row |= typed
        if row["counted"] is not None and count["counted_at"] is not None:
            row["counted_at"] = count["counted_at"]
    added = [x["product_id"] for x in lines if not x.get("id") and x.get("product_id") and x["product_id"] not in known]
    if added:
        more = positions(uow.reader, "chosen", None, added)
        _take_over(more, [x for x in lines if not x.get("id")], count["counted_at"] or uow.now)
        rows += more
    rows += _come_since(uow.reader, rows, fresh, count["counted_at"] or uow.now)
    judge(uow.reader, rows)
    return values | outcome(rows), rows


def _come_since(reader: Reader, rows: Sequence[Values], products: set[int], at: datetime) -> list[Values]:
    """Batches that came in after the count began, of products being counted: they lie on the same shelf."""
    known = {(row["product_id"], row["batch_id"]) for row in rows}
    found = [
        row
        for row in (positions(reader, "chosen", None, products) if products else ())
        if row["batch_id"] is not None and (row["product_id"], row["batch_id"]) not in known
    ]
    stood = standings(reader, {_place(row): at for row in found})
    return [{**row, "result": "uncounted"} for row in found if stood[_place(row)].then > 0]


def _take_over(rows: Sequence[Values], lines: Sequence[Values], at: datetime) -> None:
    """What was typed with a product goes to its position; of several batches nobody can tell whose count it is."""
    typed = {x["product_id"]: x for x in lines if x.get("product_id")}
    places = Counter(row["product_id"] for row in rows)
    for row in rows:
        said = typed.get(row["product_id"])
        if said is not None and places[row["product_id"]] == 1:
            row |= {n: said.get(n) for n in _TYPED}
            row["counted_at"] = at


def judge(reader: Reader, rows: Sequence[Values]) -> dict[Place, Standing]:
    """Compare each counted position with the books at the time it was counted; returns how these places stand."""
    counted = [row for row in rows if row.get("counted") is not None]
    stood = standings(reader, {_place(row): row["counted_at"] for row in counted})
    for row in rows:
        if row.get("counted") is None:
            row |= {"counted_at": None, "difference": None, "result": "uncounted"}
            continue
        row["expected"] = stood[_place(row)].then
        difference = row["counted"] - row["expected"]
        row |= {
            "difference": difference,
            "result": "match" if not difference else "over" if difference > 0 else "short",
        }
    return stood


def _place(row: Values) -> Place:
    return row["product_id"], row["batch_id"]


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


def post(uow: UnitOfWork, count: Values) -> Done:
    """Post a count: each difference becomes a ledger entry of the time of counting, with its reason.

    The books of that time are reckoned once more, since what happened before may have been written down since.
    Raises `Invalid` when nothing was counted, a difference has no reason, or more has left since than was counted.
    """
    lines = uow.reader.lines("stock_counts", count["id"], "lines")
    before = {x["id"]: x["difference"] for x in lines}
    stood = judge(uow.reader, lines)
    counted = [x for x in lines if x["counted"] is not None]
    problems = [p for x in counted for p in _problems(x, before[x["id"]], stood[_place(x)])]
    if not counted:
        problems.append(FieldError("lines", N_("Nothing was counted yet.")))
    if problems:
        raise Invalid(tuple(problems))
    fresh = {
        p.id for p in stock.held(uow.reader, (x["product_id"] for x in counted)).values() if p.tracked_since is None
    }
    for x in counted:
        if x["product_id"] in fresh:
            stock.track(uow, [x["product_id"]], x["counted_at"])
    moved = stock.post(
        uow,
        [
            Entry(x["product_id"], _reason(x, fresh), x["difference"], batch_id=x["batch_id"], count_id=count["id"],
                  document=count["number"], note=x["note"] or x["reason"], at=x["counted_at"])
            for x in counted
            if x["difference"]
        ],
    )  # fmt: skip
    return Done(outcome(lines), moved, lines={"lines": lines})


def _problems(line: Values, before: int | None, stood: Standing) -> list[FieldError]:
    """What keeps a counted position from being posted. `before` is the difference that was last shown."""
    difference = line["difference"]
    if difference < 0 and stood.now + difference < 0:
        why = N_("{n} were counted, but {out} have left since. Count again.", n=line["counted"], out=-stood.since)
        return [FieldError(line_field("lines", line["position"], "counted"), why)]
    if difference and not line["reason"]:
        why = N_("Why does it differ?")
        if difference != before:
            why = N_("By the books of now, {n} were there when it was counted. Why does it differ?", n=line["expected"])
        return [FieldError(line_field("lines", line["position"], "reason"), why)]
    return []


def _reason(line: Values, fresh: set[int]) -> str:
    if line["product_id"] in fresh:
        return "opening"
    return "damage" if line["reason"] in _LOSSES else "count"
