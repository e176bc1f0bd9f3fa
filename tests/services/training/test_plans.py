"""The yearly plan: made from what posts require, approved as a whole, asking the people it is for."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.errors import Invalid, NotAllowed
from app.services.training import plans
from app.store.audit import Actor
from app.store.shop import Shop
from tests.conftest import KEY
from tests.services.training.conftest import School


def test_a_year_is_made_once_and_approved_as_a_whole(school: School) -> None:
    fire = school.course("消防", everyone=True, minutes=90, validity_months=12)
    chat = school.course("话术", posts="客服 主管")
    school.course("自选")
    who = school.person("王芳", "客服")
    assert school.shop.change(lambda uow: plans.make_year(uow, 2027)) == 3
    assert school.shop.change(lambda uow: plans.make_year(uow, 2027)) == 0
    rows = school.every("training_plans")
    assert {(r["post"], r["course_id"]) for r in rows} == {(None, fire), ("客服", chat), ("主管", chat)}
    assert all(1 <= r["month"] <= 12 and r["status"] == "draft" for r in rows)
    fire_row = next(r for r in rows if r["course_id"] == fire)
    assert (fire_row["minutes"], fire_row["title"]) == (90, "消防")
    for todo in school.open_for(who).values():
        school.move("assignments", todo["id"], "done", done_on=date(2026, 11, 23))
    assert school.shop.change(lambda uow: plans.approve_year(uow, 2027)) == 3
    rows = school.every("training_plans")
    assert {r["status"] for r in rows} == {"approved"} and rows[0]["approved_by"] == "林晓"
    # What she holds for ever is not asked again; the fire course is, where the plan's month comes after its year.
    todo = school.open_for(who)
    assert chat not in todo
    if fire_row["due_on"] > date(2027, 11, 22):
        assert todo[fire]["why"] == "plan"


def test_an_approved_row_asks_only_those_whom_it_is_for(school: School) -> None:
    lift = school.course("叉车")
    mine, other = school.person("李雷", "仓库 兼 打包"), school.person("王芳", "客服")
    row = school.save("training_plans", None, {"year": "2026年", "post": "仓库", "course_id": lift, "month": 12})
    stored = school.record("training_plans", row)
    assert (stored["year"], stored["due_on"]) == ("2026", date(2026, 12, 31))
    school.move("training_plans", row, "approve")
    assert school.open_for(mine)[lift]["due_on"] == date(2026, 12, 31) and school.open_for(other) == {}


def test_only_the_owner_approves_and_a_year_has_four_figures(school: School) -> None:
    school.course("消防", everyone=True)
    school.shop.change(lambda uow: plans.make_year(uow, 2026))
    clerk = Shop(school.shop.db, KEY, Actor("c", "店员", "clerk"), school.shop.registry, school.shop.clock)
    with pytest.raises(NotAllowed):
        clerk.change(lambda uow: plans.approve_year(uow, 2026))
    clerk.close()
    with pytest.raises(Invalid):
        school.save("training_plans", None, {"year": "26", "course_id": 1, "month": 1})


def test_who_comes_after_the_plan_was_approved_is_asked_what_it_still_has_ahead(school: School) -> None:
    chat, lift = school.course("话术"), school.course("叉车")
    for post, course, month in (("客服", chat, 12), ("仓库", lift, 12), ("客服", lift, 1)):
        row = school.save("training_plans", None, {"year": "2026", "post": post, "course_id": course, "month": month})
        school.move("training_plans", row, "approve")
    who = school.person("赵敏", "客服")
    assert {c: t["why"] for c, t in school.open_for(who).items()} == {chat: "plan"}, "January is over"
    school.save("staff", who, {"phone": "13800000001"})
    assert school.open_for(who).keys() == {chat}
    school.save("staff", who, {"post": "仓库"})
    assert {c: t["due_on"] for c, t in school.open_for(who).items()} == {lift: date(2026, 12, 31)}
