"""What turning a value into words needs to know: language, currency, time zone and the present instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from app.core.dates import business_date
from app.core.i18n import Translator


@dataclass(frozen=True, slots=True)
class Locale:
    """How this shop and this reader see values. `currency` is ISO 4217; `now` an aware instant in UTC."""

    tr: Translator
    currency: str
    tz: tzinfo
    now: datetime

    @property
    def today(self) -> date:
        """The business date of `now` in the shop's zone."""
        return business_date(self.now, self.tz)
