"""Bills of payment services and platforms: recognised, so that they are not taken for orders."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.errors import UserError
from app.core.i18n import N_, Text
from app.imports.cells import as_text
from app.imports.header import bare_key, header_key
from app.imports.readers.model import Source

_LOOK = 60
_BILLS: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (N_("Alipay bill"), ("交易对方", "收/支", "商家订单号")),
    (N_("Alipay bill"), ("交易号", "商家订单号", "资金状态")),
    (N_("Alipay bill"), ("交易对方", "收/支", "收/付款方式")),
    (N_("WeChat Pay bill"), ("交易时间", "交易类型", "交易对方", "交易单号", "商户单号")),
    (N_("platform's settlement"), ("动账时间", "动账方向", "动账金额")),
)


def refuse_bills(sources: Sequence[Source]) -> None:
    """Raise `UserError` for a bill: it holds payments, and reading them as orders would count them twice."""
    for source in sources:
        for table in source.tables:
            for row in table.rows[:_LOOK]:
                keys = {bare_key(header_key(as_text(cell))) for cell in row}
                for label, names in _BILLS:
                    if all(header_key(n) in keys for n in names):
                        raise UserError(
                            N_("{name} is a bill ({label}), not a list of orders.", name=source.path.name, label=label),
                            N_("Nothing was imported; bills are not brought in yet."),
                            N_("Import the orders from the platform's order export."),
                        )
