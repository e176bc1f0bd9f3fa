"""Versions of plans: one in force at most, what is in force never changes, and everybody is asked to read it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.core.errors import Invalid, NotAllowed
from app.services import duties, fixed, records
from app.services.emergency import acknowledging, drills, plans
from app.store.view import View
from tests.services.emergency.conftest import STEPS, Drillground


def test_a_new_plan_is_version_one_and_counts_its_steps(ground: Drillground) -> None:
    plan = ground.record("plans", ground.draft())
    assert (plan["number"], plan["plan_key"], plan["edition"]) == ("EP-2026-0001", "EP-2026-0001", 1)
    assert (plan["status"], plan["step_count"], plan["card_steps"]) == ("draft", 3, 2)


def test_a_new_version_takes_over_everything_and_replaces_the_old_one(ground: Drillground) -> None:
    first = ground.force(ground.draft())
    second = ground.revised(first)
    new = ground.record("plans", second)
    assert (new["number"], new["edition"], new["status"], new["previous_id"]) == ("EP-2026-0001-2", 2, "draft", first)
    assert [x["action"] for x in ground.lines("plans", second, "steps")] == [x["action"] for x in STEPS]
    assert [x["phone"] for x in ground.lines("plans", second, "contacts")] == ["119"]
    ground.later(days=3)
    ground.force(second)
    assert ground.states("EP-2026-0001") == [(2, "in_force"), (1, "replaced")]
    assert ground.record("plans", first)["replaced_on"] == ground.today


@pytest.mark.parametrize("state", ["approved", "in_force", "replaced", "withdrawn"])
def test_only_a_draft_can_be_changed(ground: Drillground, state: str) -> None:
    plan = ground.draft()
    ground.move("plans", plan, "approve", approved_by="林晓")
    if state in ("in_force", "replaced"):
        ground.move("plans", plan, "put_in_force")
    if state == "replaced":
        ground.force(ground.revised(plan))
    if state == "withdrawn":
        ground.move("plans", plan, "withdraw", withdraw_reason="不再需要")
    assert ground.record("plans", plan)["status"] == state
    before = ground.record("plans", plan)
    with pytest.raises(NotAllowed):
        ground.save("plans", plan, {"name": "别的名字"})
    with pytest.raises(NotAllowed):
        ground.save("plans", plan, {}, steps=[{"action": "别的步骤"}], contacts=[], supplies=[])
    with pytest.raises(NotAllowed):
        ground.do(records.bulk_edit, "plans", [plan], "owner_id", ground.staff["周晚"])
    assert ground.record("plans", plan) == before
    assert not fixed.may_edit(ground.shop.registry["plans"], before)


def test_a_plan_without_steps_or_contacts_is_not_approved(ground: Drillground) -> None:
    empty = ground.save("plans", None, {"name": "空", "subject": "fire", "owner_id": ground.staff["林晓"]})
    with pytest.raises(Invalid) as refused:
        ground.move("plans", empty, "approve", approved_by="林晓")
    assert {p.field for p in refused.value.problems} == {"steps", "contacts"}


def test_an_action_card_takes_twelve_steps_and_no_more(ground: Drillground) -> None:
    plan = ground.draft()
    twelve = [{"action": f"第{n}步"} for n in range(12)]
    ground.save("plans", plan, {}, steps=twelve, contacts=[], supplies=[])
    assert ground.record("plans", plan)["card_steps"] == 12
    with pytest.raises(Invalid):
        ground.save("plans", plan, {}, steps=[*twelve, {"action": "多一步"}], contacts=[], supplies=[])
    ground.save("plans", plan, {}, steps=[*twelve, {"action": "多一步", "on_card": False}], contacts=[], supplies=[])


def test_a_version_for_a_later_day_waits_for_it(ground: Drillground) -> None:
    plan = ground.draft(effective_on=ground.today + timedelta(days=2))
    ground.move("plans", plan, "approve", approved_by="林晓")
    with pytest.raises(NotAllowed):
        ground.move("plans", plan, "put_in_force")
    ground.later(days=2)
    ground.move("plans", plan, "put_in_force")
    assert ground.record("plans", plan)["effective_on"] == ground.today


@pytest.mark.parametrize(("kind", "months"), [("comprehensive", 12), ("special", 12), ("onsite", 6)])
def test_drills_are_due_as_often_as_the_kind_of_plan_asks(ground: Drillground, kind: str, months: int) -> None:
    plan = ground.force(ground.draft(kind=kind))
    due = ground.record("plans", plan)["next_drill_on"]
    assert due == date(2026 + (2 + months) // 12, (2 + months) % 12 + 1, 2)


@pytest.mark.parametrize(("cycle", "year"), [("yearly", 2027), ("three_years", 2029)])
def test_the_review_follows_from_its_cycle(ground: Drillground, cycle: str, year: int) -> None:
    plan = ground.force(ground.draft(review_cycle=cycle))
    assert ground.record("plans", plan)["review_on"] == date(year, 3, 2)
    ground.on(date(year, 2, 20))
    ground.move("plans", plan, "review", review_note="照旧")
    after = ground.record("plans", plan)
    assert (after["reviewed_on"], after["review_on"].year) == (date(year, 2, 20), year + year - 2026)


def test_reviews_and_drills_that_nobody_did_stay_missed(ground: Drillground) -> None:
    plan = ground.force(ground.draft())
    ground.on(date(2027, 2, 20))
    ground.do(duties.roll)
    ground.move("plans", plan, "review", review_note="照旧")
    ground.on(date(2027, 9, 1))
    ground.do(duties.roll)
    with ground.shop.read() as reader:
        reviews = duties.tally(reader, date(2026, 1, 1), date(2027, 9, 1), "plans", plan, "review")
        drilled = duties.tally(reader, date(2026, 1, 1), date(2027, 9, 1), "plans", plan, "drill")
    assert (reviews.done, reviews.missed) == (1, 0)
    assert (drilled.done, drilled.missed) == (0, 1)
    for year in (2028, 2029):  # the same version reviewed again meets the next date
        ground.on(date(year, 2, 10))
        ground.do(duties.roll)
        ground.move("plans", plan, "review", review_note="照旧")
    with ground.shop.read() as reader:
        assert duties.tally(reader, date(2026, 1, 1), date(2029, 9, 1), "plans", plan, "review").done == 3


def test_everyone_employed_is_asked_to_read_a_version_in_force(ground: Drillground) -> None:
    plan = ground.force(ground.draft())
    assert [(r.name, r.status, r.mine) for r in ground.readings(plan)] == [
        ("林晓", "open", True), ("周晚", "open", False), ("许诺", "open", False),
    ]  # fmt: skip
    assert (ground.record("plans", plan)["readers"], ground.record("plans", plan)["unread"]) == (3, 3)
    assert ground.do(acknowledging.open_rows) == 0


def test_a_new_version_is_read_anew_and_the_old_one_asked_for_no_more(ground: Drillground) -> None:
    first = ground.force(ground.draft())
    ground.move("acknowledgements", ground.readings(first)[0].id, "read")
    second = ground.force(ground.revised(first))
    assert [(r.name, r.status) for r in ground.readings(first)] == [("林晓", "read")]
    assert [r.status for r in ground.readings(second)] == ["open"] * 3


def test_only_the_person_acknowledges_on_the_screen(ground: Drillground) -> None:
    plan = ground.force(ground.draft())
    mine, other, third = ground.readings(plan)
    with pytest.raises(NotAllowed):
        ground.move("acknowledgements", other.id, "read")
    ground.move("acknowledgements", mine.id, "read")
    ground.move("acknowledgements", third.id, "sign_paper", signed_on=ground.today)
    with pytest.raises(Invalid):
        ground.move("acknowledgements", other.id, "sign_paper", signed_on=ground.today + timedelta(days=1))
    assert {r.name: r.status for r in ground.readings(plan)} == {"林晓": "read", "许诺": "paper", "周晚": "open"}
    assert ground.record("plans", plan)["unread"] == 1
    assert ground.record("acknowledgements", mine.id)["read_at"] == ground.shop.clock()


def test_who_joins_is_asked_and_who_leaves_is_not(ground: Drillground) -> None:
    plan = ground.force(ground.draft())
    newcomer = ground.person("沈夏")
    assert [r.name for r in ground.readings(plan)].count("沈夏") == 1
    ground.move("staff", newcomer, "leave", left_on=ground.today)
    assert "沈夏" not in [r.name for r in ground.readings(plan)]
    assert ground.record("plans", plan)["readers"] == 3
    ground.move("staff", newcomer, "rejoin", rejoined_on=ground.today)
    assert "沈夏" in [r.name for r in ground.readings(plan)]


def test_a_planned_drill_moves_to_the_version_that_holds(ground: Drillground) -> None:
    first = ground.force(ground.draft())
    drill = ground.do(drills.plan_drill, first, ground.today + timedelta(days=20))
    second = ground.force(ground.revised(first))
    moved = ground.record("drills", drill)
    assert (moved["plan_id"], moved["edition"], moved["plan_number"]) == (second, 2, "EP-2026-0001-2")


def test_a_plan_with_a_planned_drill_is_not_withdrawn(ground: Drillground) -> None:
    plan = ground.force(ground.draft())
    drill = ground.do(drills.plan_drill, plan, ground.today + timedelta(days=20))
    with pytest.raises(NotAllowed):
        ground.move("plans", plan, "withdraw", withdraw_reason="不再需要")
    ground.move("drills", drill, "cancel", cancel_reason="改期")
    ground.move("plans", plan, "withdraw", withdraw_reason="不再需要")
    assert ground.record("plans", plan)["unread"] == 0
    with ground.shop.read() as reader:
        assert reader.count(View("acknowledgements", chip="open")) == 0


def test_there_is_one_draft_of_a_plan_at_most(ground: Drillground) -> None:
    first = ground.force(ground.draft())
    assert ground.revised(first) == ground.revised(first, "又一处")
    ground.move("plans", ground.revised(first), "approve", approved_by="林晓")
    with pytest.raises(NotAllowed):
        ground.revised(first)


def test_what_is_issued_is_not_voided(ground: Drillground) -> None:
    plan = ground.draft()
    ground.force(plan)
    with pytest.raises(NotAllowed):
        ground.do(records.void, "plans", plan, "试")
    assert plans.closed(ground.record("plans", plan)) is not None


def test_a_version_that_was_voided_keeps_its_number(ground: Drillground) -> None:
    first = ground.force(ground.draft())
    ground.do(records.void, "plans", ground.revised(first), "写错了")
    again = ground.record("plans", ground.revised(first))
    assert (again["edition"], again["number"]) == (3, "EP-2026-0001-3")
