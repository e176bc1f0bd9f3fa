"""The audit log: one row per change, each hashed over the one before it, under a key that changes each session.

What the chain proves: nobody who lacks the shop's keys edited, removed or reordered a row, and nobody at all did
so before a head that someone else holds (a printed page, a backup, the keyring). What it cannot prove: entries
after the last such head, and entries that were false when they were made.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.engine import Connection

from app.core.dates import to_millis
from app.models.system.audit import AuditRoot, AuditRow, AuditSession

GENESIS = b"\0" * 32
_NOTHING = (0).to_bytes(4, "big")
_PREV = (32).to_bytes(4, "big")
_INSERT = (
    "INSERT INTO audit (seq, at, session, user_uid, user_name, action, register, record_id, number, reason, before, "
    "after, prev, hash, mac) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class Head:
    """The last row of the log: its sequence and hash. An empty log has sequence 0."""

    seq: int
    hash: bytes

    @property
    def short(self) -> str:
        """The first ten bytes in groups of four hex digits, as papers print it."""
        text = self.hash.hex()[:20]
        return " ".join(text[i : i + 4] for i in range(0, 20, 4))


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the slot's uid, the name that the log shows, and the role."""

    uid: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A change to be logged. `before` and `after` are canonical JSON, or empty."""

    action: str
    register: str
    record_id: int
    number: str = ""
    reason: str = ""
    before: str = ""
    after: str = ""


def _field(value: object) -> bytes:
    data = value if isinstance(value, bytes) else str(value).encode()
    return len(data).to_bytes(4, "big") + data


def _words(text: str) -> bytes:
    """As `_field`, for text; most of a row's texts are empty."""
    if not text:
        return _NOTHING
    data = text.encode()
    return len(data).to_bytes(4, "big") + data


def row_hash(fields: Sequence[int | str | bytes]) -> bytes:
    """SHA-256 over the row's fields, each with its length before it, so that no two rows give the same bytes."""
    return hashlib.sha256(b"".join(map(_field, fields))).digest()


class Chain:
    """Appends to the log within one session. The session key is derived from the root, the session and its head."""

    def __init__(self, session: int, key: bytes, actor: Actor) -> None:
        self.session = session
        self.actor = actor
        self._key = key

    @classmethod
    def begin(cls, connection: Connection, actor: Actor, at: datetime) -> Chain:
        """Start a session: record who opened the shop and the head as it stands. Needs a write transaction."""
        root = connection.execute(select(AuditRoot.secret)).scalar()
        if root is None:
            root = secrets.token_bytes(32)
            connection.execute(AuditRoot.__table__.insert().values(id=1, secret=root))  # type: ignore[attr-defined]
        start = head(connection)
        done = connection.execute(
            AuditSession.__table__.insert().values(  # type: ignore[attr-defined]
                at=at, user_uid=actor.uid, user_name=actor.name, head_seq=start.seq, head_hash=start.hash
            )
        )
        made = done.inserted_primary_key
        session = int(made[0]) if made else 0
        return cls(session, session_key(root, session, start.hash), actor)

    def append(self, connection: Connection, entries: Sequence[Entry], at: datetime) -> Head:
        """Write one row per entry after the present head, in order; returns the new head."""
        last = head(connection)
        prev, seq, millis = last.hash, last.seq, to_millis(at)
        rows = []
        actor = self.actor
        start = b"".join(map(_field, (millis, self.session, actor.uid, actor.name)))
        for e in entries:
            seq += 1
            digest = hashlib.sha256(
                _field(seq) + start + _words(e.action) + _words(e.register) + _field(e.record_id) + _words(e.number)
                + _words(e.reason) + _words(e.before) + _words(e.after) + _PREV + prev
            ).digest()  # fmt: skip
            mac = hmac.digest(self._key, digest, "sha256")
            rows.append(
                (seq, millis, self.session, actor.uid, actor.name, e.action, e.register, e.record_id, e.number,
                 e.reason, e.before, e.after, prev, digest, mac)
            )  # fmt: skip
            prev = digest
        if rows:
            connection.exec_driver_sql(_INSERT, rows)
        return Head(seq, prev)


def session_key(root: bytes, session: int, head_hash: bytes) -> bytes:
    """The key of one session's row marks."""
    return hmac.digest(root, b"audit session" + session.to_bytes(8, "big") + head_hash, "sha256")


def head(connection: Connection) -> Head:
    """The log's present head."""
    row = connection.execute(select(AuditRow.seq, AuditRow.hash).order_by(AuditRow.seq.desc()).limit(1)).first()
    return Head(int(row[0]), bytes(row[1])) if row else Head(0, GENESIS)


def head_at(connection: Connection, seq: int) -> bytes | None:
    """The hash of the row with that sequence, or `None`."""
    if seq == 0:
        return GENESIS
    return connection.execute(select(AuditRow.hash).where(AuditRow.seq == seq)).scalar()


def check_chain(connection: Connection, after: tuple[int, str] | None = None) -> Iterator[tuple[int, str]]:
    """Read the log from its start and yield (sequence, what is wrong); yields (sequence, "") every 1,000 good rows.

    `after`: a sequence and its hash in hexadecimal up to which the log was checked before. If it holds them still, only
    what follows is read; else all of it.
    """
    root = connection.execute(select(AuditRoot.secret)).scalar() or b""
    opened = connection.execute(select(AuditSession.id, AuditSession.head_seq, AuditSession.head_hash)).all()
    sessions = {s: session_key(root, s, h) for s, _, h in opened}
    heads = {seq: h for _, seq, h in opened if seq}
    table = AuditRow.__table__
    wanted = list(table.c)
    prev, expected = GENESIS, 1
    if after is not None and (known := _hash_at(connection, after[0])) == bytes.fromhex(after[1]):
        prev, expected = known, after[0] + 1
        heads = {seq: h for seq, h in heads.items() if seq > after[0]}
    rows = select(*wanted).where(table.c.seq >= expected).order_by(table.c.seq)
    for row in connection.execute(rows.execution_options(yield_per=2000)):
        r = row._mapping
        if r["seq"] != expected:
            yield expected, "missing"
        if r["prev"] != prev:
            yield r["seq"], "does not follow the row before it"
        digest = row_hash(
            (r["seq"], to_millis(r["at"]), r["session"], r["user_uid"], r["user_name"], r["action"], r["register"],
             r["record_id"], r["number"], r["reason"], r["before"], r["after"], r["prev"])
        )  # fmt: skip
        if digest != r["hash"]:
            yield r["seq"], "was changed after it was written"
        key = sessions.get(r["session"])
        if key is None or not hmac.compare_digest(hmac.digest(key, r["hash"], "sha256"), r["mac"]):
            yield r["seq"], "was not written by this program's session"
        prev, expected = r["hash"], r["seq"] + 1
        if heads.pop(r["seq"], prev) != prev:
            yield r["seq"], "is not what a later session found there"
        if r["seq"] % 1000 == 0:
            yield r["seq"], ""
    yield from ((seq, "missing") for seq in sorted(heads))  # a session began after rows that are gone


def _hash_at(connection: Connection, seq: int) -> bytes:
    """The hash of an entry; empty if there is none."""
    return connection.execute(select(AuditRow.hash).where(AuditRow.seq == seq)).scalar() or b""
