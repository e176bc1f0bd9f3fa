"""The seal of a page: where the audit log stood when the page was logged, and the hash of what it shows.

What leaves the shop is logged first, with the SHA-256 of its content; then the sequence and the head of the
log after that entry are printed on it. Who later holds the paper can show that nothing up to that entry was
changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

_ROWS_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Seal:
    """Audit sequence and head (32 bytes) after the entry of this report, when it was made and by whom."""

    sequence: int
    head: bytes
    at: datetime
    by: str = ""

    @property
    def short(self) -> str:
        """The head's first ten bytes as people compare them: `9f3c 7a10 44be 02d1 c8e5`."""
        text = self.head.hex()[:20]
        return " ".join(text[i : i + 4] for i in range(0, len(text), 4))

    @property
    def spaced(self) -> str:
        """The sequence in groups of three: `48 211`."""
        return f"{self.sequence:,}".replace(",", " ")

    @property
    def code(self) -> str:
        """What the QR code holds: the program's mark, the sequence, the full head. Upper case packs
        tighter.
        """
        return f"TAIZHANG:{self.sequence}:{self.head.hex().upper()}"


class Fingerprint:
    """SHA-256 of a report's content: its heading, then each row as canonical JSON, one a line."""

    def __init__(self, *heading: object) -> None:
        self._hash = hashlib.sha256(_canonical(heading))
        self.rows = 0

    def watch(self, rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
        """Pass rows through, counting and hashing them."""
        waiting: list[bytes] = []
        for row in rows:
            waiting.append(_canonical(row))
            self.rows += 1
            if len(waiting) >= _ROWS_AT_ONCE:
                self._hash.update(b"".join(waiting))
                waiting.clear()
            yield row
        self._hash.update(b"".join(waiting))

    def hexdigest(self) -> str:
        """The hash so far, in hexadecimal."""
        return self._hash.hexdigest()


def fingerprint(*content: object) -> str:
    """The SHA-256, in hexadecimal, of a report that fits in memory."""
    return hashlib.sha256(_canonical(content)).hexdigest()


def _canonical(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str)
    return text.encode("utf-8", "surrogatepass") + b"\n"
