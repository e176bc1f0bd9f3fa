"""Put a canary into every text of every register, use the program, and look for it in plain bytes on the disk.

`python -m tests.campaigns.canary`. A child whose home, settings, logs and temporary folder are all below one
scratch folder fills a shop, edits, searches, attaches, brings in, exports, prints, backs up, crashes, and is killed
in the middle of a large change. No file that it wrote may hold the canary in UTF-8, UTF-16 or GBK.

What a person brings and takes away is left out, since it is theirs: the files that are dropped, the file of rejected
rows beside them (it repeats those rows in the columns of its source), exports, prints.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from app.cli import crash
from app.core.progress import Progress
from app.imports.bring_in import Wish, apply, plan
from app.models.registry import Registry
from app.reports.verbs import export_view, print_records
from app.services.session import Session, create_shop
from app.services.verify import verify
from app.store.passwords import Argon2Cost
from app.store.uow import NewRecord, UnitOfWork
from app.store.view import View
from tests.campaigns.canary_window import use_window
from tests.campaigns.kill_child import OWNER, PASSWORD, opened
from tests.imports.helpers import PLAIN, TAOBAO, plain, taobao_row, text_file, workbook
from tests.records import one_of_each, order

ROOT = Path(__file__).resolve().parents[2]
CHINESE, LATIN = "金丝雀鸣深谷", "CANARYq7w3z"
CANARY = CHINESE + LATIN
EXPORTS = "exports"
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


class _Crash(Exception):
    """The bug of this campaign; its message holds what a record said."""


def use(scratch: Path) -> None:
    """All that a shop does in a day, with the canary in every text; ends in being killed."""
    session, _ = create_shop(
        scratch / "shop", Registry.load(), name="x", owner=OWNER, password=PASSWORD,
        cost=Argon2Cost.smallest(),
    )  # fmt: skip
    shop = session.shop
    ids = one_of_each(shop, CANARY)
    for register in shop.registry:
        texts = [f.name for f in register.fields if isinstance(_value(session, register.name, ids, f.name), str)]
        name = next(n for n in texts if n not in ("number", "status", "kind", "scope"))
        shop.change(lambda uow, r=register.name, n=name: _touch(uow, r, ids[r], n))  # type: ignore[misc]
        with shop.read() as reader:
            reader.find(CANARY)
            reader.page(View(register.name, search=CHINESE[:2]), 0, 10)
            reader.timeline(register.name, ids[register.name])
    _take_out(session, scratch / EXPORTS, ids)
    _bring_in(session, scratch / EXPORTS)
    session.backup("canary")
    failed = [c.name for c in verify(session) if not c.ok and c.name not in ("balances", "numbers")]
    assert not failed, failed  # invented records need not balance, nor name a version's family; the rest is sound
    try:
        shop.change(_crash)
    except _Crash as problem:
        crash.write_report(problem)
        use_window(session, CANARY, problem)  # closes the session
    print("used", flush=True)
    opened(scratch / "shop").shop.change(_killed_half_way)


def _value(session: Session, register: str, ids: dict[str, int], name: str) -> object:
    with session.shop.read() as reader:
        return reader.record(register, ids[register]).get(name)


def _touch(uow: UnitOfWork, register: str, record_id: int, name: str) -> None:
    uow.update(register, record_id, {name: f"{CANARY}改"}, reason=CANARY)
    uow.add_note(register, record_id, CANARY)
    uow.attach(register, record_id, f"{CANARY}.txt", "text/plain", CANARY.encode() * 5000, date(2026, 5, 1))
    uow.save_view(register, CANARY, {"search": CANARY})
    uow.remember_mapping(register, CANARY, {"name": CANARY})
    uow.set_setting("shop.address", CANARY)


def _take_out(session: Session, folder: Path, ids: dict[str, int]) -> None:
    """Exports and prints are the person's own files: they go to a folder that is not looked into."""
    folder.mkdir()
    shop = session.shop
    for suffix in ("xlsx", "csv", "pdf"):
        for name in ids:
            export_view(shop, View(name), folder / f"{name}.{suffix}", shop.locale(), Progress(), reveal=True)
    print_records(shop, "orders", "", [ids["orders"]], folder / "one.pdf", shop.locale(), Progress(), reveal=True)


