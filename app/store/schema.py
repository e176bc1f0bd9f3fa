"""Whether a file's tables and triggers are those that the migrations make: guards can be dropped by anyone who
holds the keys, and a check that runs without them would prove nothing."""

from __future__ import annotations

import re

from sqlalchemy.engine import Connection

from app.models.base import Base
from app.models.system.audit import TRIGGERS
from app.store.search import CREATE


def differences(connection: Connection) -> str:
    """Names of tables, columns and guards that are missing, changed or added, separated by commas; empty: all well."""
    have = {
        str(name): (str(kind), str(sql or ""))
        for kind, name, sql in connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master")
    }
    off: list[str] = []
    for sql in (*TRIGGERS, CREATE):
        name = re.split(r"\s+", sql)[2 if sql.startswith("CREATE TRIGGER") else 3]
        if have.get(name, ("", ""))[1] != sql:
            off.append(name)
    for table in Base.metadata.sorted_tables:
        columns = {str(r[1]) for r in connection.exec_driver_sql(f"PRAGMA table_info({table.name})")}
        off += [f"{table.name}.{c}" for c in sorted({c.name for c in table.columns} - columns)]
        off += [str(i.name) for i in table.indexes if str(i.name) not in have]
    off += sorted(name for name, (kind, _) in have.items() if kind in _WATCHED and not _ours(name))
    return ", ".join(off[:10])


def _ours(name: str) -> bool:
    """Whether the program makes a table, view or trigger of that name; the search index keeps tables of its own."""
    guards = {re.split(r"\s+", sql)[2] for sql in TRIGGERS}
    search = name == "search" or name.startswith("search_")
    return name in Base.metadata.tables or name in guards or search or name in ("alembic_version", "sqlite_sequence")


_WATCHED = ("table", "view", "trigger")
