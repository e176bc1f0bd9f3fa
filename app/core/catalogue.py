"""A compiled gettext catalogue, read one message at a time.

The standard reader turns every message into a dictionary before it says the first, which takes a fortieth of the time
in which the first window should stand, and more with each message that is added. The file lists its messages in
order, so that one is found by halving; what was found is kept.
"""

from __future__ import annotations

import struct
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
        magic, _, self._size, ids, self._words = _HEAD.unpack_from(data)
        if magic != _MAGIC:
            raise ValueError("no catalogue")
        self._data = data
        self._ids: tuple[int, ...] = struct.unpack_from(f"<{self._size * 2}I", data, ids)
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
        if not msgid or not self._size:  # "" is the file's head
            return None
        sought, data, places = msgid.encode(), self._data, self._ids
        low, high = 0, self._size - 1
        while low < high:  # written out: a page says hundreds of messages at once when the language changes
            middle = (low + high) // 2
            start = places[2 * middle + 1]
            if data[start : start + places[2 * middle]] < sought:
                low = middle + 1
            else:
                high = middle
        start = places[2 * low + 1]
        # The form for many follows the one for one after a zero, which stands before every letter.
        if data[start : start + places[2 * low]].partition(b"\0")[0] != sought:
            return None
        size, start = _PLACE.unpack_from(data, self._words + low * _PLACE.size)
        return data[start : start + size].decode()
