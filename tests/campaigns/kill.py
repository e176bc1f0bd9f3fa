"""Kill the program while it imports, edits, attaches and backs up, and look at what it left behind.

`python -m tests.campaigns.kill --times 500`. A child works on a shop and tells each change over a pipe once it was
committed. It is killed (SIGKILL, TerminateProcess on Windows) at a random moment. Then the shop must open, pass
every check of `verify`, hold every change that was told, and no part of one that was not whole.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.models.registry import Registry
from app.services import stock
from app.services.intake import Incoming, add_new
from app.services.session import Session, create_shop, sign_in, with_password
from app.services.verify import verify
from app.store.passwords import Argon2Cost
from app.store.reader import Reader
from app.store.uow import UnitOfWork

ROOT = Path(__file__).resolve().parents[2]
OWNER, PASSWORD = "店主", "correct horse battery"
FRESH_AFTER = 25
"""Rounds after which a new shop is begun, so that a campaign's rounds stay short."""
_PLACED = datetime(2026, 5, 17, 4, tzinfo=UTC)


@dataclass
class Told:
    """What children said was committed: orders of each import, and the last value of each edit."""

    imports: dict[str, int] = field(default_factory=dict)
    edits: dict[str, int] = field(default_factory=dict)
    files: int = 0


def make(folder: Path) -> None:
    """A shop with goods whose stock is kept."""
    registry = Registry.load()
    session, _ = create_shop(folder, registry, name="x", owner=OWNER, password=PASSWORD, cost=Argon2Cost.smallest())

    def begin(uow: UnitOfWork) -> None:
        ids = [uow.create("products", {"sku": f"G-{i}", "name": f"茶 {i}", "price": 1000}) for i in range(5)]
        stock.open_stock(uow, [stock.Opening(i, 1_000_000) for i in ids], _PLACED)

    session.shop.change(begin)
    session.close()


def opened(folder: Path) -> Session:
    """The shop, signed in."""
    session = sign_in(folder, Registry.load(), with_password(OWNER, PASSWORD))
    assert session is not None
    return session


# the child


def work(folder: Path, seed: int) -> None:
    """Change the shop for ever, telling each change once it is committed. Ends by being killed."""
    rnd = random.Random(seed)
    session = opened(folder)
    _tell({"ready": True})
    for turn in range(1_000_000):
        kind = rnd.choice(("import", "import", "edit", "edit", "edit", "file", "backup"))
        if kind == "import":
            count = rnd.randrange(1, 400)
            tag = f"{seed}-{turn}-{count}"
            orders = [incoming(tag, i, rnd) for i in range(count)]
            session.shop.change(lambda uow, orders=orders, tag=tag: add_new(uow, orders, source=tag))  # type: ignore[misc]
            _tell({"import": tag, "count": count})
        elif kind == "edit":
            product = rnd.randrange(1, 6)
            value = session.shop.change(lambda uow, product=product: _edit(uow, product))  # type: ignore[misc]
            _tell({"edit": str(product), "value": value})
        elif kind == "file":
            data = rnd.randbytes(rnd.randrange(10, 200_000))
            session.shop.change(lambda uow, data=data: uow.attach("products", 1, "a.bin", "x/y", data))  # type: ignore[misc]
            _tell({"file": 1})
        elif turn % 5 == 0:
            session.backup("campaign")
        else:
            session.keep_head()


def _edit(uow: UnitOfWork, product: int) -> int:
    note = int(uow.reader.record("products", product)["note"] or 0) + 1
    uow.update("products", product, {"note": str(note), "name": f"茶 {product} 第{note}版"})
    return note


def incoming(tag: str, i: int, rnd: random.Random) -> Incoming:
    """One order of an import, of one line."""
    state: dict[str, Any] = rnd.choice(
        (
            {"payment": "paid", "fulfilment": "to_ship"},
            {"payment": "paid", "fulfilment": "shipped"},
            {"payment": "unpaid"},
        )
    )
    values = {"platform": "taobao", "platform_order_id": f"{tag}-{i}", "placed_at": _PLACED, "buyer_nick": f"n{i}"}
    lines = [{"product_id": 1 + i % 5, "sku": f"G-{i % 5}", "title": "茶", "quantity": 1 + i % 3, "unit_price": 1000}]
    return Incoming(values | state, lines)


