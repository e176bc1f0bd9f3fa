"""Questions, papers and results: kept in one form, scored exactly, stored in the wording that was asked."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.errors import Invalid, NotAllowed
from app.services.training import quizzes
from app.services.training.questions import parse
from tests.services.training.conftest import NOW, School


def question(school: School, text: str, answer: str, *choices: str, kind: str = "single", **more: Any) -> int:
    rows = {"options": [{"text": c} for c in choices]}
    return school.save("questions", None, {"text": text, "kind": kind, "answer": answer, **more}, rows)


def quiz(school: School, *ids: int, **more: Any) -> int:
    rows = {"lines": [{"question_id": i} for i in ids]}
    return school.save("quizzes", None, {"title": "小测", **more}, rows)


def paper(school: School, quiz_id: int, seed: int | None = None) -> quizzes.Paper:
    with school.shop.read() as reader:
        return quizzes.paper(reader, quiz_id, seed)


def hand_in(school: School, of: quizzes.Paper, given: dict[int, str], staff: int, session: int | None = None) -> int:
    return school.shop.change(
        lambda uow: quizzes.hand_in(uow, of, given, staff_id=staff, started_at=NOW, session_id=session)
    )


def test_a_question_marks_its_right_choices(school: School) -> None:
    made = question(school, "哪些是？", "c，a", "甲", "乙", "丙", kind="multiple")
    with school.shop.read() as reader:
        rows = reader.lines("questions", made, "options")
        assert reader.record("questions", made)["answer"] == "AC"
    assert [r["correct"] for r in rows] == [True, False, True]
    with pytest.raises(Invalid):
        question(school, "x", "D", "甲", "乙")
    with pytest.raises(Invalid):
        school.save("questions", made, {"kind": "single"})
    school.save("questions", made, {"kind": "true_false", "answer": "对"})
    with school.shop.read() as reader:
        assert reader.lines("questions", made, "options") == []


def test_a_quiz_sums_its_points_and_takes_no_question_twice(school: School) -> None:
    a, b = question(school, "甲？", "A", "是", "否"), question(school, "乙？", "B", "是", "否", points=10)
    made = quiz(school, a, b)
    row = school.record("quizzes", made)
    assert (row["question_count"], row["total_points"]) == (2, 15)
    with pytest.raises(Invalid):
        quiz(school, a, a)
    with pytest.raises(NotAllowed):
        paper(school, quiz(school))


def test_the_bank_gives_each_question_once(school: School) -> None:
    mine, other = school.course("食品"), school.course("消防")
    ids = {question(school, f"第{i}题", "A", "是", "否", course_id=mine) for i in range(5)}
    question(school, "别课的题", "A", "是", "否", course_id=other)
    made = quiz(school, course_id=mine)
    assert school.shop.change(lambda uow: quizzes.pick(uow, made, 3, seed=7)) == 3
    assert school.shop.change(lambda uow: quizzes.pick(uow, made, 9, seed=7)) == 2
    assert {i.question_id for i in paper(school, made).items} == ids
    with pytest.raises(NotAllowed):
        school.shop.change(lambda uow: quizzes.pick(uow, made, 1))


def test_a_result_keeps_the_wording_and_flows_into_the_session(school: School) -> None:
    who = school.person("王芳")
    a = question(school, "面单怎么办？", "B", "扔掉", "粉碎", explanation="有地址")
    b = question(school, "先报谁？", "店主|林晓", kind="fill_in")
    c = question(school, "可以发群里。", "错", kind="true_false")
    made = quiz(school, a, b, c, pass_mark=60)
    session = school.session(school.course("隐私", pass_mark=60), [who], quiz_id=made)
    of = paper(school, made)
    school.save("questions", a, {"text": "改过的题"})
    result = hand_in(school, of, {a: "b", b: " 林晓。"}, who, session)
    row = school.record("quiz_results", result)
    assert (row["score"], row["verdict"], row["earned"], row["points"]) == (66, "passed", 10, 15)
    with school.shop.read() as reader:
        answers = reader.lines("quiz_results", result, "answers")
    assert [(x["question"], x["given"], x["correct"], x["earned"]) for x in answers] == [
        ("面单怎么办？", "B", True, 5), ("先报谁？", " 林晓。", True, 5), ("可以发群里。", None, False, 0)]  # fmt: skip
    assert answers[0]["options"] == "A. 扔掉\nB. 粉碎" and answers[0]["explanation"] == "有地址"
    line = school.rows(session)[0]
    assert (line["score"], line["attendance"], line["outcome"]) == (66, "present", "passed")


def test_somebody_who_was_not_on_the_list_is_added_and_a_finished_session_stays(school: School) -> None:
    who, other = school.person("王芳"), school.person("李雷")
    made = quiz(school, question(school, "甲？", "A", "是", "否"))
    session = school.session(school.course("隐私", pass_mark=60), [who])
    of = paper(school, made)
    hand_in(school, of, {}, other, session)
    assert [(r["name"], r["score"]) for r in school.rows(session)] == [("王芳", None), ("李雷", 0)]
    school.mark(session, 王芳=("absent", None))
    school.move("training_sessions", session, "hold")
    school.move("training_sessions", session, "close")
    hand_in(school, of, {of.items[0].question_id: "A"}, other, session)
    assert school.rows(session)[1]["score"] == 0


def test_shuffling_keeps_every_question(school: School) -> None:
    ids = [question(school, f"第{i}题", "A", "是", "否") for i in range(8)]
    made = quiz(school, *ids, shuffle=True)
    plain, mixed = paper(school, made), paper(school, made, seed=3)
    assert [i.question_id for i in plain.items] == ids
    assert [i.question_id for i in mixed.items] != ids and sorted(i.question_id for i in mixed.items) == ids
    assert mixed == paper(school, made, seed=3)


WORD = """一、单选题
1. 灭火器多久检查一次？（5分）
A. 每月  B. 每年
C．不用检查
答案：A
解析：61号令
2、（多选）哪些货先发？
A、先到期的
B、破损的
C、先入库的
【答案】AC
3. 可以用水扑灭电器火灾。（×）
(4) 发现泄露先报告谁？
答案：店主|负责人
5. 没有答案的题
A. 是
B. 否
6. 答案不对的题
A. 是
B. 否
答案：D
"""


def test_a_list_from_word_is_read_and_what_is_wrong_is_said() -> None:
    found = parse(WORD.split("\n", 1)[1])
    assert [(q.kind, q.answer, len(q.choices)) for q in found[:4]] == [
        ("single", "A", 3),
        ("multiple", "AC", 3),
        ("true_false", "×", 0),
        ("fill_in", "店主|负责人", 0),
    ]
    assert (found[0].text, found[0].points, found[0].explanation) == ("灭火器多久检查一次？", 5, "61号令")
    assert found[0].choices == ["每月", "每年", "不用检查"]
    assert [q.problem is None for q in found] == [True, True, True, True, False, False]
    assert parse("") == [] and parse("只有一句话")[0].problem is not None
