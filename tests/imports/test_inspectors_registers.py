"""Registers laid out as inspectors know them: one risk point with several hazards, grades in words, two header rows."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from app.imports.cells import CellError
from app.imports.kind_cells import KindReader
from app.models.kinds import Day, Moment
from app.models.risk_scale import LEVELS
from tests.imports.desk import Counter

RISK_HEADS: list[Any] = [
    "序号",
    "风险点",
    "地点",
    "危险因素",
    "L",
    "E",
    "C",
    "D",
    "风险等级",
    "责任人",
    "期限",
    "复查日期",
]


def book(folder: Path, name: str, *sheets: list[list[Any]]) -> Path:
    made = Workbook()
    made.remove(made.active)
    for rows in sheets:
        sheet = made.create_sheet()
        for row in rows:
            sheet.append(row)
    path = folder / name
    made.save(path)
    return path


def risk_book(folder: Path) -> Path:
    """One risk point over two merged rows, and a sheet of business risks with other columns."""
    hazards: list[list[Any]] = [
        ["安全风险分级管控清单"],
        RISK_HEADS,
        [1, "打包台", "一楼", "刀具裸露", 3, 6, 3, 54, "四级", "周建国", 46_000, date(2026, 1, 5)],
        [2, None, "一楼", "插线板串接", 3, 6, 15, 270, "较大风险/橙色", "周建国", 46_001, date(2099, 1, 5)],
    ]
    business: list[list[Any]] = [
        ["经营风险清单"],
        ["编号", "风险名称", "类别", "可能性", "影响", "风险值", "风险等级", "责任人", "复评日期"],
        ["R-1", "平台扣分", "平台规则", 4, "5分", "20 (Critical)", "极高", "方言", 46_100],
        ["R-2", "差评", "口碑", "可能", "一般", "9（中）", "中风险", "方言", None],
    ]
    path = book(folder, "风险.xlsx", hazards, business)
    made = load_workbook(path)
    made.worksheets[0].merge_cells("B3:B4")
    made.save(path)
    return path


def test_several_hazards_of_one_risk_point_are_a_risk_each(counter: Counter) -> None:
    done = counter.drop(risk_book(counter.folder))
    assert (done.register, done.new, done.rejected) == ("risks", 4, ())
    found = {(r["title"], r["cause"]): r for r in counter.all("risks")}
    knives, wires = found["打包台", "刀具裸露"], found["打包台", "插线板串接"]
    assert (knives["level"], wires["level"], found["平台扣分", None]["level"], found["差评", None]["level"]) == tuple(
        "1342"
    )
    # A review that was due before it came here is overdue, and no reason to leave the risk out.
    assert (knives["review_on"], wires["review_on"]) == (date(2026, 1, 5), date(2099, 1, 5))
    assert counter.drop(risk_book(counter.folder)).unchanged == 4


def test_a_risk_that_stands_there_twice_is_told(counter: Counter) -> None:
    row: list[Any] = [1, "打包台", "一楼", "刀具裸露", 3, 6, 3, 54, "低", "周建国", None, None]
    done = counter.drop(book(counter.folder, "r.xlsx", [RISK_HEADS, row, row]))
    assert done.new == 1 and [(r.row, r.column) for r in done.rejected] == [(3, "风险点")]


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("一级", "4"), ("Ⅰ级", "4"), ("1级", "4"), ("极其危险", "4"), ("二级（橙）", "3"), ("高度危险", "3"),
        ("三级/黄色", "2"), ("显著危险", "2"), ("Ⅳ级", "1"), ("一般危险", "1"), ("五级", "1"), ("1（重大）", "4"),
    ],
)  # fmt: skip
def test_a_grade_in_words_is_what_inspectors_mean_by_it(counter: Counter, said: str, key: str) -> None:
    declared = counter.shop.registry["risks"].field("level").kind
    assert KindReader(counter.shop.locale()).read(declared, said) == key
    assert {o.key for o in LEVELS} >= {key}


@pytest.mark.parametrize("said", ["1", 4, "3.0"])
def test_a_bare_number_is_no_grade(counter: Counter, said: Any) -> None:
    with pytest.raises(CellError, match="best grade or the worst"):
        KindReader(counter.shop.locale()).read(counter.shop.registry["risks"].field("level").kind, said)


COMPLAINT_HEADS: list[list[Any]] = [
    ["序号", "投诉日期", "客户信息", None, "投诉内容", "投诉类型", "处理", None, None, "是否结案", "满意度"],
    [None, None, "姓名", "电话", None, None, "责任人", "期限", "完成日期", None, None],
]


def test_complaints_below_two_rows_of_headings(counter: Counter) -> None:
    rows: list[list[Any]] = [
        ["客诉登记台账"],
        *COMPLAINT_HEADS,
        [1, 45_980, "张三", "13800000011", "瓶子破了", "破损", "陈小满", 45_985, 45_983, "是", "非常满意"],
        [2, "2026-03-08", "李四", "13800000012", "少一件", "漏发", "何青", None, None, "未结案", None],
        [3, "2026-03-09", "王五", "13800000013", "发错颜色", "错发", "何青", None, None, "否", "2分"],
    ]
    path = book(counter.folder, "c.xlsx", rows)
    made = load_workbook(path)
    sheet = made.worksheets[0]
    for area in ("C2:D2", "G2:I2", *(f"{c}2:{c}3" for c in "ABEFJK")):
        sheet.merge_cells(area)
    made.save(path)
    done = counter.drop(path)
    assert (done.register, done.new, done.rejected) == ("complaints", 3, ())
    one, two, three = counter.all("complaints")
    assert [c["customer_name"] for c in (one, two, three)] == ["张三", "李四", "王五"]
    assert [c["category"] for c in (one, two, three)] == ["logistics", "logistics", "mismatch"]
    assert [c["status"] for c in (one, two, three)] == ["closed", "received", "received"]
    assert [c["satisfaction"] for c in (one, two, three)] == [5, None, 2]
    assert one["promised_at"] is not None and one["done_on"] == date(2025, 11, 22)


def test_trainings_whose_subject_is_what_was_taught(counter: Counter) -> None:
    done = counter.drop(
        counter.file(
            "t.csv",
            "培训日期,培训内容,培训讲师,培训地点,学时,参加人员,培训方式",
            "2026年2月3日-5日,食品安全,林晓,会议室,1.5小时,何青,集中",
            "2026-03-03 14:00-16:00,客服话术,方言,线上,2h,何青,线上培训",
        )
    )
    assert (done.register, done.new, done.rejected) == ("training_sessions", 2, ())
    one, two = counter.all("training_sessions")
    assert [(s["title"], s["held_on"], s["method"]) for s in (one, two)] == [
        ("食品安全", date(2026, 2, 3), "lecture"), ("客服话术", date(2026, 3, 3), "online"),
    ]  # fmt: skip
    assert two["starts_at"].astimezone(counter.shop.locale().tz).hour == 14


def test_a_time_zone_is_no_end_and_what_has_no_last_day_has_none(counter: Counter) -> None:
    reader = KindReader(counter.shop.locale())
    assert reader.read(Moment(), "2026-03-12 09:14:02 -08:00") == datetime.fromisoformat("2026-03-12T17:14:02+00:00")
    assert reader.read(Day(), "长期") is None and reader.read(Day(), "无固定期限") is None
    with pytest.raises(CellError):
        reader.read(Day(), "尽快")


def test_a_table_whose_only_likeness_is_a_name_makes_no_products(counter: Counter) -> None:
    """A register of drills without their plan is no list of products because its drills have names."""
    look = counter.look(
        counter.file("d.csv", "序号,演练时间,演练名称,总指挥,演练效果", "1,2026-05-06,消防疏散演练,林晓,良好")
    )
    assert look.blocked and look.outcome.new == 0


def remarks(counter: Counter, register: str, record_id: int) -> list[str]:
    with counter.shop.read() as reader:
        return [note["text"] for note in reader.notes(register, record_id)]


def test_what_a_register_has_no_place_for_stays_as_a_remark(counter: Counter) -> None:
    heads = ["序号", "风险点", "危险因素", "风险等级", "期限", "排查频次", "联系电话", ""]
    rows: list[list[Any]] = [
        heads,
        [1, "打包台", "刀具裸露", "低", 46_310, "每日", 13_800_000_011, "旁注"],
        [2, "货架", "超载", "低", None, "-", None, None],
    ]
    path = book(counter.folder, "r.xlsx", rows)
    counter.drop(path, register="risks")
    knives, shelf = counter.all("risks")
    (said,) = remarks(counter, "risks", knives["id"])
    assert said.splitlines() == ["来自 r.xlsx 第 2 行：", "期限：2026-10-15", "排查频次：每日", "联系电话：138****0011"]
    assert remarks(counter, "risks", shelf["id"]) == []
    before = counter.seq()
    assert counter.drop(path, register="risks").unchanged == 2 and counter.seq() == before


def test_nothing_is_kept_beside_a_confidential_complaint(counter: Counter) -> None:
    heads = "投诉日期,投诉内容,投诉类型,是否保密,家庭情况"
    counter.drop(counter.file("c.csv", heads, "2026-03-08,漏了,质量,是,住在隔壁", "2026-03-09,漏了,质量,否,住在对面"))
    hidden, other = counter.all("complaints")
    assert remarks(counter, "complaints", hidden["id"]) == []
    assert "家庭情况：住在对面" in remarks(counter, "complaints", other["id"])[0]
