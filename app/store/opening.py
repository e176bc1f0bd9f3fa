"""From a password, code or device secret to the data key: finding the slot, opening it, trusting the file."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from app.core.i18n import N_
from app.store.datakey import DataKey
from app.store.errors import KeysDamaged, StoreError, WrongPassword, WrongRecoveryCode
from app.store.keyfile import KeyDocument, KeyFile, load, load_backup
from app.store.recovery import RecoveryCode
from app.store.slots import DEVICE, RECOVERY, USER, Slot, private_of, public_of

Find = Callable[[KeyDocument], tuple[Slot, bytes]]


@dataclass(frozen=True, slots=True)
class Opened:
    """The key file that was trusted, its slot, and the data key; during a rotation also the `pending` one."""

    file: KeyFile
    slot: Slot
    key: DataKey
    pending: DataKey | None


def open_keys(path: Path, find: Find) -> Opened:
    """Open the key file at `path` by the slot and private key that `find` returns.

    A file that was altered is passed over for a sound `.bak`; `file.damaged` of the result tells. Raises what
    `find` raises, and `KeysDamaged` when neither can be trusted.
    """
    file = load(path)
    try:
        return _open(file, find)
    except (KeysDamaged, WrongPassword, WrongRecoveryCode) as problem:
        spare = load_backup(path) if file.damaged is None else None
        if spare is None or spare.document == file.document:
            raise
        opened = _open_spare(spare, find)
        if opened is None or (not isinstance(problem, KeysDamaged) and _authentic(file, opened.key)):
            # The newer file is the shop's own: an old password must not open what it was changed in.
            raise
        altered = KeysDamaged(N_("an entry was altered."))
        damage = problem if isinstance(problem, KeysDamaged) else altered
    return replace(opened, file=replace(opened.file, damaged=damage))


def by_password(name: str, password: str) -> Find:
    """Find the user `name` (case and width do not matter) and open the slot with `password`."""

    def find(document: KeyDocument) -> tuple[Slot, bytes]:
        for slot in document.of_kind(USER):
            if same_name(slot.name, name):
                return slot, slot.open_private(document.shop, password)
        raise WrongPassword

    return find


def by_code(code: RecoveryCode) -> Find:
    """Find the recovery slot that belongs to `code`."""
    return _by_secret(RECOVERY, code.secret(), None)


def by_device(slot_id: str, secret: bytes) -> Find:
    """Find this computer's own slot."""
    return _by_secret(DEVICE, secret, slot_id)


def same_name(one: str, other: str) -> bool:
    """Whether two sign-in names are the same to a person."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _by_secret(kind: str, secret: bytes, slot_id: str | None) -> Find:
    def find(document: KeyDocument) -> tuple[Slot, bytes]:
        private = private_of(secret, kind)
        public = public_of(private)
        for slot in document.of_kind(kind):
            if slot.public == public and slot_id in (None, slot.id):
                return slot, private
        raise WrongRecoveryCode(mistyped=False)

    return find


def _open(file: KeyFile, find: Find) -> Opened:
    document = file.document
    slot, private = find(document)
    key = slot.unseal(document.shop, private, document.epoch, document.salt)
    pending = None
    if document.pending is not None:
        pending = slot.unseal(document.shop, private, document.pending, document.salt)
    file.verify(key)
    return Opened(file, slot, key, pending)


def _open_spare(spare: KeyFile, find: Find) -> Opened | None:
    try:
        return _open(spare, find)
    except StoreError:
        return None


def _authentic(file: KeyFile, key: DataKey) -> bool:
    try:
        file.verify(key)
    except KeysDamaged:
        return False
    return True
