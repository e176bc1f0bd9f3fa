"""Goods in quarantine: released into stock or thrown away, all at once or some of them; the rest stays held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.core.errors import FieldError, Invalid
from app.core.i18n import N_
from app.services import remedy_stock
from app.services.effect import Done, Effect
from app.services.tables import Values
from app.services.validate import line_field
from app.store.uow import UnitOfWork

_LINES = "lines"


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a line's pieces in quarantine: released into stock, thrown away; the rest stays held."""

    released: int = 0
    scrapped: int = 0


def ending(fates: Mapping[int, Fate] | None, *, scrap: bool = False) -> Effect:
    """The effect of ending a quarantine: what becomes of each line, by its id; None: all of it is released, or
    thrown away. While pieces stay held, the remedy's quarantine goes on.
    """

    def effect(uow: UnitOfWork, remedy: Values, asked: Values) -> Done:
        lines = uow.reader.lines("remedies", remedy["id"], _LINES)
        found = {x["id"]: _fate(x, fates, scrap) for x in lines}
        problems = [p for x in lines if (p := _too_many(x, found[x["id"]])) is not None]
        if fates is not None and not any(f.released or f.scrapped for f in found.values()):
            problems.append(FieldError(_LINES, N_("Say what becomes of the goods.")))
        if problems:
            raise Invalid(tuple(problems))
        moved = remedy_stock.restock(uow, remedy, lines, {i: f.released for i, f in found.items()})
        for line in lines:
            one = found[line["id"]]
            line["restocked"] += one.released
            line["scrapped"] += one.scrapped
            line["held"] -= one.released + one.scrapped
        changes: Values = {"held": "held", "held_at": None} if any(x["held"] for x in lines) else {}
        return Done(changes, moved, lines={_LINES: lines})

    return effect


def _fate(line: Values, fates: Mapping[int, Fate] | None, scrap: bool) -> Fate:
    if fates is not None:
        return fates.get(line["id"], Fate())
    return Fate(scrapped=line["held"]) if scrap else Fate(line["held"])


def _too_many(line: Values, one: Fate) -> FieldError | None:
    if min(one.released, one.scrapped) >= 0 and one.released + one.scrapped <= line["held"]:
        return None
    return FieldError(line_field(_LINES, line["position"], "held"), N_("{n} are in quarantine.", n=line["held"]))
