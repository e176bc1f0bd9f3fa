"""Write the next schema revision from what the models say: `python -m tools.migration "why"`.

`--initial` writes revision 0001 anew, which is right only until a first version has been released.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.runtime.migration import MigrationContext
from sqlalchemy import MetaData
from sqlalchemy.engine import Connection

from app.models import migrations
from app.models.base import Base
from app.models.registry import Registry
from app.models.system.audit import TRIGGERS
from app.store import migrate
from app.store.cipher import create_database, open_engine
from app.store.datakey import DataKey
from app.store.search import CREATE

FOLDER = Path(migrations.__file__).parent

HEADER = '''"""{message}."""

# ruff: noqa: E501

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import app.models.base

revision = "{revision}"
down_revision = {down!r}
branch_labels = None
depends_on = None


def upgrade() -> None:
'''


def main(arguments: list[str]) -> int:
    """Compare the models with the newest revision and write what is missing. Returns the exit status."""
    initial = "--initial" in arguments
    words = [a for a in arguments if not a.startswith("--")]
    Registry.load()
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "shop.db"
        key = DataKey(b"k" * 32, b"s" * 16, 1)
        create_database(db, key)
        engine = open_engine(db, key, writer=True)
        if not initial:
            migrate.upgrade(engine)
        with engine.connect() as connection:
            body = written(connection, Base.metadata, batch=not initial)
        engine.dispose()
    if "pass" in body.split() and not initial:
        print("The models say nothing new.")
        return 0
    down = None if initial else migrations.HEAD
    revision = "0001" if initial else f"{int(migrations.HEAD) + 1:04d}"
    message = "The first schema" if initial else (words[0].rstrip(".") if words else "Schema change")
    code = HEADER.format(message=message, revision=revision, down=down) + _indent(body)
    if initial:
        code += "".join(f"    op.execute({sql!r})\n" for sql in (*TRIGGERS, CREATE))
    slug = re.sub(r"[^a-z0-9]+", "_", message.lower()).strip("_")[:40]
    (FOLDER / "versions" / f"{revision}_{slug}.py").write_text(code, "utf-8")
    init = FOLDER / "__init__.py"
    init.write_text(re.sub(r'HEAD = "\d+"', f'HEAD = "{revision}"', init.read_text("utf-8")), "utf-8")
    print(f"Revision {revision} written.")
    return 0


def written(connection: Connection, metadata: MetaData, *, batch: bool = True) -> str:
    """The code that brings the open file to what `metadata` says, beside the index that FTS5 keeps."""
    known = set(Base.metadata.tables) if metadata is not Base.metadata else set()

    def compared(name: object, kind: str, parents: object) -> bool:
        return not (kind == "table" and (str(name).startswith(("search", "alembic")) or name in known))

    context = MigrationContext.configure(connection, opts={"include_name": compared, "target_metadata": metadata})
    found = produce_migrations(context, metadata).upgrade_ops
    assert found is not None
    return render_python_code(found, render_as_batch=batch)


def _indent(body: str) -> str:
    lines = [line for line in body.splitlines() if not line.strip().startswith("# ###")]
    return "\n".join(("    " + line.strip()) if line and not line.startswith(" ") else line for line in lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
