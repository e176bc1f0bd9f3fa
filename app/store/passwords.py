"""Passwords: how a typed one becomes a key (Argon2id), what it may cost, and which are refused."""

from __future__ import annotations

import itertools
import os
import sys
import unicodedata
from dataclasses import dataclass

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw

from app.core.i18n import N_
from app.core.paths import resources
from app.store.errors import NotEnoughMemory, WeakPassword

SHORTEST = 8
LONGEST = 256
MIB = 1024  # in KiB, the unit of Argon2
_MEMORY = (64 * MIB, 1024 * MIB)
_TIME = (1, 10)
_LANES = (1, 16)


@dataclass(frozen=True, slots=True)
class Argon2Cost:
    """What one try of a password costs: `time` passes over `memory` KiB by `lanes` threads.

    The bounds (64 MiB to 1 GiB, 1 to 10 passes) also hold for costs read from a file: less would be cheap to
    guess, more would stall the program. Raises `ValueError` outside them.
    """

    time: int = 3
    memory: int = 256 * MIB
    lanes: int = 4

    def __post_init__(self) -> None:
        for value, (low, high) in ((self.time, _TIME), (self.memory, _MEMORY), (self.lanes, _LANES)):
            if type(value) is not int or not low <= value <= high:
                raise ValueError("Argon2 cost out of range")

    @classmethod
    def smallest(cls) -> Argon2Cost:
        """The cheapest cost that is accepted."""
        return cls(_TIME[0], _MEMORY[0], 1)

    @classmethod
    def for_machine(cls) -> Argon2Cost:
        """256 MiB where the machine has at least 2 GiB, down to the minimum of 64 MiB on smaller ones."""
        memory = _machine_memory()
        share = 256 * MIB if memory is None else memory // 8
        size = 256 * MIB
        while size > share and size > _MEMORY[0]:
            size //= 2
        return cls(memory=size)

    def derive(self, password: str, salt: bytes) -> bytes:
        """The 32-byte key of `password`. Raises `NotEnoughMemory`."""
        try:
            return hash_secret_raw(
                normalise(password), salt, self.time, self.memory, self.lanes, 32, Type.ID, version=19
            )
        except (HashingError, MemoryError):
            raise NotEnoughMemory from None


def normalise(password: str) -> bytes:
    """The bytes of a password, the same from every keyboard: an input method's full-width １ is a 1."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


def check_password(password: str, *names: str) -> None:
    """Raise `WeakPassword` for a new password that is too short, too long, or among the first to be tried.

    `names` are the user's and the shop's, which are no passwords either.
    """
    plain = unicodedata.normalize("NFKC", password)
    folded = plain.casefold()
    if len(plain) < SHORTEST:
        raise WeakPassword(N_("A password needs at least {least} characters.", least=SHORTEST))
    if len(plain) > LONGEST:
        raise WeakPassword(N_("A password has at most {most} characters.", most=LONGEST))
    named = any(folded == unicodedata.normalize("NFKC", name).casefold().strip() for name in names)
    if named or folded in _silly() or _monotonous(folded):
        raise WeakPassword(
            N_("This password is one of the first that anybody would try."),
            todo=N_("Choose a longer one; a short sentence is easy to remember."),
        )


def _silly() -> frozenset[str]:
    lines = (resources() / "words" / "weak-passwords.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _monotonous(text: str) -> bool:
    """One character, or a pair, again and again; or a run such as 12345678, 87654321, abcdefgh."""
    if len(set(text)) <= 2:
        return True
    steps = {(ord(b) - ord(a)) for a, b in itertools.pairwise(text)}
    return steps in ({1}, {-1}) or text in "1234567890" * 3 or text in "0987654321" * 3


def _machine_memory() -> int | None:
    """The machine's memory in KiB, or `None` where the system does not say."""
    if sys.platform == "win32":
        import ctypes

        kib = ctypes.c_ulonglong()
        known = ctypes.windll.kernel32.GetPhysicallyInstalledSystemMemory(ctypes.byref(kib))
        return int(kib.value) if known else None
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1024
    except (ValueError, OSError):
        return None
