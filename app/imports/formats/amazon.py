"""Amazon's flat files of orders: tab-separated, one row per item, times with their zone."""

from __future__ import annotations

from app.core.i18n import N_
from app.imports.formats.base import Format, column

ORDERS = Format(
    name="amazon",
    platform="amazon",
    label=N_("Amazon orders"),
    kind="orders",
    default_state=("paid", "to_ship"),
    states={
        "pending": ("unpaid", "new"),
        "unshipped": ("paid", "to_ship"),
        "shipping": ("paid", "to_ship"),
        "partially shipped": ("paid", "part_shipped"),
        "shipped": ("paid", "shipped"),
        "shipped - delivered to buyer": ("paid", "completed"),
        "complete": ("paid", "completed"),
        "cancelled": (None, "cancelled"),
        "canceled": (None, "cancelled"),
    },
    columns=(
        column("order_id", "order-id|amazon-order-id", required=True),
        column("line_id", "order-item-id"),
        column("placed_at", "purchase-date", required=True),
        column("paid_at", "payments-date"),
        column("sku", "sku", required=True),
        column("title", "product-name"),
        column("product_id", "asin"),
        column("quantity", "quantity-purchased|quantity", required=True),
        column("currency", "currency"),
        column("amount", "item-price"),
        column("tax", "item-tax|shipping-tax", combine="sum", per_line="share"),
        column("shipping_fee", "shipping-price", per_line="share"),
        column("discount", "item-promotion-discount|ship-promotion-discount", combine="sum", per_line="share"),
        column("status", "order-status"),
        column("email", "buyer-email"),
        column("buyer_nick", "buyer-name"),
        column("buyer_name", "recipient-name"),
        column("phone", "ship-phone-number|buyer-phone-number"),
        column("street", "ship-address-1"),
        column("city", "ship-city"),
        column("province", "ship-state"),
        column("postcode", "ship-postal-code"),
        column("country", "ship-country"),
        column("shop_name", "sales-channel"),
    ),
)
