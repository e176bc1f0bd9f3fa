"""Three months of orders: drawn one by one, every state that an order can be in, the newest days still open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from random import Random
from typing import Any

from app.services.demo import people
from app.services.demo.goods import ARTICLES, POSTCARD
from app.services.demo.scene import CLOSES, OPENS
from app.services.intake import Incoming
from app.services.tables import Values

DAYS = 92
PROMISE = timedelta(hours=48)
_PLATFORMS = (("taobao", 40), ("douyin", 20), ("pinduoduo", 20), ("jd", 12), ("youzan", 8))
_SHOPS = {
    "taobao": "禾木小铺",
    "douyin": "禾木小铺旗舰店",
    "pinduoduo": "禾木小铺家居",
    "jd": "禾木小铺京东店",
    "youzan": "禾木小程序",
}
_CARRIERS = ("zhongtong", "yuantong", "yunda", "jtexpress", "shunfeng")
_METHODS = {"taobao": "支付宝", "jd": "京东支付", "pinduoduo": "微信", "douyin": "抖音支付", "youzan": "微信"}
_REASONS = ("拍错了", "不想要了", "信息填错，重拍", "未按时付款")
_BUYER_NOTES = ("请放快递柜", "送人的，不要放价格单", "麻烦包严实一点", "周末派送")


@dataclass(slots=True)
class Stream:
    """Draws orders. `now` is the present instant of the demonstration, `count` how many orders there will be."""

    draw: Random
    now: datetime
    count: int
    product_ids: dict[str, int]
    tz: tzinfo
    bare: int = 6
    late: int = 2
    unpaid: int = 2
    serial: int = 0
    _articles: list[Any] = field(default_factory=list)
    _shares: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._articles = [a for a in ARTICLES if a.share]
        self._shares = [a.share for a in self._articles]

    def ages(self) -> list[float]:
        """How long ago each order was placed, in days, the oldest first. Business grows a little over the months."""
        draw = self.draw
        found = []
        for _ in range(self.count):
            age = DAYS * (1 - max(draw.random(), draw.random() ** 1.6))
            found.append(age)
        found.sort(reverse=True)
        return found

    def orders(self, ages: list[float]) -> Iterator[Incoming]:
        """The orders placed at these ages."""
        for age in ages:
            yield self.one(age)

    def one(self, age: float) -> Incoming:
        """One order, with the state that fits its age."""
        draw = self.draw
        self.serial += 1
        placed = _waking_hour(self.now - timedelta(days=age), draw, self.now)
        age = (self.now - placed) / timedelta(days=1)
        platform = draw.choices([p for p, _ in _PLATFORMS], [w for _, w in _PLATFORMS])[0]
        values: Values = {
            "platform": platform,
            "shop_name": _SHOPS[platform],
            "platform_order_id": _platform_id(platform, self.serial, placed),
            "placed_at": placed,
        }
        values |= self._buyer(platform)
        lines = self._lines()
        goods = sum(x["quantity"] * x["unit_price"] for x in lines)
        values["shipping_fee"] = 0 if goods >= 5900 else 800
        values["discount"] = draw.choice((0, 0, 0, 300, 500)) if goods > 6000 else 0
        if draw.random() < 0.06:
            values["buyer_note"] = draw.choice(_BUYER_NOTES)
        one = Incoming(values, lines)
        self._state(one, age, goods + values["shipping_fee"] - values["discount"])
        return one

    def _buyer(self, platform: str) -> Values:
        person = people_of(self.draw.randrange(max(int(self.count * 0.55), 20)))
        if platform in ("pinduoduo", "douyin") and self.draw.random() < 0.5:  # these platforms hide their buyers
            return {
                "buyer_name": person["name"][:1] + "*",
                "phone": f"{person['phone'][:3]}****{person['phone'][-4:]}",
                "address": f"{person['district']}****",
            }
        found: Values = {"buyer_name": person["name"], "phone": person["phone"], "address": person["address"]}
        if platform != "jd":
            found["buyer_nick"] = person["nick"]
        return found

    def _lines(self) -> list[Values]:
        draw = self.draw
        chosen: dict[str, Values] = {}
        for article in draw.choices(self._articles, self._shares, k=draw.choices((1, 2, 3, 4), (58, 28, 11, 3))[0]):
            chosen[article.sku] = {
                "product_id": self.product_ids[article.sku],
                "sku": article.sku,
                "title": article.name,
                "options": article.options or None,
                "quantity": draw.choices((1, 2, 3, 4), (66, 24, 6, 4))[0],
                "unit_price": article.price,
            }
        lines = list(chosen.values())
        if POSTCARD not in chosen and sum(x["unit_price"] for x in lines) > 20_000:
            gift = next(a for a in self._articles if a.sku == POSTCARD)
            lines.append(
                {
                    "product_id": self.product_ids[POSTCARD],
                    "sku": POSTCARD,
                    "title": gift.name,
                    "options": gift.options,
                    "quantity": 1,
                    "unit_price": 0,
                    "gift": True,
                }
            )
        return lines

    def _state(self, one: Incoming, age: float, total: int) -> None:
        draw, v = self.draw, one.values
        paid_at = v["placed_at"] + timedelta(minutes=draw.randint(1, 25))
        fate = draw.random()
        if age < 0.9 and (fate < 0.08 or self.unpaid > 0):
            self.unpaid -= 1
            v |= {"payment": "unpaid", "fulfilment": "new"}
            return
        v |= {"payment": "paid", "paid_at": min(paid_at, self.now), "payment_method": _METHODS[v["platform"]]}
        v["payment_no"] = f"{self.now.year}{self.serial:018d}"
        if fate > 0.965 and age > 1:
            self._cancelled(one, total)
            return
        if self.late and 2.5 < age < 4:
            self.late -= 1
            v["fulfilment"] = "to_ship"
            return
        if age < 1.1 or (age < 1.9 and fate < 0.35):
            v["fulfilment"] = "to_ship"
            return
        self._sent(one, age, total, fate)

    def _cancelled(self, one: Incoming, total: int) -> None:
        v = one.values
        cancelled = v["placed_at"] + timedelta(hours=self.draw.randint(1, 20))
        reason = self.draw.choice(_REASONS)
        v |= {"fulfilment": "cancelled", "cancelled_at": cancelled, "cancel_reason": reason}
        if reason == _REASONS[-1]:
            v |= {"payment": "unpaid", "paid_at": None, "payment_method": None, "payment_no": None}
        else:
            v |= {"payment": "refunded", "refunded": total}

    def _sent(self, one: Incoming, age: float, total: int, fate: float) -> None:
        draw, v = self.draw, one.values
        packed = _next_open(v["paid_at"] + timedelta(hours=draw.randint(3, 34)), self.tz)
        shipped = min(packed, self.now - timedelta(minutes=10))
        v |= {"fulfilment": "shipped", "shipped_at": shipped}
        one.carrier = draw.choice(_CARRIERS)
        if self.bare and age < 3:
            self.bare -= 1
        else:
            parcels = 2 if len(one.lines) > 1 and draw.random() < 0.06 else 1
            one.waybills = tuple(f"{_WAYBILL[one.carrier]}{self.serial:09d}{n}" for n in range(parcels))
        if age > 7.5 or (age > 4 and fate < 0.4):
            done = shipped + timedelta(days=draw.randint(2, 6), hours=draw.randint(0, 12))
            v |= {"fulfilment": "completed", "completed_at": min(done, self.now)}
            if fate < 0.02:
                v |= {"payment": "refunded", "refunded": total, "aftersale": "退货退款"}
            elif fate < 0.045:
                v |= {
                    "payment": "part_refunded",
                    "refunded": max(total // 5 // 100 * 100, 100),
                    "aftersale": "部分退款",
                }


_WAYBILL = {"zhongtong": "7312", "yuantong": "YT88", "yunda": "4312", "jtexpress": "JT52", "shunfeng": "SF14"}


@lru_cache(maxsize=4096)
def people_of(n: int) -> dict[str, str]:
    """Buyer number `n`; the frequent ones are remembered."""
    return people.buyer(n)


def _waking_hour(at: datetime, draw: Random, now: datetime) -> datetime:
    """People order in the day and in the evening: an hour between one and seven at night moves on by nine hours."""
    local_hour = (at.hour + 8) % 24  # the demonstration's shop is in China
    if 1 <= local_hour < 8:
        moved = at + timedelta(hours=9, minutes=draw.randint(0, 50))
        at = moved if moved < now else at - timedelta(hours=8)
    return at.replace(microsecond=0)


def _next_open(at: datetime, tz: tzinfo) -> datetime:
    """Nobody packs parcels at night: what would leave then leaves in the first hours of the next morning."""
    local = at.astimezone(tz)
    if OPENS <= local.time() < CLOSES:
        return at
    day = local.date() + timedelta(days=1 if local.time() >= CLOSES else 0)
    return datetime.combine(day, OPENS, tz) + timedelta(minutes=2 * local.minute, seconds=local.second)


def _platform_id(platform: str, serial: int, placed: datetime) -> str:
    match platform:
        case "taobao":
            return f"4012{serial:09d}330021"
        case "jd":
            return f"3{serial:011d}"
        case "pinduoduo":
            return f"{placed:%y%m%d}-{serial:015d}"
        case "youzan":
            return f"E{placed:%Y%m%d%H%M%S}{serial:010d}"
    return f"69170{serial:014d}"
