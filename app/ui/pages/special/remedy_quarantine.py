"""Ending a quarantine: how many pieces of each item go to stock and how many to the bin; the rest stays where it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from app.core.errors import Invalid, UserError
from app.core.i18n import N_, Text
from app.services.effects import EFFECTS
from app.services.remedy_held import Fate, ending
from app.services.transitions import perform
from app.ui.pages.ask import problem_words
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData
from app.ui.runtime.fonts import font
from app.ui.widgets.banner import joined
from app.ui.widgets.build import label
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.elided import Elided
from app.ui.widgets.form import Form

PARTS: tuple[tuple[str, Text], ...] = (("release", N_("To stock")), ("scrap", N_("Scrap")))


class QuarantineDialog(Dialog):
    """Numbers of pieces per item; all go the way of the move that was chosen until another number is typed."""

    def __init__(self, desk: Desk, parent: QWidget, data: RecordData, way: str) -> None:
        super().__init__(desk.kit, parent, N_("Quarantine of {number}", number=data.title), icon="package-open")
        self._desk, self._data = desk, data
        self.setMinimumWidth(560)
        self.boxes: dict[tuple[int, str], QLineEdit] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setColumnStretch(0, 1)
        self.body.addLayout(self._grid)
        self._show_lines(way)
        move = data.register.transition(way)
        self.form = Form(desk.kit, desk.worker, desk.at, move.asks)
        self._message = label(desk.kit, "", size=12, tone="red", wrap=True)
        self._message.hide()
        self.body.addWidget(self.form)
        self.body.addWidget(self._message)
        self.verb = self.offer_open(N_("Deal with them"), self.submit, kind="primary")
        self.offer(N_("Cancel"))

    def submit(self) -> None:
        """Take what was typed."""
        try:
            fates = {line["id"]: Fate(self._pieces(line["id"], "release"), self._pieces(line["id"], "scrap"))
                     for line in self._data.lines["lines"] if line["held"]}  # fmt: skip
            asked = self.form.values()
        except Invalid:
            return
        except ValueError:
            self._say(N_("Type whole numbers of pieces."))
            return
        name = "release" if any(f.released for f in fates.values()) else "scrap"
        effects = {**EFFECTS, ("remedies", name): ending(fates)}
        remedy = self._data.id
        self.verb.setEnabled(False)
        self._desk.change(
            lambda uow: perform(uow, "remedies", remedy, name, asked, effects=effects),
            lambda _: self.accept(),
            self,
            self._failed,
        )

    @property
    def typed(self) -> bool:
        """Whether numbers or words were typed."""
        return super().typed or any(box.isModified() for box in self.boxes.values())

    def _show_lines(self, way: str) -> None:
        kit = self._desk.kit
        for column, words in enumerate((N_("Item"), N_("Quarantined"), *(words for _, words in PARTS))):
            head = label(kit, words, size=12, tone="quiet")
            head.setAlignment(Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(head, 0, column)
        for row, line in enumerate((x for x in self._data.lines["lines"] if x["held"]), 1):
            name = " ".join(w for w in (line["title"], line["options"]) if w)
            self._grid.addWidget(Elided(kit, name, size=13, token="ink"), row, 0)
            held = label(kit, f"{line['held']:,}", tabular=True)
            held.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(held, row, 1)
            for column, (part, words) in enumerate(PARTS, 2):
                box = QLineEdit(str(line["held"]) if part == way else "")
                box.setFixedWidth(72)
                box.setFont(font(13, tabular=True))
                box.setAlignment(Qt.AlignmentFlag.AlignRight)
                box.setAccessibleName(f"{name} · {kit.tr(words)}")
                self.boxes[line["id"], part] = box
                self._grid.addWidget(box, row, column)

    def _pieces(self, line_id: int, part: str) -> int:
        return int(self.boxes[line_id, part].text().strip() or 0)

    def _failed(self, error: BaseException) -> None:
        self.verb.setEnabled(True)
        if isinstance(error, UserError):
            self._say(problem_words(error.problems) if isinstance(error, Invalid) else joined(error.parts()))
        else:
            self.accept()
            self._desk.host.fail(error)

    def _say(self, words: Text | str) -> None:
        self.kit.say(self._message.setText, words)
        self._message.show()


def start_release(desk: Desk, parent: QWidget, data: RecordData) -> QuarantineDialog:
    """Open the dialog, all pieces on their way to stock."""
    return _open(desk, parent, data, "release")


def start_scrap(desk: Desk, parent: QWidget, data: RecordData) -> QuarantineDialog:
    """Open the dialog, all pieces on their way to the bin."""
    return _open(desk, parent, data, "scrap")


def _open(desk: Desk, parent: QWidget, data: RecordData, way: str) -> QuarantineDialog:
    dialog = QuarantineDialog(desk, parent, data, way)
    dialog.open()
    dialog.form.focus_first()
    return dialog
