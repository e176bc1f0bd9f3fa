import json
from pathlib import Path

import pytest

from app.core.errors import NotAllowed
from app.store.attempts import Attempts
from app.store.cipher import open_engine
from app.store.device import DeviceKeyring
from app.store.errors import (
    DeviceUnavailable,
    KeysDamaged,
    LastOwner,
    NameTaken,
    NoFolder,
    NotAShop,
    SessionOver,
    ShopClosed,
    ShopExists,
    TooManyAttempts,
    UnknownUser,
    WeakPassword,
    WrongPassword,
    WrongRecoveryCode,
)
from app.store.shopfolder import is_shop
from app.store.vault import Vault
from tests.store.conftest import CHEAP, OWNER, PASSWORD, MadeShop
from tests.store.test_device import Locked, Memory

CLERK = "another horse"


def opens(vault: Vault, made: MadeShop, password: str = PASSWORD) -> bool:
    """Whether the password gives a key that really opens the database."""
    open_engine(vault.folder.database, vault.unlock(OWNER, password).data_key).dispose()
    return True


def test_a_new_shop_opens_with_its_password_only(made: MadeShop):
    vault = made.open()
    assert is_shop(made.path)
    assert vault.shop.name == "小店"
    assert [(user.name, user.role) for user in vault.users] == [(OWNER, "owner")]
    unlocked = vault.unlock(OWNER, PASSWORD)
    assert (unlocked.name, unlocked.role, unlocked.via) == (OWNER, "owner", "password")
    assert unlocked.data_key.key.hex() not in repr(unlocked)
    assert opens(vault, made)
    for name, password in ((OWNER, PASSWORD + "x"), ("nobody", PASSWORD), (OWNER, "")):
        with pytest.raises(WrongPassword):
            made.open().unlock(name, password)


def test_the_file_modes_keep_others_out(made: MadeShop, tmp_path: Path):
    vault, _ = Vault.create(tmp_path / "x" / "y", shop_name="店", owner="a", password=PASSWORD, cost=CHEAP)
    assert vault.folder.path.stat().st_mode & 0o777 == 0o700
    assert all(p.stat().st_mode & 0o077 == 0 for p in vault.folder.path.iterdir())


def test_a_folder_in_use_is_left_alone(made: MadeShop, tmp_path: Path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("x")
    for folder in (made.path, tmp_path / "full", tmp_path / "full" / "letter.txt"):
        with pytest.raises(ShopExists):
            Vault.create(folder, shop_name="店", owner="a", password=PASSWORD, cost=CHEAP)
    assert opens(made.open(), made)


def test_a_weak_password_or_a_bad_name_makes_no_folder(tmp_path: Path):
    for owner, password, error in (
        ("a", "12345678", WeakPassword),
        (" ", PASSWORD, NameTaken),
        ("x" * 61, PASSWORD, NameTaken),
        ("a\x00b", PASSWORD, NameTaken),
    ):
        with pytest.raises(error):
            Vault.create(tmp_path / "new", shop_name="店", owner=owner, password=password, cost=CHEAP)
    assert not (tmp_path / "new").exists()


def test_no_shop_is_said(tmp_path: Path):
    for folder in (tmp_path, tmp_path / "gone"):
        with pytest.raises(NotAShop):
            Vault.open(folder)


def test_a_file_in_the_place_of_the_folder_is_no_shop(tmp_path: Path):
    (tmp_path / "x").write_text("", "utf-8")
    with pytest.raises(NotAShop):
        Vault.open(tmp_path / "x")


def test_a_folder_that_this_person_may_not_look_into_is_said(made: MadeShop, monkeypatch: pytest.MonkeyPatch):
    def closed(*_: object) -> list[str]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", closed)
    with pytest.raises(ShopClosed, match="may not read"):
        Vault.open(made.path)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path):
    (tmp_path / "x").write_text("", "utf-8")
    with pytest.raises(NoFolder, match="“y”"):
        Vault.create(tmp_path / "x" / "y", shop_name="小店", owner="店主", password="correct horse battery")


