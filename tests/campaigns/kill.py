"""Kill the program while it imports, edits, attaches and backs up, and look at what it left behind.

`python -m tests.campaigns.kill --times 500`. A child works on a shop and tells each change over a pipe once it was
committed. It is killed (SIGKILL, TerminateProcess on Windows) at a random moment. Then the shop must open, pass
every check of `verify`, hold every change that was told, and no part of one that was not whole.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.services.verify import verify
from app.store.reader import Reader
from tests.campaigns.kill_child import make, opened, work

ROOT = Path(__file__).resolve().parents[2]
FRESH_AFTER = 25
"""Rounds after which a new shop is begun, so that a campaign's rounds stay short."""


@dataclass
class Told:
    """What children said was committed: orders of each import, later exports of them, the last value of each edit."""

    imports: dict[str, int] = field(default_factory=dict)
    later: set[str] = field(default_factory=set)
    edits: dict[str, int] = field(default_factory=dict)
    files: int = 0


@dataclass
class Figures:
    """What a campaign did."""

    kills: int = 0
    while_opening: int = 0
    imports: int = 0
    later: int = 0
    orders: int = 0
    untold: int = 0
    """Imports that were committed, but whose child died before it could tell."""
    edits: int = 0
    files: int = 0

    def add(self, told: Told) -> None:
        """Count what one shop held in the end."""
        self.imports += len(told.imports)
        self.orders += sum(told.imports.values())
        self.later += len(told.later)
        self.edits += sum(told.edits.values())
        self.files += told.files

    def __str__(self) -> str:
        return (
            f"{self.kills} kills ({self.while_opening} of them before the shop was open); {self.imports} imports "
            f"({self.untold} committed and not told any more) of {self.orders} orders, {self.later} later exports, "
            f"{self.edits} edits, {self.files} attachments"
        )


def round_(folder: Path, seed: int, told: Told, figures: Figures | None = None) -> None:
    """Start a child, kill it at a random moment, check what is left. Raises `AssertionError` naming the fault."""
    rnd = random.Random(seed)
    figures = figures or Figures()
    command = [sys.executable, "-m", "tests.campaigns.kill", "--child", str(folder), "--seed", str(seed)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        early = rnd.random() < 0.1
        lines = [] if early else [child.stdout.readline()]  # nine of ten are killed at work, one while it opens
        assert early or lines[0], "the child could not open the shop"
        time.sleep(rnd.uniform(0.0, 1.5))
        child.kill()
        lines += child.stdout.readlines()
    figures.kills += 1
    figures.while_opening += not lines
    for line in lines:
        if line.endswith(b"\n"):
            _heard(json.loads(line), told)
    heard = len(told.imports)
    check(folder, told)
    figures.untold += len(told.imports) - heard


def _heard(what: dict[str, Any], told: Told) -> None:
    if "import" in what:
        told.imports[what["import"]] = what["count"]
    elif "later" in what:
        told.later.add(what["later"])
    elif "edit" in what:
        told.edits[what["edit"]] = what["value"]
    elif "file" in what:
        told.files += 1


def check(folder: Path, told: Told) -> None:
    """Whether the shop is sound, holds what was told, and no half of anything. `told` then says what is there."""
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
    """Each file's orders, found by its name in their source ("SEED-TURN-COUNT….csv:ROW"), are there or none is."""
    found: dict[str, list[tuple[int, bool, int]]] = {}
    for source, state, lines in reader.connection.exec_driver_sql(
        "SELECT o.source, o.fulfilment, count(l.id) "
        "FROM orders o LEFT JOIN order_line l ON l.order_id = o.id GROUP BY o.id"
    ):
        parts = str(source).partition(".")[0].split("-")
        found.setdefault(f"{parts[0]}-{parts[1]}", []).append((int(parts[2]), state == "shipped", int(lines)))
    for tag, count in told.imports.items():
        assert len(found.get(tag, ())) == count, f"import {tag} is not there as it was told"
    runs = 0
    for tag, orders in found.items():  # also what was committed and not told any more
        count, sent = orders[0][0], sum(sent for _, sent, _ in orders)
        assert len(orders) == count and all(lines == 1 for _, _, lines in orders), f"half an import: {tag}"
        assert sent in (-(-count // 3), count), f"half a later export: {tag}"
        assert tag not in told.later or sent == count, f"the later export of {tag} is lost"
        told.imports[tag] = count
        if sent == count and count > 1:
            told.later.add(tag)
        runs += 1 + (tag in told.later)
    # an order's first entry has nothing before it; the file as a whole is logged under no record
    logged = "SELECT count(*) FROM audit WHERE register = 'orders' AND action = 'import' AND before = '' AND record_id "
    entries = [reader.connection.exec_driver_sql(logged + which).scalar_one() for which in ("> 0", "= 0")]
    orders_there = sum(told.imports.values())
    assert entries[0] == orders_there, f"{entries[0]} entries for {orders_there} orders"
    assert entries[1] == runs, f"{entries[1]} entries for {runs} files brought in"


def _check_edits(reader: Reader, told: Told) -> None:
    for product, value in told.edits.items():
        row = reader.record("products", int(product))
        assert int(row["note"] or 0) >= value, f"an edit of product {product} is lost"
        assert row["name"].endswith(f"第{row['note']}版"), "half an edit"
        told.edits[product] = int(row["note"])
    files = len(reader.attachments("products", 1))
    assert files >= told.files, f"{told.files - files} attachments are lost"
    told.files = files


def campaign(times: int, seed: int) -> Figures:
    """Kill so many times; a line for each ten."""
    figures = Figures()
    for start in range(0, times, FRESH_AFTER):
        with tempfile.TemporaryDirectory(prefix="taizhang-kill-") as scratch:
            folder, told = Path(scratch) / "shop", Told()
            make(folder)
            for i in range(start, min(start + FRESH_AFTER, times)):
                round_(folder, seed + i, told, figures)
                if i % 10 == 9:
                    print(f"{i + 1} killed; {sum(told.imports.values())} orders in this shop", flush=True)
        figures.add(told)
    return figures


def main(arguments: list[str]) -> int:
    """Run the campaign, or the child of one."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns.kill", description=__doc__)
    parser.add_argument("--times", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", type=Path)
    asked = parser.parse_args(arguments)
    if asked.child:
        work(asked.child, asked.seed)
    figures = campaign(asked.times, asked.seed)
    print(f"{figures}.\nNo shop damaged, no told change lost, no half import.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
