"""True and False that cannot run out of references.

PySide6 6.12.0 gives back one reference to `True` too many in each `Signal.emit` (measured: 200 emits, 200
references). Python 3.12 and later do not count references to them (PEP 683); Python 3.11 starts with about 600
and ends the program with "bool_dealloc" at the last one.
"""

from __future__ import annotations

import ctypes
import sys

RESERVE = 1 << 48
"""More emits than a program can do in a lifetime."""


def keep_booleans() -> None:
    """Give both a reserve of references that is never used up. Nothing to do on Python 3.12 and later."""
    if sys.version_info >= (3, 12):
        return
    for value in (True, False):
        if sys.getrefcount(value) < RESERVE // 2:
            # CPython's objects begin with their count of references.
            ctypes.c_ssize_t.from_address(id(value)).value += RESERVE
