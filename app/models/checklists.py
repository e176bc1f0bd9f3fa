"""Words that checklist templates and the checks made with them share: areas, kinds of answers, results, item fields."""

from __future__ import annotations

from app.core.i18n import N_
from app.models.declaration import Field
from app.models.kinds import Choice, Integer, LineText, LongText, Option, YesNo
from app.models.reading import Reading

AREAS = (
    Option("fire", N_("Fire safety"), aliases=("消防", "防火")),
    Option("warehouse", N_("Warehouse"), aliases=("仓库", "库房")),
    Option("food", N_("Food safety"), aliases=("食品", "食安")),
    Option("listing", N_("Listings and advertising"), aliases=("宣传", "广告", "商品宣传")),
    Option("privacy", N_("Personal data"), aliases=("隐私", "数据", "信息安全")),
    Option("platform", N_("Platform rules"), aliases=("平台", "合规")),
    Option("finance", N_("Payment and tax"), aliases=("财税", "财务", "税务")),
    Option("packing", N_("Packing and dispatch"), aliases=("打包", "包装", "发货")),
    Option("other", N_("Other area"), aliases=("其他", "综合")),
)
"""What a checklist is about."""

JUDGE, NUMBER, WORDS = "judge", "number", "words"
KINDS = (
    Option(JUDGE, N_("Passed or not"), aliases=("判断", "合格/不合格", "是否")),
    Option(NUMBER, N_("A number"), aliases=("数值", "读数", "测量")),
    Option(WORDS, N_("Words"), aliases=("文字", "填写")),
)
"""How an item is answered. A number with limits passes or fails by itself; words are recorded and not scored."""

PASS, FAIL, SKIP, NOTED = "pass", "fail", "na", "noted"
RESULTS = (
    Option(PASS, N_("Passed"), "accent", aliases=("合格", "符合", "√")),
    Option(FAIL, N_("Not passed"), "red", aliases=("不合格", "不符合", "×")),
    Option(SKIP, N_("Not applicable"), "neutral", aliases=("不适用", "/")),
    Option(NOTED, N_("Recorded"), "blue", aliases=("已记录",)),
)

LEVELS = (
    Option("general", N_("Ordinary"), "neutral", aliases=("一般", "一般隐患", "低", "轻微", "minor", "low")),
    Option("larger", N_("Significant"), "amber", aliases=("较大", "较大隐患", "中", "medium", "moderate")),
    Option("major", N_("Major"), "amber", aliases=("重大", "重大隐患", "高", "严重", "high", "critical")),
)
"""How bad a finding is. Red is kept for what is overdue or failed."""

LARGEST_WEIGHT = 100

ITEM_FIELDS = (
    Field("section", N_("Part of the list"), LineText(width=12), import_names=("分类", "检查类别")),
    Field("text", N_("What is checked"), LineText(width=30, limit=300), required=True,
          import_names=("检查项目", "检查内容", "项目")),
    Field("standard", N_("Standard"), LineText(width=22), import_names=("检查标准", "标准", "合格标准")),
    Field("kind", N_("Kind of answer"), Choice(width=12, options=KINDS), required=True, default=JUDGE),
    Field("low", N_("At least"), Reading()),
    Field("high", N_("At most"), Reading()),
    Field("unit", N_("Unit"), LineText(width=6, limit=20)),
    Field("photo_needed", N_("Photo"), YesNo(), default=False),
    Field("critical", N_("Critical"), YesNo(), default=False),
    Field("weight", N_("Weight"), Integer(width=6, minimum=1, maximum=LARGEST_WEIGHT), default=1),
    Field("method", N_("How to look"), LineText(width=16), import_names=("检查方法", "方法")),
    Field("clause", N_("Clause"), LineText(width=20)),
    Field("measure", N_("Corrective measure"), LongText(width=20)),
)  # fmt: skip
"""The wording of one item. A check copies all of it, so that a template can be edited freely."""
ITEM_NAMES = tuple(f.name for f in ITEM_FIELDS)
