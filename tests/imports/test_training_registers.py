"""Training registers as shops kept them in Excel: a row a session with its people, a row a person, a question bank."""

from __future__ import annotations

from datetime import date

from app.services import records
from app.store.uow import UnitOfWork
from tests.imports.desk import Counter
from tests.imports.helpers import workbook

SESSIONS = "培训日期,培训主题,培训内容,讲师,培训地点,学时,参训人员,考核结果"
ROW = "2026/5/17,消防安全,灭火器使用,林晓,仓库,1.5,王芳、李雷 赵敏,全部合格"


def staff(counter: Counter, *names: str) -> None:
    def work(uow: UnitOfWork) -> None:
        for name in names:
            records.save(uow, "staff", None, {"name": name, "post": "仓库"})

    counter.shop.change(work)


def test_a_row_a_session_becomes_sessions_with_their_people(counter: Counter) -> None:
    staff(counter, "王芳", "李雷")
    done = counter.drop(counter.file("s.csv", SESSIONS, ROW, ROW.replace("5/17", "6/18").replace("消防安全", "急救")))
    assert (done.register, done.new, done.rejected) == ("training_sessions", 2, ())
    one = counter.all("training_sessions")[0]
    assert (one["held_on"], one["minutes"], one["people"], one["status"]) == (
        date(2026, 5, 17), 90, "王芳、李雷、赵敏", "closed")  # fmt: skip
    assert (one["result"], one["present"]) == ("全部合格", 3)


def test_the_same_file_again_changes_nothing_and_a_closed_session_stays(counter: Counter) -> None:
    path = counter.file("s.csv", SESSIONS, ROW)
    counter.drop(path)
    before = counter.seq()
    assert counter.drop(path).unchanged == 1 and counter.seq() == before
    done = counter.drop(counter.file("s2.csv", SESSIONS, ROW.replace("仓库", "办公室")))
    assert [r.value for r in done.rejected] == ["办公室"] and counter.all("training_sessions")[0]["place"] == "仓库"


def test_a_row_a_person_becomes_certificates_of_the_course(counter: Counter) -> None:
    staff(counter, "王芳", "李雷")
    course = {"code": "SP", "title": "食品安全", "posts": "仓库", "validity_months": 12}
    counter.shop.change(lambda uow: records.save(uow, "courses", None, course))
    path = workbook(
        counter.folder,
        ["参训人", "培训内容", "培训日期", "成绩"],
        ["王芳", "食品安全", date(2026, 3, 1), 92],
        ["李雷", "食品安全", date(2026, 3, 1), "合格"],
        name="c.xlsx",
    )
    done = counter.drop(path, register="certificates")
    assert (done.new, done.rejected) == (2, ())
    one, two = counter.all("certificates")
    assert (one["grade"], two["grade"], one["course_id"], one["expires_on"]) == ("92", "合格", 1, date(2027, 2, 28))
    assert counter.drop(path, register="certificates").unchanged == 2


def test_health_certificates_come_in_by_their_headings(counter: Counter) -> None:
    staff(counter, "王芳")
    done = counter.drop(
        counter.file(
            "h.csv",
            "持证人,证书类别,证书编号,发证机关,发证日期,有效期至",
            "王芳,健康证,健2026-1,区疾控,2026-01-05,2027-01-04",
        )
    )
    assert (done.register, done.new) == ("certificates", 1)
    found = counter.all("certificates")[0]
    assert (found["kind"], found["certificate_no"], found["title"]) == ("health", "健2026-1", "健康证")


def test_a_bank_of_questions_comes_in(counter: Counter) -> None:
    done = counter.drop(
        counter.file(
            "q.csv",
            "题型,题目,答案,分值,解析",
            "判断题,可以用水扑灭电器火灾,错,5,会触电",
            "填空题,先报告谁,店主|负责人,5,",
        )
    )
    assert (done.register, done.new, done.rejected) == ("questions", 2, ())
    assert [q["answer"] for q in counter.all("questions")] == ["×", "店主|负责人"]


def test_a_bank_of_questions_comes_in_with_its_choices(counter: Counter) -> None:
    path = counter.file(
        "q.csv",
        "题目,选项A,选项B,选项C,选项D,答案,分值",
        "灭火器先做什么,提起,拔保险销,压把,,B,5",
        "哪些属于个人信息,姓名,电话,地址,品名,abc,10",
        "面单可以随手丢,,,,,错,5",
        "保质期内的先发,甲,乙,,,E,5",
        "中间空了一格,甲,,丙,,A,5",
    )
    done = counter.drop(path)
    assert (done.register, done.new) == ("questions", 3)
    assert sorted(r.row for r in done.rejected) == [5, 6]
    found = counter.all("questions")
    assert [(q["kind"], q["answer"], q["choice_c"]) for q in found] == [
        ("single", "B", "压把"),
        ("multiple", "ABC", "地址"),
        ("true_false", "×", None),
    ]
    with counter.shop.read() as reader:
        rows = reader.lines("questions", found[1]["id"], "options")
    assert [(r["text"], r["correct"]) for r in rows] == [
        ("姓名", True), ("电话", True), ("地址", True), ("品名", False)]  # fmt: skip


def test_choices_changed_by_hand_show_in_the_table_too(counter: Counter) -> None:
    values = {"text": "先做什么", "kind": "single", "answer": "A"}
    lines = {"options": [{"text": "提起"}, {"text": "拔销"}]}
    made = counter.shop.change(lambda uow: records.save(uow, "questions", None, values, lines))
    with counter.shop.read() as reader:
        rows = reader.lines("questions", made, "options")
    lines = {"options": [{"id": rows[1]["id"], "text": "拔保险销"}, {"text": "压把"}]}
    counter.shop.change(lambda uow: records.save(uow, "questions", made, {}, lines))
    (row,) = counter.all("questions")
    assert (row["choice_a"], row["choice_b"], row["choice_c"]) == ("拔保险销", "压把", None)


def test_people_and_their_posts_come_in_with_what_they_need(counter: Counter) -> None:
    course = {"code": "SP", "title": "食品安全", "posts": "仓库"}
    counter.shop.change(lambda uow: records.save(uow, "courses", None, course))
    done = counter.drop(
        counter.file(
            "p.csv",
            "姓名,岗位,联系电话,入职日期",
            "王芳,仓库,13800000001,2026-11-01",
            "李雷,客服,13800000002,2026-11-01",
        )
    )
    assert (done.register, done.new) == ("staff", 2)
    assert [a["staff_name"] for a in counter.all("assignments")] == ["王芳"]


def test_whom_somebody_reports_to_may_stand_in_the_same_list(counter: Counter) -> None:
    plan = counter.look(counter.file("s.csv", "姓名,岗位,上级", "王芳,客服,周晚", "周晚,主管,林店主", "李雷,仓库,周晚"))
    assert any("林店主" in str(w) and "周晚" not in str(w) for w in plan.outcome.warnings)
    done = counter.drop(counter.file("s.csv", "姓名,岗位,上级", "王芳,客服,周晚", "周晚,主管,林店主", "李雷,仓库,周晚"))
    assert (done.register, done.rejected) == ("staff", ())
    found = {s["name"]: s for s in counter.all("staff")}
    assert len(found) == len(counter.all("staff")) == 4
    assert found["周晚"]["post"] == "主管"
    assert found["王芳"]["manager_id"] == found["李雷"]["manager_id"] == found["周晚"]["id"]
