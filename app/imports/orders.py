"""Rows as orders: grouped by number, order fields taken once, states settled, sums checked.

A row that is rejected rejects its whole order: nothing half comes in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from app.core.i18n import N_, Nn_
from app.imports import states
from app.imports.addresses import split_address, split_recipient
from app.imports.amounts import NAMES as AMOUNT_NAMES
from app.imports.amounts import Amounts, scaled
from app.imports.carriers import carrier_code
from app.imports.cells import as_text, is_masked
from app.imports.columns import Columns, Memo
from app.imports.context import Context
from app.imports.drafts import LineDraft, OrderDraft
from app.imports.extras import by_row, split_levels, unclaimed
from app.imports.formats.base import Format
from app.imports.groups import Groups, group_rows
from app.imports.join import merge_versions
from app.imports.lines import LINE_NAMES, build_lines
from app.imports.report import Notice, Reject

_TEXTS = (
    "shop_name", "buyer_nick", "buyer_name", "phone", "email", "country", "province", "city", "district",
    "street", "postcode", "address", "payment_no", "payment_method", "buyer_note", "seller_note",
    "cancel_reason", "aftersale_state",
)  # fmt: skip
_INSTANTS = ("placed_at", "paid_at", "shipped_at", "completed_at", "cancelled_at")
_PERSONAL = ("buyer_nick", "buyer_name", "phone", "email", "street", "address")
_SIMPLE = (*_TEXTS, *_INSTANTS)
_OTHER = ("currency", "recipient", "carrier", "item_count", "item_kinds")
_STATUS = ("status", "payment_status", "fulfilment_status")
_NOT_CLOSED = "订单未关闭"
"""What Taobao writes as the reason of closing of every order that is not closed."""


@dataclass(slots=True)
class Built:
    """Orders made from one grid, and what was said on the way."""

    drafts: list[OrderDraft]
    rejects: list[Reject]
    notices: list[Notice] = field(default_factory=list)
    spoiled: dict[str, int] = field(default_factory=dict)
    """Numbers of the orders that cannot come in, with the row that spoiled each."""


@dataclass(slots=True)
class _Work:
    """What building one order looks up."""

    columns: Columns
    fmt: Format
    context: Context
    amounts: Amounts
    lines: list[LineDraft | None]
    fields: list[str]
    tuples: list[tuple[Any, ...]]
    states: list[states.State]
    extras: list[Mapping[str, str]]
    known: frozenset[str]
    unclear: frozenset[int]
    unknown_states: dict[str, int] = field(default_factory=dict)
    unknown_currencies: dict[str, int] = field(default_factory=dict)


def build_orders(columns: Columns, fmt: Format, context: Context, unclear: frozenset[int]) -> Built:
    """The orders of a converted grid. `unclear` are rows whose items' quantities the file does not tell."""
    grid = columns.grid
    free = unclaimed(grid, columns.source)
    first_pass = group_rows(columns, fmt)
    order_level, line_level = split_levels(grid, free, list(first_pass.members.values()))
    line_extras = by_row(columns, line_level) if line_level else None
    lines, nothing = build_lines(columns, line_extras, fmt.joined and "quantity" not in columns.values)
    groups = group_rows(columns, fmt) if columns.bad else first_pass
    firsts = [members[0] for members in groups.members.values()]
    names = [n for n in (*_SIMPLE, *_OTHER) if n in columns.values]
    held = [columns.values[n] for n in names]
    work = _Work(
        columns, fmt, context, Amounts(columns, fmt), lines, names,
        list(zip(*held, strict=True)) if held else [()] * len(grid.rows),
        _row_states(columns, fmt), by_row(columns, order_level, firsts), _known(columns), unclear,
    )  # fmt: skip
    drafts = [
        _order(work, order_id, rows) for order_id, rows in groups.members.items() if order_id not in groups.poisoned
    ]
    return Built(drafts, _rejects(columns, groups), _notices(work, drafts, nothing), groups.poisoned)


