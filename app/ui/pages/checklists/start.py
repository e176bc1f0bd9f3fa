"""Starting a check: from a template, or going on with the one that was begun."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.core.i18n import N_, Nn_, Text
from app.services.checklists import running
from app.services.checklists.starting import Startable, startable
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData
from app.ui.pages.words import joined
from app.ui.runtime.calls import later
from app.ui.widgets.dialog import Dialog


def start_template(desk: Desk, parent: QWidget, template_id: int, planned_on: date | None = None) -> None:
    """Go on with a template's check that was begun, or begin one, and open the page on which it is filled in."""

    def go(unfinished: int | None) -> None:
        if unfinished is not None:
            desk.host.open_work("checks", unfinished)
        else:
            desk.change(
                lambda uow: running.start(uow, template_id, planned_on=planned_on),
                lambda new: desk.host.open_work("checks", new),
                parent,
            )

    desk.read(lambda reader: running.unfinished(reader, template_id), go, parent)


def start_expected(desk: Desk, parent: QWidget, data: RecordData) -> None:
    """Begin, or go on with, the check that an expected date waits for."""
    start_template(desk, parent, data.values["source_id"], data.values["expected_on"])


def go_on(desk: Desk, parent: QWidget, data: RecordData) -> None:
    """Go on filling in a check."""
    desk.host.open_work("checks", data.id)


def start_check(desk: Desk, parent: QWidget) -> None:
    """Ask which checklist, those first that are waited for."""

    def ask(found: list[Startable]) -> None:
        if found:
            ChooseDialog(desk, parent, found).start()
        else:
            desk.host.say(
                N_("There is no checklist with items yet."),
                N_("Go to the templates"),
                later(desk.host.open_page, "check_templates"),
            )

    desk.read(startable, ask, parent)


class ChooseDialog(Dialog):
    """The checklists in use; Enter or a double click begins."""

    def __init__(self, desk: Desk, parent: QWidget, found: Sequence[Startable]) -> None:
        super().__init__(desk.kit, parent, N_("Start a check"), icon="clipboard-check")
        self._desk, self._parent, self._found = desk, parent, found
        self.setMinimumWidth(560)
        self.list = QListWidget()
        self.list.setMinimumHeight(min(420, 54 * len(found) + 12))
        self.list.setWordWrap(True)
        desk.kit.say(self.list.setAccessibleName, N_("Checklists"))
        for one in found:
            item = QListWidgetItem(f"{one.name}\n{desk.kit.tr(self._more(one))}")
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _: self.submit())
        self.body.addWidget(self.list)
        self.offer_open(N_("Start"), self.submit, kind="primary")
        self.offer(N_("Cancel"))

    def start(self) -> None:
        """Show it, the keyboard in the list."""
        self.open()
        self.list.setFocus()

    def submit(self) -> None:
        """Begin the chosen one."""
        at = self.list.currentRow()
        if at >= 0:
            self.accept()
            one = self._found[at]
            start_template(self._desk, self._parent, one.id, one.expected_on)

    def _more(self, one: Startable) -> Text | str:
        today = self._desk.at().today
        parts: list[Text | str] = []
        if one.unfinished is not None:
            parts.append(N_("begun, not finished"))
        elif one.expected_on is not None and one.expected_on < today:
            parts.append(N_("was due on {day}", day=one.expected_on.isoformat()))
        elif one.expected_on == today:
            parts.append(N_("due today"))
        elif one.expected_on is not None:
            parts.append(N_("next on {day}", day=one.expected_on.isoformat()))
        if one.place:
            parts.append(one.place)
        parts.append(Nn_("{n} item", "{n} items", one.items))
        return joined(parts)
