"""`verify` finds what each check is there for, and says nothing of a sound shop but that it is sound."""

from pathlib import Path

import pytest
from sqlalchemy import text

from app.core.errors import Cancelled
from app.core.progress import Progress
from app.models.system.audit import TRIGGERS
from app.store.shop import Shop
from app.store.verify import Check, file_checks
from tests.conftest import KEY
from tests.records import any_record, customer, orders

NAMES = ["cipher_integrity", "integrity", "foreign_keys", "schema", "audit_chain", "numbers"]


def checks(shop: Shop) -> dict[str, Check]:
    found = file_checks(shop.db, KEY, shop.reader_engine, shop.registry, Progress())
    assert [c.name for c in found] == NAMES
    return {c.name: c for c in found}


def failed(shop: Shop) -> list[str]:
    return [name for name, c in checks(shop).items() if not c.ok]


@pytest.fixture
def busy(shop: Shop) -> Shop:
    shop.change(lambda uow: uow.create_many("orders", orders(40)))
    shop.change(lambda uow: uow.create("customers", customer()))
    return shop


def run(shop: Shop, *statements: str, guards: bool = True) -> None:
    raw = shop.writer_engine.raw_connection()
    raw.driver_connection.execute("PRAGMA foreign_keys = OFF")
    for trigger in TRIGGERS if guards else ():
        raw.driver_connection.execute(f"DROP TRIGGER {trigger.split()[2]}")
    for statement in statements:
        raw.driver_connection.execute(statement)
    for trigger in TRIGGERS if guards else ():
        raw.driver_connection.execute(trigger)
    raw.driver_connection.execute("PRAGMA foreign_keys = ON")
    raw.close()


def test_a_sound_shop(busy: Shop) -> None:
    found = checks(busy)
    assert all(c.ok for c in found.values())
    head = busy.head()
    assert head.short in str(found["audit_chain"].detail) and str(head.seq) in str(found["audit_chain"].detail)


@pytest.mark.parametrize(
    ("statement", "check"),
    [
        ("UPDATE orders SET customer_id = 77 WHERE id = 3", "foreign_keys"),
        ("DROP TRIGGER audit_no_update", "schema"),
        ("DROP INDEX ix_orders_placed_at", "schema"),
        ("UPDATE audit SET reason = 'x' WHERE seq = 9", "audit_chain"),
        ("DELETE FROM audit WHERE seq = 9", "audit_chain"),
        ("DELETE FROM orders WHERE id = 7", "numbers"),
        ("UPDATE orders SET number = 'X-1' WHERE id = 7", "numbers"),
        ("UPDATE number_series SET last = last + 1", "numbers"),
        ("DELETE FROM number_series", "numbers"),
    ],
)
def test_each_check_finds_its_fault(busy: Shop, statement: str, check: str) -> None:
    run(busy, statement, guards="audit SET" in statement or "FROM audit" in statement)
    assert check in failed(busy)


@pytest.fixture
def planned(shop: Shop) -> Shop:
    """Two plans, one of them in two versions: they took two numbers."""
    for key, number in (("EP-2026-0001", ""), ("EP-2026-0001", "-2"), ("EP-2026-0002", "")):
        values = any_record(shop.registry["plans"], 1, {}) | {"plan_key": key, "number": key + number}
        shop.change(lambda uow, v=values: uow.create("plans", v))  # type: ignore[misc]
    run(shop, "INSERT OR REPLACE INTO number_series (register, year, last) VALUES ('plans', 2026, 2)", guards=False)
    return shop


def test_versions_of_one_thing_share_its_number(planned: Shop) -> None:
    assert failed(planned) == []


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM plan WHERE number = 'EP-2026-0002'",
        "UPDATE plan SET number = 'EP-2026-0009' WHERE number = 'EP-2026-0001-2'",
        "UPDATE plan SET plan_key = 'EP-2026-0003' WHERE number = 'EP-2026-0001-2'",
        "UPDATE number_series SET last = 3",
    ],
)
def test_a_version_out_of_its_family_is_found(planned: Shop, statement: str) -> None:
    run(planned, statement)
    assert failed(planned) == ["numbers"]


def test_a_damaged_page_fails_without_an_end_to_the_others(busy: Shop) -> None:
    busy.close()
    data = bytearray(busy.db.read_bytes())
    data[4096 * 20 + 100] ^= 0xFF
    busy.db.write_bytes(data)
    found = failed(busy)
    assert "cipher_integrity" in found


def test_a_file_that_is_gone_fails_and_is_said(busy: Shop, tmp_path: Path) -> None:
    busy.close()
    busy.db.write_bytes(b"\x01" * 8192)
    found = checks(busy)
    assert not any(c.ok for c in found.values())
    assert all(str(c.detail) for c in found.values())


def test_it_can_be_stopped(busy: Shop) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        file_checks(busy.db, KEY, busy.reader_engine, busy.registry, progress)


def test_nothing_of_a_record_is_said(busy: Shop) -> None:
    run(busy, "UPDATE orders SET number = '绝密' WHERE id = 7", guards=False)
    assert not any("绝密" in str(c.detail) for c in checks(busy).values())
    with busy.read() as reader:
        assert reader.connection.execute(text("SELECT count(*) FROM orders")).scalar() == 40


def test_one_is_said_as_one(busy: Shop) -> None:
    run(busy, "UPDATE orders SET customer_id = 77 WHERE id = 3", guards=False)
    assert str(checks(busy)["foreign_keys"].detail) == "1 reference leads nowhere."
    run(busy, "UPDATE orders SET customer_id = 77 WHERE id = 4", guards=False)
    assert str(checks(busy)["foreign_keys"].detail) == "2 references lead nowhere."
