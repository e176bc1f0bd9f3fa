"""Cells read as a field's kind says: the words of both languages, and the shapes that spreadsheets give values."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.core.errors import UserError
from app.core.i18n import N_, Translator
from app.core.locale import Locale
from app.imports import cells, moments
from app.imports.cells import CellError
from app.imports.readers.model import Value
from app.models.kinds import (
    Address,
    Choice,
    CodeText,
    Day,
    Hours,
    Integer,
    Kind,
    LineText,
    LongText,
    Moment,
    Money,
    Percent,
    PersonName,
    Phone,
    Ref,
    YesNo,
)
from app.models.risk_scale import Score
from app.models.stars import Stars

_NUMBER = re.compile(r"[\d.]+")
_PARTS = re.compile(r"[\s()（）\[\]【】/／、,，;；:：|—–\-·]+")


_NO_END = frozenset(("长期", "长期有效", "永久", "永久有效", "终身", "终身有效", "无固定期限", "无期限", "不限"))
"""What stands where something has no last day."""
_TO = r"\s*[-–—~～至到]+\s*"
_UNTIL = re.compile(
    rf"(?P<day>[^:：]*?\d\s*日?)(?P<clock>\s+\d{{1,2}}[:：]\d{{2}})?"
    rf"{_TO}(?:\d{{1,2}}[:：]\d{{2}}|(?:(?:\d{{4}}\s*年\s*)?\d{{1,2}}\s*月\s*)?\d{{1,2}}\s*日|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}})"
)
"""From one moment to another: `2026年2月3日-5日`, `2026-3-3 14:00-16:00`. A zone's hours stand behind seconds."""
_FREE = (LineText, LongText, PersonName, Address)
"""Kinds of free words: a name or a note may be what elsewhere is a mark for nothing."""


def _begins(text: str) -> str:
    """Where what lasted from one moment to another began; any other text as it is."""
    found = _UNTIL.fullmatch(cells.as_text(text))
    return text if found is None else found["day"] + (found["clock"] or "")


class KindReader:
    """Reads cells for one import. `find` turns the words that name another register's record into its id, or None."""

    def __init__(self, at: Locale, find: Callable[[str, str], int | None] | None = None) -> None:
        self._at = at
        self._both = (at, replace(at, tr=Translator("en")), replace(at, tr=Translator("zh")))
        self._find = find

    def read(self, kind: Kind, cell: Value, day_order: str = "YMD") -> Any:
        """The cell's value, None if it says nothing. Raises `CellError`."""
        if cells.says_nothing(cell) or (cells.is_blank(cell) and not isinstance(kind, _FREE)):
            return None
        if isinstance(kind, Day) and cells.as_text(cell) in _NO_END:
            return None
        if isinstance(kind, Moment) and isinstance(cell, str):
            cell = _begins(cell)
        if isinstance(kind, Day | Moment):
            said = moments.moment(cell, self._at.tz, day_order)
            return said.astimezone(self._at.tz).date() if isinstance(kind, Day) and said is not None else said
        if isinstance(kind, Money):
            amount = cells.money(cell, self._at.currency)
            return None if amount is None else amount.amount
        if isinstance(kind, Percent):
            return self._percent(kind, cell)
        if isinstance(kind, Hours | Score | Stars):
            return self._typed(kind, cells.as_text(cell))
        if isinstance(kind, Integer):
            number = cells.count(cell)
            return None if number is None else self._typed(kind, str(number))
        if isinstance(kind, Ref):
            return self._reference(kind, cells.as_text(cell))
        if isinstance(kind, Phone):
            return self._typed(kind, cells.phone(cell) or "")
        if isinstance(kind, CodeText):
            return self._typed(kind, cells.identifier(cell) or "")
        if isinstance(kind, Choice | YesNo) and isinstance(cell, bool):
            return cell
        if isinstance(kind, Choice):
            return self._chosen(kind, cells.as_text(cell))
        return self._typed(kind, cells.text(cell) or "")

    def _percent(self, kind: Kind, cell: Value) -> Any:
        said = cells.as_text(cell).rstrip("%％ ")
        if isinstance(cell, float) and 0 < cell <= 1:  # a workbook keeps 85% as 0.85
            said = str(round(cell * 100))
        return self._typed(kind, said)

    def _reference(self, kind: Ref, said: str) -> int | None:
        found = self._find(kind.register, said) if self._find else None
        if found is None:
            raise CellError(N_("“{text}” was not found.", text=said[:40]))
        return found

    def _chosen(self, kind: Choice, said: str) -> Any:
        """One of the answers, also where a register writes more than that: `20 (Critical)`, `4-很可能`, `重大/红`.

        The parts that are an answer must all be the same one.
        """
        if kind.graded and _NUMBER.fullmatch(said):
            raise CellError(
                N_("“{text}” may be the best grade or the worst: write it in words or by its colour.", text=said)
            )
        try:
            return self._typed(kind, said)
        except CellError:
            found = set()
            for part in _PARTS.split(said):
                if kind.graded and _NUMBER.fullmatch(part):
                    continue
                try:
                    found.add(self._typed(kind, part))
                except CellError:
                    continue
            if len(found - {None}) != 1:
                raise
            return next(iter(found - {None}))

    def _typed(self, kind: Kind, said: str) -> Any:
        """As a person would type it, in the words of either language."""
        problem: UserError | None = None
        for at in self._both:
            try:
                return kind.parse(said, at)
            except UserError as bad:
                problem = problem or bad
                if not isinstance(kind, Choice):
                    break
        assert problem is not None
        raise CellError(problem.what)
