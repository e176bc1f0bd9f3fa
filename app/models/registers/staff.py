"""Staff: who works in the shop, at which post, from when to when. Duties, measures and deadlines fall to them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Record, sort_indexes
from app.models.declaration import (
    Chip,
    Due,
    Field,
    Group,
    Numbering,
    Register,
    Related,
    Retention,
    TodayPlus,
    Transition,
    Where,
)
from app.models.kinds import Choice, CodeText, Day, LineText, LongText, Option, PersonName, Phone, Ref


class StaffMember(Record):
    """One person of the shop. `login` is the name with which they sign in, if they do."""

    __tablename__ = "staff"

    number: Mapped[str]
    name: Mapped[str]
    post: Mapped[str | None]
    login: Mapped[str | None]
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    phone: Mapped[str | None]
    emergency_contact: Mapped[str | None]
    emergency_phone: Mapped[str | None]
    joined_on: Mapped[date | None]
    contract_end: Mapped[date | None]
    left_on: Mapped[date | None]
    rejoined_on: Mapped[date | None]
    status: Mapped[str] = mapped_column(default="active", server_default="active")
    note: Mapped[str | None]

    __table_args__ = (Index(None, "login"),)


sort_indexes(StaffMember, "number", "name", "post", "joined_on", "contract_end", "left_on", "status")

STATUS = (
    Option("active", N_("Employed"), "accent", aliases=("在职", "试用")),
    Option("left", N_("Has left"), "neutral", aliases=("离职", "已离职")),
)

STAFF = Register(
    name="staff",
    code=11,
    model=StaffMember,
    label=N_("Staff"),
    singular=N_("Staff member"),
    purpose=N_("Who works here, at which post, from when, and until when the contract runs. Duties and training fall to them."),
    icon="id-card",
    section="compliance",
    family="training",
    order=50,
    quick=("name", "post", "phone"),
    numbering=Numbering("ST", digits=4),
    past=Where("status", "eq", "left"),
    fields=(
        Field("number", N_("Staff number"), CodeText(width=14), readonly=True, import_names=("工号", "员工编号")),
        Field("name", N_("Person's name"), PersonName(), required=True, import_names=("员工姓名", "姓名", "员工")),
        Field("post", N_("Post"), LineText(width=14), import_names=("岗位", "职务", "职位")),
        Field("login", N_("Signs in as"), LineText(width=12), help=N_("The name of this person's user, so that Today can show what falls to whom.")),
        Field("manager_id", N_("Reports to"), Ref(width=12, register="staff"), bulk=True,
              help=N_("Who sees to this person's contract. Left empty, it is the owner who enters them, else as with the last one."),
              import_names=("上级", "直属上级", "直接上级", "主管", "部门负责人")),
        Field("phone", N_("Phone"), Phone(), sensitive=True, import_names=("手机", "电话", "联系方式")),
        Field("emergency_contact", N_("Emergency contact"), PersonName(), sensitive=True, import_names=("紧急联系人",)),
        Field("emergency_phone", N_("Emergency contact's phone"), Phone(), sensitive=True, import_names=("紧急联系电话",)),
        Field("joined_on", N_("Joined on"), Day(), default=TodayPlus(0), import_names=("入职日期", "入职时间")),
        Field("contract_end", N_("Contract until"), Day(), import_names=("合同到期", "合同到期日", "合同终止日期")),
        Field("left_on", N_("Left on"), Day(), readonly=True, import_names=("离职日期",)),
        Field("rejoined_on", N_("Back since"), Day(), readonly=True),
        Field("status", N_("State"), Choice(options=STATUS, pill=True), readonly=True, default="active", import_names=("在职状态", "状态")),
        Field("note", N_("Note"), LongText(), import_names=("备注",)),
    ),
    title=("name",),
    columns=("number", "name", "post", "joined_on", "contract_end", "status"),
    sort="number",
    groups=(
        Group(N_("Staff member"), ("number", "name", "post", "status", "manager_id", "login")),
        Group(N_("Contact"), ("phone", "emergency_contact", "emergency_phone")),
        Group(N_("Employment"), ("joined_on", "contract_end", "left_on", "rejoined_on")),
        Group(N_("Notes"), ("note",)),
    ),
    chips=(
        Chip("active", N_("Employed"), (Where("status", "eq", "active"),)),
        Chip("contract", N_("Contract ends within 30 days"),
             (Where("status", "eq", "active"), Where("contract_end", "le", TodayPlus(30))), tone="amber"),
        Chip("left", N_("Has left"), (Where("status", "eq", "left"),), counted=False),
    ),
    search=("number", "name", "post", "phone"),
    transitions=(
        Transition("leave", N_("Record departure"), "status", ("active",), "left", icon="log-out",
                   asks=(Field("left_on", N_("Left on"), Day(), required=True),)),
        Transition("rejoin", N_("Record return"), "status", ("left",), "active", icon="log-in",
                   asks=(Field("rejoined_on", N_("Back since"), Day(), required=True, default=TodayPlus(0)),)),
    ),
    due=(
        Due("contract", N_("{name}: the contract ends"), (Where("status", "eq", "active"),), at="contract_end", soon_days=30, who="manager_id"),
    ),
    related=(
        Related("assignments", "staff_id", N_("Training tasks")),
        Related("certificates", "staff_id", N_("Certificates")),
        Related("quiz_results", "staff_id", N_("Quiz results")),
    ),
    business_date="joined_on",
    key=("name",),
    retention=Retention("left_on", 3, N_("Staff records: kept three years after somebody left, as policy"), once=Where("status", "eq", "left")),
)  # fmt: skip
