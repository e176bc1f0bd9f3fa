"""What each area of the demonstration shop is given: the shop, its present moment, its people and its goods."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import TypeVar

from app.core.clock import fixed
from app.core.dates import business_date
from app.store.shop import Shop
from app.store.uow import UnitOfWork

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Scene:
    """The shop as it stands before an area is made. `staff` by name, `products` by SKU: their ids."""

    shop: Shop
    draw: Random
    now: datetime
    staff: Mapping[str, int]
    products: Mapping[str, int]

    @property
    def today(self) -> date:
        """The shop's present business date."""
        return business_date(self.now, self.shop.tz)

    def day(self, days: int) -> date:
        """The business date so many days from today (past ones are negative)."""
        return self.today + timedelta(days=days)

    def ago(self, days: float, hours: float = 0) -> datetime:
        """The instant so long before now."""
        return self.now - timedelta(days=days, hours=hours)

    def at(self, when: datetime, work: Callable[[UnitOfWork], T]) -> T:
        """Run a change as if at that time."""
        self.shop.clock = fixed(when)
        return self.shop.change(work)
