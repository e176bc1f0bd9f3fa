"""JD (京东): one row per line, the order's fields repeated."""

from __future__ import annotations

from app.core.i18n import N_
from app.imports.formats.base import Format, column

ORDERS = Format(
    name="jd",
    platform="jd",
    label=N_("JD orders"),
    kind="orders",
    zone="Asia/Shanghai",
    currency="CNY",
    states={
        "等待付款": ("unpaid", "new"),
        "待付款": ("unpaid", "new"),
        "等待付款确认": ("unpaid", "new"),
        "等待出库": ("paid", "to_ship"),
        "等待发货": ("paid", "to_ship"),
        "暂停": ("paid", "to_ship"),
        "锁定": ("paid", "to_ship"),
        "等待确认收货": ("paid", "shipped"),
        "已出库": ("paid", "shipped"),
        "配送中": ("paid", "shipped"),
        "完成": ("paid", "completed"),
        "已完成": ("paid", "completed"),
        "已取消": (None, "cancelled"),
        "(删除)等待出库": ("refunded", "cancelled"),
        "(锁定)等待出库": ("paid", "to_ship"),
        "(删除)等待确认收货": ("refunded", "cancelled"),
    },
    columns=(
        column("order_id", "订单号|订单编号", required=True),
        column("product_id", "商品ID|商品编号", required=True),
        column("title", "商品名称", required=True),
        column("quantity", "订购数量|商品数量", required=True),
        column("placed_at", "下单时间", required=True),
        column("paid_at", "付款确认时间|付款时间"),
        column("total", "订单金额|应付金额|结算金额", per_line="auto"),
        column("paid", "用户应付金额|实付金额", per_line="auto"),
        column("unit_price", "京东价|商品单价"),
        column("shipping_fee", "运费金额|运费"),
        column("discount", "优惠金额"),
        column("buyer_nick", "下单帐号|下单账号|客户账号"),
        column("buyer_name", "客户姓名|收货人姓名|收货人"),
        column("address", "客户地址|收货地址"),
        column("phone", "联系电话|联系手机"),
        column("status", "订单状态"),
        column("sku", "货号|商家SKUID|商家skuid"),
        column("buyer_note", "订单备注|客户留言"),
        column("seller_note", "商家备注"),
        column("payment_method", "支付方式"),
        column("shop_name", "店铺名称"),
        column("carrier", "物流公司|承运商"),
        column("waybill", "运单号|物流单号|快递单号"),
        column("completed_at", "订单完成时间"),
    ),
)
