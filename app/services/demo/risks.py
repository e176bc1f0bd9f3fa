"""Risks of the demonstration shop: assessed over the months; one review late, one acceptance lapsed."""

from __future__ import annotations

from typing import Any

from app.services import records, risks, transitions
from app.services.demo.scene import Scene
from app.services.risks import Assessing
from app.store.uow import UnitOfWork

_FIVE = ("likelihood", "impact")
_LEC = ("lec_likelihood", "lec_exposure", "lec_consequence")

RISKS: tuple[dict[str, Any], ...] = (
    {
        "title": "仓库电线老化、插线板串接",
        "category": "fire",
        "nature": "hazard",
        "place": "仓库",
        "who": "周建国",
        "ago": 84,
        "cause": "货架灯与打包台共用一路，插线板串接，线皮发硬",
        "consequence": "短路起火，烧毁库存，伤及人员",
        "lec": ("3", "6", "15"),
        "then": [(80, ("3", "6", "15")), (32, ("3", "6", "7"))],
        "residual": ("1", "6", "7"),
        "treatment": "reduce",
        "status": "treating",
        "measures": [
            ("请电工重布两路线、加装漏电保护", "周建国", -2, 180000, False),
            ("撤掉串接的插线板", "周建国", -20, None, True),
        ],
    },
    {
        "title": "纸箱堆到安全通道",
        "category": "fire",
        "nature": "hazard",
        "place": "打包区",
        "who": "周建国",
        "ago": 70,
        "cause": "大促前备料过多，通道只剩半米",
        "consequence": "起火时人员无法撤离",
        "lec": ("6", "6", "7"),
        "then": [(68, ("6", "6", "7")), (30, ("1", "6", "7"))],
        "residual": ("0.5", "6", "7"),
        "treatment": "reduce",
        "status": "watched",
        "measures": [],
    },
    {
        "title": "蜂蜜过保质期仍发货",
        "category": "food",
        "nature": "business",
        "place": "仓库",
        "who": "吴桂香",
        "ago": 82,
        "cause": "同款多批混放，拣货不看日期",
        "consequence": "违反食品安全法，十倍赔偿，平台下架",
        "five": ("4", "5"),
        "then": [(80, ("4", "5")), (45, ("2", "5"))],
        "residual": ("1", "5"),
        "treatment": "reduce",
        "status": "watched",
        "measures": [("按先到期先出贴批次色标", "吴桂香", -40, 6000, True)],
    },
    {
        "title": "商品详情出现“最”“第一”等用语",
        "category": "listing",
        "nature": "business",
        "place": None,
        "who": "方言",
        "ago": 78,
        "cause": "活动页外包设计，未过用语检查",
        "consequence": "广告法第九条，罚款二十万元以上",
        "five": ("4", "4"),
        "then": [(76, ("4", "4")), (40, ("2", "4"))],
        "residual": ("1", "4"),
        "treatment": "reduce",
        "status": "watched",
        "measures": [],
    },
    {
        "title": "面单泄露收件人电话地址",
        "category": "privacy",
        "nature": "business",
        "place": "打包台",
        "who": "周建国",
        "ago": 66,
        "cause": "作废面单直接丢弃",
        "consequence": "个人信息泄露，须通知并上报",
        "five": ("3", "4"),
        "then": [(60, ("3", "4"))],
        "residual": ("1", "4"),
        "treatment": "reduce",
        "status": "treating",
        "measures": [("买碎纸机，作废面单当天粉碎", "周建国", 6, 29900, False)],
    },
    {
        "title": "主供应商断货",
        "category": "supply",
        "nature": "business",
        "place": None,
        "who": "林晓",
        "ago": 75,
        "cause": "桂花酱只有一家供应商，产季短",
        "consequence": "热销款缺货两个月",
        "five": ("3", "4"),
        "then": [(70, ("3", "4")), (20, ("3", "3"))],
        "residual": ("2", "3"),
        "treatment": "reduce",
        "status": "treating",
        "measures": [("谈定第二家供应商并试样", "林晓", 18, None, False)],
    },
    {
        "title": "平台扣分导致活动资格取消",
        "category": "platform",
        "nature": "business",
        "place": None,
        "who": "方言",
        "ago": 64,
        "cause": "晚发货、虚假发货判定",
        "consequence": "大促不能报名，流量下降",
        "five": ("3", "3"),
        "then": [(60, ("3", "3"))],
        "residual": None,
        "treatment": "accept",
        "accepted": -5,
        "status": "watched",
        "measures": [],
    },
    {
        "title": "台风天快递停运",
        "category": "disaster",
        "nature": "business",
        "place": None,
        "who": "陈小满",
        "ago": 61,
        "cause": "夏秋台风",
        "consequence": "订单超时、投诉集中",
        "five": ("3", "2"),
        "then": [(58, ("3", "2"))],
        "residual": ("3", "1"),
        "treatment": "transfer",
        "status": "watched",
        "measures": [],
    },
    {
        "title": "客服账号共用一个密码",
        "category": "systems",
        "nature": "business",
        "place": "办公室",
        "who": "林晓",
        "ago": 55,
        "cause": "交接班图省事",
        "consequence": "离职人员仍能登录，改价退款无法追责",
        "five": ("4", "4"),
        "then": [(52, ("4", "4"))],
        "residual": ("1", "4"),
        "treatment": "avoid",
        "status": "treating",
        "measures": [("每人一个子账号，离职当天停用", "林晓", 3, None, False)],
    },
    {
        "title": "仓库登高取货无人扶梯",
        "category": "warehouse",
        "nature": "hazard",
        "place": "仓库",
        "who": "周建国",
        "ago": 50,
        "cause": "顶层放整箱，人手少",
        "consequence": "坠落骨折",
        "lec": ("3", "6", "7"),
        "then": [(48, ("3", "6", "7"))],
        "residual": ("1", "3", "7"),
        "treatment": "reduce",
        "status": "treating",
        "measures": [],
    },
    {
        "title": "优惠券叠加后低于成本",
        "category": "price",
        "nature": "business",
        "place": None,
        "who": "方言",
        "ago": 38,
        "cause": "店铺券与平台券可叠加，未设限",
        "consequence": "一晚亏损数千元",
        "five": ("2", "3"),
        "then": [(36, ("2", "3"))],
        "residual": None,
        "treatment": "accept",
        "status": "watched",
        "measures": [],
    },
    {
        "title": "分装间无防蝇设施",
        "category": "food",
        "nature": "hazard",
        "place": "分装间",
        "who": "吴桂香",
        "ago": 9,
        "cause": "纱门损坏未修",
        "consequence": "异物混入食品",
        "then": [],
        "status": "open",
        "measures": [],
    },
    {
        "title": "盗用他人商品图片",
        "category": "ip",
        "nature": "business",
        "place": None,
        "who": "方言",
        "ago": 5,
        "cause": "新品图片从网上下载",
        "consequence": "侵权投诉、链接删除",
        "then": [],
        "status": "open",
        "measures": [],
    },
)


