"""Calendar files after RFC 5545: text escaped, lines folded at 75 octets and ended as the standard says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

LONGEST_LINE = 75
"""Octets of a line, its end not counted (RFC 5545, 3.1)."""
PRODUCT = "-//Taizhang//Today//EN"


@dataclass(frozen=True, slots=True)
class Event:
    """One whole-day entry. `uid` stays the same for the same thing, so that a later file replaces it."""

    uid: str
    day: date
    summary: str
    detail: str = ""
    category: str = ""


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
    """The file's text. `made` is an aware instant in UTC. The days are whole days and take nobody's time."""
    stamp = made.strftime("%Y%m%dT%H%M%SZ")
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
        lines += [f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}", f"SUMMARY:{escaped(event.summary)}"]
        lines += [f"DESCRIPTION:{escaped(event.detail)}"] if event.detail else []
        lines += [f"CATEGORIES:{escaped(event.category)}"] if event.category else []
        lines += ["TRANSP:TRANSPARENT", "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return "".join(f"{piece}\r\n" for line in lines for piece in folded(line))
