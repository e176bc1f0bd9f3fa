"""What narrows the list beyond its chip: each condition as a token that can be taken off."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.core.i18n import N_, Text
from app.models.declaration import Register
from app.reports.viewwords import where_words
from app.ui.pages.desk import Desk
from app.ui.pages.listed import Listed
from app.ui.widgets.build import button
from app.ui.widgets.flow import FlowLayout


class FilterLine(QWidget):
    """Hidden while nothing narrows the list. `changed` gives the list without what was taken off."""

    changed = Signal(object)
    save_asked = Signal()

    def __init__(self, desk: Desk, register: Register) -> None:
        super().__init__()
        self._desk = desk
        self._register = register
        self._listed = Listed()
        self._flow = FlowLayout(self, spacing=6)
        desk.kit.language.changed.connect(self._draw)
        self.hide()

    def show_listed(self, listed: Listed) -> None:
        """Show what narrows this list."""
        if listed != self._listed:
            self._listed = listed
            self._draw()

    def _draw(self) -> None:
        self._flow.clear()
        listed, tokens = self._listed, []
        at = self._desk.at()
        if listed.period.key != "all":
            tokens.append(self._token(listed.period.words(), lambda: listed.changed(period=type(listed.period)())))
        for place, where in enumerate(listed.where):
            rest = listed.where[:place] + listed.where[place + 1 :]
            words = where_words(self._register, where, at)
            tokens.append(self._token(words, lambda rest=rest: listed.changed(where=rest)))  # type: ignore[misc]
        if listed.ids is not None:
            words_ids = N_("{n} chosen records", n=len(listed.ids))
            tokens.append(self._token(words_ids, lambda: listed.changed(ids=None)))
        if listed.voided:
            tokens.append(self._token(N_("with voided ones"), lambda: listed.changed(voided=False)))
        for token in tokens:
            self._flow.addWidget(token)
        if tokens:
            clear = button(self._desk.kit, N_("Clear all"), self._clear, kind="link")
            save = button(self._desk.kit, N_("Save this view…"), self.save_asked.emit, kind="link")
            self._flow.addWidget(clear)
            self._flow.addWidget(save)
        self.setVisible(bool(tokens))

    def _token(self, words: Text | str, rest: Callable[[], Listed]) -> QPushButton:
        made = button(self._desk.kit, N_("{words}", words=words), lambda: self.changed.emit(rest()), icon="x")
        made.setProperty("kind", "token")
        self._desk.kit.say(made.setToolTip, N_("Take this condition off"))
        return made

    def _clear(self) -> None:
        self.changed.emit(Listed(chip=self._listed.chip, sort=self._listed.sort, columns=self._listed.columns))
