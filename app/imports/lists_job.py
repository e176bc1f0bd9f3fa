"""Checklists and past checks from a spreadsheet: each row an item, the record named by column, line or title."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.core.i18n import N_, Nn_, Text, listed
from app.core.progress import Progress
from app.imports import people
from app.imports.cells import CellError, as_text
from app.imports.grid import Grid
from app.imports.header import header_key
from app.imports.job import Matched, Preview
from app.imports.kind_cells import KindReader
from app.imports.lists_fields import ABOUT, FOUND, PAST, Kind
from app.imports.lists_read import ListSheet, pairs
from app.imports.register_job import finder
from app.imports.report import Reject
from app.models.checklists import AREAS, FAIL, ITEM_FIELDS, NUMBER, PASS, SKIP
from app.models.kinds import Choice
from app.services import records
from app.services.checklists import history, scoring
from app.services.tables import Values
from app.store.reader import Reader
from app.store.uow import UnitOfWork

_PASSED = (
    "合格",
    "符合",
    "正常",
    "良好",
    "通过",
    "完好",
    "达标",
    "没问题",
    "无异常",
    "是",
    "√",
    "✓",
    "✔",
    "ok",
    "pass",
    "yes",
    "y",
    "无",
)
_FAILED = ("不", "未", "无法", "异常", "隐患", "问题", "否", "×", "✗", "✘", "x", "fail", "no", "n")
_LEFT_OUT = ("/", "-", "—", "n/a", "na", "不适用", "无此项", "不涉及")


@dataclass(frozen=True, slots=True)
class ListPart:
    """One table: its rows, what it was read as, how its dates are written, and the name of its list."""

    grid: Grid
    read: ListSheet
    name: str
    day_order: str


@dataclass(slots=True)
class _Draft:
    """One checklist, or one check, with its rows as they stand in the file."""

    head: Values
    rows: list[tuple[int, ListPart, int, Values]] = field(default_factory=list)
    """(index of the row over all tables, its table, its place there, item)."""
    old: Values | None = None
    fresh: list[Values] = field(default_factory=list)


class ListJob:
    """The items of one or several tables as checklists, or as checks that were made."""

    def __init__(self, kind: Kind, parts: Sequence[ListPart], create_people: bool = True) -> None:
        """With `create_people`, a checker whom the shop does not know becomes staff."""
        self.register: str = kind
        self._kind = kind
        self._parts = tuple(parts)
        self._create_people = create_people
        self._today = date.max
        self._named: dict[int, str] = {}
        """Checkers whom the shop knows, as the preview shows them."""

    def match(self, reader: Reader, progress: Progress) -> Matched:
        """Which lists are new, which get further items, and which rows cannot come in."""
        self._today = reader.locale.today
        found = Matched(rejects=[r for part in self._parts for r in part.grid.rejects])
        drafts = self._read(reader, found)
        if self._kind == PAST:
            self._match_checks(reader, found, drafts)
        else:
            self._match_templates(reader, found, drafts)
        found.payload = drafts
        return found

    def _read(self, reader: Reader, found: Matched) -> list[_Draft]:
        kinds = KindReader(reader.locale, finder(reader, self._create_people))
        drafts: dict[tuple[Any, ...], _Draft] = {}
        index = 0
        for part in self._parts:
            for at, row in enumerate(part.grid.rows):
                here, index = index, index + 1
                try:
                    head = self._head(kinds, part, row)
                    item = self._item(kinds, part, row)
                except _Wrong as wrong:
                    found.rejected.add(here)
                    found.rejects.append(_reject(part, at, wrong))
                    continue
                key = (head["name"],) if self._kind != PAST else (head["name"], head["checked_on"], head.get("place"))
                drafts.setdefault(key, _Draft(head)).rows.append((here, part, at, item))
        return list(drafts.values())

    def _head(self, kinds: KindReader, part: ListPart, row: Sequence[Any]) -> Values:
        """What a row and the lines around its table say of the list."""
        columns, about = part.read.columns, part.read.about
        head: Values = {"name": part.name}
        for f in ABOUT:
            if f.name == "number" or (self._kind != PAST and f.name in ("checked_on", "checker_id", "conclusion")):
                continue
            if self._kind == PAST and f.name == "rhythm":
                continue
            cell = row[columns[f.name]] if f.name in columns else about.get(f.name, "")
            if f.name == "name":
                cell = row[columns["name"]] if "name" in columns else ""
            value = _value(kinds, f, cell, part.day_order, columns.get(f.name))
            if value is not None:
                head[f.name] = value
        if self._kind == PAST and head.get("checked_on") is None:
            raise _Wrong(N_("The day of the check is missing."), columns.get("checked_on"))
        if self._kind == PAST and head["checked_on"] > self._today:
            raise _Wrong(N_("This day has not come yet."), columns.get("checked_on"))
        return head

    def _item(self, kinds: KindReader, part: ListPart, row: Sequence[Any]) -> Values:
        columns = part.read.columns
        item: Values = {}
        for f in ITEM_FIELDS:
            if f.name in columns:
                value = _value(kinds, f, row[columns[f.name]], part.day_order, columns[f.name])
                if value is not None:
                    item[f.name] = value
        if not item.get("text"):
            raise _Wrong(N_("What is checked is missing."), columns["text"])
        low, high = item.get("low"), item.get("high")
        if low is not None or high is not None:
            item["kind"] = NUMBER
        if low is not None and high is not None and low > high:
            raise _Wrong(N_("The upper limit lies below the lower one."), columns["high"])
        return item if self._kind != PAST else item | _answer(kinds, part, row, item)

    def _match_templates(self, reader: Reader, found: Matched, drafts: Sequence[_Draft]) -> None:
        """A list of the same name gets the items that it lacks; what stands in it is the shop's own by now."""
        stored = history.templates_by_name(reader, [d.head["name"] for d in drafts])
        for draft in drafts:
            draft.old = stored.get(draft.head["name"])
            have = (
                {x["text"] for x in reader.lines("check_templates", draft.old["id"], "items")} if draft.old else set()
            )
            for index, _, _, item in draft.rows:
                if item["text"] not in have:
                    have.add(item["text"])
                    draft.fresh.append(item)
                    found.effects[index] = "new" if draft.old is None else "updated"
            if draft.old is None:
                found.new += 1
            elif draft.fresh:
                found.updated += 1
            else:
                found.unchanged += 1

    def _match_checks(self, reader: Reader, found: Matched, drafts: Sequence[_Draft]) -> None:
        days: list[date] = sorted({d.head["checked_on"] for d in drafts})
        have = history.known(reader, days)
        lists = history.templates_by_name(reader, [d.head["name"] for d in drafts])
        unknown = dict.fromkeys(d.head["name"] for d in drafts if d.head["name"] not in lists)
        failed = 0
        checkers = {d.head["checker_id"] for d in drafts if isinstance(d.head.get("checker_id"), int)}
        self._named = reader.titles(people.REGISTER, checkers)
        for draft in drafts:
            name, day = draft.head["name"], draft.head["checked_on"]
            place = draft.head.get("place") or (lists[name]["place"] if name in lists else None)
            if (name, day, place) in have:
                found.unchanged += 1
                draft.old = {}
                continue
            found.new += 1
            draft.fresh = [item for _, _, _, item in draft.rows]
            failed += sum(item["result"] == FAIL for item in draft.fresh)
            found.effects |= {index: "new" for index, _, _, _ in draft.rows}
        names = people.new_in(d.head for d in drafts if d.fresh)
        if names:
            said = Nn_("{n} person whom the shop does not know becomes staff: {names}",
                       "{n} persons whom the shop does not know become staff: {names}", len(names),
                       names=listed(names[:8]))  # fmt: skip
            found.warnings.append(said)
        if unknown and found.new:
            names_said = listed([f"“{n}”" for n in list(unknown)[:8]])
            found.warnings.append(N_("Checklists that the shop does not have are made with the items: {names}",
                                     names=names_said))  # fmt: skip
        if failed:
            found.warnings.append(Nn_("{n} item was not passed. Past findings open no rectification; "
                                      "bring the register of rectifications in by itself.",
                                      "{n} items were not passed. Past findings open no rectification; "
                                      "bring the register of rectifications in by itself.", failed))  # fmt: skip

    def write(self, uow: UnitOfWork, matched: Matched, progress: Progress) -> None:
        """Write the lists, or the checks, in one transaction."""
        drafts: list[_Draft] = [d for d in matched.payload if d.fresh]
        ids = people.hire(uow, people.new_in(d.head for d in drafts))
        if self._kind == PAST:  # so that each meets the date that was expected on its day, whatever the file's order
            drafts.sort(key=lambda d: d.head["checked_on"])
        for done, draft in enumerate(drafts):
            head = people.placed(draft.head, ids)
            if self._kind == PAST:
                history.bring(uow, {"area": area_of(draft.head["name"]), **head}, draft.fresh)
            elif draft.old is None:
                records.save(
                    uow, self.register, None, {"area": area_of(draft.head["name"]), **head}, {"items": draft.fresh}
                )
            else:
                kept = uow.reader.lines(self.register, draft.old["id"], "items")
                records.save(uow, self.register, draft.old["id"], {}, {"items": [*kept, *draft.fresh]})
            progress.step(done, len(drafts))

    def preview(self, matched: Matched, limit: int) -> Preview:
        """The first items, each with the list that it belongs to."""
        drafts: list[_Draft] = matched.payload
        about = [f.name for f in ABOUT if any(f.name in d.head for d in drafts)]
        order = ["text", *(f.name for f in FOUND)] if self._kind == PAST else []
        order += [f.name for f in ITEM_FIELDS if f.name not in order]
        of_item = [n for n in order if any(i.get(n) is not None for d in drafts for *_, i in d.rows)]
        names = ("name", *(n for n in about if n in ("checked_on", "place", "checker_id")), *of_item)
        rows = sorted(
            ((i, p, at, self._shown(d, item)) for d in drafts for i, p, at, item in d.rows), key=lambda r: r[0]
        )
        return names, [
            (i, p.grid.source, p.grid.numbers[at], tuple(values.get(n) for n in names))
            for i, p, at, values in rows[:limit]
        ]

    def _shown(self, draft: _Draft, item: Values) -> Values:
        """A row with its list; the checker by name."""
        who = draft.head.get("checker_id")
        return {**draft.head, **item, "checker_id": self._named.get(who, who) if isinstance(who, int) else who}


