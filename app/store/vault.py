"""The vault: everything about who may open a shop, and with what, behind one door."""

from __future__ import annotations

import contextlib
import secrets
import uuid
from dataclasses import replace
from pathlib import Path

from app.core.i18n import N_
from app.store.atomic import named_errors
from app.store.attempts import Attempts
from app.store.cipher import create_database
from app.store.datakey import DataKey
from app.store.device import SECRET_BYTES, DeviceKeyring
from app.store.errors import (
    DeviceUnavailable,
    NameTaken,
    NotAShop,
    RotationPending,
    ShopClosed,
    ShopExists,
    StoreError,
    WrongPassword,
    WrongRecoveryCode,
)
from app.store.keyfile import Anchor, KeyDocument, load, save
from app.store.opening import Find, by_code, by_device, by_password, open_keys, same_name
from app.store.passwords import Argon2Cost, check_password
from app.store.recovery import RecoveryCode, short_id
from app.store.rotation import Step, no_step, rotate
from app.store.shopfolder import ShopFolder
from app.store.slots import DEVICE, RECOVERY, ROLES, USER, Slot, secret_slot, user_slot, with_password
from app.store.swap import finish_swap
from app.store.vaultfile import (
    OWNER,
    ShopUser,
    Unlocked,
    VaultFile,
    keep_an_owner,
    require_owner,
    user_of,
)

_LONGEST_NAME = 60


