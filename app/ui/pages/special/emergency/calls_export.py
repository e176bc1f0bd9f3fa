"""Writing the list of buyers to tell to a workbook."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from app.core.i18n import N_, Nn_
from app.core.paths import documents_dir
from app.core.progress import Progress
from app.ui.dialogs.job import JobDialog, rows, switch
from app.ui.pages.desk import Desk
from app.ui.pages.opened import safe_name
from app.ui.widgets.build import button, label, only_if, row
from app.ui.widgets.dialog import Dialog


class CallsExport(JobDialog):
    """Asks where to, and whether with whole telephone numbers; each of those that it shows is recorded."""

    def __init__(self, desk: Desk, parent: QWidget, incident_id: int, title: str) -> None:
        super().__init__(desk, parent, N_("Export the buyers to tell"), icon="download")
        self.setFixedWidth(540)
        self._incident = incident_id
        kit = desk.kit
        folder = documents_dir() if documents_dir().is_dir() else Path.home()
        self.path = QLineEdit(str(folder / safe_name(f"{title} {kit.tr(N_('Buyers to tell'))}.xlsx")))
        kit.say(self.path.setAccessibleName, N_("File"))
        browse = button(kit, N_("Browse…"), self.browse, icon="folder-open")
        self.reveal = switch(kit, N_("With whole telephone numbers"), self._warn)
        only_if(self.reveal, desk.may("reveal"))
        self._warning = label(
            kit,
            N_("Each number is recorded at its order: who took it, when, and why."),
            size=12,
            tone="amber",
            wrap=True,
        )
        self._warning.hide()
        self.body.addLayout(
            rows(
                kit,
                (N_("File"), row(self.path, browse), None),
                (None, self.reveal, None),
                (None, self._warning, None),
            )
        )
        self.body.addWidget(self.progress)
        self.go = self.offer_open(N_("Export"), self.submit, kind="primary")
        self.offer_open(N_("Cancel"), self.reject)

    def submit(self) -> None:
        """Write the workbook."""
        shop, at, incident = self.desk.shop, self.desk.at(), self._incident
        path = Path(self.path.text().strip()).expanduser()
        why = self.kit.tr(N_("Calling the buyers of a recalled batch")) if self.reveal.isChecked() else ""

        def work(progress: Progress) -> int:
            from app.reports.recall import export_calls

            return export_calls(shop, incident, path, at, progress, reveal=why)

        self.run_job(N_("Exporting…"), work, lambda n: self._written(path, n), writes=True)

    def browse(self) -> QFileDialog:
        """Choose the file in the system's dialog."""
        dialog = QFileDialog(self, self.kit.tr(N_("Export the list")), self.path.text())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["Excel (*.xlsx)"])
        dialog.setDefaultSuffix("xlsx")
        dialog.fileSelected.connect(self.path.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def busy(self, busy: bool) -> None:
        """Rest while the file is written."""
        for part in (self.path, self.reveal, self.go):
            part.setEnabled(not busy)

    def _warn(self, on: bool) -> None:
        self._warning.setVisible(on)
        self.fit()

    def _written(self, path: Path, count: int) -> None:
        words = Nn_("{n} row was written to “{name}”.", "{n} rows were written to “{name}”.", count, name=path.name)
        parent, opened = self.parentWidget(), self.desk.opened
        self.accept()
        done = Dialog(self.kit, parent, words, icon="circle-check")
        done.say(str(path.parent))
        done.offer(N_("Open the file"), lambda: opened.show(path), kind="primary")
        done.offer(N_("Close"))
        done.open()
