"""The shop's own settings, as a card of the settings page: what papers print, promises, levels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.declaration import Field
from app.services import settings
from app.store.reader import Reader
from app.ui.pages.desk import Desk
from app.ui.widgets.build import button, card, label, only_if
from app.ui.widgets.form import Form


class ShopSettings:
    """A form over the declared settings; the owner saves it, others read it. `saved` is called after each saving."""

    def __init__(self, desk: Desk, saved: Callable[[], object] = lambda: None) -> None:
        self._desk, self._saved = desk, saved
        may = desk.may("settings")
        fields = tuple(Field(s.key, s.label, s.kind, readonly=not may, help=s.help) for s in settings.SETTINGS)
        self.form = Form(desk.kit, desk.worker, desk.at, fields)
        self.save = button(desk.kit, N_("Save"), self.keep, icon="check")
        only_if(self.save, may)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.save)
        self.card: QFrame = card(label(desk.kit, N_("Shop"), size=15, weight=700), self.form, margin=20, spacing=12)
        box = self.card.layout()
        if isinstance(box, QVBoxLayout):
            box.addLayout(line)
        self.load()

    def load(self) -> None:
        """Read the settings."""

        def work(reader: Reader) -> dict[str, Any]:
            return {s.key: settings.get(reader, s) for s in settings.SETTINGS}

        self._desk.read(work, self.form.set_values, self.form)

    def keep(self) -> None:
        """Write what was changed."""
        try:
            changes = self.form.changes()
        except Invalid:
            return
        if not changes:
            return

        def done(_: object) -> None:
            self.load()
            self._saved()
            self._desk.host.say(N_("The settings were saved."))

        def failed(error: BaseException) -> None:
            if isinstance(error, Invalid):
                self.form.show_problems(error.problems)
            else:
                self._desk.host.fail(error)

        self._desk.change(lambda uow: settings.put(uow, changes), done, self.form, failed)
