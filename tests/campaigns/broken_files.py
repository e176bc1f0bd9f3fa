"""Damaged and hostile files, made from sound ones by a seed: read, parsed, written back; a share goes into a shop.

`python -m tests.campaigns.fuzz_imports` runs them. It is a file of its own, since each child that parses a workbook
loads the program's main file anew.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import shutil
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import Workbook

from app.core.errors import UserError
from app.core.i18n import Translator
from app.imports.bring_in import Outcome, Wish, apply, plan
from app.imports.parse import parse
from app.imports.readers import Limits, read_tables
from app.imports.rejects import write_rejects
from app.imports.report import Parsed
from app.services.verify import verify
from app.store.shop import Shop
from app.store.view import View
from tests.campaigns.kill_child import make, opened
from tests.imports.helpers import JD, PLAIN, TAOBAO, TAOBAO_LINES, plain, taobao_row
from tests.imports.oldbook import old_workbook

SLOWEST = 5.0
"""Seconds of work that one file may take to be read, parsed and written back, whatever else the machine does."""
SLOWEST_IN = 15.0
"""Seconds of work that one file may take to be brought into the shop."""
PEAK = 600_000_000
"""Bytes that the process, and each child that parses workbooks, may hold at most."""
SHARE = 10
"""One file in so many is brought into the shop."""

LIMITS = Limits(
    max_bytes=20_000_000, max_unpacked=60_000_000, max_cells=2_000_000, memory=2_000_000_000, seconds=SLOWEST
)
"""Workbooks in a child process, as in the program: the parser aborts its process on some of these files."""
_NASTY = (
    '"', '""', ",", ";", "\t", "\n", "\r", "\r\n", "\0", "\ufeff", "\ufffd", "锟斤拷", "=1+1", "'", "1e308",
    "-1", "9" * 40, "NaN", "2.78E+11",
    "99/99/99", "2026-02-30", "0000-00-00", "¥", "(已退款", "；；", "##", "*", "\u202e", "é",
    "€", "合计", "٣", "²", "１２",
    " " * 50, "x" * 5000,
    "0" * 17, "TRUE", "#REF!", "<b>", "\ud7ff", "1/2/3", "24:61:61", "Infinity", "1,2,3", "..", "--5",
)  # fmt: skip


@dataclass
class Result:
    """What a run of the campaign saw."""

    files: int = 0
    refused: int = 0
    drafts: int = 0
    rejects: int = 0
    slowest: float = 0.0
    applied: int = 0
    came_in: int = 0
    slowest_in: float = 0.0
    failures: list[str] = field(default_factory=list)


def _table() -> list[list[str]]:
    return [PLAIN.split(","), *(plain(f"A{n // 2}", 备注="轻放;谢谢").split(",") for n in range(20))]


def _book(rows: list[list[str]]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append([int(c) if c.isdigit() and len(c) < 12 and c.isascii() else c for c in row])
    sheet.merge_cells("A2:A3")
    sheet.row_dimensions[4].hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def seeds() -> list[tuple[str, bytes]]:
    """Sound files by ending."""
    taobao = "\r\n".join(
        [TAOBAO, *(taobao_row(f"32000000000000000{n}", 买家留言="谢,谢\n轻放") for n in range(10, 30))]
    )
    lines = "\n".join(
        [TAOBAO_LINES, *(f"9{n},32000000000000000{n},GH-1,,桂花酱,15.00,2,大;红,SF1,顺丰" for n in range(10, 30))]
    )
    jd = "\n".join(
        [
            "导出时间：2026-09-22",
            JD,
            *(f"27481234{n},1,桂花酱,2,2026/9/2 8:00,50,25,林*,浙江,138****0000,完成" for n in range(10, 30)),
        ]
    )
    ebay = "\n".join(
        [
            "Bestellnummer;Artikelnummer;Angebotstitel;Anzahl;Verkauft für;Verkauft am",
            *(f"1-{n};7;Tee;1;116,99 €;10-Dez-25" for n in range(10, 30)),
        ]
    )
    woo = "\n".join(
        [
            "ID,Type,SKU,Name,Published,Regular price,Stock,Parent",
            *(f"{n},simple,s{n},<b>n</b>{n},1,5.0,3," for n in range(20)),
        ]
    )
    table = "\n".join(",".join(row) for row in _table())
    return [
        (".csv", taobao.encode("gb18030")),
        (".csv", taobao.encode("utf-8-sig")),
        (".csv", lines.encode("utf-8")),
        (".csv", jd.encode("utf-16")),
        (".csv", ebay.encode("cp1252")),
        (".csv", woo.encode("utf-8")),
        (".txt", table.replace(",", "\t").encode("utf-8")),
        (".xlsx", _book(_table())),
        (".xlsx", _book([row.split(",") for row in jd.split("\n")])),
        (".xls", old_workbook([list(row) for row in _table()])),
    ]


def mutated(rng: random.Random, kind: str, data: bytes) -> bytes:
    """The file with one to eight things broken."""
    if kind == ".xlsx" and rng.random() < 0.7:
        return _mutated_package(rng, data)
    for _ in range(rng.randint(1, 8)):
        data = _mutated_bytes(rng, data)
    return data


def _mutated_bytes(rng: random.Random, data: bytes) -> bytes:
    if not data:
        return data
    at = rng.randrange(len(data))
    length = min(rng.choice((1, 1, 2, 10, 200)), len(data) - at)
    choice = rng.randrange(7)
    if choice == 0:
        return data[:at] + bytes([rng.randrange(256)]) + data[at + 1 :]
    if choice == 1:
        return data[:at] + data[at + length :]
    if choice == 2:
        return data[:at] + data[at : at + length] * rng.choice((2, 3, 50)) + data[at + length :]
    if choice == 3:
        return data[:at]
    if choice == 4:
        lines = data.splitlines(keepends=True)
        rng.shuffle(lines)
        return b"".join(lines)
    encoding = rng.choice(("utf-8", "gb18030", "utf-16-le"))
    return data[:at] + rng.choice(_NASTY).encode(encoding, "replace") + data[at + (length if choice == 5 else 0) :]


def _mutated_package(rng: random.Random, data: bytes) -> bytes:
    """A workbook whose parts are broken inside a package that is sound."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        broken = set(rng.sample(names, rng.randint(1, 2)))
        if rng.random() < 0.6:
            broken.add("xl/worksheets/sheet1.xml")
        for name in names:
            part = source.read(name)
            if name in broken:
                if rng.random() < 0.3:
                    part = part.replace(
                        rng.choice((b'r="A2"', b"<v>", b't="n"', b"</row>", b"A1:")),
                        rng.choice((b'r="XFD9999999"', b"<v>1e999", b't="s"', b"", b"ZZZ1:")),
                    )
                else:
                    part = _mutated_bytes(rng, part)
            target.writestr(name, part)
    return out.getvalue()


