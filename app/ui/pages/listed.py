"""What a list shows at the moment: everything that a saved view keeps, and the `View` that it comes to today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.models.declaration import Register, Where
from app.store.view import View
from app.ui.pages.conditions import decode, encode
from app.ui.pages.periods import ANY_TIME, Period


@dataclass(frozen=True, slots=True)
class Listed:
    """Filter, order and columns. `ids` is set where a figure was opened down to its records."""

    chip: str = ""
    search: str = ""
    where: tuple[Where, ...] = ()
    period: Period = ANY_TIME
    sort: str = ""
    columns: tuple[str, ...] = ()
    ids: tuple[int, ...] | None = None
    voided: bool = False

    def changed(self, **changes: Any) -> Listed:
        """The same with some parts replaced."""
        return replace(self, **changes)

    @property
    def filtered(self) -> bool:
        """Whether anything keeps records out."""
        return bool(self.chip or self.search.strip() or self.narrowed)

    @property
    def narrowed(self) -> bool:
        """Whether more than a chip and the search box keep records out, or let voided ones in."""
        return bool(self.where or self.period.key != "all" or self.ids is not None or self.voided)

    def view(self, register: Register, today: date) -> View:
        """The view as of today."""
        start, end = self.period.days(today)
        return View(
            register.name,
            self.where,
            self.chip,
            self.search,
            self.sort,
            self.columns,
            start,
            end,
            self.ids,
            self.voided,
        )

    @classmethod
    def of(cls, view: View) -> Listed:
        """What shows a view that another page asks for."""
        period = Period("own", view.start, view.end) if view.start or view.end else Period()
        return cls(view.chip, view.search, view.where, period, view.sort, view.columns, view.ids, view.voided)

    def spec(self) -> dict[str, Any]:
        """Plain JSON, for a saved view."""
        start, end = self.period.start, self.period.end
        return {
            "chip": self.chip,
            "search": self.search,
            "where": [encode(w) for w in self.where],
            "period": [self.period.key, start.isoformat() if start else "", end.isoformat() if end else ""],
            "sort": self.sort,
            "columns": list(self.columns),
            "voided": self.voided,
        }

    @classmethod
    def from_spec(cls, register: Register, spec: Mapping[str, Any]) -> Listed:
        """What a saved view shows; parts that the register does not know any more are left out."""
        chips = {c.name for c in register.chips}
        chip, sort = str(spec.get("chip", "")), str(spec.get("sort", ""))
        where = (decode(register, w) for w in spec.get("where", ()) if isinstance(w, dict))
        key, start, end = (*map(str, spec.get("period", ("all", "", ""))), "", "", "")[:3]
        return cls(
            chip=chip if chip in chips else "",
            search=str(spec.get("search", "")),
            where=tuple(w for w in where if w is not None),
            period=Period(key, date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None),
            sort=sort if register.has_field(sort.lstrip("-")) else "",
            columns=tuple(str(n) for n in spec.get("columns", ()) if register.has_field(str(n))),
            voided=spec.get("voided") is True,
        )
