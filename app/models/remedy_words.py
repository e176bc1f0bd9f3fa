"""The choices that remedies are told with: kinds, states, reasons, and what the law excepts from the seven days.

Kinds of goods without a seven-day return: 消费者权益保护法 art. 25, 网络购买商品七日无理由退货暂行办法 arts 6 and 7.
"""

from __future__ import annotations

from app.core.i18n import N_
from app.models.kinds import Option

KINDS: tuple[Option, ...] = (
    Option("return", N_("Return and refund"), aliases=("退货退款", "退货", "退货/退款")),
    Option("exchange", N_("Exchange"), aliases=("换货",)),
    Option("repair", N_("Repair"), aliases=("维修", "返修")),
    Option("refund", N_("Refund only"), aliases=("仅退款", "退款", "退差价")),
    Option("resend", N_("Send again"), aliases=("补发", "补寄", "重发")),
    Option("compensation", N_("Compensation"), aliases=("赔付", "赔偿", "补偿")),
)
GOODS_BACK = ("return", "exchange", "repair")
"""Kinds for which goods come back."""
REFUNDS = ("return", "refund")
"""Kinds that pay the price back."""
SENDS = ("exchange", "repair", "resend")
"""Kinds that send a parcel out."""

STATUS: tuple[Option, ...] = (
    Option("requested", N_("Asked for"), "amber"),
    Option("agreed", N_("Agreed, goods to come"), "blue"),
    Option("under_way", N_("Goods under way"), "blue"),
    Option("goods_back", N_("Goods back, to inspect"), "amber"),
    Option("ready", N_("To settle"), "amber"),
    Option("settled", N_("Settled"), "accent"),
    Option("closed", N_("Closed"), "accent"),
    Option("refused", N_("Refused"), "neutral"),
    Option("cancelled", N_("Withdrawn"), "neutral"),
    Option("reversed", N_("Reversed"), "neutral"),
)
DEAD = ("refused", "cancelled", "reversed")
"""States in which a remedy counts for nothing any more."""
PAID = ("settled", "closed")
"""States in which money and parcels have gone out."""
OPEN = ("requested", "agreed", "under_way", "goods_back", "ready")
"""States in which something is still to be done."""

REASONS: tuple[Option, ...] = (
    Option("seven_day", N_("Seven days, no reason"), aliases=("七天无理由", "七日无理由", "7天无理由退货", "不喜欢")),
    Option("quality", N_("Quality at fault"), aliases=("质量问题", "有瑕疵", "做工")),
    Option("not_as_described", N_("Unlike its description"), aliases=("描述不符", "与描述不符", "货不对版")),
    Option("damaged", N_("Damaged in transit"), aliases=("运输破损", "包装破损", "破损")),
    Option("wrong_item", N_("Wrong or missing item"), aliases=("发错货", "错发", "漏发", "少件")),
    Option("lost", N_("Parcel lost"), aliases=("丢件", "快递丢失", "未收到货")),
    Option("late", N_("Shipped late"), aliases=("发货慢", "未按约定时间发货", "延迟")),
    Option("other", N_("Other"), aliases=("其他", "其它")),
)  # fmt: skip
SHOPS_FAULT = frozenset({"quality", "not_as_described", "damaged", "wrong_item", "lost", "late"})
"""Reasons for which the shop bears the return's postage."""

POSTAGE_BY: tuple[Option, ...] = (
    Option("buyer", N_("The buyer"), aliases=("买家",)),
    Option("shop", N_("The shop"), aliases=("商家", "卖家")),
    Option("insurance", N_("Return insurance"), aliases=("运费险",)),
)

EXCEPTIONS: tuple[Option, ...] = (
    Option("made_to_order", N_("Made to order"), aliases=("定作", "定制")),
    Option("perishable", N_("Fresh or perishable"), aliases=("鲜活易腐", "生鲜")),
    Option("digital", N_("Digital goods, unsealed media"), aliases=("数字化商品", "音像软件")),
    Option("periodical", N_("Newspapers, periodicals"), aliases=("报纸期刊",)),
    Option("unsealed", N_("Health or quality suffers once unsealed"), aliases=("拆封后影响健康或品质",)),
    Option("activated", N_("Loses value once activated or tried"), aliases=("激活或试用后贬值",)),
    Option("near_expiry", N_("Sold as near its date or flawed"), aliases=("临期或瑕疵", "临期", "瑕疵")),
)

EXCEPTED: tuple[Option, ...] = (
    Option("none", N_("No exception")),
    Option("unconfirmed", N_("Exception, not confirmed")),
    Option("confirmed", N_("Exception, confirmed by the buyer")),
)

REFUSAL: tuple[Option, ...] = (
    Option("exception", N_("Excepted goods, confirmed by the buyer")),
    Option("too_late", N_("After the seven days")),
    Option("not_intact", N_("The goods are not intact")),
    Option("unproved", N_("What the buyer says is not shown")),
    Option("other", N_("Other")),
)

HELD: tuple[Option, ...] = (
    Option("none", N_("Nothing quarantined"), "neutral"),
    Option("held", N_("Quarantined"), "amber"),
    Option("released", N_("Released"), "accent"),
    Option("scrapped", N_("Scrapped"), "neutral"),
)

ANSWERS: tuple[Option, ...] = (
    Option("satisfied", N_("Satisfied")),
    Option("accepted", N_("Accepts it")),
    Option("unsatisfied", N_("Not satisfied")),
    Option("silent", N_("Did not answer")),
)
