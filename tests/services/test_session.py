"""A session from sign-in to close: what it keeps outside the file, what it notices, what it lets go."""

import shutil
from pathlib import Path

import pytest

from app.core.errors import NotAllowed
from app.models.registry import Registry
from app.services.session import BadName, Session, create_shop, sign_in, with_password
from app.services.verify import verify
from app.store import migrate
from app.store.errors import DatabaseDamaged, DiskFull, KeysDamaged, NotAShop, ShopBusy, ShopExists, WrongPassword
from app.store.lock import ShopLock
from app.store.passwords import Argon2Cost
from tests.records import customer, product

PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("session") / "小店"
    session, _ = create_shop(
        folder, Registry.load(), name="小店", owner="店主", password=PASSWORD, cost=Argon2Cost.smallest()
    )
    session.close()
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    shutil.copytree(template, tmp_path / "小店")
    return tmp_path / "小店"


def opened(folder: Path, registry: Registry) -> Session:
    session = sign_in(folder, registry, with_password("店主", PASSWORD))
    assert session is not None
    return session


def ok(session: Session) -> dict[str, bool]:
    return {c.name: c.ok for c in verify(session)}


def test_a_sound_shop_passes_every_check(folder: Path, registry: Registry) -> None:
    session = opened(folder, registry)
    session.shop.change(lambda uow: uow.create("customers", customer()))
    found = ok(session)
    session.close()
    assert all(found.values()) and {"freshness", "balances", "audit_chain"} <= set(found)
    assert session.warnings == ()


def test_verify_says_what_it_proves_and_what_no_check_can(folder: Path, registry: Registry) -> None:
    session = opened(folder, registry)
    said = {c.name: str(c.detail) for c in verify(session)}["freshness"]
    session.close()
    assert "nothing was edited, removed or moved" in said and "Up to entry" in said
    assert "came after the last such head" in said and "false when it was made" in said


def test_an_older_copy_put_back_is_noticed(folder: Path, registry: Registry, tmp_path: Path) -> None:
    opened(folder, registry).close()
    shutil.copyfile(folder / "shop.db", tmp_path / "yesterday.db")
    session = opened(folder, registry)
    session.shop.change(lambda uow: uow.create("customers", customer()))
    session.close()
    shutil.copyfile(tmp_path / "yesterday.db", folder / "shop.db")
    session = opened(folder, registry)
    assert any("earlier copy" in str(w) for w in session.warnings)
    assert ok(session)["freshness"] is False
    session.close()


def test_another_history_of_the_same_length_is_noticed(folder: Path, registry: Registry, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "other")
    for where, nick in ((folder, "a"), (tmp_path / "other", "b")):
        session = opened(where, registry)
        session.shop.change(lambda uow, nick=nick: uow.create("customers", customer(nick=nick)))
        session.close()
    shutil.copyfile(tmp_path / "other" / "shop.db", folder / "shop.db")
    session = opened(folder, registry)
    assert len(session.warnings) == 1
    session.close()


def test_signing_in_is_logged_and_the_head_kept(folder: Path, registry: Registry) -> None:
    session = opened(folder, registry)
    with session.shop.read() as reader:
        event = reader.timeline("orders", 0)
        last = reader.connection.exec_driver_sql("SELECT action, after FROM audit ORDER BY seq DESC").first()
    assert event == [] and tuple(last) == ("sign_in", '{"via":"password"}')
    head = session.shop.head()
    session.close()
    anchor = opened(folder, registry).vault.anchor
    assert anchor is not None and (anchor.sequence, anchor.head) == (head.seq, head.hash.hex())


def test_a_second_program_is_told_who_has_the_shop(folder: Path, registry: Registry) -> None:
    session = opened(folder, registry)
    with pytest.raises(ShopBusy, match=r"already open: since .* by process"):
        opened(folder, registry)
    session.close()
    opened(folder, registry).close()


@pytest.mark.parametrize("fault", ["password", "keys", "database", "gone"])
def test_after_a_failed_sign_in_the_shop_is_free(folder: Path, registry: Registry, fault: str) -> None:
    keys, db = (folder / n for n in ("keys.json", "shop.db"))
    kept = {p: p.read_bytes() for p in (keys, db)}
    wrong = {"password": WrongPassword, "keys": KeysDamaged, "database": DatabaseDamaged, "gone": NotAShop}[fault]
    if fault == "keys":
        keys.write_text("{", "utf-8")
        (folder / "keys.json.bak").unlink(missing_ok=True)
    elif fault == "database":
        db.write_bytes(b"\x05" * 8192)
    elif fault == "gone":
        db.unlink()
    with pytest.raises(wrong) as caught:
        sign_in(folder, registry, with_password("店主", PASSWORD if fault != "password" else "wrong horse battery"))
    assert caught.value.todo is not None
    lock = ShopLock(folder)
    lock.acquire()
    lock.release()
    for path, data in kept.items():
        path.write_bytes(data)
    opened(folder, registry).close()


def test_a_device_without_keys_opens_nothing_and_frees_the_shop(folder: Path, registry: Registry) -> None:
    assert sign_in(folder, registry, lambda vault: None) is None
    opened(folder, registry).close()


def test_a_new_shop_needs_an_empty_folder(folder: Path, registry: Registry) -> None:
    with pytest.raises(ShopExists):
        create_shop(folder, registry, name="x", owner="y", password=PASSWORD, cost=Argon2Cost.smallest())


def test_a_backup_is_made_verified_and_counted(folder: Path, registry: Registry) -> None:
    session = opened(folder, registry)
    assert session.last_backup() is None
    session.shop.change(lambda uow: uow.create("products", product()))
    made = session.backup("manual")
    assert made.verified
    last = session.last_backup()
    assert last is not None and last.reason == "manual"
    session.close()


def test_a_read_only_seat_may_be_closed(folder: Path, registry: Registry) -> None:
    session = opened(folder, registry)
    session.vault.add_user(session.unlocked, name="检查员", password="inspect horse battery", role="inspector")
    session.close()
    seat = sign_in(folder, registry, with_password("检查员", "inspect horse battery"))
    assert seat is not None
    with pytest.raises(NotAllowed):
        seat.shop.change(lambda uow: uow.create("products", product()))
    assert ok(seat)["audit_chain"]
    seat.close()


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "a\ud800", "a\x07b"])
def test_a_shop_s_name_is_one_that_papers_can_print(tmp_path: Path, registry: Registry, name: str) -> None:
    with pytest.raises(BadName):
        create_shop(tmp_path / "new", registry, name=name, owner="店主", password=PASSWORD)
    assert not (tmp_path / "new").exists()


def test_a_shop_that_could_not_be_made_leaves_the_folder_free(
    tmp_path: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull

    make = {"name": "小店", "owner": "店主", "password": PASSWORD, "cost": Argon2Cost.smallest()}
    with monkeypatch.context() as broken:
        broken.setattr(migrate, "upgrade", full)
        with pytest.raises(DiskFull):
            create_shop(tmp_path / "new", registry, **make)
    assert not (tmp_path / "new").exists()
    create_shop(tmp_path / "new", registry, **make)[0].close()
