"""Where a list's columns stand: widths measured from what they hold, and the paper chosen to fit them.

In order: A4 upright, A4 across, A3 across, each with slightly smaller type before the next paper. What fits
on none is laid in two or more bands: each record then takes as many lines under one another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from app.models.kinds import Align, Choice, CodeText, Day, Integer, Kind, Moment, Phone, Tone, YesNo
from app.reports.pdf.fonts import MEDIUM, REGULAR, face
from app.reports.pdf.style import A3_LANDSCAPE, A4_LANDSCAPE, A4_PORTRAIT, MARGIN, Size

PAD = 5.0
"""Space on each side of a cell."""
_PAPERS: tuple[tuple[Size, tuple[float, ...]], ...] = (
    (A4_PORTRAIT, (8.5, 8.0)),
    (A4_LANDSCAPE, (8.5, 8.0, 7.5)),
    (A3_LANDSCAPE, (8.5, 8.0, 7.5, 7.0)),
)
_BAND_SIZE = 7.5
_WISH, _LEAST = 19.0, 8.0
"""Width that flexible text should have, and must have, in times the type size."""
_MOST_FIXED = 30.0


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column on paper. `fixed`: never wrapped (numbers, dates, codes). `tones` colours a cell by its
    words.
    """

    label: str
    align: Align = "left"
    fixed: bool = False
    strong: bool = False
    tones: Mapping[str, Tone] = field(default_factory=lambda: MappingProxyType({}))
    most_lines: int = 3
    """How many lines a value may take; 0: as many as it needs."""
    share: float = 1.0
    """How much of the spare width it takes, relative to the others."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A column in its place: which value of the row it shows, left edge and width in points."""

    column: GridColumn
    index: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Paper, type size and bands of columns."""

    paper: Size
    size: float
    bands: tuple[tuple[Placed, ...], ...]


def grid_column(label: str, kind: Kind, *, strong: bool = False, tones: Mapping[str, Tone] | None = None) -> GridColumn:
    """The column of a field kind."""
    fixed = isinstance(kind, CodeText | Integer | Day | Moment | Choice | YesNo | Phone)
    return GridColumn(label, kind.align, fixed, strong, MappingProxyType(dict(tones or {})))


def fit(columns: Sequence[GridColumn], sample: Sequence[Sequence[str]]) -> Layout:
    """The layout for columns of which `sample` shows typical rows (and the row of sums)."""
    for paper, sizes in _PAPERS:
        usable = paper[0] - 2 * MARGIN
        for size in sizes:
            widths = _placed_widths(columns, sample, size, usable)
            if widths is not None:
                return Layout(paper, size, (place(columns, widths, MARGIN),))
    return _banded(columns, sample)


def fit_within(
    columns: Sequence[GridColumn], sample: Sequence[Sequence[str]], left: float, usable: float, size: float
) -> tuple[Placed, ...]:
    """Columns for a given width, for tables inside a record's page: squeezed where they must be."""
    widths = _placed_widths(columns, sample, size, usable)
    if widths is None:  # the least that each needs first, then what is left to those whose words want it
        widths = _placed_widths(columns, sample, size, usable, _LEAST)
    if widths is None:
        needs = [min(n, usable / 2) for n in _needs(columns, sample, size, _LEAST)]
        widths = _spread(columns, _squeezed(columns, needs, usable, size), usable)
    return place(columns, widths, left)


def _squeezed(columns: Sequence[GridColumn], needs: Sequence[float], usable: float, size: float) -> list[float]:
    """Widths that fit: what goes beyond the longest word of a heading is cut first, so that none is broken."""
    words = [max((face(REGULAR).width(w, size - 0.5) for w in c.label.split()), default=0.0) for c in columns]
    floors = [min(need, word + 2 * PAD + 0.5) for need, word in zip(needs, words, strict=True)]
    spare = sum(needs) - sum(floors)
    if sum(needs) <= usable:
        return list(needs)
    if spare <= 0 or sum(floors) > usable:
        return [n * usable / sum(needs) for n in needs]
    give = (usable - sum(floors)) / spare
    return [floor + (need - floor) * give for floor, need in zip(floors, needs, strict=True)]


def crowded(columns: Sequence[GridColumn], sample: Sequence[Sequence[str]], usable: float, size: float) -> bool:
    """Whether a table would have to be squeezed to that width, so that words break and codes shrink."""
    return sum(_needs(columns, sample, size, _LEAST)) > usable


def place(columns: Sequence[GridColumn], widths: Sequence[float], left: float) -> tuple[Placed, ...]:
    """Columns side by side from `left`."""
    placed: list[Placed] = []
    x = left
    for i, (column, width) in enumerate(zip(columns, widths, strict=True)):
        placed.append(Placed(column, i, x, width))
        x += width
    return tuple(placed)


def naturals(columns: Sequence[GridColumn], sample: Sequence[Sequence[str]], size: float) -> list[float]:
    """The width at which each column shows heading and sample on one line, padding included."""
    wide: list[float] = []
    for i, c in enumerate(columns):
        shape = face(MEDIUM if c.strong else REGULAR)
        head = face(REGULAR).width(c.label, size - 0.5)
        longest = max((shape.width(row[i], size) for row in sample), default=0.0)
        wide.append(max(head, longest) + 2 * PAD + 0.5)
    return wide


def _needs(columns: Sequence[GridColumn], sample: Sequence[Sequence[str]], size: float, wish: float) -> list[float]:
    found = []
    for c, natural in zip(columns, naturals(columns, sample, size), strict=True):
        most = _MOST_FIXED if c.fixed else wish
        found.append(min(natural, most * size + 2 * PAD))
    return found


def _placed_widths(
    columns: Sequence[GridColumn],
    sample: Sequence[Sequence[str]],
    size: float,
    usable: float,
    wish: float = _WISH,
) -> list[float] | None:
    needs = _needs(columns, sample, size, wish)
    if sum(needs) > usable:
        return None
    wanted = naturals(columns, sample, size)
    lacking = [max(w - n, 0.0) for w, n in zip(wanted, needs, strict=True)]
    spare = usable - sum(needs)
    if sum(lacking) > 0:
        give = min(1.0, spare / sum(lacking))
        needs = [n + lack * give for n, lack in zip(needs, lacking, strict=True)]
    return _spread(columns, needs, usable)


def _spread(columns: Sequence[GridColumn], widths: list[float], usable: float) -> list[float]:
    """Share out what is left over, so that the table is as wide as the page."""
    spare = max(usable - sum(widths), 0.0)
    shares = [c.share * (0.6 if c.fixed else 1.0) for c in columns]
    whole = sum(shares) or 1.0
    return [w + spare * s / whole for w, s in zip(widths, shares, strict=True)]


def _banded(columns: Sequence[GridColumn], sample: Sequence[Sequence[str]]) -> Layout:
    usable = A3_LANDSCAPE[0] - 2 * MARGIN
    needs = _needs(columns, sample, _BAND_SIZE, _WISH)
    groups: list[list[int]] = [[]]
    used = 0.0
    for i, need in enumerate(needs):
        if groups[-1] and used + need > usable:
            groups.append([])
            used = 0.0
        groups[-1].append(i)
        used += need
    bands = []
    for group in groups:
        chosen = [columns[i] for i in group]
        widths = _spread(chosen, [min(needs[i], usable) for i in group], usable)
        placed = place(chosen, widths, MARGIN)
        bands.append(tuple(Placed(p.column, group[p.index], p.x, p.width) for p in placed))
    return Layout(A3_LANDSCAPE, _BAND_SIZE, tuple(bands))
