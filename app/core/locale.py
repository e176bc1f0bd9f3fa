"""What turning a value into words needs to know: language, currency, time zone and the present instant."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from app.core.dates import business_date
from app.core.i18n import Translator


@dataclass(frozen=True, slots=True)
class Locale:
    """How this shop and this reader see values. `currency` is ISO 4217; `now` an aware instant in UTC.

    Where amounts of a record in another currency are typed, `currency` is the record's and `home` the shop's own.
    """

    tr: Translator
    currency: str
    tz: tzinfo
    now: datetime
    home: str = ""

    def counting_in(self, code: str | None) -> Locale:
        """The same for amounts in another currency, such as those of one order; `None` is the shop's own."""
        own = self.home or self.currency
        code = code or own
        return self if code == self.currency else replace(self, currency=code, home="" if code == own else own)

    @property
    def today(self) -> date:
        """The business date of `now` in the shop's zone."""
        return business_date(self.now, self.tz)
