"""The fields that a column can be: one vocabulary for the platforms' declarations and for mappings made by hand.

`level` says what a field belongs to (order, line, product), `shape` how its cells are read, `words` the names that
shops give such a column, Chinese and English.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.core.i18n import N_, Text


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a column may say."""

    name: str
    level: str
    shape: str
    label: Text
    words: tuple[str, ...] = ()


def _field(name: str, level: str, shape: str, label: Text, words: str = "") -> Field:
    return Field(name, level, shape, label, tuple(w.strip() for w in words.split("|") if w.strip()))


ORDER_FIELDS: tuple[Field, ...] = (
    _field(
        "order_id",
        "order",
        "id",
        N_("Order number"),
        "订单编号|订单号|订单id|主订单编号|平台订单号|网店订单号|原始单号|交易编号|单号|order id|"
        "order number|order no|order|basket id|invoice|transaction id|Bestellnummer",
    ),
    _field(
        "shop_name", "order", "text", N_("Shop"), "店铺名称|店铺|网店名称|shop|shop name|store name|store id|seller"
    ),
    _field(
        "placed_at",
        "order",
        "instant",
        N_("Placed"),
        "订单创建时间|下单时间|订单提交时间|创建时间|订购时间|拍下时间|订单时间|下单日期|订单日期|日期|"
        "order date|created at|date created|order time|purchase date|sale date|transaction timestamp|"
        "date|timestamp",
    ),
    _field(
        "placed_time",
        "order",
        "clock",
        N_("Placed (time of day)"),
        "时间|下单时刻|下单时间|订单时间|order time of day|time|order time",
    ),
    _field(
        "paid_at",
        "order",
        "instant",
        N_("Paid at"),
        "订单付款时间|付款时间|支付时间|买家付款时间|付款日期|paid at|payment date|date paid|payments date",
    ),
    _field(
        "shipped_at",
        "order",
        "instant",
        N_("Shipped at"),
        "发货时间|发货日期|ship date|shipped at|date shipped|fulfilled at",
    ),
    _field(
        "completed_at",
        "order",
        "instant",
        N_("Completed at"),
        "订单完成时间|完成时间|确认收货时间|成交时间|completed at|date completed",
    ),
    _field("cancelled_at", "order", "instant", N_("Cancelled at"), "取消时间|关闭时间|cancelled at|canceled at"),
    _field("status", "order", "text", N_("Status"), "订单状态|状态|交易状态|order status|status"),
    _field(
        "payment_status", "order", "text", N_("Payment status"), "付款状态|支付状态|payment status|financial status"
    ),
    _field(
        "fulfilment_status",
        "order",
        "text",
        N_("Shipping status"),
        "发货状态|物流状态|fulfillment status|fulfilment status|shipping status",
    ),
    _field(
        "buyer_nick",
        "order",
        "person",
        N_("Buyer account"),
        "买家会员名|买家昵称|会员名|用户昵称|客户昵称|买家|会员|customer id|buyer|buyer username|user id|household id",
    ),
    _field(
        "buyer_name",
        "order",
        "person",
        N_("Recipient"),
        "收货人姓名|收货人|收件人|收件人姓名|买家|buyer|客户姓名|客户名称|客户|姓名|customer name|recipient|"
        "ship name|full name|buyer name|name",
    ),
    _field(
        "phone",
        "order",
        "phone",
        N_("Phone"),
        "联系手机|手机|手机号|手机号码|收件人手机号|收货人手机|收货人电话|联系电话|电话|phone|mobile|"
        "telephone|phone number",
    ),
    _field("email", "order", "person", N_("E-mail"), "邮箱|电子邮件|email|e-mail|buyer email"),
    _field("country", "order", "text", N_("Country"), "国家|国家/地区|country|ship country"),
    _field("province", "order", "text", N_("Province"), "省|省份|state|province|region|ship state"),
    _field("city", "order", "text", N_("City"), "市|城市|city|ship city"),
    _field("district", "order", "text", N_("District"), "区|区县|区/县|district|county"),
    _field("street", "order", "person", N_("Street"), "街道|乡镇街道|street|address 1|address line 1"),
    _field("postcode", "order", "id", N_("Postcode"), "邮编|邮政编码|postal code|postcode|zip|zip code"),
    _field(
        "address",
        "order",
        "person",
        N_("Address"),
        "收货地址|收件地址|详细地址|客户地址|地址|收货人地址|address|shipping address|delivery address",
    ),
    _field("recipient", "order", "person", N_("Recipient, phone and address in one"), "收货信息|收件信息|收货人信息"),
    _field("currency", "order", "text", N_("Currency"), "币种|货币|currency"),
    _field(
        "goods_total",
        "order",
        "money",
        N_("Goods total"),
        "买家应付货款|商品总额|商品总价|货款|商品合计|goods total|items total|order value",
    ),
    _field(
        "shipping_fee",
        "order",
        "money",
        N_("Shipping fee"),
        "买家应付邮费|邮费|运费|快递费|shipping|shipping fee|postage|shipping cost",
    ),
    _field("discount", "order", "money", N_("Discount"), "优惠金额|优惠|折扣金额|优惠总额|店铺优惠|discount amount"),
    _field("tax", "order", "money", N_("Tax"), "税费|税额|tax|taxes|sales tax"),
    _field(
        "total",
        "order",
        "money",
        N_("Amount payable"),
        "总金额|订单金额|订单总额|应付金额|订单应付金额|应收金额|order total|total|total price|"
        "total amount|grand total",
    ),
    _field(
        "paid",
        "order",
        "money",
        N_("Amount paid"),
        "买家实际支付金额|实付金额|实付款|实际支付金额|订单实付金额|已付金额|实收金额|paid|amount paid",
    ),
    _field(
        "refunded",
        "order",
        "money",
        N_("Amount refunded"),
        "退款金额|已退款|已退金额|refunded amount|refunded|refund amount",
    ),
    _field(
        "payment_no",
        "order",
        "id",
        N_("Payment number"),
        "支付单号|支付流水号|支付宝交易号|payment reference|payment id",
    ),
    _field("payment_method", "order", "text", N_("Payment method"), "支付方式|付款方式|payment method|payment type"),
    _field(
        "buyer_note",
        "order",
        "text",
        N_("Buyer's note"),
        "买家留言|买家备注|客户留言|留言|buyer note|customer note|notes",
    ),
    _field(
        "seller_note",
        "order",
        "text",
        N_("Seller's note"),
        "卖家备注|商家备注|订单备注|商家订单备注|客服备注|备注|seller note|remark|remarks|memo",
    ),
    _field(
        "cancel_reason", "order", "text", N_("Reason of cancelling"), "订单关闭原因|关闭原因|取消原因|cancel reason"
    ),
    _field(
        "aftersale_state", "order", "text", N_("After-sale state"), "售后状态|退款状态|after-sale status|refund status"
    ),
    _field(
        "carrier", "order", "text", N_("Carrier"), "物流公司|快递公司|快递|承运商|carrier|shipping provider|courier"
    ),
    _field(
        "waybill",
        "order",
        "waybill",
        N_("Waybill"),
        "物流单号|快递单号|运单号|运单编号|tracking number|waybill|tracking no",
    ),
    _field("item_count", "order", "count", N_("Pieces"), "宝贝总数量|商品总数|总数量|number of items"),
    _field("item_kinds", "order", "count", N_("Kinds of items"), "宝贝种类|商品种类数"),
)

