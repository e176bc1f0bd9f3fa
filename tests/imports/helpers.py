"""Small files as shops make them, and one step from such a file to drafts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from app.imports.context import Context
from app.imports.parse import parse
from app.imports.readers import Limits, Source, read_tables
from app.imports.report import Parsed

HERE = Limits(isolate=False)
"""Workbooks read in this process: the child process has tests of its own."""

TAOBAO = (
    "订单编号,买家会员名,支付单号,买家应付货款,买家应付邮费,总金额,买家实际支付金额,"
    "订单状态,买家留言,收货人姓名,收货地址,"
    "联系电话,联系手机,订单创建时间,订单付款时间,宝贝标题,宝贝种类,物流单号,物流公司,"
    "订单备注,宝贝总数量,店铺名称,订单关闭原因,退款金额"
)
TAOBAO_LINES = "子订单编号,主订单编号,商家编码,外部系统编号,标题,价格,购买数量,商品属性,物流单号,物流公司"
JD = "订单号,商品ID,商品名称,订购数量,下单时间,订单金额,京东价,客户姓名,客户地址,联系电话,订单状态"
PLAIN = "订单编号,下单时间,商品名称,货号,数量,单价,订单金额,收货人,手机,收货地址,备注"


def taobao_row(order_id: str, **said: str) -> str:
    """One row of Taobao's order export; `said` by column name."""
    cells = {
        "订单编号": order_id,
        "买家会员名": "tb_lin",
        "支付单号": "2026092200001",
        "买家应付货款": "50.00",
        "买家应付邮费": "6.00",
        "总金额": "56.00",
        "买家实际支付金额": "56.00",
        "订单状态": "买家已付款，等待卖家发货",
        "收货人姓名": "林小满",
        "收货地址": "浙江省 杭州市 西湖区 桂花路1号 (310000)",
        "联系手机": "'13800000000",
        "订单创建时间": "2026-09-22 00:54:10",
        "订单付款时间": "2026-09-22 00:55:00",
        "宝贝标题": "手工桂花酱",
        "宝贝种类": "1",
        "宝贝总数量": "2",
        "店铺名称": "小满的店",
        **said,
    }
    return ",".join(f'"{v}"' if "," in v or "\n" in v else v for v in (cells.get(n, "") for n in TAOBAO.split(",")))


def plain(order_id: str = "A1001", **said: str) -> str:
    """One row of a table that no platform made."""
    cells = {
        "订单编号": order_id, "下单时间": "2026-09-22 00:54:10", "商品名称": "桂花酱", "货号": "GH-1",
        "数量": "2", "单价": "25.00",
        "订单金额": "50.00", "收货人": "林小满", "手机": "13800000000",
        "收货地址": "浙江省杭州市西湖区桂花路1号", **said,
    }  # fmt: skip
    return ",".join(f'"{v}"' if "," in v or "\n" in v else v for v in (cells.get(n, "") for n in PLAIN.split(",")))


def text_file(folder: Path, *lines: str, encoding: str = "utf-8", name: str = "orders.csv", end: str = "\r\n") -> Path:
    """A text file of lines."""
    path = folder / name
    path.write_bytes((end.join(lines) + end).encode(encoding))
    return path


def workbook(folder: Path, *rows: Sequence[Any], name: str = "orders.xlsx") -> Path:
    """A workbook with one sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    path = folder / name
    book.save(path)
    return path


def read(path: Path) -> Source:
    """The file's tables."""
    return read_tables(path, limits=HERE)


def parsed(*paths: Path, context: Context | None = None, **how: Any) -> Parsed:
    """The drafts of files dropped together."""
    return parse([read(p) for p in paths], context=context, **how)


def reasons(result: Parsed) -> list[tuple[int, str, str]]:
    """(row, column, reason) of each reject."""
    return [(r.row, r.column, str(r.reason)) for r in result.rejects]


def codes(result: Parsed) -> set[str]:
    """What the notices are about."""
    return {n.code for n in result.notices}
