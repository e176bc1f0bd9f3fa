"""Who is on a session: people taken by name or by post, presence by one key, scores typed downwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout

from app.core.i18n import N_, Text
from app.models.declaration import Field, Lines
from app.models.kinds import Choice, Integer
from app.services.tables import Values
from app.services.training import needs
from app.services.training.rules import outcome, posts_of
from app.store.reader import Reader
from app.ui.pages.desk import Desk
from app.ui.pages.line_grid import LineGrid
from app.ui.pages.lookup import RegisterLookup
from app.ui.pages.special.picker import RecordPicker
from app.ui.pages.words import joined
from app.ui.runtime.calls import later
from app.ui.widgets.build import button, label
from app.ui.widgets.editors.matches import Named
from app.ui.widgets.grid.cell_box import Suggest

SHOWN = ("name", "post", "attendance", "signed", "score", "minutes", "outcome", "note")
WHO = Field("staff_id", N_("Staff member"), Integer(), readonly=True)
"""Which staff member a row is; a column that never shows."""
KEYS: Mapping[int, str] = {
    Qt.Key.Key_P: "present", Qt.Key.Key_1: "present", Qt.Key.Key_A: "absent", Qt.Key.Key_0: "absent",
    Qt.Key.Key_E: "excused", Qt.Key.Key_2: "excused", Qt.Key.Key_I: "invited",
}  # fmt: skip
TAKEN = ("staff_id", *(n for n in SHOWN if n != "outcome"))


class AttendeeGrid(LineGrid):
    """In the attendance column P, A and E say present, absent, excused and go down; Space turns one into the other."""

    done = Signal()
    """Ctrl+Enter was pressed among the cells."""

    def __init__(self, desk: Desk, declared: Lines) -> None:
        fields = tuple(wide(declared.field(n)) for n in SHOWN)
        super().__init__(desk, declared, (*fields, WHO))
        self.grid.view.hideColumn(len(SHOWN) + 1)
        self.grid.view.hideColumn(self._at("outcome"))  # only who knows the pass mark can tell
        self.grid.summary.hide()
        self.pass_mark: int | None = None
        self.course_id: int | None = None
        self._judges = False
        self._busy = False
        self._count = label(desk.kit, "", weight=500, tabular=True)
        self._hint = label(
            desk.kit, N_("In the attendance column: P present, A absent, E excused."), size=12, tone="quiet", wrap=True
        )
        hint = N_("Add a person: name, pinyin or staff number")
        self.picker = RecordPicker(desk, "staff", hint, N_("Add a person"))
        self.picker.taken.connect(self.take)
        self.grid.suggest({"name": Suggest(RegisterLookup(desk.shop, desk.kit.tr, "staff"), self._name, free=True)})
        self.by_post = button(desk.kit, N_("Add by post…"), self.choose_post, icon="users")
        self.all_there = button(
            desk.kit, N_("Mark the rest present"), self.all_present, icon="check-check", kind="plain"
        )
        self._tools.insertWidget(2, self.all_there)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.picker, 1)
        line.addWidget(self.by_post)
        box = self.layout()
        if isinstance(box, QVBoxLayout):
            box.insertLayout(1, line)
            box.addWidget(self._count)
            box.addWidget(self._hint)
        view = self.grid.view
        view.installEventFilter(self)
        self.changed.connect(self._follow)
        desk.kit.language.changed.connect(self._follow)

    def show_rows(self, rows: Sequence[Mapping[str, Any]], titles: Mapping[str, Mapping[int, str]]) -> None:
        """Show the people, the keyboard at the first of whom nothing is known."""
        super().show_rows(rows, titles)
        self._follow()
        self._before = self.grid.model.draft()  # what a result comes to was not typed
        unsaid = [at for at, row in enumerate(rows) if row.get("attendance") == "invited"]
        if rows:
            self.go(unsaid[0] if unsaid else 0, "attendance" if unsaid else "score")

    def judge_by(self, pass_mark: int | None, course_id: int | None) -> None:
        """Say of each row what it comes to; offer those who have this course to do."""
        self.pass_mark, self.course_id, self._judges = pass_mark, course_id, True
        self.grid.view.showColumn(self._at("outcome"))
        self._follow()

    def focus_first(self) -> None:
        """Into the cells where there are people, else into the box that takes them."""
        if self.grid.model.rowCount() > 1:
            super().focus_first()
        else:
            self.picker.setFocus(Qt.FocusReason.TabFocusReason)

    def rows(self) -> list[dict[str, Any]]:
        """The rows to save: what was typed, and whom each is about."""
        found: list[dict[str, Any]] = []
        self.places = []
        for place, row in zip(self.grid.model.filled_rows(), self.grid.records(), strict=True):
            typed: dict[str, Any] = {n: row[n] for n in TAKEN}
            if typed["name"] or typed["staff_id"] or row["id"]:
                typed["attendance"] = typed["attendance"] or "invited"
                typed["signed"] = bool(typed["signed"])
                found.append({**({"id": row["id"]} if row["id"] else {}), **typed})
                self.places.append(place)
        return found

    def take(self, staff_id: int) -> None:
        """Add a person, or go to their row where they are on it already."""
        self.desk.read(lambda r: [r.record("staff", staff_id)], self.add, self)

    def add(self, people: Sequence[Values]) -> None:
        """Add people who are not on it yet."""
        model, who = self.grid.model, len(SHOWN) + 1
        there = {model.cell(row, who).value: row for row in range(model.rowCount())}
        fresh = [p for p in people if p["id"] not in there]
        start = model.rowCount() - 1
        cells = [(start + at, 1, str(p["name"])) for at, p in enumerate(fresh)]
        cells += [(start + at, 2, str(p["post"] or "")) for at, p in enumerate(fresh)]
        for at, _ in enumerate(fresh):
            cells.append((start + at, self._at("attendance"), "i"))
        if fresh:
            model.put_many(cells)
            for at, person in enumerate(fresh):
                model.set_cell(start + at, who, str(person["id"]), person["id"])
            self._follow()
        elif people:
            self.go(there[people[-1]["id"]], "attendance")

    def _name(self, row: int, named: Named) -> None:
        """Put a member of staff into a row: the name at once, the rest when it was read. Nobody is on it twice."""
        model, who = self.grid.model, len(SHOWN) + 1
        there = [at for at in range(model.rowCount()) if at != row and model.cell(at, who).value == named.id]
        if there:
            self.go(there[0], "attendance")
            return
        model.put_many([(row, 1, named.title)])
        self.desk.read(lambda r: r.record("staff", named.id), lambda person: self._fill(row, person), self)

    def _fill(self, row: int, person: Values) -> None:
        model, who = self.grid.model, len(SHOWN) + 1
        if row >= model.rowCount() - 1 or model.cell(row, 1).text != str(person["name"]):
            return  # the row went, or says another name by now
        begun = {2: str(person["post"] or ""), self._at("attendance"): "i"}
        model.put_many([(row, at, text) for at, text in begun.items() if not model.cell(row, at).text])
        model.set_cell(row, who, str(person["id"]), person["id"])
        self._follow()

    def choose_post(self) -> None:
        """Offer everyone, the people of each post, and those who have this course to do."""
        course = self.course_id

        def work(reader: Reader) -> tuple[list[Values], set[int]]:
            people = needs.staff(reader)
            todo = {s for s, c in needs.asked(reader) if c == course} if course is not None else set()
            return people, todo

        self.desk.read(work, lambda found: self._offer_posts(*found), self)

    def _offer_posts(self, people: list[Values], todo: set[int]) -> None:
        tr = self.desk.kit.tr
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        owing = [p for p in people if p["id"] in todo]
        if owing:
            words = tr(N_("Who still has it to do ({n})", n=len(owing)))
            menu.addAction(self.desk.kit.draw_icon("user-check"), words, later(self.add, owing))
        menu.addAction(
            self.desk.kit.draw_icon("users"), tr(N_("Everyone ({n})", n=len(people))), later(self.add, people)
        )
        menu.addSeparator()
        posts = dict.fromkeys(post for p in people for post in sorted(posts_of(p["post"])))
        for post in posts:
            these = [p for p in people if post in posts_of(p["post"])]
            menu.addAction(f"{post} ({len(these)})", later(self.add, these))
        menu.popup(self.by_post.mapToGlobal(QPoint(0, self.by_post.height() + 2)))

    def all_present(self) -> None:
        """Everyone of whom nothing is known was there."""
        model, at = self.grid.model, self._at("attendance")
        rows = [r for r in model.filled_rows() if model.cell(r, at).value in (None, "invited")]
        model.put_many([(r, at, "p") for r in rows])
        self.grid.view.setFocus()

    def go(self, row: int, name: str) -> None:
        """Put the keyboard into a cell."""
        self.grid.view.setCurrentIndex(self.grid.model.index(row, self._at(name)))
        self.grid.view.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """One key says who was there."""
        if watched is self.grid.view and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        view, model = self.grid.view, self.grid.model
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.done.emit()
            return True
        here = view.currentIndex()
        plain = not event.modifiers() or event.modifiers() == Qt.KeyboardModifier.KeypadModifier
        if not plain or here.row() >= model.rowCount() - 1:
            return False
        name = model.fields[here.column()].name
        if name == "attendance" and event.key() in KEYS:
            model.put_many([(here.row(), here.column(), KEYS[event.key()])])
        elif name in ("attendance", "signed") and event.key() == Qt.Key.Key_Space:
            on = model.cell(here.row(), here.column()).value in ("present", True)
            said = ("absent" if on else "present") if name == "attendance" else ("n" if on else "y")
            model.put_many([(here.row(), here.column(), said)])
        else:
            return False
        self._down()
        return True

    def _down(self) -> None:
        view, here = self.grid.view, self.grid.view.currentIndex()
        if here.row() < self.grid.model.rowCount() - 2:
            view.setCurrentIndex(self.grid.model.index(here.row() + 1, here.column()))

    def _follow(self) -> None:
        """Say of each row what it comes to, and of all how many there are."""
        if self._busy:
            return
        self._busy = True
        model, kind, at = self.grid.model, self.declared.field("outcome").kind, self.desk.at()
        columns = {n: self._at(n) for n in ("attendance", "score", "outcome")}
        found: list[tuple[str, str]] = []
        for row in model.filled_rows():
            said, score = model.cell(row, columns["attendance"]).value, model.cell(row, columns["score"]).value
            said = "present" if score is not None and said in (None, "invited") else said or "invited"
            came = outcome(str(said), score if isinstance(score, int) else None, self.pass_mark)
            model.set_cell(row, columns["outcome"], kind.say(came, at), came)
            found.append((str(said), came))
        self.desk.kit.say(
            self._count.setText, joined(count_words(found)[: None if self._judges else 2]) if found else ""
        )
        self._busy = False

    def _at(self, name: str) -> int:
        return 1 + SHOWN.index(name)


def wide(field: Field) -> Field:
    """A field of the list with room for its words."""
    kind = field.kind
    return replace(field, summed=False, kind=replace(kind, width=12) if isinstance(kind, Choice) else kind)


def count_words(found: Sequence[tuple[str, str]]) -> list[Text | str]:
    """How many are on it, were there, passed, and are open, of (attendance, outcome) of each."""
    there, passed = sum(a == "present" for a, _ in found), sum(o == "passed" for _, o in found)
    open_ = sum(o == "open" for _, o in found)
    said: list[Text | str] = [
        N_("{n} on the list", n=len(found)),
        N_("{n} present", n=there),
        N_("{n} passed", n=passed),
    ]
    return [*said, N_("{n} open", n=open_)] if open_ else said
