"""Writing a checklist: the items in a grid whose words have room, and which scrolls sideways for the rest."""

from __future__ import annotations

from app.ui.pages.line_grid import LineGrid

_WIDTHS = {"section": 84, "text": 250, "standard": 210, "kind": 100, "low": 64, "high": 64, "unit": 52,
           "photo_needed": 64, "critical": 64, "weight": 56, "method": 150, "clause": 190, "measure": 210}  # fmt: skip
LARGEST_SHARE = 4
"""Of a very wide window the words of an item take at most so much more."""


class ItemGrid(LineGrid):
    """The grid of a template's items; what is left of a wide window goes to what is checked."""

    def _fit(self) -> None:
        view = self.grid.view
        metrics = view.horizontalHeader().fontMetrics()
        widths = [max(_WIDTHS[f.name], metrics.horizontalAdvance(self.desk.kit.tr(f.label)) + 20) for f in self.fields]
        spare = max(view.viewport().width() - sum(widths), 0)
        for at, (field, width) in enumerate(zip(self.fields, widths, strict=True), 1):
            wide = field.name == "text"
            view.setColumnWidth(at, min(width + spare, width * LARGEST_SHARE) if wide else width)
