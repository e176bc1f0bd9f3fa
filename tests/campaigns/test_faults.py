"""What a person is told when something is wrong with a shop, in both languages: what happened, what to do."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.errors import UserError
from app.core.i18n import N_, Translator
from app.models import migrations
from app.models.registry import Registry
from app.services.session import Session, sign_in, with_password
from app.services.verify import verify
from app.store.errors import TooManyAttempts
from app.store.vault import Vault
from tests.campaigns.kill_child import OWNER, PASSWORD, make

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("faults") / "店"
    make(folder)
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    shutil.copytree(template, tmp_path / "店")
    return tmp_path / "店"


def opened(folder: Path, password: str = PASSWORD) -> Session:
    session = sign_in(folder, Registry.load(), with_password(OWNER, password))
    assert session is not None
    return session


def told(work: Callable[[], object]) -> str:
    """The English words of the `UserError` that `work` raises; it must have Chinese ones and say what to do."""
    with pytest.raises(UserError) as caught:
        work()
    error = caught.value
    english, chinese = error.say(Translator("en")), error.say(Translator("zh"))
    assert error.todo is not None
    assert not any(
        "a" <= c <= "z" for c in chinese.replace("keys.json", "").replace("shop.db", "").replace(_host(), "")
    )
    assert "{" not in english and "{" not in chinese
    return english


def _host() -> str:
    import socket

    return socket.gethostname()


def test_two_programs_on_one_shop(folder: Path) -> None:
    child = f"""
import sys
from tests.campaigns.kill_child import opened
from pathlib import Path
session = opened(Path({str(folder)!r}))
print("open", flush=True)
sys.stdin.read()
session.close()
"""
    with subprocess.Popen(
        [sys.executable, "-c", child], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None and other.stdin is not None
        assert other.stdout.readline() == b"open\n"
        words = told(lambda: opened(folder))
        assert f"by process {other.pid}" in words and "Close the other window or program" in words
        other.stdin.close()
    opened(folder).close()


def test_wrong_passwords_are_slowed_down_and_the_right_one_is_not_forgotten(folder: Path) -> None:
    assert "password is wrong" in told(lambda: opened(folder, "wrong horse battery"))
    vault = Vault.open(folder)
    found: UserError = UserError(N_(""))
    while not isinstance(found, TooManyAttempts):
        with pytest.raises(UserError) as caught:
            vault.unlock(OWNER, "wrong horse battery")
        found = caught.value
    assert found.seconds > 0 and "Wait" in str(found)
    opened(folder).close()


def test_a_newer_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (folder / "shop.db").read_bytes()
    monkeypatch.setattr(migrations, "HEAD", "0000")
    assert "Install the newer version" in told(lambda: opened(folder))
    assert (folder / "shop.db").read_bytes() == before


@pytest.mark.parametrize("what", ["{", '{"version": 1}', ""])
def test_damaged_keys(folder: Path, what: str) -> None:
    (folder / "keys.json").write_text(what, "utf-8")
    (folder / "keys.json.bak").unlink(missing_ok=True)
    words = told(lambda: opened(folder))
    assert "keys.json is damaged" in words and "backup" in words
    assert (folder / "keys.json").read_text("utf-8") == what


def test_damaged_keys_with_their_copy_still_there(folder: Path) -> None:
    opened(folder).close()
    assert (folder / "keys.json.bak").exists()
    (folder / "keys.json").write_text("{", "utf-8")
    session = opened(folder)
    assert session.warnings
    session.close()


def test_a_file_that_is_cut_short(folder: Path) -> None:
    db = folder / "shop.db"
    db.write_bytes(db.read_bytes()[:3000])
    assert "restore the last good backup" in told(lambda: opened(folder))


def test_another_shops_file(folder: Path, tmp_path: Path) -> None:
    make(tmp_path / "other")
    shutil.copyfile(tmp_path / "other" / "shop.db", folder / "shop.db")
    assert "not the file that these keys belong to" in told(lambda: opened(folder))


def test_damaged_pages_are_found_wherever_they_are(folder: Path) -> None:
    """Either the shop does not open and says so, or `verify` names the fault; never is damage passed over."""
    db = folder / "shop.db"
    good = db.read_bytes()
    pages = len(good) // 4096
    for page in {0, 1, 2, pages // 3, pages // 2, pages - 1}:
        data = bytearray(good)
        data[page * 4096 + 2000] ^= 0x55
        db.write_bytes(data)
        try:
            session = opened(folder)
        except UserError as problem:
            assert "damaged" in str(problem) and problem.todo is not None
            continue
        assert [c.name for c in verify(session) if not c.ok], f"page {page}"
        session.close()
    db.write_bytes(good)
    opened(folder).close()


def test_a_damaged_page_met_at_work_is_named_and_nothing_is_written(folder: Path) -> None:
    session = opened(folder)
    session.shop.change(lambda uow: [uow.attach("products", 1, f"{i}", "x/y", bytes([i]) * 90_000) for i in range(9)])
    session.close()
    db = folder / "shop.db"
    data = bytearray(db.read_bytes())
    for page in range(len(data) // 4096 - 150, len(data) // 4096 - 100):  # in the files, behind them is the log
        data[page * 4096 + 100] ^= 0xFF
    db.write_bytes(data)
    session = opened(folder)

    def read_all() -> None:
        with session.shop.read() as reader:
            for a in reader.attachments("products", 1):
                reader.attachment_data(a.id)

    assert "Copy the shop's folder somewhere safe first" in told(read_all)
    session.shop.close()
    session._lock.release()


if sys.platform != "win32":
    FULL = """
