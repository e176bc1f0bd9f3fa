"""The complaints of the demonstration shop, invented: what was said when, in hours from when each was received."""

# ruff: noqa: E501

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Step = tuple[Any, ...]
"""(what, hours since it was received, more): a move's name, or `in` and `out` for a contact, or `fill`."""


@dataclass(frozen=True, slots=True)
class Case:
    """One complaint: how many days ago it came, about which product, and its course. `same` repeats a buyer's order."""

    days: float
    sku: str
    channel: str
    category: str
    description: str
    steps: tuple[Step, ...]
    more: dict[str, Any] = field(default_factory=dict)
    handler: str = "陈小满"
    key: str = ""
    same: str = ""


BOOKED = ("return", "exchange", "refund", "resend", "compensation")
"""Kinds of remedy that a record of its own carries out."""


def solved(
    first: float,
    last: float,
    cause: str,
    remedy: str,
    answer: str = "satisfied",
    stars: int | None = 5,
    kind: str = "explained",
    amount: int | None = None,
    **more: Any,
) -> tuple[Step, ...]:
    """The usual course: a first reply, an answer, what was promised, closed a day later.

    `amount` in minor units is paid back, or as compensation; without it a piece's whole price is.
    """
    said = {"cause": cause, "remedy": remedy, "answer": answer, "satisfaction": stars, "remedy_kind": kind, **more}
    booked = kind in BOOKED
    found = said if booked else {**said, "carried_out": True}
    given: tuple[Step, ...] = (("remedy", last + 10, kind, amount),) if booked else ()
    return (
        ("acknowledge", first, "chat", "亲，收到您的反馈，我们马上核实，今天内给您答复。"),
        ("investigate", first + 0.5),
        ("respond", last, "chat", f"核实好了：{remedy}"),
        *given,
        ("fill", last + 20, {"validity": "founded", **found}),
        ("close", last + 20),
    )


