"""Exporting a list: what, as which kind of file, where to; then the file or its folder can be opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QStackedLayout, QWidget

from app.core.i18n import N_, Nn_, Text, inside
from app.core.paths import documents_dir
from app.core.progress import Progress
from app.services.privacy import hides, names_masked
from app.store.reader import Reader
from app.store.view import View
from app.ui.dialogs.job import REVEAL, REVEAL_WARNING, JobDialog, rows, switch
from app.ui.pages.desk import Desk
from app.ui.pages.opened import safe_name
from app.ui.widgets.build import button, keep_room, label, row
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.segmented import Segmented

FORMATS: tuple[tuple[str, Text, Text], ...] = (
    ("xlsx", N_("Excel"), N_("A workbook with real dates and amounts, filters and sums: to go on working with.")),
    ("csv", N_("CSV"), N_("Plain text that any program reads. Excel opens it with the right characters.")),
    ("pdf", N_("PDF"), N_("Pages to print or hand over, with page numbers and the log's seal.")),
)
WIDTH = 560


class ExportDialog(JobDialog):
    """Asks for everything at once; Enter exports, Escape closes."""

    def __init__(self, desk: Desk, parent: QWidget, view: View, folder: Path | None = None) -> None:
        register = desk.registry[view.register]
        super().__init__(desk, parent, N_("Export: {register}", register=inside(register.label)), icon="download")
        self.setFixedWidth(WIDTH)
        kit = desk.kit
        self._register, self._view = register, view
        chosen = view.ids is not None
        options = [("all", N_("The list as shown"))] + ([("picked", N_("What is selected"))] if chosen else [])
        self.what = Segmented(kit, options, "picked" if chosen else "all", N_("Records"))
        self.what.chosen.connect(lambda _: self._count())
        self.count = label(kit, "", size=12, tone="quiet", tabular=True)
        self.format = Segmented(kit, [(key, words) for key, words, _ in FORMATS], "xlsx", N_("Kind of file"))
        self.format.chosen.connect(self._choose_format)
        self._hint = QWidget()
        self._hints = QStackedLayout(self._hint)  # as high as the longest of them, so that nothing shifts
        for _, _, hint in FORMATS:
            self._hints.addWidget(label(kit, hint, size=12, tone="quiet", wrap=True))
        self.path = QLineEdit(str(self._propose(folder or documents_dir())))
        kit.say(self.path.setAccessibleName, N_("File"))
        browse = button(kit, N_("Browse…"), self.browse, icon="folder-open")
        self._taken = label(kit, N_("A file of this name is there and will be replaced."), size=12, tone="amber")
        keep_room(self._taken).hide()
        self.reveal = switch(kit, REVEAL, self._warn)
        self._offer_reveal(False)
        desk.read(names_masked, self._offer_reveal, self)
        self._warning = label(kit, REVEAL_WARNING, size=12, tone="amber", wrap=True)
        self._warning.hide()
        self.go = self.offer_open(N_("Export"), self.submit, kind="primary")
        self.leave = self.offer_open(N_("Cancel"), self.reject)
        self._lay_out(browse)
        self.path.textChanged.connect(self._look_at_path)
        self._look_at_path()
        self._count()

    def start(self) -> None:
        """Show the dialog."""
        self.open()
        self.format.setFocus()

    def target(self) -> View:
        """What is to be exported."""
        return self._view if self.what.current == "picked" else self._view.changed(ids=None)

    def submit(self) -> None:
        """Export."""
        shop, view, at, reveal = self.desk.shop, self.target(), self.desk.at(), self.reveal.isChecked()
        path = Path(self.path.text().strip()).expanduser()

        def work(progress: Progress) -> int:
            from app.reports.verbs import export_view

            return export_view(shop, view, path, at, progress, reveal=reveal).rows

        self.run_job(N_("Exporting…"), work, lambda n: self._written(path, n))

    def browse(self) -> QFileDialog:
        """Choose the file in the system's dialog."""
        tr = self.kit.tr
        dialog = QFileDialog(self, tr(N_("Export the list")), self.path.text())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{tr(words)} (*.{key})" for key, words, _ in FORMATS])
        dialog.setDefaultSuffix(self.format.current)
        dialog.selectNameFilter(next(f for f in dialog.nameFilters() if f.endswith(f"(*.{self.format.current})")))
        dialog.filterSelected.connect(lambda f: dialog.setDefaultSuffix(f.rsplit(".", 1)[-1].rstrip(")")))
        dialog.fileSelected.connect(self.path.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def busy(self, busy: bool) -> None:
        """Rest while the file is written."""
        for part in (self.what, self.format, self.path, self.reveal, self.go):
            part.setEnabled(not busy)

    def cancelled(self) -> None:
        """Say that there is no half file."""
        self.banner.say(N_("The export was stopped. No file was written."))

    def _lay_out(self, browse: QWidget) -> None:
        what = row(self.what, self.count, 0, spacing=12)
        where = row(self.path, browse)
        form = rows(
            self.kit,
            (N_("Records"), what, None),
            (N_("Kind of file"), self.format, None),
            (None, self._hint, None),
            (N_("File"), where, None),
            (None, self._taken, None),
            (None, self.reveal, None),
            (None, self._warning, None),
        )
        self.body.addLayout(form)
        self.body.addWidget(self.progress)

    def _propose(self, folder: Path) -> Path:
        where = folder if folder.is_dir() else Path.home()
        words = f"{self.kit.tr(self._register.label)} {self.desk.at().today.isoformat()}.xlsx"
        return where / safe_name(words)

    def _offer_reveal(self, names: bool) -> None:
        """Offered where something is masked; `names`: people's names are masked as well."""
        columns = self._view.columns or self._register.columns
        hidden = any(hides(self._register.field(n), names) for n in columns)
        self.reveal.setVisible(hidden and self.desk.shop.actor.role == "owner")

    def _choose_format(self, key: str) -> None:
        self._hints.setCurrentIndex([k for k, _, _ in FORMATS].index(key))
        path = Path(self.path.text())
        if path.suffix.lower() in {f".{k}" for k, _, _ in FORMATS}:
            self.path.setText(str(path.with_suffix(f".{key}")))

    def _look_at_path(self) -> None:
        path = Path(self.path.text().strip()).expanduser()
        self.go.setEnabled(bool(path.name))
        self._taken.setVisible(path.is_file())
        key = path.suffix.lower().lstrip(".")
        if key != self.format.current and any(key == k for k, _, _ in FORMATS):
            self.format.choose(key)
            self._choose_format(key)

    def _warn(self, on: bool) -> None:
        self._warning.setVisible(on)
        self.fit()

    def _count(self) -> None:
        view = self.target()

        def work(reader: Reader) -> int:
            return reader.count(view)

        self.desk.read(work, lambda n: self.kit.say(self.count.setText, Nn_("{n} row", "{n} rows", n)), self)

    def _written(self, path: Path, count: int) -> None:
        words = Nn_("{n} row was written to “{name}”.", "{n} rows were written to “{name}”.", count, name=path.name)
        parent, opened = self.parentWidget(), self.desk.opened
        self.accept()
        done = Dialog(self.kit, parent, words, icon="circle-check")
        done.say(str(path.parent))
        done.offer(N_("Open the file"), lambda: opened.show(path), kind="primary")
        done.offer(N_("Open the folder"), lambda: opened.show(path.parent))
        done.offer(N_("Close"))
        done.open()
