"""Verify finds a count that its rows do not explain, and nothing in a shop that was worked in properly."""

from __future__ import annotations

from sqlalchemy import update

from app.models.registers.incidents import Incident
from app.models.registers.plans import Plan
from app.services.balances import check_balances
from app.services.emergency import response
from app.services.tables import table
from tests.services.emergency.conftest import Drillground
from tests.services.emergency.test_drills import held
from tests.services.emergency.test_incidents import responding


def found(ground: Drillground) -> list[str]:
    with ground.shop.read() as reader:
        return [str(t) for t in check_balances(reader)]


def test_what_was_done_properly_balances(ground: Drillground) -> None:
    drill = held(ground, problems=2)
    ground.force(ground.revised(ground.record("drills", drill)["plan_id"]))
    incident = ground.save("incidents", None, {"title": "断网", "kind": "power", "found_at": ground.shop.clock()})
    with ground.shop.read() as reader:
        plan = reader.by_number("plans", "EP-2026-0001-2")
    ground.move("incidents", incident, "respond", plan_id=plan)
    ground.do(response.tick, incident, ground.lines("incidents", incident, "responses")[0]["id"])
    ground.move("staff", ground.staff["许诺"], "leave", left_on=ground.today)
    assert found(ground) == []


def test_a_count_that_was_tampered_with_is_named(ground: Drillground) -> None:
    responding(ground)
    i, p = table(Incident), table(Plan)
    ground.do(lambda uow: uow.connection.execute(update(i).values(steps_left=9)))
    ground.do(lambda uow: uow.connection.execute(update(p).values(unread=0)))
    assert found(ground) == [
        "EP-2026-0001: people who have not read it is 0, the ledger says 3.",
        "IN-2026-0001: steps left is 9, the ledger says 3.",
    ]


def test_two_versions_in_force_are_found(ground: Drillground) -> None:
    first = ground.force(ground.draft())
    second = ground.revised(first)
    p = table(Plan)
    ground.do(lambda uow: uow.connection.execute(update(p).where(p.c.id == second).values(status="in_force")))
    assert found(ground) == ["EP-2026-0001: versions in effect is 2, the ledger says 1."]