CASES: tuple[Case, ...] = (
    Case(83, "HM-MKB-WL", "chat", "quality", "收到的杯子杯口有磕碰，能看到缺口。",
         solved(2, 9, "缓冲纸少放一层，运输中碰裂", "补寄一只，旧杯不用寄回", kind="resend", root_cause="packing"), {"wants": "补发"}),
    Case(79, "HM-GHJ-500", "platform", "logistics", "物流五天没有更新，催了也没人管。",
         solved(5, 30, "快递中转站积压，未及时跟催", "协调快递优先派送，赔付 5 元", "accepted", 4, kind="compensation", amount=500, root_cause="carrier")),
    Case(74, "HM-XMC-100", "chat", "mismatch", "页面写 100g，称了连袋子才 92g。",
         solved(3, 20, "分装秤未校准", "补寄一袋，当天校秤并留记录", "satisfied", 4, kind="resend", root_cause="staff"), {"wants": "补足分量"}),
    Case(70, "HM-SNL-M", "chat", "quality", "收纳篮有毛刺，把手扎手。",
         solved(1, 6, "出货前未打磨把手", "退款 20 元，后续到货逐只抽检", "accepted", 4, kind="refund", amount=2000, root_cause="supplier")),
    Case(66, "HM-XXL-XS", "phone", "service", "问客服燃烧时间，回复很冲。",
         solved(4, 28, "新客服不熟悉话术", "店长致歉，赠送优惠券", "satisfied", 5, kind="goodwill", root_cause="staff"), handler="方言"),
    Case(61, "HM-GHJ-500", "chat", "quality", "桂花酱瓶盖松，漏了半箱。",
         solved(2, 26, "旋盖力矩不足", "补寄一瓶，整批复检旋盖", "satisfied", 5, kind="resend", root_cause="product"), {"severity": "serious"}, key="leak"),
    Case(57, "HM-KZI-05", "platform", "price", "昨天刚买今天就降价，要求退差价。",
         solved(6, 40, "促销未提前告知", "按价保规则退差价", "accepted", 3, kind="refund", amount=600, root_cause="listing")),
    Case(52, "HM-WQN-01", "chat", "refund", "围裙退回一周了还没退款。",
         solved(30, 170, "退件登记遗漏，三天后才入库", "当天退款，退件改为到货即登", "not_accepted", 2,
                kind="return", root_cause="process"), {"severity": "serious", "wants": "马上退款"}),
    Case(47, "HM-ZCH-01", "chat", "mismatch", "竹盒颜色比图片深很多。",
         solved(3, 24, "详情图偏亮", "换图并注明手工色差，退货包运费", "accepted", 4, kind="corrected", root_cause="listing")),
    Case(42, "HM-MLH-50", "other", "privacy", "收到陌生短信，能说出我刚买的东西，怀疑信息泄露。",
         (("acknowledge", 5, "phone", "已记录，我们马上排查面单和系统账号。"), ("investigate", 6),
          ("pause", 24, "papers", "等买家提供短信截图"), ("in", 60, "chat", "截图发你们了"),
          ("resume", 61, "截图已收到"), ("respond", 90, "phone", "核查没有发现本店外泄，面单已改为隐私面单。"),
          ("fill", 100, {"validity": "unfounded", "root_cause": "unknown", "cause": "未发现本店外泄，疑为旧面单",
                         "remedy": "全部改用隐私面单，提醒买家防诈骗", "remedy_kind": "corrected", "answer": "accepted", "satisfaction": 4, "carried_out": True}),
          ("close", 100)), {"severity": "serious"}, handler="林晓"),
    Case(38, "HM-GHJ-500", "chat", "quality", "上次补寄的桂花酱又漏了。",
         (*solved(1, 20, "同一批瓶盖仍在用", "退款并停用该批瓶盖", "accepted", 3, kind="refund", root_cause="supplier"),
          ("reopen", 200, "买家反映退款没有到账"), ("respond", 204, "phone", "原路退款失败，已改打到支付宝。"),
          ("fill", 225, {"cause": "同一批瓶盖仍在用；退款原路失败未跟进", "remedy": "改付支付宝并停用该批瓶盖",
                         "answer": "accepted"}),
          ("close", 225)), {"severity": "serious"}, same="leak", key="again"),
    Case(33, "HM-GWD-01", "platform", "logistics", "显示签收，但没有收到包裹。",
         solved(4, 50, "快递误放邻楼驿站", "快递找回并送达，赔付 10 元", "satisfied", 5, kind="compensation", amount=1000, root_cause="carrier")),
    Case(29, "HM-GHW-75", "chat", "food_safety", "茶叶里有一根头发。",
         solved(1, 22, "分装未戴发网", "退款，分装间补发网与检查", "accepted", 3, kind="refund", root_cause="process"),
         {"severity": "critical", "wants": "退款并给说法"}, handler="吴桂香"),
    Case(25, "HM-SUT-150", "chat", "other", "要求写好评才返现，我不想写。",
         (("accept", 1), ("refuse", 3, "chat", "not_ours", "核实不是本店账号，已提示买家举报冒充店铺。"))),
    Case(21, "HM-MKB-MB", "chat", "quality", "杯底有针孔，装热水会渗。",
         solved(2, 19, "同一窑次有针孔", "换货，同窑次下架复检", "satisfied", 5, kind="exchange", root_cause="supplier")),
    Case(17, "HM-MKB-WL", "chat", "quality", "马克杯把手有裂纹。",
         solved(3, 23, "同一窑次有缺陷", "换货", "accepted", 4, kind="exchange", root_cause="supplier")),
    Case(12, "HM-LHE-QR", "12315", "advertising", "礼盒页面写“全网最低”，要求查处并退款。",
         (("acknowledge", 3, "phone", "已联系投诉人，说明正在核对页面用语。"), ("investigate", 5),
          ("in", 50, "phone", "截图已经交给市监所了"), ("pause", 72, "goods", "等投诉人寄回礼盒"),
          ("answer_authority", 96, "书面答复已交，附页面修改前后截图"), ("mediate", 120),
          ("pause", 130, "testing", "礼盒送检净含量", "mediation"), ("resume", 230, "检测报告已出", "mediation"),
          ("respond", 240, "phone", "已改页面用语，同意退货退款。")),
         {"authority_no": "133010620261100317", "authority": "西湖区市场监管局某所", "confidential": True,
          "wants": "退一赔三", "severity": "serious", "validity": "partly", "root_cause": "listing"}, handler="林晓"),
    Case(9, "HM-MKB-WL", "chat", "quality", "又一只杯子到手是碎的，包装太薄。",
         solved(2, 30, "缓冲不足", "换货，杯类改双层蜂窝纸", "satisfied", 5, kind="exchange", root_cause="packing")),
    Case(7.5, "HM-ZBN-01", "phone", "quality", "砧板用了一次就开裂。",
         (("acknowledge", 4, "phone", "已登记，请拍照发我们。"), ("pause", 6, "goods", "等买家寄回砧板检测")),
         {"severity": "serious", "wants": "换新"}, handler="方言"),
    Case(5, "HM-GHJ-500", "chat", "quality", "开瓶有一层白膜，是不是坏了？",
         (("acknowledge", 30, "chat", "抱歉回复晚了，请把批号拍给我们。"), ("in", 31, "chat", "批号在瓶底，拍了"),
          ("investigate", 32)), {"severity": "critical", "wants": "退款并检测"}, handler="吴桂香"),
    Case(4, "HM-SNL-L", "chat", "refund", "七天无理由退货被拒，说影响二次销售。",
         (("acknowledge", 2, "chat", "已受理，正在核实退件照片。"), ("respond", 50, "chat", "核实包装完好，同意退货。"),
          ("in", 70, "chat", "好的，已寄出"), ("fill", 80, {"cause": "售后员误判", "root_cause": "staff",
                                                          "remedy": "同意退货退款", "remedy_kind": "return", "validity": "founded"}))),
    Case(2.5, "HM-XXS-GH", "platform", "mismatch", "香薰石几乎没有味道。",
         (("acknowledge", 10, "platform", "收到，给您补寄一小瓶精油。"), ("investigate", 20)), {"wants": "退款"}),
    Case(1.6, "HM-CDN-02", "chat", "logistics", "餐垫只收到一片。", (), {"wants": "补发一片"}, handler="何青"),
    Case(0.93, "HM-OUG-200", "chat", "food_safety", "羹里吃出一小块硬塑料。", (("accept", 1),),
         {"severity": "critical", "wants": "退款、赔偿并说明原因"}, handler="陈小满"),
    Case(0.1, "HM-GHJ-500", "phone", "quality", "第三次了，桂花酱还是漏。", (),
         {"severity": "serious", "wants": "全额退款"}, same="leak"),
)  # fmt: skip
