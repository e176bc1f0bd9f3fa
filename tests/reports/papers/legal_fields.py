"""The fields by which the law and the trade know each printed form, and where each of them stands on our paper.

One table: the tests lay it beside the papers, `docs/forms.md` shows it to whoever is asked by an inspector.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Place = Literal["title", "box", "column", "sheet column", "signature", "photos", "steps", "table"]
"""What bears the label: `sheet column` is one of a table to write in by hand, `table` the heading of a whole one."""


@dataclass(frozen=True, slots=True)
class LegalField:
    """A field of a form: its name in the source, what bears it on paper, its label in both languages.

    `by_hand`: left blank, to be written in.
    """

    name: str
    place: Place
    zh: str
    en: str
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class LegalForm:
    """A printed form of a register with its fields. `across`: the sheet for several records, which lies across."""

    form: str
    register: str
    zh: str
    en: str
    source: str
    fields: tuple[LegalField, ...]
    across: bool = False


def _fields(text: str) -> tuple[LegalField, ...]:
    """One field a line: name | what bears it | Chinese label | English label; a `*` behind it: by hand."""
    made = []
    for line in text.strip().splitlines():
        name, place, zh, en = (part.strip() for part in line.split("|"))
        made.append(LegalField(name, place, zh, en.rstrip("* "), en.endswith("*")))  # type: ignore[arg-type]
    return tuple(made)


_SHEET = """
number | box | 投诉编号 | Complaint number
12315 number | box | 12315 编号 | 12315 number
customer | box | 投诉人 | Complained by
contact | box | 联系方式 | Contact
confidential | box | 保密 | Confidential
channel | box | 渠道 | Channel
order | box | 订单号 | Order number
description | box | 投诉内容 | What is complained of
received by | box | 接诉人 | Complaint received by
received when | box | 投诉时间 | Complained at
valid or not | box | 是否属实 | Valid or not
promised reply | box | 承诺内容 | Promised the customer
promised by when | box | 承诺日期 | Promised by
cause | box | 原因 | Cause
remedy | box | 处理结果 | Remedy given
by whom | box | 处理人 | Dealt with by
when | box | 处理日期 | Dealt with on
carried out | box | 是否落实 | Carried out
refund | box | 已退金额 | Refunded amount
customer's answer | box | 客户意见 | Customer's answer
accepted | box | 受理时间 | Taken on at
closed | box | 结案时间 | Case closed at
handled by | signature | 经办人 | Handled by
person in charge | signature | 负责人 | Person in charge *
"""
_COMPLAINT = "GB/T 19012 (ISO 10002); E-Commerce Law, art. 59"
_REMEDYING = "Work Safety Law, arts 41 and 46"
_TRAINING = "Work Safety Law, art. 28"

LEGAL_FORMS: tuple[LegalForm, ...] = (
    LegalForm("register-sheet", "complaints", "投诉处理登记表", "Complaint register sheet", _COMPLAINT,
              _fields(_SHEET)),
    LegalForm("case-file", "complaints", "投诉案卷", "Complaint case file", _COMPLAINT, _fields(_SHEET + """
acknowledge | box | 首响时间 | Acknowledged at
investigate | box | 开始调查 | Investigated since
respond | box | 答复时间 | Answered at
contacts | column | 沟通内容 | What was said
time limits | column | 到期 | Due
pauses of them | column | 原因 | Reason
refunds and remedies | column | 售后单号 | Remedy number
track | column | 变更内容 | Changes
attachments | column | 指纹 | Fingerprint
""".lstrip())),
    LegalForm("risk-list", "risks", "风险分级管控清单", "List of risks by grade",
              "Work Safety Law, art. 41", _fields("""
number, risk point | column | 编号、风险点 | Number, risk point
hazard | column | 危险因素 | Hazard, cause
consequence | column | 可能导致的后果 | Possible consequence
inherent level | column | 固有风险 | Inherent
L, E, C, D or 5×5 | column | 评价因子与分值 | Factors and score
level and colour | column | 风险等级（颜色） | Level and colour
measures | column | 现有措施 | Measures in place
measures to add | column | 新增措施 | Measures to add
residual level | column | 剩余风险 | Residual
tier, owner | column | 管控层级、责任人 | Tier, responsible
status, date | column | 状态、日期 | State, dates
told to the staff: name | sheet column | 姓名 | Person's name
told to the staff: signature | sheet column | 签名 | Signature *
told to the staff: day | sheet column | 日期 | Day *
drawn up by | signature | 编制人 | Drawn up by *
approved by | signature | 批准人 | Approved by *
""")),
    LegalForm("training-record", "training_sessions", "培训记录", "Training record", _TRAINING, _fields("""
