"""A complaint register as a shop kept it in Excel: who, what, by whom, until when, how it ended."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import Workbook

from tests.imports.desk import Counter

HEAD = (
    "序号", "投诉编号", "投诉日期", "投诉渠道", "销售平台", "订单编号", "商品名称", "投诉人", "联系电话", "投诉类型",
    "投诉内容", "处理人", "承诺时限", "原因分析", "处理结果", "退款金额", "完结日期", "客户是否满意", "处理状态",
)  # fmt: skip
ROWS = (
    (1, "TS-001", date(2025, 3, 1), "旺旺", "淘宝", "A9001", "桂花酱", "陈渊", "13800001234", "质量问题",
     "盖子漏", "周建国", date(2025, 3, 3), "旋盖松", "补寄一瓶", None, date(2025, 3, 4), "满意", "已完结"),
    (2, "TS-002", "2025.4.2", "电话", "京东", "A9002", "玄米茶", "王某", "13800005678", "物流",
     "五天没到", "陈小满", None, None, None, None, None, None, "处理中"),
    (3, "TS-003", "2025年5月6日", "12345", None, None, None, "李某", None, "虚假宣传",
     "极限词", "周建国", None, None, "已改", 12.5, "2025/5/20", None, "已结案"),
)  # fmt: skip


def book(folder: Path) -> Path:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["2025 年客户投诉处理登记表"])
    sheet.merge_cells("A1:S1")
    sheet.append([])
    sheet.append(HEAD)
    for row in ROWS:
        sheet.append(row)
    path = folder / "投诉台账.xlsx"
    made.save(path)
    return path


def test_an_old_register_comes_in_with_persons_dates_and_states(counter: Counter) -> None:
    done = counter.drop(book(counter.folder))
    assert (done.register, done.new, [(r.row, r.column, r.value) for r in done.rejected]) == ("complaints", 3, [])
    first, second, third = counter.all("complaints")
    staff = {s["id"]: s["name"] for s in counter.all("staff")}
    assert [staff[r["handler_id"]] for r in (first, second, third)] == ["周建国", "陈小满", "周建国"]
    assert (first["status"], first["answer"], first["done_on"]) == ("closed", "satisfied", date(2025, 3, 4))
    assert (first["reference"], first["item"], first["order_number"]) == ("TS-001", "桂花酱", "A9001")
    assert first["promised_at"] is not None
    assert (first["first_kept"], first["resolve_kept"]) == ("unknown", "kept"), "the day it was done is no first reply"
    assert (first["breached_at"], first["overran"]) == (None, False)
    assert (second["status"], second["timing"], second["received_on"]) == ("investigating", "running", date(2025, 4, 2))
    assert (third["channel"], third["status"], third["authority_state"]) == ("12315", "closed", "ended")
    assert (third["refunded"], third["old_refund"]) == (None, 1250), "no payment of this shop stands behind it"
    counter.check()


def test_the_same_register_again_changes_nothing(counter: Counter) -> None:
    path = book(counter.folder)
    counter.drop(path)
    before = counter.seq()
    again = counter.drop(path)
    assert (again.new, again.updated, again.rejected) == (0, 0, ())
    assert counter.seq() == before


def test_an_order_and_a_product_of_the_shop_are_found(counter: Counter) -> None:
    counter.stocked("GHJ-250", 5)
    head = "投诉日期,投诉渠道,投诉类型,投诉内容,货号"
    counter.drop(counter.file("c.csv", head, "2026-05-01,电话,质量,漏,GHJ-250"), register="complaints")
    [one] = counter.all("complaints")
    assert one["product_id"] is not None and one["item"]


def test_a_row_that_the_register_refuses_is_named_and_the_others_come_in(counter: Counter) -> None:
    head = "投诉日期,投诉渠道,投诉人,投诉类型,投诉内容"
    rows = (
        "2025-03-01,电话,陈渊,质量问题,盖子漏",
        "2099-03-01,电话,王某,物流,还没发生",
        "2025-03-02,电话,李某,物流,少发一件",
    )
    done = counter.drop(counter.file("c.csv", head, *rows), register="complaints")
    assert done.new == 2
    assert [(r.row, r.column, r.value) for r in done.rejected] == [(3, "投诉日期", "2099-03-01")]
    assert done.warnings == ()
    assert done.rejects_file is not None and "还没发生" in done.rejects_file.read_text("utf-8-sig")
    assert {c["description"] for c in counter.all("complaints")} == {"盖子漏", "少发一件"}
    counter.check()