def halves(result: Parsed) -> list[str]:
    """Orders of which some row came in and some row was rejected."""
    rejected = {(r.source, r.sheet, r.row) for r in result.rejects}
    return [
        f"{d.platform_order_id!r} row {row}"
        for d in result.orders
        for row in d.rows
        if (d.source, d.sheet, row) in rejected
    ]


def one(path: Path, folder: Path, into: Result) -> None:
    """Read, parse and write back one file, and note what must not happen."""
    began = _worked()
    into.files += 1
    try:
        source = read_tables(path, limits=LIMITS)
        result = parse([source])
        into.drafts += len(result.drafts)
        into.rejects += len(result.rejects)
        into.failures += [f"{path.name}: half an order: {said}" for said in halves(result)]
        written = write_rejects(source, result.rejects, folder, Translator("en"))
        if written is not None:
            written.unlink()
    except UserError:
        into.refused += 1
    except Exception as error:
        into.failures.append(f"{path.name}: {type(error).__name__}: {error}")
    took = _worked() - began
    into.slowest = max(into.slowest, took)
    if took > SLOWEST:
        into.failures.append(f"{path.name}: took {took:.1f} s")


def bring(shop: Shop, path: Path, into: Result) -> None:
    """Bring one file into the shop whatever is warned of, and note what the shop and the outcome do not agree on."""
    began = _worked()
    before, head = _counts(shop), shop.head().seq
    outcome: Outcome | None = None
    into.applied += 1
    try:
        outcome = apply(shop, plan(shop, [path], Wish(anyway=True)))
        into.came_in += outcome.new + outcome.updated
        for made in outcome.rejects_files:
            made.unlink()
    except UserError:
        if shop.head().seq != head:
            into.failures.append(f"{path.name}: refused, and yet something was written")
    except Exception as error:
        into.failures.append(f"{path.name}: in the shop: {type(error).__name__}: {error}")
    after = _counts(shop)
    expected = outcome.new if outcome is not None else 0
    register = outcome.register if outcome is not None else "orders"
    if after.get(register, 0) - before.get(register, 0) != expected:
        into.failures.append(f"{path.name}: {expected} new {register} told, {before} before, {after} after")
    took = _worked() - began
    into.slowest_in = max(into.slowest_in, took)
    if took > SLOWEST_IN:
        into.failures.append(f"{path.name}: took {took:.1f} s in the shop")


