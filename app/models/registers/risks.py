"""The risk register 风险台账: what could go wrong, how bad it is before and after what is done, who sees to it.

The fields are those of the graded list 风险分级管控清单: number, risk point, hazard, consequence, factors, level and
colour, measures, tier, owner, status and date.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Instant, Record, sort_indexes
from app.models.declaration import (
    Chip,
    Due,
    Field,
    Group,
    Numbering,
    Opens,
    Register,
    Related,
    Retention,
    SaidAs,
    TodayPlus,
    Transition,
    Where,
)
from app.models.kinds import Choice, CodeText, Day, LineText, LongText, Moment, Option, Ref
from app.models.kinds import Integer as Whole
from app.models.risk_scale import (
    IMPACTS,
    LEC_CONSEQUENCES,
    LEC_EXPOSURES,
    LEC_LIKELIHOODS,
    LEVELS,
    LIKELIHOODS,
    METHODS,
    Score,
)


class Risk(Record):
    """One risk. Scores in hundredths; levels "1" to "4"; the factors are those of the current assessment."""

    __tablename__ = "risk"

    number: Mapped[str]
    title: Mapped[str]
    nature: Mapped[str] = mapped_column(default="business", server_default="business")
    category: Mapped[str] = mapped_column(default="other", server_default="other")
    place: Mapped[str | None]
    cause: Mapped[str | None]
    consequence: Mapped[str | None]
    existing: Mapped[str | None]
    clause: Mapped[str | None]
    source: Mapped[str | None]
    found_on: Mapped[date]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    tier: Mapped[str | None]
    method: Mapped[str] = mapped_column(default="5x5", server_default="5x5")
    likelihood: Mapped[str | None]
    impact: Mapped[str | None]
    lec_likelihood: Mapped[str | None]
    lec_exposure: Mapped[str | None]
    lec_consequence: Mapped[str | None]
    score: Mapped[int | None] = mapped_column(Integer)
    level: Mapped[str | None]
    inherent_score: Mapped[int | None] = mapped_column(Integer)
    inherent_level: Mapped[str | None]
    residual_score: Mapped[int | None] = mapped_column(Integer)
    residual_level: Mapped[str | None]
    assessed_on: Mapped[date | None]
    review_on: Mapped[date | None]
    treatment: Mapped[str | None]
    treatment_note: Mapped[str | None]
    accepted_until: Mapped[date | None]
    accepted_by: Mapped[str | None]
    told: Mapped[str] = mapped_column(default="not", server_default="not")
    told_on: Mapped[date | None]
    told_note: Mapped[str | None]
    measures_open: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    status: Mapped[str] = mapped_column(default="open", server_default="open")
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    close_reason: Mapped[str | None]

    __table_args__ = (
        Index(None, "status", "review_on"),
        Index(None, "status", "level"),
        Index(None, "likelihood", "impact"),
    )


sort_indexes(
    Risk,
    "number",
    "title",
    "nature",
    "category",
    "place",
    "found_on",
    "tier",
    "level",
    "score",
    "inherent_level",
    "residual_level",
    "assessed_on",
    "review_on",
    "treatment",
    "accepted_until",
    "told",
    "measures_open",
)

NATURES = (
    Option("hazard", N_("Hazard"), aliases=("安全", "隐患", "安全风险", "危险源")),
    Option("business", N_("Business risk"), aliases=("经营", "经营风险", "业务风险")),
)
CATEGORIES = (
    Option("fire", N_("Fire and electricity"), aliases=("消防", "用电", "消防用电")),
    Option("warehouse", N_("Warehouse and handling"), aliases=("仓储", "仓库", "搬运")),
    Option("food", N_("Food safety"), aliases=("食品", "食品安全")),
    Option("quality", N_("Product quality"), aliases=("质量", "产品质量", "商品质量")),
    Option("supply", N_("Supply of goods"), aliases=("供应", "供应链", "供应商")),
    Option("logistics", N_("Logistics"), aliases=("物流", "快递", "配送")),
    Option("platform", N_("Platform rules"), aliases=("平台", "平台规则")),
    Option("listing", N_("Listing and advertising"), aliases=("广告", "宣传", "商品发布", "广告宣传")),
    Option("price", N_("Prices and promotion"), aliases=("价格", "促销")),
    Option("ip", N_("Intellectual property"), aliases=("知识产权", "侵权")),
    Option("privacy", N_("Privacy and data"), aliases=("隐私", "数据", "个人信息", "信息安全")),
    Option("systems", N_("Systems and accounts"), aliases=("系统", "账号", "网络")),
    Option("money", N_("Payment and finance"), aliases=("资金", "财务", "支付")),
    Option("tax", N_("Tax and licences"), aliases=("税务", "证照", "税收")),
    Option("staff", N_("Staff and labour"), aliases=("人员", "用工", "劳动")),
    Option("service", N_("Customer service"), aliases=("客服", "客户服务", "售后")),
    Option("reputation", N_("Reputation"), aliases=("舆情", "声誉", "口碑")),
    Option("disaster", N_("Weather and disaster"), aliases=("自然灾害", "天气", "不可抗力")),
    Option("other", N_("Other"), aliases=("其他", "其它")),
)
TIERS = (
    Option("shop", N_("Shop level"), aliases=("店级", "公司级", "公司")),
    Option("team", N_("Team level"), aliases=("班组级", "部门级", "部门")),
    Option("post", N_("Post level"), aliases=("岗位级", "岗位")),
)
TREATMENTS = (
    Option("reduce", N_("Reduce"), aliases=("降低", "减轻", "控制")),
    Option("accept", N_("Accept"), "amber", aliases=("接受", "承受")),
    Option("transfer", N_("Transfer"), aliases=("转移", "保险", "外包")),
    Option("avoid", N_("Avoid"), aliases=("规避", "避免")),
)
STATUS = (
    Option("open", N_("To be assessed"), "amber", aliases=("待评估", "新识别")),
    Option("treating", N_("Being treated"), "amber", aliases=("处理中", "整改中", "处置中")),
    Option("watched", N_("Under control"), "accent", aliases=("受控", "监控中", "已控制")),
    Option("closed", N_("Closed"), "neutral", aliases=("已关闭", "关闭")),
)
TELLING = (Option("not", N_("Not told yet")), Option("told", N_("Staff were told"), "accent"))
"""Hazards are told to the staff (Work Safety Law, art. 41)."""
TOLD = ("3", "4")
"""Levels of which the staff must be told."""
LIVE = ("open", "treating", "watched")

RISKS = Register(
    name="risks",
    code=40,
    model=Risk,
    label=N_("Risks"),
    singular=N_("Risk"),
    purpose=N_("What could go wrong, how bad it would be, what is done about it and who sees to it. Start from the library, or add your own."),
    icon="shield-alert",
    section="compliance",
    family="risks",
    order=10,
    numbering=Numbering("RK", digits=4),
    fields=(
        Field("number", N_("Risk number"), CodeText(width=14), readonly=True, import_names=("风险编号", "序号编号")),
        Field("title", N_("Risk point"), LineText(width=26, limit=120), required=True, fresh=True, stand_ins=("风险描述", "危险因素", "危害因素", "风险因素", "隐患描述"), import_names=("风险点", "风险名称", "危险源", "隐患名称", "risk")),
        Field("nature", N_("Nature"), Choice(options=NATURES), required=True, default="business", bulk=True, import_names=("性质", "风险性质")),
        Field("category", N_("Risk category"), Choice(width=12, options=CATEGORIES), required=True, default="other", bulk=True, import_names=("风险类别", "风险分类", "类别")),
        Field("place", N_("Place"), LineText(width=14), bulk=True, import_names=("地点", "部位", "场所", "位置")),
        Field("cause", N_("Cause"), LongText(), import_names=("原因", "危害因素", "危险因素", "危险有害因素", "风险因素", "可能原因", "风险描述")),
        Field("consequence", N_("Consequence"), LongText(), import_names=("后果", "可能后果", "可能导致的后果", "事故类型")),
        Field("existing", N_("Measures in place"), LongText(), import_names=("现有措施", "现有管控措施", "管控措施", "控制措施", "防范措施", "已有措施")),
        Field("clause", N_("Legal basis"), LineText(), import_names=("依据", "条款")),
        Field("source", N_("Where it came from"), LineText(), help=N_("A check, a complaint, an incident, the library, someone's remark."), import_names=("来源", "识别来源")),
        Field("found_on", N_("Identified on"), Day(), required=True, default=TodayPlus(0), import_names=("识别日期", "登记日期", "日期")),
        Field("owner_id", N_("Responsible"), Ref(register="staff"), bulk=True, import_names=("责任人", "负责人", "责任人员", "owner")),
        Field("tier", N_("Control tier"), Choice(options=TIERS), bulk=True, import_names=("管控层级", "管控级别")),
        Field("method", N_("Method"), Choice(options=METHODS), required=True, default="5x5", import_names=("评价方法", "评估方法")),
        Field("likelihood", N_("Likelihood"), Choice(width=14, options=LIKELIHOODS), readonly=True, brought=True, import_names=("可能性", "发生可能性", "likelihood")),
        Field("impact", N_("Impact"), Choice(width=14, options=IMPACTS), readonly=True, brought=True, import_names=("严重性", "影响", "严重程度", "impact", "severity")),
        Field("lec_likelihood", N_("L, likelihood"), Choice(width=14, options=LEC_LIKELIHOODS), readonly=True, brought=True, import_names=("L",)),
        Field("lec_exposure", N_("E, exposure"), Choice(width=14, options=LEC_EXPOSURES), readonly=True, brought=True, import_names=("E",)),
        Field("lec_consequence", N_("C, consequence"), Choice(width=14, options=LEC_CONSEQUENCES), readonly=True, brought=True, import_names=("C",)),
        Field("score", N_("Score"), Score(), readonly=True, brought=True, import_names=("风险值", "D", "D值", "R值", "得分", "score")),
        Field("level", N_("Level"), Choice(options=LEVELS, pill=True, graded=True), readonly=True, brought=True, import_names=("风险等级", "等级", "级别", "风险级别", "颜色", "level", "rating")),
        Field("inherent_score", N_("Inherent score"), Score(), readonly=True, brought=True, import_names=("固有风险值",)),
        Field("inherent_level", N_("Inherent level"), Choice(options=LEVELS, pill=True, graded=True), readonly=True, brought=True, import_names=("固有风险等级",)),
        Field("residual_score", N_("Residual score"), Score(), readonly=True, brought=True, import_names=("剩余风险值", "残余风险值")),
        Field("residual_level", N_("Residual level"), Choice(options=LEVELS, pill=True, graded=True), readonly=True, brought=True, import_names=("剩余风险等级", "残余风险等级"),
              help=N_("Assess again, with the stage “Residual”: what is left once the measures work.")),
        Field("assessed_on", N_("Assessed on"), Day(), readonly=True, brought=True, import_names=("评估日期", "评价日期")),
        Field("review_on", N_("Next review"), Day(), bulk=True, import_names=("下次复评", "复评日期", "复查日期", "下次评审日期", "review date"),
              help=N_("Reckoned from the level at each assessment; a nearer day may be set.")),
        Field("treatment", N_("Treatment"), Choice(options=TREATMENTS), bulk=True, moved=("accept",), import_names=("应对策略", "处理方式", "应对方式")),
        Field("treatment_note", N_("How it is treated"), LongText()),
        Field("accepted_until", N_("Accepted until"), Day(), readonly=True, brought=True, import_names=("接受期限", "接受至")),
        Field("accepted_by", N_("Accepted by"), LineText(width=12), readonly=True, brought=True, import_names=("接受人", "批准接受人")),
        Field("told", N_("Told to staff"), Choice(options=TELLING, pill=True), readonly=True, default="not"),
        Field("told_on", N_("Told on"), Day(), readonly=True, brought=True, import_names=("告知日期", "告知员工日期")),
        Field("told_note", N_("How staff were told"), LineText(), readonly=True, brought=True, import_names=("告知方式", "告知情况")),
        Field("measures_open", N_("Measures open"), Whole(width=6), readonly=True, default=0),
        Field("status", N_("State"), Choice(options=STATUS, pill=True), readonly=True, brought=True, default="open", import_names=("状态", "管控状态")),
        Field("closed_at", N_("Closed at"), Moment(), readonly=True),
        Field("close_reason", N_("Reason closed"), LineText(), readonly=True),
    ),
    title=("title",),
    columns=("number", "title", "category", "level", "score", "inherent_level", "residual_level", "owner_id", "review_on", "measures_open", "status"),
    sort="-level",
    groups=(
        Group(N_("Risk"), ("number", "title", "nature", "category", "place", "status", "owner_id", "tier", "found_on", "source", "clause")),
        Group(N_("What it is about"), ("cause", "consequence", "existing")),
        Group(N_("Assessment"), ("method", "level", "score", "likelihood", "impact", "lec_likelihood", "lec_exposure", "lec_consequence",
                                 "inherent_level", "inherent_score", "residual_level", "residual_score", "assessed_on", "review_on")),
        Group(N_("Treatment"), ("treatment", "treatment_note", "measures_open", "accepted_until", "accepted_by", "closed_at", "close_reason")),
        Group(N_("Telling the staff"), ("told", "told_on", "told_note")),
    ),
    chips=(
        Chip("late", N_("Review overdue"), (Where("status", "in", LIVE), Where("review_on", "lt", TodayPlus(0))), tone="red"),
        Chip("lapsed", N_("Acceptance lapsed"), (Where("status", "in", LIVE), Where("accepted_until", "lt", TodayPlus(0))), tone="red"),
        Chip("open", N_("To be assessed"), (Where("status", "eq", "open"),), tone="amber"),
        Chip("tell", N_("Staff to be told"), (Where("status", "in", LIVE), Where("level", "in", TOLD), Where("told", "eq", "not")), tone="amber"),
        Chip("major", N_("Major risk"), (Where("status", "in", LIVE), Where("level", "eq", "4"))),
        Chip("considerable", N_("High"), (Where("status", "in", LIVE), Where("level", "eq", "3"))),
        Chip("treating", N_("Being treated"), (Where("status", "eq", "treating"),)),
        Chip("closed", N_("Closed"), (Where("status", "eq", "closed"),), counted=False),
    ),
    search=("number", "title", "cause", "consequence", "place", "source"),
    transitions=(
        Transition("assess", N_("Assess"), "status", ("open",), "treating", icon="gauge", primary=True, bulk=False, requires=("level",)),
        Transition("control", N_("Mark as under control"), "status", ("treating",), "watched", icon="shield-check", requires=("level", "treatment", "residual_level")),
        Transition("review", N_("Review"), "status", ("watched",), "watched", icon="gauge", primary=True, bulk=False, requires=("level",)),
        Transition("reassess", N_("Assess again"), "status", ("treating",), "treating", icon="gauge", bulk=False, requires=("level",)),
        Transition("accept", N_("Accept the risk"), "status", ("treating", "watched"), "watched", icon="circle-check", roles=("owner",), bulk=False, requires=("level",),
                   asks=(Field("accepted_until", N_("Accepted until"), Day(), required=True, default=TodayPlus(180)),
                         Field("treatment_note", N_("Why it is accepted"), LongText(), required=True))),
        Transition("tell", N_("Record the telling of staff"), "told", ("not", "told"), "told", icon="megaphone", requires=("level",),
                   asks=(Field("told_on", N_("Told on"), Day(), required=True, default=TodayPlus(0)),
                         Field("told_note", N_("How staff were told"), LineText(), required=True, help=N_("A talk with the signed list, a notice at the place, a training.")))),
        Transition("close", N_("Close the risk"), "status", ("treating", "watched"), "closed", icon="check-check", stamps="closed_at",
                   asks=(Field("close_reason", N_("Reason closed"), LineText(), required=True),)),
        Transition("reopen", N_("Open again"), "status", ("closed",), "treating", icon="undo-2",
                   asks=(Field("reason", N_("Reason"), LineText(), required=True),)),
    ),
    related=(
        Related("risk_measures", "risk_id", N_("Measures to add")),
        Related("risk_assessments", "risk_id", N_("Assessments")),
    ),
    said_as=(
        SaidAs("status", (Where("status", "eq", "watched"), Where("treatment", "eq", "accept")), N_("Accepted until {until}"), "accepted_until", "amber"),
    ),
    opens=(
        Opens("measure", "risk_measures", N_("Add a measure…"), "plus", {"risk_id": "=id", "owner_id": "=owner_id"}, asks=("title", "owner_id", "due_on", "cost")),
    ),
    due=(
        Due("review", N_("Review the risk {number} · {title}"), (Where("status", "in", LIVE),), at="review_on", who="owner_id"),
        Due("accepted", N_("The acceptance of {number} · {title} runs out"), (Where("status", "in", LIVE), Where("treatment", "eq", "accept")), at="accepted_until",
            soon_days=14, who="owner_id"),
        Due("tell", N_("Tell the staff of {number} · {title}"), (Where("status", "in", LIVE), Where("level", "in", TOLD), Where("told", "eq", "not")), at="assessed_on", who="owner_id"),
        Due("assess", N_("Assess the risk {number} · {title}"), (Where("status", "eq", "open"),), at="found_on", who="owner_id"),
    ),
    business_date="found_on",
    same=("title", "place", "cause"),
    retention=Retention("closed_at", 3, N_("Hazards are recorded and told to staff (Work Safety Law, art. 41); three years as policy")),
)  # fmt: skip
