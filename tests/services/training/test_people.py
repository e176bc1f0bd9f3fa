"""New people get what their post needs; a change of post, a leave, a change of course follow."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.core.errors import Invalid
from app.services import records
from app.services.today import board
from app.store.audit import Actor
from app.store.shop import Shop
from tests.conftest import KEY
from tests.services.training.conftest import NOW, School

TODAY = NOW.date()


def test_a_new_person_gets_the_courses_of_the_post_once(school: School) -> None:
    fire = school.course("消防", everyone=True, due_days=7)
    chat = school.course("话术", posts="客服 主管")
    school.course("叉车", posts="仓库")
    who = school.person("王芳", "客服 兼 收银")
    todo = school.open_for(who)
    assert set(todo) == {fire, chat}
    assert todo[fire]["due_on"] == TODAY + timedelta(days=7) and todo[chat]["due_on"] == TODAY + timedelta(days=30)
    assert {t["why"] for t in todo.values()} == {"post"}
    assert school.record("assignments", todo[fire]["id"])["staff_name"] == "王芳"
    school.save("staff", who, {"note": "x"})
    assert len(school.every("assignments")) == 2


def test_somebody_who_begins_later_has_from_that_day(school: School) -> None:
    fire = school.course("消防", everyone=True, due_days=10)
    who = school.person("李雷", joined_on=TODAY + timedelta(days=5))
    assert school.open_for(who)[fire]["due_on"] == TODAY + timedelta(days=15)


def test_another_post_asks_for_its_courses_and_drops_the_old_ones(school: School) -> None:
    chat = school.course("话术", posts="客服")
    lift = school.course("叉车", posts="仓库")
    who = school.person("王芳", "客服")
    school.save("staff", who, {"post": "仓库"})
    assert set(school.open_for(who)) == {lift}
    gone = [a for a in school.every("assignments") if a["course_id"] == chat]
    assert [a["status"] for a in gone] == ["dropped"] and gone[0]["waive_reason"]


def test_leaving_ends_what_is_asked_and_coming_back_asks_again(school: School) -> None:
    fire = school.course("消防", everyone=True)
    who = school.person("王芳")
    school.move("staff", who, "leave", left_on=TODAY)
    assert school.open_for(who) == {}
    with pytest.raises(Invalid, match="Back since is needed"):
        school.move("staff", who, "rejoin")
    with pytest.raises(Invalid, match="They left on"):
        school.move("staff", who, "rejoin", rejoined_on=TODAY - timedelta(days=1))
    back = TODAY + timedelta(days=7)
    school.move("staff", who, "rejoin", rejoined_on=back)
    assert school.open_for(who)[fire]["due_on"] == back + timedelta(days=30), "counted from the day they are back"
    row = school.record("staff", who)
    assert (row["left_on"], row["rejoined_on"], row["status"]) == (None, back, "active")


def test_a_course_that_becomes_required_is_asked_of_those_who_lack_it(school: School) -> None:
    who, other = school.person("王芳"), school.person("赵敏", "仓库")
    made = school.course("隐私")
    assert school.open_for(who) == {}
    school.save("courses", made, {"posts": "客服"})
    assert set(school.open_for(who)) == {made} and school.open_for(other) == {}
    school.move("courses", made, "retire")
    assert school.open_for(who) == {}
    school.move("courses", made, "resume")
    assert set(school.open_for(who)) == {made}


def test_the_same_is_not_opened_twice_by_hand(school: School) -> None:
    fire = school.course("消防", everyone=True)
    who = school.person("王芳")
    with pytest.raises(Invalid):
        school.save("assignments", None, {"staff_id": who, "course_id": fire, "due_on": date(2026, 12, 1)})


@pytest.mark.parametrize(("days", "state"), [(0, "done"), (40, "late")])
def test_done_by_hand_is_in_time_or_late_and_is_held_from_then_on(school: School, days: int, state: str) -> None:
    fire = school.course("消防", everyone=True, validity_months=12)
    who = school.person("王芳")
    todo = school.open_for(who)[fire]["id"]
    school.at(days)
    done = TODAY + timedelta(days=days)
    school.move("assignments", todo, "done", done_on=done)
    row = school.record("assignments", todo)
    assert (row["status"], row["done_on"]) == (state, done)
    paper = school.record("certificates", row["certificate_id"])
    assert (paper["staff_id"], paper["course_id"], paper["issued_on"]) == (who, fire, done)
    assert school.open_for(who) == {}


def test_what_lies_ahead_is_not_done(school: School) -> None:
    school.course("消防", everyone=True)
    who = school.person("王芳")
    todo = next(iter(school.open_for(who).values()))["id"]
    with pytest.raises(Invalid):
        school.move("assignments", todo, "done", done_on=TODAY + timedelta(days=1))


def test_what_somebody_was_spared_is_not_asked_again_by_itself(school: School) -> None:
    fire = school.course("消防", everyone=True)
    who = school.person("王芳")
    todo = school.open_for(who)[fire]["id"]
    school.move("assignments", todo, "waive", waive_reason="持有消防员证")
    school.course("隐私", everyone=True)
    school.save("staff", who, {"post": "主管"})
    assert fire not in school.open_for(who)
    school.move("assignments", todo, "again")
    assert fire in school.open_for(who)


def test_a_revoked_or_voided_certificate_is_asked_again(school: School) -> None:
    fire = school.course("消防", everyone=True)
    who = school.person("王芳")
    first = school.save("certificates", None, {"staff_id": who, "course_id": fire})
    assert school.open_for(who) == {}
    school.move("certificates", first, "revoke", revoke_reason="代签")
    assert set(school.open_for(who)) == {fire}
    second = school.save("certificates", None, {"staff_id": who, "course_id": fire, "issued_on": TODAY})
    assert school.open_for(who) == {}
    school.shop.change(lambda uow: records.void(uow, "certificates", second, "录错人"))
    assert set(school.open_for(who)) == {fire}
    school.shop.change(lambda uow: records.void(uow, "courses", fire, "重复"))
    assert school.open_for(who) == {}


def test_a_contract_that_ends_falls_to_whom_the_person_reports(school: School) -> None:
    owner = school.person("林晓", "店主", login="林晓")
    other = school.person("周晚", "主管")
    who = school.person("王芳", contract_end=TODAY + timedelta(days=3))
    assert school.record("staff", owner)["manager_id"] is None
    assert school.record("staff", who)["manager_id"] == owner, "the owner who enters them"
    with school.shop.read() as reader:
        assert [(i.rule, i.who) for i in board(reader).items if i.record_id == who] == [("contract", "林晓")]
    school.save("staff", who, {"manager_id": other})
    clerk = Shop(school.shop.db, KEY, Actor("clerk-uid", "周晚", "clerk"), school.shop.registry, school.shop.clock)
    try:
        made = clerk.change(lambda uow: records.save(uow, "staff", None, {"name": "新人"}))
    finally:
        clerk.close()
    assert school.record("staff", made)["manager_id"] == other, "as with the last one"
    with pytest.raises(Invalid, match="themselves"):
        school.save("staff", who, {"manager_id": who})
