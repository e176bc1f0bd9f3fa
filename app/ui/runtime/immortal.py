"""Constants that cannot run out of references.

PySide6 6.12.0 hands out `None` and `True` without taking a reference to them (measured: 200 calls, 200
references). Python 3.12 and later do not count references to such constants (PEP 683); Python 3.11 does, and ends
the program with "none_dealloc" or "bool_dealloc" at the last one. See docs/decisions/none-on-python-3.11.md.
"""

from __future__ import annotations

import sys

RESERVE = 1 << 48
"""More calls than a program can make in a lifetime."""


def keep_constants() -> None:
    """Give the constants a reserve that is never used up. Nothing to do on Python 3.12 and later."""
    if sys.version_info >= (3, 12):
        return
    from _ctypes import _SimpleCData  # `ctypes` around it would be a hundredth of the time to the first window

    class Count(_SimpleCData):  # type: ignore[type-arg]  # it takes no argument when it runs
        _type_ = "q"  # 64 bits, as all that PySide6 is built for

    for value in (None, True, False, NotImplemented, Ellipsis):
        if sys.getrefcount(value) < RESERVE // 2:
            # CPython's objects begin with their count of references.
            Count.from_address(id(value)).value += RESERVE
