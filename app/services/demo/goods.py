"""What the demonstration shop sells and whom it buys from. All invented."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """One product: prices in fen, `share` its weight among what is bought, `supplier` an index of `SUPPLIERS`."""

    sku: str
    name: str
    options: str
    category: str
    unit: str
    price: int
    cost: int
    supplier: int
    share: int
    shelf_life_days: int | None = None
    listing_text: str = ""

    @property
    def regime(self) -> str:
        """What it is regulated as: what is eaten and drunk is food, a gift box that holds food too."""
        return "food" if self.category in ("食品", "茶饮", "礼盒") else "other"


SUPPLIERS: tuple[dict[str, str], ...] = (
    {
        "name": "山野里食品厂",
        "contact": "周师傅",
        "phone": "13800000101",
        "address": "浙江省杭州市余杭区样例路 8 号",
        "licence_no": "SC10133010000001",
        "goods": "桂花酱、酥糖、藕羹、蜂蜜",
        "licence_days": "20",
    },
    {
        "name": "云栖茶叶合作社",
        "contact": "吴阿姨",
        "phone": "13800000102",
        "address": "浙江省杭州市西湖区样例村 3 号",
        "licence_no": "SC11433010000002",
        "goods": "玄米茶、乌龙、花茶",
        "licence_days": "400",
    },
    {
        "name": "景云陶瓷工作室",
        "contact": "程老师",
        "phone": "13800000103",
        "address": "江西省景德镇市珠山区样例巷 12 号",
        "licence_no": "91360200MA00000003",
        "goods": "马克杯、茶碗、香薰",
        "licence_days": "900",
    },
    {
        "name": "禾田家居织造社",
        "contact": "林姐",
        "phone": "13800000104",
        "address": "江苏省苏州市吴江区样例镇 21 号",
        "licence_no": "91320509MA00000004",
        "goods": "藤编、苎麻、木器",
        "licence_days": "760",
    },
)
"""`licence_days`: days from today until the licence ends."""

ARTICLES: tuple[Article, ...] = (
    Article(
        "HM-GHJ-250",
        "手工桂花酱",
        "250g",
        "食品",
        "瓶",
        3900,
        1420,
        0,
        18,
        180,
        "金秋鲜桂花与冰糖慢熬，配藕粉、酸奶都合适。",
    ),
    Article("HM-GHJ-500", "手工桂花酱", "500g", "食品", "瓶", 6900, 2500, 0, 7, 180, "家庭装，开盖后请冷藏。"),
    Article("HM-SUT-150", "手工酥糖", "150g", "食品", "盒", 2800, 980, 0, 6, 120, "麦芽糖与黑芝麻，入口即化。"),
    Article("HM-OUG-200", "莲藕桂花羹", "200g", "食品", "袋", 3200, 1160, 0, 6, 365, "七小袋装，沸水冲开即可。"),
    Article(
        "HM-PPM-300", "枇杷蜜", "300g", "食品", "瓶", 5800, 2600, 0, 4, 540, "全网第一的枇杷蜜，润喉特效，老少皆宜。"
    ),
    Article("HM-XMC-100", "玄米茶", "100g", "茶饮", "袋", 5000, 1800, 1, 12, 540, "蒸青绿茶与炒米，清香耐泡。"),
    Article("HM-GHW-75", "桂花乌龙", "75g", "茶饮", "罐", 6800, 2650, 1, 7, 540, "窨制三次，茶汤里有桂花的甜。"),
    Article("HM-MLH-50", "茉莉花茶", "50g", "茶饮", "罐", 4500, 1700, 1, 5, 540, "伏天茉莉，第一泡请快出汤。"),
    Article("HM-GHW-10", "桂花乌龙 试饮装", "10g", "茶饮", "袋", 990, 300, 1, 0, 365),
    Article("HM-MKB-WL", "陶瓷马克杯·雾蓝", "320ml", "器皿", "只", 5990, 2200, 2, 10, None, "高温瓷，可进洗碗机。"),
    Article("HM-MKB-MB", "陶瓷马克杯·米白", "320ml", "器皿", "只", 5990, 2200, 2, 7),
    Article("HM-CWN-01", "手工粗陶茶碗", "", "器皿", "只", 4500, 1650, 2, 4, None, "纯手工拉坯，每只略有不同。"),
    Article("HM-ZCH-01", "竹编茶盒", "", "器皿", "只", 6600, 2900, 3, 2),
    Article("HM-SNL-M", "藤编收纳篮（中）", "30×22×15cm", "家居", "只", 8900, 3600, 3, 7),
    Article("HM-SNL-L", "藤编收纳篮（大）", "38×28×18cm", "家居", "只", 11900, 4800, 3, 4),
    Article("HM-WQN-01", "苎麻围裙", "均码", "家居", "条", 14760, 6200, 3, 5, None, "100%苎麻，水洗后更软。"),
    Article("HM-CDN-02", "苎麻餐垫（2 片装）", "", "家居", "套", 4600, 1700, 3, 4),
    Article("HM-MBU-03", "棉麻抹布（3 条装）", "", "家居", "套", 2500, 800, 3, 5),
    Article("HM-XXL-XS", "雪松香薰蜡烛", "180g", "香薰", "只", 8800, 3300, 2, 4),
    Article("HM-XXS-GH", "桂花香薰石", "", "香薰", "只", 3900, 1300, 2, 4),
    Article("HM-KZI-05", "榉木筷子（5 双）", "", "餐厨", "套", 3600, 1200, 3, 5),
    Article("HM-ZBN-01", "榉木砧板", "36×24cm", "餐厨", "块", 7900, 3100, 3, 3),
    Article("HM-GWD-01", "帆布购物袋", "米色", "家居", "只", 2900, 900, 3, 4),
    Article("HM-LHE-QR", "秋日礼盒", "桂花酱+玄米茶+马克杯", "礼盒", "盒", 16800, 6400, 0, 4, 180),
    Article("HM-MXP-08", "手写明信片套装", "8 张", "文具", "套", 1800, 400, 2, 2),
)
SAMPLE = "HM-GHW-10"
"""Never ordered: its batch expired and is still on the shelf."""
SHORT_DATED = "HM-GHJ-250"
"""Has a batch that expires in twelve days."""
POSTCARD = "HM-MXP-08"
"""Given away with larger orders."""
