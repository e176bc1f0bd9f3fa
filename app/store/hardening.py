"""Keeping keys and records out of files that the program does not write on purpose."""

from __future__ import annotations

import contextlib
import sys


def forbid_core_dumps() -> bool:
    """Tell the system to write no memory image if the program crashes; keys and records would be in it.

    Returns whether the system took it (Windows has no such limit and returns `False`).
    """
    if sys.platform == "win32":
        return False
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        return True
    return False