def _bring_in(session: Session, folder: Path) -> None:
    """Drop a platform's file, a table with a mapping of its own, and a workbook; each has a row that is rejected."""
    said = {"收货人姓名": CANARY, "收货地址": CANARY, "买家留言": CANARY, "宝贝标题": CANARY, "买家会员名": CANARY}
    spoilt = {"订单创建时间": CANARY}
    rows = [taobao_row("3200000000000000001", **said), taobao_row("3200000000000000002", **said | spoilt)]
    own = {"商品名称": CANARY, "收货人": CANARY, "收货地址": CANARY}
    tables = [PLAIN.split(","), plain("A1", **own).split(","), plain("A2", **own, 数量=CANARY).split(",")]
    for path in (
        text_file(folder, TAOBAO, *rows, encoding="gbk", name="taobao.csv"),
        text_file(folder, *(",".join(row) for row in tables), name=f"{CANARY}.csv"),
        workbook(folder, *tables, name="book.xlsx"),
    ):
        outcome = apply(session.shop, plan(session.shop, [path], Wish(anyway=True)))
        assert outcome.rejects_file is not None, "nothing was rejected"
        assert outcome.rejects_file.parent == folder, "the rejected rows are not beside their file"


def _crash(uow: UnitOfWork) -> None:
    buyer = uow.reader.record("orders", 1)["buyer_name"]
    raise _Crash(buyer)


def _killed_half_way(uow: UnitOfWork) -> None:
    """So much that SQLite must spill pages to the disk before the commit, and then the end."""
    many = [NewRecord(order(buyer_name=CANARY, items=CANARY, buyer_note=CANARY * 50)) for _ in range(30_000)]
    uow.create_many("orders", many)
    uow.attach("orders", 1, "big.bin", "x/y", CANARY.encode() * 500_000)
    uow.flush()
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def traces(folder: Path) -> list[str]:
    """Files below `folder` that hold the canary, or the half of it, in plain bytes; and in which encoding."""
    return [
        f"{path.relative_to(folder)} ({encoding})" for path in _written(folder) for encoding in _in(path.read_bytes())
    ]


def _written(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and EXPORTS not in path.relative_to(folder).parts:
            yield path


def _in(data: bytes) -> list[str]:
    return [e for e in _ENCODINGS if CHINESE.encode(e) in data or LATIN.encode(e) in data]


def run(scratch: Path) -> list[str]:
    """Use the program below `scratch`; returns where the canary was found."""
    folders = {name: scratch / name for name in ("home", "tmp", "config", "data", "cache", "state")}
    for folder in folders.values():
        folder.mkdir()
    environment = {
        **os.environ,
        "HOME": str(folders["home"]),
        "USERPROFILE": str(folders["home"]),
        "LOCALAPPDATA": str(folders["data"]),
        "APPDATA": str(folders["config"]),
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"), str(folders["tmp"])),
        **{f"XDG_{n.upper()}_HOME": str(folders[n]) for n in ("config", "data", "cache", "state")},
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-m", "tests.campaigns.canary", "--child", str(scratch)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if "used" not in done.stdout or done.returncode == 0:
        raise RuntimeError(done.stderr[-2000:])
    if CHINESE in done.stderr or LATIN in done.stderr:
        raise RuntimeError("the canary stands in what the program printed")
    if not any((scratch / EXPORTS).iterdir()) or not (scratch / "shop" / "shop.db-wal").exists():
        raise RuntimeError("nothing to look for")
    return traces(scratch)


def main(arguments: list[str]) -> int:
    """Run the campaign, or the child of one."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns.canary", description=__doc__)
    parser.add_argument("--child", type=Path)
    asked = parser.parse_args(arguments)
    if asked.child:
        use(asked.child)
    with tempfile.TemporaryDirectory(prefix="taizhang-canary-") as folder:
        found = run(Path(folder))
        written = sum(1 for _ in _written(Path(folder)))
    print("\n".join(found) or f"{written} files written; no canary in any.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
