"""The matrix of people and courses: who holds what, what runs out, what is missing. Five queries for any size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.core.i18n import N_, Text
from app.models.kinds import Tone
from app.services.training import needs
from app.services.training.needs import Pair
from app.services.training.rules import posts_of, state_on
from app.store.reader import Reader

State = Literal["held", "expiring", "expired", "missing", "none"]
STATES: Mapping[State, tuple[Text, Tone]] = {
    "held": (N_("Held"), "accent"),
    "expiring": (N_("Expires soon"), "amber"),
    "expired": (N_("Expired"), "red"),
    "missing": (N_("Missing"), "blue"),
    "none": (N_("Not required"), "neutral"),
}
"""State → its words and its tone."""


@dataclass(frozen=True, slots=True)
class Person:
    """A row: somebody who works here."""

    id: int
    name: str
    post: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column: a course that is taught."""

    id: int
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Cell:
    """Where one person stands with one course. `overdue`: what is asked of them is past its day."""

    state: State
    certificate_id: int | None = None
    expires_on: date | None = None
    assignment_id: int | None = None
    due_on: date | None = None
    overdue: bool = False


NOTHING = Cell("none")


@dataclass(frozen=True, slots=True)
class Matrix:
    """People by post and name, courses by code, and the cells that say something."""

    people: tuple[Person, ...]
    courses: tuple[Column, ...]
    cells: Mapping[Pair, Cell]

    def cell(self, staff_id: int, course_id: int) -> Cell:
        """Where a person stands with a course."""
        return self.cells.get((staff_id, course_id), NOTHING)

    def counts(self) -> dict[State, int]:
        """How many cells are in each state, except those that say nothing."""
        found: dict[State, int] = dict.fromkeys(STATES, 0)
        for cell in self.cells.values():
            found[cell.state] += 1
        return found

    def posts(self) -> list[str]:
        """The posts of the people, in order."""
        return list(dict.fromkeys(p.post for p in self.people if p.post))


def read(reader: Reader, post: str = "") -> Matrix:
    """The whole matrix, or that of one post."""
    today = reader.locale.today
    people = [p for p in needs.staff(reader) if not post or posts_of(post) & posts_of(p["post"])]
    taught = needs.courses(reader)
    wanted = needs.required(people, taught)
    rows, columns = {p["id"] for p in people}, {c["id"] for c in taught}
    held, asked = needs.held(reader), needs.asked(reader)
    cells: dict[Pair, Cell] = {}
    for pair in wanted | held.keys() | asked.keys():
        if pair[0] not in rows or pair[1] not in columns:
            continue
        certificate, assignment = held.get(pair), asked.get(pair)
        state: State = "missing"
        if certificate is not None:
            state = _STATE[state_on(certificate["expires_on"], today)]
        due = assignment["due_on"] if assignment else None
        cells[pair] = Cell(
            state,
            certificate["id"] if certificate else None,
            certificate["expires_on"] if certificate else None,
            assignment["id"] if assignment else None,
            due,
            due is not None and due < today,
        )
    return Matrix(
        tuple(Person(p["id"], p["name"], p["post"] or "") for p in people),
        tuple(Column(c["id"], c["code"], c["title"]) for c in taught),
        cells,
    )


_STATE: Mapping[str, State] = {"valid": "held", "expiring": "expiring", "expired": "expired"}


def short_words(cell: Cell) -> Text | str:
    """What fits a cell: the last day, or the day by which it is to be done."""
    if cell.state == "none":
        return N_("To be done") if cell.assignment_id is not None else ""
    if cell.state == "missing":
        return N_("by {day}", day=cell.due_on.strftime("%m-%d")) if cell.due_on is not None else N_("Missing")
    return cell.expires_on.strftime("%y-%m-%d") if cell.expires_on is not None else N_("Held")


def words_of(cell: Cell) -> Text:
    """A cell in a sentence."""
    state = STATES[cell.state][0]
    said: Text = state
    if cell.expires_on is not None:
        said = N_("{state}, until {day}", state=state, day=cell.expires_on.isoformat())
    if cell.due_on is not None:
        words = N_("{said}; overdue since {day}") if cell.overdue else N_("{said}; to be done by {day}")
        said = Text(words.msgid, {"said": said, "day": cell.due_on.isoformat()})
    return said
