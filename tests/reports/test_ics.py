"""Calendar files: read back line by line as the standard says, with the same words, days and names of entries."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from app.core.clock import fixed
from app.core.errors import UserError
from app.core.i18n import Translator
from app.reports.duecalendar import export_due
from app.reports.ics import LONGEST_LINE, Event, calendar_text, escaped, folded
from app.services import duties, records, settings
from app.services.today import person_of
from app.store.shop import Shop

NOW = datetime(2026, 11, 23, 2, 4, tzinfo=UTC)
MONDAY = date(2026, 11, 23)


CONTENT_LINE = re.compile(r'[A-Z][A-Z-]*(;[A-Z-]+=[^":;,]+)*:[^\x00-\x08\x0a-\x1f\x7f]*')
"""A content line (RFC 5545, 3.1) with the parameters that this program writes."""


def unfold(written: str) -> list[str]:
    """Content lines, unfolded (RFC 5545, 3.1)."""
    assert written.endswith("\r\n") and "\n" not in written.replace("\r\n", "")
    lines: list[str] = []
    for piece in written.removesuffix("\r\n").split("\r\n"):
        assert len(piece.encode("utf-8")) <= LONGEST_LINE
        if piece.startswith(" "):
            lines[-1] += piece[1:]
        else:
            lines.append(piece)
    return lines


def unescape(value: str) -> str:
    found, at = "", 0
    while at < len(value):
        if value[at] == "\\":
            found += "\n" if value[at + 1] in "nN" else value[at + 1]
            at += 2
        else:
            assert value[at] not in ";,"
            found += value[at]
            at += 1
    return found


def entries(written: str) -> list[dict[str, str]]:
    """The entries of a calendar, each as its properties; the frame around them is checked."""
    lines = unfold(written)
    assert (lines[0], lines[1], lines[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    found: list[dict[str, str]] = []
    open_parts: list[str] = []
    for line in lines:
        assert CONTENT_LINE.fullmatch(line), line
        name, _, value = line.partition(":")
        if name == "BEGIN":
            open_parts.append(value)
            found += [{}] if value == "VEVENT" else []
        elif name == "END":
            assert open_parts.pop() == value
        elif "VEVENT" in open_parts:
            key = f"ALARM {name}" if open_parts[-1] == "VALARM" else name
            assert key not in found[-1]
            found[-1][key] = value
    assert open_parts == []
    for entry in found:
        assert {"UID", "DTSTAMP", "SUMMARY"} <= set(entry) and ("DTSTART" in entry) != ("DTSTART;VALUE=DATE" in entry)
        alarm = {n.removeprefix("ALARM ") for n in entry if n.startswith("ALARM ")}
        assert not alarm or alarm == {"ACTION", "DESCRIPTION", "TRIGGER"}
    assert len({e["UID"] for e in found}) == len(found)
    return found


WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc")) | st.sampled_from("\n\\;,:"), max_size=200)


@given(WORDS)
def test_any_words_come_back_as_they_were(words: str) -> None:
    assert unescape(escaped(words)) == words
    line = f"SUMMARY:{escaped(words)}"
    pieces = list(folded(line))
    assert all(len(p.encode("utf-8")) <= LONGEST_LINE for p in pieces)
    assert pieces[0] + "".join(p[1:] for p in pieces[1:]) == line


def test_control_characters_are_left_out() -> None:
    assert escaped("甲\x00\x1b乙\r\n丙") == "甲乙\\n丙"


def test_a_calendar_is_read_back() -> None:
    event = Event("a.1@taizhang", MONDAY, "盘点; 货架, 二层" * 12, "责任人\n周安")
    (entry,) = entries(calendar_text("禾木小铺", [event], NOW))
    assert entry["UID"] == "a.1@taizhang"
    assert entry["DTSTART;VALUE=DATE"] == "20261123"
    assert entry["DTSTAMP"] == "20261123T020400Z"
    assert unescape(entry["SUMMARY"]) == event.summary
    assert unescape(entry["DESCRIPTION"]) == event.detail


def test_what_is_promised_to_the_minute_has_its_time_and_a_reminder() -> None:
    noon = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
    timed, day, past = entries(
        calendar_text(
            "禾木小铺",
            [
                Event("a.1@taizhang", noon, "首次回复; 12315", alarm=True),
                Event("b.1@taizhang", MONDAY, "盘点", alarm=True),
                Event("c.1@taizhang", noon, "晚了"),
            ],
            NOW,
        )
    )
    assert (timed["DTSTART"], timed["DURATION"]) == ("20261123T040000Z", "PT15M")
    assert (timed["ALARM TRIGGER"], timed["ALARM ACTION"]) == ("-PT30M", "DISPLAY")
    assert unescape(timed["ALARM DESCRIPTION"]) == "首次回复; 12315"
    assert (day["DTSTART;VALUE=DATE"], day["ALARM TRIGGER"]) == ("20261123", "PT9H")
    assert "ALARM TRIGGER" not in past


def test_an_instant_of_the_shop_keeps_its_time_in_the_file(shop: Shop, tmp_path: Path) -> None:
    shop.clock = fixed(NOW)
    breach = {"title": "快递单外泄", "kind": "data_breach", "found_at": NOW, "report_by": NOW + timedelta(hours=2)}
    shop.change(lambda uow: records.save(uow, "incidents", None, breach))
    by_rule = {e["UID"].split(".")[1]: e for e in saved(shop, tmp_path / "all.ics")}
    assert by_rule["report"]["DTSTART"] == "20261123T040400Z"
    assert by_rule["report"]["ALARM TRIGGER"] == "-PT30M"
    assert "ALARM TRIGGER" not in by_rule["people"], "what is late already needs no reminder"


@pytest.fixture
def busy(shop: Shop) -> Shop:
    """Two duties of two people, one of them late, and an order to ship whose buyer nobody may read."""
    shop.clock = fixed(NOW)
    for name, login in (("周安", "zhou"), ("李禾", None)):
        shop.change(lambda uow, v={"name": name, "login": login}: records.save(uow, "staff", None, v))  # type: ignore[misc]
    for label, start, who in (("每月对账", MONDAY, 1), ("每周盘点", MONDAY + timedelta(days=3), 2)):
        values: dict[str, Any] = {"label": label, "rhythm": "once", "start_on": start, "who_id": who}
        shop.change(lambda uow, v=values: records.save(uow, "duties", None, v))  # type: ignore[misc]
    shop.clock = fixed(NOW + timedelta(days=2))
    shop.change(duties.roll)
    return shop


def saved(shop: Shop, path: Path, **more: Any) -> list[dict[str, str]]:
    done = export_due(shop, path, shop.locale(Translator("zh")), **more)
    found = entries(path.read_bytes().decode("utf-8"))
    assert done.rows == len(found)
    return found


def test_what_is_due_is_saved_for_everyone_and_for_one(busy: Shop, tmp_path: Path) -> None:
    every = saved(busy, tmp_path / "all.ics")
    assert [(unescape(e["SUMMARY"]), e["DTSTART;VALUE=DATE"]) for e in every] == [
        ("每月对账", "20261123"),
        ("每周盘点", "20261126"),
    ]
    assert "周安" in unescape(every[0]["DESCRIPTION"])
    assert [e["UID"] for e in saved(busy, tmp_path / "again.ics")] == [e["UID"] for e in every]
    mine = saved(busy, tmp_path / "mine.ics", whose=lambda reader: person_of(reader, "zhou"), name="周安")
    assert [unescape(e["SUMMARY"]) for e in mine] == ["每月对账"]
    assert len(saved(busy, tmp_path / "few.ics", start=MONDAY + timedelta(days=1))) == 1


def test_it_is_logged_as_an_export_with_the_files_own_hash(busy: Shop, tmp_path: Path) -> None:
    saved(busy, tmp_path / "all.ics")
    with busy.read() as reader:
        rows = reader.connection.execute(
            text("SELECT action, after FROM audit WHERE register = 'today' ORDER BY seq")
        ).all()
    assert [r[0] for r in rows] == ["export", "written"]
    assert json.loads(rows[0][1])["rows"] == 2


def test_names_are_masked_where_the_shop_chose_so(busy: Shop, tmp_path: Path) -> None:
    busy.change(lambda uow: settings.put(uow, {settings.MASK_NAMES.key: True}))
    assert "周安" not in str([unescape(v) for e in saved(busy, tmp_path / "all.ics") for v in e.values()])


def test_another_ending_is_refused_and_nothing_is_written(busy: Shop, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        export_due(busy, tmp_path / "all.csv", busy.locale())
    assert list(tmp_path.glob("all*")) == []
