"""Printing records: which form, how it will look, then to a printer or into a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.core.i18n import N_, Nn_, inside
from app.core.paths import documents_dir
from app.core.progress import Progress
from app.reports.forms import forms_for
from app.services.privacy import hides, names_masked
from app.ui.dialogs.job import REVEAL, REVEAL_WARNING, JobDialog, switch
from app.ui.dialogs.paper import Paper, put_on_paper, read_and_wipe
from app.ui.pages.desk import Desk
from app.ui.pages.opened import safe_name
from app.ui.widgets.build import button, label, set_property
from app.ui.widgets.combo import TypingCombo

SIZE = (820, 700)
SLIPS = "packing-slip"
"""Forms whose use is to show where a parcel goes."""


class PrintDialog(JobDialog):
    """The preview is made anew for each form. What is printed is made and logged when it is printed."""

    def __init__(self, desk: Desk, parent: QWidget, register: str, ids: Sequence[int]) -> None:
        label_of = desk.registry[register]
        title = Nn_(
            "Print {n} record: {register}", "Print {n} records: {register}", len(ids), register=inside(label_of.label)
        )
        super().__init__(desk, parent, title)
        kit = desk.kit
        self._register, self._ids = register, tuple(ids)
        self._forms = forms_for(register)
        self.form = TypingCombo()
        self._say_forms()
        self.form.setMinimumWidth(220)
        kit.say(self.form.setAccessibleName, N_("Form"))
        self.reveal = switch(kit, REVEAL)
        self._fields = label_of.fields
        self._offer_reveal(False)
        desk.read(names_masked, self._offer_reveal, self)
        self._warning = label(kit, REVEAL_WARNING, size=12, tone="amber", wrap=True)
        self._warning.hide()
        self.pages = label(kit, "", size=12, tone="quiet", tabular=True)
        self.paper = Paper(kit)
        self.paper.setMinimumHeight(220)
        self._lay_out()
        self.save = self.offer_open(N_("Save as PDF…"), self.ask_path)
        self.go = self.offer_open(N_("Print…"), self.ask_printer, kind="primary")
        self.go.setDefault(True)
        self.buttons.insertWidget(0, button(kit, N_("Close"), self.reject))
        self._find_printers()
        self.form.currentIndexChanged.connect(self._choose_form)
        self.reveal.toggled.connect(self._revealed)
        kit.language.changed.connect(self._said_anew)
        self.resize(*SIZE)

    def start(self) -> None:
        """Show the dialog and the usual form."""
        self.open()
        self.form.setFocus()
        self.look()

    @property
    def chosen(self) -> str:
        """The name of the form."""
        return self._forms[self.form.currentIndex()].name

    def look(self) -> None:
        """Make the preview."""
        shop, at, reveal = self.desk.shop, self.desk.at(), self.reveal.isChecked()
        register, form, ids = self._register, self.chosen, self._ids
        path = self.desk.opened.place("preview.pdf")

        def work(progress: Progress) -> bytes:
            from app.reports.preview import preview_records

            preview_records(shop, register, form, ids, path, at, progress, reveal=reveal)
            return read_and_wipe(path)

        self.paper.clear()
        self.run_job(N_("Making the preview…"), work, self._show)

    def ask_printer(self) -> QPrintDialog:
        """Choose the printer in the system's dialog."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()
        return dialog

    def print_on(self, printer: QPrinter) -> None:
        """Make what is printed, log it, and send it to the printer."""
        make = self._maker(self.desk.opened.place("print.pdf"))

        def work(progress: Progress) -> int:
            return put_on_paper(read_and_wipe(make(progress)), printer, progress)

        self.run_job(N_("Printing…"), work, self._printed)

    def ask_path(self) -> QFileDialog:
        """Choose the file in the system's dialog."""
        tr = self.kit.tr
        words = f"{tr(self._forms[self.form.currentIndex()].label)} {self.desk.at().today.isoformat()}.pdf"
        where = documents_dir() if documents_dir().is_dir() else Path.home()
        dialog = QFileDialog(self, tr(N_("Save as PDF")), str(where / safe_name(words)))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{tr(N_('PDF'))} (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def save_to(self, path: Path) -> None:
        """Write the PDF, logged and sealed."""
        self.run_job(N_("Writing the PDF…"), self._maker(path), self._saved)

    def busy(self, busy: bool) -> None:
        """Rest while pages are made."""
        for part in (self.form, self.reveal, self.save):
            part.setEnabled(not busy)
        self.go.setEnabled(not busy and self._printers)

    def done(self, result: int) -> None:
        """Let the pages go."""
        self.paper.clear()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The closing cross is Escape."""
        event.ignore()
        self.reject()

    def fit(self) -> None:
        """The preview takes what room there is."""

    def _say_forms(self) -> None:
        at = max(self.form.currentIndex(), 0)
        self.form.blockSignals(True)
        self.form.clear()
        self.form.addItems([self.kit.tr(f.label) for f in self._forms])
        self.form.setCurrentIndex(at)
        self.form.blockSignals(False)

    def _said_anew(self) -> None:
        self._say_forms()
        if not self.running:
            self.look()

    def _maker(self, path: Path) -> _Maker:
        return _Maker(self.desk, self._register, self.chosen, self._ids, path, self.reveal.isChecked())

    def _lay_out(self) -> None:
        kit = self.kit
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(label(kit, N_("Form"), tone="quiet"))
        top.addWidget(self.form)
        top.addWidget(self.reveal)
        top.addStretch(1)
        top.addWidget(self.pages)
        self.body.addLayout(top)
        self.body.addWidget(self._warning)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.paper, 1)

    def _find_printers(self) -> None:
        self._printers = bool(QPrinterInfo.availablePrinterNames())
        if not self._printers:
            self.go.setEnabled(False)
            self.kit.say(self.go.setToolTip, N_("No printer is set up on this computer. Save as PDF instead."))
            self.go.setDefault(False)
            self.save.setDefault(True)
            set_property(self.save, "kind", "primary")
            set_property(self.go, "kind", "normal")

    def _choose_form(self) -> None:
        # An address that is masked sends no parcel: slips are asked for in full, and that is recorded.
        wanted = self.chosen.startswith(SLIPS) and self.desk.may("reveal")
        if wanted and not self.reveal.isChecked():
            self.reveal.setChecked(True)
        else:
            self.look()

    def _offer_reveal(self, names: bool) -> None:
        """Offered where something is masked; `names`: people's names are masked as well."""
        self.reveal.setVisible(self.desk.may("reveal") and any(hides(f, names) for f in self._fields))

    def _revealed(self, on: bool) -> None:
        self._warning.setVisible(on)
        self.look()

    def _show(self, data: bytes) -> None:
        self.paper.show_pdf(data)
        self.kit.say(self.pages.setText, Nn_("{n} page", "{n} pages", self.paper.pages))

    def _printed(self, count: int) -> None:
        self.accept()
        self.desk.host.say(Nn_("{n} page went to the printer.", "{n} pages went to the printer.", count))

    def _saved(self, path: Path) -> None:
        self.accept()
        opened = self.desk.opened
        self.desk.host.say(N_("Saved as “{name}”.", name=path.name), N_("Open"), lambda: opened.show(path))


class _Maker:
    """Makes the PDF that leaves the shop; runs on the worker."""

    def __init__(self, desk: Desk, register: str, form: str, ids: Sequence[int], path: Path, reveal: bool) -> None:
        self._desk, self._at = desk, desk.at()
        self._register, self._form, self._ids = register, form, ids
        self._path, self._reveal = path, reveal

    def __call__(self, progress: Progress) -> Path:
        from app.reports.verbs import print_records

        made = print_records(
            self._desk.shop,
            self._register,
            self._form,
            self._ids,
            self._path,
            self._at,
            progress,
            reveal=self._reveal,
        )
        return made.path
