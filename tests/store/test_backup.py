import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text

from app.core.clock import fixed
from app.core.i18n import N_, Text
from app.store.backup import backup, copy_backup, list_backups, prune
from app.store.cipher import connect, key_fits, open_engine
from app.store.errors import BackupFailed, DatabaseDamaged, WrongPassword
from app.store.restore import drill, restore
from app.store.swap import begin_swap, finish_swap
from app.store.vault import Vault
from app.store.vaultfile import Unlocked
from tests.store.conftest import CHEAP, OWNER, PASSWORD, MadeShop

NOW = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)
CLERK = "another horse"


class Working:
    """An open shop with a table of three rows and a writer."""

    def __init__(self, made: MadeShop) -> None:
        self.vault = made.open()
        self.owner = made.proof
        self.engine: Engine = open_engine(self.vault.folder.database, self.owner.data_key, writer=True)
        self.readers: Engine = open_engine(self.vault.folder.database, self.owner.data_key)
        self.run("CREATE TABLE t (a)")
        self.run("INSERT INTO t VALUES (1), (2), (3)")

    def run(self, sql: str) -> None:
        with self.engine.begin() as connection:
            connection.execute(text(sql))

    def close(self) -> None:
        self.engine.dispose()
        self.readers.dispose()


@pytest.fixture
def shop(made: MadeShop) -> Iterator[Working]:
    working = Working(made)
    yield working
    working.close()


def as_owner(vault: Vault) -> Unlocked:
    return vault.unlock(OWNER, PASSWORD)


def count(vault: Vault, unlocked: Unlocked) -> int:
    connection = connect(vault.folder.database, unlocked.data_key)
    try:
        return int(connection.execute("SELECT count(*) FROM t").fetchone()[0])
    finally:
        connection.close()


def test_a_backup_holds_everything_under_a_key_of_its_own(shop: Working, made: MadeShop):
    shop.vault.set_anchor(shop.owner, 5, "beef")
    info = backup(shop.vault, shop.owner, shop.readers, "manual", clock=fixed(NOW))
    assert info.path.name == "20260501T093000Z-manual"
    assert (info.reason, info.verified, info.sequence, info.head) == ("manual", True, 5, "beef")
    assert list_backups(made.path) == (info,)
    assert {p.name for p in info.path.iterdir()} == {"shop.db", "keys.json", "backup.json"}
    assert all(p.stat().st_mode & 0o077 == 0 for p in (*info.path.iterdir(), info.path))
    assert not key_fits(info.path / "shop.db", shop.owner.data_key)
    copy = Vault.open(info.path)
    assert count(copy, copy.unlock(OWNER, PASSWORD)) == 3
    assert copy.unlock_recovery(made.code).data_key.key != shop.owner.data_key.key


def test_it_includes_what_is_only_in_the_wal_beside_a_transaction_under_way(shop: Working):
    with shop.engine.begin() as connection:
        connection.execute(text("INSERT INTO t VALUES (4)"))
        info = backup(shop.vault, shop.owner, shop.readers, "auto")
    copy = Vault.open(info.path)
    assert count(copy, as_owner(copy)) == 3


def test_passwords_of_that_moment_open_it(shop: Working, made: MadeShop):
    info = backup(shop.vault, shop.owner, shop.readers, "auto")
    shop.vault.change_password(shop.owner, PASSWORD, "new horse battery", CHEAP)
    assert drill(info.path, as_owner)[1].ok
    with pytest.raises(WrongPassword):
        drill(info.path, lambda vault: vault.unlock(OWNER, "new horse battery"))


def test_a_copy_whose_books_do_not_agree_is_kept_and_not_counted_as_verified(shop: Working, made: MadeShop):
    def balances(connection: Connection) -> Text | None:
        total = connection.execute(text("SELECT sum(a) FROM t")).scalar_one()
        return N_("the stock does not balance.") if total != 7 else None

    info = backup(shop.vault, shop.owner, shop.readers, "auto", checks=[balances])
    assert (info.verified, str(info.doubt)) == (False, "the stock does not balance.")
    assert [b.verified for b in list_backups(made.path)] == [False]
    shop.run("INSERT INTO t VALUES (1)")
    assert backup(shop.vault, shop.owner, shop.readers, "auto", checks=[balances]).verified


