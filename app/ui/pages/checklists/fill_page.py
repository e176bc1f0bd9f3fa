"""Filling in a check: one row an item, one key an answer, each kept at once, so that a power cut costs nothing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.core.errors import Invalid, NotAllowed
from app.core.i18n import N_, Nn_
from app.models.checklists import SKIP
from app.services import transitions
from app.services.checklists import running, scoring
from app.services.checklists.finishing import LACKS
from app.ui.pages.checklists.check_head import CheckHead
from app.ui.pages.checklists.conclusion import Conclusion
from app.ui.pages.checklists.fill_data import Filling, load
from app.ui.pages.checklists.fill_photos import FillPhotos
from app.ui.pages.checklists.item_row import ItemRow
from app.ui.pages.checklists.skipping import ask_reason
from app.ui.pages.desk import Desk
from app.ui.pages.work_page import WorkPage
from app.ui.runtime.calls import later
from app.ui.widgets.banner import Banner
from app.ui.widgets.build import button, label, set_property
from app.ui.widgets.scrolled import Scrolled

LONG_PART = 3
"""From so many items on a part can be passed over at once."""


class FillPage(WorkPage):
    """`left` gives the check's id when the page is left, finished or not."""

    def __init__(self, desk: Desk, check_id: int) -> None:
        super().__init__(check_id)
        self._desk = desk
        self.check_id = check_id
        self.data: Filling | None = None
        self.rows: list[ItemRow] = []
        self._current: ItemRow | None = None
        self.setAcceptDrops(True)
        self.head = CheckHead(desk)
        self.head.finish_asked.connect(self.finish)
        self.head.left.connect(self.leave)
        self.head.changed.connect(self.reload_head)
        self.banner = Banner(desk.kit)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 4, 0, 8)
        self._list.setSpacing(0)
        inner = QWidget()
        inner.setLayout(self._list)
        self._area = Scrolled(inner)
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 6)
        inside.addWidget(self._area)
        keys = label(
            desk.kit,
            N_("P or 1 passed · F or 2 not passed · N or 3 not applicable · Enter next · T note · C photo · "
               "Ctrl+V pastes a photo · Ctrl+Enter finishes"),
            size=12, tone="quiet", wrap=True,
        )  # fmt: skip
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        for part in (self.head, self.banner):
            box.addWidget(part)
        box.addWidget(card, 1)
        box.addWidget(keys)
        self.conclusion = Conclusion(desk, check_id)
        self.photos = FillPhotos(desk, self, self.rows, self._tell_progress)
        desk.read(lambda reader: load(reader, check_id), self._show, self)

    def _show(self, data: Filling) -> None:
        self.data = data
        self.head.show_check(data.check, data.checker)
        section: str | None = None
        for row in data.rows:
            if row["section"] and row["section"] != section:
                many = sum(r["section"] == row["section"] for r in data.rows) >= LONG_PART
                self._list.addWidget(self._section(row["section"], many))
            section = row["section"]
            self._list.addWidget(self._make_row(row, data))
        self._list.addWidget(self.conclusion)
        self._list.addStretch(1)
        self.conclusion.show_text(data.check["conclusion"])
        self._tell_progress()
        first = next((r for r in self.rows if r.row["result"] is None), self.rows[0] if self.rows else None)
        if first is not None:
            self._focus_shown(first)

    def _make_row(self, row: dict[str, Any], data: Filling) -> ItemRow:
        made = ItemRow(self._desk, row)
        made.show_photos(data.photos.get(row["id"], ()))
        made.typed.connect(self._typed)
        made.go.connect(self._go)
        made.photos_given.connect(self.photos.attach)
        made.photo_dropped.connect(self.photos.take_off)
        self.rows.append(made)
        return made

    def _section(self, words: str, many: bool) -> QWidget:
        kit = self._desk.kit
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(14, 10, 14, 2)
        line.addWidget(label(kit, words, size=12, weight=700, tone="accent"))
        line.addStretch(1)
        if many:
            rest = button(kit, N_("The rest of this part does not apply"), later(self._skip_rest, words), kind="link")
            set_property(rest, "small", True)
            line.addWidget(rest)
        return made

    def _skip_rest(self, section: str) -> None:
        check_id = self.check_id

        def show(data: Filling) -> None:
            stored = {r["id"]: r for r in data.rows}
            for shown in self.rows:
                shown.show_row(stored[shown.id])
            self._tell_progress()

        def done(count: int) -> None:
            if count:
                self._desk.read(lambda reader: load(reader, check_id), show, self)

        def skip(why: str | None) -> None:
            self._desk.change(lambda uow: running.skip_rest(uow, check_id, section, why), done, self)

        self.keep()
        mine = [row.row for row in self.rows if row.row["section"] == section and row.row["result"] is None]
        if any(scoring.needs_reason({**row, "result": SKIP}) for row in mine):
            ask_reason(self._desk, self, section, skip)
        else:
            skip(None)

    # what is typed

    def _typed(self, row: ItemRow, typed: dict[str, Any]) -> None:
        check_id, answer_id = self.check_id, row.id

        def kept(stored: dict[str, Any]) -> None:
            row.show_row(stored)
            self._tell_progress()

        self._desk.change(lambda uow: running.answer(uow, check_id, answer_id, typed), kept, self, origin=self)
        self._tell_progress()

    def _tell_progress(self) -> None:
        self.head.show_figures(scoring.figures(row.row for row in self.rows))

    # where the keyboard is

    def _go(self, row: ItemRow, step: int) -> None:
        if step == 0:
            if self._current is not row:
                if self._current is not None:
                    self._current.set_current(False)
                self._current = row
                row.set_current(True)
                self._area.ensureWidgetVisible(row, 0, 60)
            return
        at = self.rows.index(row) + step
        if 0 <= at < len(self.rows):
            self._focus(self.rows[at])
        elif step > 0:
            self.conclusion.setFocus(Qt.FocusReason.TabFocusReason)

    def _focus_shown(self, row: ItemRow) -> None:
        """Go to a row that was just made, once it is shown: before, it does not take the keyboard."""
        if row.isVisible():
            self._focus(row)
        else:
            row.shown.connect(
                lambda: QTimer.singleShot(0, row, lambda: self._focus(row)), Qt.ConnectionType.SingleShotConnection
            )

    def _focus(self, row: ItemRow) -> None:
        row.setFocus(Qt.FocusReason.TabFocusReason)
        self._go(row, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter finishes, Escape leaves: everything is kept."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.finish()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take photos beside the rows too."""
        if self._current is not None and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """What is dropped beside the rows belongs to the current item."""
        if self._current is not None:
            self._current.dropEvent(event)

    # the end

    def leave(self) -> None:
        """Go back to the list; the check can be gone on with at any time."""
        self.keep()
        self.left.emit(self.check_id)

    def keep(self) -> None:
        """Write whatever was typed and not kept yet."""
        for row in self.rows:
            row.keep()
        self.conclusion.keep()

    def finish(self) -> None:
        """Close the check for good, or go to the first item that lacks something."""
        self.keep()
        if not self._say_lacks():
            return
        check_id = self.check_id
        self._desk.change(
            lambda uow: transitions.perform(uow, "checks", check_id, "finish"), lambda _: self._done(), self, self._fail
        )

    def _say_lacks(self) -> bool:
        lacking = [(row, LACKS[why][1]) for row in self.rows if (why := scoring.lacking(row.row))]
        for row in self.rows:
            row.say_lack(None)
        for row, words in lacking:
            row.say_lack(words)
        if lacking:
            words = Nn_(
                "{n} item still lacks something; it is marked.",
                "{n} items still lack something; the first one is marked.",
                len(lacking),
            )
            self.banner.say(words, "amber")
            self._focus(lacking[0][0])
            if scoring.lacking(lacking[0][0].row) == "reason":
                lacking[0][0].note()
        else:
            self.banner.hide()
        return not lacking

    def _done(self) -> None:
        self._desk.host.say(N_("The check is finished."))
        self.left.emit(self.check_id)

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, Invalid | NotAllowed):
            self.banner.say_error(error)
        else:
            self._desk.host.fail(error)

    def reload_head(self) -> None:
        """Read the check's own fields again."""
        check_id = self.check_id

        def show(data: Filling) -> None:
            self.head.show_check(data.check, data.checker)
            if self.data is not None:
                self.data.check.update(data.check)

        self._desk.read(lambda reader: load(reader, check_id), show, self)
