"""The tables of the made-up registers, brought into a shop's file as a new register's are: by a generated migration."""

from __future__ import annotations

import textwrap

import sqlalchemy as sa
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext

import app.models.base
from app.store.shop import Shop
from tests.registers.made_up.gadgets import APART
from tools.migration import written


def add_tables(shop: Shop) -> str:
    """Write the migration that the file lacks, as `python -m tools.migration` does, and run it; returns its code."""
    with shop.writer_engine.begin() as connection:
        lines = written(connection, APART).splitlines()
        code = textwrap.dedent("\n".join(x for x in lines if not x.strip().startswith("#")))
        names = {"op": Operations(MigrationContext.configure(connection)), "sa": sa, "app": app}
        exec(code, names)
    return code
