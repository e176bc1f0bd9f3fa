"""Sessions: what they take over, who counts, certificates for those who passed, the rest stays to be trained."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.core.errors import Invalid, NotAllowed
from app.services import attaching, records
from tests.services.training.conftest import NOW, School

TODAY = NOW.date()


def held(school: School, session: int) -> None:
    school.move("training_sessions", session, "hold")


def test_a_session_takes_over_what_its_course_says(school: School) -> None:
    made = school.course("食品安全", minutes=90, trainer="林晓", content="五要点", pass_mark=80, posts="仓库")
    who = school.person("王芳", "仓库")
    session = school.session(made, [who], place="仓库")
    row = school.record("training_sessions", session)
    assert (row["title"], row["minutes"], row["trainer"], row["content"], row["pass_mark"]) == (
        "食品安全", 90, "林晓", "五要点", 80)  # fmt: skip
    assert row["number"] == "TR-2026-0001" and row["held_on"] == TODAY and (row["invited"], row["waiting"]) == (1, 1)
    line = school.rows(session)[0]
    assert (line["name"], line["post"], line["phone"]) == ("王芳", "仓库", "13800000001")
    school.save("staff", who, {"post": "主管", "phone": "13800000009"})
    assert school.rows(session)[0]["post"] == "仓库"


def test_a_session_with_a_quiz_is_passed_by_its_mark(school: School) -> None:
    quiz = school.save("quizzes", None, {"title": "消防小测", "pass_mark": 60})
    strict = school.course("消防", pass_mark=80)
    free = school.course("礼仪")
    assert school.record("training_sessions", school.session(strict, [], quiz_id=quiz))["pass_mark"] == 80
    later = school.session(free, [])
    assert school.record("training_sessions", later)["pass_mark"] is None, "without a quiz, being there is enough"
    school.save("training_sessions", later, {"quiz_id": quiz})
    assert school.record("training_sessions", later)["pass_mark"] == 60


def test_the_length_follows_from_the_times(school: School) -> None:
    start = datetime.fromisoformat("2026-11-20T14:00:00+08:00")
    made = school.save(
        "training_sessions", None, {"title": "话术", "starts_at": start, "ends_at": start + timedelta(minutes=45)}
    )
    assert school.record("training_sessions", made)["minutes"] == 45
    with pytest.raises(Invalid):
        school.save("training_sessions", made, {"ends_at": start})


def test_a_session_without_course_or_subject_is_refused(school: School) -> None:
    with pytest.raises(Invalid):
        school.save("training_sessions", None, {"starts_at": NOW})


def test_names_become_rows_that_find_their_people(school: School) -> None:
    who = school.person("王芳")
    made = school.save("training_sessions", None, {"title": "话术", "starts_at": NOW, "people": "王芳、外聘李工，王芳"})
    rows = school.rows(made)
    assert [(r["name"], r["staff_id"]) for r in rows] == [("王芳", who), ("外聘李工", None)]
    assert school.record("training_sessions", made)["people"] == "王芳、外聘李工"


def test_nobody_stands_in_a_session_twice(school: School) -> None:
    who = school.person("王芳")
    with pytest.raises(Invalid):
        school.session(school.course("消防"), [who, who])


def test_holding_needs_everyone_said_and_no_future(school: School) -> None:
    fire = school.course("消防")
    who = school.person("王芳")
    session = school.session(fire, [who])
    with pytest.raises(Invalid) as bad:
        held(school, session)
    assert [p.field for p in bad.value.problems] == ["attendees.1.attendance"]
    with pytest.raises(Invalid):
        held(school, school.session(fire))
    ahead = school.session(fire, [who], days=2)
    school.mark(ahead, 王芳=("present", None))
    with pytest.raises(NotAllowed):
        held(school, ahead)


def test_those_who_passed_hold_it_and_the_others_still_have_it_to_do(school: School) -> None:
    food = school.course("食品安全", posts="仓库", pass_mark=60, validity_months=12, due_days=20)
    good, bad, away = (school.person(n, "仓库") for n in ("王芳", "李雷", "赵敏"))
    session = school.session(food, [good, bad, away])
    school.mark(session, 王芳=("present", 60), 李雷=("present", 59), 赵敏=("absent", None))
    held(school, session)
    row = school.record("training_sessions", session)
    assert (row["status"], row["present"], row["passed"], row["waiting"], row["average_score"]) == ("held", 2, 1, 0, 60)
    assert [r["outcome"] for r in school.rows(session)] == ["passed", "failed", "missed"]
    papers = school.every("certificates")
    assert [(p["staff_id"], p["expires_on"], p["grade"], p["session_id"]) for p in papers] == [
        (good, date(2027, 11, 22), "60", session)]  # fmt: skip
    assert school.open_for(good) == {}
    assert set(school.open_for(bad)) == set(school.open_for(away)) == {food}
    assert school.record("courses", food)["last_held_on"] == TODAY


def test_scores_that_come_later_certify_then_and_closing_needs_them(school: School) -> None:
    food = school.course("食品安全", pass_mark=60)
    a, b = school.person("王芳"), school.person("李雷")
    session = school.session(food, [a, b])
    school.mark(session, 王芳=("present", 90), 李雷=("present", None))
    held(school, session)
    with pytest.raises(Invalid) as bad:
        school.move("training_sessions", session, "close")
    assert [p.field for p in bad.value.problems] == ["attendees.2.score"]
    school.mark(session, 李雷=("present", 75))
    assert {p["staff_id"] for p in school.every("certificates")} == {a, b}
    school.move("training_sessions", session, "close", result="全部合格")
    assert school.record("training_sessions", session)["result"] == "全部合格"
    with pytest.raises(NotAllowed):
        school.mark(session, 李雷=("present", 10))


def test_a_mended_result_takes_its_certificate_back(school: School) -> None:
    food = school.course("食品安全", pass_mark=60, everyone=True)
    who = school.person("王芳")
    session = school.session(food, [who])
    school.mark(session, 王芳=("present", 90))
    held(school, session)
    school.mark(session, 王芳=("present", 40))
    paper = school.every("certificates")[0]
    assert paper["state"] == "revoked" and "TR-2026-0001" in paper["revoke_reason"]
    assert set(school.open_for(who)) == {food}
    school.mark(session, 王芳=("present", 61))
    assert [p["state"] for p in school.every("certificates")] == ["revoked", "valid"]


def test_a_session_entered_afterwards_is_held_by_its_names(school: School) -> None:
    fire = school.course("消防", everyone=True)
    who = school.person("王芳")
    made = school.save(
        "training_sessions", None, {"course_id": fire, "starts_at": NOW - timedelta(days=30), "people": "王芳、李工"}
    )
    assert school.record("training_sessions", made)["status"] == "closed"
    assert [r["attendance"] for r in school.rows(made)] == ["present", "present"]
    assert [p["staff_id"] for p in school.every("certificates")] == [who]
    assert school.open_for(who) == {}
    tested = school.course("食品", pass_mark=60)
    other = school.save(
        "training_sessions", None, {"course_id": tested, "starts_at": NOW - timedelta(days=9), "people": "王芳"}
    )
    assert school.record("training_sessions", other)["status"] == "held"


def test_a_session_does_the_earliest_row_of_the_plan_for_those_who_were_there(school: School) -> None:
    fire = school.course("消防", posts="客服 仓库")
    who = school.person("王芳", "客服")
    rows = {}
    for post, month in (("客服", 11), ("客服", 12), ("仓库", 11)):
        values = {"year": "2026", "post": post, "course_id": fire, "month": month}
        rows[post, month] = school.save("training_plans", None, values)
        school.move("training_plans", rows[post, month], "approve")
    session = school.session(fire, [who])
    school.mark(session, 王芳=("present", None))
    held(school, session)
    states = {k: school.record("training_plans", i)["status"] for k, i in rows.items()}
    assert states == {("客服", 11): "done", ("客服", 12): "approved", ("仓库", 11): "approved"}
    assert school.record("training_plans", rows["客服", 11])["session_id"] == session


def test_an_absent_person_has_no_score(school: School) -> None:
    who = school.person("王芳")
    session = school.session(school.course("食品", pass_mark=60), [who])
    school.mark(session, 王芳=("absent", 90))
    row = school.rows(session)[0]
    assert (row["score"], row["outcome"]) == (None, "missed")
    school.mark(session, 王芳=("invited", 80))
    assert school.rows(session)[0]["attendance"] == "present"


def test_the_rhythm_of_a_course_expects_sessions_and_a_session_meets_it(school: School) -> None:
    fire = school.course("消防", rhythm="half_yearly")
    who = school.person("王芳")
    first = school.every("duties")[0]
    assert (first["source_register"], first["source_id"], first["rhythm"]) == ("courses", fire, "half_yearly")
    session = school.session(fire, [who])
    school.mark(session, 王芳=("present", None))
    held(school, session)
    met = [d for d in school.every("duty_dates") if d["record_id"] == session]
    assert [d["state"] for d in met] == ["done"]
    school.move("courses", fire, "retire")
    assert school.record("duties", first["id"])["status"] != "active"


def test_what_was_said_to_be_the_signed_sheet_of_a_session_that_was_held_is_it(school: School) -> None:
    who = school.person("王芳")
    fire = school.course("消防")
    session, ahead = school.session(fire, [who]), school.session(fire, [who], days=3)

    def attach(to: int, name: str, media: str, kind: str) -> int:
        told = ("training_sessions", to, name, media, b"x", None, kind)
        return school.shop.change(lambda uow: attaching.attach(uow, *told))

    attach(session, "签到表.docx", "application/msword", "sheet")
    attach(session, "合影.jpg", "image/jpeg", "photo")
    attach(session, "讲义.pdf", "application/pdf", "material")
    attach(session, "没说是什么.pdf", "application/pdf", "")
    assert not school.record("training_sessions", session)["sheet_attached"], "a photo of the group is no signed sheet"
    made = attach(session, "签到表.pdf", "application/pdf", "sheet")
    assert school.record("training_sessions", session)["sheet_attached"]
    school.shop.change(lambda uow: attaching.detach(uow, "training_sessions", session, made))
    assert not school.record("training_sessions", session)["sheet_attached"]
    attach(ahead, "签到表.pdf", "application/pdf", "sheet")
    assert not school.record("training_sessions", ahead)["sheet_attached"]
    paper = school.save("certificates", None, {"staff_id": who, "kind": "health"})
    school.shop.change(lambda uow: attaching.attach(uow, "certificates", paper, "健康证.jpg", "image/jpeg", b"y"))
    assert school.record("certificates", paper)["scan_attached"]


def test_a_copy_of_a_session_begins_without_its_results(school: School) -> None:
    who = school.person("王芳")
    session = school.session(school.course("消防", pass_mark=60), [who], place="仓库", result="好")
    school.mark(session, 王芳=("present", 90))
    with school.shop.read() as reader:
        values, lines = records.copy_of(reader, "training_sessions", session)
    assert values["place"] == "仓库" and "result" not in values and "people" not in values
    register = school.shop.registry["training_sessions"]
    values = {n: v for n, v in values.items() if not register.field(n).readonly}
    made = school.save("training_sessions", None, {**values, "starts_at": NOW + timedelta(days=1)}, lines)
    row = school.rows(made)[0]
    assert (row["name"], row["attendance"], row["score"]) == ("王芳", "invited", None)


def test_a_session_that_was_held_cannot_be_voided(school: School) -> None:
    who = school.person("王芳")
    session = school.session(school.course("消防"), [who])
    school.mark(session, 王芳=("present", None))
    school.move("training_sessions", session, "hold")
    with pytest.raises(NotAllowed):
        school.shop.change(lambda uow: records.void(uow, "training_sessions", session, "录错"))


def test_somebody_taken_off_a_held_session_holds_nothing_of_it(school: School) -> None:
    fire = school.course("消防", everyone=True)
    a, b = school.person("王芳"), school.person("李雷")
    session = school.session(fire, [a, b])
    school.mark(session, 王芳=("present", None), 李雷=("present", None))
    held(school, session)
    keep = [{"id": r["id"]} for r in school.rows(session) if r["staff_id"] == a]
    school.save("training_sessions", session, {}, {"attendees": keep})
    assert {(c["staff_id"], c["state"]) for c in school.every("certificates")} == {(a, "valid"), (b, "revoked")}
    assert set(school.open_for(b)) == {fire} and school.open_for(a) == {}


def test_a_mended_result_gives_back_what_it_had_replaced(school: School) -> None:
    fire = school.course("消防", pass_mark=60, validity_months=12)
    who = school.person("王芳")
    before = school.save("certificates", None, {"staff_id": who, "course_id": fire, "issued_on": date(2026, 6, 1)})
    held = school.session(fire, [who])
    school.mark(held, 王芳=("present", 90))
    school.move("training_sessions", held, "hold")
    assert school.record("certificates", before)["state"] == "replaced"
    school.mark(held, 王芳=("present", 20))
    assert school.record("certificates", before)["state"] == "valid"


def test_the_day_of_a_session_that_is_corrected_corrects_its_certificates(school: School) -> None:
    fire = school.course("消防", validity_months=12)
    who = school.person("王芳")
    held = school.session(fire, [who], days=-1)
    school.mark(held, 王芳=("present", None))
    school.move("training_sessions", held, "hold")
    other = school.save("certificates", None, {"staff_id": who, "course_id": fire, "issued_on": date(2026, 11, 10)})
    school.save("training_sessions", held, {"starts_at": NOW - timedelta(days=20)})
    mine = next(c for c in school.every("certificates") if c["session_id"] == held)
    assert (mine["issued_on"], mine["expires_on"]) == (date(2026, 11, 3), date(2027, 11, 2))
    assert (mine["state"], school.record("certificates", other)["state"]) == ("replaced", "valid")
    school.save("training_sessions", held, {"starts_at": NOW - timedelta(days=2)})
    mine = next(c for c in school.every("certificates") if c["session_id"] == held)
    assert (mine["issued_on"], mine["state"]) == (date(2026, 11, 21), "valid")
    assert school.record("certificates", other)["state"] == "replaced"


def test_the_day_of_a_held_session_that_is_corrected_is_corrected_wherever_it_stands(school: School) -> None:
    fire = school.course("消防", everyone=True, rhythm="half_yearly", evaluate_weeks=4, due_days=5)
    row = school.save("training_plans", None, {"year": "2026", "course_id": fire, "month": 11})
    school.move("training_plans", row, "approve")
    who = school.person("王芳")
    school.at(8)
    session = school.session(fire, [who], days=8)
    school.mark(session, 王芳=("present", None))
    held(school, session)
    (task,) = [a for a in school.every("assignments") if a["session_id"] == session]
    day = TODAY + timedelta(days=8)
    assert (task["status"], task["done_on"], task["due_on"]) == ("late", day, TODAY + timedelta(days=5))
    (met,) = [d for d in school.every("duty_dates") if d["record_id"] == session]
    school.save("training_sessions", session, {"starts_at": NOW + timedelta(days=3)})
    real = TODAY + timedelta(days=3)
    task = school.record("assignments", task["id"])
    assert (task["status"], task["done_on"]) == ("done", real)
    assert school.record("courses", fire)["last_held_on"] == real
    assert school.record("training_plans", row)["done_on"] == real
    assert school.record("duty_dates", met["id"])["done_on"] == real
    (paper,) = school.every("certificates")
    (effect,) = school.every("training_evaluations")
    assert (paper["issued_on"], effect["trained_on"], effect["due_on"]) == (real, real, real + timedelta(weeks=4))
    with pytest.raises(Invalid):
        school.save("training_sessions", session, {"starts_at": NOW + timedelta(days=9)})


def test_a_course_was_held_last_when_its_sessions_say(school: School) -> None:
    fire, food = school.course("消防"), school.course("食品")
    who = school.person("王芳")
    school.at(6)
    one, two = school.session(fire, [who], days=1), school.session(fire, [who], days=4)
    for session in (one, two):
        school.mark(session, 王芳=("present", None))
        held(school, session)
    school.save("training_sessions", two, {"starts_at": NOW})
    assert school.record("courses", fire)["last_held_on"] == TODAY + timedelta(days=1)
    school.save("training_sessions", one, {"course_id": food})
    assert school.record("courses", fire)["last_held_on"] == TODAY
    assert school.record("courses", food)["last_held_on"] == TODAY + timedelta(days=1)


def test_everyone_is_invited_by_a_word_and_nobody_was_there_by_one(school: School) -> None:
    one, two = school.person("王芳", "客服"), school.person("李雷", "仓库")
    ahead = {"title": "消防", "starts_at": datetime(2026, 12, 1, 6, tzinfo=UTC)}
    lines = school.rows(school.save("training_sessions", None, {**ahead, "people": "全体、外聘"}))
    assert {(r["name"], r["attendance"]) for r in lines} == {(n, "invited") for n in ("王芳", "李雷", "外聘")}
    assert {r["staff_id"] for r in lines} == {one, two, None}
    past = school.save(
        "training_sessions", None, {"title": "旧", "starts_at": datetime(2026, 1, 5, 6, tzinfo=UTC), "people": "全体"}
    )
    assert school.record("training_sessions", past)["status"] == "planned", "who was there is for the shop to say"
    assert school.rows(past) == []
