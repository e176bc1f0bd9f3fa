"""What shops have of emergency plans, drills, incidents and supplies, as they keep it in their own workbooks."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.errors import Invalid, NotAllowed
from app.services import records, transitions
from app.services.emergency.months import add_months
from app.services.today import board
from app.store.view import View
from tests.imports.desk import Counter


def people(counter: Counter) -> None:
    counter.drop(counter.file("staff.csv", "姓名,岗位", "林晓,店主", "周晚,仓库"))


def test_a_list_of_plans_with_person_and_review_date(counter: Counter) -> None:
    people(counter)
    head = "预案名称,预案类别,适用事件,负责人,生效日期,下次评审,编制目的"
    done = counter.drop(counter.file("p.csv", head, "仓库火灾预案,专项,火灾,林晓,2026/1/5,2027-01-05,先救人后救货",
                                     "停电处置,现场处置方案,停电,周晚,,,"))  # fmt: skip
    assert (done.register, done.new, done.rejected) == ("plans", 2, ())
    first = next(p for p in counter.all("plans") if p["subject"] == "fire")
    assert (first["kind"], first["status"], first["edition"], first["review_on"]) == (
        "special", "draft", 1, date(2027, 1, 5),
    )  # fmt: skip
    assert first["number"] == first["plan_key"] and first["owner_id"] is not None


def test_drills_of_the_past_keep_their_day_and_judgement(counter: Counter) -> None:
    people(counter)
    counter.drop(counter.file("p.csv", "预案名称,预案类别,适用事件", "仓库火灾预案,专项,火灾"))
    head = "演练名称,预案名称,演练类型,计划日期,实际演练日期,总指挥,演练效果,状态"
    row = "疏散演练,仓库火灾预案,实战,2025/5/6,2025/5/8,林晓,达到预期目标,已完成"
    done = counter.drop(counter.file("d.csv", head, row))
    assert (done.register, done.new, done.rejected) == ("drills", 1, ())
    drill = counter.all("drills")[0]
    assert (drill["status"], drill["held_on"], drill["effect"], drill["plan_name"]) == (
        "closed", date(2025, 5, 8), "reached", "仓库火灾预案",
    )  # fmt: skip


def test_closed_incidents_are_not_due_for_a_report(counter: Counter) -> None:
    people(counter)
    head = "事件名称,事件类型,事件等级,发现时间,负责人,事件经过,损失金额,状态"
    row = "客服账号被盗,数据泄露,较大,2025-03-02 09:10,林晓,改密码后恢复,1200,已结案"
    done = counter.drop(counter.file("i.csv", head, row))
    assert (done.register, done.new, done.rejected) == ("incidents", 1, ())
    incident = counter.all("incidents")[0]
    assert (incident["status"], incident["must_report"], incident["loss"]) == ("closed", False, 120_000)
    assert incident["business_date"] == date(2025, 3, 2)


@pytest.mark.parametrize("heading", ["下次检查日期", "复查日期"])
def test_supplies_bring_keeper_expiry_and_next_check(counter: Counter, heading: str) -> None:
    people(counter)
    head = f"物资名称,数量,存放地点,保管人,检查日期,有效期至,{heading}"
    done = counter.drop(
        counter.file("s.csv", head, "灭火器,4,门口,周晚,2026/5/1,2027/5/1,2026/6/20", "手电,2,前台,周晚,2026/5/1,,")
    )
    assert (done.register, done.new, done.rejected) == ("plan_supplies", 2, ())
    found = {s["item"]: s for s in counter.all("plan_supplies")}
    assert found["灭火器"]["next_check_on"] == date(2026, 6, 20)
    assert found["手电"]["next_check_on"] == add_months(date(2026, 5, 1), 1)
    assert found["灭火器"]["expires_on"] == date(2027, 5, 1)


def test_a_plan_that_is_in_force_comes_in_as_such(counter: Counter) -> None:
    people(counter)
    head = "预案名称,类别,适用事件,状态,版本,批准人,生效日期,负责人"
    done = counter.drop(counter.file(
        "p.csv", head, "仓库火灾专项预案,专项,火灾,现行,3,林晓,2026-03-01,林晓",
        "停电处置,现场处置方案,停电,废止,1,林晓,2024-03-01,林晓", "没有日期,专项,火灾,现行,1,林晓,,林晓",
    ))  # fmt: skip
    assert (done.register, done.new, len(done.rejected)) == ("plans", 2, 1)
    fire, power = sorted(counter.all("plans"), key=lambda p: p["status"])
    assert (fire["status"], fire["edition"], fire["approved_by"]) == ("in_force", 3, "林晓")
    assert (fire["next_drill_on"], fire["review_on"]) == (date(2027, 3, 1), date(2027, 3, 1))
    assert fire["readers"] == fire["unread"] == 2
    assert power["status"] == "withdrawn" and power["next_drill_on"] is None
    with counter.shop.read() as reader:
        fed = [
            d for d in reader.records("duties", reader.ids(View("duties"))).values() if d["source_register"] == "plans"
        ]
    assert {d["kind"] for d in fed} == {"drill", "review"}


def test_the_steps_of_a_plan_that_came_in_as_being_in_force_are_entered_once(counter: Counter) -> None:
    people(counter)
    head = "预案名称,类别,适用事件,状态,生效日期,负责人"
    plan = counter.look(counter.file("p.csv", head, "仓库火灾专项预案,专项,火灾,现行,2026-03-01,林晓"))
    assert any("without its steps" in str(w) and "仓库火灾专项预案" in str(w) for w in plan.outcome.warnings)
    counter.drop(counter.file("p.csv", head, "仓库火灾专项预案,专项,火灾,现行,2026-03-01,林晓"))
    (fire,) = counter.all("plans")

    def due() -> list[str]:
        with counter.shop.read() as reader:
            return [i.rule for i in board(reader).items if i.register == "plans"]

    assert "no_steps" in due()
    steps = {"steps": [{"action": "呼救并拨打 119", "who": "发现人"}], "contacts": [{"role": "消防", "phone": "119"}]}

    def enter(values: dict[str, object], lines: dict[str, list[dict[str, object]]]) -> None:
        counter.shop.change(lambda uow: records.save(uow, "plans", fire["id"], values, lines))

    with pytest.raises(Invalid, match="never changes"):
        enter({"name": "别的预案"}, steps)
    with pytest.raises(Invalid, match="without a step"):
        enter({}, {"contacts": steps["contacts"]})
    enter({"scope": "仓库"}, steps)
    assert counter.all("plans")[0]["scope"] == "仓库", "what the list left out is entered with them"
    assert "no_steps" not in due()
    with pytest.raises(NotAllowed, match="never changes"):
        enter({}, steps)
    incident = counter.shop.change(
        lambda uow: records.save(uow, "incidents", None, {"title": "冒烟", "kind": "fire", "found_at": uow.now})
    )
    counter.shop.change(lambda uow: transitions.perform(uow, "incidents", incident, "respond", {"plan_id": fire["id"]}))
    with counter.shop.read() as reader:
        assert [x["action"] for x in reader.lines("incidents", incident, "responses")] == ["呼救并拨打 119"]
