"""What an operating system refused, in the reader's language: its own words are English on most machines."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from types import MappingProxyType

from app.core.i18n import N_, Text

_WORDS: Mapping[int, Text] = MappingProxyType(
    {
        errno.ENOENT: N_("there is nothing of this name"),
        errno.ENOTDIR: N_("there is nothing of this name"),
        errno.EISDIR: N_("it is a folder"),
        errno.EACCES: N_("this computer's account may not do that"),
        errno.EPERM: N_("this computer's account may not do that"),
        errno.EBUSY: N_("another program uses it"),
        errno.EIO: N_("the disk is failing"),
        errno.ENAMETOOLONG: N_("the name is too long"),
    }
)


def why(problem: OSError) -> Text | str:
    """The reason, to be set into a sentence; what has no words here is said as the system says it."""
    return _WORDS.get(problem.errno or 0) or problem.strerror or type(problem).__name__