def _known(columns: Columns) -> frozenset[str]:
    """The draft's fields that the file's columns speak of."""
    names = set(columns.values)
    known = names & {*_SIMPLE, *AMOUNT_NAMES, "carrier", "currency"}
    if "waybill" in names:
        known.add("waybills")
    if names & {"status", "payment_status"}:
        known.add("payment_state")
    if names & {"status", "fulfilment_status"}:
        known.add("fulfilment_state")
    if "recipient" in names:
        known |= {"buyer_name", "phone", "address"}
    if names & set(LINE_NAMES):
        known.add("lines")
    return frozenset(known)


def _row_states(columns: Columns, fmt: Format) -> list[states.State]:
    """The state that each row's status cells tell, payment and shipping columns laid over the joint one."""
    memo = Memo(states.reader(fmt.states))
    told = [columns.values[n] for n in _STATUS if n in columns.values]
    if not told:
        return [states.NO_STATE] * len(columns.grid.rows)
    read = [[memo[v] if v is not None else states.NO_STATE for v in column] for column in told]
    if len(read) == 1:
        return read[0]
    return [_overlaid(row) for row in zip(*read, strict=True)]


def _overlaid(told: Sequence[states.State]) -> states.State:
    payment = next((s.payment for s in reversed(told) if s.payment), None)
    fulfilment = next((s.fulfilment for s in reversed(told) if s.fulfilment), None)
    return states.State(payment, fulfilment, next((s.unknown for s in told if s.unknown), None))


def _order(work: _Work, order_id: str, rows: list[int]) -> OrderDraft:
    blocks = _blocks(work, rows)
    if len(blocks) == 1 or _parts(work, blocks):
        return _block(work, order_id, rows)
    return merge_versions([_block(work, order_id, block) for block in blocks])


def _blocks(work: _Work, rows: list[int]) -> list[list[int]]:
    """Rows that stand together; where each row is a whole order, each row (and its expanded items) alone."""
    if len(rows) == 1:
        return [rows]
    numbers = work.columns.grid.numbers
    blocks = [[rows[0]]]
    for before, i in pairwise(rows):
        together = numbers[i] == numbers[before] if work.fmt.whole_rows else i == before + 1
        if together:
            blocks[-1].append(i)
        else:
            blocks.append([i])
    return blocks


def _parts(work: _Work, blocks: list[list[int]]) -> bool:
    """Whether blocks apart hold different items, each with a number: parts of one order, not the order twice."""
    if work.fmt.whole_rows:
        return False
    numbers = [
        {line.platform_line_id for i in block if (line := work.lines[i]) is not None and line.platform_line_id}
        for block in blocks
    ]
    return all(numbers) and sum(map(len, numbers)) == len(set().union(*numbers))


def _block(work: _Work, order_id: str, rows: list[int]) -> OrderDraft:
    values = _values(work, rows)
    lines = tuple(line for i in rows if (line := work.lines[i]) is not None)
    numbers = work.columns.grid.numbers
    flags: set[str] = set()
    if work.fmt.provisional_lines or any(numbers[i] in work.unclear for i in rows):
        lines, flags = _provisional(values, lines), {"lines_provisional"}
    values.pop("item_count", None)
    values.pop("item_kinds", None)
    amounts = work.amounts.of(rows, lines, bool(flags))
    flags.update(amounts.pop("flags", ()))
    _people(values)
    state = states.together(work.states[i] for i in rows) if len(rows) > 1 else work.states[rows[0]]
    if state.unknown:
        work.unknown_states.setdefault(state.unknown, numbers[rows[0]])
    payment, fulfilment = _settled(state, values, amounts, work)
    currency = _currency(work, values.pop("currency", None), numbers[rows[0]])
    amounts, lines = scaled(amounts, lines, work.columns.counted_in, currency)
    return OrderDraft(
        platform=work.fmt.platform,
        platform_order_id=order_id,
        rows=tuple(dict.fromkeys(numbers[i] for i in rows)) if len(rows) > 1 else (numbers[rows[0]],),
        sheet=work.columns.grid.sheet,
        source=work.columns.grid.source,
        payment_state=payment,
        fulfilment_state=fulfilment,
        waybills=_waybills(work, rows),
        lines=lines,
        known=work.known,
        masked=frozenset(n for n in _PERSONAL if (v := values.get(n)) is not None and is_masked(v)),
        flags=frozenset(flags),
        extras=work.extras[rows[0]],
        currency=currency,
        **values,
        **amounts,
    )


