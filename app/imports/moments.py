"""Dates and times in the shapes that exports and spreadsheet programs give them, as instants in UTC.

Which of 09/03/26's numbers is the day is decided over the whole column and asked when the column does not tell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from app.core.i18n import N_
from app.imports.cells import BLANKS, CellError, as_text, duration_text, shown
from app.imports.readers.model import Value

ORDERS = ("YMD", "DMY", "MDY")
_SERIAL_ZERO = datetime(1899, 12, 30)
_SMALL = re.compile(r"(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{1,4})(?=\D|$)")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[/.\-年]\s*(\d{1,2})\s*[/.\-月]\s*(\d{1,2})\s*日?")
_DAY_MONTH = re.compile(r"(\d{1,2})[\s.\-/]*([^\W\d_]{3,10})\.?[\s,\-/]*(\d{4}|\d{2})(?=\D|$)")
_MONTH_DAY = re.compile(r"([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_CLOCK = re.compile(
    r"[T,\s]*(上午|下午|凌晨|晚上|中午)?\s*(\d{1,2})[:时点](\d{1,2})(?:[:分](\d{1,2})(?:[.,](\d{1,9}))?)?[分秒]?\s*(AM|PM|上午|下午)?\s*(.*)",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d{2})?")
_WEEKDAY = re.compile(
    r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[,\s]+|\s*(?:星期|周)[一二三四五六日天]\s*", re.IGNORECASE
)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar jän janv enero ene",
            "feb february februar fév febr febrero", "mar march märz mär mrz mars marzo",
            "apr april avr abr abril", "may mai mayo maj", "jun june juni juin junio", "jul july juli juil julio",
            "aug august août aou ago agosto", "sep sept september septembre septiembre",
            "oct october oktober okt octobre octubre",
            "nov november novembre noviembre", "dec december dezember dez déc dic diciembre",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_ZONES = {
    "": None, "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 60, "CET": 60, "MEZ": 60, "CEST": 120, "MESZ": 120,
    "EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "JST": 540, "KST": 540,
    "HKT": 480, "SGT": 480, "北京时间": 480,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DayOrder:
    """What a column tells about its dates: the `order` if it is certain, else the possible `choices`."""

    order: str | None
    choices: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


def find_order(values: Iterable[Value], today: date | None = None) -> DayOrder:
    """Decide day, month and year over all distinct values of a column."""
    unclear: list[tuple[str, tuple[str, str, str]]] = []
    for value in values:
        if isinstance(value, str) and (match := _SMALL.match(as_text(value))) and len(match[1]) < 4:
            parts = (match[1], match[2], match[3])
            if any(_fits(parts, order, None) for order in ORDERS):  # 45-13-99 is no date, however it is read
                unclear.append((as_text(value), parts))
    if not unclear:
        return DayOrder("YMD")
    possible = [
        order
        for order in _orders_worth_trying([p for _, p in unclear])
        if all(_fits(p, order, today) for _, p in unclear)
    ]
    if "DMY" in possible and any("." in said for said, _ in unclear):
        possible = [order for order in possible if order != "MDY"]  # nobody writes month.day.year with points
    examples = tuple(dict.fromkeys(said for said, _ in unclear[:3]))
    if len(possible) == 1:
        return DayOrder(possible[0], examples=examples)
    return DayOrder(None, tuple(possible) or ("DMY", "MDY"), examples)


def _orders_worth_trying(parts: list[tuple[str, str, str]]) -> tuple[str, ...]:
    """A year that comes first shows in its few different values; days have many."""
    if any(len(p[2]) == 4 for p in parts):
        return ("DMY", "MDY")
    first, last = len({p[0] for p in parts}), len({p[2] for p in parts})
    return ("DMY", "MDY") if last < first else ("DMY", "MDY", "YMD")


def _fits(parts: tuple[str, str, str], order: str, today: date | None) -> bool:
    try:
        day = _by_order(parts, order)
    except ValueError:
        return False
    return today is None or day <= today + timedelta(days=366 if len(parts[2]) == 4 else 2)


def _by_order(parts: tuple[str, str, str], order: str) -> date:
    a, b, c = (int(p) for p in parts)
    year, month, day = {"YMD": (a, b, c), "DMY": (c, b, a), "MDY": (c, a, b)}[order]
    return date(year + 2000 if year < 100 else year, month, day)


def moment(value: Value, tz: tzinfo, order: str = "YMD") -> datetime | None:
    """The instant that a cell names, in UTC; times without a zone are in `tz`, dates without a time its midnight."""
    if isinstance(value, str):
        return _from_text(value, tz, order)
    if isinstance(value, datetime):
        return _utc(value, tz, value)
    if isinstance(value, date):
        return _utc(datetime(value.year, value.month, value.day), tz, value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(float(value), tz, value)
    raise _no_date(value)


def joined(day: Value, clock: Value) -> Value:
    """A date cell and a time cell of the same row as one cell."""
    if isinstance(day, str) and as_text(day).lower() in BLANKS:
        return ""
    if isinstance(day, datetime):
        day = day.date()
    elif isinstance(day, int | float) and not isinstance(day, bool) and 20_000 < day < 80_000:
        day = (_SERIAL_ZERO + timedelta(days=int(day))).date()
    if isinstance(clock, datetime):
        clock = clock.time()
    elif isinstance(clock, timedelta):
        clock = duration_text(clock)
    elif isinstance(clock, float) and 0 <= clock < 1:
        clock = duration_text(timedelta(seconds=round(clock * 86_400)))
    said = as_text(clock)
    return as_text(day) if said.lower() in BLANKS else f"{as_text(day)} {said}"


def _from_text(value: str, tz: tzinfo, order: str) -> datetime | None:
    said = value
    if len(said) == 19 and said[4] == "-" and said[10] == " ":  # what most platforms write
        try:
            return datetime.fromisoformat(said).replace(tzinfo=tz).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    said = as_text(value)
    if said.lower() in BLANKS or said.startswith("0000-00-00"):
        return None
    if said.replace(".", "", 1).isdigit() and said.isascii():
        return _from_digits(said, tz, value)
    try:
        return _parsed(unicodedata.normalize("NFKC", said), tz, order, value)
    except (ValueError, OverflowError):
        raise _no_date(value) from None


def _from_digits(said: str, tz: tzinfo, value: Value) -> datetime | None:
    shape = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}.get(len(said))
    if shape and "." not in said and said.startswith(("19", "20")):
        try:
            return _utc(datetime.strptime(said, shape), tz, value)
        except ValueError:
            raise _no_date(value) from None
    return _from_number(float(said), tz, value)


def _from_number(number: float, tz: tzinfo, value: Value) -> datetime | None:
    """A spreadsheet's serial day, or seconds or milliseconds since 1970."""
    if number == 0:
        return None
    if 20_000 < number < 80_000:
        return _utc(_SERIAL_ZERO + timedelta(seconds=round(number * 86_400)), tz, value)
    if 900_000_000 < number < 4_000_000_000:
        return datetime.fromtimestamp(number, UTC)
    if 900_000_000_000 < number < 4_000_000_000_000:
        return datetime.fromtimestamp(number / 1000, UTC)
    raise _no_date(value)


