"""What parsing tells beside the drafts: rejects, notices, questions."""

from __future__ import annotations

from dataclasses import dataclass

from app.core.i18n import Text
from app.imports.drafts import OrderDraft, ProductDraft
from app.imports.mapping import Mapping


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that did not come in, and why. `value` is the cell as the file has it; `source` the file's name."""

    row: int
    column: str
    value: str
    reason: Text
    sheet: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should know before importing. A `blocking` one needs a decision first."""

    code: str
    text: Text
    row: int | None = None
    column: str = ""
    sheet: str = ""
    blocking: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What only a person can decide: `kind` is `date_order`; `choices` go back in `Context.date_orders[column]`.

    `guess` is what the drafts beside this question were made with.
    """

    kind: str
    column: str
    text: Text
    choices: tuple[str, ...]
    examples: tuple[str, ...]
    guess: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """The whole answer for one drop of files.

    `format` is the name of the format (of the first file, where several were joined); `rows` counts data rows read;
    `confirmed` is False when the mapping was only suggested and should be shown to the user before it is used.
    """

    format: str
    kind: str
    drafts: tuple[OrderDraft, ...] | tuple[ProductDraft, ...]
    rejects: tuple[Reject, ...]
    notices: tuple[Notice, ...]
    questions: tuple[Question, ...]
    rows: int
    mapping: Mapping | None = None
    confirmed: bool = True

    @property
    def orders(self) -> tuple[OrderDraft, ...]:
        """The drafts of an order file; empty for another kind."""
        return tuple(d for d in self.drafts if isinstance(d, OrderDraft))

    @property
    def products(self) -> tuple[ProductDraft, ...]:
        """The drafts of a product file; empty for another kind."""
        return tuple(d for d in self.drafts if isinstance(d, ProductDraft))

    @property
    def blocked(self) -> bool:
        """Whether a question or a blocking notice waits for a person."""
        return bool(self.questions) or any(n.blocking for n in self.notices)
