"""Registers as shops kept them before: titles above, merged cells, a sheet a year, serial days, `20 (Critical)`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from app.imports.bring_in import apply, plan
from app.imports.wish import Wish
from tests.imports.desk import Counter

SERIAL = 46_310
"""2026-10-15 as a spreadsheet counts days."""


def risk_book(folder: Path) -> Path:
    """Two years of a risk register, each on a sheet of its own under a title; a category spans its rows."""
    book = Workbook()
    book.remove(book.active)
    years: dict[str, list[list[Any]]] = {
        "2025年": [
            [
                "消防用电",
                "仓库插线板串接",
                "过载",
                "起火",
                "20 (Critical)",
                "重大(红)",
                "周建国",
                date(2025, 3, 1),
                "已控制",
            ],
            [None, "灭火器过期", "无人查看", "扑救不及", "12", "较大/橙", "周建国、林晓", "2025.6.30", "处置中"],
        ],
        "2026年": [
            ["食品安全", "临期蜂蜜发货", "不看日期", "十倍赔偿", 15, "较大", "吴桂香", SERIAL, "处置中"],
        ],
    }
    for name, rows in years.items():
        sheet = book.create_sheet(name)
        sheet.append(["禾木小铺风险台账"])
        sheet.merge_cells("A1:I1")
        sheet.append([f"编制：林晓    {name}"])
        sheet.append([])
        sheet.append(["风险类别", "风险点", "危害因素", "可能后果", "风险值", "风险等级", "责任人", "复评日期", "状态"])
        for row in rows:
            sheet.append(row)
        if len(rows) == 2:
            sheet.merge_cells("A5:A6")
        sheet.append(["合计", len(rows)])
    path = folder / "风险台账.xlsx"
    book.save(path)
    return path


def test_a_risk_register_of_two_years_comes_in_at_once(counter: Counter) -> None:
    path = risk_book(counter.folder)
    look = counter.look(path)
    assert (look.register, look.outcome.new, look.outcome.rejected) == ("risks", 3, ())
    assert not look.blocked
    done = apply(counter.shop, look)
    assert done.new == 3
    found = {r["title"]: r for r in counter.all("risks")}
    first, second, third = (found[t] for t in ("仓库插线板串接", "灭火器过期", "临期蜂蜜发货"))
    assert (first["category"], second["category"], third["category"]) == ("fire", "fire", "food")
    assert (first["score"], first["level"], first["status"]) == (2000, "4", "watched")
    assert (second["score"], second["level"], second["status"]) == (1200, "3", "treating")
    assert (first["review_on"], second["review_on"]) == (date(2025, 3, 1), date(2025, 6, 30))
    assert third["review_on"] == date(2026, 10, 15), "a serial day is a day"
    staff = {s["id"]: s["name"] for s in counter.all("staff")}
    assert [staff[r["owner_id"]] for r in (first, second, third)] == ["周建国", "周建国", "吴桂香"]
    counter.check()


def test_the_same_register_again_changes_nothing(counter: Counter) -> None:
    path = risk_book(counter.folder)
    counter.drop(path)
    before = counter.seq()
    done = counter.drop(path)
    assert (done.new, done.updated, done.unchanged) == (0, 0, 3) and counter.seq() == before


def test_a_later_file_never_undoes_what_was_assessed_here(counter: Counter) -> None:
    path = risk_book(counter.folder)
    counter.drop(path)
    made = next(r for r in counter.all("risks") if r["title"] == "灭火器过期")
    counter.shop.change(lambda uow: uow.update("risks", made["id"], {"level": "1", "score": 200, "status": "closed"}))
    done = counter.drop(path)
    assert (done.new, done.updated) == (0, 0)
    kept = next(r for r in counter.all("risks") if r["id"] == made["id"])
    assert (kept["level"], kept["status"]) == ("1", "closed")


def test_persons_whom_nobody_knows_are_rejected_when_that_is_wished(counter: Counter) -> None:
    path = risk_book(counter.folder)
    look = plan(counter.shop, [path], Wish(create_people=False))
    assert look.outcome.new == 0 and {r.column for r in look.outcome.rejected} == {"责任人"}
    assert counter.all("staff") == []


def test_persons_who_are_known_are_found_and_those_who_are_not_are_said(counter: Counter) -> None:
    counter.shop.change(lambda uow: uow.create("staff", {"name": "周建国"}))
    look = counter.look(risk_book(counter.folder))
    assert any("吴桂香" in str(w) and "周建国" not in str(w) for w in look.outcome.warnings)
    apply(counter.shop, look)
    assert sorted(s["name"] for s in counter.all("staff")) == ["吴桂香", "周建国"]


def rectification_book(folder: Path) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.title = "隐患整改台账"
    sheet.append(["隐患排查整改台账（2026年度）"])
    sheet.merge_cells("A1:J1")
    sheet.append(
        ["序号", "隐患", "检查日期", "地点", "责任人", "整改期限", "整改措施", "整改情况", "复查日期", "复查意见"]
    )
    sheet.append([1, "灭火器压力不足", SERIAL, "仓库", "周建国", SERIAL + 7, "更换", "已更换两具", SERIAL + 9, "合格"])
    sheet.append([2, "通道堆货", "2026/10/20", "打包区", "何青", "2026-10-27", "清理", None, "2026-10-28", None])
    path = folder / "隐患整改台账.xlsx"
    book.save(path)
    return path


def test_a_register_of_rectifications_keeps_person_deadline_and_recheck_apart(counter: Counter) -> None:
    done = counter.drop(rectification_book(counter.folder))
    assert (done.register, done.new, done.rejected) == ("rectifications", 2, ())
    one, two = counter.all("rectifications")
    staff = {s["id"]: s["name"] for s in counter.all("staff")}
    assert (staff[one["owner_id"]], staff[two["owner_id"]]) == ("周建国", "何青")
    assert (one["found_on"], one["deadline"]) == (date(2026, 10, 15), date(2026, 10, 22))
    assert (two["found_on"], two["deadline"], two["recheck_on"]) == (
        date(2026, 10, 20), date(2026, 10, 27), date(2026, 10, 28),
    )  # fmt: skip
    assert one["done_what"] == "已更换两具"


def test_rectifications_without_a_number_come_in_once(counter: Counter) -> None:
    path = rectification_book(counter.folder)
    counter.drop(path)
    before = counter.seq()
    done = counter.drop(path)
    assert (done.new, done.updated, done.unchanged) == (0, 0, 2) and counter.seq() == before