def _counts(shop: Shop) -> dict[str, int]:
    with shop.read() as reader:
        return {r.name: reader.count(View(r.name)) for r in shop.registry if r.importable}


def run(
    files: int, seed: int, folder: Path, *, keep: bool = False, books: bool = True, shop: Shop | None = None
) -> Result:
    """Break `files` files by the seed; failing ones stay in `folder` if `keep`; no workbooks without `books`.

    With a `shop`, a share of them is brought in too.
    """
    rng = random.Random(seed)
    sound = [s for s in seeds() if books or not s[0].startswith(".xls")]
    result = Result()
    for number in range(files):
        kind, data = sound[number % len(sound)]
        path = folder / f"{seed}-{number}{kind}"
        path.write_bytes(mutated(rng, kind, data))
        before = len(result.failures)
        one(path, folder, result)
        # The share moves along the kinds of files, so that each of them comes in.
        if shop is not None and (number + number // SHARE) % SHARE == 0:
            bring(shop, path, result)
        if not keep or len(result.failures) == before:
            path.unlink()
    return result


def _worked() -> float:
    """Seconds that this process and its children have worked so far."""
    return sum(os.times()[:4])


def peak_memory() -> int:
    """The most memory that this process or a child has held, in bytes; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0
    import resource

    children, own = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF))
    if sys.platform == "darwin":
        return max(children, own)
    # Linux counts what the process that started this one held at that moment as held by this one.
    status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    own = next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")), own)
    return max(children, own) * 1024


def main() -> int:
    """Run the campaign by the command line; status 1 if anything happened that must not."""
    parser = argparse.ArgumentParser(description="Files made to break an import.")
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    said = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="taizhang-fuzz-"))
    began = time.perf_counter()
    make(folder / "shop")
    session = opened(folder / "shop")
    try:
        result = run(said.files, said.seed, folder, keep=True, shop=session.shop)
        result.failures += [f"verify: {c.name}: {c.detail}" for c in verify(session) if not c.ok]
    finally:
        session.close()
    peak = peak_memory()
    if peak > PEAK:
        result.failures.append(f"held {peak / 1e6:.0f} MB")
    print(
        f"{result.files} files in {time.perf_counter() - began:.0f} s: {result.refused} refused, "
        f"{result.drafts} drafts, "
        f"{result.rejects} rejects, slowest {result.slowest:.2f} s, peak {peak / 1e6:.0f} MB; "
        f"{result.applied} brought into a shop, {result.came_in} records came in, slowest {result.slowest_in:.2f} s"
    )
    for failure in result.failures[:50]:
        print(failure)
    if result.failures:
        print(f"{len(result.failures)} failures; their files are in {folder}")
    else:
        shutil.rmtree(folder)
    return 1 if result.failures else 0
