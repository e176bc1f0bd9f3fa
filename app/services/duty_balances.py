"""What verify reckons of recurring duties: how often each was done, done late and missed, by the ledger of dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from sqlalchemy import func, select

from app.core.i18n import N_, Text
from app.models.registers.duties import Duty
from app.models.registers.duty_dates import DutyDate
from app.services.remedy_balances import Imbalance
from app.services.tables import table
from app.store.reader import Reader

_STATES: Mapping[str, Text] = MappingProxyType(
    {"done": N_("done in time"), "late": N_("done late"), "missed": N_("missed")}
)


def duty_imbalances(reader: Reader) -> Iterator[Imbalance]:
    """The duties whose counts their dates do not explain."""
    d, t = table(Duty), table(DutyDate)
    for state, words in _STATES.items():
        counted = (
            select(t.c.duty_id.label("owner"), func.count().label("total"))
            .where(t.c.state == state, t.c.voided_at.is_(None))
            .group_by(t.c.duty_id)
            .subquery()
        )
        reckoned = func.coalesce(counted.c.total, 0)
        wrong = (
            select(d.c.label, d.c[state], reckoned)
            .outerjoin(counted, counted.c.owner == d.c.id)
            .where(d.c[state] != reckoned)
        )
        for name, kept, real in reader.connection.execute(wrong):
            yield Imbalance(words, name, kept, real)
