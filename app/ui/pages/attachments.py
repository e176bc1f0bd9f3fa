"""Files attached to a record: dropped or chosen, with the date that they are evidence of; opened, taken off."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.core.errors import UserError
from app.core.i18n import N_, Nn_, Text, listed
from app.core.paths import documents_dir
from app.models.declaration import Field
from app.models.kinds import Choice, Day, Option, Value
from app.services.attaching import KINDS, attach, detach, retell
from app.services.retention import kept_words
from app.store.atomic import named_errors
from app.store.extras import LARGEST_ATTACHMENT
from app.store.reader import Attached, Reader
from app.store.uow import UnitOfWork
from app.ui.pages.ask import AskDialog
from app.ui.pages.desk import Desk
from app.ui.pages.opened import safe_name, shows
from app.ui.pages.record_data import RecordData
from app.ui.pages.words import size_words
from app.ui.runtime.calls import later
from app.ui.widgets.build import button, icon_button, label
from app.ui.widgets.dialog import confirm
from app.ui.widgets.drop import local_files
from app.ui.widgets.elided import Elided


class Attachments(QWidget):
    """The list, and a button to add files. Takes files that are dropped on it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._data: RecordData | None = None
        self.setAcceptDrops(desk.may("write"))
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        top = QHBoxLayout()
        top.addWidget(label(desk.kit, N_("Attachments"), weight=700))
        top.addStretch(1)
        if desk.may("write"):
            top.addWidget(button(desk.kit, N_("Attach…"), self.choose, icon="paperclip", kind="link"))
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 8, 0, 0)
        lay.setSpacing(4)
        lay.addLayout(top)
        lay.addLayout(self._list)
        self._none = label(desk.kit, N_("Drop files on this panel to attach them."), size=12, tone="quiet", wrap=True)
        lay.addWidget(self._none)

    def show_record(self, data: RecordData) -> None:
        """Show the record's files."""
        self._data = data
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for attached in data.attached:
            self._list.addWidget(self._row(attached))
        self._none.setVisible(not data.attached and self._desk.may("write"))
        self.setVisible(bool(data.attached) or self._desk.may("write"))

    def choose(self) -> None:
        """Let the person choose files."""
        dialog = QFileDialog(self, self._desk.kit.tr(N_("Attach files")))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda paths: self.ask([Path(p) for p in paths]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask(self, paths: Sequence[Path]) -> AskDialog | None:
        """Ask for the date that the files are evidence of, then attach them."""
        data = self._data
        files = [p for p in paths if p.is_file()]
        if data is None or not files:
            return None
        names = listed([*(p.name for p in files[:4]), *(["…"] if len(files) > 4 else [])])

        def run(values: dict[str, Value]) -> None:
            day = values["evidence_date"]
            self._attach(data, files, day if isinstance(day, date) else None, str(values.get("kind") or ""), dialog)

        dialog = AskDialog(
            self._desk,
            self,
            Nn_("Attach {n} file", "Attach {n} files", len(files)),
            self._asked(),
            N_("Attach"),
            run,
            icon="paperclip",
            sentences=(names,),
            values={"evidence_date": self._desk.at().today},
        )
        dialog.start()
        return dialog

    def correct(self, attached: Attached) -> AskDialog | None:
        """Ask what a file is and which day it is evidence of, as it was said when it was attached."""
        data = self._data
        if data is None:
            return None

        def run(values: dict[str, Value]) -> None:
            day, kind = values["evidence_date"], str(values.get("kind") or "")
            evidence = day if isinstance(day, date) else None

            def work(uow: UnitOfWork) -> None:
                retell(uow, data.register.name, data.id, attached.id, kind, evidence)

            self._desk.change(work, lambda _: dialog.accept(), self, dialog.fail)

        dialog = AskDialog(
            self._desk,
            self,
            N_("Correct what “{name}” is", name=attached.name),
            self._asked(),
            N_("Save"),
            run,
            icon="pencil",
            sentences=(N_("The log keeps what was said before."),),
            values={"kind": attached.kind or None, "evidence_date": attached.evidence_date},
        )
        dialog.start()
        return dialog

    def _asked(self) -> tuple[Field, ...]:
        kinds = self._kinds()
        day = Field("evidence_date", N_("Date of the evidence"), Day(), help=N_("The day that the paper shows."))
        if not kinds:
            return (day,)
        return (Field("kind", N_("What it is"), Choice(width=18, options=kinds), required=True), day)

    def open(self, attached: Attached) -> None:
        """Show a file in the program that this desktop uses for it, from a copy that is removed again.

        What the desktop might run instead of showing it is not opened: it can be saved and looked at elsewhere.
        """
        if not shows(attached.name):
            problem = UserError(
                N_("“{name}” may be a program, so it is not opened from here.", name=attached.name),
                None,
                N_("Save a copy if you trust where it came from."),
            )
            self._desk.host.fail(problem)
            return

        def show(data: bytes) -> None:
            self._desk.opened.open(attached.name, data)

        self._desk.read(lambda reader: reader.attachment_data(attached.id), show, self)

    def save_copy(self, attached: Attached) -> None:
        """Ask where, and write the file there."""
        title = self._desk.kit.tr(N_("Save a copy of “{name}”", name=attached.name))
        place, _ = QFileDialog.getSaveFileName(self, title, str(documents_dir() / safe_name(attached.name)))
        if place:
            self.write_copy(attached, Path(place))

    def write_copy(self, attached: Attached, path: Path) -> None:
        """Write the file to a place of the person's own."""

        def work(reader: Reader) -> None:
            with named_errors():
                path.write_bytes(reader.attachment_data(attached.id))

        self._desk.read(work, lambda _: self._desk.host.say(N_("Saved as “{name}”.", name=path.name)), self)

    def remove(self, attached: Attached) -> None:
        """Take a file off, after asking."""
        data, desk = self._data, self._desk
        if data is None:
            return

        def work(uow: UnitOfWork) -> None:
            detach(uow, data.register.name, data.id, attached.id)

        confirm(
            self._desk.kit,
            self,
            N_("Take “{name}” off this record?", name=attached.name),
            self._stays(data),
            N_("Take it off"),
            lambda: desk.change(work, lambda _: desk.host.say(N_("The file was taken off.")), self),
            danger=True,
        )

    def _stays(self, data: RecordData) -> Text:
        stays = N_("The log keeps that it was here, and the file stays in the shop.")
        kept = kept_words(data.register, data.values, self._desk.at().today)
        return stays if kept is None else N_("{one}\n{two}", one=stays, two=kept)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dropped."""
        event.acceptProposedAction()
        self.ask(local_files(event.mimeData()))

    def _attach(self, data: RecordData, files: Sequence[Path], day: date | None, kind: str, dialog: AskDialog) -> None:
        def work(uow: UnitOfWork) -> int:
            for path in files:
                attach(uow, data.register.name, data.id, path.name, media_type(path), read_file(path), day, kind)
            return len(files)

        def done(count: int) -> None:
            dialog.accept()
            self._desk.host.say(Nn_("{n} file was attached.", "{n} files were attached.", count))

        self._desk.change(work, done, self, dialog.fail)

    def _kinds(self) -> tuple[Option, ...]:
        return KINDS.get(self._data.register.name, ()) if self._data is not None else ()

    def _row(self, attached: Attached) -> QWidget:
        kit = self._desk.kit
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        name = button(kit, N_("{words}", words=_short(attached.name)), later(self.open, attached), kind="link")
        name.setToolTip(attached.name.replace("<", "&lt;"))
        day = attached.evidence_date.isoformat() if attached.evidence_date else ""
        added = attached.added_at.astimezone(self._desk.shop.tz).date().isoformat()
        words = kit.tr(N_("added {day} by {user}", day=added, user=attached.added_by))
        line.addWidget(name)
        kind = next((kit.tr(o.label) for o in self._kinds() if o.key == attached.kind), "")
        line.addWidget(Elided(kit, " · ".join(w for w in (kind, day, size_words(attached.size), words) if w)), 1)
        copy = icon_button(
            kit, "download", N_("Save a copy of “{name}”", name=attached.name), later(self.save_copy, attached)
        )
        copy.setFixedSize(24, 24)
        line.addWidget(copy)
        if self._desk.may("write"):
            pen = icon_button(
                kit, "pencil", N_("Correct what “{name}” is", name=attached.name), later(self.correct, attached)
            )
            pen.setFixedSize(24, 24)
            line.addWidget(pen)
            gone = icon_button(kit, "x", N_("Take “{name}” off", name=attached.name), later(self.remove, attached))
            gone.setFixedSize(24, 24)
            line.addWidget(gone)
        return holder


def read_file(path: Path) -> bytes:
    """A file's bytes. Raises `UserError` where it cannot be read or is too large to be read at all."""
    try:
        if path.stat().st_size > LARGEST_ATTACHMENT:
            raise UserError(
                N_("“{name}” is larger than 50 MB.", name=path.name),
                N_("It was not attached."),
                N_("Make it smaller, or attach the pages that matter."),
            )
        return path.read_bytes()
    except OSError:
        raise UserError(
            N_("“{name}” cannot be read.", name=path.name),
            N_("It was not attached."),
            N_("Look whether it is still there and whether you may open it."),
        ) from None


def media_type(path: Path) -> str:
    """The media type that the file's ending says."""
    return mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def _short(name: str) -> str:
    return name if len(name) <= 32 else f"{name[:18]}…{name[-12:]}"
