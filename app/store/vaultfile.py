"""What a vault knows before anyone signs in, and how it changes its key file for someone who has."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from app.core.errors import NotAllowed
from app.core.i18n import N_, Text
from app.store.cipher import key_fits
from app.store.datakey import DataKey
from app.store.errors import DatabaseDamaged, LastOwner, RotationPending, SessionOver, StoreError, UnknownUser
from app.store.keyfile import Anchor, KeyDocument, KeyFile, encode, load, save
from app.store.opening import Opened
from app.store.rotation import resume
from app.store.shopfolder import ShopFolder
from app.store.slots import RECOVERY, USER, Slot

OWNER = "owner"


@dataclass(frozen=True, slots=True)
class ShopIdentity:
    """Which shop this is: its unique id, the short one that people read out, and its name."""

    uid: str
    display_id: str
    name: str


@dataclass(frozen=True, slots=True)
class ShopUser:
    """Someone who may sign in: unique id, sign-in name, role (owner, clerk, inspector)."""

    uid: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The proof of having signed in: the data key, and as whom; `via` password, recovery or device."""

    data_key: DataKey
    uid: str
    name: str
    role: str
    via: str = "password"


class VaultFile:
    """A shop's key file and what can be read from it before signing in. `Vault` adds the ways in."""

    def __init__(self, folder: ShopFolder, file: KeyFile) -> None:
        self.folder = folder
        self._file = file
        self._warnings: tuple[Text, ...] = ()
        if file.damaged is not None:
            self._warn_damaged()

    @property
    def shop(self) -> ShopIdentity:
        """Which shop this is."""
        document = self._file.document
        return ShopIdentity(document.shop, document.display_id, document.name)

    @property
    def users(self) -> tuple[ShopUser, ...]:
        """Those who may sign in, in the order in which they were added."""
        return tuple(ShopUser(s.id, s.name, s.role) for s in self._file.document.of_kind(USER))

    @property
    def warnings(self) -> tuple[Text, ...]:
        """What the person should be told: a damaged key file passed over, a rotation not finished."""
        return self._warnings

    @property
    def anchor(self) -> Anchor | None:
        """The audit chain's end as last kept here: a database that ends earlier is an older copy."""
        return self._file.document.anchor

    @property
    def recovery_used(self) -> bool:
        """Whether the recovery code was used and a new one has not been issued yet."""
        return self._file.document.recovery_used

    @property
    def rotation_pending(self) -> bool:
        """Whether replacing the data key was begun and not finished."""
        return self._file.document.pending is not None

    def set_anchor(self, unlocked: Unlocked, sequence: int, head: str) -> None:
        """Keep the audit chain's end: number of rows, hash of the last in hexadecimal."""
        self._change(unlocked, lambda document: replace(document, anchor=Anchor(sequence, head)))

    def copy_for(self, unlocked: Unlocked, data_key: DataKey) -> bytes:
        """A `keys.json` for a copy of the shop under another key: today's passwords and code open it."""
        document = self._trusted(unlocked)
        ways_in = replace(document, slots=document.of_kind(USER) + document.of_kind(RECOVERY), pending=None)
        ways_in = replace(ways_in, epoch=data_key.epoch, salt=data_key.salt)
        return encode(ways_in.sealed_for(data_key, only=True), data_key)

    def _trusted(self, unlocked: Unlocked) -> KeyDocument:
        """The key file read again and proved to be written with the key in hand."""
        file = load(self.folder.keys)
        document = file.document
        if document.pending == unlocked.data_key.epoch:
            raise RotationPending
        if document.epoch != unlocked.data_key.epoch:
            raise SessionOver
        file.verify(unlocked.data_key)
        self._file = file
        return document

    def _change(self, unlocked: Unlocked, edit: Callable[[KeyDocument], KeyDocument]) -> None:
        """Read, verify, edit, write. Changes wait for a rotation to end, lest one epoch be forgotten."""
        document = self._trusted(unlocked)
        if document.pending is not None:
            raise RotationPending
        repair = self._file.damaged is not None
        self._file = save(self.folder.keys, edit(document), unlocked.data_key, repair=repair)

    def _repair(self, opened: Opened) -> None:
        """Put a sound key file in the place of a damaged one, which is kept under another name."""
        if opened.file.damaged is None:
            return
        self._warn_damaged()
        keys = self.folder.keys
        with contextlib.suppress(StoreError, OSError):
            if keys.exists():
                keys.replace(keys.with_name("keys.json.damaged"))
            self._file = save(keys, opened.file.document, opened.key, repair=True)

    def _settle(self, opened: Opened) -> DataKey:
        """The key that opens the database; an interrupted rotation is brought to its end, if it can be."""
        if opened.pending is None:
            return opened.key
        document = opened.file.document
        try:
            self._file = resume(self.folder, document, opened.key, opened.pending)
        except StoreError:
            self._warn(RotationPending().what)
            with contextlib.suppress(DatabaseDamaged):
                return opened.pending if key_fits(self.folder.database, opened.pending) else opened.key
            return opened.key
        return opened.pending

    def _warn(self, text: Text) -> None:
        if text not in self._warnings:
            self._warnings = (*self._warnings, text)

    def _warn_damaged(self) -> None:
        if self._file.damaged is not None:
            self._warn(
                N_(
                    "The key file keys.json is damaged: {detail} The copy keys.json.bak is used instead.",
                    detail=self._file.damaged.detail,
                )
            )


def require_owner(document: KeyDocument, unlocked: Unlocked) -> None:
    """Raise `NotAllowed` unless `unlocked` is, by the key file as it stands now, an owner."""
    if user_of(document, unlocked.uid).role != OWNER:
        raise NotAllowed(N_("Only an owner may do this."), N_("Nothing was changed."))


def user_of(document: KeyDocument, uid: str) -> Slot:
    """The slot of the user `uid`. Raises `UnknownUser`."""
    for slot in document.of_kind(USER):
        if slot.id == uid:
            return slot
    raise UnknownUser


def keep_an_owner(document: KeyDocument) -> KeyDocument:
    """`document`, if it still has an owner. Raises `LastOwner`."""
    if not any(slot.role == OWNER for slot in document.of_kind(USER)):
        raise LastOwner
    return document
