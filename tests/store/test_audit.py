"""The audit log: what is written, what is refused, and what each kind of meddling looks like to `check_chain`."""

import json

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from app.models.registry import Registry
from app.models.system.audit import TRIGGERS
from app.store.audit import GENESIS, Actor, Head, check_chain, head, head_at, row_hash
from app.store.shop import Shop
from app.store.uow import UnitOfWork
from tests.conftest import KEY, OWNER
from tests.records import customer


def wrong(connection: Connection) -> list[tuple[int, str]]:
    return [(seq, what) for seq, what in check_chain(connection) if what]


@pytest.fixture
def busy(shop: Shop) -> Shop:
    """A shop with a few entries from one session."""
    record = shop.change(lambda uow: uow.create("customers", customer()))
    for name in ("陈渊一", "陈渊二", "陈渊三"):
        shop.change(lambda uow, name=name: uow.update("customers", record, {"name": name}))
    return shop


def meddle(shop: Shop, *statements: str) -> None:
    """What someone who holds the keys could do with another program: guards off, write, guards on again."""
    with shop.writer_engine.begin() as connection:
        for trigger in TRIGGERS:
            connection.execute(text(f"DROP TRIGGER {trigger.split()[2]}"))
        for statement in statements:
            connection.execute(text(statement))
        for trigger in TRIGGERS:
            connection.execute(text(trigger))


def test_each_change_writes_one_entry_that_says_old_and_new(busy: Shop) -> None:
    with busy.read() as reader:
        events = reader.timeline("customers", 1)
        assert [(e.action, e.user, e.changes) for e in events[:2]] == [
            ("update", "林晓", (("name", "陈渊二", "陈渊三"),)),
            ("update", "林晓", (("name", "陈渊一", "陈渊二"),)),
        ]
        assert events[-1].action == "create"
        assert wrong(reader.connection) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET reason = 'x' WHERE seq = 2",
        "UPDATE audit SET seq = 99 WHERE seq = 2",
        "DELETE FROM audit WHERE seq = 2",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit SELECT seq, at, session, user_uid, user_name, action, register, record_id, "
        "number, 'x', before, after, prev, hash, mac FROM audit WHERE seq = 2",
        "REPLACE INTO audit SELECT * FROM audit WHERE seq = 2",
        "INSERT INTO audit SELECT 99, at, session, user_uid, user_name, action, register, record_id, number, reason, "
        "before, after, prev, hash, mac FROM audit WHERE seq = 2",
        "INSERT OR IGNORE INTO audit SELECT 0, at, session, user_uid, user_name, action, register, record_id, number, "
        "reason, before, after, prev, hash, mac FROM audit WHERE seq = 2",
        "UPDATE OR REPLACE audit SET seq = 1 WHERE seq = 2",
    ],
)
def test_the_guards_refuse(busy: Shop, statement: str) -> None:
    before = busy.head()
    with pytest.raises(DBAPIError, match="audit log"), busy.writer_engine.begin() as connection:
        connection.execute(text(statement))
    assert busy.head() == before


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        (["UPDATE audit SET reason = 'never' WHERE seq = 5"], (5, "was changed after it was written")),
        (["UPDATE audit SET at = at + 1 WHERE seq = 5"], (5, "was changed after it was written")),
        (["UPDATE audit SET user_name = '别人' WHERE seq = 5"], (5, "was changed after it was written")),
        (["UPDATE audit SET after = '' WHERE seq = 5"], (5, "was changed after it was written")),
        (["DELETE FROM audit WHERE seq = 5"], (5, "missing")),
        (["DELETE FROM audit WHERE seq = 1"], (1, "missing")),
        (
            [
                "UPDATE audit SET seq = -1 WHERE seq = 5",
                "UPDATE audit SET seq = 5 WHERE seq = 6",
                "UPDATE audit SET seq = 6 WHERE seq = -1",
            ],
            (5, "does not follow the row before it"),
        ),
        (["UPDATE audit SET session = 9 WHERE seq = 5"], (5, "was changed after it was written")),
        (["UPDATE audit SET mac = zeroblob(32) WHERE seq = 5"], (5, "was not written by this program's session")),
        (["UPDATE audit_session SET head_hash = zeroblob(31)"], (1, "was not written by this program's session")),
        (["DELETE FROM audit_session"], (1, "was not written by this program's session")),
        (["UPDATE audit_root SET secret = zeroblob(32)"], (1, "was not written by this program's session")),
    ],
)
def test_meddling_behind_the_guards_is_found(busy: Shop, statements: list[str], found: tuple[int, str]) -> None:
    meddle(busy, *statements)
    with busy.read() as reader:
        assert found in wrong(reader.connection)