class _Wrong(Exception):
    """A row that cannot come in: why, and the column that is wrong, where it is one."""

    def __init__(self, why: Text, column: int | None) -> None:
        super().__init__(str(why))
        self.why, self.column = why, column


def area_of(name: str) -> str:
    """What a checklist is about, by its name: `消防周查` is fire safety."""
    return next((o.key for o in AREAS for word in o.aliases if word in name), "other")


def drop_lines(grid: Grid, text: int) -> None:
    """Take out of a table, in place, the lines about the whole list and what a merged second header repeats."""
    kept = [
        i for i, row in enumerate(grid.rows) if not pairs(row) and header_key(as_text(row[text])) != grid.keys[text]
    ]
    grid.rows, grid.numbers = [grid.rows[i] for i in kept], [grid.numbers[i] for i in kept]


def _value(kinds: KindReader, f: Any, cell: Any, order: str, column: int | None) -> Any:
    try:
        return kinds.read(f.kind, cell, order)
    except CellError as problem:
        if f.name == "rhythm":
            return None  # a line above the table is read as far as it can be
        raise _Wrong(problem.reason, column) from None


def _answer(kinds: KindReader, part: ListPart, row: Sequence[Any], item: Values) -> Values:
    """What was found at an item: a ticked column, a word, or a number within or outside its limits."""
    columns, marks = part.read.columns, part.read.marks
    by_name = {f.name: f for f in FOUND}
    found: Values = {}
    for name in ("reading", "note"):
        if name in columns:
            found[name] = _value(kinds, by_name[name], row[columns[name]], part.day_order, columns[name])
    ticked = [
        result
        for at, result in marks.items()
        if as_text(row[at]) and as_text(row[at]).casefold() not in ("×", "x", "否")
    ]
    said = as_text(row[columns["result"]]) if "result" in columns else ""
    if len(set(ticked)) == 1:
        found["result"] = ticked[0]
    elif said:
        found["result"] = result_of(said)
        if found["result"] is None:
            raise _Wrong(N_("“{text}” is neither passed nor not passed.", text=said[:40]), columns["result"])
        if found["result"] == FAIL and len(said) > 3 and not found.get("note"):
            found["note"] = said[:500]
    elif found.get("reading") is not None:
        found["result"] = PASS if scoring.within(item, found["reading"]) else FAIL
    else:
        raise _Wrong(N_("The result is missing."), columns.get("result", next(iter(marks), None)))
    return found


def result_of(said: str) -> str | None:
    """The result that a cell names, in a word, a mark, or a sentence that holds one; None where it tells neither."""
    plain = said.strip().casefold()
    if plain in _LEFT_OUT:
        return SKIP
    if plain in _PASSED:
        return PASS
    for option in _RESULTS.options:
        if plain in {option.key, *(a.casefold() for a in option.aliases)}:
            return option.key
    plain = (
        plain.replace("没问题", "").replace("无异常", "正常").replace("无隐患", "正常").replace("未发现异常", "正常")
    )
    if any(plain == word if word.isascii() else word in plain for word in _FAILED):
        return FAIL
    return PASS if any(len(word) > 1 and word in plain for word in _PASSED) else None


_RESULTS = next(f.kind for f in FOUND if isinstance(f.kind, Choice))


def _reject(part: ListPart, at: int, wrong: _Wrong) -> Reject:
    if wrong.column is not None:
        return part.grid.reject(at, wrong.column, wrong.why)
    return Reject(part.grid.numbers[at], "", "", wrong.why, part.grid.sheet, part.grid.source)
