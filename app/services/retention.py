"""How long a record is kept, as its register declares, and the words for it.

Nothing is ever deleted here: a voided record and a file that was taken off stay in the shop's file. So the clock
forbids nothing; it tells whoever is about to do either what paper will be asked for, and until when.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.core.i18n import N_, Text
from app.models.declaration import Register


def kept_until(register: Register, record: Mapping[str, Any]) -> date | None:
    """The last day on which a record has to be at hand; `None` if nothing is declared or its clock has not begun.

    Counted in calendar years from the declared field. What began on 29 February ends on 1 March. An instant counts by
    its UTC day.
    """
    declared = register.retention
    begun = record.get(declared.field) if declared is not None else None
    if declared is None or not isinstance(begun, date):
        return None
    day = begun.date() if isinstance(begun, datetime) else begun
    try:
        return day.replace(year=day.year + declared.years)
    except ValueError:
        return date(day.year + declared.years, 3, 1)


def kept_words(register: Register, record: Mapping[str, Any], today: date) -> Text | None:
    """Until when a record is kept and by which rule; in the past tense once that is over."""
    until = kept_until(register, record)
    if until is None or register.retention is None:
        return None
    said = {"day": until.isoformat(), "source": register.retention.source}
    if until < today:
        return N_("Had to be kept until {day}. {source}.", **said)
    return N_("Kept until {day}. {source}.", **said)
