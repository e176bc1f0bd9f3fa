"""What is due in words, as rows in parts: overdue, today, the next days, later, put off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.core.i18n import N_, Nn_, Text
from app.core.locale import Locale
from app.models.registry import Registry
from app.services.due import PER_RULE, Item, When
from app.services.due_ahead import AHEAD
from app.services.today import Board
from app.ui.pages.today.words import day_words, pill_of, remark_of
from app.ui.runtime.theme import Tone

PARTS: tuple[tuple[When, Text, Tone], ...] = (
    ("late", N_("Overdue"), "red"),
    ("today", N_("Today"), "neutral"),
    ("week", N_("Next 7 days"), "neutral"),
    ("later", N_("Later"), "neutral"),
)


@dataclass(frozen=True, slots=True)
class DueRow:
    """One row in words. `item` is None for a heading; `move` names what settles it, where the person may."""

    words: str
    remark: str = ""
    icon: str = ""
    pill: str = ""
    tone: Tone = "neutral"
    item: Item | None = None
    every: bool = False
    """It opens the whole list behind its rule."""
    who: str = ""
    move: str = ""
    """The words of the move that settles it."""


def rows_of(board: Board, registry: Registry, at: Locale) -> list[DueRow]:
    """Headings and items in the order in which they are to be done, and at the end what was put off."""
    shown: list[DueRow] = []
    for when, heading, tone in PARTS:
        found = board.of(when)
        if found:
            shown.append(DueRow(at.tr(heading), f"{board.shown(when):,}", tone=tone))
            shown += _rows(found, registry, at, folds=when in ("week", "later"))
            shown += _rest(found, registry, at)
    if board.put_off:
        shown.append(DueRow(at.tr(N_("Put off")), f"{len(board.put_off):,}"))
        shown += [_off(item, registry, at) for item in board.put_off]
    return shown


def rows_of_day(items: Sequence[Item], registry: Registry, at: Locale) -> list[DueRow]:
    """The items of one day, without headings."""
    return _rows(items, registry, at, folds=False)


def _rows(items: Sequence[Item], registry: Registry, at: Locale, *, folds: bool) -> list[DueRow]:
    """The items as rows; what comes again in days ahead stands once, with how often it comes."""
    rows: list[DueRow] = []
    again: dict[tuple[str, str, str, str], int] = {}
    for item in items:
        row = _off(item, registry, at) if item.put_off is not None else _row(item, registry, at)
        key = (item.register, item.rule, row.words, row.who)
        if folds and key in again:
            again[key] += 1
            continue
        again[key] = 0
        rows.append(row)
    return [_folded(r, again[r.item.register, r.item.rule, r.words, r.who], at) for r in rows if r.item is not None]


def _folded(row: DueRow, more: int, at: Locale) -> DueRow:
    if not more:
        return row
    words = Nn_("{remark} · and once more", "{remark} · and {n} times more", more, remark=row.remark)
    return replace(row, remark=at.tr(words))


def _row(item: Item, registry: Registry, at: Locale) -> DueRow:
    words, tone = pill_of(item, at)
    register = registry[item.register]
    move = at.tr(register.transition(item.move).label) if item.move else ""
    remark = at.tr(remark_of(item, registry, at))
    return DueRow(at.tr(item.label), remark, register.icon, at.tr(words), tone, item, who=item.who, move=move)


def _off(item: Item, registry: Registry, at: Locale) -> DueRow:
    row = _row(item, registry, at)
    off = item.put_off
    if off is None:
        return row
    words = N_("Until {day} · {reason} · {who}", day=day_words(off.until, at), reason=off.reason, who=off.by)
    return replace(row, remark=at.tr(words))


def _rest(found: Sequence[Item], registry: Registry, at: Locale) -> list[DueRow]:
    """A way to the whole list where a rule has more items in this part than are shown singly."""
    rows = []
    for key in dict.fromkeys((i.register, i.rule) for i in found):
        mine = [i for i in found if (i.register, i.rule) == key]
        if len(mine) >= PER_RULE:
            words = at.tr(N_("Show all of these in the list"))
            rows.append(DueRow(words, at.tr(registry[key[0]].label), "list", item=mine[-1], every=True))
    return rows


def acts_of(row: DueRow) -> tuple[str, ...]:
    """What can be done with a row besides opening it: settle, put_off, bring_back."""
    if row.item is None or row.every or row.item.rule == AHEAD:
        return ()
    if row.item.put_off is not None:
        return ("bring_back",)
    return ("settle", "put_off") if row.move else ("put_off",)


def act_words(row: DueRow, act: str) -> Text | str:
    """What an act is called."""
    if act == "settle":
        return row.move
    return N_("Show again") if act == "bring_back" else N_("Put off…")
