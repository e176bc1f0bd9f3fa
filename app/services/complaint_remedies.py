"""What a complaint says of its remedies follows from them: what was paid back, and whether all was carried out."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select

from app.core.errors import FieldError, Invalid
from app.core.i18n import N_
from app.models.complaint_words import BOOKED, REMEDY_KINDS
from app.models.kinds import Choice
from app.models.registers.remedies import Remedy
from app.models.remedy_words import DEAD, PAID
from app.services.effect import Done, Effect
from app.services.tables import Values, table
from app.store.reader import Reader
from app.store.uow import UnitOfWork

_KINDS = Choice(options=REMEDY_KINDS)


@dataclass(frozen=True, slots=True)
class Given:
    """One remedy of a complaint that was not refused, withdrawn or reversed; amounts in minor units of `currency`."""

    kind: str
    status: str
    refund: int
    compensation: int
    currency: str

    @property
    def done(self) -> bool:
        """Whether money and parcels have gone out."""
        return self.status in PAID

    def counts_as(self, kind: str) -> bool:
        """Whether it is what a complaint's close says was given. A return pays back as a refund does."""
        if kind == "compensation":
            return self.compensation > 0
        return self.kind == kind or (kind == "refund" and self.kind == "return")


def given(reader: Reader, complaint_id: int) -> tuple[Given, ...]:
    """The remedies of a complaint that count for something."""
    t = table(Remedy)
    wanted = select(t.c.kind, t.c.status, t.c.refund_amount, t.c.compensation, t.c.currency).where(
        t.c.complaint_id == complaint_id, t.c.voided_at.is_(None), t.c.status.not_in(DEAD)
    )
    return tuple(
        Given(r.kind, r.status, r.refund_amount, r.compensation or 0, r.currency)
        for r in reader.connection.execute(wanted)
    )


def kind_on_record(reader: Reader, complaint_id: int) -> str | None:
    """The kind of remedy that a complaint's remedies come to; None where there is none.

    Of several kinds it is the one that did most for the customer: what brought goods back before what only paid.
    """
    found = {one.kind for one in given(reader, complaint_id)}
    return next((kind for kind in BOOKED if kind in found), None)


def refuse_unbooked(reader: Reader, complaint: Values) -> None:
    """Raise `Invalid` for a close that names a remedy which is booked by a record of its own, while there is none."""
    kind = complaint["remedy_kind"]
    if kind not in BOOKED or any(one.counts_as(kind) for one in given(reader, complaint["id"])):
        return
    option = _KINDS.option(kind)
    why = N_(
        "Not on record yet: {kind}. Open it from this complaint first.",
        kind=option.label if option is not None else kind,
    )
    raise Invalid((FieldError("remedy_kind", why),))


def refuse_typed(reader: Reader, complaint_id: int) -> None:
    """Raise `Invalid` where somebody types whether a remedy was carried out that remedies tell of themselves."""
    if given(reader, complaint_id):
        raise Invalid((FieldError("carried_out", N_("Its returns and remedies say so; settle those.")),))


def owing(status: str, carried_out: bool, live: bool) -> Values:
    """What is still to be done of a complaint in that state; `live`: remedies are on record that see to it."""
    undone = status == "closed" and not carried_out
    return {"undone": undone, "owed": undone and not live}


def followed(effect: Effect) -> Effect:
    """The effect of a remedy's move, after which its complaint is told."""

    def run(uow: UnitOfWork, remedy: Values, asked: Values) -> Done:
        done = effect(uow, remedy, asked)

        def then() -> None:
            if done.then is not None:
                done.then()
            if remedy["complaint_id"] is not None:
                tell(uow, remedy["complaint_id"], was_settled=remedy["status"] in PAID)

        return replace(done, then=then)

    return run


def tell(uow: UnitOfWork, complaint_id: int, *, was_settled: bool = False) -> None:
    """Write into a complaint what its remedies paid (refunds and compensation), and whether all of them are done.

    Remedies that were refused, withdrawn or reversed count for nothing. Without any other, only what came from one
    that `was_settled` until now is taken back: whether a remedy without a record was carried out is said by hand.
    All are of the complaint's order, and so in one currency.
    """
    complaint = uow.reader.record("complaints", complaint_id)
    live = given(uow.reader, complaint_id)
    if not live and not was_settled:
        uow.update("complaints", complaint_id, owing(complaint["status"], complaint["carried_out"], False))
        return
    paid = [one for one in live if one.done]
    done = bool(live) and len(paid) == len(live)
    changes: Values = {
        "currency": paid[0].currency if paid else None,
        "refunded": sum(one.refund + one.compensation for one in paid) or None,
        "carried_out": done,
        **owing(complaint["status"], done, bool(live)),
    }
    uow.update("complaints", complaint_id, changes, action="remedied")
