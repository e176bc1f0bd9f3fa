"""The price difference of an exchange for something else: collected of the buyer, or paid back within what was paid.

What is paid back is the line's refund, so that every cap on refunds holds for it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from app.core.errors import FieldError
from app.core.i18n import N_
from app.core.money import format_amount
from app.services.claims import Claimable
from app.services.summary import item_name
from app.services.tables import Values
from app.services.validate import line_field

Products = Mapping[int, Values]


def fill(
    order: Values, one: Claimable, row: Values, before: Values, products: Products, home: str, position: int
) -> list[FieldError]:
    """Work out the difference of one exchanged line, unless it was typed, and its refund.

    Above zero the buyer pays it, at most what the new goods cost; below zero it is paid back, at most what is left of
    what was paid for the line. Prices are of the shop's own currency: for an order in another one it is typed.
    """
    new = products.get(row.get("replacement_id", before.get("replacement_id")) or 0)
    pieces = int(row["quantity"])
    now = products.get(one.standing.product_id or 0)  # what the buyer has, where it was exchanged before
    old = now["price"] if now is not None and now["price"] is not None else one.line["unit_price"]
    counted = order["currency"] == home
    said = row.get("difference", before.get("difference"))
    if said is None or (before and said == before["difference"] == _reckoned(before, old, products, counted)):
        said = _reckoned({**before, **row}, old, products, counted)
    row["difference"], row["refund"] = said, max(-said, 0)
    field = line_field("lines", position, "difference")
    if new is None and said:
        return [FieldError(field, N_("Choose first what it is exchanged for."))]
    left = max(one.share - one.standing.refund, 0)
    if -said > left:
        most = format_amount(left, order["currency"], symbol=True)
        return [FieldError(field, N_("{item}: of what was paid for it, {most} is left.",
                                     item=item_name(one.line), most=most))]  # fmt: skip
    dear = (new["price"] or 0) * pieces if new is not None else 0
    if counted and said > max(dear, 0):
        most = format_amount(dear, home, symbol=True)
        return [FieldError(field, N_("The new goods cost {most} in all.", most=most))]
    return []


def _reckoned(row: Values, old: int, products: Products, counted: bool) -> int:
    """The new goods' price less that of the old ones, for all pieces."""
    new = products.get(row.get("replacement_id") or 0)
    if new is None or new["price"] is None or not counted:
        return 0
    return (int(new["price"]) - int(old)) * int(row["quantity"])


def fewer(line: Values) -> None:
    """After the inspection: the difference of the pieces that came back."""
    if line["received"] < line["quantity"]:
        sign = -1 if line["difference"] < 0 else 1
        line["difference"] = sign * (abs(line["difference"]) * line["received"] // line["quantity"])
        line["refund"] = max(-line["difference"], 0)


def to_collect(lines: Iterable[Mapping[str, Any]]) -> int:
    """What the buyer pays for dearer goods, in minor units."""
    return sum(max(x.get("difference") or 0, 0) for x in lines)