def _parsed(said: str, tz: tzinfo, order: str, value: Value) -> datetime:
    said = _WEEKDAY.sub(" ", said).strip()
    day, rest = _day(said, order)
    clock, zone_name = _clock(rest)
    whole = datetime.combine(day, clock[0]) + timedelta(days=clock[1])
    return _utc(whole, _zone(zone_name, tz), value)


def _day(said: str, order: str) -> tuple[date, str]:
    match = _YEAR_FIRST.match(said)
    if match:
        return date(int(match[1]), int(match[2]), int(match[3])), said[match.end() :]
    match = _SMALL.match(said)
    if match:
        return _by_order((match[1], match[2], match[3]), order), said[match.end() :]
    match = _DAY_MONTH.match(said)
    if match and match[2].lower() in _MONTHS:
        year = int(match[3])
        return date(year + 2000 if year < 100 else year, _MONTHS[match[2].lower()], int(match[1])), said[match.end() :]
    match = _MONTH_DAY.match(said)
    if match and match[1].lower() in _MONTHS:
        return date(int(match[3]), _MONTHS[match[1].lower()], int(match[2])), said[match.end() :]
    raise ValueError(said)


def _clock(rest: str) -> tuple[tuple[time, int], str]:
    """The time of day with days carried over (24:00), and the zone's name."""
    if not rest.strip(" T,"):
        return (time(), 0), ""
    match = _CLOCK.fullmatch(rest)
    if match is None:
        raise ValueError(rest)
    hour = int(match[2])
    half = (match[6] or match[1] or "").upper()
    if half in ("PM", "下午", "晚上", "中午") and hour < 12 and not (half == "中午" and hour > 10):
        hour += 12
    elif half in ("AM", "上午", "凌晨") and hour == 12:
        hour = 0
    carry, hour = (1, 0) if hour == 24 else (0, hour)
    micro = int((match[5] or "0")[:6].ljust(6, "0"))
    return (time(hour, int(match[3]), int(match[4] or 0), micro), carry), match[7].strip()


def _zone(name: str, tz: tzinfo) -> tzinfo:
    bare = name.strip("() ")
    upper = bare.upper()
    if upper in _ZONES:
        minutes = _ZONES[upper]
        return tz if minutes is None else timezone(timedelta(minutes=minutes))
    match = _OFFSET.fullmatch(upper)
    if match is None:
        raise ValueError(name)
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return timezone(-offset if match[1] == "-" else offset)


def _utc(moment_: datetime, tz: tzinfo, value: Value) -> datetime:
    if not 1990 <= moment_.year <= 2100:
        raise _no_date(value)
    return (moment_ if moment_.tzinfo else moment_.replace(tzinfo=tz)).astimezone(UTC)


def _no_date(value: Value) -> CellError:
    said = shown(value)[:40]
    if re.fullmatch(r"\d{1,2}:\d{2}\.\d|#+", said):
        return CellError(N_("A spreadsheet program has cut this date to “{value}”. Export the file again.", value=said))
    return CellError(N_("“{value}” is not a date and time.", value=said))
