"""Small tables that serve every register."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, Integer, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Instant


class Setting(Base):
    """A setting of the shop (not of the machine): key and JSON value."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class NumberSeries(Base):
    """The last number given in a register and year. Raised in the transaction that uses it, so none is lost."""

    __tablename__ = "number_series"

    register: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(Integer)


class SavedView(Base):
    """A list's filter, columns and order, kept under a name for everyone in the shop."""

    __tablename__ = "saved_view"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    register: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    spec: Mapped[str] = mapped_column(Text)
    created_by: Mapped[str]


class Note(Base):
    """A remark on any record, with its author and time; never changed afterwards."""

    __tablename__ = "note"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    register: Mapped[str]
    record_id: Mapped[int] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(Instant)
    author: Mapped[str]
    text: Mapped[str] = mapped_column(Text)

    __table_args__ = (Index(None, "register", "record_id"),)


class Link(Base):
    """Two records that belong together. `opened` says that the first gave rise to the second."""

    __tablename__ = "link"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    source_register: Mapped[str]
    source_id: Mapped[int] = mapped_column(Integer)
    target_register: Mapped[str]
    target_id: Mapped[int] = mapped_column(Integer)
    opened: Mapped[bool] = mapped_column(default=False, server_default="0")
    at: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[str]

    __table_args__ = (
        UniqueConstraint("source_register", "source_id", "target_register", "target_id"),
        Index(None, "target_register", "target_id"),
    )


class Snooze(Base):
    """Something due that somebody put off: hidden from Today until a day, and why. It stays late all the same.

    `record_id` is 0 for an item that counts several records.
    """

    __tablename__ = "snooze"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    register: Mapped[str]
    record_id: Mapped[int] = mapped_column(Integer)
    rule: Mapped[str]
    until: Mapped[date]
    reason: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (UniqueConstraint("register", "rule", "record_id"), Index(None, "until"))


class Attachment(Base):
    """A file attached to a record. `evidence_date` is when it happened, `added_at` when it was put here.

    `kind` says what it is to a register that tells files apart, such as the signed sheet of a training.
    """

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    register: Mapped[str]
    record_id: Mapped[int] = mapped_column(Integer)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(index=True)
    evidence_date: Mapped[date | None]
    kind: Mapped[str] = mapped_column(default="", server_default="")
    added_at: Mapped[datetime] = mapped_column(Instant)
    added_by: Mapped[str]
    removed_at: Mapped[datetime | None] = mapped_column(Instant)
    removed_by: Mapped[str] = mapped_column(default="", server_default="")

    __table_args__ = (Index(None, "register", "record_id"),)


class AttachmentData(Base):
    """The bytes of attachments, each content once, inside the encrypted file like everything else."""

    __tablename__ = "attachment_data"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class ImportMapping(Base):
    """What the user chose for a set of column headings, so that the next such file needs no questions."""

    __tablename__ = "import_mapping"

    signature: Mapped[str] = mapped_column(primary_key=True)
    register: Mapped[str] = mapped_column(primary_key=True)
    mapping: Mapped[str] = mapped_column(Text)
