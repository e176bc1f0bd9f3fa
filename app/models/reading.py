"""What an instrument says: a temperature, a pressure. Kept as whole thousandths, typed and said as a decimal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from app.core.errors import UserError
from app.core.grouping import ungrouped
from app.core.i18n import N_
from app.core.locale import Locale
from app.core.text import fold
from app.models.kinds import Align, Cell, Kind, Value

SCALE = 1000
"""A reading of 4.5 is kept as 4500."""


@dataclass(frozen=True, slots=True)
class Reading(Kind):
    """A measured number with at most three decimals, in thousandths."""

    width: int = 8
    align: Align = "right"

    def parse(self, text: str, at: Locale) -> Value:
        """Read `-18`, `4.5`, `1,200`. Raises `UserError` for what is none, or has more than three decimals."""
        plain = ungrouped(fold(text)).replace(" ", "").replace("−", "-").replace("–", "-")
        if not plain:
            return None
        if not re.fullmatch(r"[-+]?\d{1,9}(\.\d{1,3})?", plain):
            raise UserError(N_("“{text}” is not a number with at most three decimals.", text=text.strip()[:40]))
        return int(Decimal(plain) * SCALE)

    def say(self, value: Value, at: Locale) -> str:
        """`4.5`, without zeros that say nothing."""
        return said(value) if isinstance(value, int) else ""

    def cell(self, value: Value, at: Locale) -> Cell:
        """The exact decimal."""
        return Decimal(value) / SCALE if isinstance(value, int) else None


def said(thousandths: int) -> str:
    """A reading in figures: `-18`, `4.5`."""
    whole = f"{Decimal(thousandths) / SCALE:.3f}".rstrip("0").rstrip(".")
    return "0" if whole == "-0" else whole
