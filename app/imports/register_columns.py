"""Which columns of a table are which fields of a register, by its declaration alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.core.i18n import Translator
from app.imports.header import REASON_NAMES, bare_key, header_key
from app.models.declaration import Field, Register
from app.models.registry import Registry

_SPECIAL = ("orders", "products")
ENOUGH = 0.6
"""So much of a table's columns must be known for it to be taken for a register."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How a table fits a register: columns by field, and how much of the table they are (0 to 1)."""

    register: Register
    columns: Mapping[str, int]
    score: float


def importable(registry: Registry) -> list[Register]:
    """The registers that any table can be brought into by their declaration."""
    return [r for r in registry if r.importable and r.editable and r.creatable and r.name not in _SPECIAL]


def typed(register: Register) -> list[Field]:
    """The fields that a file may bring: those that are typed, and those of a new record that declare so."""
    return [f for f in register.fields if not f.readonly or f.brought]


def names_of(field: Field, translators: Sequence[Translator]) -> list[str]:
    """The headings under which a file may bring a field: its name, its labels in every language, its import names."""
    return [field.name, *(tr(field.label) for tr in translators), *field.import_names]


def fit(register: Register, headings: Sequence[str], translators: Sequence[Translator]) -> Fit:
    """How a table with these headings fits the register; the score is 0 where a needed field is missing."""
    keys = [header_key(h) for h in headings]
    found: dict[str, int] = {}
    for strict in (True, False):
        for f in typed(register):
            if f.name in found:
                continue
            words = {header_key(n) for n in names_of(f, translators)}
            for at, key in enumerate(keys):
                if at not in found.values() and key and (key if strict else bare_key(key)) in words:
                    found[f.name] = at
                    break
    needed = [f for f in typed(register) if f.required and f.default is None]
    _stand_in(found, [f for f in needed if f.name not in found], keys)
    if not found or any(f.name not in found for f in needed):
        return Fit(register, found, 0.0)
    real = [k for k in keys if k and k not in REASON_NAMES]
    return Fit(register, found, len(found) / max(len(real), 1))


def _stand_in(found: dict[str, int], missing: Sequence[Field], keys: Sequence[str]) -> None:
    """Give needed fields the columns that another field has taken and that may stand in for them."""
    for f in missing:
        words = {header_key(n) for n in f.stand_ins}
        place = next((at for at, key in enumerate(keys) if key in words), None)
        if place is not None:
            for name in [n for n, at in found.items() if at == place]:
                del found[name]
            found[f.name] = place


def best(registry: Registry, headings: Sequence[str], translators: Sequence[Translator]) -> Fit | None:
    """The register that a table fits best, if it fits any well enough: two columns or more, and most of them."""
    fits = [fit(r, headings, translators) for r in importable(registry)]
    good = [f for f in fits if f.score >= ENOUGH and len(f.columns) >= 2]
    return max(good, key=lambda f: (f.score, len(f.columns)), default=None)
