"""Effect: planned by the course, level two from the session, level four counted for equal times before and after."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core.errors import Invalid
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
    school.at(10)
    orders(school, 5, {"cancelled": 1, "new": 9})
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
    school.save("training_evaluations", made, {"conclusion": "effective"})
    school.move("training_evaluations", made, "complete")
    done = school.record("training_evaluations", made)
    assert done["status"] == "done" and (done["before_of"], done["after_of"]) == (0, 10) and done["trend"] == "unknown"


def test_nothing_is_compared_on_the_day_itself(school: School) -> None:
    trained(school, evaluate_weeks=1)
    made = school.every("training_evaluations")[0]["id"]
    school.save("training_evaluations", made, {"figure": "late_shipping"})
    with pytest.raises(Invalid):
        school.move("training_evaluations", made, "measure")
