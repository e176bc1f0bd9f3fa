"""The blocks that a ruled form is put together from, as plain data: made here, drawn by `pdf.paperpdf`."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.kinds import Tone
from app.reports.content import LineTable


@dataclass(frozen=True, slots=True)
class Box:
    """A labelled cell. `span` is its share of the row; `lines` the least height in lines, for writing by hand."""

    label: str
    value: str = ""
    span: int = 1
    lines: int = 1
    tone: Tone | None = None


@dataclass(frozen=True, slots=True)
class Boxes:
    """Ruled rows of labelled cells; each row runs over the whole width."""

    rows: tuple[tuple[Box, ...], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Ticks:
    """A question with boxes to tick: (words, whether it is ticked)."""

    label: str
    options: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Plain text over the whole width, such as what the law says or what a signature stands for."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """A line to sign on: what for, and the name and day that are known already."""

    label: str
    name: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on, side by side."""

    places: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo with its words. `data` is a JPEG as base64; empty where the file is no picture that can be shown."""

    caption: str
    data: str = ""


@dataclass(frozen=True, slots=True)
class Pictures:
    """Photos in rows."""

    title: str
    shown: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class SignRow:
    """One row of a sign-in sheet: cells in words; the last ones stay empty for writing."""

    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignSheet:
    """A ruled table to write in: headings with their shares of the width, rows of equal height."""

    heads: tuple[tuple[str, int], ...]
    rows: tuple[SignRow, ...]
    high: float = 26.0
    """Points."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an action card: when, who, what is done, where, within how long."""

    when: str
    who: str
    what: str
    where: str = ""
    within: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """Numbered steps in large type, to be read in a hurry."""

    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """What follows begins on a new page."""


Block = Boxes | Ticks | Words | Signatures | Pictures | SignSheet | Steps | LineTable | Break


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A ruled form: its official title in the middle, its number at the right, then its blocks.

    `code` is set as a QR code beside the title, for a scan that finds the record again. `one_page` draws it smaller
    rather than on a second page. `across` asks for paper that lies across. `standing` says in red below the title why
    the form does not hold, or not yet: that the record was voided, or that its plan is not in effect.
    """

    shop: str
    title: str
    name: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    code: str = ""
    masked: tuple[str, ...] = ()
    one_page: bool = False
    across: bool = False
    standing: str = ""