def test_a_damaged_shop_gives_no_backup_that_looks_good(shop: Working, made: MadeShop):
    shop.run("CREATE TABLE child (t INTEGER REFERENCES parent (id))")
    shop.run("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
    shop.close()
    connection = connect(shop.vault.folder.database, shop.owner.data_key)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("INSERT INTO child VALUES (9)")
    connection.close()
    with pytest.raises(BackupFailed):
        backup(shop.vault, shop.owner, shop.readers, "auto")
    assert list_backups(made.path) == ()
    data = bytearray(shop.vault.folder.database.read_bytes())
    data[4096 + 99] ^= 1
    shop.close()
    shop.vault.folder.database.write_bytes(data)
    with pytest.raises((BackupFailed, DatabaseDamaged)):
        backup(shop.vault, shop.owner, shop.readers, "auto")
    assert list_backups(made.path) == ()


def test_what_a_crash_left_is_swept_and_never_listed(shop: Working, made: MadeShop):
    half = made.path / "backups" / "20260101T000000Z-auto.partial"
    half.mkdir(parents=True)
    (half / "shop.db").write_bytes(b"")
    (made.path / "backups" / "letters").mkdir()
    assert list_backups(made.path) == ()
    backup(shop.vault, shop.owner, shop.readers, "auto")
    assert not half.exists()
    assert len(list_backups(made.path)) == 1


def test_two_in_one_second_and_a_bad_reason(shop: Working, made: MadeShop):
    for _ in range(2):
        backup(shop.vault, shop.owner, shop.readers, "close", clock=fixed(NOW))
    assert len(list_backups(made.path)) == 2
    with pytest.raises(ValueError, match="reason"):
        backup(shop.vault, shop.owner, shop.readers, "../x")


def test_of_one_second_the_one_with_the_longer_log_is_the_newer(shop: Working, made: MadeShop):
    for sequence in (1, 4, 2, 3):
        shop.vault.set_anchor(shop.owner, sequence, "ab" * 32)
        backup(shop.vault, shop.owner, shop.readers, "auto", clock=fixed(NOW))
    assert [b.sequence for b in list_backups(made.path)] == [4, 3, 2, 1]
    prune(made.path, clock=fixed(NOW))
    assert [b.sequence for b in list_backups(made.path)] == [4]


def test_restore_moves_the_present_files_aside(shop: Working, made: MadeShop):
    info = backup(shop.vault, shop.owner, shop.readers, "manual")
    shop.run("DELETE FROM t")
    shop.vault.add_user(shop.owner, "小李", CLERK, "clerk", CHEAP)
    shop.close()
    done = restore(made.path, info.path, as_owner, clock=fixed(NOW))
    assert count(done.vault, done.unlocked) == 3
    assert [user.name for user in made.open().users] == [OWNER]
    assert done.aside == made.path / "replaced-20260501T093000Z"
    replaced = Vault.open(done.aside)
    assert count(replaced, as_owner(replaced)) == 0
    assert len(replaced.users) == 2
    again = restore(made.path, info.path, as_owner, clock=fixed(NOW))
    assert again.aside != done.aside and count(again.vault, again.unlocked) == 3
    assert not (made.path / "restoring").exists()
    assert list_backups(made.path) == (info,)


def test_restore_brings_back_a_lost_or_ruined_shop(shop: Working, made: MadeShop, tmp_path: Path):
    info = backup(shop.vault, shop.owner, shop.readers, "manual")
    shop.close()
    (made.path / "shop.db").write_bytes(b"ruined")
    (made.path / "keys.json").write_bytes(b"ruined")
    (made.path / "keys.json.bak").unlink()
    done = restore(made.path, info.path, lambda vault: vault.unlock_recovery(made.code))
    assert count(done.vault, done.unlocked) == 3
    elsewhere = restore(tmp_path / "new place", info.path, as_owner)
    assert count(elsewhere.vault, elsewhere.unlocked) == 3


def test_a_wrong_password_or_a_changed_backup_restores_nothing(shop: Working, made: MadeShop):
    info = backup(shop.vault, shop.owner, shop.readers, "manual")
    shop.close()
    before = sorted(p.name for p in made.path.iterdir())
    with pytest.raises(WrongPassword):
        restore(made.path, info.path, lambda vault: vault.unlock(OWNER, "wrong"))
    data = bytearray((info.path / "shop.db").read_bytes())
    data[4096 + 9] ^= 1
    (info.path / "shop.db").write_bytes(data)
    with pytest.raises(BackupFailed):
        restore(made.path, info.path, as_owner)
    (info.path / "backup.json").unlink()  # the checks see it even where no hash does
    with pytest.raises(BackupFailed):
        restore(made.path, info.path, as_owner)
    (info.path / "shop.db").unlink()
    with pytest.raises(BackupFailed):
        drill(info.path, as_owner)
    assert sorted(p.name for p in made.path.iterdir()) == before


def test_a_restore_cut_short_at_any_move_is_taken_up_on_opening(shop: Working, made: MadeShop, tmp_path: Path):
    info = backup(shop.vault, shop.owner, shop.readers, "manual")
    shop.run("INSERT INTO t VALUES (4)")
    stopped = tmp_path / "stopped"
    shutil.copytree(made.path, stopped)  # with the WAL of a program that was killed
    shop.close()
    moves = 0
    while True:
        folder = tmp_path / f"cut {moves}"
        shutil.copytree(stopped, folder)
        vault = Vault.open(folder)
        begin_swap(vault.folder, {n: info.path / n for n in ("shop.db", "keys.json")}, NOW)
        finished = _finish_after(vault, moves)
        again = Vault.open(folder)
        assert count(again, as_owner(again)) == 3
        replaced = Vault.open(folder / "replaced-20260501T093000Z")
        assert count(replaced, as_owner(replaced)) == 4
        if finished:
            break
        moves += 1
    assert moves >= 5


def _finish_after(vault: Vault, moves: int) -> bool:
    """Carry out a swap until `moves` renames were made, then stop as a power cut would."""
    left = [moves]
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return real(self, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        try:
            finish_swap(vault.folder)
        except KeyboardInterrupt:
            return False
    return True


def test_a_second_copy_is_read_back(shop: Working, tmp_path: Path):
    info = backup(shop.vault, shop.owner, shop.readers, "manual")
    usb = tmp_path / "usb"
    usb.mkdir()
    copy = copy_backup(info, usb)
    assert drill(copy, as_owner)[1].ok
    (info.path / "shop.db").write_bytes(b"rotten")
    with pytest.raises(BackupFailed):
        copy_backup(info, usb)
    assert [p.name for p in usb.iterdir()] == [copy.name]


def test_pruning_follows_the_ladder(shop: Working, made: MadeShop):
    info = backup(shop.vault, shop.owner, shop.readers, "auto", clock=fixed(NOW))
    note = (info.path / "backup.json").read_text()
    for minutes in range(1, 100):
        at = NOW - timedelta(minutes=minutes)
        folder = info.path.with_name(f"{at:%Y%m%dT%H%M%SZ}-auto")
        folder.mkdir()
        (folder / "backup.json").write_text(note.replace(info.created.isoformat(), at.isoformat()))
    assert len(list_backups(made.path)) == 100
    assert prune(made.path, clock=fixed(NOW - timedelta(hours=1))) == ()
    removed = prune(made.path, clock=fixed(NOW))
    assert len(removed) == 100 - 5
    assert list_backups(made.path)[0] == info
    assert len(list((made.path / "backups").iterdir())) == 5
