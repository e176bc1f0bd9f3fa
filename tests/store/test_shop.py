"""An open shop: who is told, who may write, and what one snapshot shows."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import NotAllowed
from app.core.i18n import Translator
from app.models.registry import Registry
from app.store.audit import Actor
from app.store.errors import DatabaseDamaged, NotAShop
from app.store.shop import Changes, Shop
from app.store.uow import UnitOfWork
from app.store.view import View
from tests.conftest import KEY, OWNER
from tests.records import customer, product


def test_listeners_are_told_once_after_the_commit_with_who_asked(shop: Shop) -> None:
    told: list[Changes] = []
    seen: list[int] = []

    def listen(changes: Changes) -> None:
        told.append(changes)
        with shop.read() as reader:  # what it was told is there to be read
            seen.append(reader.count(View("customers")))

    stop = shop.subscribe(listen)
    page = object()

    def work(uow: UnitOfWork) -> None:
        uow.create("customers", customer())
        uow.create("customers", customer(nick="b"))
        uow.create("products", product())
        uow.add_note("customers", 1, "x")

    shop.change(work, origin=page)
    assert told == [Changes(frozenset({"customers", "products"}), page)] and told[0].origin is page
    assert seen == [2]
    stop()
    stop()
    shop.change(lambda uow: uow.create("customers", customer(nick="c")))
    assert len(told) == 1


def test_nobody_is_told_of_what_failed_or_changed_nothing(shop: Shop) -> None:
    told: list[Changes] = []
    shop.subscribe(told.append)
    with pytest.raises(ZeroDivisionError):
        shop.change(lambda uow: (uow.create("customers", customer()), 1 / 0))
    shop.change(lambda uow: uow.log("look", "customers", 1))
    shop.change(lambda uow: None)
    assert told == []


def test_a_listener_may_change_the_shop_in_its_turn(shop: Shop) -> None:
    def listen(changes: Changes) -> None:
        if "customers" in changes.registers:
            shop.change(lambda uow: uow.create("products", product()))

    shop.subscribe(listen)
    shop.change(lambda uow: uow.create("customers", customer()))
    with shop.read() as reader:
        assert reader.count(View("products")) == 1


def test_a_change_inside_a_change_fails_at_once(shop: Shop) -> None:
    with pytest.raises(RuntimeError, match="inside"):
        shop.change(lambda uow: shop.change(lambda inner: None))
    shop.change(lambda uow: uow.create("customers", customer()))


def test_an_inspectors_seat_reads_and_changes_nothing(shop: Shop, registry: Registry) -> None:
    shop.change(lambda uow: uow.create("customers", customer()))
    seat = Shop(shop.db, KEY, Actor("i", "检查员", "inspector"), registry)
    with pytest.raises(NotAllowed):
        seat.change(lambda uow: uow.create("customers", customer(nick="x")))
    seat.record(lambda uow: uow.log("reveal", "customers", 1, reason="核对"))
    with seat.read() as reader:
        assert reader.count(View("customers")) == 1
        event = reader.timeline("customers", 1)[0]
        assert (event.action, event.user, event.reason) == ("reveal", "检查员", "核对")
    seat.close()


def test_a_reader_sees_one_snapshot_while_others_write(shop: Shop) -> None:
    with shop.read() as reader:
        assert reader.count(View("customers")) == 0
        shop.change(lambda uow: uow.create("customers", customer()))
        assert reader.count(View("customers")) == 0
    with shop.read() as reader:
        assert reader.count(View("customers")) == 1


def test_a_reader_cannot_write(shop: Shop) -> None:
    from sqlalchemy.exc import DBAPIError

    with pytest.raises((DBAPIError, Exception), match="read"), shop.read() as reader:
        reader.connection.exec_driver_sql("DELETE FROM setting")
    with shop.read() as reader:
        assert reader.setting("shop.name") == "禾木小铺"


def test_writers_on_many_threads_wait_for_one_another(shop: Shop) -> None:
    def write(i: int) -> None:
        for k in range(5):
            shop.change(lambda uow, k=k: uow.create("customers", customer(nick=f"{i}-{k}")))

    threads = [threading.Thread(target=write, args=(i,)) for i in range(6)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    with shop.read() as reader:
        assert reader.count(View("customers")) == 30


def test_what_is_told_about_the_shop_is_read_anew_after_a_change(shop: Shop) -> None:
    assert (shop.name, shop.currency, shop.language) == ("禾木小铺", "CNY", "zh")

    def work(uow: UnitOfWork) -> None:
        uow.set_setting("shop.name", "新名")
        uow.set_setting("shop.currency", "JPY")
        uow.set_setting("shop.zone", "Asia/Tokyo")

    shop.change(work)
    shop.reload_settings()
    assert (shop.name, shop.currency, str(shop.tz)) == ("新名", "JPY", "Asia/Tokyo")
    assert shop.locale(Translator("en")).tr.language == "en"


def test_a_head_kept_elsewhere_tells_an_older_copy(shop: Shop, tmp_path: Path, registry: Registry) -> None:
    import shutil

    shop.change(lambda uow: uow.create("customers", customer()))
    shop.close()
    old = tmp_path / "old.db"
    shutil.copyfile(shop.db, old)
    again = Shop(shop.db, KEY, OWNER, registry)
    again.change(lambda uow: uow.create("customers", customer(nick="b")))
    head = again.head()
    assert again.check_anchor(head.seq, head.hash)
    assert not again.check_anchor(head.seq, b"\0" * 32)
    again.close()
    back = Shop(old, KEY, OWNER, registry)
    assert not back.check_anchor(head.seq, head.hash)
    back.close()


def test_what_is_no_shop_is_said(tmp_path: Path, registry: Registry) -> None:
    with pytest.raises(NotAShop):
        Shop(tmp_path / "shop.db", KEY, OWNER, registry)
    (tmp_path / "shop.db").write_bytes(b"\x07" * 8192)
    with pytest.raises(DatabaseDamaged):
        Shop(tmp_path / "shop.db", KEY, OWNER, registry)


def test_a_shop_that_is_closed_tells_nobody(shop: Shop) -> None:
    told: list[Any] = []
    shop.subscribe(told.append)
    shop.close()
    assert told == []


def test_a_change_happens_at_one_instant(shop: Shop) -> None:
    ticks = iter(datetime(2026, 5, 18, tzinfo=UTC) + timedelta(seconds=n) for n in range(99))
    shop.clock = lambda: next(ticks)
    assert shop.change(lambda uow: uow.now == uow.reader.locale.now)