class Vault(VaultFile):
    """A shop's users, their keys and the ways in. Made by `create` or `open`.

    One vault is used by one thread at a time, by the program that holds the shop's lock. The methods that
    take an `Unlocked` check that it still fits the key file; those about other people want an owner's.
    """

    def __init__(self, path: Path, device: DeviceKeyring | None = None, attempts: Attempts | None = None) -> None:
        folder = ShopFolder(path)
        super().__init__(folder, load(folder.keys))
        self._device = device or DeviceKeyring()
        self._attempts = attempts or Attempts()
        self._here = False  # whether this computer's key store is in use for the shop

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        shop_name: str,
        owner: str,
        password: str,
        cost: Argon2Cost | None = None,
        device: DeviceKeyring | None = None,
    ) -> tuple[Vault, RecoveryCode]:
        """Make a new shop in the empty or missing folder `path`, with its first owner.

        The recovery code is returned once and kept nowhere. Raises `WeakPassword`, `NameTaken` (an unusable
        name), `ShopExists`, `DiskFull`, `ShopReadOnly`.
        """
        check_password(password, owner, shop_name)
        folder, shop, code = ShopFolder(path), uuid.uuid4(), RecoveryCode.new()
        key = DataKey.new()
        document = KeyDocument(shop.hex, short_id(shop.bytes), " ".join(shop_name.split()), 1, key.salt, ())
        first = user_slot(shop.hex, _new_name(document, owner), OWNER, password, cost or Argon2Cost.for_machine())
        document = document.with_slot(first).with_slot(_recovery_slot(code)).sealed_for(key, only=True)
        with named_errors():
            if path.exists() and (not path.is_dir() or any(path.iterdir())):
                raise ShopExists(folder.name)
        folder.make()
        try:
            with named_errors():
                create_database(folder.database, key)
            save(folder.keys, document, key)
        except BaseException:
            with contextlib.suppress(OSError):
                for file in (folder.database, folder.keys, folder.keys.with_name("keys.json.bak")):
                    file.unlink(missing_ok=True)
            raise
        return cls(path, device), code

    @classmethod
    def open(cls, path: Path, *, device: DeviceKeyring | None = None, attempts: Attempts | None = None) -> Vault:
        """The vault of the shop at `path`, still locked; a restore that was interrupted is finished first.

        Raises `NotAShop`, `ShopClosed`, `KeysDamaged`, `NewerShop`.
        """
        try:
            finish_swap(ShopFolder(path))
            if not path.is_dir():
                raise NotAShop(path.name)
            next(path.iterdir(), None)  # a folder that may not be looked into says so here
        except PermissionError as problem:
            raise ShopClosed(path.name) from problem
        return cls(path, device, attempts)

    def unlock(self, name: str, password: str) -> Unlocked:
        """Sign in. Raises `WrongPassword`, `TooManyAttempts`, `KeysDamaged`, `NotEnoughMemory`.

        A rotation that was interrupted is finished here; if that fails the shop opens all the same and
        `warnings` says so.
        """
        return self._unlock(by_password(name, password), "password")

    def unlock_recovery(self, code: str) -> Unlocked:
        """Open the shop with its recovery code, as its first owner.

        Then set a new password (`reset_password`) and issue a new code (`reissue_recovery`); until that is
        done `recovery_used` says so. Raises `WrongRecoveryCode`, `TooManyAttempts`, `KeysDamaged`.
        """
        unlocked = self._unlock(by_code(RecoveryCode.parse(code)), "recovery")
        with contextlib.suppress(StoreError):  # a read-only folder does not make the code wrong
            self._change(unlocked, lambda document: replace(document, recovery_used=True))
        return unlocked

    def unlock_device(self) -> Unlocked | None:
        """Open the shop with this computer's own key store; `None` means: ask for the password."""
        kept = self._device.get(self._file.document.shop)
        if kept is None:
            return None
        try:
            unlocked = self._unlock(by_device(*kept), "device")
            self._here = True
            return unlocked
        except WrongRecoveryCode:  # the slot was removed, or the shop was restored from a backup
            return None

    def enable_device(self, unlocked: Unlocked) -> None:
        """Let this computer's session open the shop as `unlocked`'s user. Raises `DeviceUnavailable`."""
        document = self._trusted(unlocked)
        earlier = self._device.get(document.shop)
        secret, slot_id = secrets.token_bytes(SECRET_BYTES), uuid.uuid4().hex
        if not self._device.set(document.shop, slot_id, secret):
            raise DeviceUnavailable
        slot = secret_slot(DEVICE, slot_id, secret, user_of(document, unlocked.uid).id)
        slot = slot.seal(document.shop, unlocked.data_key)
        replaced = earlier[0] if earlier else ""
        try:
            self._change(unlocked, lambda now: now.without(replaced).with_slot(slot))
        except BaseException:
            self._device.forget(document.shop)
            raise
        self._here = True

    def disable_device(self, unlocked: Unlocked) -> None:
        """Take back `enable_device` for this computer."""
        document = self._trusted(unlocked)
        kept = self._device.get(document.shop)
        self._device.forget(document.shop)
        self._here = False
        if kept is not None:
            self._change(unlocked, lambda now: now.without(kept[0]))

    def change_password(self, unlocked: Unlocked, old: str, new: str, cost: Argon2Cost | None = None) -> None:
        """Change one's own password; `old` must be right. Raises `WrongPassword`, `WeakPassword`."""
        document = self._trusted(unlocked)
        slot = user_of(document, unlocked.uid)
        self._attempts.check()
        try:
            private = slot.open_private(document.shop, old)
        except WrongPassword:
            self._attempts.failed()
            raise
        check_password(new, slot.name, document.name)
        locked = with_password(document.shop, slot, private, new, cost or Argon2Cost.for_machine())
        sealed = locked.seal(document.shop, unlocked.data_key)
        self._change(unlocked, lambda now: now.with_slot(sealed))

    def reset_password(self, unlocked: Unlocked, uid: str, new: str, cost: Argon2Cost | None = None) -> None:
        """Give a user who forgot it a new password: a fresh key pair under the same id. For owners."""
        document = self._trusted(unlocked)
        require_owner(document, unlocked)
        slot = user_of(document, uid)
        check_password(new, slot.name, document.name)
        cost = cost or Argon2Cost.for_machine()
        fresh = user_slot(document.shop, slot.name, slot.role, new, cost, slot.id)
        sealed = fresh.seal(document.shop, unlocked.data_key)
        self._change(unlocked, lambda now: now.with_slot(sealed))

    def add_user(
        self, unlocked: Unlocked, name: str, password: str, role: str, cost: Argon2Cost | None = None
    ) -> ShopUser:
        """Add a user. For owners. Raises `NameTaken`, `WeakPassword`; `ValueError` for an unknown role."""
        document = self._trusted(unlocked)
        require_owner(document, unlocked)
        check_password(password, name, document.name)
        slot = user_slot(
            document.shop,
            _new_name(document, name),
            _known(role),
            password,
            cost or Argon2Cost.for_machine(),
        ).seal(document.shop, unlocked.data_key)
        self._change(unlocked, lambda now: now.with_slot(slot))
        return ShopUser(slot.id, slot.name, slot.role)

    def check_removal(self, unlocked: Unlocked, uid: str) -> None:
        """Raise what `remove_user` would, before anything is closed: `NotAllowed`, `LastOwner`, `UnknownUser`."""
        document = self._trusted(unlocked)
        require_owner(document, unlocked)
        keep_an_owner(document.without(user_of(document, uid).id))

    def remove_user(self, unlocked: Unlocked, uid: str, step: Step = no_step) -> Unlocked:
        """Remove a user and replace the data key, so that a kept copy of the old one opens nothing new.

        Close every engine first, and use the returned `Unlocked` afterwards. A crash at any point is made
        good by the next `unlock`. For owners. Raises `LastOwner`, `UnknownUser`, `DatabaseDamaged`,
        `DiskFull`, `ShopReadOnly`; also `ShopBusy`, after which the user is gone but the old key is still
        in use until a next `unlock` can replace it.
        """
        document = self._trusted(unlocked)
        require_owner(document, unlocked)
        if document.pending is not None:
            raise RotationPending
        rest = keep_an_owner(document.without(user_of(document, uid).id))
        try:
            self._file, key = rotate(self.folder, rest, unlocked.data_key, step)
        except BaseException:
            with contextlib.suppress(StoreError):
                self._file = load(self.folder.keys)
            raise
        return replace(unlocked, data_key=key)

    def rename_user(self, unlocked: Unlocked, uid: str, name: str) -> None:
        """Change a sign-in name: one's own, or anyone's for an owner. Raises `NameTaken`, `UnknownUser`."""
        if uid != unlocked.uid:
            require_owner(self._trusted(unlocked), unlocked)
        self._edit_user(unlocked, uid, name=name)

    def set_role(self, unlocked: Unlocked, uid: str, role: str) -> None:
        """Change a user's role. For owners. Raises `LastOwner`, `UnknownUser`; `ValueError` as `add_user`."""
        require_owner(self._trusted(unlocked), unlocked)
        self._edit_user(unlocked, uid, role=_known(role))

    def reissue_recovery(self, unlocked: Unlocked) -> RecoveryCode:
        """Issue a new recovery code; the earlier one stops working. For owners."""
        require_owner(self._trusted(unlocked), unlocked)
        code = RecoveryCode.new()

        def edit(document: KeyDocument) -> KeyDocument:
            old = [slot.id for slot in document.of_kind(RECOVERY)]
            slot = _recovery_slot(code).seal(document.shop, unlocked.data_key)
            return replace(document.without(*old).with_slot(slot), recovery_used=False)

        self._change(unlocked, edit)
        return code

    def set_anchor(self, unlocked: Unlocked, sequence: int, head: str) -> None:
        """Keep the audit chain's end, also in this computer's key store where that is in use."""
        super().set_anchor(unlocked, sequence, head)
        if self._here:
            self._device.keep_anchor(self.shop.uid, sequence, head)

    def newest_anchor(self) -> Anchor | None:
        """The furthest audit head known, from the key file or this computer: an older database is a copy."""
        kept = self._device.anchor(self.shop.uid)
        known = [anchor for anchor in (self.anchor, Anchor(*kept) if kept else None) if anchor]
        return max(known, key=lambda anchor: anchor.sequence, default=None)

    def _edit_user(self, unlocked: Unlocked, uid: str, name: str | None = None, role: str | None = None) -> None:
        def edit(document: KeyDocument) -> KeyDocument:
            slot = user_of(document, uid)
            if name is not None:
                slot = replace(slot, name=_new_name(document.without(uid), name))
            slot = replace(slot, role=role or slot.role, keys={})
            return keep_an_owner(document.with_slot(slot.seal(document.shop, unlocked.data_key)))

        self._change(unlocked, edit)

    def _unlock(self, find: Find, via: str) -> Unlocked:
        self._attempts.check()
        try:
            opened = open_keys(self.folder.keys, find)
        except (WrongPassword, WrongRecoveryCode):
            self._attempts.failed()
            raise
        self._attempts.succeeded()
        self._file = opened.file
        self._repair(opened)
        key = self._settle(opened)
        user = _user_behind(opened.file.document, opened.slot)
        return Unlocked(key, user.id, user.name, user.role, via)


def _recovery_slot(code: RecoveryCode) -> Slot:
    return secret_slot(RECOVERY, uuid.uuid4().hex, code.secret())


def _user_behind(document: KeyDocument, slot: Slot) -> Slot:
    """The user whom a slot lets in: itself, a device's user, or the first owner for the recovery code."""
    if slot.kind == USER:
        return slot
    if slot.kind == DEVICE:
        return user_of(document, slot.user)
    return next(user for user in document.of_kind(USER) if user.role == OWNER)


def _new_name(document: KeyDocument, name: str) -> str:
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > _LONGEST_NAME or not tidy.isprintable():
        raise NameTaken(N_("A sign-in name has 1 to {most} characters.", most=_LONGEST_NAME))
    if any(same_name(slot.name, tidy) for slot in document.of_kind(USER)):
        raise NameTaken(N_("Another user already signs in as “{name}”.", name=tidy))
    return tidy


def _known(role: str) -> str:
    if role not in ROLES:
        raise ValueError(f"no such role: {role}")
    return role