def test_names_are_forgiving_and_unique(made: MadeShop):
    vault = made.open()
    unlocked = made.proof
    vault.add_user(unlocked, " Li  Lei ", CLERK, "clerk", CHEAP)
    assert vault.unlock("li lei", CLERK).name == "Li Lei"
    assert vault.unlock("ＬＩ ＬＥＩ", CLERK).role == "clerk"
    with pytest.raises(NameTaken):
        vault.add_user(unlocked, "LI LEI", CLERK, "clerk", CHEAP)
    with pytest.raises(ValueError, match="no such role"):
        vault.add_user(unlocked, "b", CLERK, "admin", CHEAP)


def test_guessing_is_slowed(made: MadeShop):
    now = [0.0]
    vault = Vault.open(made.path, attempts=Attempts(lambda: now[0]))
    for _ in range(3):
        with pytest.raises(WrongPassword):
            vault.unlock("nobody", "x")
    with pytest.raises(TooManyAttempts):
        vault.unlock(OWNER, PASSWORD)
    now[0] = 2.0
    assert vault.unlock(OWNER, PASSWORD)


def test_changing_a_password(made: MadeShop):
    vault = made.open()
    unlocked = made.proof
    with pytest.raises(WrongPassword):
        vault.change_password(unlocked, "wrong", "new horse battery", CHEAP)
    with pytest.raises(WeakPassword):
        vault.change_password(unlocked, PASSWORD, "12345678", CHEAP)
    vault.change_password(unlocked, PASSWORD, "new horse battery", CHEAP)
    assert opens(made.open(), made, "new horse battery")
    with pytest.raises(WrongPassword):
        made.open().unlock(OWNER, PASSWORD)
    (made.path / "keys.json").unlink()  # nor does it live on in the copy
    with pytest.raises(WrongPassword):
        made.open().unlock(OWNER, PASSWORD)


def test_an_old_password_stays_dead_when_a_crash_left_the_older_copy(made: MadeShop):
    older = (made.path / "keys.json").read_bytes()
    vault = made.open()
    vault.change_password(made.proof, PASSWORD, "new horse battery", CHEAP)
    (made.path / "keys.json.bak").write_bytes(older)
    with pytest.raises(WrongPassword):
        made.open().unlock(OWNER, PASSWORD)
    assert opens(made.open(), made, "new horse battery")


def test_the_recovery_code_opens_then_is_replaced(made: MadeShop):
    vault = made.open()
    unlocked = vault.unlock_recovery(made.code.lower().replace("-", " "))
    assert (unlocked.name, unlocked.role, unlocked.via) == (OWNER, "owner", "recovery")
    assert vault.recovery_used and made.open().recovery_used
    vault.reset_password(unlocked, unlocked.uid, "new horse battery", CHEAP)
    fresh = vault.reissue_recovery(unlocked)
    assert not made.open().recovery_used
    assert opens(made.open(), made, "new horse battery")
    with pytest.raises(WrongRecoveryCode):
        made.open().unlock_recovery(made.code)
    assert made.open().unlock_recovery(fresh.text).data_key == unlocked.data_key


