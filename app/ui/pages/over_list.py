"""What comes over a list and leaves it again: the form of a record with lines, the page on which a record is worked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.models.declaration import Register
from app.ui.pages.desk import Desk
from app.ui.pages.form_page import FormPage
from app.ui.pages.specials import special
from app.ui.pages.work_page import WorkPage


class OverList(QWidget):
    """The list's part of a page, with at most one form and one work page over it.

    `turned`: another of them is shown. `saved` and `worked` give a record's id, when the list is back.
    `back`: the list is back.
    """

    turned = Signal()
    back = Signal()
    saved = Signal(int)
    worked = Signal(int)

    def __init__(self, desk: Desk, register: Register, top: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self._register = register
        self._top = top
        self._form: FormPage | None = None
        self._work: WorkPage | None = None
        self._stack = QStackedLayout(self)
        self._stack.addWidget(top)
        self._stack.currentChanged.connect(lambda _: self.turned.emit())

    @property
    def on_list(self) -> bool:
        """Whether the list is shown, and nothing over it."""
        return self._stack.currentWidget() is self._top

    @property
    def form(self) -> FormPage | None:
        """The form that is open over the list, if one is."""
        return self._form if self._form is not None and self._stack.currentWidget() is self._form else None

    @property
    def work(self) -> WorkPage | None:
        """The page on which a record is worked, if there is one."""
        return self._work

    def show_list(self) -> None:
        """Bring the list to the front; a form stays where it is, behind it."""
        self._stack.setCurrentWidget(self._top)

    def open_form(self) -> FormPage:
        """The form, in front."""
        if self._form is None:
            self._form = FormPage(self._desk, self._register)
            self._form.saved.connect(self._saved)
            self._form.left.connect(self._left_form)
            self._stack.addWidget(self._form)
        self._stack.setCurrentWidget(self._form)
        return self._form

    def open_work(self, record_id: int) -> bool:
        """Open the page on which this register's records are worked; False where it has none."""
        make = special(self._register.name).work
        if make is None or not self._desk.may("write"):
            return False
        if self._work is None or self._work.record_id != record_id:
            self._left_work()
            self._work = make(self._desk, record_id)
            self._work.left.connect(self._worked)
            self._stack.addWidget(self._work)
        self._stack.setCurrentWidget(self._work)
        return True

    def keep(self) -> None:
        """Keep what was typed."""
        if self._form is not None:
            self._form.form.keep_draft()
        if self._work is not None:
            self._work.keep()

    def _saved(self, record_id: int) -> None:
        self._left_form()
        self.saved.emit(record_id)

    def _worked(self, record_id: int) -> None:
        self._left_work()
        self.worked.emit(record_id)

    def _left_form(self) -> None:
        form, self._form = self._form, None
        self._leave(form)

    def _left_work(self) -> None:
        work, self._work = self._work, None
        self._leave(work)

    def _leave(self, page: QWidget | None) -> None:
        self.show_list()
        self.back.emit()
        if page is not None:
            self._stack.removeWidget(page)
            page.hide()
            page.deleteLater()
