"""Calendar files after RFC 5545: text escaped, lines folded at 75 octets and ended as the standard says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

LONGEST_LINE = 75
"""Octets of a line, its end not counted (RFC 5545, 3.1)."""
PRODUCT = "-//Taizhang//Today//EN"


LASTS = "PT15M"
"""How long an entry with a time is shown: it says by when, not for how long."""
BEFORE, MORNING = "-PT30M", "PT9H"
"""When one is reminded: half an hour before an instant; of a whole day at nine in its morning."""


@dataclass(frozen=True, slots=True)
class Event:
    """One entry: on a whole day, or at an aware instant. `uid` stays the same for the same thing, so that a later file
    replaces it. `alarm`: the calendar reminds of it.
    """

    uid: str
    at: date | datetime
    summary: str
    detail: str = ""
    category: str = ""
    alarm: bool = False


def escaped(text: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11): backslash, semicolon, comma and line ends are escaped."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    kept = "".join(c for c in plain if c == "\n" or c == "\t" or (c >= " " and c != "\x7f"))
    return kept.replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """A content line in pieces of at most 75 octets, the further ones led by a space; no character is cut in two."""
    piece, octets = "", 0
    for sign in line:
        size = len(sign.encode("utf-8"))
        if octets + size > LONGEST_LINE:
            yield piece
            piece, octets = " ", 1
        piece += sign
        octets += size
    yield piece


def calendar_text(name: str, events: Iterable[Event], made: datetime) -> str:
    """The file's text, of aware instants. The entries take nobody's time: they stand beside what is planned."""
    stamp = _utc(made)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for event in events:
        lines += ["BEGIN:VEVENT", f"UID:{event.uid}", f"DTSTAMP:{stamp}"]
        if isinstance(event.at, datetime):
            lines += [f"DTSTART:{_utc(event.at)}", f"DURATION:{LASTS}"]
        else:
            lines.append(f"DTSTART;VALUE=DATE:{event.at:%Y%m%d}")
        lines.append(f"SUMMARY:{escaped(event.summary)}")
        lines += [f"DESCRIPTION:{escaped(event.detail)}"] if event.detail else []
        lines += [f"CATEGORIES:{escaped(event.category)}"] if event.category else []
        lines.append("TRANSP:TRANSPARENT")
        lines += _alarm(event) if event.alarm else []
        lines.append("END:VEVENT")
    lines.append("END:VCALENDAR")
    return "".join(f"{piece}\r\n" for line in lines for piece in folded(line))


def _alarm(event: Event) -> list[str]:
    """A reminder with the entry's own words (RFC 5545, 3.6.6)."""
    trigger = BEFORE if isinstance(event.at, datetime) else MORNING
    return [
        "BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{escaped(event.summary)}", f"TRIGGER:{trigger}", "END:VALARM",
    ]  # fmt: skip


def _utc(at: datetime) -> str:
    """An instant as a DATE-TIME in UTC (RFC 5545, 3.3.5)."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
