"""What each area of the demonstration shop is given: the shop, its present moment, its people and its goods."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from random import Random
from typing import TypeVar

from app.core.clock import fixed
from app.core.dates import business_date
from app.store.shop import Shop
from app.store.uow import UnitOfWork

T = TypeVar("T")
OPENS, CLOSES = time(9), time(18, 30)
"""When the shop works: what people enter, they enter then, at whatever hour the demonstration is made."""


def worked(when: datetime, now: datetime, tz: tzinfo) -> datetime:
    """The instant moved into the working hours of its day, in order: the whole day is pressed into them.

    The present day stays as it is, so that nothing comes to lie ahead of `now`.
    """
    local = when.astimezone(tz)
    if local.date() == now.astimezone(tz).date():
        return when
    midnight = datetime.combine(local.date(), time(), tz)
    opens, closes = (datetime.combine(local.date(), at, tz) for at in (OPENS, CLOSES))
    return (opens + (local - midnight) / timedelta(days=1) * (closes - opens)).replace(microsecond=0)


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
        """The instant so long before now, in working hours. Whole days stay on their day, whatever the hours."""
        when = self.now - timedelta(days=days, hours=hours)
        if float(days).is_integer() and days > 0:
            when = max(when, self.midnight(-int(days)))
        return worked(when, self.now, self.shop.tz)

    def at_work(self, when: datetime) -> datetime:
        """An instant moved into working hours."""
        return worked(when, self.now, self.shop.tz)

    def midnight(self, days: int) -> datetime:
        """The beginning of the business day so many days from today."""
        return datetime.combine(self.day(days), time(), self.shop.tz)

    def at(self, when: datetime, work: Callable[[UnitOfWork], T]) -> T:
        """Run a change as if at that time."""
        self.shop.clock = fixed(when)
        return self.shop.change(work)
