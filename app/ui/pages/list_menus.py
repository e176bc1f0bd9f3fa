"""What the tools above a list open: periods, conditions, saved views, columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from app.models.declaration import Where
from app.ui.pages.conditions import ask_condition
from app.ui.pages.periods import Period, period_menu
from app.ui.pages.saved_views import save_view, views_menu

if TYPE_CHECKING:
    from app.ui.pages.list_page import RecordList


class ListMenus:
    """The menus and small dialogs of one list; each ends in showing something else."""

    def __init__(self, shown: RecordList) -> None:
        self._list = shown

    def choose_period(self) -> QMenu:
        """Offer periods."""
        shown = self._list
        return self._drop(period_menu(shown.desk, shown, shown.listed.period, self._take_period), "period")

    def add_condition(self) -> None:
        """Ask for one more condition."""
        shown = self._list

        def take(where: Where) -> None:
            shown.show_listed(shown.listed.changed(where=(*shown.listed.where, where)))

        ask_condition(shown.desk, shown, shown.register, take)

    def choose_view(self) -> None:
        """Offer the saved views."""
        name = self._list.register.name
        self._list.desk.read(lambda reader: reader.saved_views(name), self._offer_views, self._list)

    def save_view(self) -> None:
        """Keep the list under a name."""
        shown = self._list
        save_view(shown.desk, shown, shown.register, shown.listed.changed(columns=shown.state.shown()))

    def choose_columns(self) -> QMenu:
        """Offer the columns."""
        return self._drop(self._list.table.columns.menu(), "columns")

    def _offer_views(self, saved: list[dict[str, Any]]) -> None:
        shown = self._list
        self._drop(views_menu(shown.desk, shown, shown.register, saved, shown.show_listed, self.save_view), "views")

    def _drop(self, menu: QMenu, name: str) -> QMenu:
        at = self._list.tools.buttons[name]
        menu.adjustSize()
        corner = at.mapToGlobal(QPoint(at.width() - menu.sizeHint().width(), at.height() + 2))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(corner)
        return menu

    def _take_period(self, period: Period) -> None:
        self._list.show_listed(self._list.listed.changed(period=period))
