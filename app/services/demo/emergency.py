"""Emergency plans of the demonstration shop: versions, readers, supplies, a drill half followed up, two incidents."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select

from app.models.registers.shipments import Shipment, ShipmentLine
from app.services import records, transitions
from app.services.demo.scene import Scene
from app.services.emergency import acknowledging, drill_moves, drills, library, plans, recall, response
from app.services.tables import table
from app.store.reader import Reader
from app.store.uow import UnitOfWork
from app.store.view import View

SUPPLIES: tuple[tuple[str, int, int | None, int, str], ...] = (
    ("干粉灭火器 4kg", 4, 210, 9, "周建国"),
    ("过滤式自救呼吸器", 4, -12, 9, "周建国"),
    ("灭火毯", 1, None, 9, "吴桂香"),
    ("应急手电", 2, 24, 36, "陈小满"),
    ("加密移动硬盘（取证用）", 1, None, 20, "方言"),
    ("封条和“禁止发出”标签", 20, None, 20, "吴桂香"),
    ("带盖周转箱（待检专用）", 2, None, 20, "吴桂香"),
)
"""Item, pieces, days until it expires, days since it was checked, keeper."""
PHONES = {
    "现场指挥（仓库负责人）": ("周建国", "13800000102"),
    "物业消防控制室": ("值班室", "0571-88000119"),
    "总指挥（店主）": ("林晓", "13800000101"),
    "系统管理人": ("方言", "13800000105"),
    "所在地市场监管所": ("值班电话", "0571-88012315"),
    "供应商质量负责人": ("山野食品厂 品控", "13800000088"),
    "店主": ("林晓", "13800000101"),
}
"""Whom a template leaves open: name and telephone, invented."""
DRILLED = (
    ("14:00", "何青在打包区发现热封机冒烟，大声呼救并拨打模拟 119"),
    ("14:02", "吴桂香用灭火器处置，周建国拉下总闸"),
    ("14:04", "烟雾变大，全员沿北侧通道撤离，方言最后离开并关门"),
    ("14:09", "集合点清点，应到 6 人，实到 5 人，耗时比预案多三分钟"),
    ("14:20", "讲评，演练结束"),
)
PROBLEMS = (
    ("北侧通道堆着周转箱，撤离绕行", "划黄线，通道内禁止堆放", "周建国", 12),
    ("两人不会拔灭火器保险销", "每人实操一次", "方言", -6),
    ("集合点没有标牌，有人走错门", "在东门外立集合点标牌", "周建国", 20),
)
COURSE = (
    (70, "顾客反馈桂花酱胀盖，客服报店主"),
    (52, "同批次已全平台下架"),
    (35, "在库的已贴封条移入待检区"),
)


def make(scene: Scene) -> None:
    """Enter it week by week, so that every record has its day."""
    found = scene.at(scene.ago(88), lambda uow: _templates(uow, scene))
    scene.at(scene.ago(36), lambda uow: _supplies(uow, scene))
    for key, ago in (("fire", 85), ("recall", 60), ("data_breach", 5)):
        scene.at(scene.ago(ago), lambda uow, plan=found[key]: _in_force(uow, plan))  # type: ignore[misc]
        scene.at(scene.ago(ago - 2), lambda uow, plan=found[key], k=key: _read(uow, plan, k))  # type: ignore[misc]
    _small_fire(scene, found["fire"])
    drill = _drill(scene, found["fire"])
    second = _revise(scene, drill)
    scene.at(scene.ago(26), lambda uow: _read(uow, second, "second"))
    scene.at(scene.ago(9), lambda uow: _look_after(uow, scene))
    planned = scene.ago(4, 3)
    scene.at(
        planned,
        lambda uow: drills.plan_drill(uow, found["data_breach"], scene.day(-2), "tabletop", "顾客信息外泄桌面推演"),
    )
    _recall(scene, found["recall"])


def _templates(uow: UnitOfWork, scene: Scene) -> dict[str, int]:
    keys = ("fire", "data_breach", "recall", "power")
    owner = scene.staff["林晓"]
    made = dict(zip(keys, library.make_drafts(uow, keys, "zh", owner), strict=True))
    for plan in made.values():
        lines = {n: uow.reader.lines("plans", plan, n) for n in ("steps", "contacts", "supplies")}
        for contact in lines["contacts"]:
            name, phone = PHONES.get(contact["role"], (contact["name"], contact["phone"]))
            contact |= {"name": name, "phone": phone}
        records.save(uow, "plans", plan, {"place": "西湖区样例路 12 号仓库" if plan == made["fire"] else None}, lines)
    return made


def _in_force(uow: UnitOfWork, plan: int) -> None:
    transitions.perform(uow, "plans", plan, "approve", {"approved_by": "林晓"})
    transitions.perform(uow, "plans", plan, "put_in_force")


def _read(uow: UnitOfWork, plan: int, which: str) -> None:
    """Most have read it: the owner on the screen, the others on paper."""
    missing = {"second": {"何青", "方言"}, "data_breach": {"林晓", "吴桂香", "何青"}}.get(which, set())
    for row in acknowledging.readings(uow.reader, plan, uow.actor.name):
        if row.name in missing or row.status != "open":
            continue
        if row.mine:
            transitions.perform(uow, "acknowledgements", row.id, "read")
        else:
            transitions.perform(uow, "acknowledgements", row.id, "sign_paper", {"signed_on": uow.today})


def _by_item(reader: Reader) -> dict[str, int]:
    return {str(r[1]): int(r[0]) for r in reader.iterate(View("plan_supplies", columns=("item",)))}


def _supplies(uow: UnitOfWork, scene: Scene) -> None:
    known = _by_item(uow.reader)
    for item, pieces, expires, _, keeper in SUPPLIES:
        values: dict[str, Any] = {"quantity": pieces, "keeper_id": scene.staff[keeper], "checked_on": uow.today}
        if expires is not None:
            values["expires_on"] = scene.day(expires)
        records.save(uow, "plan_supplies", known[item], values)


def _look_after(uow: UnitOfWork, scene: Scene) -> None:
    """The monthly look: most were checked, the torches were forgotten."""
    known = _by_item(uow.reader)
    for item, _, _, checked, _ in SUPPLIES:
        if checked < 30:
            transitions.perform(uow, "plan_supplies", known[item], "check", {"check_result": "完好"})


def _small_fire(scene: Scene, plan: int) -> None:
    """Fifty days ago a heat sealer smoked: responded to with version 1, reviewed and closed."""
    start = scene.ago(50, 1)
    values = {
        "title": "打包区热封机冒烟", "kind": "fire", "severity": "minor", "happened_at": start,
        "found_at": start + timedelta(minutes=2), "place": "打包区", "found_by": "吴桂香",
        "owner_id": scene.staff["周建国"], "loss": 36_000, "people_hurt": 0,
        "description": "热封机连续工作三小时后冒烟，插线板外壳发黄。",
    }  # fmt: skip
    incident = scene.at(start + timedelta(minutes=3), lambda uow: records.save(uow, "incidents", None, values))

    def respond(uow: UnitOfWork) -> list[int]:
        transitions.perform(uow, "incidents", incident, "respond", {"plan_id": plan})
        return [x["id"] for x in uow.reader.lines("incidents", incident, "responses")]

    steps = scene.at(start + timedelta(minutes=4), respond)
    for n, step in enumerate(steps):
        when = start + timedelta(minutes=5 + 3 * n)
        if n in (3, 6):
            scene.at(when, lambda uow, s=step: response.skip(uow, incident, s, "烟已散，无人受伤，未达到条件"))  # type: ignore[misc]
        else:
            scene.at(when, lambda uow, s=step: response.tick(uow, incident, s))  # type: ignore[misc]
    ended = start + timedelta(minutes=41)
    scene.at(ended, lambda uow: response.add_event(uow, incident, "断电后无复燃，插线板和热封机封存"))
    scene.at(ended, lambda uow: transitions.perform(uow, "incidents", incident, "contain"))
    review = {
        "cause": "插线板老化且超负荷，热封机未按每两小时停歇",
        "went_well": "两分钟内发现并断电，疏散有序",
        "went_badly": "最近的灭火器被纸箱挡住",
        "lessons": "打包区改用独立插座；灭火器前一米禁止堆放，列入每周检查",
    }
    scene.at(scene.ago(47), lambda uow: transitions.perform(uow, "incidents", incident, "close", review))


def _drill(scene: Scene, plan: int) -> int:
    """Forty days ago the fire plan was tried out; of three problems one is not followed up yet."""
    day = scene.day(-40)
    began = datetime.combine(day, time(14), scene.shop.tz)
    drill = scene.at(scene.ago(55), lambda uow: drills.plan_drill(uow, plan, day, "actual", "仓库初起火灾疏散演练"))

    def hold(uow: UnitOfWork) -> list[int]:
        staff = scene.staff
        people = uow.reader.lines("drills", drill, "participants")
        roles = ("总指挥", "现场指挥", "疏散引导", "报警", "急救", "灭火")
        rows: dict[str, list[dict[str, Any]]] = {
            "participants": [
                {"id": x["id"], "staff_id": x["staff_id"], "role": r, "present": x["staff_id"] != staff["何青"]}
                for x, r in zip(people, roles, strict=False)
            ],
            "course": [{"at": at, "what": what} for at, what in DRILLED],
            "problems": [
                {"problem": p, "measure": m, "owner_id": staff[who], "deadline": scene.day(days)}
                for p, m, who, days in PROBLEMS
            ],
            "supplies": uow.reader.lines("drills", drill, "supplies"),
        }
        heads = {
            "recorder_id": staff["陈小满"], "reviewer_id": staff["林晓"], "commander_id": staff["周建国"],
            "scope": "仓库、打包区全体人员",
        }  # fmt: skip
        records.save(uow, "drills", drill, heads, rows)
        transitions.perform(uow, "drills", drill, "hold", {"held_at": began, "minutes": 20})
        return [x["id"] for x in uow.reader.lines("drills", drill, "problems")]

    problems = scene.at(began + timedelta(hours=1), hold)
    judged = {
        "suitability": "partly", "adequacy": "partly", "people_in_place": "some_missing", "duties_done": "clear",
        "supplies_in_place": "enough", "coordination": "fair", "effect": "mostly",
        "evaluation": "能在规定时间内报警、断电、撤离；通道堆物和清点慢是主要问题。",
    }  # fmt: skip
    scene.at(scene.ago(38), lambda uow: transitions.perform(uow, "drills", drill, "evaluate", judged))
    scene.at(scene.ago(37), lambda uow: drill_moves.rectify(uow, drill, problems[0]))
    scene.at(
        scene.ago(37), lambda uow: drill_moves.settle(uow, drill, problems[1], "done", "演练后每人实操一次，全部通过")
    )
    return drill


def _revise(scene: Scene, drill: int) -> int:
    """What the drill taught goes into version 2 of the fire plan."""

    def revise(uow: UnitOfWork) -> int:
        plan = uow.reader.record("drills", drill)["plan_id"]
        made = plans.new_version(uow, plan, "撤离改走东门，集合点改到东门外；补充灭火器实操要求")
        lines = {n: uow.reader.lines("plans", made, n) for n in ("steps", "contacts", "supplies")}
        lines["steps"][4]["place"] = "东门外集合点"
        records.save(uow, "plans", made, {}, lines)
        return made

    made = scene.at(scene.ago(30), revise)
    scene.at(scene.ago(28), lambda uow: _in_force(uow, made))
    return made


def _recall(scene: Scene, plan: int) -> None:
    """Right now a batch is being recalled: some steps are ticked, some buyers are told."""
    with scene.shop.read() as reader:
        batch = _sold_batch(reader)
    if batch is None:
        return
    values = {
        "title": "桂花酱胀盖，同批次召回", "kind": "recall", "severity": "larger", "found_at": scene.ago(0, 1.2),
        "found_by": "陈小满", "owner_id": scene.staff["林晓"], "batch_id": batch,
        "description": "一位顾客反馈瓶盖鼓起，留样开瓶有气泡，疑灌装温度不够。",
    }  # fmt: skip
    incident = scene.at(scene.ago(0, 1.15), lambda uow: records.save(uow, "incidents", None, values))
    began = scene.ago(0, 1.1)
    scene.at(began, lambda uow: transitions.perform(uow, "incidents", incident, "respond", {"plan_id": plan}))
    with scene.shop.read() as reader:
        steps = [x["id"] for x in reader.lines("incidents", incident, "responses")]
        calls = recall.calls(reader, incident)
    for n, step in enumerate(steps[:4]):
        scene.at(began + timedelta(minutes=4 + 9 * n), lambda uow, s=step: response.tick(uow, incident, s))  # type: ignore[misc]
    for minutes, what in COURSE:
        when = scene.now - timedelta(minutes=minutes)
        scene.at(max(when, began), lambda uow, w=what, at=when: response.add_event(uow, incident, w, at))  # type: ignore[misc]
    for call, result in zip(calls, ("told", "no_answer", "eaten"), strict=False):
        scene.at(scene.ago(0, 0.2), lambda uow, c=call, r=result: recall.record_call(uow, incident, c.id, r))  # type: ignore[misc]


def _sold_batch(reader: Reader) -> int | None:
    """A batch that about a dozen parcels held."""
    s, x = table(Shipment), table(ShipmentLine)
    parcels = func.count(func.distinct(s.c.order_id))
    wanted = (
        select(x.c.batch_id, parcels)
        .join(s, s.c.id == x.c.shipment_id)
        .where(x.c.batch_id.is_not(None), s.c.status != "cancelled")
        .group_by(x.c.batch_id)
        .having(parcels >= 3)
    )
    found = [(abs(int(n) - 12), int(batch)) for batch, n in reader.connection.execute(wanted)]
    return min(found)[1] if found else None