LINE_FIELDS: tuple[Field, ...] = (
    _field(
        "line_id",
        "line",
        "id",
        N_("Line number"),
        "子订单编号|子订单号|明细编号|row id|line id|order item id|transaction id",
    ),
    _field("sku", "line", "code", N_("SKU"), "商家编码|货号|sku|sku编码|规格编码|商品编码|物料编码|item sku|sku code"),
    _field(
        "product_id",
        "line",
        "id",
        N_("Platform's product number"),
        "商品id|宝贝id|商品编号|product id|item id|listing id|asin",
    ),
    _field(
        "title",
        "line",
        "text",
        N_("Item"),
        "商品标题|宝贝标题|商品名称|标题|品名|商品|货品名称|产品名称|product name|item name|product|item|"
        "title|description",
    ),
    _field(
        "options", "line", "text", N_("Options"), "商品属性|商品规格|规格|销售属性|颜色尺码|variations|variant|options"
    ),
    _field(
        "quantity",
        "line",
        "quantity",
        N_("Quantity"),
        "购买数量|商品数量|订购数量|数量|件数|quantity|qty|units|quantity purchased",
    ),
    _field("unit_price", "line", "money", N_("Unit price"), "价格|单价|商品单价|销售单价|unit price|price|item price"),
    _field(
        "amount",
        "line",
        "money",
        N_("Line amount"),
        "商品金额|金额|小计|行金额|销售额|amount|line total|item total|sales|sales value|subtotal|line amount",
    ),
)

