"""Drafts of one order put together: exported twice, or told by two files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from app.imports import states
from app.imports.drafts import LineDraft, OrderDraft

_OWN = frozenset(
    (
        "platform",
        "platform_order_id",
        "rows",
        "sheet",
        "source",
        "also",
        "lines",
        "waybills",
        "known",
        "masked",
        "flags",
        "extras",
        "currency",
    )
)
_FIELDS = tuple(f.name for f in fields(OrderDraft) if f.name not in _OWN)


def merge_versions(versions: Sequence[OrderDraft]) -> OrderDraft:
    """One order that stands in a file more than once.

    Lines that differ are parts of one export; the same lines again are a later export, and the version that has
    come further (of equals, the lower one in the file) speaks.
    """
    merged = versions[0]
    for later in versions[1:]:
        parts = not ({_line_key(a) for a in merged.lines} & {_line_key(b) for b in later.lines}) and merged.lines
        newer = states.rank(later.payment_state, later.fulfilment_state) >= states.rank(
            merged.payment_state, merged.fulfilment_state
        )
        front, back = (later, merged) if newer else (merged, later)
        joined = _over(front, back)
        if parts and later.lines:
            told = states.together(states.State(d.payment_state, d.fulfilment_state) for d in (merged, later))
            joined = replace(joined, payment_state=told.payment, fulfilment_state=told.fulfilment)
        merged = replace(joined, lines=_lines(merged.lines, later.lines, newer))
    return merged


def join(drafts: Iterable[OrderDraft]) -> list[OrderDraft]:
    """Drafts of several files, each order once: the fields that only one file knows come from that one."""
    found: dict[tuple[str, str], OrderDraft] = {}
    for draft in drafts:
        key = (draft.platform, draft.platform_order_id)
        before = found.get(key)
        found[key] = draft if before is None else join_two(before, draft)
    return list(found.values())


def join_two(a: OrderDraft, b: OrderDraft) -> OrderDraft:
    """Two files' drafts of one order as one. Real lines replace provisional ones."""
    if a.lines and b.lines and "lines_provisional" not in a.flags | b.flags:
        return merge_versions((a, b))
    front, back = (a, b) if len(a.known) >= len(b.known) else (b, a)
    joined = _over(front, back)
    real = [d for d in (a, b) if d.lines and "lines_provisional" not in d.flags]
    lines = real[0].lines if real else joined.lines or back.lines
    flags = joined.flags - {"lines_provisional"} if real else joined.flags
    return replace(joined, lines=lines, flags=_checked(flags, joined, lines, bool(real)))


def _checked(flags: frozenset[str], draft: OrderDraft, lines: Sequence[LineDraft], real: bool) -> frozenset[str]:
    """The sums agree or not once the lines of one file meet the totals of the other."""
    amounts = [line.amount for line in lines]
    if not real or draft.goods_total is None or None in amounts:
        return flags
    goods = sum(a for a in amounts if a is not None)
    off = abs(goods - draft.goods_total) > len(lines) and abs(goods - draft.goods_total - (draft.discount or 0)) > len(
        lines
    )
    return flags | {"totals_differ"} if off else flags


def _over(front: OrderDraft, back: OrderDraft) -> OrderDraft:
    """`front` with the gaps filled from `back`; a masked value gives way to a plain one."""
    filled: dict[str, Any] = {}
    masked = set(front.masked)
    for name in _FIELDS:
        mine, other = getattr(front, name), getattr(back, name)
        if (mine is None and other is not None) or (
            name in front.masked and other is not None and name not in back.masked
        ):
            filled[name] = other
            masked.discard(name)
            if name in back.masked:
                masked.add(name)
    same = (front.source, front.sheet) == (back.source, back.sheet)
    other = () if same else ((back.source, back.sheet, back.rows),)
    return replace(
        front,
        rows=tuple(sorted({*back.rows, *front.rows})) if same else front.rows,
        also=(*front.also, *back.also, *other),
        waybills=tuple(dict.fromkeys((*back.waybills, *front.waybills))),
        known=front.known | back.known,
        flags=front.flags | back.flags,
        masked=frozenset(masked),
        extras={**back.extras, **front.extras},
        lines=front.lines or back.lines,
        **filled,
    )


def _line_key(line: LineDraft) -> tuple[object, ...]:
    if line.platform_line_id:
        return (line.platform_line_id,)
    return (line.sku, line.platform_product_id, line.title, line.options, line.unit_price, line.quantity)


def _lines(first: Sequence[LineDraft], later: Sequence[LineDraft], newer: bool) -> tuple[LineDraft, ...]:
    """The lines of both, each once; of two with one number, the one of the version that speaks."""
    known = {_line_key(line) for line in first}
    if newer:
        replaced = {_line_key(line): line for line in later if line.platform_line_id}
        first = [replaced.get(_line_key(line), line) for line in first]
    return (*first, *(line for line in later if _line_key(line) not in known))
