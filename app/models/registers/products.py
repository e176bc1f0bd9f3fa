"""Products: what the shop sells, with prices in minor units and the balances that the stock ledger keeps."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core.i18n import N_
from app.models import remedy_words
from app.models.base import Base, Instant, Record, sort_indexes
from app.models.declaration import Chip, Due, Field, Group, Register, Related, Transition, Where
from app.models.further import Further
from app.models.kinds import Choice, CodeText, Day, LineText, LongText, Moment, Money, Option, Ref, Tags
from app.models.kinds import Integer as Whole


class Product(Record):
    """One sellable article (SKU). `available` is `on_hand` less `reserved`; the stock ledger explains both."""

    __tablename__ = "product"

    sku: Mapped[str]
    barcode: Mapped[str | None]
    name: Mapped[str]
    category: Mapped[str | None]
    options: Mapped[str | None]
    unit: Mapped[str | None]
    price: Mapped[int | None] = mapped_column(Integer)
    cost: Mapped[int | None] = mapped_column(Integer)
    list_price: Mapped[int | None] = mapped_column(Integer)
    low_stock: Mapped[int | None] = mapped_column(Integer)
    shelf_life_days: Mapped[int | None] = mapped_column(Integer)
    regime: Mapped[str | None]
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"))
    brand: Mapped[str | None]
    tags: Mapped[str | None]
    no_reason_exception: Mapped[str | None]
    listing_text: Mapped[str | None]
    wording: Mapped[str] = mapped_column(default="clear", server_default="clear")
    status: Mapped[str] = mapped_column(default="on_sale", server_default="on_sale")
    on_hand: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    reserved: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    available: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    next_expiry: Mapped[date | None]
    tracked_since: Mapped[datetime | None] = mapped_column(Instant)
    note: Mapped[str | None]
    extras: Mapped[str | None]

    __table_args__ = (UniqueConstraint("sku"), Index(None, "supplier_id"))


class ProductPrice(Base):
    """A price that a product had from an instant on. Append-only; proves comparison prices (划线价) later."""

    __tablename__ = "product_price"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    price: Mapped[int | None] = mapped_column(Integer)
    cost: Mapped[int | None] = mapped_column(Integer)
    list_price: Mapped[int | None] = mapped_column(Integer)
    changed_by: Mapped[str]


sort_indexes(
    Product, "barcode", "name", "options", "category", "price", "cost", "low_stock", "brand", "wording", "status", "on_hand",
    "reserved", "available", "next_expiry",
)  # fmt: skip

STATUS = (
    Option("draft", N_("Not yet listed"), "neutral"),
    Option("on_sale", N_("On sale"), "accent"),
    Option("off_sale", N_("Off sale"), "neutral"),
)
REGIMES = (
    Option("food", N_("Food"), aliases=("食品", "预包装食品", "农产品")),
    Option("cosmetics", N_("Cosmetics"), aliases=("化妆品", "护肤", "美妆")),
    Option("other", N_("Other goods"), aliases=("其他",)),
)
WORDING = (
    Option("clear", N_("No hits"), "accent"),
    Option("warn", N_("Check wording"), "amber"),
    Option("block", N_("Banned wording"), "red"),
)

PRODUCTS = Register(
    name="products",
    code=1,
    model=Product,
    label=N_("Products"),
    singular=N_("Product"),
    purpose=N_("Everything the shop sells: prices, stock, suppliers and the text of each listing."),
    icon="package",
    section="operations",
    order=10,
    quick=("name", "sku", "unit", "price"),
    fields=(
        Field(
            "sku",
            N_("SKU"),
            CodeText(),
            required=True,
            import_names=("商家编码", "货号", "编码", "款号", "variant sku"),
        ),
        Field("barcode", N_("Barcode"), CodeText(), import_names=("条码", "商品条码", "ean", "gtin", "upc")),
        Field(
            "name",
            N_("Name"),
            LineText(width=28),
            required=True,
            import_names=("商品名称", "品名", "宝贝标题", "title"),
        ),
        Field(
            "category",
            N_("Category"),
            LineText(width=12),
            bulk=True,
            import_names=("类目", "分类", "categories"),
        ),
        Field("options", N_("Specification"), LineText(width=14), import_names=("规格", "商品属性", "型号")),
        Field("unit", N_("Unit"), LineText(width=6), bulk=True, import_names=("计量单位", "单位")),
        Field(
            "price",
            N_("Price"),
            Money(minimum=0),
            import_names=("售价", "价格", "销售价", "单价", "regular price", "variant price"),
        ),
        Field("cost", N_("Cost"), Money(minimum=0), import_names=("成本", "成本价", "进价", "进货价")),
        Field(
            "list_price",
            N_("Comparison price"),
            Money(minimum=0),
            import_names=("划线价", "市场价", "原价"),
            help=N_("Not above the lowest deal price of the 7 days before (price-fraud rules, art. 16)."),
        ),
        Field(
            "low_stock",
            N_("Low-stock level"),
            Whole(minimum=0),
            bulk=True,
            import_names=("预警库存", "最低库存", "安全库存"),
        ),
        Field(
            "shelf_life_days",
            N_("Shelf life, days"),
            Whole(minimum=1, maximum=36_500),
            bulk=True,
            import_names=("保质期", "保质期天数"),
        ),
        Field(
            "regime",
            N_("Regulated as"),
            Choice(width=10, options=REGIMES),
            bulk=True,
            import_names=("监管类别", "商品监管类别"),
            help=N_("How long goods-in records are kept depends on it; left empty, the longest time counts."),
        ),
        Field(
            "supplier_id",
            N_("Supplier"),
            Ref(register="suppliers"),
            bulk=True,
            import_names=("供应商", "supplier", "vendor"),
        ),
        Field("brand", N_("Brand"), LineText(width=12), bulk=True, import_names=("品牌",)),
        Field("tags", N_("Tags"), Tags(), bulk=True),
        Field(
            "no_reason_exception",
            N_("Excepted from seven-day return"),
            Choice(width=16, options=remedy_words.EXCEPTIONS),
            bulk=True,
            import_names=("七天无理由例外", "不支持七天无理由"),
            help=N_(
                "It only counts where the buyer confirmed it for the order (Seven-day return measures, arts 6, 7 and 20)."
            ),
        ),
        Field(
            "listing_text",
            N_("Listing text"),
            LongText(),
            import_names=("详情", "描述", "description", "body (html)"),
        ),
        Field("wording", N_("Wording"), Choice(options=WORDING, pill=True), readonly=True, default="clear"),
        Field("status", N_("Status"), Choice(options=STATUS, pill=True), readonly=True, default="on_sale"),
        Field("on_hand", N_("On hand"), Whole(), readonly=True, summed=True),
        Field("reserved", N_("Reserved"), Whole(), readonly=True, summed=True),
        Field("available", N_("Available"), Whole(), readonly=True),
        Field("next_expiry", N_("Next expiry"), Day(), readonly=True),
        Field("tracked_since", N_("Stock kept since"), Moment(), readonly=True),
        Field("note", N_("Note"), LongText()),
        Field("extras", N_("Other columns of the file"), Further(), readonly=True),
    ),
    # Products of one name differ by it: without the specification a list of references would show them alike.
    title=("name", "options"),
    columns=(
        "sku",
        "name",
        "options",
        "category",
        "price",
        "on_hand",
        "reserved",
        "available",
        "low_stock",
        "next_expiry",
        "status",
    ),
    sort="sku",
    groups=(
        Group(N_("Product"), ("sku", "barcode", "name", "options", "category", "brand", "unit", "tags")),
        Group(N_("Prices"), ("price", "cost", "list_price")),
        Group(
            N_("Stock"),
            (
                "on_hand",
                "reserved",
                "available",
                "low_stock",
                "shelf_life_days",
                "regime",
                "next_expiry",
                "tracked_since",
            ),
        ),
        Group(N_("Supply"), ("supplier_id",)),
        Group(N_("Listing"), ("status", "listing_text", "wording", "no_reason_exception")),
        Group(N_("Other"), ("note",)),
        Group(N_("From the file"), ("extras",)),
    ),
    chips=(
        Chip(
            "low",
            N_("Low stock"),
            (Where("low_stock", "filled"), Where("available", "le_field", "low_stock")),
            tone="amber",
        ),
        Chip("oversold", N_("Oversold"), (Where("available", "lt", 0),), tone="red"),
        Chip("wording", N_("Wording to check"), (Where("wording", "ne", "clear"),), tone="amber"),
        Chip("off", N_("Off sale"), (Where("status", "eq", "off_sale"),)),
    ),
    search=("sku", "barcode", "name", "options", "category", "brand"),
    transitions=(
        Transition(
            "list",
            N_("Put on sale"),
            "status",
            ("draft", "off_sale"),
            "on_sale",
            icon="store",
            requires=("price",),
            primary=True,
        ),
        Transition("delist", N_("Take off sale"), "status", ("on_sale", "draft"), "off_sale", icon="archive"),
    ),
    related=(
        Related("stock_movements", "product_id", N_("Stock movements")),
        Related("batches", "product_id", N_("Batches")),
        Related("complaints", "product_id", N_("Complaints")),
    ),
    due=(
        Due(
            "low_stock",
            N_("{title}: {available} left, reorder at {low_stock}"),
            (
                Where("low_stock", "filled"),
                Where("available", "le_field", "low_stock"),
                Where("status", "eq", "on_sale"),
            ),
        ),
        Due(
            "wording",
            N_("{title}: on sale, and its listing holds banned words"),
            (Where("wording", "eq", "block"), Where("status", "eq", "on_sale")),
        ),
    ),
    key=("sku",),
)
