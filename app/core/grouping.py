"""Commas in typed numbers: they part thousands and nothing else, so that nobody's decimal comma multiplies a number."""

from __future__ import annotations

import re

from app.core.errors import UserError
from app.core.i18n import N_

_GROUPED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:[,，]\d{3})+(?![\d,，])")
_SPACED = re.compile(r"(?<![\d.])[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?!\d)")
_TORN = re.compile(r"[\d.]\s+[\d.]")


class BadGrouping(UserError):
    """A comma, or a space, between figures that part no thousands."""


def ungrouped(text: str) -> str:
    """A typed number, or several, without thousands marks: `1,234.50` gives `1234.50`. Spaces elsewhere stay.

    A mark stands before exactly three digits, and before the point. Raises `BadGrouping` for any other comma (`12,50`
    would otherwise become 1250) and for a number that a space tears apart.
    """
    plain = _GROUPED.sub(lambda m: re.sub("[,，]", "", m[0]), text)
    if "," in plain or "，" in plain:
        raise BadGrouping(
            N_("“{text}”: a comma only parts thousands, as in 1,234.50.", text=text.strip()[:40]),
            None,
            N_("Write decimals with a point."),
        )
    plain = _SPACED.sub(lambda m: re.sub(r"\s", "", m[0]), plain)
    if _TORN.search(plain):
        raise BadGrouping(N_("“{text}”: a space stands inside the number.", text=text.strip()[:40]))
    return plain
