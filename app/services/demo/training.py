"""Training of the demonstration shop: courses by post, sessions with all kinds of results, a quiz, what ran out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from app.services import attaching, records, transitions
from app.services.demo import papers
from app.services.demo.scene import Scene
from app.services.training import plans, quizzes, scans
from app.services.training.roll import roll
from app.store.uow import UnitOfWork

Marks = Mapping[str, tuple[str, int | None]]
"""Name → (attendance, score)."""

COURSES: tuple[dict[str, Any], ...] = (
    {
        "code": "RZ-01",
        "due_days": 45,
        "title": "新员工入职培训",
        "category": "induction",
        "everyone": True,
        "minutes": 120,
        "trainer": "林晓",
        "clause": "7.1",
        "content": "店规、岗位职责、账号与密码、工资与休假、安全出口在哪里。",
    },
    {
        "code": "XF-01",
        "due_days": 92,
        "title": "消防安全与疏散",
        "category": "safety",
        "everyone": True,
        "minutes": 90,
        "validity_months": 12,
        "rhythm": "half_yearly",
        "trainer": "林晓",
        "clause": "14.2",
        "content": "灭火器怎么用、电源怎么断、往哪里撤、谁来点名。",
    },
    {
        "code": "SP-01",
        "due_days": 92,
        "title": "食品安全操作规范",
        "category": "food",
        "posts": "食品分装 仓库",
        "minutes": 120,
        "validity_months": 12,
        "pass_mark": 80,
        "rhythm": "yearly",
        "evaluate_weeks": 4,
        "trainer": "吴桂香",
        "clause": "3.1",
        "content": "洗手与着装、分装台消毒、生熟分开、标签与批次、留样。",
    },
    {
        "code": "KF-01",
        "due_days": 92,
        "title": "售后与投诉处理话术",
        "category": "service",
        "posts": "客服",
        "minutes": 60,
        "validity_months": 12,
        "pass_mark": 60,
        "evaluate_weeks": 4,
        "trainer": "林晓",
        "clause": "3.4",
        "content": "先听、再记、给时限；不承诺做不到的事。",
    },
    {
        "code": "YS-01",
        "due_days": 92,
        "title": "顾客信息保护",
        "category": "privacy",
        "everyone": True,
        "minutes": 45,
        "validity_months": 12,
        "pass_mark": 60,
        "trainer": "方言",
        "clause": "22.3",
        "content": "面单、截图、聊天记录怎么处理；谁能看全号码；泄露了先报谁。",
    },
    {
        "code": "GG-01",
        "due_days": 92,
        "title": "广告法与详情文案用语",
        "category": "law",
        "posts": "运营 店主",
        "minutes": 60,
        "validity_months": 12,
        "pass_mark": 60,
        "trainer": "方言",
        "clause": "4.2",
        "content": "绝对化用语、划线价、赠品说明、功效词。",
    },
    {
        "code": "CK-01",
        "due_days": 75,
        "title": "先到期先出与批次拣货",
        "category": "skill",
        "posts": "仓库 食品分装",
        "minutes": 45,
        "validity_months": 24,
        "trainer": "周建国",
        "clause": "3.1",
        "content": "看批号、看到期日、贴色标、临期单放。",
    },
    {
        "code": "JK-01",
        "due_days": 30,
        "title": "健康体检与健康证",
        "category": "food",
        "posts": "食品分装 仓库",
        "fulfilled_by": "health",
        "validity_months": 12,
        "clause": "3.1",
        "content": "直接接触入口食品的岗位，上岗前取得健康证，每年体检。",
    },
    {
        "code": "CC-01",
        "due_days": 92,
        "title": "手动叉车安全操作",
        "category": "safety",
        "posts": "仓库",
        "minutes": 60,
        "validity_months": 12,
        "pass_mark": 60,
        "trainer": "周建国",
        "clause": "16.2",
        "content": "限重、转弯、停放、不载人。",
    },
)
"""Course → for whom, how long, how long it holds. The wording is our own."""

QUESTIONS: tuple[tuple[str, str, str, tuple[str, ...], str], ...] = (
    (
        "作废的快递面单应当怎样处理？",
        "single",
        "B",
        ("直接丢进垃圾桶", "当天粉碎或涂掉收件信息", "留着做草稿纸"),
        "面单上有姓名、电话和地址。",
    ),
    (
        "下列哪些属于顾客的个人信息？",
        "multiple",
        "ABD",
        ("收件地址", "手机号", "商品条码", "聊天里说的生日"),
        "能认出是谁的，都算。",
    ),
    ("可以把带手机号的订单截图发到同行群里求助。", "true_false", "错", (), "先打码，或只写单号。"),
    ("发现信息泄露后，第一步先报告给谁？", "fill_in", "店主|林晓|负责人", (), "先报告，再补救，再通知顾客。"),
    (
        "顾客要求删除自己的信息，应当怎样做？",
        "single",
        "A",
        ("登记下来并及时处理", "告诉顾客系统删不了", "不用理会"),
        "个人有权要求删除。",
    ),
    ("查看完整电话号码会留下记录。", "true_false", "对", (), "谁、什么时候、为什么看，都记在日志里。"),
    ("电脑离开座位时应当怎样做？", "single", "C", ("关显示器", "不用管", "锁定程序和电脑"), ""),
    (
        "把顾客数据交给快递公司之前要做什么？",
        "multiple",
        "AC",
        ("签好约定", "先发朋友圈告知", "只给送货要用的字段"),
        "《网络数据安全管理条例》要求留存记录三年。",
    ),
)

ANSWERS: Mapping[str, Sequence[str]] = {
    "陈小满": ("B", "ABD", "×", "店主", "A", "√", "C", "AC"),
    "周建国": ("B", "AB", "×", "老板", "A", "√", "C", "AC"),
    "吴桂香": ("B", "ABD", "×", "林晓", "A", "√", "A", "A"),
    "何青": ("A", "AB", "√", "客服主管", "A", "√", "C", "A"),
}
"""What was answered to each question, in order: one all right, one who does not pass."""


def make(scene: Scene) -> None:
    """Courses eighty days ago, what was known before, three months of sessions, and the present day."""
    courses = scene.at(scene.ago(80), _courses)
    scene.at(scene.ago(79), lambda uow: _before(uow, scene, courses))
    scene.at(scene.ago(78), lambda uow: _plan(uow, scene.today.year))
    _sessions(scene, courses)
    quiz = scene.at(scene.ago(24), lambda uow: _quiz(uow, courses["YS-01"]))
    _privacy(scene, courses["YS-01"], quiz)
    scene.at(scene.ago(9), _judge)
    scene.at(scene.now, lambda uow: _present(uow, scene, courses))


def _courses(uow: UnitOfWork) -> dict[str, int]:
    return {c["code"]: records.save(uow, "courses", None, dict(c)) for c in COURSES}


def _before(uow: UnitOfWork, scene: Scene, courses: Mapping[str, int]) -> None:
    """Trainings of last year from the old sheets, and certificates from outside."""
    old: tuple[tuple[str, float, dict[str, int | None]], ...] = (
        ("RZ-01", 300, dict.fromkeys(("林晓", "周建国", "陈小满", "方言", "吴桂香"))),
        ("XF-01", 345, dict.fromkeys(("林晓", "周建国", "陈小满", "方言"))),
        ("CC-01", 400, {"周建国": 88}),
        ("GG-01", 352, {"林晓": 90, "方言": 96}),
    )
    for code, days, people in old:
        marks = {name: ("present", score) for name, score in people.items()}
        _held(uow, scene, courses[code], scene.ago(days), "店里", marks)
    for name, kind, issued, expires, number in (
        ("吴桂香", "health", -347, 18, "健 2025-01733"),
        ("周建国", "health", -375, -10, "健 2024-20991"),
        ("吴桂香", "food", -500, 595, "SPAQ-33010-118"),
    ):
        values = {
            "staff_id": scene.staff[name],
            "kind": kind,
            "issued_on": scene.day(issued),
            "expires_on": scene.day(expires),
            "certificate_no": number,
            "issuer": "区疾控中心" if kind == "health" else "市食品行业协会",
        }
        made = records.save(uow, "certificates", None, values)
        if expires > 0:  # of the one that ran out nobody kept a copy
            scan = papers.certificate(made)
            attaching.attach(uow, "certificates", made, f"{number}.png", "image/png", scan, scene.day(issued))


def _plan(uow: UnitOfWork, year: int) -> None:
    plans.make_year(uow, year)
    plans.approve_year(uow, year)


def _sessions(scene: Scene, courses: Mapping[str, int]) -> None:
    """Two sessions with scores: one whose effect was judged, one whose effect waits to be."""
    held: tuple[tuple[str, float, str, Marks], ...] = (
        ("KF-01", 44, "会议桌", {"陈小满": ("present", 92), "何青": ("present", 78)}),
        ("SP-01", 36, "分装间", {"吴桂香": ("present", 95), "周建国": ("present", 84)}),
        ("CK-01", 30, "仓库", {"周建国": ("present", None), "吴桂香": ("excused", None)}),
    )
    for code, days, place, people in held:

        def run(uow: UnitOfWork, code: str = code, place: str = place, people: Marks = people) -> None:
            _held(uow, scene, courses[code], uow.now - timedelta(hours=2), place, people)

        scene.at(scene.ago(days) + timedelta(hours=2), run)


def _held(uow: UnitOfWork, scene: Scene, course: int, start: datetime, place: str, people: Marks) -> None:
    """A session that took place, with who was there and which score, and is closed."""
    rows = [
        {"staff_id": scene.staff[name], "attendance": there, "signed": there == "present", "score": score}
        for name, (there, score) in people.items()
    ]
    values = {"course_id": course, "starts_at": start, "place": place, "owner_id": scene.staff["林晓"]}
    made = records.save(uow, "training_sessions", None, values, {"attendees": rows})
    transitions.perform(uow, "training_sessions", made, "hold")
    transitions.perform(uow, "training_sessions", made, "close", {"result": "全员参加实操，当场答疑。"})
    session = uow.reader.record("training_sessions", made)
    if all(there == "present" for there, _ in people.values()):  # the sheet that somebody excused has yet to sign waits
        scan = papers.signed_sheet(made, tuple(there == "present" for there, _ in people.values()))
        name = f"签到表 {session['number']}.png"
        attaching.attach(uow, "training_sessions", made, name, "image/png", scan, session["held_on"], scans.SHEET)


def _quiz(uow: UnitOfWork, course: int) -> int:
    lines = []
    for text, kind, answer, choices, why in QUESTIONS:
        values = {
            "text": text,
            "kind": kind,
            "answer": answer,
            "course_id": course,
            "explanation": why or None,
            "points": 10,
        }
        rows = {"options": [{"text": c} for c in choices]}
        lines.append({"question_id": records.save(uow, "questions", None, values, rows)})
    head = {"title": "顾客信息保护小测", "course_id": course, "pass_mark": 60, "minutes": 15}
    return records.save(uow, "quizzes", None, head, {"lines": lines})


def _privacy(scene: Scene, course: int, quiz: int) -> None:
    """A session whose scores came from the quiz: one did not pass, one was away; it is not closed yet."""
    staff = scene.staff

    def hold(uow: UnitOfWork) -> None:
        rows: list[dict[str, Any]] = [{"staff_id": staff[n], "attendance": "present", "signed": True} for n in ANSWERS]
        rows.append({"staff_id": staff["方言"], "attendance": "absent"})
        rows.append({"staff_id": staff["林晓"], "attendance": "present", "signed": True})
        values = {
            "course_id": course,
            "starts_at": uow.now - timedelta(hours=1),
            "place": "会议桌",
            "quiz_id": quiz,
            "owner_id": staff["方言"],
        }
        made = records.save(uow, "training_sessions", None, values, {"attendees": rows})
        paper = quizzes.paper(uow.reader, quiz)
        for name, answers in ANSWERS.items():
            given = {item.question_id: said for item, said in zip(paper.items, answers, strict=True)}
            start = uow.now - timedelta(minutes=14)
            quizzes.hand_in(uow, paper, given, staff_id=staff[name], started_at=start, session_id=made)
        transitions.perform(uow, "training_sessions", made, "hold")

    scene.at(scene.ago(17) + timedelta(hours=1), hold)


def _judge(uow: UnitOfWork) -> None:
    """The effect of the customer-service training, against the shop's own orders before and after."""
    found = uow.reader.exists("training_evaluations", {"title": "售后与投诉处理话术"})
    if found is None:
        return
    values = {
        "reaction": 4,
        "reaction_note": "例子实用，希望多练几次",
        "behaviour": 4,
        "behaviour_note": "抽查聊天记录 20 条，18 条给了明确时限",
        "figure": "own_mistakes",
        "window_days": 28,
        "conclusion": "partly",
        "next_step": "把“给时限”写进快捷回复，年底再抽查一次",
    }
    records.save(uow, "training_evaluations", found, values)
    transitions.perform(uow, "training_evaluations", found, "measure")
    transitions.perform(uow, "training_evaluations", found, "complete")


def _present(uow: UnitOfWork, scene: Scene, courses: Mapping[str, int]) -> None:
    """Next year's draft, a session to come, one that nobody noted down, and what the calendar calls for."""
    staff = scene.staff
    coming = {
        "course_id": courses["GG-01"],
        "starts_at": scene.ago(-3, -4),
        "place": "线上",
        "method": "online",
        "owner_id": staff["方言"],
    }
    rows = [{"staff_id": staff[n]} for n in ("方言", "林晓")]
    records.save(uow, "training_sessions", None, coming, {"attendees": rows})
    forgotten = {"course_id": courses["CK-01"], "starts_at": scene.ago(2), "place": "仓库", "owner_id": staff["周建国"]}
    records.save(uow, "training_sessions", None, forgotten, {"attendees": [{"staff_id": staff["吴桂香"]}]})
    plans.make_year(uow, scene.today.year + 1)
    roll(uow)
