"""Checklists and past checks as shops kept them: titles, lines above and below, merged parts, several sheets."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from app.core.clock import fixed
from app.core.errors import UserError
from app.imports.bring_in import apply, plan
from app.imports.lists_job import result_of
from app.imports.wish import Wish
from app.services import duties, records
from app.store.audit import Actor
from app.store.shop import Shop
from tests.conftest import KEY
from tests.imports.desk import Counter

HEADER = ["序号", "检查项目", "检查内容", "检查标准", "检查方法", "检查结果", "备注"]
ROWS: list[list[Any]] = [
    [1, "消防设施", "灭火器压力正常", "指针在绿区", "目视"],
    [2, None, "消火栓无遮挡", "一米内无杂物", "目视"],
    [3, "通道", "疏散通道畅通", "宽度不少于 1.1 米", "测量"],
]


def form(folder: Path, *sheets: str, name: str = "检查表.xlsx", title: str = "禾木小铺仓库消防安全检查表") -> Path:
    """A form to fill in: a title over all columns, a line of blanks, a part that spans two rows, signatures below."""
    book = Workbook()
    book.remove(book.active)
    for one in sheets:
        sheet = book.create_sheet(one)
        sheet.append([title])
        sheet.merge_cells("A1:G1")
        sheet.append(["检查地点：一号仓    检查人：          检查日期："])
        sheet.merge_cells("A2:G2")
        sheet.append(HEADER)
        for row in ROWS:
            sheet.append(row)
        sheet.merge_cells("B4:B5")
        sheet.append(["检查人：            负责人："])
        sheet.merge_cells(start_row=sheet.max_row, start_column=1, end_row=sheet.max_row, end_column=7)
    path = folder / name
    book.save(path)
    return path


def filled(folder: Path, *days: str, failed: bool = True) -> Path:
    """The same form filled in, a sheet a day."""
    book = Workbook()
    book.remove(book.active)
    for day in days:
        sheet = book.create_sheet(day)
        sheet.append(["禾木小铺仓库消防安全检查表"])
        sheet.merge_cells("A1:G1")
        sheet.append([f"检查地点：一号仓    检查人：周建国    检查日期：2026-{day}"])
        sheet.merge_cells("A2:G2")
        sheet.append(HEADER)
        marks = ["√", "不合格" if failed else "合格", "不适用"]
        for row, mark in zip(ROWS, marks, strict=True):
            sheet.append([*row, mark, "有纸箱" if mark == "不合格" else None])
        sheet.merge_cells("B4:B5")
    path = folder / "检查记录.xlsx"
    book.save(path)
    return path


def items(counter: Counter, template: int) -> list[dict[str, Any]]:
    with counter.shop.read() as reader:
        return reader.lines("check_templates", template, "items")


def answers(counter: Counter, check: int) -> list[dict[str, Any]]:
    with counter.shop.read() as reader:
        return reader.lines("checks", check, "answers")


def test_a_form_becomes_a_template_with_its_items(counter: Counter) -> None:
    look = counter.look(form(counter.folder, "Sheet1"))
    assert (look.register, look.outcome.new, look.outcome.rejected) == ("check_templates", 1, ())
    assert look.outcome.rows == 3, "the line of signatures is no row"
    assert not look.blocked and len(look.preview) == 3 and counter.all("check_templates") == []
    assert {"name", "section", "text", "standard", "method"} <= set(look.preview_fields)
    apply(counter.shop, look)
    (made,) = counter.all("check_templates")
    assert (made["name"], made["area"], made["place"]) == ("禾木小铺仓库消防安全检查表", "fire", "一号仓")
    assert (made["item_count"], made["rhythm"], made["status"]) == (3, "none", "active")
    rows = items(counter, made["id"])
    assert [(r["section"], r["text"]) for r in rows] == [
        ("消防设施", "灭火器压力正常"), ("消防设施", "消火栓无遮挡"), ("通道", "疏散通道畅通"),
    ]  # fmt: skip
    assert (rows[0]["standard"], rows[0]["method"], rows[0]["kind"], rows[0]["weight"]) == (
        "指针在绿区",
        "目视",
        "judge",
        1,
    )


def test_the_same_form_again_changes_nothing_and_a_later_one_adds_what_lacks(counter: Counter) -> None:
    path = form(counter.folder, "Sheet1")
    counter.drop(path)
    (made,) = counter.all("check_templates")
    with counter.shop.read() as reader:
        kept = reader.lines("check_templates", made["id"], "items")
    kept[0]["standard"] = "店里改过"
    counter.shop.change(lambda uow: records.save(uow, "check_templates", made["id"], {}, {"items": kept}))
    before = counter.seq()
    done = counter.drop(path)
    assert (done.new, done.updated, done.unchanged) == (0, 0, 1) and counter.seq() == before
    ROWS.append([4, "用电", "插座无串接", "一插一用", "目视"])
    try:
        done = counter.drop(form(counter.folder, "Sheet1"))
    finally:
        ROWS.pop()
    rows = items(counter, made["id"])
    assert done.updated == 1 and [r["text"] for r in rows][-1] == "插座无串接"
    assert rows[0]["standard"] == "店里改过"


def test_each_sheet_of_a_book_is_a_checklist_of_its_own(counter: Counter) -> None:
    done = counter.drop(form(counter.folder, "日查", "周查"))
    assert done.new == 2
    assert sorted(t["name"] for t in counter.all("check_templates")) == [
        "禾木小铺仓库消防安全检查表（周查）", "禾木小铺仓库消防安全检查表（日查）",
    ]  # fmt: skip


def test_numbers_with_limits_and_marks_of_a_template(counter: Counter) -> None:
    path = counter.file(
        "冷柜日检.csv",
        "检查项目,下限,上限,单位,是否关键,是否拍照,权重,整改措施",
        "冷藏柜温度,0,8,℃,是,√,3,调整门封",
        "柜门密封,,,,否,,,",
        "坏行,冷,8,℃,,,,",
        "反了,8,0,℃,,,,",
    )
    done = counter.drop(path)
    assert (done.new, [(r.row, r.column) for r in done.rejected]) == (1, [(4, "下限"), (5, "上限")])
    (made,) = counter.all("check_templates")
    one, two = items(counter, made["id"])
    assert made["name"] == "冷柜日检"
    assert (one["kind"], one["low"], one["high"], one["unit"]) == ("number", 0, 8000, "℃")
    assert (one["critical"], one["photo_needed"], one["weight"], one["measure"]) == (True, True, 3, "调整门封")
    assert (two["kind"], two["critical"], two["weight"]) == ("judge", False, 1)


def test_filled_forms_are_finished_history(counter: Counter) -> None:
    path = filled(counter.folder, "03-02", "03-09")
    look = counter.look(path)
    assert (look.register, look.outcome.new, look.outcome.rejected) == ("checks", 2, ())
    assert look.preview_fields[:7] == ("name", "place", "checked_on", "checker_id", "text", "result", "note")
    assert look.preview[0].values[3] == "周建国", "a person is shown by name"
    said = " ".join(str(w) for w in look.outcome.warnings)
    assert "周建国" in said and "open no rectification" in said
    apply(counter.shop, look)
    first, second = counter.all("checks")
    (template,) = counter.all("check_templates")
    (who,) = counter.all("staff")
    assert (first["checked_on"], second["checked_on"]) == (date(2026, 3, 2), date(2026, 3, 9))
    assert (first["status"], first["place"], first["checker_id"]) == ("finished", "一号仓", who["id"])
    assert (first["answered"], first["passed"], first["failed"], first["skipped"], first["score"]) == (3, 1, 1, 1, 50)
    rows = answers(counter, first["id"])
    assert [(r["result"], r["note"]) for r in rows] == [("pass", None), ("fail", "有纸箱"), ("na", None)]
    assert [r["item_id"] for r in rows] == [i["id"] for i in items(counter, template["id"])]
    assert counter.all("rectifications") == []
    assert (template["runs"], template["last_on"], template["last_score"]) == (2, date(2026, 3, 9), 50)
    assert first["finished_at"].date() > first["checked_on"], "the day of the entry is kept beside"
    counter.check()


def test_the_same_checks_again_change_nothing(counter: Counter) -> None:
    path = filled(counter.folder, "03-02", "03-09")
    counter.drop(path)
    before = counter.seq()
    done = counter.drop(path)
    assert (done.new, done.updated, done.unchanged) == (0, 0, 2) and counter.seq() == before
    look = counter.look(filled(counter.folder, "03-09", "03-16"))
    assert {row.values[3] for row in look.preview} == {"周建国"}, "also one whom the shop knows by now"
    done = apply(counter.shop, look)
    assert (done.new, done.unchanged) == (1, 1)


def test_a_ledger_of_checks_is_parted_by_day_and_place(counter: Counter) -> None:
    path = counter.file(
        "检查台账.csv",
        "检查日期,检查表,检查地点,检查人,检查内容,检查结果,存在问题",
        "2026-03-02,仓库周查,一号仓,周建国,通道畅通,合格,",
        "2026-03-02,仓库周查,一号仓,周建国,码放整齐,不合格,重物在上",
        "2026-03-02,仓库周查,二号仓,周建国,通道畅通,正常,",
        "2026-03-09,仓库周查,一号仓,周建国,通道畅通,未见堵塞但灯坏,",
        "2026-03-09,仓库周查,一号仓,周建国,码放整齐,看过,",
        "2036-03-09,仓库周查,一号仓,周建国,码放整齐,合格,",
    )
    look = counter.look(path)
    assert (look.register, look.outcome.new) == ("checks", 3)
    assert [(r.row, r.column) for r in look.outcome.rejected] == [(6, "检查结果"), (7, "检查日期")]
    apply(counter.shop, look)
    found = sorted((c["checked_on"].day, c["place"], c["failed"]) for c in counter.all("checks"))
    assert found == [(2, "一号仓", 1), (2, "二号仓", 0), (9, "一号仓", 1)]
    (template,) = counter.all("check_templates")
    assert [i["text"] for i in items(counter, template["id"])] == ["通道畅通", "码放整齐"]


def test_ticks_in_two_columns_are_answers(counter: Counter) -> None:
    path = counter.file(
        "记录.csv", "检查日期,检查项目,合格,不合格,备注", "2026-03-02,通道,√,,", "2026-03-02,灯,,√,坏了一盏"
    )
    assert counter.drop(path).new == 1
    (made,) = counter.all("checks")
    assert [(r["text"], r["result"]) for r in answers(counter, made["id"])] == [("通道", "pass"), ("灯", "fail")]


def test_a_person_maps_what_no_name_tells(counter: Counter) -> None:
    path = counter.file("老表.csv", "看什么,怎样算好,其他", "通道,畅通,x", "灯,亮,y")
    look = plan(
        counter.shop, [path], Wish(register="check_templates", columns={"text": "看什么", "standard": "怎样算好"})
    )
    assert (look.outcome.new, look.register) == (1, "check_templates")
    apply(counter.shop, look)
    (made,) = counter.all("check_templates")
    assert made["name"] == "老表" and [i["standard"] for i in items(counter, made["id"])] == ["畅通", "亮"]


def test_past_checks_without_items_are_refused_in_words(counter: Counter) -> None:
    path = counter.file("老表.csv", "日期,天气", "2026-03-01,晴")
    with pytest.raises(UserError, match="no column"):
        plan(counter.shop, [path], Wish(register="checks"))


@pytest.mark.parametrize(
    ("said", "result"),
    [
        ("√", "pass"), ("合格", "pass"), ("一切正常", "pass"), ("无异常", "pass"), ("没问题", "pass"), ("OK", "pass"),
        ("×", "fail"), ("不符合", "fail"), ("未整改", "fail"), ("存在隐患", "fail"), ("No", "fail"),
        ("/", "na"), ("不适用", "na"), ("N/A", "na"), ("看过", None), ("note", None),
    ],
)  # fmt: skip
def test_results_as_people_write_them(said: str, result: str | None) -> None:
    assert result_of(said) == result


def test_what_stands_beside_the_table_is_said_of_the_whole_list(counter: Counter) -> None:
    path = counter.file(
        "x.csv", "打包区日查,,", "检查频次：每周,,", "检查依据,店铺制度,", "序号,检查项目,检查标准", "1,胶带归位,在架",
        "2,纸箱无破损,目测",
    )  # fmt: skip
    assert counter.drop(path).new == 1
    (made,) = counter.all("check_templates")
    assert (made["name"], made["rhythm"], made["basis"], made["area"]) == (
        "打包区日查",
        "weekly",
        "店铺制度",
        "packing",
    )
    assert made["start_on"] is not None and made["item_count"] == 2


def on_day(counter: Counter, day: date) -> None:
    counter.shop.clock = fixed(datetime(day.year, day.month, day.day, 4, tzinfo=UTC))
    counter.shop.change(duties.roll)


@pytest.mark.parametrize("role", ["owner", "clerk"])
def test_past_checks_meet_the_dates_that_were_expected_on_their_days(counter: Counter, role: str) -> None:
    on_day(counter, date(2026, 3, 2))
    values = {"name": "禾木小铺仓库消防安全检查表", "area": "fire", "rhythm": "weekly", "grace_days": 2}
    items = {"items": [{"text": row[2], "kind": "judge"} for row in ROWS]}
    counter.shop.change(lambda uow: records.save(uow, "check_templates", None, values, items))
    on_day(counter, date(2026, 3, 27))
    counter.shop.change(lambda uow: records.save(uow, "staff", None, {"name": "周建国"}))

    def states() -> dict[date, tuple[str, date | None]]:
        rows = [d for d in counter.all("duty_dates") if d["expected_on"] <= date(2026, 3, 30)]
        return {d["expected_on"]: (d["state"], d["done_on"]) for d in rows}

    days = [date(2026, 3, n) for n in (2, 9, 16, 23, 30)]
    assert [state for state, _ in states().values()] == [*["missed"] * 4, "open"]
    book = filled(counter.folder, "03-20", "03-10", "03-02", "02-20")
    actor = Actor("x", "何青", role)
    with closing(Shop(counter.shop.db, KEY, actor, counter.shop.registry, counter.shop.clock)) as theirs:
        apply(theirs, plan(theirs, [book]))
    late = "late" if role == "owner" else "missed"
    assert states() == {
        days[0]: ("done" if role == "owner" else "missed", days[0]),
        days[1]: (late, date(2026, 3, 10)),
        days[2]: ("missed", date(2026, 3, 20)),
        days[3]: ("missed", None),
        days[4]: ("open", None),
    }, "beyond its days of grace it is missed, whoever says so; what was before the schedule meets nothing"
    (met,) = [d for d in counter.all("duty_dates") if d["expected_on"] == days[1]]
    assert (met["entered_on"], met["record_register"]) == (date(2026, 3, 27), "checks")
    counter.check()