def _tell(what: dict[str, Any]) -> None:
    os.write(1, json.dumps(what).encode() + b"\n")


# the parent


def round_(folder: Path, seed: int, told: Told) -> None:
    """Start a child, kill it at a random moment, check what is left. Raises `AssertionError` naming the fault."""
    rnd = random.Random(seed)
    command = [sys.executable, "-m", "tests.campaigns.kill", "--child", str(folder), "--seed", str(seed)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        early = rnd.random() < 0.1
        lines = [] if early else [child.stdout.readline()]  # nine of ten are killed at work, one while it opens
        assert early or lines[0], "the child could not open the shop"
        time.sleep(rnd.uniform(0.0, 1.2))
        child.kill()
        lines += child.stdout.readlines()
    for line in lines:
        if line.endswith(b"\n"):
            _heard(json.loads(line), told)
    check(folder, told)


def _heard(what: dict[str, Any], told: Told) -> None:
    if "import" in what:
        told.imports[what["import"]] = what["count"]
    elif "edit" in what:
        told.edits[what["edit"]] = what["value"]
    elif "file" in what:
        told.files += 1


def check(folder: Path, told: Told) -> None:
    """Whether the shop is sound, holds what was told, and no half of anything."""
    session = opened(folder)
    try:
        failed = [c.name for c in verify(session) if not c.ok]
        assert not failed, f"verify failed: {failed}"
        assert not session.warnings, [str(w) for w in session.warnings]
        with session.shop.read() as reader:
            _check_imports(reader, told)
            _check_edits(reader, told)
    finally:
        session.close()


def _check_imports(reader: Reader, told: Told) -> None:
    rows = reader.connection.exec_driver_sql(
        "SELECT o.source, count(DISTINCT o.id), count(l.id) "
        "FROM orders o LEFT JOIN order_line l ON l.order_id = o.id GROUP BY o.source"
    )
    found = {str(r[0]): (int(r[1]), int(r[2])) for r in rows}
    for tag, count in told.imports.items():
        assert tag in found and found[tag][0] == count, f"import {tag} is not there as it was told"
    for tag, (orders, lines) in found.items():  # also what was committed and not told any more
        assert orders == lines == int(tag.rpartition("-")[2]), f"half an import: {tag}"
        told.imports[tag] = orders
    logged = reader.connection.exec_driver_sql("SELECT count(*) FROM audit WHERE register = 'orders'").scalar_one()
    assert logged == sum(told.imports.values()), f"{logged} entries for {sum(told.imports.values())} orders"


def _check_edits(reader: Reader, told: Told) -> None:
    for product, value in told.edits.items():
        row = reader.record("products", int(product))
        assert int(row["note"] or 0) >= value, f"an edit of product {product} is lost"
        assert row["name"].endswith(f"第{row['note']}版"), "half an edit"
        told.edits[product] = int(row["note"])
    files = len(reader.attachments("products", 1))
    assert files >= told.files, f"{told.files - files} attachments are lost"
    told.files = files


def campaign(times: int, seed: int) -> None:
    """Kill so many times; a line for each ten."""
    for start in range(0, times, FRESH_AFTER):
        with tempfile.TemporaryDirectory(prefix="taizhang-kill-") as scratch:
            folder, told = Path(scratch) / "shop", Told()
            make(folder)
            for i in range(start, min(start + FRESH_AFTER, times)):
                round_(folder, seed + i, told)
                if i % 10 == 9:
                    print(f"{i + 1} killed; {sum(told.imports.values())} orders in this shop", flush=True)


def main(arguments: list[str]) -> int:
    """Run the campaign, or the child of one."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns.kill", description=__doc__)
    parser.add_argument("--times", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", type=Path)
    asked = parser.parse_args(arguments)
    if asked.child:
        work(asked.child, asked.seed)
    campaign(asked.times, asked.seed)
    print(f"{asked.times} times killed; no shop damaged, no told change lost, no half import.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
