"""Photos of an invented shop: small pictures of a shelf that show no real place."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache

WIDE, HIGH = 64, 48
_WALL, _SHELF = (222, 219, 208), (134, 110, 84)
_BOXES = ((188, 152, 108), (166, 134, 96), (142, 160, 150), (196, 174, 132))


def picture(seed: int) -> bytes:
    """A PNG of a shelf with boxes, one of five."""
    return _drawn(seed % 5)


@lru_cache(maxsize=5)
def _drawn(seed: int) -> bytes:
    return png(WIDE, HIGH, b"".join(bytes(_colour(seed, x, y)) for y in range(HIGH) for x in range(WIDE)))


def png(wide: int, high: int, dots: bytes) -> bytes:
    """A PNG of so many dots, three bytes each (red, green, blue), row by row."""
    rows = b"".join(b"\x00" + dots[at : at + wide * 3] for at in range(0, wide * high * 3, wide * 3))
    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def _colour(seed: int, x: int, y: int) -> tuple[int, int, int]:
    level, within = divmod(y, 24)
    if within >= 21:
        return _SHELF
    box = (x // 16 * 7 + level * 5 + seed) % 11
    high = 8 + box % 4 * 3
    return _BOXES[box % 4] if box < 9 and within >= 21 - high and x % 16 not in (0, 15) else _WALL


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
