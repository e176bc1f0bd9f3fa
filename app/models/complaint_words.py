"""The fixed answers of a complaint: channels, categories, states after GB/T 19012 (ISO 10002), reasons."""

from __future__ import annotations

from app.core.i18n import N_
from app.models.kinds import Option
from app.models.remedy_words import KINDS

AUTHORITY = "12315"
"""The channel by which the market supervision authority passes a complaint on."""

CHANNELS = (
    Option("platform", N_("Platform"), aliases=("平台", "平台投诉", "平台介入")),
    Option("chat", N_("Chat"), aliases=("旺旺", "咚咚", "在线客服", "聊天", "客服")),
    Option("phone", N_("Telephone"), aliases=("电话", "来电")),
    Option("in_person", N_("In person"), aliases=("到店", "当面", "上门", "来访")),
    Option(AUTHORITY, N_("12315"), "amber", aliases=("12345", "市场监管", "工商", "市监局")),
    Option("letter", N_("Letter"), aliases=("来信", "信函", "邮件", "email")),
    Option("other", N_("Other"), aliases=("其他", "其它")),
)
CATEGORIES = (
    Option("quality", N_("Quality"), aliases=("质量", "质量问题", "商品质量", "产品质量", "质量类")),
    Option(
        "mismatch",
        N_("Not as described"),
        aliases=("货不对板", "货不对版", "描述不符", "与描述不符", "错发", "发错货", "发错"),
    ),
    Option(
        "logistics",
        N_("Delivery problem"),
        aliases=("物流", "快递", "发货慢", "物流问题", "破损", "运输破损", "丢件", "漏发", "少件", "少发", "未收到货"),
    ),
    Option("service", N_("Service"), aliases=("服务", "服务态度", "客服态度", "态度", "服务类")),
    Option("price", N_("Price dispute"), aliases=("价格", "价格争议")),
    Option("refund", N_("Return or refund"), aliases=("退款", "退货", "售后", "退换货", "退换", "换货", "售后服务")),
    Option("food_safety", N_("Food safety"), aliases=("食品安全", "异物", "过期")),
    Option("advertising", N_("False advertising"), aliases=("虚假宣传", "夸大宣传", "广告")),
    Option("privacy", N_("Privacy"), aliases=("隐私", "隐私泄露", "信息泄露")),
    Option("other", N_("Other"), aliases=("其他", "其它")),
)
SEVERITIES = (
    Option("minor", N_("Minor"), "neutral", aliases=("轻微", "低")),
    Option("normal", N_("Normal"), "neutral", aliases=("一般", "中")),
    Option("serious", N_("Serious"), "amber", aliases=("严重", "高")),
    Option("critical", N_("Very serious"), "amber", aliases=("重大", "紧急")),
)
STATUS = (
    Option(
        "received",
        N_("New complaint"),
        "amber",
        aliases=("待处理", "未处理", "新建", "未结案", "未办结", "未完结", "否"),
    ),
    Option("accepted", N_("Taken on"), "blue", aliases=("受理",)),
    Option("acknowledged", N_("Acknowledged"), "blue"),
    Option("investigating", N_("Investigating"), "blue", aliases=("处理中",)),
    Option("responded", N_("Reply given"), "blue", aliases=("答复",)),
    Option("closed", N_("Case closed"), "accent", aliases=("已完结", "完结", "已处理", "结案", "已办结", "办结", "是")),
    Option("refused", N_("Turned down"), "neutral", aliases=("不受理",)),
    Option("reopened", N_("Reopened"), "amber"),
)
OPEN = ("received", "accepted", "acknowledged", "investigating", "responded", "reopened")
SETTLED = ("closed", "refused")
TIMING = (
    Option("running", N_("Clock runs"), "neutral"),
    Option("paused", N_("Clock paused"), "amber"),
    Option("settled", N_("Clock stopped"), "neutral"),
)
AUTHORITY_STATE = (
    Option("none", N_("No authority"), "neutral"),
    Option("open", N_("Authority waits"), "amber"),
    Option("answered", N_("Authority answered"), "blue"),
    Option("ended", N_("Authority's case ended"), "neutral"),
)
VALIDITY = (
    Option("founded", N_("Founded"), aliases=("属实", "有效")),
    Option("partly", N_("Partly founded"), aliases=("部分属实", "部分")),
    Option("unfounded", N_("Unfounded"), aliases=("不属实", "无效")),
)
ROOT_CAUSES = (
    Option("product", N_("The goods themselves")),
    Option("supplier", N_("Supplier"), aliases=("供货商",)),
    Option("packing", N_("Packing"), aliases=("打包",)),
    Option("carrier", N_("Carrier"), aliases=("物流", "快递")),
    Option("listing", N_("Listing or wording"), aliases=("描述", "宣传")),
    Option("staff", N_("Our own mistake"), aliases=("人为", "操作失误")),
    Option("process", N_("Missing rule or step"), aliases=("流程", "制度")),
    Option("system", N_("Platform or system"), aliases=("系统",)),
    Option("customer", N_("Misunderstanding or use"), aliases=("客户原因", "买家原因")),
    Option("unknown", N_("Not to be found out"), aliases=("不明",)),
)
REMEDY_KINDS = (
    *KINDS,
    Option("explained", N_("Explained"), aliases=("解释", "说明")),
    Option("goodwill", N_("Apology or goodwill"), aliases=("道歉", "致歉")),
    Option("corrected", N_("Put right otherwise"), aliases=("改正", "整改")),
    Option("nothing", N_("Nothing is owed"), aliases=("无需补救",)),
)
"""How a complaint was put right. Those of `BOOKED` are records of their own, which cap and book them."""
BOOKED = tuple(o.key for o in KINDS)
ANSWERS = (
    Option("satisfied", N_("Satisfied"), "accent", aliases=("是", "非常满意", "基本满意")),
    Option("accepted", N_("Agreed to"), "accent", aliases=("同意", "认可")),
    Option("not_accepted", N_("Not accepted"), "amber", aliases=("不同意", "不认可", "不满意", "否")),
    Option("no_answer", N_("No answer"), "neutral", aliases=("联系不上", "无回应", "未回复")),
)
REFUSALS = (
    Option("too_old", N_("More than three years since the customer knew")),
    Option("not_ours", N_("Neither our goods nor our service")),
    Option("not_consumer", N_("Not bought for daily use")),
    Option("settled", N_("Settled already, nothing new")),
    Option("elsewhere", N_("Before a court, an arbitrator or another authority")),
    Option("no_facts", N_("No facts, no way to reach the customer")),
    Option("other", N_("Other")),
)
"""Why a complaint is not taken on; after 市场监督管理投诉举报处理办法 art. 16 (in force 2026-04-15)."""
CLOCKS = (
    Option("first_reply", N_("First reply")),
    Option("resolve", N_("Resolution")),
    Option("authority", N_("Authority's term")),
    Option("mediation", N_("Mediation")),
)
PAUSABLE = tuple(o for o in CLOCKS if o.key in ("resolve", "mediation"))
"""The clocks that the shop may pause. The authority's term is not its to stop: a letter with another date moves it."""
TESTING = "testing"
"""The one reason for which mediation pauses (市场监督管理投诉举报处理办法 art. 23)."""
PROMISES = ("first_reply", "resolve")
"""The clocks of the shop's own promise."""
KEPT = (
    Option("kept", N_("Kept"), "neutral"),
    Option("late", N_("Broken"), "red"),
    Option("unknown", N_("Not known"), "neutral"),
)
"""Whether a term was kept the first time; not known where it ended before the entry and nobody wrote down when."""
PAUSE_REASONS = (
    Option("goods", N_("Waiting for the customer's goods")),
    Option(TESTING, N_("Testing or inspection")),
    Option("papers", N_("Waiting for the customer's proof")),
    Option("answer", N_("Waiting for the customer's answer")),
    Option("carrier", N_("Waiting for the carrier's inquiry")),
    Option("other", N_("Other")),
)
DIRECTIONS = (
    Option("in", N_("From the customer"), "blue"),
    Option("out", N_("To the customer"), "neutral"),
)
UNITS = (
    Option("hours", N_("hours")),
    Option("days", N_("calendar days")),
    Option("workdays", N_("working days")),
)
