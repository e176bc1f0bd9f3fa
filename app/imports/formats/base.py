"""What a platform's format is: a declaration, and how well a table's columns fit it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from app.core.i18n import Text
from app.imports.header import bare_key, header_key

States = Mapping[str, tuple[str | None, str | None]]
"""A platform's words for a state → (payment state, fulfilment state); None where the word does not say."""


def _no_states() -> States:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Column:
    """A field and the names its column has had. `combine` says what several such columns mean together.

    `first`: the first that is filled; `sum`: amounts that add up. `per_line` marks an order's amount that stands
    on every line with that line's share (`share`), is repeated on every line (`repeat`), or may be either (`auto`).
    """

    field: str
    names: tuple[str, ...]
    required: bool = False
    weight: float = 1.0
    combine: str = "first"
    per_line: str = "repeat"


def column(
    field_name: str, names: str, *, required: bool = False, combine: str = "first", per_line: str = "repeat"
) -> Column:
    """A `Column` whose names are written `a|b|c`. A required one weighs three times as much."""
    split = tuple(name.strip() for name in names.split("|"))
    return Column(field_name, split, required, 3.0 if required else 1.0, combine, per_line)


@dataclass(frozen=True)
class Format:
    """One kind of file of one platform.

    `kind`: orders, order_lines (belongs to orders of another file) or products. `whole_rows`: each row is a whole
    order, so a repeated number is the same order exported again. `joined`: one cell holds several items.
    `currency`, `zone`, `date_order`: what the platform always uses, else the shop's own.
    """

    name: str
    platform: str
    label: Text
    kind: str
    columns: tuple[Column, ...]
    states: States = field(default_factory=_no_states)
    whole_rows: bool = False
    joined: bool = False
    provisional_lines: bool = False
    currency: str | None = None
    zone: str | None = None
    date_order: str | None = None
    decimal_comma: bool = False
    default_state: tuple[str | None, str | None] = (None, None)
    forbidden: tuple[str, ...] = ()

    @cached_property
    def by_key(self) -> dict[str, Column]:
        """Columns by the comparison form of each of their names."""
        return {header_key(name): c for c in self.columns for name in c.names}

    def match(self, keys: Sequence[str]) -> dict[str, list[int]]:
        """Which columns of a table carry which field, in the order of the declaration's names."""
        found: dict[str, list[tuple[int, int]]] = {}
        taken: set[int] = set()
        for exact in (True, False):
            for at, key in enumerate(keys):
                wanted = self.by_key.get(key if exact else bare_key(key))
                if wanted is None or at in taken:
                    continue
                if not exact and wanted.field in found and wanted.combine == "first":
                    continue
                taken.add(at)
                found.setdefault(wanted.field, []).append((self._rank(wanted, key), at))
        return {name: [at for _, at in sorted(places)] for name, places in found.items()}

    def _rank(self, wanted: Column, key: str) -> int:
        same_field = [header_key(n) for c in self.columns if c.field == wanted.field for n in c.names]
        return same_field.index(key) if key in same_field else same_field.index(bare_key(key))

    def score(self, keys: Sequence[str]) -> float:
        """0 when a required column is missing, else how well table and format cover each other, up to 1."""
        found = self.match(keys)
        if any(c.required and c.field not in found for c in self.columns):
            return 0.0
        if any(header_key(name) in keys for name in self.forbidden):
            return 0.0
        real = [k for k in keys if len(k) > 1] or list(keys)
        covered = sum(len(places) for places in found.values()) / max(len(real), 1)
        weights = {c.field: c.weight for c in self.columns}
        held = sum(weights[name] for name in found) / sum(weights.values())
        return round(0.6 * min(covered, 1.0) + 0.4 * held, 4)
