"""Products that come in from files, many at once: wording, price history and opening stock as by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.models.registers.products import ProductPrice
from app.services import pricing, settings, stock, wording
from app.services.tables import Values
from app.store.uow import NewRecord, UnitOfWork


@dataclass(slots=True)
class NewProduct:
    """One product to be made. `values`: columns of products, at least `sku` and `name`, none of the read-only ones
    but `status`. `opening`: pieces on the shelf now, or None where the file does not say; then no stock is kept."""

    values: Values
    opening: int | None = None


def add_products(uow: UnitOfWork, fresh: Sequence[NewProduct], *, reason: str = "") -> list[int]:
    """Make products in bulk; returns their ids in order. The caller has checked that no SKU is there twice."""
    level = settings.get(uow.reader, settings.LOW_STOCK)
    for one in fresh:
        v = one.values
        v["wording"] = wording.verdict(v)
        if v.get("low_stock") is None:
            v["low_stock"] = level
    ids = uow.create_many("products", [NewRecord(one.values) for one in fresh], reason=reason)
    _history(uow, {one.values["id"]: one.values for one in fresh})
    stock.open_stock(
        uow,
        [stock.Opening(one.values["id"], one.opening) for one in fresh if one.opening is not None and one.opening >= 0],
    )
    return ids


def update_products(uow: UnitOfWork, changes: Mapping[int, Values], *, reason: str = "") -> int:
    """Change products in bulk, by id; returns how many really changed. Values that are None change nothing."""
    given = {i: {n: v for n, v in values.items() if v is not None} for i, values in changes.items()}
    known = uow.reader.records("products", given)
    repriced: dict[int, Values] = {}
    for i, values in given.items():
        old = known[i]
        if any(n in values and values[n] != old[n] for n in wording.FIELDS):
            values["wording"] = wording.verdict({**old, **values})
        if pricing.changed(old, values):
            repriced[i] = {**old, **values}
    done = uow.update_many("products", given, action="import", reason=reason)
    _history(uow, repriced)
    return done


def _history(uow: UnitOfWork, priced: Mapping[int, Values]) -> None:
    rows = [
        {"product_id": i, "at": uow.now, "changed_by": uow.actor.name, **{n: v.get(n) for n in pricing.PRICES}}
        for i, v in priced.items()
        if any(v.get(n) is not None for n in pricing.PRICES)
    ]
    uow.append(ProductPrice, rows)
