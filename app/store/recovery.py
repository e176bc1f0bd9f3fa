"""The recovery code: a printed key that opens the shop when every password is forgotten."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass

from app.store.errors import WrongRecoveryCode

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_LOOKALIKES = str.maketrans("OIL", "011")
_SYMBOLS = 26  # 130 bits
_CHECK_SYMBOLS = 4  # 20 bits: one mistyped code in a million passes
_GROUP = 5


@dataclass(frozen=True, slots=True, repr=False)
class RecoveryCode:
    """130 random bits as six groups of five symbols, the last four of which are a checksum.

    `text` is what is printed; `repr` hides it.
    """

    symbols: str

    def __repr__(self) -> str:
        return "RecoveryCode()"

    @classmethod
    def new(cls) -> RecoveryCode:
        """A fresh random code."""
        return cls("".join(secrets.choice(_ALPHABET) for _ in range(_SYMBOLS)))

    @classmethod
    def parse(cls, text: str) -> RecoveryCode:
        """Read a code as a person types it: any case, spaces or dashes, O for 0, I or L for 1, full width.

        Raises `WrongRecoveryCode(mistyped=True)` when the checksum or the length does not fit.
        """
        plain = unicodedata.normalize("NFKC", text).upper()
        typed = "".join(c for c in plain if c.isalnum()).translate(_LOOKALIKES)
        body, check = typed[:_SYMBOLS], typed[_SYMBOLS:]
        if len(typed) != _SYMBOLS + _CHECK_SYMBOLS or not set(typed) <= set(_ALPHABET) or _check(body) != check:
            raise WrongRecoveryCode(mistyped=True)
        return cls(body)

    @property
    def text(self) -> str:
        """The code as it is printed, in groups."""
        whole = self.symbols + _check(self.symbols)
        return "-".join(whole[at : at + _GROUP] for at in range(0, len(whole), _GROUP))

    def secret(self) -> bytes:
        """The secret that the recovery slot's key pair is made from."""
        return self.symbols.encode("ascii")


def short_id(seed: bytes) -> str:
    """Eight symbols (`K7QD-31XM`) by which people tell shops apart; drawn from `seed`, not secret."""
    symbols = _encode(hashlib.sha256(b"shop id:" + seed).digest(), 8)
    return f"{symbols[:4]}-{symbols[4:]}"


def _check(symbols: str) -> str:
    return _encode(hashlib.sha256(b"recovery code:" + symbols.encode()).digest(), _CHECK_SYMBOLS)


def _encode(digest: bytes, length: int) -> str:
    number = int.from_bytes(digest, "big")
    return "".join(_ALPHABET[(number >> (5 * place)) & 31] for place in range(length))
