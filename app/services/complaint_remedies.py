"""What a complaint says of its remedies follows from them: what was paid back, and whether all was carried out."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from app.models.registers.remedies import Remedy
from app.models.remedy_words import DEAD, PAID
from app.services.effect import Done, Effect
from app.services.tables import Values, table
from app.store.uow import UnitOfWork


def followed(effect: Effect) -> Effect:
    """The effect of a remedy's move, after which its complaint is told."""

    def run(uow: UnitOfWork, remedy: Values, asked: Values) -> Done:
        done = effect(uow, remedy, asked)

        def then() -> None:
            if done.then is not None:
                done.then()
            if remedy["complaint_id"] is not None:
                tell(uow, remedy["complaint_id"])

        return replace(done, then=then)

    return run


def tell(uow: UnitOfWork, complaint_id: int) -> None:
    """Write into a complaint what its remedies paid (refunds and compensation), and whether all of them are done.

    Remedies that were refused, withdrawn or reversed count for nothing. Without any other, nothing is written: what was
    typed by hand stays.
    """
    t = table(Remedy)
    wanted = select(t.c.status, t.c.refund_amount, t.c.compensation).where(
        t.c.complaint_id == complaint_id, t.c.voided_at.is_(None)
    )
    rows = uow.connection.execute(wanted).all()
    live = [r for r in rows if r.status not in DEAD]
    complaint = uow.reader.record("complaints", complaint_id)
    if not rows or (not live and not complaint["refunded"]):
        return
    paid = [r for r in live if r.status in PAID]
    done = bool(live) and len(paid) == len(live)
    changes: Values = {
        "refunded": sum(r.refund_amount + (r.compensation or 0) for r in paid) or None,
        "carried_out": done,
        "undone": complaint["status"] == "closed" and not done,
    }
    uow.update("complaints", complaint_id, changes, action="remedied")
