import shutil
from pathlib import Path

import pytest

from app.store.cipher import connect, key_fits
from app.store.datakey import DataKey
from app.store.errors import DatabaseDamaged, RotationPending, ShopBusy, WrongPassword
from app.store.integrity import check_file
from app.store.vault import Vault
from app.store.vaultfile import Unlocked
from tests.store.conftest import CLERK, CLERK_PASSWORD, OWNER, PASSWORD, MadeShop

STEPS = ("both keys kept", "re-keying committed", "re-keyed", "checked", "old key forgotten")


class PowerCut(Exception):
    """Stands for the moment in which the power fails."""


def fill(db: Path, key: DataKey) -> None:
    connection = connect(db, key)
    connection.execute("CREATE TABLE t (a)")
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO t VALUES (?)", [("x" * 500,) for _ in range(2000)])
    connection.execute("COMMIT")
    connection.close()


def count(db: Path, key: DataKey) -> int:
    connection = connect(db, key)
    try:
        return int(connection.execute("SELECT count(*) FROM t").fetchone()[0])
    finally:
        connection.close()


@pytest.fixture
def two(staffed: MadeShop) -> tuple[Vault, Unlocked, str]:
    """A vault with an owner, signed in, and a clerk to remove; a database of 250 pages."""
    vault = staffed.open()
    fill(vault.folder.database, staffed.proof.data_key)
    return vault, staffed.proof, staffed.clerk


def test_removing_a_user_replaces_the_key(two: tuple[Vault, Unlocked, str], staffed: MadeShop):
    vault, owner, clerk = two
    steps: list[str] = []
    after = vault.remove_user(owner, clerk, steps.append)
    assert tuple(steps) == STEPS
    assert after.data_key.epoch == 2 and after.data_key.key != owner.data_key.key
    assert count(vault.folder.database, after.data_key) == 2000
    assert not key_fits(vault.folder.database, owner.data_key)
    assert staffed.open().unlock(OWNER, PASSWORD).data_key == after.data_key
    assert staffed.open().unlock_recovery(staffed.code).data_key == after.data_key
    with pytest.raises(WrongPassword):
        staffed.open().unlock(CLERK, CLERK_PASSWORD)
    assert not vault.rotation_pending
    vault.set_anchor(after, 1, "ab")


@pytest.mark.parametrize("place", STEPS)
def test_a_power_cut_after_any_step_loses_nothing(
    two: tuple[Vault, Unlocked, str], staffed: MadeShop, tmp_path: Path, place: str
):
    vault, owner, clerk = two
    cut = tmp_path / "cut"

    def step(name: str) -> None:
        if name == place:
            # What the disk holds at this instant, with the WAL not yet moved into the file.
            shutil.copytree(staffed.path, cut)
            raise PowerCut

    with pytest.raises(PowerCut):
        vault.remove_user(owner, clerk, step)
    for folder in (cut, staffed.path):
        again = Vault.open(folder)
        with pytest.raises(WrongPassword):
            again.unlock(CLERK, CLERK_PASSWORD)
        unlocked = again.unlock(OWNER, PASSWORD)
        assert unlocked.data_key.epoch == 2
        assert count(again.folder.database, unlocked.data_key) == 2000
        assert check_file(again.folder.database, unlocked.data_key).ok
        assert not key_fits(again.folder.database, owner.data_key)
        assert not Vault.open(folder).rotation_pending and not again.warnings
        assert Vault.open(folder).unlock_recovery(staffed.code).data_key == unlocked.data_key


def test_it_waits_until_the_file_is_alone(two: tuple[Vault, Unlocked, str], staffed: MadeShop):
    vault, owner, clerk = two
    other = connect(vault.folder.database, owner.data_key)
    with pytest.raises(ShopBusy):
        vault.remove_user(owner, clerk)
    assert vault.rotation_pending
    with pytest.raises(RotationPending):
        vault.set_anchor(owner, 1, "ab")
    with pytest.raises(RotationPending):
        vault.remove_user(owner, owner.uid)
    meanwhile = staffed.open()
    unlocked = meanwhile.unlock(OWNER, PASSWORD)  # cannot be finished yet, yet the shop opens
    assert meanwhile.warnings and unlocked.data_key == owner.data_key
    other.close()
    later = staffed.open()
    assert later.unlock(OWNER, PASSWORD).data_key.epoch == 2
    assert not later.warnings


def test_a_damaged_file_keeps_its_key(two: tuple[Vault, Unlocked, str], staffed: MadeShop):
    vault, owner, clerk = two
    data = bytearray(vault.folder.database.read_bytes())
    data[100 * 4096 + 50] ^= 1
    vault.folder.database.write_bytes(data)
    with pytest.raises(DatabaseDamaged):
        vault.remove_user(owner, clerk)
    assert key_fits(vault.folder.database, owner.data_key)
    assert staffed.open().unlock(OWNER, PASSWORD).data_key == owner.data_key
    assert not staffed.open().rotation_pending and len(staffed.open().users) == 2
