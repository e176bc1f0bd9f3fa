"""The groups of the navigation, in order, and the families of registers that share one tab."""

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
    Section("compliance", N_("Compliance")),
    Section("stock", N_("Stock")),
    Section("people", N_("Customers · Finance")),
    Section("policy", N_("Policy")),
)


@dataclass(frozen=True, slots=True)
class Family:
    """Registers that belong to one piece of work and share one tab; the page's head leads from one to the next."""

    key: str
    label: Text
    icon: str
    section: str
    order: int


FAMILIES: tuple[Family, ...] = (
    Family("complaints", N_("Complaints"), "message-square-warning", "compliance", 10),
    Family("risks", N_("Risk register"), "shield-alert", "compliance", 20),
    Family("training", N_("Staff training"), "graduation-cap", "compliance", 30),
    Family("emergency", N_("Emergency plans"), "siren", "compliance", 40),
    Family("checklists", N_("Supervision checklists"), "clipboard-check", "compliance", 50),
    Family("duties", N_("Recurring duties"), "calendar-clock", "compliance", 60),
)


def family(key: str) -> Family | None:
    """The family of a key; None for the empty key. Raises `KeyError` for a key that is none."""
    if not key:
        return None
    for found in FAMILIES:
        if found.key == key:
            return found
    raise KeyError(key)
