"""What follows for other records when one is voided: figures that counted it, what was asked because of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from app.services import complaint_remedies, complaint_repeats, customers, risks
from app.services.checklists import rectifying
from app.services.emergency import acknowledging
from app.services.tables import Values
from app.services.training import people
from app.store.uow import UnitOfWork


def _order(uow: UnitOfWork, order: Values) -> None:
    customers.refresh(uow, [order["customer_id"]])


def _measure(uow: UnitOfWork, measure: Values) -> None:
    risks.count_measures(uow, [measure["risk_id"]])


def _remedy(uow: UnitOfWork, remedy: Values) -> None:
    if remedy["complaint_id"] is not None:
        complaint_remedies.tell(uow, remedy["complaint_id"])


def _complaint(uow: UnitOfWork, complaint: Values) -> None:
    complaint_repeats.refresh(uow, [complaint])


def _person(uow: UnitOfWork, person: Values) -> None:
    people.staff_voided(uow, person)
    acknowledging.staff_left(uow, person["id"])


AFTER_VOID: Mapping[str, Callable[[UnitOfWork, Values], None]] = MappingProxyType(
    {
        "orders": _order,
        "remedies": _remedy,
        "complaints": _complaint,
        "risk_measures": _measure,
        "rectifications": rectifying.recount_repeats,
        "staff": _person,
        "courses": people.course_voided,
        "certificates": people.certificate_gone,
    }
)
"""Register → what follows when a record of it was voided; it is given the record as it was before."""
