"""Invented buyers: names, accounts, telephones of an unassigned pattern, addresses on roads that do not exist."""

from __future__ import annotations

from random import Random

_SURNAMES = (
    "陈赵王李何周孙吴郑冯许沈韩唐曹林徐马朱胡郭高罗梁宋谢邓萧程傅彭吕苏卢蒋"
    "蔡贾丁魏薛叶余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆孔白崔康毛邱秦江史顾"
)
_GIVEN = (
    "予安", "思齐", "沐辰", "清欢", "以宁", "怀瑾", "嘉木", "书瑶", "知远", "念初", "星河", "若溪", "南风", "一诺",
    "景行", "静姝", "云舒", "子衿", "明远", "采薇", "听雨", "长乐", "安然", "晚晴", "可心", "乐天", "雨桐", "浩然",
    "梓涵", "佳宁", "文博", "晓棠", "小满", "立夏", "白露", "知秋", "冬青", "半夏", "青禾", "望舒",
)  # fmt: skip
_PLACES = (
    ("浙江省", "杭州市", "西湖区"), ("浙江省", "宁波市", "鄞州区"), ("江苏省", "南京市", "鼓楼区"),
    ("江苏省", "苏州市", "姑苏区"), ("上海市", "上海市", "徐汇区"), ("上海市", "上海市", "杨浦区"),
    ("北京市", "北京市", "朝阳区"), ("北京市", "北京市", "海淀区"), ("广东省", "广州市", "天河区"),
    ("广东省", "深圳市", "南山区"), ("四川省", "成都市", "武侯区"), ("湖北省", "武汉市", "洪山区"),
    ("湖南省", "长沙市", "岳麓区"), ("福建省", "厦门市", "思明区"), ("山东省", "青岛市", "市南区"),
    ("陕西省", "西安市", "雁塔区"), ("重庆市", "重庆市", "渝中区"), ("辽宁省", "大连市", "中山区"),
    ("河南省", "郑州市", "金水区"), ("安徽省", "合肥市", "蜀山区"), ("云南省", "昆明市", "五华区"),
)  # fmt: skip
_ROADS = ("样例路", "示范街", "试写巷", "虚构大道", "演示里", "范本弄")
_HANDLES = (
    "小满的茶",
    "慢慢来",
    "一只橘猫",
    "秋天的信",
    "住在海边",
    "山里人家",
    "爱喝茶",
    "今天吃什么",
    "木木",
    "云朵收藏家",
)


def buyer(n: int) -> dict[str, str]:
    """Buyer number `n`: the same for every run. Telephones start with 13800, and run through six digits."""
    draw = Random(n * 7919 + 17)
    name = draw.choice(_SURNAMES) + draw.choice(_GIVEN)
    if draw.random() < 0.02:
        name = draw.choice(("Wang M.", "Li Na", "Chen Yu", "J. Zhao"))
    province, city, district = draw.choice(_PLACES)
    start = province if province != city else ""
    road = f"{draw.choice(_ROADS)} {draw.randint(1, 899)} 号 {draw.randint(1, 28)} 幢 {draw.randint(101, 2604)} 室"
    return {
        "name": name,
        "phone": f"13800{n % 1_000_000:06d}",
        "nick": f"{draw.choice(_HANDLES)}{n}",
        "address": f"{start}{city}{district}{road}",
        "district": f"{start}{city}{district}",
    }
