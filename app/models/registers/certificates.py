"""Certificates: what a person passed here or brought from outside, and until when it holds."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Record, sort_indexes
from app.models.certificate_kinds import KINDS
from app.models.declaration import (
    Chip,
    Due,
    Field,
    Group,
    Numbering,
    Register,
    Retention,
    TodayPlus,
    Transition,
    Where,
)
from app.models.kinds import Choice, CodeText, Day, LineText, LongText, Option, PersonName, Ref, YesNo


class Certificate(Record):
    """One certificate. Without `expires_on` it holds for ever; `state` follows the calendar once a day."""

    __tablename__ = "certificate"

    number: Mapped[str]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    staff_name: Mapped[str | None]
    kind: Mapped[str] = mapped_column(default="course", server_default="course")
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"), index=True)
    title: Mapped[str | None]
    certificate_no: Mapped[str | None]
    issuer: Mapped[str | None]
    issued_on: Mapped[date]
    expires_on: Mapped[date | None]
    grade: Mapped[str | None]
    session_id: Mapped[int | None] = mapped_column(ForeignKey("training_session.id"), index=True)
    state: Mapped[str] = mapped_column(default="valid", server_default="valid")
    called_on: Mapped[date | None]
    scan_attached: Mapped[bool] = mapped_column(default=False, server_default="0")
    revoke_reason: Mapped[str | None]
    note: Mapped[str | None]

    __table_args__ = (UniqueConstraint("number"), Index(None, "state", "expires_on"))


sort_indexes(Certificate, "title", "staff_name", "kind", "certificate_no", "issuer", "issued_on", "expires_on", "state")

STATES = (
    Option("valid", N_("Held"), "accent", aliases=("有效",)),
    Option("expiring", N_("Expires soon"), "amber", aliases=("将到期",)),
    Option("expired", N_("Expired"), "red", aliases=("已过期", "过期")),
    Option("replaced", N_("Replaced"), "neutral", aliases=("已换证", "已更新")),
    Option("revoked", N_("Revoked"), "neutral", aliases=("已吊销", "撤销")),
)
IN_FORCE = ("valid", "expiring", "expired")

CERTIFICATES = Register(
    name="certificates",
    code=52,
    model=Certificate,
    label=N_("Certificates"),
    singular=N_("Training certificate"),
    purpose=N_("Who passed which course, and certificates from outside such as the health certificate. What runs out calls for retraining."),
    icon="award",
    section="compliance",
    family="training",
    order=20,
    numbering=Numbering("CE", digits=4),
    fields=(
        Field("number", N_("Training certificate"), CodeText(width=14), readonly=True),
        Field("staff_id", N_("Staff member"), Ref(width=12, register="staff"), required=True,
              import_names=("参训人", "姓名", "员工", "员工姓名", "持证人", "培训人员", "受训人")),
        Field("staff_name", N_("Name on it"), PersonName(), readonly=True),
        Field("kind", N_("Kind of certificate"), Choice(width=13, options=KINDS), required=True, default="course", bulk=True,
              import_names=("证书类别", "证件类型", "类别")),
        Field("course_id", N_("Course"), Ref(width=20, register="courses"), import_names=("课程编号",)),
        Field("title", N_("What for"), LineText(width=24), help=N_("Left empty, the course's name or the kind of certificate."),
              import_names=("证书名称", "培训内容", "培训项目", "培训主题", "课程", "课程名称", "证书")),
        Field("certificate_no", N_("Number on it"), CodeText(width=18), import_names=("证书编号", "证书号", "证件号", "健康证号")),
        Field("issuer", N_("Issued by"), LineText(width=16), bulk=True, import_names=("发证机关", "发证单位", "发证机构", "培训机构")),
        Field("issued_on", N_("Issued on"), Day(), required=True, default=TodayPlus(0),
              import_names=("培训日期", "发证日期", "取得日期", "办证日期", "培训时间")),
        Field("expires_on", N_("Holds until"), Day(), help=N_("Left empty, reckoned from the course; without a course it holds for ever."),
              import_names=("有效期至", "到期日期", "有效期", "复审日期", "复训日期")),
        Field("grade", N_("Score or grade"), LineText(width=10), import_names=("成绩", "考核成绩", "考核结果", "分数", "是否合格", "结果")),
        Field("session_id", N_("From session"), Ref(width=20, register="training_sessions"), readonly=True),
        Field("state", N_("State"), Choice(options=STATES, pill=True), readonly=True, default="valid"),
        Field("called_on", N_("Called for retraining on"), Day(), readonly=True),
        Field("scan_attached", N_("Scan attached"), YesNo(), readonly=True, default=False),
        Field("revoke_reason", N_("Why revoked"), LineText(), readonly=True),
        Field("note", N_("Note"), LongText(), import_names=("备注",)),
    ),
    title=("number", "title"),
    columns=("number", "staff_name", "title", "kind", "issued_on", "expires_on", "issuer", "state"),
    sort="-issued_on",
    groups=(
        Group(N_("Training certificate"), ("number", "staff_id", "kind", "course_id", "title", "state")),
        Group(N_("Paper"), ("certificate_no", "issuer", "issued_on", "expires_on", "grade", "scan_attached")),
        Group(N_("Other"), ("session_id", "called_on", "revoke_reason", "note", "staff_name")),
    ),
    chips=(
        Chip("expired", N_("Expired"), (Where("state", "in", IN_FORCE), Where("expires_on", "lt", TodayPlus(0))), tone="red"),
        Chip("soon", N_("Expires within 30 days"),
             (Where("state", "in", IN_FORCE), Where("expires_on", "ge", TodayPlus(0)), Where("expires_on", "le", TodayPlus(30))),
             tone="amber"),
        Chip("outside", N_("From outside"), (Where("kind", "ne", "course"), Where("state", "in", IN_FORCE)), counted=False),
        Chip("no_scan", N_("No scan"), (Where("kind", "ne", "course"), Where("state", "in", IN_FORCE), Where("scan_attached", "eq", False)),
             counted=False),
    ),
    search=("number", "staff_name", "title", "certificate_no", "issuer"),
    transitions=(
        Transition("revoke", N_("Revoke"), "state", IN_FORCE, "revoked", icon="ban",
                   asks=(Field("revoke_reason", N_("Why revoked"), LineText(), required=True),)),
    ),
    due=(
        Due("expiry", N_("{staff_name}: renew {title}"), (Where("state", "in", IN_FORCE),), at="expires_on",
            soon_days=30, who="staff_id", legal=True),
    ),
    same=("issued_on", "staff_id", "title"),
    business_date="issued_on",
    retention=Retention("expires_on", 3, N_("Certificates: three years after they expire, as policy")),
)  # fmt: skip
