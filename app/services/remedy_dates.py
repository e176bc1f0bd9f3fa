"""A remedy's deadlines: the shop's answer, the seven days, the refund after the goods are back, deliberate delay.

消费者权益保护法 art. 25: 7 days from the day after signing, and 7 days for the refund after the goods are back;
侵害消费者权益行为处罚办法 arts 8 and 9: beyond 15 days it is deliberate delay. The hours to answer in are policy.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from sqlalchemy import func, select

from app.core.dates import business_date
from app.models.registers.shipments import Shipment
from app.services import settings
from app.services.tables import Values, table
from app.store.reader import Reader

NO_REASON_DAYS = 7
DELAY_DAYS = 15


def signed_on(reader: Reader, order: Mapping[str, Any], tz: tzinfo) -> date | None:
    """The day on which the buyer received the goods, as far as the shop knows: delivered, else completed."""
    t = table(Shipment)
    wanted = select(func.max(t.c.delivered_at, type_=t.c.delivered_at.type)).where(
        t.c.order_id == order["id"], t.c.status == "delivered", t.c.remedy_id.is_(None), t.c.voided_at.is_(None)
    )
    at = reader.connection.execute(wanted).scalar() or order["completed_at"]
    return business_date(at, tz) if at is not None else None


def no_reason_until(signed: date | None) -> date | None:
    """The last of the seven days; the day of signing is not counted."""
    return signed + timedelta(days=NO_REASON_DAYS) if signed is not None else None


def end_of(day: date, tz: tzinfo) -> datetime:
    """The last second of a business day."""
    return datetime.combine(day + timedelta(days=1), time(), tz).astimezone(UTC) - timedelta(seconds=1)


def refund_by(reader: Reader, remedy: Mapping[str, Any], received: date) -> date | None:
    """When the price has to be paid back at the latest; only a return has such a date."""
    if remedy["kind"] != "return":
        return None
    return received + timedelta(days=int(settings.get(reader, settings.REMEDY_REFUND)))


def promise(reader: Reader, remedy: Mapping[str, Any], today: date) -> date | None:
    """What is promised when nothing else is said: as the refund's days where no goods are awaited."""
    if remedy["goods"]:
        return None
    return today + timedelta(days=int(settings.get(reader, settings.REMEDY_REFUND)))


def due_at(reader: Reader, remedy: Values) -> datetime | None:
    """The next deadline of a remedy in its state; None when nothing is left to be done."""
    tz, status = reader.locale.tz, remedy["status"]
    if status == "requested":
        hours = int(settings.get(reader, settings.REMEDY_ANSWER))
        at: datetime = remedy["requested_at"] + timedelta(hours=hours)
        return at
    if status in ("agreed", "under_way"):
        return end_of(remedy["delay_on"], tz)
    if status in ("goods_back", "ready"):
        days = [d for d in (remedy.get("refund_by"), remedy.get("promised_by")) if d is not None]
        return end_of(min(days, default=remedy["delay_on"]), tz)
    return None