title | box | 培训主题 | Subject of the training
date and time | box | 培训时间 | Date and time
place | box | 地点 | Place
trainer | box | 讲师 | Trainer
content | box | 培训内容 | What was taught
hours | box | 学时 | Hours
participants | column | 姓名 | Person's name
post | column | 岗位 | Post
phone | column | 电话 | Phone
signature | column | 签名 | Signature
mark | column | 成绩 | Test score
result of each | column | 结果 | Result
result | box | 培训效果与考核结果 | Result and assessment
trainer's signature | signature | 讲师 | Trainer
""")),
    LegalForm("sign-in-sheet", "training_sessions", "培训签到表", "Sign-in sheet", _TRAINING, _fields("""
title | box | 培训主题 | Subject of the training
date and time | box | 培训时间 | Date and time
place | box | 地点 | Place
trainer | box | 讲师 | Trainer
hours | box | 学时 | Hours
participants | sheet column | 姓名 | Person's name
post | sheet column | 岗位 | Post
phone | sheet column | 电话 | Phone
signature | sheet column | 签名 | Signature *
result | sheet column | 成绩 | Mark *
""")),
    LegalForm("training-file", "staff", "个人培训档案", "Personal training file", _TRAINING, _fields("""
who | box | 姓名 | Person's name
post | box | 岗位 | Post
time | column | 培训日期 | Training date
content | column | 主题 | Subject
hours | column | 学时 | Hours
result | column | 结果 | Result
mark | column | 成绩 | Test score
certificates | column | 证书名称 | What for
certificates hold until | column | 有效期至 | Holds until
the person's signature | signature | 本人 | The person
""")),
    LegalForm("question-paper", "quizzes", "试卷", "Question paper", _TRAINING, _fields("""
who | box | 姓名 | Person's name *
post | box | 岗位 | Post *
date | box | 日期 | Date *
result | box | 成绩 | Mark *
""")),
    LegalForm("action-card", "plans", "应急处置卡", "Emergency action card",
              "Measures for Emergency Plans for Work Safety Accidents", _fields("""
event | box | 适用事件 | For the event of
procedure and measures | steps | 处置步骤 | What to do, in this order
people to call | column | 姓名 | Person's name
their part | column | 角色 | Role
how to reach them | column | 电话 | Phone
""")),
    LegalForm("drill-record", "drills", "应急演练记录表", "Record of the emergency drill",
              "Measures for Emergency Plans for Work Safety Accidents, arts 33 and 34", _fields("""
plan and version | box | 预案名称及版本 | Plan and version
type | box | 演练类型 | Type of drill
scope | box | 演练范围 | Scope of the drill
place | box | 地点 | Place
commander | box | 总指挥 | Commander
time | box | 演练时间 | Time of the drill
participants | column | 姓名 | Person's name
who was there | column | 实到 | Was there
supplies | column | 品名 | Item
course: time | column | 时间 | Time
course | column | 经过 | What took place
suitability | box | 预案适宜性 | Suitability of the plan
adequacy | box | 预案充分性 | Adequacy of the plan
effect | box | 演练效果 | Effect of the drill
problems | column | 问题 | Problem
improvements | column | 措施 | Measure
recorder | signature | 记录人 | Recorder
reviewer | signature | 复核人 | Drill reviewer
""")),
    LegalForm("incident-report", "incidents", "突发事件报告", "Incident report",
              "Regulation on Reporting Work Safety Accidents, art. 12; Personal Information Protection Law, art. 57",
              _fields("""
time | box | 发生时间 | Happened at
found at | box | 发现时间 | Found at
place | box | 地点 | Place
what happened | box | 描述 | Description
people hurt | box | 受伤人数 | People hurt
loss | box | 损失金额 | Loss
cause | box | 原因分析 | Cause of the incident
authority told | box | 上报部门 | Authority to tell
authority told by when | box | 上报期限 | Tell them by
people told by when | box | 告知期限 | Tell the people by
plan used | box | 预案名称 | Plan name
measures taken | column | 做什么 | Does what
course: time | column | 发生时间 | Happened at
course | column | 经过 | What took place
responsible | signature | 责任人 | Responsible
""")),
    LegalForm("check-record", "checks", "检查记录表", "Check record",
              "Work Safety Law, art. 46; SAMR Order 60, arts 12 to 14", _fields("""
template | box | 检查表名称 | Checklist
place | box | 地点 | Place
date | box | 检查日期 | Checked on
items | column | 检查内容 | Item checked
standard | column | 检查标准 | Standard
result | column | 结果 | Result
note | column | 备注 | Note
photo | column | 照片 | Photos
photos | photos | 照片 | Photos
checker | box | 检查人 | Checker
checked | box | 被检查部门 | Who is checked
findings | column | 问题 | Finding
rectification of each | column | 整改单 | Rectification
checker's signature | signature | 检查人 | Checker
signature of the one checked | signature | 被检查人 | Party checked
""")),
    LegalForm("notice", "rectifications", "隐患整改通知单", "Notice of rectification", _REMEDYING, _fields("""
