"""Incidents: reported in time, responded to by the version in force, closed with a review and nothing left open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.core.errors import Invalid, NotAllowed, UserError
from app.services.emergency import incidents, response
from app.services.today import board
from tests.services.emergency.conftest import STEPS, Drillground

REVIEW = {"cause": "插线板老化", "went_well": "报警快", "went_badly": "灭火器够不着", "lessons": "换插线板"}


def found(ground: Drillground, **more: Any) -> int:
    values = {"title": "仓库冒烟", "kind": "fire", "found_at": ground.shop.clock(), **more}
    return ground.save("incidents", None, values)


def responding(ground: Drillground, **more: Any) -> tuple[int, int]:
    plan = ground.force(ground.draft())
    incident = found(ground, **more)
    ground.move("incidents", incident, "respond", plan_id=plan)
    return incident, plan


def test_the_steps_of_the_version_in_force_are_copied(ground: Drillground) -> None:
    incident, plan = responding(ground)
    stored = ground.record("incidents", incident)
    assert (stored["plan_number"], stored["edition"], stored["steps"], stored["steps_left"]) == (
        "EP-2026-0001",
        1,
        3,
        3,
    )
    ground.force(ground.revised(plan))
    assert [x["action"] for x in ground.lines("incidents", incident, "responses")] == [x["action"] for x in STEPS]
    assert stored["activated_at"] == ground.shop.clock()


@pytest.mark.parametrize("state", ["draft", "approved", "replaced"])
def test_only_a_version_in_force_is_activated(ground: Drillground, state: str) -> None:
    plan = ground.draft()
    if state != "draft":
        ground.move("plans", plan, "approve", approved_by="林晓")
    if state == "replaced":
        ground.move("plans", plan, "put_in_force")
        ground.force(ground.revised(plan))
    incident = found(ground)
    with pytest.raises(NotAllowed):
        ground.move("incidents", incident, "respond", plan_id=plan)
    assert ground.record("incidents", incident)["status"] == "reported"


def test_without_a_plan_it_says_why(ground: Drillground) -> None:
    incident = found(ground)
    with pytest.raises(Invalid):
        ground.move("incidents", incident, "respond")
    ground.move("incidents", incident, "respond", no_plan_reason="没有相应预案")
    assert ground.record("incidents", incident)["no_plan_reason"] == "没有相应预案"


def test_steps_are_ticked_left_out_and_taken_back(ground: Drillground) -> None:
    incident, _ = responding(ground)
    first, second, third = ground.lines("incidents", incident, "responses")
    ground.later(minutes=4)
    ground.do(response.tick, incident, first["id"], "已拨通")
    ground.do(response.skip, incident, second["id"], "已由物业断电")
    with pytest.raises(UserError):
        ground.do(response.skip, incident, third["id"], " ")
    assert ground.record("incidents", incident)["steps_left"] == 1
    one, two, _ = ground.lines("incidents", incident, "responses")
    assert (one["result"], one["done_by"], one["done_at"]) == ("done", "林晓", ground.shop.clock())
    assert (two["result"], two["note"]) == ("skipped", "已由物业断电")
    ground.do(response.untick, incident, first["id"])
    assert ground.record("incidents", incident)["steps_left"] == 2


def test_the_future_is_refused_everywhere(ground: Drillground) -> None:
    incident, _ = responding(ground)
    ahead = ground.shop.clock() + timedelta(minutes=5)
    line = ground.lines("incidents", incident, "responses")[0]["id"]
    with pytest.raises(Invalid):
        ground.do(response.tick, incident, line, "", ahead)
    with pytest.raises(Invalid):
        ground.do(response.add_event, incident, "还没发生", ahead)
    with pytest.raises(Invalid):
        ground.do(response.told, incident, "authority", ahead)
    for name in ("found_at", "happened_at"):
        with pytest.raises(Invalid):
            ground.save("incidents", incident, {name: ahead})


def test_what_lies_before_it_was_found_is_taken_if_it_had_happened(ground: Drillground) -> None:
    now = ground.shop.clock()
    incident, _ = responding(ground, happened_at=now - timedelta(hours=2))
    ground.do(response.add_event, incident, "夜里有人闻到焦味", now - timedelta(hours=1))
    with pytest.raises(Invalid):
        ground.do(response.add_event, incident, "早于发生", now - timedelta(hours=3))
    with pytest.raises(Invalid):
        ground.save(
            "incidents", incident, {"happened_at": now - timedelta(minutes=1), "found_at": now - timedelta(hours=1)}
        )
    unknown, _ = responding_again(ground)
    ground.do(response.add_event, unknown, "前一天就有征兆", now - timedelta(days=1))


def responding_again(ground: Drillground) -> tuple[int, int]:
    incident = found(ground, title="又一起")
    ground.move("incidents", incident, "respond", no_plan_reason="小事")
    return incident, 0


def test_the_course_is_in_order_of_what_happened(ground: Drillground) -> None:
    now = ground.shop.clock()
    incident, _ = responding(ground, happened_at=now - timedelta(hours=2))
    ground.later(minutes=5)
    ground.do(response.tick, incident, ground.lines("incidents", incident, "responses")[0]["id"])
    ground.do(response.add_event, incident, "夜里有人闻到焦味", now - timedelta(hours=1))
    with ground.shop.read() as reader:
        entries = response.course(reader, incident)
    assert [e.kind for e in entries] == ["state", "event", "state", "state", "done"]
    assert [e.late_written for e in entries] == [False, True, False, False, False]
    assert sorted(entries, key=lambda e: e.at) == entries


@pytest.mark.parametrize(
    ("kind", "severity", "must", "hours"),
    [("data_breach", "minor", True, 0), ("recall", "minor", True, 0), ("injury", "minor", False, None),
     ("injury", "serious", True, 1), ("courier", "critical", False, None)],
)  # fmt: skip
def test_whom_to_tell_follows_from_the_kind(
    ground: Drillground, kind: str, severity: str, must: bool, hours: int | None
) -> None:
    stored = ground.record("incidents", found(ground, kind=kind, severity=severity))
    assert stored["must_report"] is must
    assert bool(stored["authority"]) is must
    due = stored["found_at"] + timedelta(hours=hours) if hours is not None else None
    assert stored["report_by"] == due


def test_what_somebody_decided_about_reporting_stays(ground: Drillground) -> None:
    incident = found(ground, kind="data_breach", must_report=False)
    assert ground.record("incidents", incident)["must_report"] is False
    ground.save("incidents", incident, {"place": "办公室"})
    assert ground.record("incidents", incident)["must_report"] is False
    other = found(ground, kind="courier")
    ground.save("incidents", other, {"kind": "data_breach"})
    assert ground.record("incidents", other)["must_report"] is True


def to_tell(ground: Drillground) -> list[tuple[int | None, str]]:
    """Who is to be told of what, as Today says it."""
    with ground.shop.read() as reader:
        return [(i.record_id, i.when) for i in board(reader).items if (i.register, i.rule) == ("incidents", "people")]


def test_the_people_concerned_by_a_breach_are_told_at_once(ground: Drillground) -> None:
    incident = found(ground, kind="data_breach", owner_id=ground.staff["周晚"])
    stored = ground.record("incidents", incident)
    assert (stored["tell_people"], stored["people_by"]) == (True, stored["found_at"])
    ground.later(minutes=1)
    assert to_tell(ground) == [(incident, "late")]
    with ground.shop.read() as reader:
        assert reader.chip_counts("incidents")["untold"] == 1
    ground.do(response.told, incident, "people")
    assert to_tell(ground) == []
    fire = ground.record("incidents", found(ground))
    assert (fire["tell_people"], fire["people_by"]) == (False, None)


def test_people_need_not_be_told_for_a_reason_that_is_kept(ground: Drillground) -> None:
    incident, _ = responding(ground, kind="data_breach")
    with pytest.raises(Invalid):
        ground.save("incidents", incident, {"tell_people": False})
    with pytest.raises(Invalid):
        ground.do(response.spare, incident, " ")
    ground.do(response.spare, incident, "硬盘已加密，密钥未泄露")
    stored = ground.record("incidents", incident)
    assert (stored["tell_people"], stored["not_told_reason"]) == (False, "硬盘已加密，密钥未泄露")
    assert to_tell(ground) == [] and not incidents.people_wait(stored)
    typed = found(ground, kind="data_breach", not_told_reason="硬盘已加密，密钥未泄露")
    assert ground.record("incidents", typed)["tell_people"] is False


def test_it_is_closed_with_a_review_and_nothing_left_open(ground: Drillground) -> None:
    incident, _ = responding(ground, kind="data_breach")
    ground.move("incidents", incident, "contain")
    with ground.shop.read() as reader:
        assert len(incidents.open_ends(reader.record("incidents", incident))) == 3
    with pytest.raises(NotAllowed):
        ground.move("incidents", incident, "close", **REVIEW)
    for line in ground.lines("incidents", incident, "responses"):
        ground.do(response.tick, incident, line["id"])
    with pytest.raises(NotAllowed):
        ground.move("incidents", incident, "close", **REVIEW)
    ground.do(response.told, incident, "authority", None, "网信〔2026〕7 号")
    with pytest.raises(NotAllowed):
        ground.move("incidents", incident, "close", **REVIEW)
    ground.do(response.told, incident, "people")
    with pytest.raises(Invalid):
        ground.move("incidents", incident, "close", cause="不明")
    ground.move("incidents", incident, "close", **REVIEW)
    stored = ground.record("incidents", incident)
    assert (stored["status"], stored["report_no"], stored["lessons"]) == ("closed", "网信〔2026〕7 号", "换插线板")
    for refused in (
        lambda: ground.save("incidents", incident, {"loss": 100}),
        lambda: ground.do(response.add_event, incident, "后来"),
        lambda: ground.do(response.tick, incident, ground.lines("incidents", incident, "responses")[0]["id"]),
    ):
        with pytest.raises(NotAllowed):
            refused()
    ground.move("incidents", incident, "reopen", reopen_reason="又有新情况")
    assert ground.record("incidents", incident)["status"] == "contained"


def test_a_second_plan_adds_its_steps(ground: Drillground) -> None:
    incident, _ = responding(ground)
    more = ground.force(ground.draft("人员受伤处置"))
    ground.do(response.activate, incident, more)
    lines = ground.lines("incidents", incident, "responses")
    assert [x["position"] for x in lines] == [1, 2, 3, 4, 5, 6]
    assert ground.record("incidents", incident)["plan_name"] == "仓库火灾专项预案、人员受伤处置"


def test_a_clerk_ticks_and_an_inspector_does_not(ground: Drillground) -> None:
    incident, _ = responding(ground)
    first, second, _ = ground.lines("incidents", incident, "responses")
    clerk = ground.seat("周晚")
    clerk.change(lambda uow: response.tick(uow, incident, first["id"]))
    clerk.close()
    inspector = ground.seat("检查员", "inspector")
    with pytest.raises(NotAllowed):
        inspector.record(lambda uow: response.tick(uow, incident, second["id"]))
    inspector.close()
    assert ground.lines("incidents", incident, "responses")[0]["done_by"] == "周晚"
