"""The audit log's table. Rows are written by the unit of work alone, and never changed: triggers refuse it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, Integer, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Instant


class AuditRow(Base):
    """One change. `before` and `after` are canonical JSON of what changed; `hash` covers the row and `prev`."""

    __tablename__ = "audit"

    seq: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    session: Mapped[int] = mapped_column(Integer)
    user_uid: Mapped[str]
    user_name: Mapped[str]
    action: Mapped[str]
    register: Mapped[str]
    record_id: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")
    prev: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    mac: Mapped[bytes] = mapped_column(LargeBinary)

    __table_args__ = (Index(None, "register", "record_id"),)


class AuditSession(Base):
    """One opening of the shop for writing: who opened it, when, and the head that the log had then."""

    __tablename__ = "audit_session"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    user_uid: Mapped[str]
    user_name: Mapped[str]
    head_seq: Mapped[int] = mapped_column(Integer)
    head_hash: Mapped[bytes] = mapped_column(LargeBinary)


class AuditRoot(Base):
    """The random root of the log's session keys: one row, made with the shop, kept through key rotations."""

    __tablename__ = "audit_root"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary)


_REFUSE = "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
TRIGGERS = (
    f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit {_REFUSE}",
    f"CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit {_REFUSE}",
    "CREATE TRIGGER audit_in_order BEFORE INSERT ON audit "
    "WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit) "
    "BEGIN SELECT RAISE(ABORT, 'the audit log takes the next sequence only'); END",
)
"""Written into the file by the first migration. `INSERT OR REPLACE` is refused too, since the shop's file runs
with recursive_triggers=ON.
"""