number | box | 通知单编号 | Notice number
unit checked | box | 被检查部门 | Unit checked
date | box | 检查日期 | Date of the check
place | box | 地点 | Place
description | box | 隐患描述 | Description of the hazard
clause broken | box | 违反条款 | Clause broken
requirement | box | 整改要求 | What is required
standard | box | 整改标准 | Standard to reach
measure | box | 措施 | Measure
person | box | 整改责任人 | Responsible for rectification
money | box | 整改资金 | Money set aside
deadline | box | 整改期限 | Rectify by
re-check date | box | 复查日期 | Day of the re-check
opinion | box | 意见 | Opinion
photos | photos | 整改前 | Before rectification
signature | signature | 签发人 | Notice issued by
signature of the receiver | signature | 签收人 | Notice received by
""")),
    LegalForm("notice-together", "rectifications", "隐患整改通知单", "Notice of rectification", _REMEDYING, _fields("""
number | box | 通知单编号 | Notice number
unit checked | box | 被检查部门 | Unit checked
date | box | 检查日期 | Date of the check
place | column | 地点 | Place
description | column | 隐患描述 | Description of the hazard
clause broken | column | 违反条款 | Clause broken
requirement | column | 整改要求 | What is required
measure | column | 措施 | Measure
person | column | 责任人 | Responsible
money | column | 整改资金 | Money set aside
deadline | column | 整改期限 | Rectify by
re-check date | column | 复查日期 | Day of the re-check
opinion | box | 意见 | Opinion
signature | signature | 签发人 | Notice issued by
signature of the receiver | signature | 签收人 | Notice received by *
"""), across=True),
    LegalForm("re-check", "rectifications", "复查意见", "Opinion of the re-check", _REMEDYING, _fields("""
notice number | box | 通知单编号 | Notice number
what was done | box | 整改情况 | What was done
verdict | box | 结论 | Verdict
verdict at each look | column | 结论 | Verdict
date | box | 复查日期 | Day of the re-check
opinion | box | 复查意见 | Opinion of the re-check
photos before | photos | 整改前 | Before rectification
photos after | photos | 整改后 | After rectification
by whom | signature | 复查人 | Re-checked by
signature of the unit checked | signature | 被检查部门 | Unit checked
""")),
    LegalForm("re-check-together", "rectifications", "复查意见", "Opinion of the re-check", _REMEDYING, _fields("""
notice number | box | 通知单编号 | Notice number
what was done | column | 整改情况 | What was done
verdict per item | column | 结论 | Verdict
date | column | 复查日期 | Day of the re-check
opinion | column | 复查意见 | Re-check opinion
by whom | column | 复查人 | Re-checked by
signature | signature | 复查人 | Re-checked by
signature of the unit checked | signature | 被检查部门 | Unit checked
"""), across=True),
    LegalForm("goods-in-record", "receipts", "进货查验记录", "Goods-in inspection record",
              "Food Safety Law, arts 50 and 53; Regulation on Cosmetics, arts 31 and 38", _fields("""
name | column | 名称 | Name
specification | column | 规格 | Specification
quantity | column | 数量 | Qty
production date | column | 生产日期 | Produced
batch | column | 批次 | Batch
shelf life | column | 保质期（天） | Shelf life, days
date in | box | 到货日期 | Received on
supplier | box | 供应商名称 | Supplier's name
supplier's address | box | 供应商地址 | Supplier's address
supplier's phone | box | 供应商电话 | Supplier's phone
vouchers | box | 随货凭证 | Vouchers
licence checked | box | 已查证照 | Licence checked
certificate of each | column | 合格证明 | Certificate
receiver | signature | 验收人 | Received by
""")),
    LegalForm("returns-sheet", "remedies", "退换货处理单", "Returns and exchange sheet",
              "Consumer Protection Act, arts 24 and 25", _fields("""
order | box | 订单 | Order
buyer | box | 买家 | Buyer
goods | column | 品名 | Item
number of them | column | 数量 | Qty
signed for on | box | 签收日 | Signed for on
seven days end | box | 七日截止 | Seven days end on
exception | box | 七日例外 | Exception to the seven days
ground of it | box | 例外依据 | Ground of the exception
goods back on | box | 收到退货 | Goods back on
inspection | box | 验货结果 | Inspection found
refund | box | 退款 | Refund
refund due by | box | 退款期限 | Refund due by
settled by | signature | 结算人 | Settled by
""")),
)  # fmt: skip


def as_page() -> str:
    """The table as `docs/forms.md` has it."""
    parts = []
    for f in LEGAL_FORMS:
        rows = "\n".join(
            f"| {x.name} | {x.place} | {x.zh} | {x.en} | {'by hand' if x.by_hand else ''} |".replace("|  |", "| |")
            for x in f.fields
        )
        parts.append(
            f"## {f.zh} {f.en}\n\nForm `{f.form}` of `{f.register}`{', for several records at once' * f.across}. "
            f"Source: {f.source}.\n\n| field | stands in | label | English label | |\n|---|---|---|---|---|\n{rows}\n"
        )
    return "\n".join(parts)
