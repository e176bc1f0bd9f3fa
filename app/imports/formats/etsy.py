"""Etsy: EtsySoldOrders and EtsySoldOrderItems, two files joined by the order's number."""

from __future__ import annotations

from app.core.i18n import N_
from app.imports.formats.base import Format, column

_PEOPLE = (
    column("buyer_nick", "Buyer User ID|Buyer"),
    column("buyer_name", "Full Name|Ship Name"),
    column("street", "Street 1|Ship Address1"),
    column("city", "Ship City"),
    column("province", "Ship State"),
    column("postcode", "Ship Zipcode"),
    column("country", "Ship Country"),
    column("currency", "Currency"),
    column("shipped_at", "Date Shipped"),
    column("paid_at", "Date Paid"),
    column("payment_method", "Payment Method|Payment Type"),
)

ORDERS = Format(
    name="etsy_orders",
    platform="etsy",
    label=N_("Etsy orders"),
    kind="orders",
    whole_rows=True,
    date_order="MDY",
    default_state=("paid", "to_ship"),
    forbidden=("Item Name",),
    states={"canceled": (None, "cancelled"), "cancelled": (None, "cancelled"), "refunded": ("refunded", None)},
    columns=(
        column("order_id", "Order ID", required=True),
        column("placed_at", "Sale Date", required=True),
        column("item_count", "Number of Items", required=True),
        column("goods_total", "Order Value", required=True),
        column("discount", "Discount Amount|Shipping Discount", combine="sum"),
        column("shipping_fee", "Shipping"),
        column("tax", "Sales Tax"),
        column("total", "Order Total"),
        column("status", "Status"),
        *_PEOPLE,
    ),
)

LINES = Format(
    name="etsy_lines",
    platform="etsy",
    label=N_("Etsy order items"),
    kind="order_lines",
    date_order="MDY",
    columns=(
        column("order_id", "Order ID", required=True),
        column("line_id", "Transaction ID", required=True),
        column("title", "Item Name", required=True),
        column("quantity", "Quantity", required=True),
        column("unit_price", "Price"),
        column("amount", "Item Total"),
        column("product_id", "Listing ID"),
        column("options", "Variations"),
        column("sku", "SKU"),
        column("placed_at", "Sale Date"),
        *_PEOPLE,
    ),
)
