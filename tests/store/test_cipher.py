import shutil
import sqlite3
import time
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from app.store.cipher import (
    connect,
    create_database,
    key_fits,
    open_engine,
    translate_db_error,
)
from app.store.datakey import DataKey
from app.store.errors import (
    DatabaseDamaged,
    DiskFull,
    NotAShop,
    OldLibrary,
    PlainDatabase,
    ShopBusy,
    ShopReadOnly,
)
from app.store.integrity import check_copy, check_file

CANARY = "canary-张三丰-13800000000"


@pytest.fixture
def key() -> DataKey:
    return DataKey.new()


@pytest.fixture
def db(tmp_path: Path, key: DataKey) -> Path:
    """A file with enough rows to have many pages; its name needs quoting in an address."""
    path = tmp_path / "a 店 #?%.db"
    create_database(path, key)
    connection = connect(path, key)
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL)")
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO t (a) VALUES (?)", [(CANARY + "x" * 400,) for _ in range(300)])
    connection.execute("COMMIT")
    connection.close()
    return path


def rows(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM t")).scalar_one())


def test_every_safety_setting_is_on(db: Path, key: DataKey):
    connection = connect(db, key)
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "recursive_triggers": 1,
        "secure_delete": 1,
        "temp_store": 2,
        "mmap_size": 0,
        "cipher_page_size": "4096",
        "busy_timeout": 5000,
    }
    found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    connection.close()
    assert found == wanted


def test_nothing_readable_is_in_the_files(db: Path, key: DataKey):
    connection = connect(db, key)
    connection.execute("UPDATE t SET a = a || 'y'")
    for file in db.parent.iterdir():
        data = file.read_bytes()
        assert CANARY.encode() not in data and b"CREATE TABLE" not in data and b"SQLite format" not in data
    connection.close()


def test_the_file_is_closed_to_others(db: Path):
    assert db.stat().st_mode & 0o077 == 0


def test_a_wrong_key_or_salt_opens_nothing(db: Path, key: DataKey):
    for other in (DataKey.new(1, key.salt), DataKey(key.key, bytes(16))):
        with pytest.raises(DatabaseDamaged):
            open_engine(db, other)
        assert not key_fits(db, other)
    assert key_fits(db, key)


def test_opening_is_fast(db: Path, key: DataKey):
    open_engine(db, key).dispose()
    started = time.perf_counter()
    open_engine(db, key, writer=True).dispose()
    assert time.perf_counter() - started < 0.03


def test_savepoints_and_rollbacks_really_work(db: Path, key: DataKey):
    engine = open_engine(db, key, writer=True)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO t (a) VALUES ('kept')"))
        with pytest.raises(IntegrityError), connection.begin_nested():
            connection.execute(text("INSERT INTO t (a) VALUES ('undone')"))
            connection.execute(text("INSERT INTO t (a) VALUES (NULL)"))
    assert rows(engine) == 301
    with pytest.raises(KeyError), engine.begin() as connection:
        connection.execute(text("DELETE FROM t"))
        connection.execute(text("CREATE TABLE gone (a)"))
        raise KeyError
    assert rows(engine) == 301
    with engine.connect() as connection:
        assert connection.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'gone'")).first() is None
    engine.dispose()


def test_errors_hide_what_a_customer_said(db: Path, key: DataKey):
    engine = open_engine(db, key, writer=True)
    with pytest.raises(IntegrityError) as caught, engine.begin() as connection:
        connection.execute(text("INSERT INTO t (id, a) VALUES (1, :a)"), {"a": CANARY})
    assert CANARY not in str(caught.value)
    engine.dispose()


def test_a_reader_refuses_to_write_and_sees_one_snapshot(db: Path, key: DataKey):
    writer, reader = open_engine(db, key, writer=True), open_engine(db, key)
    with reader.connect() as connection:
        first = connection.execute(text("SELECT count(*) FROM t")).scalar_one()
        with writer.begin() as other:
            other.execute(text("DELETE FROM t WHERE id = 1"))
        assert connection.execute(text("SELECT count(*) FROM t")).scalar_one() == first
        with pytest.raises(Exception, match="readonly") as caught:
            connection.execute(text("DELETE FROM t"))
        assert isinstance(translate_db_error(caught.value), ShopReadOnly)
    assert rows(reader) == first - 1
    writer.dispose()
    reader.dispose()


