"""What printed forms say, as plain data: made by `prepare`, drawn by `pdf`, hashed before it is printed."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.kinds import Align, Tone

Pair = tuple[str, str]
"""A label and its value, both in words."""


@dataclass(frozen=True, slots=True)
class Pill:
    """A state: its word and its tone."""

    word: str
    tone: Tone = "neutral"


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of labels and values."""

    title: str
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A heading of a small table. `fixed` columns are never wrapped; `tones` colour a cell by its words."""

    label: str
    align: Align = "left"
    fixed: bool = False
    tones: tuple[tuple[str, Tone], ...] = ()


@dataclass(frozen=True, slots=True)
class LineTable:
    """A table inside a page. `totals` is one more row, or empty."""

    title: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A record on paper. `kind` is what it is (Order), `name` which one (SO-2026-000123)."""

    shop: str
    kind: str
    name: str
    subtitle: str = ""
    pills: tuple[Pill, ...] = ()
    sections: tuple[Section, ...] = ()
    tables: tuple[LineTable, ...] = ()
    sums: tuple[Pair, ...] = ()
    """Set right under the first table."""
    total_at: int = -1
    """Which of the sums stands out."""
    notes: tuple[Pair, ...] = ()
    timeline: LineTable | None = None
    masked: tuple[str, ...] = ()
    """Labels of the fields whose personal part is hidden."""
    code: str = ""
    """Set as a bar code beside the title where it can be."""


@dataclass(frozen=True, slots=True)
class PickBatch:
    """Pieces to take from one batch; an empty code means goods that are not kept by batch."""

    code: str
    expiry: str
    pieces: int


@dataclass(frozen=True, slots=True)
class PickItem:
    """One article to fetch, for all orders of the list together."""

    sku: str
    barcode: str
    name: str
    options: str
    unit: str
    pieces: int
    missing: int
    """Pieces that the stock does not have."""
    batches: tuple[PickBatch, ...]
    orders: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PickGroup:
    """Articles that are fetched together."""

    title: str
    items: tuple[PickItem, ...]


@dataclass(frozen=True, slots=True)
class PickPage:
    """A pick list."""

    shop: str
    orders: int
    pieces: int
    groups: tuple[PickGroup, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One article in a parcel. `price` and `amount` are empty on a slip without prices."""

    sku: str
    title: str
    options: str
    pieces: int
    price: str = ""
    amount: str = ""


@dataclass(frozen=True, slots=True)
class SlipPage:
    """The slip of one parcel: parcel `part` of `parts` of its order."""

    shop: str
    shop_phone: str
    shop_address: str
    name: str
    order: str
    platform: str
    placed: str
    buyer: str
    phone: str
    address: str
    carrier: str
    waybill: str
    part: int
    parts: int
    lines: tuple[SlipLine, ...]
    note: str = ""
    total: str = ""
    masked: tuple[str, ...] = ()


Content = RecordPage | PickPage | SlipPage
