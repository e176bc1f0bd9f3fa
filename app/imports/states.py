"""A platform's words for what happened to an order, as our payment and fulfilment states.

Payment: unpaid, paid, part_refunded, refunded. Fulfilment: new, to_ship, part_shipped, shipped, completed, cancelled.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import NamedTuple

from app.imports.cells import is_blank, text
from app.imports.formats.base import States
from app.imports.readers.model import Value


class State(NamedTuple):
    """What a status cell says; `unknown` holds a word that no vocabulary has."""

    payment: str | None = None
    fulfilment: str | None = None
    unknown: str | None = None


NO_STATE = State()

_EVERYDAY: tuple[tuple[str, str | None, str | None], ...] = (
    ("部分退款", "part_refunded", None),
    ("退款成功", "refunded", None),
    ("已退款", "refunded", None),
    ("未付款", "unpaid", "new"),
    ("待付款", "unpaid", "new"),
    ("待支付", "unpaid", "new"),
    ("等待付款", "unpaid", "new"),
    ("等待买家付款", "unpaid", "new"),
    ("部分发货", "paid", "part_shipped"),
    ("待发货", "paid", "to_ship"),
    ("未发货", "paid", "to_ship"),
    ("等待发货", "paid", "to_ship"),
    ("等待卖家发货", "paid", "to_ship"),
    ("等待出库", "paid", "to_ship"),
    ("备货中", "paid", "to_ship"),
    ("已付款", "paid", "to_ship"),
    ("已发货", "paid", "shipped"),
    ("已出库", "paid", "shipped"),
    ("待收货", "paid", "shipped"),
    ("配送中", "paid", "shipped"),
    ("运输中", "paid", "shipped"),
    ("交易成功", "paid", "completed"),
    ("交易完成", "paid", "completed"),
    ("已完成", "paid", "completed"),
    ("完成", "paid", "completed"),
    ("已签收", "paid", "completed"),
    ("已收货", "paid", "completed"),
    ("交易关闭", None, "cancelled"),
    ("已关闭", None, "cancelled"),
    ("已取消", None, "cancelled"),
    ("取消", None, "cancelled"),
    ("unpaid", "unpaid", "new"),
    ("pending", "unpaid", "new"),
    ("pending payment", "unpaid", "new"),
    ("processing", "paid", "to_ship"),
    ("paid", "paid", None),
    ("unfulfilled", None, "to_ship"),
    ("awaiting shipment", "paid", "to_ship"),
    ("partial", None, "part_shipped"),
    ("partially shipped", "paid", "part_shipped"),
    ("shipped", None, "shipped"),
    ("fulfilled", None, "shipped"),
    ("delivered", None, "completed"),
    ("completed", "paid", "completed"),
    ("complete", "paid", "completed"),
    ("cancelled", None, "cancelled"),
    ("canceled", None, "cancelled"),
    ("refunded", "refunded", None),
    ("partially_refunded", "part_refunded", None),
    ("partially refunded", "part_refunded", None),
)
_MARKS = re.compile(r"[\s,.;:，。；：、!！]+")


def reader(own: States) -> Callable[[Value], State]:
    """A function from a status cell to its `State`: the platform's own words first, everyday words after."""
    known = {_key(word): State(p, f) for word, p, f in _EVERYDAY}
    known.update({_key(word): State(*pair) for word, pair in own.items()})
    ordered = sorted((k for k in known if not k.isascii()), key=len, reverse=True)

    def read(value: Value) -> State:
        said = None if is_blank(value) else text(value)
        if said is None:
            return NO_STATE
        key = _key(said)
        if key in known:
            return known[key]
        for word in ordered:  # 已发货(待签收), 交易成功 2026-03-01
            if key.startswith(word):
                return known[word]
        return State(unknown=said)

    return read


def _key(word: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKC", word)).casefold()


_FULFILMENT_RANK = {None: -1, "new": 0, "to_ship": 1, "part_shipped": 2, "shipped": 3, "completed": 4, "cancelled": 5}
_PAYMENT_RANK = {None: -1, "unpaid": 0, "paid": 1, "part_refunded": 2, "refunded": 3}


def rank(payment: str | None, fulfilment: str | None) -> tuple[int, int]:
    """How far an order has come: of two exports of one order, the one further on is the later."""
    return _FULFILMENT_RANK[fulfilment], _PAYMENT_RANK[payment]


def together(states: Iterable[State]) -> State:
    """The state of an order from the states of its lines."""
    all_states = list(dict.fromkeys(states))
    if len(all_states) == 1:
        return all_states[0]
    unknown = next((s.unknown for s in all_states if s.unknown), None)
    fulfilments = {s.fulfilment for s in all_states} - {None}
    alive = fulfilments - {"cancelled"} or fulfilments
    payments = {s.payment for s in all_states} - {None}
    return State(_payment(payments), _fulfilment(alive), unknown)


def _fulfilment(alive: set[str | None]) -> str | None:
    if len(alive) == 1:
        return next(iter(alive))
    gone = alive & {"shipped", "completed"}
    if gone == alive and gone:
        return "shipped"
    if gone or "part_shipped" in alive:
        return "part_shipped"
    return min(alive, key=lambda f: _FULFILMENT_RANK[f], default=None)


def _payment(payments: set[str | None]) -> str | None:
    if len(payments) <= 1:
        return next(iter(payments), None)
    if payments & {"refunded", "part_refunded"}:
        return "part_refunded"
    return "unpaid" if "unpaid" in payments else "paid"
