"""Schema migrations: Alembic, run in process over the keyed connection, one transaction for all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, inspect, text
from sqlalchemy.engine import Connection

from app.models import migrations
from app.models.base import Base
from app.store.errors import DatabaseDamaged, NewerShop

VERSIONS = Path(migrations.__file__).parent


def current(engine: Engine) -> str | None:
    """The revision of a file, or `None` for an empty one."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def pending(engine: Engine) -> bool:
    """Whether the file is older than the program. Raises `NewerShop` when it is newer."""
    found = current(engine)
    if found == migrations.HEAD:
        return False
    if found is not None and found > migrations.HEAD:
        raise NewerShop
    return True


def check(engine: Engine) -> None:
    """Raise unless the file has exactly the program's schema."""
    if pending(engine):
        raise DatabaseDamaged


def upgrade(engine: Engine) -> None:
    """Bring the file to the program's schema. A failure rolls all of it back. The caller made a backup first."""
    from alembic.config import Config  # loaded only when there is something to migrate
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(VERSIONS))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)

    def steps(revision: Any, context: Any) -> Any:
        return script._upgrade_revs("head", revision)

    with engine.begin() as connection, EnvironmentContext(config, script, fn=steps) as environment:
        configure(environment, connection)
        environment.run_migrations()


def configure(environment: Any, connection: Connection) -> None:
    """How Alembic sees the shop's file: the models' metadata, and the index that FTS5 keeps left alone."""
    environment.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_name=lambda name, kind, parents: not (kind == "table" and str(name).startswith("search")),
        render_as_batch=True,
        transactional_ddl=True,
        transaction_per_migration=False,
        compare_server_default=True,
    )
