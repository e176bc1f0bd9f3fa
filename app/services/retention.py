"""How long a record is kept, as its register declares, and the words for it.

Nothing is ever deleted here: a voided record and a file that was taken off stay in the shop's file. So the clock
forbids nothing; it tells whoever is about to do either what paper will be asked for, and until when.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from app.core.dates import plus_years
from app.core.i18n import N_, Text
from app.models.declaration import Register
from app.services.transitions import holds


def kept_until(register: Register, record: Mapping[str, Any]) -> date | None:
    """The last day on which a record has to be at hand; `None` if nothing is declared or its clock has not begun.

    Counted in calendar years from the latest of the declared fields, once what it is about is over. What began on
    29 February ends on 1 March. An instant counts by its UTC day.
    """
    declared = register.retention
    if declared is None or (declared.once is not None and not holds(declared.once, record.get(declared.once.field))):
        return None
    begun = [d for d in map(record.get, declared.fields) if isinstance(d, date)]
    if not begun:
        return None
    day = max(d.date() if isinstance(d, datetime) else d for d in begun)
    return plus_years(day, declared.years)


def kept_words(register: Register, record: Mapping[str, Any], today: date) -> Text | None:
    """Until when a record is kept and by which rule; in the past tense once that is over. None without any rule."""
    if register.retention is None:
        return None
    until = kept_until(register, record)
    if until is None:
        return N_(
            "Kept as long as it is in use; its time begins afterwards. {source}.", source=register.retention.source
        )
    said = {"day": until.isoformat(), "source": register.retention.source}
    if until < today:
        return N_("Had to be kept until {day}. {source}.", **said)
    return N_("Kept until {day}. {source}.", **said)
