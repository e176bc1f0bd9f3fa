"""Inspecting what came back: of each item, how many go to stock, into quarantine, to the bin; photos beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QWidget

from app.core.amounts import amount_words
from app.core.errors import Invalid, UserError
from app.core.i18n import N_, Nn_, Text
from app.core.locale import Locale
from app.core.money import parse_amount
from app.models.declaration import Field
from app.models.kinds import LineText
from app.models.remedy_words import REFUNDS
from app.services.effects import EFFECTS
from app.services.remedy_moves import Found, inspecting
from app.services.transitions import perform
from app.store.uow import UnitOfWork
from app.ui.pages.ask import problem_words
from app.ui.pages.attachments import media_type, read_file
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData
from app.ui.runtime.fonts import font
from app.ui.widgets.banner import joined
from app.ui.widgets.build import button, label
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.drop import local_files
from app.ui.widgets.elided import Elided
from app.ui.widgets.form import Form

FIELDS = (Field("inspect_note", N_("Inspection found"), LineText()),)
PARTS = ("restocked", "held", "scrapped")
WORDS: tuple[Text, ...] = (N_("To stock"), N_("Quarantine"), N_("Scrap"))


class InspectDialog(Dialog):
    """Numbers of pieces per item; all go to stock at first. What is missing did not come back."""

    def __init__(self, desk: Desk, parent: QWidget, data: RecordData) -> None:
        super().__init__(desk.kit, parent, N_("Inspect {number}", number=data.title), icon="clipboard-check")
        self._desk, self._data = desk, data
        self.setMinimumWidth(680)
        self.setAcceptDrops(True)
        self.boxes: dict[tuple[int, str], QLineEdit] = {}
        self.refunds: dict[int, QLineEdit] = {}
        self.photos: list[Path] = []
        self._refunds = data.values["kind"] in REFUNDS
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setColumnStretch(0, 1)
        self.body.addLayout(self._grid)
        self._show_lines()
        self._files = button(desk.kit, N_("Add photos…"), self.choose, icon="camera", kind="link")
        self._said = label(desk.kit, "", size=12, tone="quiet", wrap=True)
        self.form = Form(desk.kit, desk.worker, desk.at, FIELDS)
        self._message = label(desk.kit, "", size=12, tone="red", wrap=True)
        self._message.hide()
        for part in (self.form, self._said, self._files, self._message):
            self.body.addWidget(part)
        self.body.setAlignment(self._files, Qt.AlignmentFlag.AlignLeft)
        self.verb = self.offer_open(N_("Inspected"), self.submit, kind="primary")
        self.offer(N_("Cancel"))
        self._say_photos()

    def submit(self) -> None:
        """Take what was found."""
        try:
            found = {line["id"]: self._found(line["id"]) for line in self._data.lines["lines"]}
            note = self.form.values()["inspect_note"]
        except Invalid:
            return
        except (ValueError, UserError):
            self._say(N_("Type whole numbers of pieces, and amounts like 12.50."))
            return
        remedy, files = self._data.id, tuple(self.photos)
        effects = {**EFFECTS, ("remedies", "inspect"): inspecting(found)}
        asked = {"inspect_note": note} if note else {}

        def work(uow: UnitOfWork) -> None:
            for path in files:
                uow.attach("remedies", remedy, path.name, media_type(path), read_file(path), uow.today)
            perform(uow, "remedies", remedy, "inspect", asked, effects=effects)

        self.verb.setEnabled(False)
        self._desk.change(work, lambda _: self._done(), self, self._failed)

    @property
    def typed(self) -> bool:
        """Whether numbers were typed or photos taken."""
        return (
            super().typed
            or bool(self.photos)
            or any(box.isModified() for box in (*self.boxes.values(), *self.refunds.values()))
        )

    def choose(self) -> None:
        """Let the person choose photos."""
        dialog = QFileDialog(self, self.kit.tr(N_("Add photos")))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda paths: self.add([Path(p) for p in paths]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def add(self, paths: Sequence[Path]) -> None:
        """Attach these with the inspection."""
        self.photos += [p for p in paths if p.is_file() and p not in self.photos]
        self._say_photos()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take photos."""
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dropped."""
        event.acceptProposedAction()
        self.add(local_files(event.mimeData()))

    def _show_lines(self) -> None:
        kit = self._desk.kit
        repair = self._data.values["kind"] == "repair"
        parts = {"held": N_("Came back")} if repair else dict(zip(PARTS, WORDS, strict=True))
        heads = (N_("Item"), N_("Asked for, pieces"), *parts.values(), *((N_("Refund"),) if self._refunds else ()))
        for column, words in enumerate(heads):
            head = label(kit, words, size=12, tone="quiet")
            head.setAlignment(Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(head, 0, column)
        for row, line in enumerate(self._data.lines["lines"], 1):
            name = " ".join(w for w in (line["title"], line["options"]) if w)
            self._grid.addWidget(Elided(kit, name, size=13, token="ink"), row, 0)
            asked = label(kit, f"{line['quantity']:,}", tabular=True)
            asked.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(asked, row, 1)
            for column, (part, words) in enumerate(parts.items(), 2):
                box = self._box(str(line["quantity"]) if column == 2 else "", f"{name} · {kit.tr(words)}")
                self.boxes[line["id"], part] = box
                self._grid.addWidget(box, row, column)
            if self._refunds:
                at = self._at()
                paid = amount_words(line["refund"], at.currency, home=at.home)
                self.refunds[line["id"]] = self._box(paid, f"{name} · {kit.tr(N_('Refund'))}", 100)
                self._grid.addWidget(self.refunds[line["id"]], row, 5)

    def _at(self) -> Locale:
        return self._desk.at().counting_in(self._data.values["currency"])

    def _box(self, text: str, name: str, width: int = 72) -> QLineEdit:
        box = QLineEdit(text)
        box.setFixedWidth(width)
        box.setFont(font(13, tabular=True))
        box.setAlignment(Qt.AlignmentFlag.AlignRight)
        box.setAccessibleName(name)
        return box

    def _found(self, line_id: int) -> Found:
        fit, held, scrapped = (self._pieces(line_id, part) for part in PARTS)
        stored = next(x for x in self._data.lines["lines"] if x["id"] == line_id)
        refund: int | None = None
        if line_id in self.refunds:
            typed = parse_amount(self.refunds[line_id].text(), self._at().currency)
            refund = typed if typed != stored["refund"] else None
        return Found(fit, held, scrapped, refund)

    def _pieces(self, line_id: int, part: str) -> int:
        box = self.boxes.get((line_id, part))
        return int(box.text().strip() or 0) if box is not None else 0

    def _say_photos(self) -> None:
        count = len(self.photos) + len(self._data.attached)
        words = Nn_("{n} file is attached.", "{n} files are attached.", count)
        none = N_("No photo is attached yet. Drop photos here: they prove what came back.")
        self.kit.say(self._said.setText, words if count else none)

    def _done(self) -> None:
        self.accept()
        self._desk.host.say(N_("{number} was inspected.", number=self._data.title))

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


def start_inspect(desk: Desk, parent: QWidget, data: RecordData) -> InspectDialog:
    """Open the dialog, the keyboard in the first number."""
    dialog = InspectDialog(desk, parent, data)
    dialog.open()
    first = next(iter(dialog.boxes.values()), None)
    if first is not None:
        first.setFocus(Qt.FocusReason.TabFocusReason)
    return dialog
