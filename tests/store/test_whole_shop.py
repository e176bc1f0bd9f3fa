"""The keys and the records together: a real shop from its first day to a removed clerk and a restored backup."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from app.core.clock import fixed
from app.core.i18n import N_, Text
from app.models.registry import Registry
from app.store.audit import Actor, check_chain
from app.store.backup import backup
from app.store.integrity import check_file
from app.store.lock import ShopLock
from app.store.restore import restore
from app.store.shop import Shop
from app.store.vaultfile import Unlocked
from tests.records import customer
from tests.store.conftest import OWNER, PASSWORD, MadeShop

NOW = datetime(2026, 5, 1, 9, 30, tzinfo=UTC)


def actor(unlocked: Unlocked) -> Actor:
    return Actor(unlocked.uid, unlocked.name, unlocked.role)


def chain(connection: Connection) -> Text | None:
    return N_("the audit chain is broken.") if any(what for _, what in check_chain(connection)) else None


def names(shop: Shop) -> int:
    with shop.read() as reader:
        assert chain(reader.connection) is None
        return reader.audit_head().seq


def test_records_survive_a_new_key_and_a_restore(staffed: MadeShop, registry: Registry):
    db = staffed.path / "shop.db"
    with ShopLock(staffed.path):
        vault, owner = staffed.open(), staffed.proof
        shop = Shop.create(db, owner.data_key, actor(owner), registry, name="小店", clock=fixed(NOW))
        shop.change(lambda uow: uow.create("customers", customer()))
        entries = names(shop)
        head = shop.head()
        vault.set_anchor(owner, head.seq, head.hash.hex())
        info = backup(vault, owner, shop.reader_engine, "manual", checks=[chain])
        assert (info.sequence, info.head) == (head.seq, head.hash.hex())
        shop.close()

        owner = vault.remove_user(owner, staffed.clerk)
        shop = Shop(db, owner.data_key, actor(owner), registry)
        assert names(shop) == entries
        shop.change(lambda uow: uow.create("customers", customer(name="陈渊")))
        assert names(shop) > entries
        assert shop.check_anchor(info.sequence, bytes.fromhex(info.head))
        shop.close()
        assert check_file(db, owner.data_key).ok

        done = restore(staffed.path, info.path, lambda old: old.unlock(OWNER, PASSWORD))
        shop = Shop(db, done.unlocked.data_key, actor(done.unlocked), registry)
        assert names(shop) == entries
        assert done.vault.anchor is not None
        assert shop.check_anchor(done.vault.anchor.sequence, bytes.fromhex(done.vault.anchor.head))
        shop.close()


def test_no_file_of_a_shop_holds_a_customers_words(made: MadeShop, registry: Registry):
    canary, phone = "张三丰的秘密地址", "13800000077"
    vault, owner = made.open(), made.proof
    shop = Shop.create(made.path / "shop.db", owner.data_key, actor(owner), registry, name="小店")
    shop.change(lambda uow: uow.create("customers", customer(name=canary, phone=phone)))
    backup(vault, owner, shop.reader_engine, "manual")
    files = [path for path in made.path.rglob("*") if path.is_file()]
    assert {"shop.db", "shop.db-wal", "keys.json", "backup.json"} <= {path.name for path in files}
    for path in files:
        assert not _holds(path, canary, phone), path.name
    shop.close()


def _holds(path: Path, *texts: str) -> bool:
    data = path.read_bytes()
    return any(text.encode(coding) in data for text in texts for coding in ("utf-8", "utf-16-le", "gb18030"))
