"""What of an imported order was only a guess, so that the file which knows better may replace it.

A platform's order file may name the items without their SKUs, and its line file knows no totals or dates. Until the
other file comes, the order's `extras` say what stands in for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_FIELDS = "~guessed"
_LINES = "~lines"
_SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class Guesses:
    """`fields` hold stand-ins; `lines`: the lines were made from the order's summary."""

    fields: frozenset[str] = frozenset()
    lines: bool = False


NONE = Guesses()


def written(extras: Mapping[str, str], guesses: Guesses = NONE) -> str | None:
    """The `extras` of an order: the file's further columns and what was guessed, as JSON; None if there is nothing."""
    kept: dict[str, Any] = dict(extras)
    if guesses.fields:
        kept[_FIELDS] = sorted(guesses.fields)
    if guesses.lines:
        kept[_LINES] = _SUMMARY
    return json.dumps(kept, ensure_ascii=False) if kept else None


def read(extras: str | None) -> Guesses:
    """What of an order is a guess."""
    if not extras or '"~' not in extras:
        return NONE
    kept = json.loads(extras)
    return Guesses(frozenset(kept.get(_FIELDS, ())), kept.get(_LINES) == _SUMMARY)


def settled(extras: str | None, fields: Iterable[str], lines: bool, more: str | None = None) -> str | None:
    """The `extras` once these fields (and, if `lines`, the lines) are known, with the columns of the file that knew."""
    kept: dict[str, Any] = {**json.loads(more or "{}"), **json.loads(extras or "{}")}
    left = set(kept.pop(_FIELDS, ())) - set(fields)
    summary = kept.pop(_LINES, None) == _SUMMARY and not lines
    return written(kept, Guesses(frozenset(left), summary))
