"""Orders: payment and fulfilment kept apart, names, addresses and prices copied so that nothing issued changes."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_, Nn_
from app.models.base import Instant, Line, Record, sort_indexes
from app.models.carriers import CARRIERS
from app.models.declaration import (
    Chip,
    Due,
    Field,
    Group,
    Lines,
    NowPlus,
    Numbering,
    Opens,
    Register,
    Related,
    Retention,
    Transition,
    Where,
)
from app.models.further import Further
from app.models.kinds import (
    Address,
    Choice,
    CodeText,
    Day,
    LineText,
    LongText,
    Moment,
    Money,
    Option,
    PersonName,
    Phone,
    Ref,
    YesNo,
)
from app.models.kinds import Integer as Whole
from app.models.platforms import PLATFORMS


class Order(Record):
    """One order of one buyer. Amounts in minor units of `currency`; instants in UTC."""

    __tablename__ = "orders"

    number: Mapped[str]
    platform: Mapped[str]
    shop_name: Mapped[str | None]
    platform_order_id: Mapped[str | None]
    placed_at: Mapped[datetime] = mapped_column(Instant)
    business_date: Mapped[date]
    paid_at: Mapped[datetime | None] = mapped_column(Instant)
    ship_by: Mapped[datetime | None] = mapped_column(Instant)
    shipped_at: Mapped[datetime | None] = mapped_column(Instant)
    completed_at: Mapped[datetime | None] = mapped_column(Instant)
    cancelled_at: Mapped[datetime | None] = mapped_column(Instant)
    payment: Mapped[str]
    fulfilment: Mapped[str]
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    buyer_nick: Mapped[str | None]
    buyer_name: Mapped[str | None]
    phone: Mapped[str | None]
    address: Mapped[str | None]
    postcode: Mapped[str | None]
    country: Mapped[str | None]
    currency: Mapped[str]
    goods_total: Mapped[int] = mapped_column(Integer)
    shipping_fee: Mapped[int] = mapped_column(Integer)
    discount: Mapped[int] = mapped_column(Integer)
    total: Mapped[int] = mapped_column(Integer)
    paid: Mapped[int] = mapped_column(Integer)
    refunded: Mapped[int] = mapped_column(Integer)
    payment_method: Mapped[str | None]
    payment_no: Mapped[str | None]
    buyer_note: Mapped[str | None]
    seller_note: Mapped[str | None]
    cancel_reason: Mapped[str | None]
    aftersale: Mapped[str | None]
    items: Mapped[str]
    quantity: Mapped[int] = mapped_column(Integer)
    waybills: Mapped[str]
    source: Mapped[str | None]
    extras: Mapped[str | None]

    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("platform", "platform_order_id"),
        Index(None, "fulfilment", "placed_at"),
        Index(None, "payment", "placed_at"),
        Index(None, "customer_id"),
    )


class OrderLine(Line):
    """One line of an order, with the SKU text and price that it was sold with.

    `called_off` pieces were paid back before they left and `dropped` ones cancelled with the rest of the order: neither
    is sent any more. `returned` pieces came back for good.
    """

    __tablename__ = "order_line"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    platform_line_id: Mapped[str | None]
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"), index=True)
    sku: Mapped[str | None]
    title: Mapped[str]
    options: Mapped[str | None]
    quantity: Mapped[int] = mapped_column(Integer)
    unit_price: Mapped[int] = mapped_column(Integer)
    amount: Mapped[int] = mapped_column(Integer)
    unit_cost: Mapped[int | None] = mapped_column(Integer)
    reserved: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    shipped: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    gift: Mapped[bool] = mapped_column(default=False, server_default="0")
    exception_confirmed: Mapped[bool] = mapped_column(default=False, server_default="0")
    called_off: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    dropped: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    returned: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    extras: Mapped[str | None]


sort_indexes(
    Order,
    "placed_at",
    "business_date",
    "platform",
    "payment",
    "fulfilment",
    "platform_order_id",
    "buyer_name",
    "items",
    "total",
    "paid",
    "ship_by",
    "waybills",
    "quantity",
    "currency",
)
Index(None, Order.__table__.c.platform, Order.__table__.c.placed_at)
# What is summed below the list, for any period, without reading whole orders.
SUMMED = ("goods_total", "shipping_fee", "discount", "total", "paid", "refunded", "quantity")
Index("ix_orders_sums", *(Order.__table__.c[name] for name in ("business_date", *SUMMED, "currency")))

PAYMENT = (
    Option("unpaid", N_("Unpaid"), "neutral"),
    Option("paid", N_("Paid"), "accent"),
    Option("part_refunded", N_("Part refunded"), "amber"),
    Option("refunded", N_("Refunded"), "neutral"),
)
FULFILMENT = (
    Option("new", N_("Awaiting payment"), "neutral"),
    Option("to_ship", N_("To ship"), "amber"),
    Option("part_shipped", N_("Part shipped"), "amber"),
    Option("shipped", N_("Shipped"), "blue"),
    Option("completed", N_("Completed"), "accent"),
    Option("cancelled", N_("Cancelled"), "neutral"),
)
OPEN = ("to_ship", "part_shipped")

LINE_FIELDS = (
    Field("product_id", N_("Product"), Ref(register="products")),
    Field("sku", N_("SKU"), CodeText(), import_names=("商家编码", "货号", "lineitem sku")),
    Field(
        "title",
        N_("Item"),
        LineText(width=28),
        required=True,
        import_names=("商品", "标题", "宝贝标题", "lineitem name"),
    ),
    Field("options", N_("Specification"), LineText(width=14), import_names=("规格", "商品属性")),
    Field(
        "quantity",
        N_("Qty"),
        Whole(width=6, minimum=1),
        required=True,
        default=1,
        summed=True,
        import_names=("数量", "购买数量"),
    ),
    Field(
        "unit_price",
        N_("Unit price"),
        Money(minimum=0, currency="currency"),
        required=True,
        import_names=("单价", "价格"),
    ),
    Field("amount", N_("Amount"), Money(currency="currency"), readonly=True, summed=True),
    Field("reserved", N_("Reserved"), Whole(width=6), readonly=True),
    Field("shipped", N_("Shipped qty"), Whole(width=6), readonly=True),
    Field("gift", N_("Gift"), YesNo()),
    Field(
        "exception_confirmed",
        N_("Exception confirmed"),
        YesNo(),
        import_names=("七日无理由例外确认",),
        help=N_("The buyer confirmed, for this order, that the seven-day return does not hold for this product."),
    ),
    Field("called_off", N_("Called off"), Whole(width=6), readonly=True),
    Field("dropped", N_("Cancelled qty"), Whole(width=6), readonly=True),
    Field("returned", N_("Returned qty"), Whole(width=6), readonly=True),
    Field("extras", N_("Other columns of the file"), Further(), readonly=True, sensitive=True),
)

ORDERS = Register(
    name="orders",
    code=2,
    model=Order,
    label=N_("Orders"),
    singular=N_("Order"),
    purpose=N_("Every sale from every platform. Drop a platform's export file here, or enter an order by hand."),
    icon="shopping-cart",
    section="operations",
    order=20,
    numbering=Numbering("SO"),
    fields=(
        Field("number", N_("Order number"), CodeText(), readonly=True),
        Field("platform", N_("Platform"), Choice(options=PLATFORMS), required=True, default="shop", import_names=("平台", "渠道")),
        Field("shop_name", N_("Shop"), LineText(width=12), import_names=("店铺名称",)),
        Field("platform_order_id", N_("Platform order"), CodeText(width=22), import_names=("订单号", "订单编号", "order id")),
        Field("placed_at", N_("Placed"), Moment(), required=True, default=NowPlus(0), import_names=("下单时间", "订单创建时间", "created at")),
        Field("business_date", N_("Date"), Day(), readonly=True),
        Field("paid_at", N_("Paid at"), Moment(), readonly=True),
        Field("ship_by", N_("Ship by"), Moment(), bulk=True),
        Field("shipped_at", N_("Shipped at"), Moment(), readonly=True),
        Field("completed_at", N_("Completed at"), Moment(), readonly=True),
        Field("cancelled_at", N_("Cancelled at"), Moment(), readonly=True),
        Field("payment", N_("Payment"), Choice(options=PAYMENT, pill=True), readonly=True, default="unpaid"),
        Field("fulfilment", N_("Fulfilment"), Choice(width=12, options=FULFILMENT, pill=True), readonly=True, default="new"),
        Field("customer_id", N_("Customer"), Ref(register="customers")),
        Field("buyer_nick", N_("Buyer account"), LineText(width=14), sensitive=False, import_names=("买家会员名", "买家昵称")),
        Field("buyer_name", N_("Buyer"), PersonName(), import_names=("收货人姓名", "收件人", "客户姓名", "姓名")),
        Field("phone", N_("Phone"), Phone(), sensitive=True, import_names=("联系手机", "联系电话", "手机", "收件人手机号")),
        Field("address", N_("Ship to"), Address(), sensitive=True, import_names=("收货地址", "详细地址", "地址")),
        Field("postcode", N_("Postcode"), CodeText(width=8)),
        Field("country", N_("Country"), LineText(width=8)),
        Field("currency", N_("Currency"), CodeText(width=6), readonly=True),
        Field("goods_total", N_("Goods total"), Money(currency="currency"), readonly=True, summed=True),
        Field("shipping_fee", N_("Postage"), Money(minimum=0, currency="currency"), default=0, summed=True, import_names=("运费", "邮费", "买家应付邮费")),
        Field("discount", N_("Discount"), Money(minimum=0, currency="currency"), default=0, summed=True, import_names=("优惠", "折扣")),
        Field("total", N_("Total"), Money(currency="currency"), readonly=True, summed=True),
        Field("paid", N_("Paid amount"), Money(currency="currency"), readonly=True, summed=True),
        Field("refunded", N_("Refunded amount"), Money(currency="currency"), readonly=True, summed=True),
        Field("payment_method", N_("Paid by"), LineText(width=10), readonly=True),
        Field("payment_no", N_("Payment number"), CodeText(), readonly=True),
        Field("buyer_note", N_("Buyer's note"), LongText()),
        Field("seller_note", N_("Shop's note"), LongText(), bulk=True),
        Field("cancel_reason", N_("Reason cancelled"), LineText(), readonly=True),
        Field("aftersale", N_("After-sale state"), LineText(width=12), readonly=True),
        Field("items", N_("Items"), LineText(width=28), readonly=True),
        Field("quantity", N_("Pieces"), Whole(width=6), readonly=True, summed=True),
        Field("waybills", N_("Waybills"), CodeText(width=20), readonly=True),
        Field("source", N_("Brought in by"), LineText(), readonly=True),
        Field("extras", N_("Other columns of the file"), Further(), readonly=True, sensitive=True),
    ),
    title=("number",),
    columns=("number", "platform", "buyer_name", "items", "total", "payment", "fulfilment", "placed_at"),
    sort="-placed_at",
    groups=(
        Group(N_("Order"), ("number", "platform", "shop_name", "platform_order_id", "placed_at", "business_date", "ship_by", "payment", "fulfilment")),
        Group(N_("Buyer"), ("customer_id", "buyer_nick", "buyer_name", "phone", "address", "postcode", "country")),
        Group(N_("Amounts"), ("goods_total", "shipping_fee", "discount", "total", "paid", "refunded", "currency", "payment_method", "payment_no")),
        Group(N_("Notes"), ("buyer_note", "seller_note")),
        Group(N_("Progress"), ("paid_at", "shipped_at", "completed_at", "cancelled_at", "cancel_reason", "aftersale", "waybills")),
        Group(N_("From the file"), ("source", "extras")),
    ),
    chips=(
        Chip("to_ship", N_("To ship"), (Where("fulfilment", "in", OPEN),), tone="amber"),
        Chip("late", N_("Overdue"), (Where("fulfilment", "in", OPEN), Where("ship_by", "lt", NowPlus(0))), tone="red"),
        Chip("no_waybill", N_("No waybill"), (Where("fulfilment", "in", ("shipped", "part_shipped")), Where("waybills", "eq", "")), tone="amber"),
        Chip("unpaid", N_("Awaiting payment"), (Where("fulfilment", "eq", "new"),)),
        Chip("refund_due", N_("Cancelled, not refunded"), (Where("fulfilment", "eq", "cancelled"), Where("payment", "in", ("paid", "part_refunded"))), tone="amber"),
        Chip("refunding", N_("Refunded"), (Where("payment", "in", ("part_refunded", "refunded")),)),
    ),
    search=("number", "platform_order_id", "buyer_name", "buyer_nick", "phone", "items", "waybills", "extras"),
    lines=(Lines("lines", N_("Items"), OrderLine, "order_id", LINE_FIELDS),),
    transitions=(
        Transition("pay", N_("Record payment"), "payment", ("unpaid",), "paid", icon="wallet", stamps="paid_at",
                   asks=(Field("payment_method", N_("Paid by"), LineText()), Field("payment_no", N_("Payment number"), CodeText()))),
        Transition("accept", N_("Ship before payment"), "fulfilment", ("new",), "to_ship", icon="hand-coins",
                   confirm=N_("Reserve the stock and ship before payment, as with cash on delivery?")),
        Transition("ship", N_("Ship"), "fulfilment", OPEN, "shipped", icon="truck", primary=True, stamps="shipped_at",
                   asks=(Field("carrier", N_("Carrier"), Choice(width=12, options=CARRIERS)), Field("waybill", N_("Waybill"), CodeText()),
                         Field("override_reason", N_("Why ship in spite of a warning"), LineText(),
                               help=N_("Only for goods that are expired or not in stock by the books.")))),
        Transition("cancel_rest", N_("Cancel what was not sent"), "fulfilment", ("part_shipped",), "shipped", icon="x",
                   asks=(Field("cancel_reason", N_("Reason cancelled"), LineText(), required=True),),
                   confirm=N_("Send nothing more of this order, and return what is still reserved for it?")),
        Transition("complete", N_("Complete"), "fulfilment", ("shipped",), "completed", icon="badge-check", stamps="completed_at"),
        Transition("cancel", N_("Cancel order"), "fulfilment", ("new", "to_ship"), "cancelled", icon="x", stamps="cancelled_at",
                   asks=(Field("cancel_reason", N_("Reason cancelled"), LineText(), required=True),),
                   confirm=N_("Cancel this order and return its reserved stock?")),
        Transition("refund_part", N_("Refund a part"), "payment", ("paid", "part_refunded"), "part_refunded", icon="coins", bulk=False,
                   asks=(Field("amount", N_("Refund"), Money(currency="currency"), required=True), Field("reason", N_("Reason"), LineText(), required=True))),
        Transition("refund", N_("Refund the rest"), "payment", ("paid", "part_refunded"), "refunded", icon="undo-2",
                   asks=(Field("reason", N_("Reason"), LineText(), required=True),),
                   confirm=N_("Record that everything still held for this order was paid back?")),
    ),
    related=(
        Related("shipments", "order_id", N_("Shipments")),
        Related("payments", "order_id", N_("Payments")),
        Related("remedies", "order_id", N_("Returns and remedies")),
        Related("complaints", "order_id", N_("Complaints")),
        Related("stock_movements", "order_id", N_("Stock movements")),
    ),
    opens=(
        Opens("complaint", "complaints", N_("Complaint about this order…"), "message-square-warning",
              {"order_id": "=id", "platform": "=platform", "customer_id": "=customer_id"}, asks=("channel", "category", "order_line_no", "description", "wants")),
    ),
    due=(
        Due("late", N_("{title}: should have been shipped"), (Where("fulfilment", "in", OPEN), Where("ship_by", "lt", NowPlus(0))), at="ship_by"),
        Due("to_ship", Nn_("{n} order to ship", "{n} orders to ship", 0), (Where("fulfilment", "in", OPEN), Where("ship_by", "ge", NowPlus(0))), at="ship_by", grouped=True),
        Due("no_waybill", Nn_("{n} shipped order without a waybill", "{n} shipped orders without a waybill", 0),
            (Where("fulfilment", "in", ("shipped", "part_shipped")), Where("waybills", "eq", "")), grouped=True),
        Due("refund_due", Nn_("{n} cancelled order still to refund", "{n} cancelled orders still to refund", 0),
            (Where("fulfilment", "eq", "cancelled"), Where("payment", "in", ("paid", "part_refunded"))), grouped=True),
    ),
    business_date="business_date",
    retention=Retention("completed_at", 3, N_("Transaction records: three years (E-commerce Law, art. 31, taken as policy)"),
                        after=("cancelled_at", "business_date"), once=Where("fulfilment", "in", ("completed", "cancelled"))),
    key=("platform", "platform_order_id"),
)  # fmt: skip
