"""Several lists of lines one below the other: each shows its rows, and all of them scroll together."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPoint
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.pages.line_grid import LineGrid
from app.ui.runtime.calls import later
from app.ui.widgets.grid.view import GridView
from app.ui.widgets.scrolled import Scrolled

FEWEST, MOST = 2, 8
"""Rows that a list shows at least, and those beyond which it scrolls by itself."""
AROUND = 48
"""Pixels kept in sight around the cell that the keyboard is in."""


class GridColumn(Scrolled):
    """Side by side with a record's fields there is room for a few rows of each list; none is squeezed to nothing."""

    def __init__(self, grids: Iterable[LineGrid], spacing: int) -> None:
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(spacing)
        for grid in grids:
            box.addWidget(grid, 1)
        super().__init__(inside)
        self._inside = inside
        for grid in grids:
            view, model = grid.grid.view, grid.grid.model
            for changed in (model.rowsInserted, model.rowsRemoved, model.modelReset):
                changed.connect(later(self._fit_rows, view))
            view.selectionModel().currentChanged.connect(lambda at, _before, view=view: self._follow(view, at))
            self._fit_rows(view)

    def _fit_rows(self, view: GridView) -> None:
        view.show_rows(min(max(view.cells.rowCount(), FEWEST), MOST))

    def _follow(self, view: GridView, at: QModelIndex) -> None:
        if at.isValid() and view.hasFocus():
            place = view.viewport().mapTo(self._inside, view.visualRect(at).center())
            self.ensureVisible(0, QPoint(place).y(), 0, AROUND)