def make(scene: Scene) -> None:
    """Enter the risks, assess them on their days, and bring each to its state."""
    made = scene.at(scene.ago(85), lambda uow: [(_enter(uow, scene, r), r) for r in RISKS])
    steps: list[tuple[int, int, str, dict[str, Any], tuple[str, ...]]] = []
    for risk_id, r in made:
        steps += [(ago, risk_id, "current", r, factors) for ago, factors in r["then"]]
        if r["then"]:
            first = r["then"][0]
            steps.append((first[0], risk_id, "inherent", r, first[1]))
        if r.get("residual"):
            steps.append((r["then"][0][0], risk_id, "residual", r, r["residual"]))
    for ago, risk_id, stage, r, factors in sorted(steps, key=lambda s: (-s[0], s[1], s[2])):
        scene.at(scene.ago(ago), lambda uow, a=(risk_id, stage, r, factors): _assess(uow, *a))  # type: ignore[misc]
    scene.at(scene.ago(28), lambda uow: _settle_all(uow, scene, made))
    scene.at(scene.ago(1), lambda uow: _hurry(uow, scene, made[0][0]))


def _enter(uow: UnitOfWork, scene: Scene, r: dict[str, Any]) -> int:
    values = {n: r[n] for n in ("title", "category", "nature", "place", "cause", "consequence")}
    values |= {
        "owner_id": scene.staff[r["who"]],
        "found_on": scene.day(-r["ago"]),
        "method": "lec" if "lec" in r else "5x5",
        "tier": "shop" if r["nature"] == "business" else "post",
    }
    return records.save(uow, "risks", None, values)


def _assess(uow: UnitOfWork, risk_id: int, stage: str, r: dict[str, Any], factors: tuple[str, ...]) -> None:
    method, names = ("lec", _LEC) if "lec" in r else ("5x5", _FIVE)
    risks.assess(
        uow, risk_id, Assessing(stage, method, dict(zip(names, factors, strict=True)), uow.reader.locale.today)
    )


def _settle_all(uow: UnitOfWork, scene: Scene, made: list[tuple[int, dict[str, Any]]]) -> None:
    for risk_id, r in made:
        _settle(uow, scene, risk_id, r)


def _settle(uow: UnitOfWork, scene: Scene, risk_id: int, r: dict[str, Any]) -> None:
    for title, who, days, cost, done in r["measures"]:
        measure = {
            "risk_id": risk_id,
            "title": title,
            "owner_id": scene.staff[who],
            "due_on": scene.day(days),
            "cost": cost,
        }
        made = records.save(uow, "risk_measures", None, measure)
        if done:
            on = {"done_on": min(scene.day(days), uow.today), "result": "已完成并查看"}
            transitions.perform(uow, "risk_measures", made, "done", on)
    if r["status"] == "watched":
        told = {"told_on": uow.today, "told_note": "晨会逐条讲解，签字表存档"}
        transitions.perform(uow, "risks", risk_id, "tell", told)
    treatment = r.get("treatment")
    if treatment == "accept":
        until = {"accepted_until": scene.day(r.get("accepted", 9)), "treatment_note": "损失有限，旺季后再评"}
        transitions.perform(uow, "risks", risk_id, "accept", until)
    elif treatment:
        records.save(uow, "risks", risk_id, {"treatment": treatment})
        if r["status"] == "watched":
            transitions.perform(uow, "risks", risk_id, "control")


def _hurry(uow: UnitOfWork, scene: Scene, risk_id: int) -> None:
    """The first risk's review was due two days ago."""
    records.save(uow, "risks", risk_id, {"review_on": scene.day(-2)})
