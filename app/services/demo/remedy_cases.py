"""What happens in the demonstration shop's returns and remedies, told as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.services.remedy_moves import Found

EXCEPTIONS = {"HM-LHE-QR": "made_to_order", "HM-GHJ-250": "unsealed", "HM-GHJ-500": "unsealed"}
"""Products that their pages say cannot be sent back without a reason."""

Step = tuple[float, str, Mapping[str, Any]]
"""Days before now, the move, what is asked for it."""
BACK: Mapping[str, Any] = {"received_on": None}
"""Received on the day of the step."""


@dataclass(frozen=True, slots=True)
class Case:
    """One story: `days` before now it was asked for, about one piece of an order that holds the product."""

    days: float
    sku: str
    kind: str
    reason: str
    told: str
    who: str
    steps: tuple[Step, ...] = ()
    found: Found | None = None
    fulfilment: str = "completed"
    values: Mapping[str, Any] = field(default_factory=dict)
    replacement: str = ""
    confirmed: bool = False


CASES: tuple[Case, ...] = (
    Case(0.2, "HM-SNL-M", "return", "seven_day", "尺寸比想的大，柜子里放不下，没拆封", "陈小满"),
    Case(2.6, "HM-MKB-WL", "return", "quality", "杯底有一道裂纹，倒热水会渗", "何青"),
    Case(4.1, "HM-WQN-01", "return", "seven_day", "颜色和家里不搭", "陈小满", ((3.6, "agree", {}),)),
    Case(6.2, "HM-CDN-02", "return", "not_as_described", "页面写的是两片，收到一片", "何青",
         ((5.8, "agree", {}), (4.4, "send_back", {"carrier": "yuantong", "waybill": "YT8800000000021"}))),
    Case(17.4, "HM-MKB-MB", "exchange", "wrong_item", "拍的米白，发来雾蓝，要换", "陈小满",
         ((17.0, "agree", {}), (12.8, "send_back", {"carrier": "zhongtong", "waybill": "73180000000077"}))),
    Case(9.3, "HM-XXL-XS", "return", "seven_day", "味道不喜欢，没点过", "陈小满",
         ((9.0, "agree", {}), (5.1, "send_back", {"carrier": "yunda", "waybill": "43210000000018"}),
          (1.2, "receive", BACK))),
    Case(15.2, "HM-KZI-05", "return", "quality", "有一双开裂", "何青",
         ((14.9, "agree", {}), (9.4, "receive", BACK), (9.2, "inspect", {"inspect_note": "一双开裂，其余完好"})),
         Found(scrapped=1)),
    Case(20.5, "HM-GHJ-500", "return", "damaged", "瓶盖压裂，漏了半瓶", "何青",
         ((20.3, "agree", {}), (16.4, "receive", BACK), (16.2, "inspect", {"inspect_note": "瓶身破裂，不能再售"}),
          (15.0, "settle", {"payment_method": "支付宝"}), (13.0, "close", {"customer_answer": "satisfied"})),
         Found(scrapped=1), values={"return_postage": 800}),
    Case(24.0, "HM-MKB-WL", "exchange", "wrong_item", "想要米白，发成了雾蓝", "陈小满",
         ((23.8, "agree", {}), (20.2, "receive", BACK), (20.1, "inspect", {}),
          (20.0, "settle", {"out_carrier": "zhongtong", "out_waybill": "73180000000162"}),
          (16.0, "close", {"customer_answer": "satisfied", "answer_note": "收到了，这次对了"})),
         replacement="HM-MKB-MB"),
    Case(11.6, "HM-SUT-150", "resend", "damaged", "盒子压扁，酥糖碎成渣", "何青",
         ((11.4, "grant", {}), (11.2, "settle", {"out_carrier": "shunfeng", "out_waybill": "SF1300000000045"}))),
    Case(8.8, "HM-PPM-300", "compensation", "not_as_described", "详情写“全网第一”“润喉特效”，要求三倍赔偿", "林晓",
         ((8.0, "grant", {}), (7.5, "settle", {"payment_method": "支付宝", "payment_no": "2088000000000017"}),
          (6.0, "close", {"customer_answer": "accepted"})),
         values={"compensation": 50_000, "compensation_for": "退一赔三"}),
    Case(26.0, "HM-LHE-QR", "return", "seven_day", "朋友已经有了", "陈小满",
         ((25.7, "refuse", {"refuse_basis": "exception",
                            "refuse_reason": "刻名礼盒为定作商品，下单时已逐单确认不适用七日无理由退货"}),),
         confirmed=True),
    Case(0.8, "HM-GWD-01", "refund", "other", "不想要了，还没发货", "何青",
         ((0.6, "grant", {}), (0.5, "settle", {"payment_method": "微信"})), fulfilment="to_ship"),
    Case(12.4, "HM-ZBN-01", "return", "damaged", "一角磕掉", "何青",
         ((12.1, "agree", {}), (8.2, "receive", BACK), (8.0, "inspect", {"inspect_note": "一角磕伤，看能否打磨"}),
          (7.8, "settle", {"payment_method": "微信"})), Found(held=1)),
    Case(30.0, "HM-XXS-GH", "return", "seven_day", "香味淡", "陈小满",
         ((29.8, "agree", {}), (28.0, "cancel", {"cancel_reason": "买家说留着用"}))),
    Case(18.6, "HM-MBU-03", "refund", "late", "晚了四天才发", "陈小满",
         ((18.4, "grant", {}), (18.3, "settle", {}), (18.2, "reverse", {"reverse_reason": "点错了单，该退另一位"}))),
    Case(1.4, "HM-XMC-100", "return", "quality", "茶叶受潮结块", "何青", ((1.1, "agree", {}),)),
)  # fmt: skip