PRODUCT_FIELDS: tuple[Field, ...] = (
    _field(
        "sku",
        "product",
        "code",
        N_("SKU"),
        "商家编码|货号|sku|sku编码|商品编码|规格编码|编码|物料编码|款号|item code|product code|sku code|"
        "code|variant sku",
    ),
    _field("product_id", "product", "id", N_("Platform's product number"), "商品id|宝贝id|product id|id|item id"),
    _field(
        "barcode",
        "product",
        "code",
        N_("Barcode"),
        "条码|条形码|国际条码|商品条码|69码|barcode|ean|upc|gtin|gtin, upc, ean, or isbn",
    ),
    _field(
        "name",
        "product",
        "text",
        N_("Product"),
        "商品名称|商品标题|宝贝标题|名称|品名|产品名称|货品名称|标题|name|product name|title|product|item name|item",
    ),
    _field(
        "category",
        "product",
        "text",
        N_("Category"),
        "分类|类目|商品分类|类别|品类|商品类目|category|categories|type|product type",
    ),
    _field("unit", "product", "text", N_("Unit"), "单位|计量单位|unit|uom"),
    _field(
        "price",
        "product",
        "money",
        N_("Price"),
        "售价|价格|销售价|零售价|单价|一口价|标价|建议零售价|price|regular price|sale price|retail price|"
        "unit price|list price",
    ),
    _field(
        "cost",
        "product",
        "money",
        N_("Cost"),
        "成本|成本价|进价|进货价|采购价|cost|cost price|cost per item|purchase price|unit cost",
    ),
    _field(
        "stock",
        "product",
        "stock",
        N_("Stock"),
        "库存|库存数量|现有库存|数量|可用库存|期初库存|stock|quantity|qty|inventory|stock quantity|on hand",
    ),
    _field(
        "low_stock",
        "product",
        "stock",
        N_("Low-stock level"),
        "安全库存|补货线|库存预警|预警库存|最低库存|low stock|low stock amount|reorder level|reorder point|"
        "minimum stock|low-stock level",
    ),
    _field("supplier_name", "product", "text", N_("Supplier"), "供应商|供货商|供应商名称|厂家|supplier|supplier name"),
    _field("brand", "product", "text", N_("Brand"), "品牌|brand|vendor|brands"),
    _field(
        "description",
        "product",
        "text",
        N_("Description"),
        "描述|商品描述|详情|商品详情|简介|description|short description|body (html)|body",
    ),
    _field(
        "options", "product", "text", N_("Options"), "规格|属性|规格型号|型号|颜色|尺码|variant|options|specification"
    ),
    _field("parent", "product", "text", N_("Parent product"), "父商品|主商品|款式|parent|parent sku"),
    _field(
        "images",
        "product",
        "text",
        N_("Pictures"),
        "图片|主图|商品图片|图片链接|images|image|image src|image url|picture",
    ),
    _field("published", "product", "flag", N_("On sale"), "上架|是否上架|上架状态|商品状态|published|status|active"),
)


def fields_of(kind: str) -> tuple[Field, ...]:
    """The fields that a mapping of `kind` (`orders` or `products`) may use."""
    return PRODUCT_FIELDS if kind == "products" else ORDER_FIELDS + LINE_FIELDS


def field(kind: str, name: str) -> Field | None:
    """The field of that name, or None."""
    return next((f for f in fields_of(kind) if f.name == name), None)
