"""The carriers that parcels go by, under the codes that tracking services in China use for them."""

from __future__ import annotations

from app.core.i18n import N_
from app.models.kinds import Option

CARRIERS: tuple[Option, ...] = (
    Option("zhongtong", N_("ZTO Express"), aliases=("中通", "中通快递", "zto")),
    Option("yuantong", N_("YTO Express"), aliases=("圆通", "圆通速递", "圆通快递", "yto")),
    Option("shentong", N_("STO Express"), aliases=("申通", "申通快递", "sto")),
    Option("yunda", N_("Yunda Express"), aliases=("韵达", "韵达快递", "韵达速递")),
    Option("jtexpress", N_("J&T Express"), aliases=("极兔", "极兔速递", "极兔快递")),
    Option("shunfeng", N_("SF Express"), aliases=("顺丰", "顺丰速运", "顺丰快递", "sf")),
    Option("jd", N_("JD Logistics"), aliases=("京东", "京东物流", "京东快递")),
    Option("ems", N_("EMS"), aliases=("ems", "邮政ems")),
    Option("youzhengguonei", N_("China Post"), aliases=("邮政", "中国邮政", "邮政快递包裹", "邮政包裹")),
    Option("debangkuaidi", N_("Deppon Express"), aliases=("德邦", "德邦快递", "德邦物流")),
    Option("danniao", N_("Danniao"), aliases=("丹鸟", "菜鸟速递", "丹鸟物流")),
    Option("pickup", N_("Handed over in person"), aliases=("自提", "上门自取", "无需物流", "pickup")),
    Option("other", N_("Another carrier"), aliases=("其他", "其它", "其他快递")),
)
"""Keys follow kuaidi100's codes; `pickup` needs no waybill."""
