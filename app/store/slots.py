"""Slots: the ways to reach a shop's data key, each with its own key pair, and the cryptography of sealing.

Every slot has an X25519 key pair, and the data key is sealed to its public half; so an owner can replace the
data key without knowing anyone's password. How a slot gets at its private half is what tells them apart: a
user's is sealed by Argon2id of a password; the recovery slot's and a device's are derived from their secrets.
"""

from __future__ import annotations

import json
import secrets
import uuid
from dataclasses import dataclass, field, replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.i18n import N_
from app.store.datakey import DataKey
from app.store.errors import KeysDamaged, WrongPassword
from app.store.passwords import Argon2Cost

ROLES = ("owner", "clerk", "inspector")
USER, RECOVERY, DEVICE = "user", "recovery", "device"
_NO_NONCE = bytes(12)  # right only because each sealing key below seals one message


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in. `keys` holds the sealed data key of each epoch; a device also names its `user`."""

    kind: str
    id: str
    public: bytes
    name: str = ""
    role: str = ""
    user: str = ""
    cost: Argon2Cost | None = None
    salt: bytes = b""
    private: bytes = b""
    keys: dict[int, bytes] = field(default_factory=dict)

    def seal(self, shop: str, data_key: DataKey) -> Slot:
        """This slot with `data_key` sealed to it, bound to its name, role, parameters and the epoch."""
        sealed = _seal_to(self.public, data_key.key, self._bound(shop, data_key.epoch, data_key.salt))
        return replace(self, keys={**self.keys, data_key.epoch: sealed})

    def unseal(self, shop: str, private: bytes, epoch: int, salt: bytes) -> DataKey:
        """The data key of `epoch`. Raises `KeysDamaged` when the slot was altered."""
        try:
            key = _open_sealed(private, self.keys[epoch], self._bound(shop, epoch, salt))
            return DataKey(key, salt, epoch)
        except (KeyError, ValueError, InvalidTag):
            raise KeysDamaged(N_("an entry was altered.")) from None

    def open_private(self, shop: str, password: str) -> bytes:
        """A user's private key, by the password. Raises `WrongPassword`, `NotEnoughMemory`."""
        if self.cost is None:
            raise WrongPassword
        cipher = ChaCha20Poly1305(self.cost.derive(password, self.salt))
        try:
            return cipher.decrypt(_NO_NONCE, self.private, self._identity(shop))
        except InvalidTag:
            raise WrongPassword from None

    def _identity(self, shop: str) -> bytes:
        """What the password is bound to; the name and role may change without it, the rest may not."""
        cost = [self.cost.time, self.cost.memory, self.cost.lanes] if self.cost else []
        return json.dumps([shop, self.kind, self.id, self.public.hex(), cost, self.salt.hex()]).encode()

    def _bound(self, shop: str, epoch: int, salt: bytes) -> bytes:
        more = [epoch, salt.hex(), self.name, self.role, self.user]
        return self._identity(shop) + json.dumps(more).encode()


def user_slot(shop: str, name: str, role: str, password: str, cost: Argon2Cost, uid: str | None = None) -> Slot:
    """A new user's slot, not yet holding a data key: fresh key pair, private half sealed by `password`."""
    private = X25519PrivateKey.generate()
    bare = Slot(
        USER,
        uid or uuid.uuid4().hex,
        private.public_key().public_bytes_raw(),
        name=name,
        role=role,
        cost=cost,
        salt=secrets.token_bytes(16),
    )
    return _lock(shop, bare, private.private_bytes_raw(), password)


def with_password(shop: str, slot: Slot, private: bytes, password: str, cost: Argon2Cost) -> Slot:
    """`slot` with its private key sealed by a new password; the sealed data keys must be sealed again."""
    return _lock(shop, replace(slot, cost=cost, salt=secrets.token_bytes(16), keys={}), private, password)


def secret_slot(kind: str, slot_id: str, secret: bytes, user: str = "") -> Slot:
    """A recovery or device slot, whose key pair is made from `secret` (128 bits or more, so no Argon2)."""
    public = X25519PrivateKey.from_private_bytes(private_of(secret, kind)).public_key().public_bytes_raw()
    return Slot(kind, slot_id, public, user=user)


def private_of(secret: bytes, kind: str) -> bytes:
    """The private key that a recovery code's or a device's secret stands for."""
    return HKDF(SHA256(), 32, salt=None, info=b"taizhang slot:" + kind.encode()).derive(secret)


def public_of(private: bytes) -> bytes:
    """The public half of a private key."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def _lock(shop: str, slot: Slot, private: bytes, password: str) -> Slot:
    if slot.cost is None:
        raise ValueError("only a user's slot has a password")
    cipher = ChaCha20Poly1305(slot.cost.derive(password, slot.salt))
    return replace(slot, private=cipher.encrypt(_NO_NONCE, private, slot._identity(shop)))


def _seal_to(public: bytes, message: bytes, bound: bytes) -> bytes:
    once = X25519PrivateKey.generate()
    ours = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    return ours + _sealer(shared, ours + public).encrypt(_NO_NONCE, message, bound)


def _open_sealed(private: bytes, sealed: bytes, bound: bytes) -> bytes:
    key = X25519PrivateKey.from_private_bytes(private)
    theirs = sealed[:32]
    shared = key.exchange(X25519PublicKey.from_public_bytes(theirs))
    public = key.public_key().public_bytes_raw()
    return _sealer(shared, theirs + public).decrypt(_NO_NONCE, sealed[32:], bound)


def _sealer(shared: bytes, salt: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(HKDF(SHA256(), 32, salt=salt, info=b"taizhang seal").derive(shared))
