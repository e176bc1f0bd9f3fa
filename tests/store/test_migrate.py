"""Migrations: what they make is what the models say, an older file is backed up first, a newer one left alone."""

import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app.models import migrations
from app.models.base import Base
from app.models.registry import Registry
from app.services.session import create_shop, sign_in, with_password
from app.store import migrate
from app.store.backup import list_backups
from app.store.cipher import create_database, open_engine
from app.store.errors import DatabaseDamaged, NewerShop, OtherSchema
from app.store.passwords import Argon2Cost
from app.store.schema import differences
from app.store.shop import Shop
from tests.conftest import KEY, OWNER
from tests.records import customer

PASSWORD = "correct horse battery"
ADDED = '''
"""A made-up next revision."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("supplier", sa.Column("made_up", sa.Text()))
    op.execute("UPDATE supplier SET made_up = name")
    {more}
'''


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(migrate.VERSIONS))
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


def test_the_newest_revision_is_the_one_that_the_program_knows() -> None:
    assert scripts().get_heads() == [migrations.HEAD]


def test_the_migrations_make_what_the_models_say(shop: Shop) -> None:
    with shop.reader_engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_name": lambda n, k, p: not (k == "table" and str(n).startswith("search")),
                "compare_type": True,
            },
        )
        assert compare_metadata(context, Base.metadata) == []
        assert differences(connection) == ""


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("DROP TRIGGER audit_no_update", "audit_no_update"),
        ("DROP TRIGGER audit_no_delete", "audit_no_delete"),
        ("DROP TRIGGER audit_in_order", "audit_in_order"),
        ("DROP INDEX ix_orders_placed_at", "ix_orders_placed_at"),
        ("DROP TABLE search", "search"),
        ("ALTER TABLE supplier DROP COLUMN note", "supplier.note"),
        ("CREATE TRIGGER slip AFTER INSERT ON audit BEGIN SELECT 1; END", "slip"),
        ("CREATE VIEW peek AS SELECT * FROM orders", "peek"),
        ("CREATE TABLE more (id INTEGER)", "more"),
    ],
)
def test_what_is_missing_or_added_is_named(shop: Shop, statement: str, named: str) -> None:
    with shop.writer_engine.begin() as connection:
        connection.execute(text(statement))
    with shop.read() as reader:
        assert differences(reader.connection) == named


def test_a_weakened_guard_is_named(shop: Shop) -> None:
    with shop.writer_engine.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_no_update"))
        connection.execute(text("CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit WHEN 0 BEGIN SELECT 1; END"))
    with shop.read() as reader:
        assert differences(reader.connection) == "audit_no_update"


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE supplier DROP COLUMN note",
        "ALTER TABLE supplier RENAME TO suppliers_once",
        "DROP INDEX ix_orders_placed_at",
    ],
)
def test_a_file_of_another_schema_is_said_to_be_one(shop: Shop, statement: str) -> None:
    made = shop.change(lambda uow: uow.create("suppliers", {"name": "茶厂"}))
    with shop.writer_engine.begin() as connection:
        connection.execute(text(statement))
    with pytest.raises(OtherSchema) as said, shop.read() as reader:
        reader.record("suppliers", made)
        reader.connection.execute(text("SELECT id FROM orders INDEXED BY ix_orders_placed_at"))
    assert str(said.value).startswith("This shop was made by another version of the program")


def test_writing_to_a_column_that_is_not_there_says_so_too(shop: Shop) -> None:
    with shop.writer_engine.begin() as connection:
        connection.execute(text("ALTER TABLE supplier DROP COLUMN note"))
    with pytest.raises(OtherSchema):
        shop.change(lambda uow: uow.create("suppliers", {"name": "茶厂"}))


def test_an_error_of_our_own_in_a_statement_is_no_matter_of_the_schema(shop: Shop) -> None:
    with pytest.raises(OperationalError), shop.read() as reader:
        reader.connection.execute(text("SELEC 1"))


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The program as it will be: with one more revision. `make(more)` writes it."""

    def make(more: str = "pass") -> None:
        folder = tmp_path / "migrations"
        shutil.copytree(migrate.VERSIONS, folder)
        (folder / "versions" / "0002_made_up.py").write_text(ADDED.format(more=more), "utf-8")
        monkeypatch.setattr(migrate, "VERSIONS", folder)
        monkeypatch.setattr(migrations, "HEAD", "0002")

    return make


def made(folder: Path, registry: Registry) -> None:
    session, _ = create_shop(folder, registry, name="小店", owner="店主", password=PASSWORD, cost=Argon2Cost.smallest())
    session.shop.change(lambda uow: uow.create("suppliers", {"name": "茶厂"}))
    session.close()


def test_an_older_shop_is_backed_up_and_brought_up_to_date(tmp_path: Path, registry: Registry, next_version) -> None:
    folder = tmp_path / "小店"
    made(folder, registry)
    next_version()
    session = sign_in(folder, registry, with_password("店主", PASSWORD))
    assert session is not None
    with session.shop.read() as reader:
        assert reader.connection.execute(text("SELECT made_up FROM supplier")).scalar() == "茶厂"
    session.close()
    (backup,) = list_backups(folder)
    assert backup.verified and backup.reason == "migration"
    again = sign_in(folder, registry, with_password("店主", PASSWORD))
    assert again is not None
    again.close()
    assert len(list_backups(folder)) == 1


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, registry: Registry, next_version) -> None:
    folder = tmp_path / "小店"
    made(folder, registry)
    next_version("raise ValueError('half-way')")
    with pytest.raises(ValueError, match="half-way"):
        sign_in(folder, registry, with_password("店主", PASSWORD))
    migrations.HEAD = "0001"
    session = sign_in(folder, registry, with_password("店主", PASSWORD))
    assert session is not None
    with session.shop.read() as reader:
        assert "made_up" not in reader.record("suppliers", 1)
        assert differences(reader.connection) == ""
    session.close()


def test_a_newer_shop_is_refused_and_left_as_it_is(tmp_path: Path, registry: Registry) -> None:
    folder = tmp_path / "小店"
    made(folder, registry)
    with pytest.MonkeyPatch.context() as older:
        older.setattr(migrations, "HEAD", "0000")
        with pytest.raises(NewerShop) as caught:
            sign_in(folder, registry, with_password("店主", PASSWORD))
    assert "newer version" in str(caught.value) and not list_backups(folder)
    session = sign_in(folder, registry, with_password("店主", PASSWORD))
    assert session is not None
    session.close()


def test_a_file_without_tables_is_no_shop(tmp_path: Path, registry: Registry) -> None:
    db = tmp_path / "shop.db"
    create_database(db, KEY)
    with pytest.raises(DatabaseDamaged):
        Shop(db, KEY, OWNER, registry)
    engine = open_engine(db, KEY, writer=True)
    assert migrate.current(engine) is None and migrate.pending(engine)
    migrate.upgrade(engine)
    assert migrate.current(engine) == migrations.HEAD and not migrate.pending(engine)
    migrate.upgrade(engine)
    engine.dispose()
    shop = Shop(db, KEY, OWNER, registry)
    shop.change(lambda uow: uow.create("customers", customer()))
    shop.close()
