"""Drills: bound to a version, judged once they were held, closed only when every problem is followed up."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from app.core.errors import Invalid, NotAllowed, UserError
from app.services import duties, links
from app.services.emergency import drill_moves, drills
from app.store.view import View
from tests.services.emergency.conftest import Drillground

GOOD = {
    "suitability": "all", "adequacy": "full", "people_in_place": "quick", "duties_done": "practised",
    "supplies_in_place": "enough", "coordination": "efficient", "effect": "reached",
}  # fmt: skip


def planned(ground: Drillground, **more: Any) -> int:
    plan = ground.force(ground.draft(**more))
    return int(ground.do(drills.plan_drill, plan, ground.today + timedelta(days=10)))


def held(ground: Drillground, problems: int = 0, **more: Any) -> int:
    """A drill held at noon, ten days later, everyone present, with so many problems."""
    drill = planned(ground, **more)
    people = [
        {"id": x["id"], "staff_id": x["staff_id"], "present": True}
        for x in ground.lines("drills", drill, "participants")
    ]
    owner = ground.staff["周晚"]
    found = [
        {"problem": f"问题{n}", "measure": "改", "owner_id": owner, "deadline": ground.today + timedelta(days=30)}
        for n in range(problems)
    ]
    ground.later(days=10)
    ground.save("drills", drill, {"recorder_id": owner, "reviewer_id": owner}, participants=people, problems=found,
                course=[{"at": "14:05", "what": "报警"}], supplies=[])  # fmt: skip
    ground.move("drills", drill, "hold", held_at=ground.shop.clock(), minutes=25)
    return drill


def test_a_drill_takes_its_people_and_supplies_from_the_plan(ground: Drillground) -> None:
    supply = ground.save("plan_supplies", None, {"item": "灭火器", "place": "门口", "quantity": 2})
    plan = ground.draft()
    ground.save("plans", plan, {}, steps=[{"action": "报警"}], contacts=[{"role": "火警", "phone": "119"}],
                supplies=[{"supply_id": supply, "quantity": 2}])  # fmt: skip
    assert ground.lines("plans", plan, "supplies")[0]["place"] == "门口"
    drill = ground.do(drills.plan_drill, ground.force(plan), ground.today + timedelta(days=10))
    stored = ground.record("drills", drill)
    assert (stored["number"], stored["plan_name"], stored["edition"]) == ("DR-2026-0001", "仓库火灾专项预案", 1)
    assert (stored["invited"], stored["present"], stored["commander_id"]) == (3, 0, ground.staff["林晓"])
    assert [x["item"] for x in ground.lines("drills", drill, "supplies")] == ["灭火器"]


def test_a_draft_is_not_drilled(ground: Drillground) -> None:
    with pytest.raises(Invalid):
        ground.do(drills.plan_drill, ground.draft(), ground.today)


def test_what_is_yet_to_come_was_not_held(ground: Drillground) -> None:
    drill = planned(ground)
    with pytest.raises(Invalid):
        ground.move("drills", drill, "hold", held_at=ground.shop.clock() + timedelta(hours=1))


def test_holding_it_meets_the_duty_and_sets_the_next_drill(ground: Drillground) -> None:
    drill = held(ground, kind="onsite")
    plan = ground.record("plans", ground.record("drills", drill)["plan_id"])
    assert (plan["last_drill_on"], plan["next_drill_on"]) == (date(2026, 3, 12), date(2026, 9, 12))
    with ground.shop.read() as reader:
        assert duties.tally(reader, date(2026, 1, 1), date(2027, 1, 1), "plans", plan["id"], "drill").done == 1


def test_a_good_drill_is_evaluated_and_closed(ground: Drillground) -> None:
    drill = held(ground)
    ground.move("drills", drill, "evaluate", **GOOD, evaluation="顺利")
    ground.move("drills", drill, "close")
    stored = ground.record("drills", drill)
    assert (stored["status"], stored["present"], stored["effect"]) == ("closed", 3, "reached")
    with pytest.raises(NotAllowed):
        ground.save("drills", drill, {"scope": "后来改"})


def test_nobody_present_is_no_drill(ground: Drillground) -> None:
    drill = planned(ground)
    ground.later(days=10)
    ground.move("drills", drill, "hold", held_at=ground.shop.clock())
    with pytest.raises(Invalid) as refused:
        ground.move("drills", drill, "evaluate", **GOOD)
    assert [p.field for p in refused.value.problems] == ["participants"]


def test_a_failed_drill_is_drilled_again(ground: Drillground) -> None:
    drill = held(ground, problems=1)
    bad = GOOD | {"effect": "failed"}
    with pytest.raises(Invalid) as refused:
        ground.move("drills", drill, "evaluate", **bad)
    assert [p.field for p in refused.value.problems] == ["redrill_on"]
    again_on = ground.today + timedelta(days=30)
    ground.move("drills", drill, "evaluate", **bad, redrill_on=again_on)
    with ground.shop.read() as reader:
        again = reader.ids(View("drills", chip="planned"))
        assert [(x.register, x.id) for x in links.linked(reader, "drills", drill)] == [("drills", again[0])]
    stored = ground.record("drills", again[0])
    assert (stored["planned_on"], stored["redrill_of_id"], stored["invited"]) == (again_on, drill, 3)


def test_a_failed_drill_of_a_repealed_plan_is_judged_and_not_drilled_again(ground: Drillground) -> None:
    bad = {**GOOD, "effect": "failed"}
    asked, given = held(ground, problems=1), held(ground, problems=1, name="停电预案")
    for drill in (asked, given):
        plan = ground.record("drills", drill)["plan_id"]
        ground.move("plans", plan, "withdraw", withdraw_reason="不再适用")
    ground.move("drills", asked, "evaluate", **bad)
    ground.move("drills", given, "evaluate", **bad, redrill_on=ground.today + timedelta(days=30))
    with ground.shop.read() as reader:
        assert sorted(reader.ids(View("drills"))) == sorted((asked, given))
        for drill in (asked, given):
            assert reader.record("drills", drill)["status"] == "evaluated"
            assert "未安排再次演练" in reader.notes("drills", drill)[0]["text"]


def test_a_bad_judgement_names_its_problems(ground: Drillground) -> None:
    drill = held(ground)
    with pytest.raises(Invalid) as refused:
        ground.move("drills", drill, "evaluate", **(GOOD | {"adequacy": "no"}))
    assert [p.field for p in refused.value.problems] == ["problems"]


def test_it_stays_open_while_a_problem_has_no_follow_up(ground: Drillground) -> None:
    drill = held(ground, problems=4)
    ground.move("drills", drill, "evaluate", **GOOD)
    lines = ground.lines("drills", drill, "problems")
    with pytest.raises(NotAllowed):
        ground.move("drills", drill, "close")
    notice = ground.do(drill_moves.rectify, drill, lines[0]["id"])
    draft = ground.do(drill_moves.revise, drill, lines[1]["id"])
    ground.do(drill_moves.settle, drill, lines[2]["id"], "done", "当场换了电池")
    assert ground.record("drills", drill)["open_problems"] == 1
    with pytest.raises(NotAllowed):
        ground.move("drills", drill, "close")
    with pytest.raises(UserError):
        ground.do(drill_moves.settle, drill, lines[3]["id"], "accepted", "  ")
    ground.do(drill_moves.settle, drill, lines[3]["id"], "accepted", "影响很小")
    ground.move("drills", drill, "close")
    mended = ground.record("rectifications", notice)
    assert (mended["title"], mended["owner_id"], mended["source"]) == ("问题0", ground.staff["周晚"], "DR-2026-0001")
    assert ground.record("plans", draft)["status"] == "draft"
    with ground.shop.read() as reader:
        assert {x.register for x in links.linked(reader, "drills", drill)} == {"rectifications", "plans"}


def test_a_problem_without_person_and_date_becomes_no_rectification(ground: Drillground) -> None:
    drill = held(ground)
    ground.save("drills", drill, {}, participants=ground.lines("drills", drill, "participants"),
                problems=[{"problem": "门锁着"}], course=[], supplies=[])  # fmt: skip
    line = ground.lines("drills", drill, "problems")[0]["id"]
    with pytest.raises(Invalid) as refused:
        ground.do(drill_moves.rectify, drill, line)
    assert {p.field for p in refused.value.problems} == {
        "problems.1.measure", "problems.1.owner_id", "problems.1.deadline",
    }  # fmt: skip


def test_a_problem_that_is_followed_up_stays(ground: Drillground) -> None:
    drill = held(ground, problems=2)
    kept, gone = ground.lines("drills", drill, "problems")
    ground.do(drill_moves.rectify, drill, gone["id"])
    rest = {n: ground.lines("drills", drill, n) for n in ("participants", "course", "supplies")}
    with pytest.raises(Invalid):
        ground.save("drills", drill, {}, **rest, problems=[{"id": kept["id"], "problem": "问题0"}])
    ground.save("drills", drill, {}, **rest, problems=[{"id": gone["id"], "problem": "问题1"}])
    assert ground.record("drills", drill)["open_problems"] == 0


def test_another_plan_is_refused_once_it_was_held(ground: Drillground) -> None:
    drill = held(ground)
    other = ground.force(ground.draft("停电处置"))
    with pytest.raises(Invalid):
        ground.save("drills", drill, {"plan_id": other})


def test_a_drill_that_is_entered_later_is_judged_within_a_week_of_its_day(ground: Drillground) -> None:
    drill = planned(ground)
    began = ground.shop.clock() + timedelta(days=1)
    ground.later(days=5)
    ground.move("drills", drill, "hold", held_at=began)
    stored = ground.record("drills", drill)
    assert stored["evaluate_by"] == stored["held_on"] + timedelta(days=7)
    assert stored["recorded_at"] == ground.shop.clock()


@pytest.mark.parametrize(
    ("typed", "at"),
    [("14:05", "14:05"), ("9：5", "09:05"), ("0905", "09:05"), ("9时05分", "09:05"), (" 23.59 ", "23:59")],
)
def test_a_time_is_taken_as_people_write_it(typed: str, at: str) -> None:
    assert drills.wall_clock(typed) == at


@pytest.mark.parametrize("typed", ["24:00", "14:60", "下午", "14", "1405:1"])
def test_what_is_no_time_is_refused(ground: Drillground, typed: str) -> None:
    drill = planned(ground)
    with pytest.raises(Invalid):
        ground.save("drills", drill, {}, course=[{"at": typed, "what": "报警"}])


def test_the_course_stands_in_the_order_of_its_times(ground: Drillground) -> None:
    drill = planned(ground)
    typed = [("14:09", "清点"), ("", "少一人"), ("1400", "报警"), ("14:02", "断电")]
    ground.save("drills", drill, {}, course=[{"at": at or None, "what": what} for at, what in typed])
    kept = [(x["at"], x["what"]) for x in ground.lines("drills", drill, "course")]
    assert kept == [("14:00", "报警"), ("14:02", "断电"), ("14:09", "清点"), (None, "少一人")]


def test_two_problems_of_a_drill_are_no_repeat_of_each_other_and_break_no_clause(ground: Drillground) -> None:
    drill = held(ground, problems=2, place="仓库")
    made = [
        ground.record("rectifications", ground.do(drill_moves.rectify, drill, x["id"]))
        for x in ground.lines("drills", drill, "problems")
    ]
    assert [(r["clause"], r["repeats"], r["place"]) for r in made] == [(None, None, "仓库")] * 2
    assert {r["found_by"] for r in made} == {ground.staff["周晚"]}
