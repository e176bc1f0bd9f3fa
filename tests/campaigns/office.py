"""An exported workbook, opened by LibreOffice: does another program read what this one wrote?

`python -m tests.campaigns.office [--orders 200]`. Needs `soffice`. A shop with invented orders is exported to Excel;
LibreOffice opens the workbook without a window and writes it as CSV; each row's number, date, time, pieces and
amounts are compared with the shop's records, and the row of totals, which LibreOffice reckons itself, with their sums.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.core.progress import Progress
from app.models.registry import Registry
from app.reports.verbs import export_view
from app.services.demo import make_demo
from app.services.session import create_shop
from app.store.passwords import Argon2Cost
from app.store.shop import Shop
from app.store.view import View

COLUMNS = (
    "number", "platform_order_id", "placed_at", "business_date", "buyer_name", "items", "quantity", "total", "paid",
)  # fmt: skip
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,1"
"""Commas, quotes, UTF-8, the cells' values and not how they are shown, the first sheet."""
SUMMED = ("quantity", "total", "paid")


def read_by_office(book: Path, folder: Path) -> list[list[str]]:
    """The rows of a workbook's first sheet as LibreOffice has them. Raises `RuntimeError` if it cannot open it."""
    profile = (folder / "profile").as_uri()
    command = [f"-env:UserInstallation={profile}", "--headless", "--convert-to", CSV, "--outdir", str(folder)]
    done = subprocess.run(["soffice", *command, str(book)], capture_output=True, text=True, check=False, timeout=180)
    made = next(iter(sorted(folder.glob(f"{book.stem}*.csv"))), None)
    if done.returncode or made is None:
        raise RuntimeError(done.stderr or done.stdout)
    with made.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def differences(shop: Shop, rows: list[list[str]]) -> Iterator[str]:
    """What another program reads otherwise than the shop has it."""
    with shop.read() as reader:
        ids = reader.ids(View("orders"))
        records = reader.records("orders", ids)
    head, body = rows[0], rows[1 : len(ids) + 1]
    if len(head) != len(COLUMNS) or len(body) != len(ids):
        yield f"{len(head)} columns and {len(body)} rows instead of {len(COLUMNS)} and {len(ids)}"
        return
    for at, (order_id, row) in enumerate(zip(ids, body, strict=True), 2):
        for name, shown in zip(COLUMNS, row, strict=True):
            meant = _meant(shop, name, records[order_id][name])
            if (Decimal(shown or "-1") != Decimal(meant)) if name in SUMMED else shown != meant:
                yield f"row {at}, {name}: {meant!r} was written, {shown!r} is read"
    foot = next((row for row in rows[len(ids) + 1 :] if any(row)), [])
    for name in SUMMED:
        total = sum(r[name] for r in records.values())
        meant = str(total) if name == "quantity" else str(Decimal(total) / 100)
        shown = foot[COLUMNS.index(name)] if len(foot) == len(COLUMNS) else ""
        if not shown or Decimal(shown) != Decimal(meant):
            yield f"total of {name}: {meant!r} was written, {shown!r} is reckoned"


def _meant(shop: Shop, name: str, value: Any) -> str:
    if value is None:
        return ""
    if name == "placed_at":
        return f"{value.astimezone(shop.tz):%Y-%m-%d %H:%M:%S}"
    return str(Decimal(value) / 100) if name in ("total", "paid") else str(value)


def check(orders: int) -> list[str]:
    """Export so many orders and compare; returns what differs."""
    with tempfile.TemporaryDirectory(prefix="taizhang-office-") as name:
        folder = Path(name)
        session, _ = create_shop(
            folder / "shop", Registry.load(), name="禾木小铺", owner="店主", password="correct horse battery",
            cost=Argon2Cost.smallest(),
        )  # fmt: skip
        try:
            make_demo(session.shop, orders=orders, today=date(2026, 11, 23), progress=Progress())
            book = folder / "订单.xlsx"
            view = View("orders", columns=COLUMNS)
            export_view(session.shop, view, book, session.shop.locale(), Progress(), reveal=True)
            return list(differences(session.shop, read_by_office(book, folder)))
        finally:
            session.close()


def main(arguments: list[str]) -> int:
    """Run the campaign."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns.office", description=__doc__)
    parser.add_argument("--orders", type=int, default=200)
    asked = parser.parse_args(arguments)
    if shutil.which("soffice") is None:
        print("LibreOffice is not installed: there is no soffice.", file=sys.stderr)
        return 1
    found = check(asked.orders)
    print("\n".join(found[:20]) or f"{asked.orders} orders: LibreOffice reads what was written.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
