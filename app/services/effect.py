"""What a move of a state may do beyond the state: the words in which every register's effects are written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from app.services.tables import Values
from app.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Done:
    """What a move did: further changes of the record, stock moves for the audit row, and what comes after.

    `lines` are whole lists of the record's lines as they are now, by name; rows with their `id` are kept.
    """

    changes: Values = field(default_factory=dict)
    moved: list[list[Any]] = field(default_factory=list)
    then: Callable[[], None] | None = None
    lines: dict[str, list[Values]] = field(default_factory=dict)


Effect = Callable[[UnitOfWork, Values, Values], Done]
"""(unit of work, record before the move, what the person was asked) → what was done. Refuses before it writes."""
