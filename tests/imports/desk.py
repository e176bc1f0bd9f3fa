"""A shop and a folder to drop files from: one line per drop, one line per look."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.imports.bring_in import Outcome, Plan, Wish, apply, plan
from app.services import balances, stock
from app.store.audit import check_chain
from app.store.shop import Shop
from app.store.view import View


@dataclass
class Counter:
    """Where the clerk sits."""

    shop: Shop
    folder: Path

    def look(self, *files: Path, **wish: Any) -> Plan:
        return plan(self.shop, files, Wish(**wish))

    def drop(self, *files: Path, **wish: Any) -> Outcome:
        return apply(self.shop, self.look(*files, **wish))

    def file(self, name: str, *lines: str, encoding: str = "utf-8") -> Path:
        path = self.folder / name
        path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
        return path

    def all(self, register: str, sort: str = "id") -> list[dict[str, Any]]:
        with self.shop.read() as reader:
            ids = reader.ids(View(register, voided=True))
            found = reader.records(register, ids)
        return sorted(found.values(), key=lambda r: r[sort])

    def orders(self) -> dict[str, dict[str, Any]]:
        return {str(o["platform_order_id"]): o for o in self.all("orders")}

    def order(self, number: str) -> dict[str, Any]:
        return self.orders()[number]

    def lines(self, order_id: int) -> list[dict[str, Any]]:
        with self.shop.read() as reader:
            return reader.lines("orders", order_id, "lines")

    def product(self, sku: str) -> dict[str, Any]:
        return next(p for p in self.all("products") if p["sku"] == sku)

    def seq(self) -> int:
        return self.shop.head().seq

    def stocked(self, sku: str, pieces: int, **more: Any) -> int:
        def make(uow: Any) -> int:
            made: int = uow.create("products", {"sku": sku, "name": f"商品{sku}", "price": 1000, **more})
            stock.open_stock(uow, [stock.Opening(made, pieces)])
            return made

        return self.shop.change(make)

    def check(self) -> None:
        """The balances agree with the ledgers, and the log is whole."""
        with self.shop.read() as reader:
            assert [str(t) for t in balances.check_balances(reader)] == []
            assert [what for _, what in check_chain(reader.connection) if what] == []
