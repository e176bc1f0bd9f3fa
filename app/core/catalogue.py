"""A compiled gettext catalogue, read one message at a time.

The standard reader turns every message into a dictionary before it says the first, which takes a fortieth of the time
in which the first window should stand, and more with each message that is added. The file lists its messages in
order, so that one is found by halving; what was found is kept.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from pathlib import Path

_MAGIC = 0x950412DE
_HEAD = struct.Struct("<5I")
_PLACE = struct.Struct("<2I")


class Catalogue:
    """The messages of one language that has a single form for any number, as Chinese has."""

    def __init__(self, data: bytes) -> None:
        """Read the head of a little-endian `.mo` file. Raises `ValueError` if it is none."""
        if len(data) < _HEAD.size:
            raise ValueError("no catalogue")
        magic, _, self._size, self._ids, self._words = _HEAD.unpack_from(data)
        if magic != _MAGIC:
            raise ValueError("no catalogue")
        self._data = data
        self._found: dict[str, str | None] = {}

    @classmethod
    def load(cls, path: Path) -> Catalogue | None:
        """The catalogue in a file; `None` where there is none, as in a tree whose words were not compiled yet."""
        try:
            return cls(path.read_bytes())
        except FileNotFoundError:
            return None

    def find(self, msgid: str) -> str | None:
        """The translation of a message, or `None`. A message that counts is known by its form for one."""
        if msgid not in self._found:
            self._found[msgid] = self._look(msgid)
        return self._found[msgid]

    def _look(self, msgid: str) -> str | None:
        sought = msgid.encode()
        at = bisect_left(range(self._size), sought, key=self._id) if msgid else self._size  # "" is the file's head
        if at == self._size or self._id(at) != sought:
            return None
        return self._at(self._words, at).decode()

    def _id(self, at: int) -> bytes:
        return self._at(self._ids, at).partition(b"\0")[0]  # the form for many follows the one for one

    def _at(self, table: int, at: int) -> bytes:
        size, start = _PLACE.unpack_from(self._data, table + at * _PLACE.size)
        return self._data[start : start + size]
