"""The matrix: one state per person and course, from certificates, needs and what is to be done."""

from __future__ import annotations

from datetime import date, timedelta

from app.services.training import matrix
from app.services.training.matrix import short_words, words_of
from tests.services.training.conftest import NOW, School

TODAY = NOW.date()


def test_every_state_of_the_matrix(school: School) -> None:
    fire = school.course("消防", code="A", everyone=True, validity_months=12)
    chat = school.course("话术", code="B", posts="客服")
    ever = school.course("入职", code="C", everyone=True)
    a, b = school.person("王芳", "客服"), school.person("李雷", "仓库")
    for who, course, issued in ((a, fire, date(2026, 6, 1)), (b, fire, date(2025, 10, 1)), (a, ever, TODAY)):
        school.save("certificates", None, {"staff_id": who, "course_id": course, "issued_on": issued})
    school.at(40)
    with school.shop.read() as reader:
        found = matrix.read(reader)
        mine = matrix.read(reader, "客服")
    states = {(p.name, c.code): found.cell(p.id, c.id).state for p in found.people for c in found.courses}
    assert states == {
        ("王芳", "A"): "held", ("王芳", "B"): "missing", ("王芳", "C"): "held",
        ("李雷", "A"): "expired", ("李雷", "B"): "none", ("李雷", "C"): "missing",
    }  # fmt: skip
    assert found.cell(b, fire).overdue and found.cell(a, chat).due_on == TODAY + timedelta(days=30)
    assert found.counts() == {"held": 2, "expiring": 0, "expired": 1, "missing": 2, "none": 0}
    assert [p.id for p in mine.people] == [a] and set(mine.posts()) == {"客服"}
    assert str(short_words(found.cell(a, ever))) == "Held" and str(short_words(found.cell(a, fire))) == "27-05-31"
    assert "overdue since" in str(words_of(found.cell(a, chat)))


def test_people_who_left_and_courses_that_ended_do_not_show(school: School) -> None:
    fire = school.course("消防", everyone=True)
    who = school.person("王芳")
    school.move("courses", fire, "retire")
    school.move("staff", who, "leave", left_on=TODAY)
    with school.shop.read() as reader:
        found = matrix.read(reader)
    assert found.people == () and found.courses == () and found.cells == {}
