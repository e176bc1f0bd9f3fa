"""The real window over a real encrypted file, as for the pages; and files as platforms export them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ui.pages.conftest import Desk, desk, every_register, folder, open_stage, template

__all__ = ["Desk", "desk", "every_register", "folder", "open_stage", "template"]

HEAD = (
    "订单编号", "买家会员名", "买家应付货款", "买家应付邮费", "总金额", "买家实际支付金额", "订单状态", "收货人姓名",
    "收货地址", "联系手机", "订单创建时间", "订单付款时间", "宝贝标题", "宝贝总数量", "物流单号", "物流公司",
)  # fmt: skip
LINES = ("子订单编号", "主订单编号", "商家编码", "标题", "价格", "购买数量", "商品属性")


@pytest.fixture
def drop(tmp_path: Path) -> Iterator[Path]:
    """A folder with two Taobao files that belong together, in GB18030; one order of five cannot come in."""
    folder = tmp_path / "drop"
    folder.mkdir()
    rows = [list(HEAD)]
    for n in range(5):
        total = "abc" if n == 3 else "39.00"
        rows.append([
            f"33000000000000000{n}", f"nick{n}", total, "0.00", total, total, "买家已付款，等待卖家发货", f"测试{n}",
            "浙江省杭州市西湖区某路 1 号", "13800000000", "2026-11-22 10:00:00", "2026-11-22 10:05:00", "手工桂花酱",
            "1", "", "",
        ])  # fmt: skip
    write(folder / "ExportOrderList.csv", rows)
    lines = [list(LINES)]
    lines += [
        [f"44000000000000000{n}", f"33000000000000000{n}", "HM-01" if n else "NEW-1", "手工桂花酱", "39.00", "1", ""]
        for n in range(5)
        if n != 3
    ]
    write(folder / "ExportOrderDetail.csv", lines)
    yield folder


def write(path: Path, rows: list[list[str]], encoding: str = "gb18030") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


Table = Callable[[str, list[list[str]]], Path]


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """Writes a table of one's own."""
    return lambda name, rows: write(tmp_path / name, rows, "utf-8")
