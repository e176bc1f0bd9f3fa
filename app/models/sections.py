"""The groups of the navigation, in order."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.i18n import N_, Text


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of registers in the vertical tab bar."""

    key: str
    label: Text


SECTIONS: tuple[Section, ...] = (
    Section("operations", N_("Operations")),
    Section("stock", N_("Stock")),
    Section("compliance", N_("Compliance")),
    Section("people", N_("Customers · Finance")),
    Section("policy", N_("Policy")),
)
