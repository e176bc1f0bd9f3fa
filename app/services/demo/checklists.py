"""Checks of the demonstration shop: three months of them, some late or missed, one half mended, a finding repeated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, update

from app.models.checklists import FAIL, NUMBER, PASS, WORDS
from app.models.registers.checks import CheckAnswer, CheckPhoto
from app.services import duties, records, transitions
from app.services.checklists import library, running
from app.services.checklists.rectifying import default_deadline
from app.services.demo.picture import picture
from app.services.demo.scene import Scene
from app.services.tables import Values, table
from app.store.uow import UnitOfWork
from app.store.view import View

READINGS: Mapping[str, tuple[int, int]] = {
    "冷藏柜温度": (2000, 7000),
    "冷冻柜温度": (-24000, -19000),
    "仓库湿度": (48000, 70000),
    "货堆离墙、离灯的最小距离": (500, 800),
    "主通道宽度": (2000, 2600),
}


@dataclass(frozen=True, slots=True)
class Failed:
    """An item that fails in a run: what was seen, who mends it, and how far that came."""

    item: str
    note: str
    who: str
    level: str = "general"
    reading: int | None = None
    outcome: str = "verified"
    """`verified`, `self` (by the doer), `sent_back`, `done`, or `open`."""
    what: str = "已当场处理"
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """One checklist of the shop: whose it is, how many days ago it began, and its runs by days ago."""

    key: str
    who: str
    verifier: str
    began: int
    every: int
    late: Mapping[int, int] = field(default_factory=dict)
    """Run (counted from the first) → so many days late."""
    missed: frozenset[int] = frozenset()
    failed: Mapping[int, tuple[Failed, ...]] = field(default_factory=dict)


_BLOCKED = "疏散通道、安全出口畅通"
_STACKED = "码放整齐、重物在下"
_EXPIRED = "过期和临期商品已下架"
_PRESSURE = "灭火器压力正常、在有效期内"
_ABSOLUTE = "标题、主图、详情无绝对化用语"
_LABELS = "面单、拣货单用后碎纸"

_WAREHOUSE = {
    2: (Failed(_STACKED, "三层货架顶上放了散箱", "周建国", what="散箱下架，重新码放"),),
    6: (Failed("防鼠防虫到位", "东北角有鼠粪", "周建国", "larger", what="补放挡鼠板两块，请消杀公司处理", cost=26000),),
    9: (Failed(_STACKED, "大促备货，重箱放到了上层", "周建国", what="重箱移到底层，贴限高线", outcome="self"),),
    11: (
        Failed(_EXPIRED, "货架尽头两瓶桂花酱已过期", "吴桂香", "major", what="下架封存，登记报损"),
        Failed("货架稳固、不超载", "B3 货架立柱被撞弯", "周建国", "larger", outcome="open"),
        Failed(_STACKED, "退货箱堆在通道口", "周建国", what="已移到退货区", outcome="done"),
    ),
}
_FIRE = {
    0: (Failed(_PRESSURE, "打包区一具压力偏低", "周建国", "larger", what="送检充装，换上备用的", cost=6000),),
    2: (Failed(_BLOCKED, "安全通道被纸箱占去一半", "周建国", "major", what="搬走一部分", outcome="sent_back"),),
}
_FOOD = {5: (Failed("冷藏柜温度", "柜门没关严", "吴桂香", "larger", 9500, what="调整门封，两小时后复测 4 ℃"),)}
_LISTING = {
    1: (Failed(_ABSOLUTE, "蜂蜜详情写了“最好的”", "方言", "larger", what="改为“当季新蜜”"),),
    5: (Failed("划线价有依据", "马克杯划线价高于七日内最低价", "方言", what="改划线价并截图留存", outcome="self"),),
}
_PRIVACY = {
    0: (Failed(_LABELS, "纸篓里有完整面单", "陈小满", "larger", what="买碎纸机，当天碎掉", cost=19900),),
}
PLANS: tuple[Plan, ...] = (
    Plan("warehouse_weekly", "周建国", "林晓", 84, 7, {3: 2, 8: 1}, frozenset({5}), _WAREHOUSE),
    Plan("fire_monthly", "周建国", "林晓", 68, 30, {}, frozenset(), _FIRE),
    Plan("food_daily", "吴桂香", "林晓", 8, 1, {}, frozenset({3}), _FOOD),
    Plan("listing_weekly", "方言", "林晓", 49, 7, {2: 1}, frozenset(), _LISTING),
    Plan("privacy_monthly", "陈小满", "林晓", 41, 30, {1: 3}, frozenset(), _PRIVACY),
)


def make(scene: Scene) -> None:
    """The checklists, their runs in the order of days, and what became of their findings."""
    started: dict[str, int] = {}
    for plan in PLANS:
        started[plan.key] = scene.at(scene.ago(plan.began, 2), lambda uow, p=plan: _template(uow, scene, p))  # type: ignore[misc]
    runs = [(days, plan, n) for plan in PLANS for n, days in _days(plan)]
    for days, plan, n in sorted(runs, key=lambda run: -run[0]):
        _run(scene, started[plan.key], plan, n, days)
    _begin(scene, started["food_daily"])
    scene.at(scene.now, duties.roll)


def _days(plan: Plan) -> list[tuple[int, int]]:
    """(run, days ago) of the runs that were made; today's is left to be done."""
    found: list[tuple[int, int]] = []
    for n in range(plan.began // plan.every + 1):
        days = plan.began - n * plan.every - plan.late.get(n, 0)
        if days > 0 and n not in plan.missed:
            found.append((n, days))
    return found


def _template(uow: UnitOfWork, scene: Scene, plan: Plan) -> int:
    entry = next(e for e in library.library("zh") if e.key == plan.key)
    library.take(uow, "zh", [plan.key])
    (found,) = (i for i, r in _templates(uow).items() if r["library_key"] == plan.key)
    values: Values = {
        "rhythm": entry["rhythm"],
        "start_on": scene.day(-plan.began),
        "owner_id": scene.staff[plan.who],
        "verifier_id": scene.staff[plan.verifier],
        "grace_days": 0 if plan.every == 1 else 2 if plan.every == 7 else 5,
    }
    records.save(uow, "check_templates", found, values)
    return found


def _templates(uow: UnitOfWork) -> dict[int, dict[str, Any]]:
    return uow.reader.records("check_templates", uow.reader.ids(View("check_templates")))


def _run(scene: Scene, template: int, plan: Plan, n: int, days: int) -> None:
    """One run: begun, answered and finished within the hour."""
    failed = {f.item: f for f in plan.failed.get(n, ())}
    when = scene.ago(days, 1)
    planned = scene.day(n * plan.every - plan.began)

    def work(uow: UnitOfWork) -> int:
        check = running.start(uow, template, checker_id=scene.staff[plan.who], planned_on=planned)
        _answer(uow, scene, check, failed)
        return check

    check = scene.at(when, work)
    scene.at(when + timedelta(minutes=35), lambda uow: transitions.perform(uow, "checks", check, "finish"))
    for f in failed.values():
        _mend(scene, check, plan, f, when)


def _answer(uow: UnitOfWork, scene: Scene, check: int, failed: Mapping[str, Failed]) -> None:
    """All answers of a run at once: the demonstration shop need not keep each keystroke."""
    t = table(CheckAnswer)
    for row in uow.reader.lines("checks", check, "answers"):
        found = failed.get(row["text"])
        values: Values = {"result": PASS}
        if row["kind"] == NUMBER:
            low, high = READINGS[row["text"]]
            reading = found.reading if found is not None else scene.draw.randrange(low, high + 1, 100)
            values["reading"] = reading
        elif row["kind"] == WORDS:
            values = {"result": "noted", "said": "无" if not failed else "见整改单"}
        if found is not None:
            values |= {
                "result": FAIL,
                "note": found.note,
                "level": found.level,
                "owner_id": scene.staff[found.who],
                "deadline": default_deadline(uow.reader, found.level, uow.today),
            }
        uow.connection.execute(update(t).where(t.c.id == row["id"]).values(**values))
        if row["photo_needed"]:
            _photo(uow, check, row["id"], f"现场{row['position']:02d}.png")


def _photo(uow: UnitOfWork, check: int, answer: int, name: str) -> None:
    made = uow.attach("checks", check, name, "image/png", picture(answer), uow.today)
    uow.connection.execute(insert(table(CheckPhoto)).values(attachment_id=made, check_id=check, answer_id=answer))


def _mend(scene: Scene, check: int, plan: Plan, f: Failed, when: datetime) -> None:
    """What became of a finding, in the days after it was found and before now."""
    with scene.shop.read() as reader:
        rows = reader.lines("checks", check, "answers")
        made = next(r["rectification_id"] for r in rows if r["text"] == f.item)
    if f.outcome == "open":
        return
    doer = scene.staff[f.who]
    verifier = doer if f.outcome == "self" else scene.staff[plan.verifier]
    mended = min(scene.at_work(when + timedelta(hours=26)), scene.ago(0, 3))
    asked: Values = {"done_what": f.what, "done_by": doer, "cost": f.cost}

    def done(uow: UnitOfWork) -> None:
        transitions.perform(uow, "rectifications", made, "done", asked | {"done_on": uow.today})

    def looked(uow: UnitOfWork) -> None:
        seen: Values = {"verifier_id": verifier, "verified_on": uow.today}
        if f.outcome == "sent_back":
            transitions.perform(
                uow, "rectifications", made, "send_back", seen | {"opinion": "仍占通道三分之一，须全部清空"}
            )
        else:
            transitions.perform(uow, "rectifications", made, "verify", seen | {"opinion": "已看现场，符合标准"})

    scene.at(mended, done)
    if f.outcome != "done":
        scene.at(min(scene.at_work(mended + timedelta(hours=20)), scene.ago(0, 1)), looked)


def _begin(scene: Scene, template: int) -> None:
    """Today's daily control is half way."""

    def work(uow: UnitOfWork) -> None:
        check = running.start(uow, template, checker_id=scene.staff["吴桂香"])
        for row in uow.reader.lines("checks", check, "answers")[:3]:
            running.answer(uow, check, row["id"], {"result": PASS})

    scene.at(max(scene.ago(0, 1), scene.midnight(0)), work)
