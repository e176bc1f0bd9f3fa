"""Choosing from a library that ships with the program: by group, with a filter, several at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from app.core.errors import UserError
from app.core.i18n import N_, Nn_, Text
from app.core.text import fold, initials
from app.store.uow import UnitOfWork
from app.ui.pages.desk import Desk
from app.ui.widgets.banner import joined
from app.ui.widgets.build import label
from app.ui.widgets.dialog import Dialog


@dataclass(frozen=True, slots=True)
class Offered:
    """One thing to choose. `there`: the shop has it already, so it starts unticked and says so."""

    key: str
    title: str
    group: str
    remark: str = ""
    there: bool = False


Take = Callable[[UnitOfWork, Sequence[str]], int]
"""(unit of work, chosen keys) → how many records were made."""


class LibraryDialog(Dialog):
    """Ticks by space or mouse; a group's tick is that of all below it. `taken` words say what was made."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        title: Text,
        sentence: Text,
        offered: Sequence[Offered],
        take: Take,
        *,
        icon: str = "book-open",
    ) -> None:
        super().__init__(desk.kit, parent, title, icon=icon)
        self._desk, self._take = desk, take
        self.setMinimumWidth(680)
        self.say(sentence)
        kit = desk.kit
        self.box = QLineEdit()
        kit.say(self.box.setPlaceholderText, N_("Filter by words or pinyin"))
        kit.say(self.box.setAccessibleName, N_("Filter by words or pinyin"))
        self.box.textChanged.connect(self._filter)
        self.box.installEventFilter(self)
        self.tree = QTreeWidget()
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setMinimumHeight(380)
        self.tree.setUniformRowHeights(True)
        kit.say(self.tree.setAccessibleName, title)
        self._message = label(kit, "", size=12, tone="red", wrap=True)
        self._message.hide()
        for part in (self.box, self.tree, self._message):
            self.body.addWidget(part)
        self._fill(offered)
        self.tree.setColumnWidth(0, 380)
        self.tree.itemChanged.connect(lambda *_: self._count())
        self.verb = self.offer_open(N_("Take over"), self.submit, kind="primary")
        self.offer(N_("Cancel"))
        self._count()

    def chosen(self) -> list[str]:
        """The keys that are ticked, in order."""
        return [str(i.data(0, Qt.ItemDataRole.UserRole)) for i in self._leaves() if i.checkState(0) is _ON]

    def choose(self, keys: Sequence[str]) -> None:
        """Tick exactly these."""
        for item in self._leaves():
            item.setCheckState(0, _ON if item.data(0, Qt.ItemDataRole.UserRole) in keys else _OFF)

    def submit(self) -> None:
        """Make records of what is ticked."""
        keys = self.chosen()
        self.verb.setEnabled(False)
        self._desk.change(lambda uow: self._take(uow, keys), self._taken, self, self._failed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the filter to the first record that it leaves."""
        if watched is self.box and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            first = next((item for item in self._leaves() if not item.isHidden()), None)
            if event.key() == Qt.Key.Key_Down and first is not None:
                self.tree.setCurrentItem(first)
                self.tree.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _fill(self, offered: Sequence[Offered]) -> None:
        groups: dict[str, QTreeWidgetItem] = {}
        tr = self._desk.kit.tr
        for one in offered:
            group = groups.get(one.group)
            if group is None:
                group = groups[one.group] = QTreeWidgetItem(self.tree, [one.group])
                group.setFlags(group.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
                group.setFirstColumnSpanned(True)
            item = QTreeWidgetItem(group, [one.title, tr(N_("the shop has it")) if one.there else one.remark])
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, _OFF)
            item.setData(0, Qt.ItemDataRole.UserRole, one.key)
            item.setToolTip(0, one.title)
            item.setToolTip(1, one.remark)
        for group in groups.values():
            group.setExpanded(True)

    def _leaves(self) -> list[QTreeWidgetItem]:
        tops = [self.tree.topLevelItem(i) for i in range(self.tree.topLevelItemCount())]
        below = [top.child(i) for top in tops if top is not None for i in range(top.childCount())]
        return [item for item in below if item is not None]

    def _filter(self, typed: str) -> None:
        sought = fold(typed)
        for item in self._leaves():
            words = f"{item.text(0)} {item.text(1)}"
            item.setHidden(bool(sought) and sought not in fold(words) and sought not in initials(words))
        for at in range(self.tree.topLevelItemCount()):
            top = self.tree.topLevelItem(at)
            if top is not None:
                below = (top.child(i) for i in range(top.childCount()))
                top.setHidden(all(item is None or item.isHidden() for item in below))
                # A tick on a group would take what the filter hides as well.
                flags = top.flags() | Qt.ItemFlag.ItemIsUserCheckable
                top.setFlags(flags & ~Qt.ItemFlag.ItemIsUserCheckable if sought else flags)

    def _count(self) -> None:
        count = len(self.chosen())
        words = Nn_("Take over {n}", "Take over {n}", count) if count else N_("Take over")
        self._desk.kit.say(self.verb.setText, words)
        self.verb.setEnabled(bool(count))

    def _taken(self, made: int) -> None:
        self.accept()
        self._desk.host.say(Nn_("{n} record was made.", "{n} records were made.", made))

    def _failed(self, error: BaseException) -> None:
        self.verb.setEnabled(True)
        if isinstance(error, UserError):
            self._desk.kit.say(self._message.setText, joined(error.parts()))
            self._message.show()
        else:
            self.accept()
            self._desk.host.fail(error)


_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked
