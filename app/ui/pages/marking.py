"""Finding in the list the record that was opened or saved, and saying so where the list leaves it out."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.core.i18n import N_
from app.models.declaration import Register
from app.ui.pages.desk import Desk
from app.ui.pages.list_page import RecordList
from app.ui.pages.listed import Listed
from app.ui.runtime.calls import later


class Marking(QObject):
    """Marks records in one list. What was selected for something else stays so."""

    def __init__(self, desk: Desk, register: Register, records: RecordList) -> None:
        super().__init__(records)
        self._desk = desk
        self._register = register
        self._list = records
        self._saved_now: int | None = None
        """The record that is sought in the list because it was saved."""
        records.table.picker.sought.connect(self._sought)

    def opened(self, record_id: int) -> None:
        """Mark a record that was opened from elsewhere."""
        if self._free:
            self._list.mark(record_id)

    def saved(self, record_id: int) -> None:
        """Say that a record was saved, and mark it."""
        self._desk.host.say(N_("{register} was saved.", register=self._register.singular))
        if self._free:
            self._saved_now = record_id
            self._list.seek(record_id)

    @property
    def _free(self) -> bool:
        return self._list.table.picker.picked.count <= 1

    def _sought(self, record_id: int, listed: bool) -> None:
        saved, self._saved_now = self._saved_now == record_id, None
        if not listed:
            name = self._register.name
            self._desk.read(
                lambda r: r.record(name, record_id)["voided_at"] is not None,
                lambda voided: self._say_hidden(record_id, saved=saved, voided=voided),
                self,
                lambda _: None,  # a record that is gone is told by the panel
            )

    def _say_hidden(self, record_id: int, *, saved: bool, voided: bool) -> None:
        if saved:
            words = N_("{register} was saved. The list's filter hides it.", register=self._register.singular)
        elif voided:
            words = N_("The record is open, but the list leaves voided records out.")
        else:
            words = N_("The record is open, but the list's filter hides it.")
        if voided or self._list.listed.filtered:
            show = later(self._show_all, record_id, voided)
            self._desk.host.say(words, N_("Show all records"), show)

    def _show_all(self, record_id: int, voided: bool) -> None:
        self._list.show_listed(Listed(voided=voided))
        self._list.seek(record_id)