def test_only_owners_change_other_people(made: MadeShop):
    vault = made.open()
    owner = made.proof
    added = vault.add_user(owner, "小李", CLERK, "clerk", CHEAP)
    clerk = vault.unlock("小李", CLERK)
    for attempt in (
        lambda: vault.add_user(clerk, "x", CLERK, "owner", CHEAP),
        lambda: vault.remove_user(clerk, owner.uid),
        lambda: vault.set_role(clerk, clerk.uid, "owner"),
        lambda: vault.rename_user(clerk, owner.uid, "x"),
        lambda: vault.reset_password(clerk, owner.uid, "new horse battery", CHEAP),
        lambda: vault.reissue_recovery(clerk),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    vault.rename_user(clerk, clerk.uid, "小李子")
    vault.rename_user(owner, added.uid, "李")
    vault.set_role(owner, added.uid, "inspector")
    assert made.open().unlock("李", CLERK).role == "inspector"


def test_a_demoted_owner_loses_the_right_at_once(made: MadeShop):
    vault = made.open()
    owner = made.proof
    added = vault.add_user(owner, "小李", CLERK, "owner", CHEAP)
    vault.set_role(owner, owner.uid, "clerk")
    with pytest.raises(NotAllowed):
        vault.set_role(owner, added.uid, "clerk")


def test_the_last_owner_stays(made: MadeShop):
    vault = made.open()
    owner = made.proof
    with pytest.raises(LastOwner):
        vault.set_role(owner, owner.uid, "clerk")
    with pytest.raises(LastOwner):
        vault.remove_user(owner, owner.uid)
    with pytest.raises(UnknownUser):
        vault.remove_user(owner, "nobody")
    assert opens(made.open(), made)


def test_this_computer_unlocks_as_its_user(made: MadeShop):
    keyring = DeviceKeyring(Memory())
    vault = Vault.open(made.path, device=keyring)
    assert vault.unlock_device() is None
    owner = made.proof
    vault.add_user(owner, "小李", CLERK, "clerk", CHEAP)
    clerk = vault.unlock("小李", CLERK)
    vault.enable_device(clerk)
    vault.enable_device(clerk)
    slots = json.loads((made.path / "keys.json").read_bytes())["body"]["slots"]
    assert sum(slot["kind"] == "device" for slot in slots) == 1
    by_device = Vault.open(made.path, device=keyring).unlock_device()
    assert by_device is not None
    assert (by_device.name, by_device.role, by_device.via) == ("小李", "clerk", "device")
    assert by_device.data_key == owner.data_key
    assert Vault.open(made.path, device=DeviceKeyring(Memory())).unlock_device() is None
    vault.disable_device(clerk)
    assert Vault.open(made.path, device=keyring).unlock_device() is None


def test_removing_a_user_removes_their_computers(made: MadeShop):
    keyring = DeviceKeyring(Memory())
    vault = Vault.open(made.path, device=keyring)
    owner = made.proof
    clerk = vault.add_user(owner, "小李", CLERK, "clerk", CHEAP)
    vault.enable_device(vault.unlock("小李", CLERK))
    vault.remove_user(owner, clerk.uid)
    assert Vault.open(made.path, device=keyring).unlock_device() is None


def test_without_a_key_store_the_password_works(made: MadeShop):
    vault = made.open()
    unlocked = made.proof
    with pytest.raises(DeviceUnavailable):
        vault.enable_device(unlocked)
    with pytest.raises(DeviceUnavailable):
        Vault.open(made.path, device=DeviceKeyring(Locked())).enable_device(unlocked)
    vault.disable_device(unlocked)
    assert vault.unlock_device() is None


def test_the_audit_anchor_is_kept(made: MadeShop):
    vault = made.open()
    assert vault.anchor is None
    vault.set_anchor(made.proof, 12, "cafe")
    anchor = made.open().anchor
    assert anchor is not None and (anchor.sequence, anchor.head) == (12, "cafe")


def test_a_proof_from_another_shop_or_time_changes_nothing(made: MadeShop, tmp_path: Path):
    other, _ = Vault.create(tmp_path / "other", shop_name="店", owner="a", password=PASSWORD, cost=CHEAP)
    foreign = other.unlock("a", PASSWORD)
    before = (made.path / "keys.json").read_bytes()
    with pytest.raises(KeysDamaged):
        made.open().set_anchor(foreign, 1, "ab")
    assert (made.path / "keys.json").read_bytes() == before
    vault = made.open()
    owner = made.proof
    clerk = vault.add_user(owner, "小李", CLERK, "clerk", CHEAP)
    vault.remove_user(owner, clerk.uid)
    with pytest.raises(SessionOver):
        vault.set_anchor(owner, 1, "ab")


def test_this_computer_remembers_a_head_that_an_older_copy_of_the_folder_forgot(made: MadeShop):
    keyring = DeviceKeyring(Memory())
    vault = Vault.open(made.path, device=keyring)
    assert vault.newest_anchor() is None
    vault.set_anchor(made.proof, 5, "aa")
    assert keyring.anchor(vault.shop.uid) is None  # not before the person chose to use the key store
    vault.enable_device(made.proof)
    older = (made.path / "keys.json").read_bytes()
    vault.set_anchor(made.proof, 9, "bb")
    for name in ("keys.json", "keys.json.bak"):
        (made.path / name).write_bytes(older)
    again = Vault.open(made.path, device=keyring)
    newest = again.newest_anchor()
    assert again.anchor is not None and again.anchor.sequence == 5
    assert newest is not None and (newest.sequence, newest.head) == (9, "bb")
