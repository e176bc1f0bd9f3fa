"""Certificates: completed on entry, replaced by newer ones, following the calendar, calling for retraining once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.core.errors import Invalid
from app.services import records
from app.services.training import matrix
from app.services.training.roll import roll
from tests.services.training.conftest import NOW, School

TODAY = NOW.date()


def given(school: School, who: int, **more: object) -> int:
    return school.save("certificates", None, {"staff_id": who, **more})


def test_a_certificate_by_hand_is_completed(school: School) -> None:
    fire = school.course("消防", validity_months=12)
    who = school.person("王芳")
    made = given(school, who, course_id=fire, issued_on=date(2026, 11, 1))
    row = school.record("certificates", made)
    assert (row["title"], row["staff_name"], row["expires_on"], row["state"]) == (
        "消防",
        "王芳",
        date(2027, 10, 31),
        "valid",
    )
    assert row["number"] == "CE-2026-0001"
    outside = school.record("certificates", given(school, who, kind="health", issued_on=TODAY))
    assert (outside["title"], outside["course_id"], outside["expires_on"]) == ("健康证", None, None)


def test_a_title_that_is_a_course_is_that_course(school: School) -> None:
    fire = school.course("消防安全", everyone=True)
    who = school.person("王芳")
    row = school.record("certificates", given(school, who, kind="other", title="消防安全", issued_on=TODAY))
    assert (row["course_id"], row["kind"]) == (fire, "course")
    assert school.open_for(who) == {}


@pytest.mark.parametrize(("issued", "expires", "field"), [(1, None, "issued_on"), (-10, -11, "expires_on")])
def test_days_that_cannot_be(school: School, issued: int, expires: int | None, field: str) -> None:
    who = school.person("王芳")
    values = {"kind": "health", "issued_on": TODAY + timedelta(days=issued)}
    if expires is not None:
        values["expires_on"] = TODAY + timedelta(days=expires)
    with pytest.raises(Invalid) as bad:
        given(school, who, **values)
    assert [p.field for p in bad.value.problems] == [field]


def test_a_newer_one_replaces_the_older_whichever_comes_first(school: School) -> None:
    fire = school.course("消防", validity_months=24)
    who = school.person("王芳")
    old = given(school, who, course_id=fire, issued_on=date(2025, 12, 1))
    new = given(school, who, course_id=fire, issued_on=date(2026, 11, 1))
    late = given(school, who, course_id=fire, issued_on=date(2026, 1, 1))
    assert [school.record("certificates", i)["state"] for i in (old, new, late)] == ["replaced", "valid", "replaced"]


def test_states_follow_the_calendar_and_call_for_retraining_once(school: School) -> None:
    fire = school.course("消防", everyone=True, validity_months=12)
    who = school.person("王芳")
    made = given(school, who, course_id=fire, issued_on=date(2026, 11, 20))
    assert school.open_for(who) == {}
    school.at(330)
    school.shop.change(roll)
    assert school.record("certificates", made)["state"] == "valid" and school.open_for(who) == {}
    school.at(340)
    school.shop.change(roll)
    school.shop.change(roll)
    row = school.record("certificates", made)
    assert row["state"] == "expiring" and row["called_on"] == TODAY + timedelta(days=340)
    todo = school.open_for(who)[fire]
    assert (todo["due_on"], todo["why"]) == (date(2027, 11, 19), "expiry")
    school.move("assignments", todo["id"], "waive", waive_reason="产假")
    school.at(370)
    school.shop.change(roll)
    assert school.record("certificates", made)["state"] == "expired"
    assert school.open_for(who) == {}
    assert len([a for a in school.every("assignments") if a["why"] == "expiry"]) == 1


def test_what_somebody_else_needs_or_who_left_is_not_called(school: School) -> None:
    lift = school.course("叉车", posts="仓库", validity_months=12)
    who, gone = school.person("王芳", "仓库"), school.person("李雷", "仓库")
    for person in (who, gone):
        given(school, person, course_id=lift, issued_on=date(2025, 12, 1))
    school.save("staff", who, {"post": "客服"})
    school.move("staff", gone, "leave", left_on=TODAY)
    school.shop.change(roll)
    assert [a for a in school.every("assignments") if a["why"] == "expiry"] == []


def test_an_expired_one_does_not_settle_what_is_to_be_done(school: School) -> None:
    fire = school.course("消防", everyone=True, validity_months=12)
    who = school.person("王芳")
    given(school, who, course_id=fire, issued_on=date(2024, 1, 1))
    assert set(school.open_for(who)) == {fire}


def test_what_a_revoked_one_had_replaced_holds_again(school: School) -> None:
    fire = school.course("消防", everyone=True, validity_months=12)
    who = school.person("王芳")
    oldest = given(school, who, course_id=fire, issued_on=TODAY - timedelta(days=300))
    old = given(school, who, course_id=fire, issued_on=TODAY - timedelta(days=340 - 100))
    wrong = given(school, who, course_id=fire, issued_on=TODAY)
    school.move("certificates", wrong, "revoke", revoke_reason="录错人")
    assert [school.record("certificates", i)["state"] for i in (oldest, old, wrong)] == ["replaced", "valid", "revoked"]
    assert school.open_for(who) == {}
    school.shop.change(lambda uow: records.void(uow, "certificates", old, "录错人"))
    assert school.record("certificates", oldest)["state"] == "valid"


def test_one_that_holds_again_and_ends_soon_is_called_for(school: School) -> None:
    fire = school.course("消防", everyone=True, validity_months=12)
    who = school.person("王芳")
    old = given(school, who, course_id=fire, issued_on=TODAY - timedelta(days=350))
    school.shop.change(roll)
    wrong = given(school, who, course_id=fire, issued_on=TODAY)
    assert school.open_for(who) == {}
    school.move("certificates", wrong, "revoke", revoke_reason="录错人")
    school.shop.change(roll)
    assert school.record("certificates", old)["state"] == "expiring"
    assert set(school.open_for(who)) == {fire}


def test_a_certificate_from_outside_fulfils_the_course_that_names_its_kind(school: School) -> None:
    health = school.course("健康证", posts="分装", fulfilled_by="health", validity_months=12, due_days=20)
    packer, other = school.person("吴桂香", "分装"), school.person("王芳")
    assert school.open_for(packer)[health]["due_on"] == TODAY + timedelta(days=20), "it can be missing"
    made = given(school, packer, kind="health", issued_on=TODAY - timedelta(days=330))
    row = school.record("certificates", made)
    assert (row["course_id"], row["kind"], row["expires_on"]) == (health, "health", date(2026, 12, 27))
    with school.shop.read() as reader:
        cells = matrix.read(reader)
    assert cells.cell(packer, health).certificate_id == made and cells.cell(other, health).state == "none"
    assert school.open_for(packer) == {}
    school.at(10)
    school.shop.change(roll)
    assert school.open_for(packer)[health]["why"] == "expiry", "it calls for the next one"
    named = given(school, packer, kind="health", title="健康证", issued_on=TODAY + timedelta(days=10))
    assert school.record("certificates", named)["kind"] == "health"
    assert school.record("certificates", made)["state"] == "replaced" and school.open_for(packer) == {}


def test_a_course_that_names_a_kind_later_counts_the_certificates_that_there_are(school: School) -> None:
    packer = school.person("吴桂香", "分装")
    made = given(school, packer, kind="health", issued_on=TODAY)
    course = school.course("体检", posts="分装")
    assert course in school.open_for(packer)
    school.save("courses", course, {"fulfilled_by": "health"})
    assert school.record("certificates", made)["course_id"] == course and school.open_for(packer) == {}
    school.save("courses", course, {"fulfilled_by": None})
    assert school.record("certificates", made)["course_id"] is None and course in school.open_for(packer)
