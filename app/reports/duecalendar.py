"""What is due as a calendar file, for everyone or one person; logged as any export is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from app.core.dates import business_date, format_datetime
from app.core.errors import UserError
from app.core.i18n import N_, Text
from app.core.locale import Locale
from app.models.registry import Registry
from app.reports.ics import Event, calendar_text
from app.reports.outfile import check_place, outfile
from app.reports.seal import fingerprint
from app.reports.verbs import Exported, log_leaving, log_written, may_leave
from app.services.due import Item, Person
from app.services.due_month import items_between
from app.store.audit import head_at
from app.store.reader import Reader
from app.store.shop import Shop

BACK, AHEAD = timedelta(days=366), timedelta(days=366)
"""Unless asked otherwise, what was due within a year and still is, and what falls due within a year."""
REGISTER = "today"
"""Under this name the log keeps such an export."""


def everyone(_reader: Reader) -> Person | None:
    """For nobody in particular."""
    return None


def export_due(
    shop: Shop,
    path: Path,
    locale: Locale,
    whose: Callable[[Reader], Person | None] | None = None,
    *,
    start: date | None = None,
    end: date | None = None,
    name: str = "",
) -> Exported:
    """Write what is due to an iCalendar file; returns how many entries. Personal words are masked as in lists.

    `whose` says for whom, `name` is that person's name for the calendar's title. Raises `UserError` for another ending
    than .ics, a folder that is missing or refuses, a full disk; `NotAllowed`. No half file is left.
    """
    if path.suffix.lower() != ".ics":
        raise UserError(
            N_("What is due is saved as a calendar file."),
            N_("Nothing was written."),
            N_("End the file's name in .ics."),
        )
    may_leave(shop, reveal=False)
    check_place(path)
    with shop.read(locale.tr) as reader:
        first, last = start or locale.today - BACK, end or locale.today + AHEAD
        items = items_between(reader, first, last, (whose or everyone)(reader))
        owner = (head_at(reader.connection, 1) or b"").hex()[:16]
    events = [event_of(item, shop.registry, locale, owner) for item in items]
    title = locale.tr(
        N_("{shop}: what is due", shop=shop.name) if not name else N_("{shop}: {who}", shop=shop.name, who=name)
    )
    told = {"as": "ics", "rows": len(events), "period": [str(first), str(last)]}
    said = [[e.uid, str(e.at), e.summary, e.detail] for e in events]
    head, _ = log_leaving(shop, "export", REGISTER, [(0, "")], told | {"sha256": fingerprint(said)}, [])
    with outfile(path) as partial:
        partial.write_bytes(calendar_text(title, events, locale.now).encode("utf-8"))
    log_written(shop, REGISTER, path, head)
    return Exported(path, len(events), head)


def event_of(item: Item, registry: Registry, at: Locale, shop: str) -> Event:
    """One due item as an entry of a calendar. `shop` tells this shop's entries from those of another."""
    when = item.at or at.today
    day = business_date(when, at.tz) if isinstance(when, datetime) else when
    which = f"{item.record_id}" if item.record_id is not None else f"{day:%Y%m%d}"
    register = registry[item.register]
    parts: list[Text | str] = [register.label]
    if isinstance(item.at, datetime):
        parts.append(format_datetime(item.at, at.tz))
    if item.who:
        parts.append(item.who)
    return Event(
        f"{item.register}.{item.rule}.{which}.{shop}@taizhang",
        when,
        at.tr(item.label),
        " · ".join(at.tr(p) for p in parts),
        at.tr(register.label),
        alarm=when > at.now if isinstance(when, datetime) else day >= at.today,
    )
