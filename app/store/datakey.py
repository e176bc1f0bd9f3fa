"""The data key: what opens a shop's database, and from which every other key of the shop is derived."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
SALT_BYTES = 16


@dataclass(frozen=True, slots=True, repr=False)
class DataKey:
    """A shop's 32-byte database key, the 16-byte cipher salt that goes with it, and the key's epoch.

    The epoch starts at 1 and grows by one whenever the key is replaced. The value never shows in `repr`.
    """

    key: bytes
    salt: bytes
    epoch: int = 1

    def __post_init__(self) -> None:
        if len(self.key) != KEY_BYTES or len(self.salt) != SALT_BYTES or self.epoch < 1:
            raise ValueError("a data key has 32 bytes, a cipher salt 16, and epochs start at 1")

    def __repr__(self) -> str:
        return f"DataKey(epoch={self.epoch})"

    @classmethod
    def new(cls, epoch: int = 1, salt: bytes | None = None) -> DataKey:
        """A fresh random key; `salt` keeps the cipher salt of a database that is re-keyed in place."""
        return cls(secrets.token_bytes(KEY_BYTES), salt or secrets.token_bytes(SALT_BYTES), epoch)

    def pragma(self) -> str:
        """The value for `PRAGMA key` and `PRAGMA rekey`: `x'` + 96 hex digits + `'`.

        The length matters: SQLCipher silently takes any other length for a passphrase, and a key without its
        salt makes a torn first page fatal, since the salt would then live only in that page.
        """
        digits = self.key.hex() + self.salt.hex()
        if len(digits) != 96:
            raise ValueError("the raw key must have 96 hexadecimal digits")
        return f"x'{digits}'"

    def subkey(self, purpose: str) -> bytes:
        """A 32-byte key for one `purpose` (HKDF-SHA256): no two purposes share one, none reveals another.

        It changes with the data key: what must outlive a rotation keeps its own key inside the database.
        """
        hkdf = HKDF(SHA256(), KEY_BYTES, salt=self.salt, info=b"taizhang:" + purpose.encode())
        return hkdf.derive(self.key)