def _values(work: _Work, rows: list[int]) -> dict[str, Any]:
    first = work.tuples[rows[0]]
    if len(rows) == 1 or all(work.tuples[i] == first for i in rows[1:]):
        values = dict(zip(work.fields, first, strict=True))
    else:
        columns = zip(*(work.tuples[i] for i in rows), strict=True)
        values = {
            name: next((v for v in told if v is not None), None)
            for name, told in zip(work.fields, columns, strict=True)
        }
    if values.get("shop_name") is None:
        values["shop_name"] = work.context.shop_name
    if values.get("cancel_reason") == _NOT_CLOSED:
        values["cancel_reason"] = None
    if values.get("carrier"):
        values["carrier"] = carrier_code(values["carrier"])
    return values


def _people(values: dict[str, Any]) -> None:
    """Fill the parts of a person's address from the whole, and the whole from the parts, in place."""
    shared = values.pop("recipient", None)
    whole = shared or values.get("address")
    if whole and (shared or ("，" in whole or "," in whole)) and values.get("buyer_name") is None:
        who = split_recipient(whole)
        for name, said in (("buyer_name", who.name), ("phone", who.phone), ("address", who.address)):
            if said is not None and (name == "address" or values.get(name) is None):
                values[name] = said
    address = values.get("address")
    if address and values.get("province") is None:
        for name, said in split_address(address)._asdict().items():
            if said is not None and values.get(name) is None:
                values[name] = said
    elif not address:
        values["address"] = _whole_address(values)


def _whole_address(values: Mapping[str, Any]) -> str | None:
    parts = [values.get(n) for n in ("province", "city", "district", "street")]
    said = [str(p) for p in dict.fromkeys(parts) if p]
    if not said:
        return None
    if not "".join(said).isascii() and any("\u4e00" <= c <= "\u9fff" for c in "".join(said)):
        return " ".join(said)
    western = (
        values.get("street"),
        values.get("city"),
        values.get("province"),
        values.get("postcode"),
        values.get("country"),
    )
    return ", ".join(str(p) for p in western if p)


def _provisional(values: Mapping[str, Any], lines: tuple[LineDraft, ...]) -> tuple[LineDraft, ...]:
    """Lines from an order's summary: with one kind of item its count is known, else one of each is assumed."""
    kinds, pieces = values.get("item_kinds"), values.get("item_count")
    if len(lines) != 1 or not lines[0].title:
        return lines
    only, title = lines[0], lines[0].title or ""
    if kinds in (None, 1):
        return (LineDraft(only.row, title=only.title, quantity=pieces or 1, extras=only.extras),)
    titles = [t.strip() for t in title.replace("，", ",").split(",") if t.strip()]
    if len(titles) != kinds:
        return (LineDraft(only.row, title=only.title, quantity=pieces or 1, extras=only.extras),)
    return tuple(LineDraft(only.row, title=title) for title in titles)


