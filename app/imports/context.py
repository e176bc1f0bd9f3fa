"""What parsing needs to know about the shop, since a file does not say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo
from types import MappingProxyType

from app.core.dates import DEFAULT_ZONE, zone


def _no_answers() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Context:
    """The shop's currency, its time zone for times without one, and answers given to questions.

    `date_orders` maps a column's header to `YMD`, `DMY` or `MDY`; the key `*` answers for all columns. `today`
    rules out readings of an ambiguous date that would lie in the future; None leaves them in.
    """

    currency: str = "CNY"
    tz: tzinfo = field(default_factory=lambda: zone(DEFAULT_ZONE))
    date_orders: Mapping[str, str] = field(default_factory=_no_answers)
    today: date | None = None
    shop_name: str | None = None
