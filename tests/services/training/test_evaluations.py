"""Effect: planned by the course, level two from the session, level four counted for equal times before and after."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core.errors import Invalid
from app.models.registers.training_evaluations import FIGURES as CHOICES
from app.services.training.livefigures import FIGURES, Share
from app.store.uow import UnitOfWork
from tests.records import order
from tests.services.training.conftest import NOW, School

TODAY = NOW.date()


def orders(school: School, days: int, states: dict[str, int]) -> None:
    """So many orders of each state, placed so many days from today."""

    def work(uow: object) -> None:
        for state, count in states.items():
            for n in range(count):
                day = TODAY + timedelta(days=days)
                values = order(fulfilment=state, business_date=day, placed_at=NOW + timedelta(days=days),
                               platform_order_id=f"{days}-{state}-{n}")  # fmt: skip
                uow.create("orders", values)  # type: ignore[attr-defined]

    school.shop.change(work)


def trained(school: School, **course: object) -> int:
    who = school.person("王芳")
    made = school.course("话术", pass_mark=60, **course)
    session = school.session(made, [who])
    school.mark(session, 王芳=("present", 80))
    school.move("training_sessions", session, "hold")
    return session


def test_holding_plans_the_evaluation_once(school: School) -> None:
    session = trained(school, evaluate_weeks=4)
    made = school.every("training_evaluations")
    assert [(e["session_id"], e["due_on"], e["status"]) for e in made] == [
        (session, TODAY + timedelta(weeks=4), "planned")
    ]
    assert made[0]["learning"] == "到场 1 人，合格 1 人，平均 80 分" or "1 of 1 passed" in made[0]["learning"]
    school.mark(session, 王芳=("present", 90))
    assert len(school.every("training_evaluations")) == 1
    trained_without = school.every("training_sessions")
    assert len(trained_without) == 1


def test_the_figure_is_counted_for_equal_times_and_stored_with_its_definition(school: School) -> None:
    trained(school, evaluate_weeks=2)
    orders(school, -20, {"cancelled": 50})
    orders(school, -10, {"cancelled": 3, "new": 7})
    orders(school, 0, {"cancelled": 9})
    school.at(11)
    orders(school, 5, {"cancelled": 1, "new": 9})
    orders(school, 11, {"cancelled": 4})
    made = school.every("training_evaluations")[0]["id"]
    with pytest.raises(Invalid):
        school.move("training_evaluations", made, "measure")
    school.save("training_evaluations", made, {"figure": "cancelled_orders", "window_days": 28})
    school.move("training_evaluations", made, "measure")
    row = school.record("training_evaluations", made)
    assert (row["before_hits"], row["before_of"], row["after_hits"], row["after_of"]) == (3, 10, 1, 10)
    assert row["trend"] == "better" and row["before_from"] == TODAY - timedelta(days=10)
    assert row["after_to"] == TODAY + timedelta(days=10) and "10" in row["definition"]
    school.save("training_evaluations", made, {"window_days": 7})
    assert school.record("training_evaluations", made)["after_of"] is None
    school.save("training_evaluations", made, {"conclusion": "effective", "early_reason": "店主出差前定下"})
    with pytest.raises(Invalid) as bad:
        school.move("training_evaluations", made, "complete")
    assert [p.field for p in bad.value.problems] == ["reaction", "behaviour"], (
        "each level is judged, or it says why not"
    )
    school.save("training_evaluations", made, {"reaction": 4, "behaviour_note": "两人请长假，看不到"})
    school.move("training_evaluations", made, "complete")
    done = school.record("training_evaluations", made)
    assert done["status"] == "done" and (done["before_of"], done["after_of"]) == (0, 10) and done["trend"] == "unknown"


def test_nothing_is_compared_on_the_day_itself(school: School) -> None:
    trained(school, evaluate_weeks=1)
    made = school.every("training_evaluations")[0]["id"]
    school.save("training_evaluations", made, {"figure": "late_shipping"})
    with pytest.raises(Invalid):
        school.move("training_evaluations", made, "measure")


def judged(school: School, **more: object) -> int:
    trained(school, evaluate_weeks=4)
    made = int(school.every("training_evaluations")[0]["id"])
    values = {"reaction": 5, "behaviour": 4, "results_note": "差错少了", "conclusion": "effective"}
    school.save("training_evaluations", made, {**values, **more})
    return made


def test_it_is_not_finished_before_its_day_without_a_reason(school: School) -> None:
    made = judged(school)
    school.at(27)
    with pytest.raises(Invalid, match="2026-12-21"):
        school.move("training_evaluations", made, "complete")
    school.at(28)
    school.move("training_evaluations", made, "complete")
    assert school.record("training_evaluations", made)["status"] == "done"


@pytest.mark.parametrize("missing", ["reaction", "behaviour", "results_note"])
def test_a_level_about_which_nothing_is_said_is_asked_for(school: School, missing: str) -> None:
    made = judged(school, **{missing: None})
    school.at(30)
    with pytest.raises(Invalid) as bad:
        school.move("training_evaluations", made, "complete")
    assert [p.field for p in bad.value.problems] == ["figure" if missing == "results_note" else missing]


def test_error_rates_count_wrong_items_and_our_own_mistakes(school: School) -> None:
    orders(school, -3, {"new": 8})
    sold = school.every("orders")[0]["id"]

    def work(uow: UnitOfWork) -> None:
        returned = {"order_id": sold, "order_number": "SO-1", "platform": "taobao", "kind": "return", "currency": "CNY",
                    "business_date": TODAY, "requested_at": NOW, "delay_on": TODAY,
                    "goods": True, "seven_day": False, "held": "none", "excepted": False, "told": "buyer"}  # fmt: skip
        for state, reason in (
            ("requested", "wrong_item"),
            ("settled", "wrong_item"),
            ("refused", "wrong_item"),
            ("settled", "quality"),
        ):
            uow.create("remedies", {**returned, "reason": reason, "status": state})
        told = {"received_on": TODAY, "received_at": NOW, "channel": "chat", "category": "service", "severity": "low",
                "description": "发错颜色"}  # fmt: skip
        for cause, state in (("staff", "closed"), ("packing", "received"), ("carrier", "closed"), ("staff", "refused")):
            uow.create("complaints", {**told, "root_cause": cause, "status": state})

    school.shop.change(work)
    with school.shop.read() as reader:
        start = TODAY - timedelta(days=5)
        assert FIGURES["wrong_items"].count(reader, start, TODAY) == Share(2, 8)
        assert FIGURES["own_mistakes"].count(reader, start, TODAY) == Share(2, 8)


def test_every_figure_that_can_be_chosen_is_counted() -> None:
    assert {o.key for o in CHOICES} == set(FIGURES)
