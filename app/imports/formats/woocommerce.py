"""WooCommerce products: simple, variable with variations (`Parent` is a SKU or `id:44`), grouped and external."""

from __future__ import annotations

from app.core.i18n import N_
from app.imports.formats.base import Format, column

PRODUCTS = Format(
    name="woocommerce_products",
    platform="woocommerce",
    label=N_("WooCommerce products"),
    kind="products",
    columns=(
        column("product_id", "ID"),
        column("product_type", "Type", required=True),
        column("sku", "SKU", required=True),
        column("barcode", "GTIN, UPC, EAN, or ISBN"),
        column("name", "Name", required=True),
        column("published", "Published", required=True),
        column("description", "Description|Short description"),
        column("stock", "Stock"),
        column("low_stock", "Low stock amount"),
        column("price", "Regular price", required=True),
        column("sale_price", "Sale price"),
        column("cost", "Cost of goods"),
        column("category", "Categories"),
        column("brand", "Brands"),
        column("images", "Images"),
        column("parent", "Parent"),
        column("option1_name", "Attribute 1 name"),
        column("option1_value", "Attribute 1 value(s)"),
        column("option2_name", "Attribute 2 name"),
        column("option2_value", "Attribute 2 value(s)"),
        column("option3_name", "Attribute 3 name"),
        column("option3_value", "Attribute 3 value(s)"),
    ),
)
