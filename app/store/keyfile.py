"""`keys.json`: the shop's identity, its slots and the audit head last seen, read strictly and written safely.

The file is `{"body": ..., "check": ..., "mac": ...}`. `check` (SHA-256) tells damage before anyone signs in;
`mac` (HMAC under a key derived from the data key) tells tampering once someone has. A second copy, kept
identical, is `keys.json.bak`.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.core.i18n import N_
from app.store.atomic import BACKUP_SUFFIX, named_errors, write_atomic
from app.store.datakey import SALT_BYTES, DataKey
from app.store.errors import KeysDamaged, NewerShop, NotAShop
from app.store.passwords import Argon2Cost
from app.store.slots import DEVICE, RECOVERY, ROLES, USER, Slot

VERSION = 1
_LARGEST = 1_000_000  # bytes; a shop of ten people needs ten thousand


@dataclass(frozen=True, slots=True)
class Anchor:
    """The audit chain's end as last seen: how many rows, and the hash of the last one in hexadecimal."""

    sequence: int
    head: str


@dataclass(frozen=True, slots=True)
class KeyDocument:
    """What `keys.json` says. `pending` is the epoch that a rotation under way is moving to."""

    shop: str
    display_id: str
    name: str
    epoch: int
    salt: bytes
    slots: tuple[Slot, ...]
    pending: int | None = None
    anchor: Anchor | None = None
    recovery_used: bool = False

    def of_kind(self, kind: str) -> tuple[Slot, ...]:
        """The slots of one kind, in the order in which they were made."""
        return tuple(slot for slot in self.slots if slot.kind == kind)

    def with_slot(self, new: Slot) -> KeyDocument:
        """The document with `new` in the place of the slot of its id, or at the end."""
        if any(slot.id == new.id for slot in self.slots):
            return replace(self, slots=tuple(new if slot.id == new.id else slot for slot in self.slots))
        return replace(self, slots=(*self.slots, new))

    def without(self, *ids: str) -> KeyDocument:
        """The document without the slots of these ids, nor the devices of these users."""
        return replace(self, slots=tuple(s for s in self.slots if s.id not in ids and not (s.user and s.user in ids)))

    def sealed_for(self, data_key: DataKey, *, only: bool) -> KeyDocument:
        """Each slot with `data_key` sealed to it too, or (`only`) with nothing but it."""
        base = (replace(slot, keys={}) if only else slot for slot in self.slots)
        return replace(self, slots=tuple(slot.seal(self.shop, data_key) for slot in base))


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A document with the MAC that came with it; `damaged` tells what was wrong with the file passed over."""

    document: KeyDocument
    mac: str
    damaged: KeysDamaged | None = None

    def verify(self, data_key: DataKey) -> None:
        """Raise `KeysDamaged` unless the file was written with `data_key`."""
        if not hmac.compare_digest(self.mac, _mac(_canonical(_body(self.document)), data_key)):
            raise KeysDamaged(N_("it was changed by something other than this program."))


def encode(document: KeyDocument, data_key: DataKey) -> bytes:
    """The bytes of `keys.json` for `document`, authenticated by `data_key`."""
    body = _body(document)
    plain = _canonical(body)
    whole = {"body": body, "check": hashlib.sha256(plain).hexdigest(), "mac": _mac(plain, data_key)}
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def decode(data: bytes) -> KeyFile:
    """Read the bytes of a `keys.json`. Raises `KeysDamaged`, or `NewerShop` for a later version."""
    try:
        whole = json.loads(data)
        body, check, mac = whole["body"], whole["check"], whole["mac"]
        if hashlib.sha256(_canonical(body)).hexdigest() != check or not isinstance(mac, str):
            raise KeysDamaged(N_("its checksum does not fit."))
        if body["version"] > VERSION:
            raise NewerShop
        return KeyFile(_document(body), mac)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise KeysDamaged(N_("it cannot be read.")) from None


def load(path: Path) -> KeyFile:
    """The key file at `path`; its `.bak` when the file is missing or damaged and that one is sound.

    In that case the result's `damaged` says what was wrong. Raises `KeysDamaged`, `NewerShop`, `NotAShop`.
    """
    try:
        return _read(path)
    except KeysDamaged as damage:
        backup = load_backup(path)
        if backup is None:
            raise
        return replace(backup, damaged=damage)
    except FileNotFoundError:
        backup = load_backup(path)
        if backup is None:
            raise NotAShop(path.parent.name) from None
        return replace(backup, damaged=KeysDamaged(N_("it is missing.")))


def load_backup(path: Path) -> KeyFile | None:
    """The sound `.bak` of the key file at `path`, or `None`."""
    try:
        return _read(path.with_name(path.name + BACKUP_SUFFIX))
    except (KeysDamaged, FileNotFoundError):
        return None


def save(path: Path, document: KeyDocument, data_key: DataKey, *, repair: bool = False) -> KeyFile:
    """Write `keys.json`, read it back, then make `.bak` the same; an old password must not live on there.

    `repair` replaces a damaged file without letting it overwrite the sound `.bak` first.
    """
    data = encode(document, data_key)
    write_atomic(path, data, keep_backup=not repair)
    with named_errors():
        read_back = path.read_bytes()
    if read_back != data:
        raise KeysDamaged(N_("the disk did not keep what was written."))
    write_atomic(path.with_name(path.name + BACKUP_SUFFIX), data)
    return decode(data)


def _read(path: Path) -> KeyFile:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        raise
    except OSError:
        raise KeysDamaged(N_("it cannot be read.")) from None
    if len(data) > _LARGEST:
        raise KeysDamaged(N_("it is far too large."))
    return decode(data)


def _mac(plain: bytes, data_key: DataKey) -> str:
    return hmac.new(data_key.subkey("keys.json"), plain, hashlib.sha256).hexdigest()


def _canonical(body: Any) -> bytes:
    return json.dumps(body, sort_keys=True, separators=(",", ":")).encode()


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str, length: int | None = None) -> bytes:
    data = base64.b64decode(text, validate=True)
    if length is not None and len(data) != length:
        raise ValueError("wrong length")
    return data


def _body(document: KeyDocument) -> dict[str, Any]:
    body: dict[str, Any] = {
        "version": VERSION,
        "shop": document.shop,
        "display_id": document.display_id,
        "name": document.name,
        "epoch": document.epoch,
        "salt": _b64(document.salt),
        "recovery_used": document.recovery_used,
        "slots": [_slot_body(slot) for slot in document.slots],
    }
    if document.pending is not None:
        body["pending"] = document.pending
    if document.anchor is not None:
        body["anchor"] = {"sequence": document.anchor.sequence, "head": document.anchor.head}
    return body


def _slot_body(slot: Slot) -> dict[str, Any]:
    body: dict[str, Any] = {"kind": slot.kind, "id": slot.id, "public": _b64(slot.public)}
    body["keys"] = {str(epoch): _b64(sealed) for epoch, sealed in sorted(slot.keys.items())}
    if slot.kind == USER and slot.cost is not None:
        body |= {"name": slot.name, "role": slot.role, "private": _b64(slot.private)}
        body["argon2id"] = {
            "time": slot.cost.time,
            "memory": slot.cost.memory,
            "lanes": slot.cost.lanes,
            "salt": _b64(slot.salt),
        }
    if slot.kind == DEVICE:
        body["user"] = slot.user
    return body


def _document(body: Mapping[str, Any]) -> KeyDocument:
    slots = tuple(_slot(entry) for entry in body["slots"])
    anchor = body.get("anchor")
    pending = body.get("pending")
    document = KeyDocument(
        shop=_text(body["shop"]),
        display_id=_text(body["display_id"]),
        name=_text(body["name"]),
        epoch=_positive(body["epoch"]),
        salt=_bytes(body["salt"], SALT_BYTES),
        slots=slots,
        pending=None if pending is None else _positive(pending),
        anchor=None if anchor is None else Anchor(_positive(anchor["sequence"], 0), _text(anchor["head"])),
        recovery_used=bool(body["recovery_used"]),
    )
    if len({slot.id for slot in slots}) != len(slots):
        raise ValueError("two slots of one id")
    return document


def _slot(entry: Mapping[str, Any]) -> Slot:
    kind = entry["kind"]
    keys = {_positive(int(epoch)): _bytes(sealed) for epoch, sealed in entry["keys"].items()}
    public = _bytes(entry["public"], 32)
    if kind == USER:
        kdf = entry["argon2id"]
        if entry["role"] not in ROLES:
            raise ValueError("unknown role")
        return Slot(
            USER,
            _text(entry["id"]),
            public,
            name=_text(entry["name"]),
            role=entry["role"],
            cost=Argon2Cost(kdf["time"], kdf["memory"], kdf["lanes"]),
            salt=_bytes(kdf["salt"], 16),
            private=_bytes(entry["private"]),
            keys=keys,
        )
    if kind not in (RECOVERY, DEVICE):
        raise ValueError("unknown slot")
    user = _text(entry["user"]) if kind == DEVICE else ""
    return Slot(kind, _text(entry["id"]), public, user=user, keys=keys)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


def _positive(value: object, least: int = 1) -> int:
    if type(value) is not int or value < least:
        raise ValueError("number expected")
    return value
