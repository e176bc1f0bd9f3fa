"""Emergency supplies: what is kept for emergencies, where, by whom, when it was looked at and when it expires."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Instant, Record, sort_indexes
from app.models.declaration import Chip, Due, Field, Group, Register, Retention, TodayPlus, Transition, Where
from app.models.kinds import Choice, Day, LineText, LongText, Moment, Option, Ref
from app.models.kinds import Integer as Whole


class PlanSupply(Record):
    """One kind of thing at one place."""

    __tablename__ = "plan_supply"

    item: Mapped[str]
    specification: Mapped[str | None]
    quantity: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    least: Mapped[int | None] = mapped_column(Integer)
    unit: Mapped[str | None]
    place: Mapped[str]
    keeper_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    checked_on: Mapped[date | None]
    check_result: Mapped[str | None]
    check_months: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    next_check_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    removed_at: Mapped[datetime | None] = mapped_column(Instant)
    status: Mapped[str] = mapped_column(default="kept", server_default="kept")
    remove_reason: Mapped[str | None]
    note: Mapped[str | None]

    __table_args__ = (
        Index(None, "status", "expires_on"),
        Index(None, "status", "next_check_on"),
        Index(None, "status", "quantity", "least"),
    )


sort_indexes(
    PlanSupply,
    "item",
    "specification",
    "quantity",
    "place",
    "keeper_id",
    "checked_on",
    "next_check_on",
    "expires_on",
    "status",
)

STATUS = (
    Option("kept", N_("At hand"), "accent", aliases=("在用", "正常", "完好")),
    Option("removed", N_("Taken away"), "neutral", aliases=("已撤", "报废", "停用")),
)

PLAN_SUPPLIES = Register(
    name="plan_supplies",
    code=61,
    model=PlanSupply,
    label=N_("Emergency supplies"),
    singular=N_("Emergency supply"),
    purpose=N_("Extinguishers, first-aid kits, torches, spare phones: how many, where, who keeps them, when they expire."),
    icon="fire-extinguisher",
    section="compliance",
    family="emergency",
    order=40,
    fields=(
        Field("item", N_("Name of the supply"), LineText(width=22), required=True, import_names=("物资名称", "应急物资", "名称", "品名")),
        Field("specification", N_("Specification"), LineText(width=16), import_names=("规格", "型号", "规格型号")),
        Field("quantity", N_("Pieces"), Whole(width=6, minimum=0), required=True, default=1, import_names=("数量", "现有数量")),
        Field("least", N_("Should be there"), Whole(width=6, minimum=0), import_names=("最低数量", "应配数量", "定额")),
        Field("unit", N_("Unit"), LineText(width=6), import_names=("单位",)),
        Field("place", N_("Kept at"), LineText(width=18), required=True, bulk=True, import_names=("存放地点", "存放位置", "位置", "地点")),
        Field("keeper_id", N_("Keeper"), Ref(width=12, register="staff"), bulk=True,
              import_names=("保管人", "责任人", "负责人", "keeper")),
        Field("checked_on", N_("Last checked"), Day(), bulk=True, import_names=("检查日期", "最近检查", "上次检查", "checked on")),
        Field("check_result", N_("What was found"), LineText(width=18), readonly=True),
        Field("check_months", N_("Check every, months"), Whole(width=6, minimum=1, maximum=60), required=True, default=1, bulk=True,
              help=N_("Fire equipment is looked at monthly: Order 61, articles 25 and 26."), import_names=("检查周期", "检查周期(月)")),
        Field("next_check_on", N_("Next check"), Day(), readonly=True, brought=True, import_names=("下次检查", "下次检查日期", "复查日期", "re-check")),
        Field("expires_on", N_("Expires on"), Day(), bulk=True, import_names=("有效期", "有效期至", "到期日", "失效日期", "expiry", "deadline")),
        Field("status", N_("State"), Choice(width=10, options=STATUS, pill=True), readonly=True, default="kept"),
        Field("removed_at", N_("Taken away at"), Moment(), readonly=True),
        Field("remove_reason", N_("Why taken away"), LineText(), readonly=True),
        Field("note", N_("Note"), LongText(), import_names=("备注",)),
    ),
    title=("item",),
    columns=("item", "specification", "quantity", "place", "keeper_id", "checked_on", "next_check_on", "expires_on", "status"),
    sort="item",
    groups=(
        Group(N_("Emergency supply"), ("item", "specification", "quantity", "least", "unit", "place", "keeper_id", "status")),
        Group(N_("Checks and expiry"), ("checked_on", "check_result", "check_months", "next_check_on", "expires_on", "removed_at", "remove_reason")),
        Group(N_("Notes"), ("note",)),
    ),
    chips=(
        Chip("kept", N_("At hand"), (Where("status", "eq", "kept"),)),
        Chip("expired", N_("Expired"), (Where("status", "eq", "kept"), Where("expires_on", "lt", TodayPlus(0))), tone="red"),
        Chip("expiring", N_("Expires within 30 days"),
             (Where("status", "eq", "kept"), Where("expires_on", "ge", TodayPlus(0)), Where("expires_on", "le", TodayPlus(30))), tone="amber"),
        Chip("check", N_("Check overdue"), (Where("status", "eq", "kept"), Where("next_check_on", "lt", TodayPlus(0))), tone="red"),
        Chip("short", N_("Fewer than needed"), (Where("status", "eq", "kept"), Where("quantity", "lt_field", "least")), tone="amber"),
    ),
    search=("item", "specification", "place"),
    transitions=(
        Transition("check", N_("Checked"), "status", ("kept",), "kept", icon="clipboard-check", primary=True,
                   asks=(
                       Field("quantity", N_("Pieces"), Whole(minimum=0), help=N_("Left empty, the number stays as it is.")),
                       Field("check_result", N_("What was found"), LineText(), default=""),
                   )),
        Transition("renew", N_("Replaced by new ones"), "status", ("kept",), "kept", icon="refresh-cw",
                   asks=(
                       Field("expires_on", N_("Expires on"), Day(), required=True),
                       Field("quantity", N_("Pieces"), Whole(minimum=0), help=N_("Left empty, the number stays as it is.")),
                   )),
        Transition("remove", N_("Take away"), "status", ("kept",), "removed", icon="package-x", stamps="removed_at",
                   asks=(Field("remove_reason", N_("Why taken away"), LineText(), required=True),)),
    ),
    due=(
        Due("expiry", N_("{item} ({place}): expires"), (Where("status", "eq", "kept"),), at="expires_on", soon_days=30, who="keeper_id"),
        Due("check", N_("{item} ({place}): look after it"), (Where("status", "eq", "kept"),), at="next_check_on", soon_days=3, who="keeper_id"),
    ),
    business_date="checked_on",
    key=("item", "place"),
    retention=Retention("checked_on", 3, N_("Checks of emergency supplies: three years, as policy"), after=("removed_at",),
                        once=Where("status", "eq", "removed")),
)  # fmt: skip
