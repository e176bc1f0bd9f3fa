"""What plans, drills and incidents have in common: kinds of emergency, kinds of plan, and what the law asks of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.core.i18n import N_, Text
from app.models.kinds import Option

EMERGENCIES = (
    Option("data_breach", N_("Breach of personal data"), aliases=("数据泄露", "个人信息泄露", "信息泄露")),
    Option("fire", N_("Fire"), aliases=("火灾", "仓库火灾")),
    Option("platform", N_("Platform ban or penalty"), aliases=("封店", "平台处罚", "店铺处罚")),
    Option("courier", N_("Courier stopped"), aliases=("快递停运", "物流中断")),
    Option("recall", N_("Recall of goods"), aliases=("召回", "食品召回", "产品召回")),
    Option("power", N_("Power or network lost"), aliases=("停电", "断网", "停电断网")),
    Option("injury", N_("Someone hurt"), aliases=("人身伤害", "人员受伤", "工伤")),
    Option("fraud", N_("Fraud or theft"), aliases=("诈骗", "盗窃", "资金被盗")),
    Option("publicity", N_("Bad publicity"), aliases=("舆情", "负面舆情")),
    Option("weather", N_("Storm or flood"), aliases=("台风", "暴雨", "恶劣天气")),
    Option("other", N_("Other"), aliases=("其他",)),
)
"""What may happen: a plan is made for one of these, and an incident is one of these."""

PLAN_KINDS = (
    Option("comprehensive", N_("Comprehensive plan"), aliases=("综合应急预案", "综合预案", "综合")),
    Option("special", N_("Special plan"), aliases=("专项应急预案", "专项预案", "专项")),
    Option("onsite", N_("On-site plan"), aliases=("现场处置方案", "现场处置预案", "现场")),
)
"""生产安全事故应急预案管理办法 art 6."""

DRILL_RHYTHM: Mapping[str, str] = MappingProxyType(
    {"comprehensive": "yearly", "special": "yearly", "onsite": "half_yearly"}
)
"""Kind of plan → how often it is drilled at least: 生产安全事故应急预案管理办法 art 33."""

DRILL_MONTHS: Mapping[str, int] = MappingProxyType({"comprehensive": 12, "special": 12, "onsite": 6})
"""The same in months."""

REVIEW_CYCLES = (
    Option("yearly", N_("Every year (shop's policy)"), aliases=("每年", "一年")),
    Option("three_years", N_("Every three years (where obliged)"), aliases=("每三年", "三年")),
)
"""How often a plan is looked at again: art 35 says three years for those obliged; a year is prudent policy."""

REVIEW_MONTHS: Mapping[str, int] = MappingProxyType({"yearly": 12, "three_years": 36})
"""The same in months."""


@dataclass(frozen=True, slots=True)
class ReportDuty:
    """Whom an emergency is reported to, within how many hours of being found, and where that is written."""

    hours: int
    authority: Text
    source: Text


REPORT_DUTIES: Mapping[str, ReportDuty] = MappingProxyType(
    {
        "data_breach": ReportDuty(
            0,
            N_("Cyberspace administration (network information office)"),
            N_("Personal Information Protection Law, article 57: at once"),
        ),
        "recall": ReportDuty(
            0,
            N_("Market regulation bureau of the county"),
            N_("Food Safety Law, article 63: stop selling, tell the customers, report"),
        ),
        "injury": ReportDuty(
            1,
            N_("Emergency management bureau"),
            N_("Rules on Reporting and Investigating Work Safety Accidents, article 9: within one hour"),
        ),
    }
)
"""Kinds of emergency that an authority must be told of. An injury only when it is serious."""

TOLD_PEOPLE = frozenset({"data_breach", "recall"})
"""Kinds of emergency that the people concerned are told of, at once: Personal Information Protection Law, article 57;
Food Safety Law, article 63. Of a breach they need not be told where harm is effectively prevented."""
