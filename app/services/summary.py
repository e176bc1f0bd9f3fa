"""An order's contents in one line, as lists show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

LONGEST = 240
"""Characters; beyond it the line ends in an ellipsis."""


def item_name(line: Mapping[str, Any]) -> str:
    """Title and specification, the latter only where the title does not hold it already."""
    title, options = str(line.get("title") or ""), str(line.get("options") or "")
    return f"{title} {options}" if options and options not in title else title


def left_to_send(line: Mapping[str, Any]) -> int:
    """Pieces of an order line that are still to leave: neither sent, called off nor cancelled with the rest."""
    gone = int(line["shipped"]) + int(line.get("called_off") or 0) + int(line.get("dropped") or 0)
    return int(line["quantity"]) - gone


def items_of(lines: Iterable[Mapping[str, Any]]) -> str:
    """`手工桂花酱 250g ×2；玄米茶 100g ×1`."""
    text = "；".join(f"{item_name(x)} ×{x['quantity']}" for x in lines)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