def test_a_row_hashed_anew_still_lacks_the_sessions_mark(busy: Shop) -> None:
    """Someone who can write the table but not derive the session's key gives themself away."""
    last = busy.head()
    fields = (last.seq + 1, 0, 1, "x", "别人", "update", "customers", 1, "", "", "", "{}", last.hash)
    digest = row_hash(fields)
    with busy.writer_engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO audit (seq, at, session, user_uid, user_name, action, register, record_id, number, reason, "
            "before, after, prev, hash, mac) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*fields, digest, b"\1" * 32),
        )
    with busy.read() as reader:
        assert wrong(reader.connection) == [(last.seq + 1, "was not written by this program's session")]


def test_rows_cannot_be_mistaken_for_one_another_by_moving_letters_between_fields() -> None:
    assert row_hash((1, "ab", "c")) != row_hash((1, "a", "bc"))
    assert row_hash((1, "", "x")) != row_hash((1, "x", ""))


def test_each_session_marks_with_a_key_of_its_own(busy: Shop, registry: Registry) -> None:
    again = Shop(busy.db, KEY, Actor("clerk-uid", "阿明", "clerk"), registry)
    again.change(lambda uow: uow.update("customers", 1, {"note": "再见"}))
    again.close()
    with busy.read() as reader:
        sessions = reader.connection.execute(text("SELECT id, user_uid FROM audit_session")).all()
        assert [s[1] for s in sessions][-2:] == [OWNER.uid, "clerk-uid"]
        assert wrong(reader.connection) == []
        assert reader.timeline("customers", 1)[0].user == "阿明"


def test_an_empty_log_has_a_head_too(shop: Shop) -> None:
    with shop.read() as reader:
        assert head_at(reader.connection, 0) == GENESIS
        assert head_at(reader.connection, 10_000) is None
        assert head(reader.connection).seq > 0
    assert Head(1, bytes(range(32))).short == "0001 0203 0405 0607 0809"


def test_reading_nothing_writes_nothing(shop: Shop) -> None:
    before = shop.head()
    shop.change(lambda uow: uow.reader.count)
    assert shop.head() == before


def test_the_log_keeps_what_changed_and_not_what_did_not(busy: Shop) -> None:
    with busy.read() as reader:
        row = reader.connection.execute(text("SELECT before, after FROM audit ORDER BY seq DESC LIMIT 1")).one()
    assert json.loads(row[0]) == {"fields": {"name": "陈渊二"}}
    assert json.loads(row[1]) == {"fields": {"name": "陈渊三"}}


def test_thousands_of_entries_stay_in_one_chain(shop: Shop) -> None:
    def work(uow: UnitOfWork) -> None:
        for i in range(4500):
            uow.log("look", "customers", i)

    shop.change(work)
    with shop.read() as reader:
        found = list(check_chain(reader.connection))
    assert [f for f in found if f[1]] == []
    assert [seq for seq, _ in found] == [1000, 2000, 3000, 4000]


def test_rows_cut_off_before_a_later_session_are_missed(busy: Shop, registry: Registry) -> None:
    """The tail is not held by the rows after it, but by what the next session found when it began."""
    cut = busy.head().seq
    again = Shop(busy.db, KEY, OWNER, registry)
    again.change(lambda uow: uow.log("look", "customers", 1))
    again.close()
    meddle(busy, f"DELETE FROM audit WHERE seq >= {cut}")
    with busy.read() as reader:
        assert wrong(reader.connection) == [(cut, "missing")]
