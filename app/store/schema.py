"""Whether a file's tables and triggers are those that the migrations make: guards can be dropped by anyone who
holds the keys, and a check that runs without them would prove nothing."""

from __future__ import annotations

import re

from sqlalchemy.engine import Connection

from app.models.base import Base
from app.models.system.audit import TRIGGERS
from app.store.search import CREATE


def differences(connection: Connection) -> str:
    """Names of tables, columns and guards that are missing or changed, separated by commas; empty when all is well."""
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
    return ", ".join(off[:10])
