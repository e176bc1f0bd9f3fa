"""The platforms that a small shop sells on, as orders and customers name them."""

from __future__ import annotations

from app.core.i18n import N_
from app.models.kinds import Option

PLATFORMS: tuple[Option, ...] = (
    Option("taobao", N_("Taobao"), aliases=("淘宝", "天猫", "tmall")),
    Option("jd", N_("JD"), aliases=("京东",)),
    Option("pinduoduo", N_("Pinduoduo"), aliases=("拼多多", "pdd")),
    Option("douyin", N_("Douyin"), aliases=("抖音", "抖店")),
    Option("youzan", N_("Youzan"), aliases=("有赞",)),
    Option("shopify", N_("Shopify")),
    Option("etsy", N_("Etsy")),
    Option("amazon", N_("Amazon"), aliases=("亚马逊",)),
    Option("ebay", N_("eBay")),
    Option("wechat", N_("WeChat"), aliases=("微信", "小程序", "视频号")),
    Option("shop", N_("Own shop"), aliases=("线下", "门店", "自营", "其他")),
)