def test_a_second_writer_is_told_that_the_file_is_busy(db: Path, key: DataKey):
    engine = open_engine(db, key, writer=True)
    other = connect(db, key)
    other.execute("PRAGMA busy_timeout = 0")
    with engine.begin():
        with pytest.raises(driver.OperationalError) as caught:
            other.execute("BEGIN IMMEDIATE")
        assert isinstance(translate_db_error(caught.value), ShopBusy)
    other.close()
    engine.dispose()


def test_a_plain_file_is_named_for_what_it_is(tmp_path: Path, key: DataKey):
    path = tmp_path / "shop.db"
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE t (a)")
    plain.close()
    before = path.read_bytes()
    with pytest.raises(PlainDatabase):
        open_engine(path, key)
    assert path.read_bytes() == before


def test_missing_empty_and_short_files_are_not_taken_for_new_shops(tmp_path: Path, key: DataKey):
    with pytest.raises(NotAShop):
        open_engine(tmp_path / "shop.db", key)
    for size in (0, 100, 4095):
        (tmp_path / "short.db").write_bytes(b"x" * size)
        with pytest.raises(DatabaseDamaged):
            open_engine(tmp_path / "short.db", key)
        assert (tmp_path / "short.db").stat().st_size == size


def test_creating_never_replaces_a_database(db: Path, key: DataKey, tmp_path: Path):
    with pytest.raises(FileExistsError):
        create_database(db, key)
    with pytest.raises(DatabaseDamaged):
        create_database(db, DataKey.new())
    create_database(tmp_path / "new.db", key)
    create_database(tmp_path / "new.db", key)


@pytest.mark.parametrize("page", [0, 2, 10])
def test_a_damaged_page_is_found_and_named(db: Path, key: DataKey, page: int):
    data = bytearray(db.read_bytes())
    data[page * 4096 + 2000] ^= 1
    db.write_bytes(data)
    if page == 0:
        with pytest.raises(DatabaseDamaged):
            open_engine(db, key)
        return
    assert check_file(db, key).cipher
    engine = open_engine(db, key)
    with pytest.raises(Exception, match="malformed") as caught, engine.connect() as connection:
        connection.execute(text("SELECT sum(length(a)) FROM t")).all()
    assert isinstance(translate_db_error(caught.value), DatabaseDamaged)
    engine.dispose()


def test_a_file_cut_short_by_whole_pages_is_found(db: Path, key: DataKey):
    data = db.read_bytes()
    db.write_bytes(data[: len(data) - 3 * 4096])
    with pytest.raises(DatabaseDamaged):
        check_file(db, key)


def test_broken_links_are_found(db: Path, key: DataKey):
    assert check_file(db, key).ok
    connection = connect(db, key)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("CREATE TABLE child (t INTEGER REFERENCES t (id))")
    connection.execute("INSERT INTO child VALUES (99999)")
    connection.close()
    assert check_file(db, key).foreign_keys


def test_a_torn_first_page_is_mended_from_the_wal_since_the_salt_is_kept_elsewhere(
    db: Path, key: DataKey, tmp_path: Path
):
    connection = connect(db, key)
    connection.execute("CREATE TABLE later (a)")  # page 1 is now in the WAL
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    shutil.copy(db, crashed / "shop.db")
    shutil.copy(f"{db}-wal", crashed / "shop.db-wal")
    connection.close()
    data = bytearray((crashed / "shop.db").read_bytes())
    data[:512] = bytes(512)
    (crashed / "shop.db").write_bytes(data)
    engine = open_engine(crashed / "shop.db", key)
    assert rows(engine) == 300
    engine.dispose()
    assert check_file(crashed / "shop.db", key).ok


def test_a_finished_copy_is_checked_without_a_trace(db: Path, key: DataKey):
    before = db.read_bytes()
    assert check_copy(db, key).ok
    assert [p.name for p in db.parent.iterdir()] == [db.name]
    assert db.read_bytes() == before


def test_an_old_library_is_refused(db: Path, key: DataKey, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(driver, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(OldLibrary):
        open_engine(db, key)


def test_other_errors_are_left_as_they_are(db: Path, key: DataKey):
    connection = connect(db, key)
    with pytest.raises(driver.OperationalError) as caught:
        connection.execute("SELEC 1")
    connection.close()
    assert translate_db_error(caught.value) is caught.value
    bug = ValueError("x")
    assert translate_db_error(bug) is bug
    assert isinstance(translate_db_error(OSError(28, "x")), DiskFull)


def test_a_writer_cannot_be_read_only(db: Path, key: DataKey):
    with pytest.raises(ValueError, match="read-only"):
        open_engine(db, key, read_only=True, writer=True)