def _settled(
    state: states.State, values: Mapping[str, Any], amounts: Mapping[str, Any], work: _Work
) -> tuple[str | None, str | None]:
    """Payment and fulfilment, filled in from the dates and amounts where the status does not tell."""
    payment, fulfilment = state.payment, state.fulfilment
    was_paid = values.get("paid_at") is not None or bool(amounts.get("paid"))
    if values.get("cancelled_at") is not None:
        fulfilment = "cancelled"
    elif fulfilment is None:
        steps = (("completed_at", "completed"), ("shipped_at", "shipped"))
        fulfilment = next((word for name, word in steps if values.get(name) is not None), None)
    if payment is None and work.fmt.kind == "orders":
        payment = "paid" if was_paid else ("unpaid" if fulfilment == "cancelled" else work.fmt.default_state[0])
    if payment == "paid" and fulfilment == "cancelled" and state.payment is None and not amounts.get("refunded"):
        payment = "refunded"  # a platform does not keep the money of an order it closed
    refunded, paid = amounts.get("refunded") or 0, amounts.get("paid") or amounts.get("total") or 0
    if refunded > 0 and payment in ("paid", None):
        payment = "refunded" if refunded >= paid else "part_refunded"
    if fulfilment is None and payment == "paid" and work.fmt.default_state[1] is not None:
        fulfilment = "to_ship"
    return payment, fulfilment or work.fmt.default_state[1]


def _waybills(work: _Work, rows: list[int]) -> tuple[str, ...]:
    column = work.columns.values.get("waybill")
    if column is None:
        return ()
    return tuple(dict.fromkeys(number for i in rows if column[i] for number in column[i]))


def _currency(work: _Work, said: str | None, row: int) -> str:
    if said is None:
        return work.columns.currency
    code = said.upper()
    if code in ("RMB", "人民币", "CNY", "元"):
        return "CNY"
    if len(code) == 3 and code.isascii() and code.isalpha():
        return code
    work.unknown_currencies.setdefault(said, row)
    return work.columns.currency


def _rejects(columns: Columns, groups: Groups) -> list[Reject]:
    """Rejects of bad cells, of rows without an order, and of the other rows of a rejected order."""
    grid = columns.grid
    rejects = [*grid.rejects, *(r for found in columns.bad.values() for r in found), *groups.rejects]
    told = {r.row for r in rejects}
    at = columns.source["order_id"][0]
    for order_id, why in groups.poisoned.items():
        for i in groups.members.get(order_id, ()):
            if grid.numbers[i] not in told:
                told.add(grid.numbers[i])
                reason = N_("Row {row} of the same order was rejected.", row=why)
                said = as_text(grid.rows[i][at]) or order_id
                rejects.append(Reject(grid.numbers[i], grid.names[at], said, reason, grid.sheet, grid.source))
    return sorted(rejects, key=lambda r: r.row)


def _notices(work: _Work, drafts: Iterable[OrderDraft], nothing: int) -> list[Notice]:
    grid = work.columns.grid
    notices = list(work.columns.notices)
    for word, row in work.unknown_states.items():
        text = N_(
            "The status “{word}” (first in row {row}) is not known; the state of these orders is left open.",
            word=word,
            row=row,
        )
        notices.append(Notice("unknown_status", text, row, sheet=grid.sheet))
    for word, row in work.unknown_currencies.items():
        text = N_(
            "“{word}” (row {row}) is not a currency; {code} was used.",
            word=word[:20],
            row=row,
            code=work.columns.currency,
        )
        notices.append(Notice("unknown_currency", text, row, sheet=grid.sheet))
    if nothing:
        text = Nn_("One row with quantity 0 was left out.", "{n} rows with quantity 0 were left out.", nothing)
        notices.append(Notice("zero_quantity", text, sheet=grid.sheet))
    differing = [d for d in drafts if "totals_differ" in d.flags]
    if differing:
        text = Nn_(
            "The lines of one order (row {row}) do not add up to its total.",
            "The lines of {n} orders (first row {row}) do not add up to their totals.",
            len(differing),
            row=differing[0].rows[0],
        )
        notices.append(Notice("totals_differ", text, differing[0].rows[0], sheet=grid.sheet))
    return notices
