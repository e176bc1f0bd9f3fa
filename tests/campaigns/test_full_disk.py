"""A disk that fills up in the middle of an import and of a save: what is said, what is kept, and that work goes on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.campaigns.kill_child import make
from tests.imports.helpers import PLAIN, plain, text_file
from tests.store.test_faults import DISKS

ROOT = Path(__file__).resolve().parents[2]
TMPFS = ["unshare", "-rm", "sh", "-c", 'mount -t tmpfs -o size=24m tmpfs "$1" && shift && exec "$@"', "sh"]

SCRIPT = """
import os, shutil, sys
from pathlib import Path
from app.core.i18n import Translator
from app.imports.bring_in import apply, plan
from app.services import records
from app.services.verify import verify
from app.store.errors import DiskFull
from app.store.view import View
from tests.campaigns.kill_child import opened

place, template, file, disk = Path(sys.argv[1]), *map(Path, sys.argv[2:4]), sys.argv[4]
folder = place / "shop"
shutil.copytree(template, folder)
session = opened(folder)
shop = session.shop
shop.change(lambda uow: records.save(uow, "products", 1, {"note": "kept"}))
proposal = plan(shop, [file])
ballast = place / "ballast"

def fill():
    if disk == "limit":  # where no disk can be filled: no file may grow beyond the log and a little
        import resource
        log = folder / "shop.db-wal"
        resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size + 200_000, resource.RLIM_INFINITY))
        return
    with ballast.open("wb", buffering=0) as out:
        while os.statvfs(place).f_bavail * os.statvfs(place).f_frsize > 200_000:
            out.write(bytes(4096))

def free():
    if disk == "limit":
        import resource
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    else:
        ballast.unlink()

def counts():
    with shop.read() as reader:
        return [reader.count(View(n)) for n in ("orders", "customers", "products", "payments")]

def save_on():
    for turn in range(1000):
        shop.change(lambda uow: records.save(uow, "products", 1, {"listing_text": f"{turn}" + "茶" * 15000}))

before = counts()
for work in (lambda: apply(shop, proposal), save_on):
    fill()
    try:
        work()
        print("not full")
    except DiskFull as problem:
        print(problem.say(Translator("en")))
    assert counts() == before, "half an import"
    free()
    wrong = [c.name for c in verify(session) if not c.ok]
    assert wrong == [], wrong
with shop.read() as reader:
    assert reader.record("products", 1)["note"] == "kept"
assert apply(shop, plan(shop, [file])).new == 400
shop.change(lambda uow: records.save(uow, "products", 1, {"note": "goes on"}))
assert [c.name for c in verify(session) if not c.ok] == []
session.close()
"""

if sys.platform != "win32":  # there a disk is filled by the tests of the store alone

    @pytest.mark.parametrize("disk", DISKS)
    def test_a_disk_that_fills_in_an_import_and_in_a_save(tmp_path: Path, disk: str) -> None:
        make(tmp_path / "template")
        rows = [plain(f"A{n}", 收货人=f"测试{n}", 手机=f"138{n:08d}") for n in range(400)]
        file = text_file(tmp_path, PLAIN, *rows)
        (place := tmp_path / "disk").mkdir()
        command = [sys.executable, "-c", SCRIPT, str(place), str(tmp_path / "template"), str(file), disk]
        if disk == "tmpfs":
            command = [*TMPFS, str(place), *command]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        said = done.stdout.splitlines()
        assert len(said) == 2
        for words in said:
            assert "disk" in words and "was not saved" in words and "Free some space" in words