import resource, signal, sys
from pathlib import Path
from app.core.i18n import Translator
from app.store.errors import DiskFull
from tests.campaigns.kill_child import opened
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
session = opened(Path(sys.argv[1]))
shop = session.shop
shop.change(lambda uow: uow.update("products", 1, {"note": "kept"}))
size = max(p.stat().st_size for p in shop.folder.iterdir() if p.is_file())
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 300_000, resource.RLIM_INFINITY))
try:
    shop.change(lambda uow: uow.attach("products", 1, "big", "x/y", bytes(range(256)) * 20_000))
    print("not full")
except DiskFull as problem:
    print(problem.say(Translator("en")))
with shop.read() as reader:
    print(reader.record("products", 1)["note"], reader.attachments("products", 1))
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
shop.change(lambda uow: uow.update("products", 1, {"note": "goes on"}))
session.close()
"""

    def test_a_full_disk_keeps_what_was_saved_and_the_program_goes_on(folder: Path) -> None:
        done = subprocess.run(
            [sys.executable, "-c", FULL, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
        )
        said, kept = done.stdout.splitlines()
        assert "disk" in said and "Free some space" in said and "was not saved" in said
        assert kept == "kept []"
        session = opened(folder)
        assert [c.name for c in verify(session) if not c.ok] == []
        with session.shop.read() as reader:
            assert reader.record("products", 1)["note"] == "goes on"
        session.close()

    READ_ONLY = """
import os, sys
from pathlib import Path
from app.core.errors import UserError
from app.core.i18n import Translator
from tests.campaigns.kill_child import opened
if os.geteuid() == 0:
    os.setegid(65534)
    os.seteuid(65534)
try:
    opened(Path(sys.argv[1]))
except UserError as problem:
    print(problem.say(Translator("en")))
"""

    def test_a_read_only_folder(template: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
        import tempfile

        with tempfile.TemporaryDirectory() as name:  # pytest's own folders are closed to others
            folder = Path(name)
            folder.chmod(0o755)
            shutil.copytree(template, folder / "shop")
            for path in (*(folder / "shop").rglob("*"), folder / "shop"):
                path.chmod(0o555 if path.is_dir() else 0o444)
            before = sorted(p.name for p in (folder / "shop").iterdir())
            done = subprocess.run(
                [sys.executable, "-c", READ_ONLY, str(folder / "shop")],
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stderr
            assert "read-only" in done.stdout and "Allow yourself to write to the folder" in done.stdout
            assert sorted(p.name for p in (folder / "shop").iterdir()) == before
            (folder / "shop").chmod(0o755)
            for path in (folder / "shop").rglob("*"):
                path.chmod(0o755)
