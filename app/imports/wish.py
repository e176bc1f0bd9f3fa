"""What a person asks of an import, what it would do, and what it did: the values that window and command line share."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from app.core.i18n import Text
from app.imports.job import Job, Matched
from app.imports.mapping import Mapping
from app.imports.readers.model import Source
from app.imports.report import Notice, Question, Reject

Effect = Literal["new", "updated", "unchanged"]


def _nothing() -> MappingOf[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Wish:
    """How files are to be brought in; an empty value means: find out.

    `columns` maps fields to column headings of a table that no format knows, laid over what the program suggests
    (an empty heading leaves the field out); with `exact` it is the whole mapping. A field may be named as in
    imports (`order_id`) or as in the register (`platform_order_id`). `date_order` (`YMD`, `DMY`, `MDY`) answers
    for all date columns, `date_orders` by heading. `platform` is whose orders a table without a format holds.
    `create_products`: unknown SKUs become products in the same step; they keep no stock until they are given some.
    `create_suppliers`: unknown supplier names of products become suppliers. `create_people`: persons that the shop does
    not know become staff. `anyway`: blocking notices were read.
    """

    register: str = ""
    format: str = ""
    columns: MappingOf[str, str] = field(default_factory=_nothing)
    exact: bool = False
    date_order: str = ""
    date_orders: MappingOf[str, str] = field(default_factory=_nothing)
    platform: str = ""
    currency: str = ""
    create_products: bool = True
    create_suppliers: bool = True
    create_people: bool = True
    anyway: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import did, or would do. `rows` are data rows read; the other counts are records.

    `unlinked`: order lines kept without a product, to be linked by SKU later. `rejects_file` holds the rejected rows
    to mend and drop again (`rejects_files`, where several files had some).
    """

    format: str
    rows: int
    new: int
    updated: int
    unchanged: int
    rejected: tuple[Reject, ...] = ()
    rejects_file: Path | None = None
    warnings: tuple[Text, ...] = ()
    register: str = ""
    unlinked: int = 0
    new_products: int = 0
    rejects_files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """One column of a file and what it is taken for. `field` is empty where it is only kept with the record.

    `kept` False: the column is passed over.
    """

    source: str
    sheet: str
    heading: str
    field: str
    label: Text | None
    examples: tuple[str, ...]
    kept: bool = True


@dataclass(frozen=True, slots=True)
class Choosable:
    """A field that a column may be mapped to. One of the fields with the same non-empty `needed` must be mapped."""

    name: str
    label: Text
    needed: str = ""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One record as it would be: what happens to it, where it stands, its values by `Plan.preview_fields`."""

    effect: Effect
    source: str
    row: int
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class TableRead:
    """How one table was read: its file and sheet, the encoding of text (empty for a workbook), the headers' row."""

    source: str
    sheet: str
    encoding: str
    header_row: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What is in the files and what bringing them in would do; nothing was written.

    `confirmed` False: the mapping is the program's suggestion and should be shown. `blocked`: questions or blocking
    notices wait for a person, and `apply` refuses. `unknown_skus` are the SKUs of order lines without a product.
    `names_masked`: the shop chose that people's names are masked wherever they are shown. `platform`: whose orders a
    table without a format holds, as wished, as remembered or as its columns tell; empty for the shop's own.
    """

    files: tuple[Path, ...]
    wish: Wish
    register: str
    format: str
    label: Text
    outcome: Outcome
    columns: tuple[ColumnUse, ...]
    choosable: tuple[Choosable, ...]
    mapping: Mapping | None
    confirmed: bool
    questions: tuple[Question, ...]
    notices: tuple[Notice, ...]
    preview_fields: tuple[str, ...]
    preview: tuple[PreviewRow, ...]
    unknown_skus: tuple[str, ...]
    work: Work
    tables: tuple[TableRead, ...] = ()
    names_masked: bool = False
    platform: str = ""

    @property
    def blocked(self) -> bool:
        """Whether a person has to answer something first."""
        return not self.wish.anyway and (bool(self.questions) or any(n.blocking for n in self.notices))


@dataclass(slots=True)
class Work:
    """What `apply` needs of a plan and nobody else.

    `matched` holds for as long as the log's head is still at `seq`; it is used up by the first writing.
    """

    job: Job
    matched: Matched | None
    seq: int
    digests: tuple[str, ...]
    remember: tuple[tuple[str, str, MappingOf[str, Any]], ...]
    parse_rejects: tuple[Reject, ...]
    sources: tuple[Source, ...]
