"""One item of a check that is being filled in: its wording, its answer, and what is asked where it failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from app.core.i18n import N_, Text
from app.models.checklists import FAIL, JUDGE
from app.services.checklists.scoring import judged, lacking, needs_reason
from app.store.reader import Attached
from app.ui.pages.checklists.answering import KEYS, AnswerControl
from app.ui.pages.checklists.finding_fields import FindingFields
from app.ui.pages.checklists.photo_strip import PhotoStrip, pasted
from app.ui.pages.desk import Desk
from app.ui.pages.words import joined
from app.ui.widgets.build import icon_button, label, set_property

_STEPS: Mapping[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1}


class ItemRow(QFrame):
    """`typed` gives what was answered; `go` asks for the item before (-1) or after (1), 0 for this one."""

    typed = Signal(object, dict)
    go = Signal(object, int)
    photos_given = Signal(object, list)
    photo_dropped = Signal(object, int)
    shown = Signal()

    def __init__(self, desk: Desk, row: Mapping[str, Any]) -> None:
        super().__init__()
        self._desk = desk
        self.row: dict[str, Any] = dict(row)
        self.id: int = row["id"]
        self._noted = bool(row["note"])
        self.setProperty("item", True)
        self.setAcceptDrops(True)
        self.control = AnswerControl(desk.kit, row, desk.at)
        self.control.answered.connect(self._answered)
        self.control.entered.connect(self._entered)
        self.fields: FindingFields | None = None
        self.strip = PhotoStrip(desk)
        self.strip.dropped.connect(lambda photo: self.photo_dropped.emit(self, photo))
        self._lack = label(desk.kit, "", size=12, tone="red", wrap=True)
        self._lack.hide()
        self._lay_out()
        if self.control.editor is not None:
            self.setFocusProxy(self.control)
            self.control.editor.line.installEventFilter(self)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(row["text"])
        self.show_row(row)

    def _lay_out(self) -> None:
        desk, row = self._desk, self.row
        place = label(desk.kit, str(row["position"]), size=12, tone="quiet", tabular=True)
        place.setFixedWidth(24)
        place.setAlignment(Qt.AlignmentFlag.AlignRight)
        words = QVBoxLayout()
        words.setSpacing(2)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(label(desk.kit, row["text"], weight=500, wrap=True), 1)
        words.addLayout(top)
        if said := wording(row):
            words.addWidget(label(desk.kit, said, size=12, tone="quiet", wrap=True))
        self._camera = icon_button(
            desk.kit, "camera", N_("Add a photo (C); or drop or paste one here"), self.choose_photo
        )
        self._pencil = icon_button(desk.kit, "message-square-text", N_("Add a note (T)"), self.note)
        for made in (self._camera, self._pencil):
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        right = QHBoxLayout()
        right.setSpacing(4)
        right.addWidget(self.control, 1)
        right.addWidget(self._camera)
        right.addWidget(self._pencil)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 8, 10, 8)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 2)
        self._grid.addWidget(place, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addLayout(words, 0, 1)
        self._grid.addLayout(right, 0, 2, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self.strip, 2, 1, 1, 2)
        self._grid.addWidget(self._lack, 3, 1, 1, 2)

    def show_row(self, row: Mapping[str, Any]) -> None:
        """Show the item as it is stored."""
        self.row = dict(row)
        self._noted = self._noted or bool(row["note"])
        self.control.show_answer(row)
        if row["result"] == FAIL or self._noted or needs_reason(row):
            self._unfold()
        elif self.fields is not None:
            self.fields.hide()
        kind = self._desk.registry["checks"].lines[0].field("result").kind
        self.setAccessibleDescription(kind.say(row["result"], self._desk.at()))
        needs = bool(row["photo_needed"]) and not row["photos"]
        set_property(self._camera, "on", needs)
        self.say_lack(None)

    def show_photos(self, photos: Sequence[Attached]) -> None:
        """Show the item's photos."""
        self.strip.show_photos(photos)

    def say_lack(self, words: Text | None) -> None:
        """Say what this item still needs; None when nothing."""
        self._desk.kit.say(self._lack.setText, words or "")
        self._lack.setVisible(words is not None)

    def set_current(self, current: bool) -> None:
        """Mark the item that has the keyboard."""
        set_property(self, "current", current)

    def keep(self) -> None:
        """Send whatever is typed and was not sent yet."""
        self.control.keep()
        if self.fields is not None and not self.fields.isHidden():
            self.fields.keep()

    def note(self) -> None:
        """Open the note and put the keyboard there."""
        self._noted = True
        self._unfold().focus_note()

    def choose_photo(self) -> None:
        """Let the person choose photos."""
        dialog = QFileDialog(self, self._desk.kit.tr(N_("Choose photos")))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda paths: self.photos_given.emit(self, [Path(p) for p in paths]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def paste(self) -> bool:
        """Take an image or files from the clipboard; whether there were any."""
        given = pasted(QApplication.clipboard().mimeData(), self._desk.at().now.astimezone(self._desk.shop.tz))
        if given:
            self.photos_given.emit(self, given)
        return bool(given)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key answers and goes on; a failed item asks first."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.key() != Qt.Key.Key_V or not self.paste():
                super().keyPressEvent(event)
        elif event.key() in KEYS and self.row["kind"] == JUDGE:
            self.control.choose(KEYS[event.key()])
            if KEYS[event.key()] != FAIL and not self._wants_reason():
                self.go.emit(self, 1)
        elif event.key() in _STEPS:
            self.go.emit(self, _STEPS[event.key()])
        elif event.key() == Qt.Key.Key_T:
            self.note()
        elif event.key() == Qt.Key.Key_C:
            self.choose_photo()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the box that are the row's: up, down, and the paste of an image."""
        if event.type() == QEvent.Type.FocusIn:
            self.go.emit(self, 0)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.go.emit(self, _STEPS[event.key()])
                return True
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if control and event.key() == Qt.Key.Key_V and self.paste():
                return True
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell that it can take the keyboard."""
        super().showEvent(event)
        self.shown.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """This is the current item now."""
        super().focusInEvent(event)
        self.go.emit(self, 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click makes it the current item."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take photos."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dropped to this item."""
        event.acceptProposedAction()
        given = pasted(event.mimeData(), self._desk.at().now.astimezone(self._desk.shop.tz))
        if given:
            self.photos_given.emit(self, given)

    def _answered(self, typed: dict[str, Any]) -> None:
        before = self.row["result"]
        self.row |= typed
        self.row["result"] = judged(self.row, self.row)
        self.control.show_answer(self.row)
        self.typed.emit(self, typed)
        if (self.row["result"] == FAIL and before != FAIL) or self._wants_reason():
            self._unfold().focus_note()

    def _wants_reason(self) -> bool:
        return lacking(self.row) == "reason"

    def _entered(self) -> None:
        if self._wants_reason():
            self.note()
        elif self.row["result"] == FAIL and self.fields is not None and not self.row["note"]:
            self.fields.focus_note()  # what was read lies outside the limits: what was seen?
        else:
            self.go.emit(self, 1)

    def _unfold(self) -> FindingFields:
        fields = self.fields
        if fields is None:
            fields = self.fields = FindingFields(self._desk)
            fields.typed.connect(lambda typed: self.typed.emit(self, typed))
            fields.entered.connect(lambda: self.go.emit(self, 1))
            self._grid.addWidget(fields, 1, 1, 1, 2)
        fields.show_row(self.row)
        fields.show()
        return fields


def wording(row: Mapping[str, Any]) -> Text | str:
    """Standard, method and clause of an item on one line."""
    parts: list[Text | str] = []
    if row["critical"]:
        parts.append(N_("Critical"))
    if row["standard"]:
        parts.append(N_("Standard: {words}", words=row["standard"]))
    if row["method"]:
        parts.append(N_("How: {words}", words=row["method"]))
    if row["clause"]:
        parts.append(row["clause"])
    if row["photo_needed"]:
        parts.append(N_("Photo needed"))
    return joined(parts)
