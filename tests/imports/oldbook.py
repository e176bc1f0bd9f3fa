"""The smallest old workbook (.xls): a compound file with one BIFF8 stream, since nothing here writes them."""

from __future__ import annotations

import struct
from collections.abc import Sequence

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR = 512


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _bof(kind: int) -> bytes:
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 1996, 0, 6))


def _cells(rows: Sequence[Sequence[str | float]]) -> bytes:
    out = _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if isinstance(cell, str):
                text = cell.encode("utf-16-le")
                out += _record(0x0204, struct.pack("<HHHHB", r, c, 15, len(text) // 2, 1) + text)
            else:
                out += _record(0x0203, struct.pack("<HHHd", r, c, 15, float(cell)))
    return out


def _stream(rows: Sequence[Sequence[str | float]]) -> bytes:
    name = b"Sheet1"
    formats = b"".join(_record(0x00E0, struct.pack("<HHHHHIIH", 0, 0, 1, 0, 0, 0, 0, 0)) for _ in range(16))
    head = _bof(0x0005) + _record(0x0042, struct.pack("<H", 1200)) + formats
    sheet_at = len(head) + 4 + 8 + len(name) + 4
    head += _record(0x0085, struct.pack("<IBBBB", sheet_at, 0, 0, len(name), 0) + name) + _record(0x000A, b"")
    data = head + _bof(0x0010) + _cells(rows) + _record(0x000A, b"")
    return data.ljust(max(4096, -(-len(data) // _SECTOR) * _SECTOR), b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    head = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw) if name else 0, kind, 1)
    return head + struct.pack("<III", _FREE, _FREE, child) + b"\0" * 36 + struct.pack("<IQ", start, size)


def old_workbook(rows: Sequence[Sequence[str | float]]) -> bytes:
    """The bytes of an .xls file with these rows on one sheet."""
    stream = _stream(rows)
    count = len(stream) // _SECTOR
    fat = [_FAT, _END, *range(3, 2 + count), _END]
    assert len(fat) <= 128
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<109I", 0, *[_FREE] * 108)
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, len(stream))
    directory += (b"\0" * 66 + b"\0" * 2 + struct.pack("<III", _FREE, _FREE, _FREE) + b"\0" * 48) * 2
    return header + struct.pack("<128I", *fat, *[_FREE] * (128 - len(fat))) + directory + stream
