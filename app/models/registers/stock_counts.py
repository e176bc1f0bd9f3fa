"""Stock counts: what should be there, what was counted, and why they differ. A match is recorded too."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models.base import Instant, Line, Record, sort_indexes
from app.models.declaration import (
    Chip,
    Due,
    Field,
    Group,
    Lines,
    Numbering,
    Register,
    Related,
    Retention,
    TodayPlus,
    Transition,
    Where,
)
from app.models.kinds import (
    Choice,
    CodeText,
    Day,
    LineText,
    LongText,
    Moment,
    Option,
    PersonName,
    Ref,
)
from app.models.kinds import Integer as Whole


class StockCount(Record):
    """One count; posting writes its differences. `counted_at`: when all of it was counted, if not as it was typed."""

    __tablename__ = "stock_count"

    number: Mapped[str]
    scope: Mapped[str]
    category: Mapped[str | None]
    counted_on: Mapped[date]
    counter: Mapped[str | None]
    status: Mapped[str] = mapped_column(default="open", server_default="open")
    started_at: Mapped[datetime] = mapped_column(Instant)
    counted_at: Mapped[datetime | None] = mapped_column(Instant)
    posted_at: Mapped[datetime | None] = mapped_column(Instant)
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)
    cancel_reason: Mapped[str | None]
    line_count: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    matched: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    differing: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    uncounted: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    difference: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    note: Mapped[str | None]

    __table_args__ = (UniqueConstraint("number"), Index(None, "status", "counted_on"))


class StockCountLine(Line):
    """One product, or one of its batches. `expected` is the book quantity at `counted_at`, before at the start."""

    __tablename__ = "stock_count_line"

    count_id: Mapped[int] = mapped_column(ForeignKey("stock_count.id"), index=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), index=True)
    sku: Mapped[str]
    product_name: Mapped[str]
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"))
    batch_code: Mapped[str | None]
    expected: Mapped[int] = mapped_column(Integer)
    counted: Mapped[int | None] = mapped_column(Integer)
    counted_at: Mapped[datetime | None] = mapped_column(Instant)
    difference: Mapped[int | None] = mapped_column(Integer)
    result: Mapped[str] = mapped_column(default="uncounted", server_default="uncounted")
    reason: Mapped[str | None]
    note: Mapped[str | None]


sort_indexes(
    StockCount,
    "status",
    "scope",
    "category",
    "counted_on",
    "counter",
    "line_count",
    "matched",
    "differing",
    "uncounted",
    "difference",
    "posted_at",
)

SCOPES = (
    Option("all", N_("All products")),
    Option("category", N_("One category")),
    Option("chosen", N_("Chosen products")),
)
STATUS = (
    Option("open", N_("Being counted"), "amber"),
    Option("posted", N_("Posted"), "accent"),
    Option("cancelled", N_("Cancelled"), "neutral"),
)
RESULTS = (
    Option("uncounted", N_("Not counted"), "amber"),
    Option("match", N_("Matches"), "accent"),
    Option("short", N_("Short"), "red"),
    Option("over", N_("Over"), "amber"),
)
REASONS = (
    Option("lost", N_("Lost"), aliases=("丢失", "盘亏")),
    Option("damaged", N_("Damaged"), aliases=("破损", "损坏")),
    Option("expired", N_("Expired, thrown away"), aliases=("过期",)),
    Option("found", N_("Found"), aliases=("盘盈", "找到")),
    Option("misposted", N_("Booked wrongly before"), aliases=("错账", "记错")),
    Option("other", N_("Other"), aliases=("其他",)),
)

LINE_FIELDS = (
    Field("product_id", N_("Product"), Ref(register="products"), required=True),
    Field("sku", N_("SKU"), CodeText(), readonly=True),
    Field("product_name", N_("Name"), LineText(width=26), readonly=True),
    Field("batch_code", N_("Batch"), CodeText(width=14), readonly=True),
    Field("expected", N_("Expected"), Whole(), readonly=True, summed=True),
    Field("counted", N_("Counted"), Whole(minimum=0), summed=True),
    Field("counted_at", N_("Counted at"), Moment(), readonly=True),
    Field("difference", N_("Difference"), Whole(), readonly=True, summed=True),
    Field("result", N_("Result"), Choice(options=RESULTS, pill=True), readonly=True, default="uncounted"),
    Field("reason", N_("Reason"), Choice(width=14, options=REASONS)),
    Field("note", N_("Note"), LineText()),
)

STOCK_COUNTS = Register(
    name="stock_counts",
    code=10,
    model=StockCount,
    label=N_("Stock counts"),
    singular=N_("Stock count"),
    purpose=N_("Count what is on the shelf. Each position is compared with the books when it is counted, and a match is proof as well."),
    icon="clipboard-list",
    section="stock",
    order=30,
    numbering=Numbering("SC", digits=4),
    importable=False,
    fields=(
        Field("number", N_("Count number"), CodeText(), readonly=True),
        Field("scope", N_("What is counted"), Choice(options=SCOPES), required=True, default="all"),
        Field("category", N_("Category"), LineText(width=12)),
        Field("counted_on", N_("Counted on"), Day(), required=True, default=TodayPlus(0)),
        Field("counter", N_("Counted by"), PersonName()),
        Field("status", N_("State"), Choice(options=STATUS, pill=True), readonly=True, default="open"),
        Field("counted_at", N_("Counted at"), Moment(),
              help=N_("Only where the shelves were counted before it is typed in: the time of the count on paper.")),
        Field("started_at", N_("Started at"), Moment(), readonly=True),
        Field("posted_at", N_("Posted at"), Moment(), readonly=True),
        Field("cancelled_at", N_("Cancelled at"), Moment(), readonly=True),
        Field("cancel_reason", N_("Reason cancelled"), LineText(), readonly=True),
        Field("line_count", N_("Positions"), Whole(), readonly=True, summed=True),
        Field("matched", N_("Matching"), Whole(), readonly=True, summed=True),
        Field("differing", N_("Differing"), Whole(), readonly=True, summed=True),
        Field("uncounted", N_("Not counted"), Whole(), readonly=True, summed=True),
        Field("difference", N_("Pieces ±"), Whole(), readonly=True, summed=True),
        Field("note", N_("Note"), LongText()),
    ),
    title=("number",),
    columns=("number", "counted_on", "scope", "category", "counter", "line_count", "matched", "differing", "uncounted",
             "difference", "status"),
    sort="-counted_on",
    groups=(
        Group(N_("Count"), ("number", "scope", "category", "counted_on", "counter", "counted_at", "status")),
        Group(N_("Outcome"), ("line_count", "matched", "differing", "uncounted", "difference")),
        Group(N_("Progress"), ("started_at", "posted_at", "cancelled_at", "cancel_reason")),
        Group(N_("Notes"), ("note",)),
    ),
    chips=(
        Chip("open", N_("Being counted"), (Where("status", "eq", "open"),), tone="amber"),
        Chip("differing", N_("With differences"), (Where("differing", "gt", 0),), counted=False),
    ),
    search=("number", "category", "counter"),
    lines=(Lines("lines", N_("Positions"), StockCountLine, "count_id", LINE_FIELDS),),
    transitions=(
        Transition("post", N_("Post the count"), "status", ("open",), "posted", icon="clipboard-check", primary=True,
                   requires=("counter",), stamps="posted_at",
                   confirm=N_("Post this count? Its differences become stock movements and it cannot be changed afterwards.")),
        Transition("cancel", N_("Cancel the count"), "status", ("open",), "cancelled", icon="x", stamps="cancelled_at",
                   asks=(Field("cancel_reason", N_("Reason cancelled"), LineText(), required=True),)),
    ),
    related=(Related("stock_movements", "count_id", N_("Stock movements")),),
    due=(Due("open", N_("Stock count {number}: finish and post it"), (Where("status", "eq", "open"),), at="counted_on"),),
    business_date="counted_on",
    retention=Retention("counted_on", 3, N_("Stock counts: three years, as policy")),
)  # fmt: skip
