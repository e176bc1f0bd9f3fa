"""Who joins the shop is asked to read its plans, who leaves is not asked any more: put around what training does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.models.declaration import Register
from app.services.effect import Done, Effect
from app.services.emergency import acknowledging
from app.services.tables import Values
from app.store.uow import UnitOfWork

Saver = Callable[[UnitOfWork, Register, int | None, Values, dict[str, list[Values]] | None, int | None], int]


def asked_to_read(own: Saver) -> Saver:
    """A saver of staff that also asks a new person to read the plans in force."""

    def save(
        uow: UnitOfWork,
        register: Register,
        record_id: int | None,
        values: Values,
        lines: dict[str, list[Values]] | None,
        version: int | None,
    ) -> int:
        saved = own(uow, register, record_id, values, lines, version)
        if record_id is None:
            acknowledging.open_rows(uow)
        return saved

    return save


def with_reading(own: Mapping[tuple[str, str], Effect]) -> Mapping[tuple[str, str], Effect]:
    """The moves of staff, after which it is settled what they are asked to read."""

    def nothing(uow: UnitOfWork, person: Values, asked: Values) -> Done:
        return Done()

    def after(effect: Effect, then: Callable[[UnitOfWork, int], object]) -> Effect:
        def run(uow: UnitOfWork, person: Values, asked: Values) -> Done:
            done = effect(uow, person, asked)

            def both() -> None:
                if done.then is not None:
                    done.then()
                then(uow, person["id"])

            return replace(done, then=both)

        return run

    leave, rejoin = ("staff", "leave"), ("staff", "rejoin")
    return {
        leave: after(own.get(leave, nothing), acknowledging.staff_left),
        rejoin: after(own.get(rejoin, nothing), lambda uow, _: acknowledging.open_rows(uow)),
    }
