"""A full disk and a folder that may not be written, as the operating system really reports them."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from app.store.atomic import write_atomic
from app.store.backup import backup
from app.store.cipher import open_engine
from app.store.errors import ShopReadOnly
from app.store.integrity import check_copy
from app.store.lock import ShopLock
from app.store.vault import Vault
from tests.store.conftest import CHEAP, OWNER, PASSWORD, MadeShop

NOBODY = 65534
TMPFS = ["unshare", "-rm", "sh", "-c", 'mount -t tmpfs -o size=1m tmpfs "$1" && shift && exec "$@"', "sh"]

FILL_THE_DATABASE = """
import sys
from pathlib import Path
from sqlalchemy import text
from app.store.cipher import create_database, open_engine, translate_db_error
from app.store.datakey import DataKey
from app.store.errors import DiskFull
from app.store.integrity import check_file
db, key = Path(sys.argv[1]) / "shop.db", DataKey.new()
create_database(db, key)
engine = open_engine(db, key, writer=True)
with engine.begin() as connection:
    connection.execute(text("CREATE TABLE t (a)"))
    connection.execute(text("INSERT INTO t VALUES ('kept')"))
if sys.argv[2] == "limit":
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
problem = None
try:
    with engine.begin() as connection:
        with connection.begin_nested():
            for _ in range(3000):
                connection.execute(text("INSERT INTO t VALUES (:a)"), {"a": "x" * 1000})
except Exception as raised:
    problem = translate_db_error(raised)
assert isinstance(problem, DiskFull), repr(problem)
with engine.connect() as connection:
    assert connection.execute(text("SELECT count(*) FROM t")).scalar_one() == 1
with engine.begin() as connection:
    connection.execute(text("INSERT INTO t VALUES ('later')"))
engine.dispose()
try:
    assert check_file(db, key).ok
except DiskFull:
    assert sys.argv[2] == "tmpfs"  # no room to move the WAL into the file, so no check
print("only that change")
"""

FILL_THE_FOLDER = """
import sys
from pathlib import Path
from keyring.backends.fail import Keyring
from app.store.backup import backup, list_backups
from app.store.cipher import open_engine
from app.store.device import DeviceKeyring
from app.store.errors import DiskFull
from app.store.passwords import Argon2Cost
from app.store.vault import Vault
folder, password = Path(sys.argv[1]) / "shop", "correct horse"
device = DeviceKeyring(Keyring())
cheap = Argon2Cost.smallest()
vault, code = Vault.create(folder, shop_name="s", owner="o", password=password, cost=cheap, device=device)
unlocked = vault.unlock("o", password)
clerk = vault.add_user(unlocked, "c", "another horse", "clerk", cheap)
engine = open_engine(vault.folder.database, unlocked.data_key)
ballast = Path(sys.argv[1]) / "ballast"
if sys.argv[2] == "limit":  # where no disk can be filled: no file may grow beyond a few bytes
    import resource
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, unlimited[1]))
else:
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
before = (folder / "keys.json").read_bytes()

def refused(work):
    try:
        work()
    except DiskFull:
        return True
    return False

assert refused(lambda: vault.set_anchor(unlocked, 1, "ab"))
assert refused(lambda: backup(vault, unlocked, engine, "auto"))
engine.dispose()
assert refused(lambda: vault.remove_user(unlocked, clerk.uid))
assert refused(lambda: Vault.create(Path(sys.argv[1]) / "new", shop_name="s", owner="o", password=password, cost=cheap))
assert not (Path(sys.argv[1]) / "new" / "shop.db").exists()
assert (folder / "keys.json").read_bytes() == before
beside = {"backups"} if sys.argv[2] == "tmpfs" else {"backups", "shop.db-wal", "shop.db-shm"}  # SQLite's own, empty
left = sorted(p.name for p in folder.iterdir() if p.name not in beside)
assert left == ["keys.json", "keys.json.bak", "shop.db"], left
assert list_backups(folder) == ()
if sys.argv[2] == "limit":
    resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
else:
    ballast.unlink()
vault.set_anchor(unlocked, 1, "ab")
assert Vault.open(folder, device=device).unlock("o", password).data_key == unlocked.data_key
print("as they were")
"""


def small_disks() -> list[str]:
    """A limit on the size of a file works everywhere; a real full disk wherever one may be mounted."""
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(OSError):
        if subprocess.run([*TMPFS, folder, "true"], capture_output=True, check=False).returncode == 0:
            return ["limit", "tmpfs"]
    return ["limit"]


DISKS = small_disks()


def run(script: str, folder: Path, disk: str) -> str:
    """What the script said last, once all that it asserts held."""
    command = [sys.executable, "-c", script, str(folder), disk]
    if disk == "tmpfs":
        command = [*TMPFS, str(folder), *command]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("disk", DISKS)
def test_a_full_disk_loses_only_the_change_that_did_not_fit(tmp_path: Path, disk: str):
    assert run(FILL_THE_DATABASE, tmp_path, disk) == "only that change"


@pytest.mark.parametrize("disk", DISKS)
def test_a_full_disk_leaves_keys_and_backups_as_they_were(tmp_path: Path, disk: str):
    assert run(FILL_THE_FOLDER, tmp_path, disk) == "as they were"


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """`folder` and its files as someone finds them who may read and not write them."""
    paths = [folder, *folder.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
        if os.geteuid() == 0:
            os.chown(path, NOBODY, NOBODY)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        for path in paths:
            path.chmod(0o700)


@pytest.fixture
def open_air() -> Iterator[Path]:
    """A folder that anyone can reach, which pytest's own is not."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_read_only_shop_can_be_read_and_says_why_not_more(made: MadeShop, open_air: Path):
    folder = open_air / "shop"
    vault = Vault.open(shutil.copytree(made.path, folder))
    unlocked = made.proof
    clerk = vault.add_user(unlocked, "小李", "another horse", "clerk", CHEAP)
    engine = open_engine(vault.folder.database, unlocked.data_key, writer=True)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (a)"))
    engine.dispose()
    files = sorted(p.name for p in folder.iterdir())
    with read_only(folder):
        vault = Vault.open(folder)
        unlocked = vault.unlock(OWNER, PASSWORD)
        assert vault.unlock_recovery(made.code).data_key == unlocked.data_key
        reader = open_engine(vault.folder.database, unlocked.data_key, read_only=True)
        with reader.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM t")).scalar_one() == 0
        assert check_copy(vault.folder.database, unlocked.data_key).ok
        for attempt in (
            lambda: open_engine(vault.folder.database, unlocked.data_key, writer=True),
            lambda: vault.set_anchor(unlocked, 1, "ab"),
            lambda: vault.remove_user(unlocked, clerk.uid),
            lambda: backup(vault, unlocked, reader, "auto"),
            lambda: write_atomic(folder / "x", b"x"),
            lambda: ShopLock(folder).acquire(),
            lambda: Vault.create(folder / "new", shop_name="s", owner="o", password=PASSWORD, cost=CHEAP),
        ):
            with pytest.raises(ShopReadOnly):
                attempt()
        reader.dispose()
    assert sorted(p.name for p in folder.iterdir()) == files


def test_a_damaged_key_file_in_a_read_only_folder_still_opens(made: MadeShop, open_air: Path):
    folder = open_air / "shop"
    shutil.copytree(made.path, folder)
    (folder / "keys.json").write_bytes(b"{")
    with read_only(folder):
        vault = Vault.open(folder)
        assert vault.unlock(OWNER, PASSWORD)
        assert vault.warnings
    assert (folder / "keys.json").read_bytes() == b"{"
