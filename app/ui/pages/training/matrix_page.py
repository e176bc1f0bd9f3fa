"""The training matrix: people down, courses across, in colours who holds what, and the next step by a click."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from app.core.i18n import N_, Nn_
from app.core.progress import Progress
from app.core.text import mask_name
from app.services.privacy import names_masked
from app.services.training import matrix
from app.services.training.matrix import STATES, Cell, Column, Matrix, Person
from app.services.training.rules import posts_of
from app.store.reader import Reader
from app.ui.pages.desk import Desk
from app.ui.pages.family_bar import FamilyBar
from app.ui.pages.fresh_page import FreshPage
from app.ui.pages.saving import EXCEL, PDF, ask_where, write_out
from app.ui.pages.training.matrix_view import MatrixView
from app.ui.pages.training.starting import plan_session
from app.ui.pages.words import joined
from app.ui.runtime.calls import later
from app.ui.widgets.build import button, label, only_if
from app.ui.widgets.chips import ChipBar, ChipSpec
from app.ui.widgets.empty import EmptyState
from app.ui.widgets.page_header import PageHeader

KEY = "training_matrix"
FEEDS = frozenset({"staff", "courses", "certificates", "assignments", "settings"})
"""The registers from which the matrix follows."""


class MatrixPage(FreshPage):
    """Reads anew when one of its registers changed while it is looked at."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, FEEDS)
        self.matrix = Matrix((), (), {})
        self.post = ""
        self._masked = False
        kit = desk.kit
        self.export = button(kit, N_("Export"), self.choose_file, icon="download")
        only_if(self.export, desk.may("export"))
        self.plan = button(
            kit, N_("Plan a session"), lambda: desk.host.open_new("training_sessions"), icon="plus", kind="primary"
        )
        only_if(self.plan, desk.may("write"))
        self.header = PageHeader(kit, N_("Training matrix"), self.export, self.plan)
        self.header.search_asked.connect(desk.host.open_palette)
        self.chips = ChipBar(kit)
        self.chips.chosen.connect(lambda _: self._show())
        self.posts = button(kit, N_("All posts"), self.choose_post, icon="users")
        self.view = MatrixView(kit)
        self.view.opened.connect(self.open_cell)
        self.view.menu_asked.connect(self.show_menu)
        self.view.horizontalHeader().sectionClicked.connect(self._open_course)
        self.view.verticalHeader().sectionClicked.connect(self._open_person)
        self.empty = EmptyState(
            kit,
            "grid-3x3",
            N_("Nobody to train yet"),
            N_("Enter your staff and the courses that their posts require. The matrix then shows who holds what."),
        )
        self._count = label(kit, "", size=12, tone="quiet", tabular=True)
        self._lay_out()
        kit.language.changed.connect(self._show)

    def refresh(self) -> None:
        """Read anew."""
        super().refresh()

        def work(reader: Reader) -> tuple[Matrix, bool]:
            return matrix.read(reader), names_masked(reader)

        def show(found: tuple[Matrix, bool]) -> None:
            self.matrix, self._masked = found
            self._show()

        self._desk.read(work, show, self)

    def people(self) -> tuple[Person, ...]:
        """The people that the chosen post and state leave."""
        wanted = posts_of(self.post)
        state = self.chips.current
        found = [p for p in self.matrix.people if not wanted or wanted & posts_of(p.post)]
        if state in STATES:
            with_it = {s for (s, _), cell in self.matrix.cells.items() if cell.state == state}
            found = [p for p in found if p.id in with_it]
        return tuple(found)

    def choose_post(self) -> None:
        """Offer the posts."""
        menu = QMenu(self)
        menu.addAction(self._desk.kit.tr(N_("All posts")), later(self.show_post, ""))
        menu.addSeparator()
        for post in dict.fromkeys(w for p in self.matrix.posts() for w in sorted(posts_of(p))):
            menu.addAction(post, later(self.show_post, post))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.posts.mapToGlobal(QPoint(0, self.posts.height() + 2)))

    def show_post(self, post: str) -> None:
        """Show the people of one post; of all where it is empty."""
        self.post = post
        self._desk.kit.say(self.posts.setText, post or N_("All posts"))
        self._show()

    def open_cell(self, index: QModelIndex) -> None:
        """Open the certificate; where there is none, offer what can be done."""
        cell = self.view.cells.cell(index)
        if cell.certificate_id is not None:
            self._desk.host.open_record("certificates", cell.certificate_id)
        else:
            corner = self.view.visualRect(index).bottomLeft()
            self.show_menu(index, self.view.viewport().mapToGlobal(corner))

    def show_menu(self, index: QModelIndex, at: QPoint) -> None:
        """All that can be done with a cell."""
        model = self.view.cells
        menu = self.menu(model.person(index.row()), model.course(index.column()), model.cell(index))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def menu(self, person: Person, course: Column, cell: Cell) -> QMenu:
        """The menu of a cell."""
        desk, tr, icon = self._desk, self._desk.kit.tr, self._desk.kit.draw_icon
        menu = QMenu(self)
        if cell.certificate_id is not None:
            words = tr(N_("Open the certificate"))
            menu.addAction(icon("award"), words, later(desk.host.open_record, "certificates", cell.certificate_id))
        if cell.assignment_id is not None:
            words = tr(N_("Open what is to be done"))
            menu.addAction(icon("user-check"), words, later(desk.host.open_record, "assignments", cell.assignment_id))
        if desk.may("write"):
            owing = tuple(
                s for (s, c), x in self.matrix.cells.items() if c == course.id and x.state in ("missing", "expired")
            )
            one = tr(N_("Plan a session for {name}…", name=self._said(person)))
            menu.addAction(icon("calendar-days"), one, later(plan_session, desk, self, course.id, (person.id,)))
            if len(owing) > 1:
                every = tr(N_("Plan a session for all {n} who lack it…", n=len(owing)))
                menu.addAction(icon("users"), every, later(plan_session, desk, self, course.id, owing))
            start = {"staff_id": person.id, "course_id": course.id}
            if cell.assignment_id is None:
                words = tr(N_("Ask for it by a day…"))
                menu.addAction(icon("alarm-clock"), words, later(desk.host.open_new, "assignments", start))
            words = tr(N_("Enter a certificate…"))
            menu.addAction(icon("plus"), words, later(desk.host.open_new, "certificates", start))
        return menu

    def choose_file(self) -> QFileDialog:
        """Ask where the matrix is to be written, as a workbook or a PDF."""
        words = self._desk.kit.tr(N_("Training matrix"))
        return ask_where(self._desk, self, N_("Export the matrix"), words, (EXCEL, PDF), self.write)

    def write(self, path: Path) -> None:
        """Write the matrix as shown to a file."""
        shop, at, ids = self._desk.shop, self._desk.at(), tuple(p.id for p in self.people())

        def work(progress: Progress) -> int:
            from app.reports.trainingmatrix import export_matrix

            return export_matrix(shop, path, at, progress, ids).rows

        write_out(self._desk, self, path, work)

    def _show(self) -> None:
        counts, kit = self.matrix.counts(), self._desk.kit
        specs = [ChipSpec("all", N_("All"))]
        for state in ("expired", "expiring", "missing", "held"):
            specs.append(ChipSpec(state, STATES[state][0], counts[state], state == "expired"))
        self.chips.show_chips(specs, self.chips.current or "all")
        people = self.people()
        self.view.cells.show_matrix(self.matrix, people, self._said_name)
        courses = len(self.matrix.courses)
        words = [Nn_("{n} person", "{n} people", len(people)), Nn_("{n} course", "{n} courses", courses)]
        kit.say(self._count.setText, joined(words))
        started = bool(self.matrix.people and self.matrix.courses)
        self._stack.setCurrentIndex(0 if started else 1)
        self.empty.offer(
            (N_("Enter the first course"), "plus", lambda: self._desk.host.open_new("courses")),
            (N_("Enter a staff member"), "user-plus", lambda: self._desk.host.open_new("staff")),
        )

    def _said_name(self, name: str) -> str:
        return mask_name(name) if self._masked else name

    def _said(self, person: Person) -> str:
        return self._said_name(person.name)

    def _open_person(self, row: int) -> None:
        self._desk.host.open_record("staff", self.view.cells.person(row).id)

    def _open_course(self, column: int) -> None:
        self._desk.host.open_record("courses", self.view.cells.course(column).id)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(10)
        tools.addWidget(self.chips, 1)
        tools.addWidget(self._count)
        tools.addWidget(self.posts)
        frame = QFrame()
        frame.setProperty("card", True)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.view)
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(tools)
        column.addWidget(frame, 1)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(shown)
        self._stack.addWidget(self.empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self.header)
        box.addWidget(FamilyBar(self._desk, KEY))
        box.addWidget(holder, 1)
        self.setFocusProxy(self.view)
