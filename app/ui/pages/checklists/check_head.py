"""The top of a check that is being filled in: what, where, who, how far, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.i18n import N_, Text
from app.models.kinds import Value
from app.services import records
from app.ui.pages.ask import AskDialog
from app.ui.pages.desk import Desk
from app.ui.pages.words import joined
from app.ui.widgets.build import button, label
from app.ui.widgets.chart import Share, ShareBar
from app.ui.widgets.elided import Elided

ASKED = ("checked_on", "checker_id", "place", "party")


class CheckHead(QWidget):
    """`left` and `finish_asked` when their buttons are pressed, `changed` when the check's own fields were."""

    left = Signal()
    finish_asked = Signal()
    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        kit = desk.kit
        self._check: dict[str, Any] = {}
        self.title = label(kit, "", size=20, weight=700)
        self._about = Elided(kit)
        self.progress = label(kit, "", weight=500, tabular=True)
        self.bar = ShareBar(kit)
        self.finish = button(
            kit, N_("Finish the check"), self.finish_asked.emit, icon="clipboard-check", kind="primary"
        )
        kit.say(self.finish.setToolTip, N_("Finish (Ctrl+Enter)"))
        back = button(kit, N_("Go on later"), self.left.emit, icon="chevron-left")
        kit.say(back.setToolTip, N_("Everything is kept (Esc)"))
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.title)
        top.addStretch(1)
        top.addWidget(back)
        top.addWidget(self.finish)
        about = QHBoxLayout()
        about.setSpacing(8)
        about.addWidget(self._about, 1)
        about.addWidget(button(kit, N_("Change"), self.ask, kind="link"))
        how = QHBoxLayout()
        how.setSpacing(12)
        how.addWidget(self.bar, 1)
        how.addWidget(self.progress)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        for line in (top, about, how):
            box.addLayout(line)
        kit.language.changed.connect(self._say_about)

    def show_check(self, check: Mapping[str, Any], checker: str) -> None:
        """Show which check this is."""
        self._check = dict(check) | {"checker": checker}
        self._desk.kit.say(self.title.setText, f"{check['name']}  {check['number']}")
        self._say_about()

    def _say_about(self) -> None:
        if not self._check:
            return
        c = self._check
        parts: list[Text | str] = [c["checked_on"].isoformat()]
        parts += [c[n] for n in ("place",) if c[n]]
        if c["party"]:
            parts.append(N_("checked: {who}", who=c["party"]))
        if c["checker"]:
            parts.append(N_("checked by {who}", who=c["checker"]))
        if c["basis"]:
            parts.append(c["basis"])
        self._about.set_text(self._desk.kit.tr(joined(parts)))

    def show_figures(self, figures: Mapping[str, Any]) -> None:
        """Show how far the check is; it has a score once it is finished."""
        said: list[Text | str] = [N_("{n} of {m} answered", n=figures["answered"], m=figures["item_count"])]
        if figures["failed"]:
            said.append(N_("{n} not passed", n=figures["failed"]))
        self._desk.kit.say(self.progress.setText, joined(said))
        tr = self._desk.kit.tr
        noted = figures["answered"] - figures["passed"] - figures["failed"] - figures["skipped"]
        open_items = figures["item_count"] - figures["answered"]
        self.bar.show_shares(
            (
                Share(figures["passed"] + noted, "accent", tr(N_("{n} passed", n=figures["passed"] + noted))),
                Share(figures["failed"], "red", tr(N_("{n} not passed", n=figures["failed"]))),
                Share(figures["skipped"], "blue", tr(N_("{n} not applicable", n=figures["skipped"]))),
                Share(open_items, "neutral", tr(N_("{n} to go", n=open_items)), faint=True),
            )
        )

    def ask(self) -> None:
        """Change date, checker, place and who is checked."""
        register = self._desk.registry["checks"]
        check_id = self._check["id"]

        def run(values: dict[str, Value]) -> None:
            self._desk.change(
                lambda uow: records.save(uow, "checks", check_id, values), lambda _: done(), self, dialog.fail
            )

        def done() -> None:
            dialog.accept()
            self.changed.emit()

        dialog = AskDialog(
            self._desk, self, N_("About this check"), [register.field(n) for n in ASKED], N_("Save"), run,
            icon="clipboard-check", values={n: self._check[n] for n in ASKED},
        )  # fmt: skip
        dialog.start()
