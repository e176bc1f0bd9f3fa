"""What single papers say and how they are drawn: printed from a living shop and read back."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import segno
from pypdf import PdfReader

from app.core.i18n import Translator
from app.core.progress import Progress
from app.reports.content import LineTable
from app.reports.papers import remedy
from app.reports.papers.training import TO_SIGN
from app.reports.prepare import Context
from app.reports.verbs import print_records
from app.services import records, transitions
from app.services.emergency import drills
from app.store.shop import Shop
from app.store.uow import UnitOfWork
from app.store.view import View


def words_of(pages: PdfReader) -> str:
    return "".join(page.extract_text() for page in pages.pages).replace("\n", "").replace(" ", "")


def test_the_answer_key_gives_the_answers_and_the_question_paper_none(living: Shop, tmp_path: Path) -> None:
    with living.read() as reader:
        quiz = reader.ids(View("quizzes"))[:1]
    assert "答案：" in words_of(drawn(living, "answer-key", "quizzes", quiz, tmp_path))
    assert "答案" not in words_of(drawn(living, "question-paper", "quizzes", quiz, tmp_path))


def test_an_action_card_is_one_page_and_its_telephones_are_whole(living: Shop, tmp_path: Path) -> None:
    with living.read() as reader:
        ids = reader.ids(View("plans"))
    for plan in ids:
        made = print_records(living, "plans", "action-card", [plan], tmp_path / "c.pdf", living.locale(), Progress())
        pages = PdfReader(made.path)
        assert len(pages.pages) == 1, plan
        with living.read() as reader:
            phones = [c["phone"] for c in reader.lines("plans", plan, "contacts") if c["phone"]]
        said = words_of(pages)
        assert [p for p in phones if p.replace(" ", "") not in said] == []


def test_a_rectification_that_its_doer_verified_says_so_on_paper(living: Shop, tmp_path: Path) -> None:
    with living.read() as reader:
        rows = reader.records("rectifications", reader.ids(View("rectifications")))
    own = [i for i, r in rows.items() if r["self_verified"]]
    others = [i for i, r in rows.items() if r["verdict"] and not r["self_verified"]]
    assert own and others, "the demonstration shop shows both"
    sentence = "由整改人自行复查"
    for ids, there in ((own[:1], True), (others[:1], False)):
        made = print_records(living, "rectifications", "re-check", ids, tmp_path / "r.pdf", living.locale(), Progress())
        assert (sentence in words_of(PdfReader(made.path))) is there


def drawn(shop: Shop, form: str, register: str, ids: list[int], folder: Path, language: str = "zh") -> PdfReader:
    locale = shop.locale(Translator(language))
    return PdfReader(print_records(shop, register, form, ids, folder / "d.pdf", locale, Progress()).path)


def test_what_was_entered_later_shows_both_days(living: Shop, tmp_path: Path) -> None:
    """A drill entered five days after its day, and an incident entered the day after it was found."""
    held = {"held_at": datetime(2026, 11, 18, 6, tzinfo=UTC)}
    found = {"title": "夜间断电", "kind": "power", "found_at": datetime(2026, 11, 22, 6, tzinfo=UTC)}

    def enter(uow: UnitOfWork) -> tuple[int, int, int]:
        plan = uow.reader.ids(View("plans", chip="in_force"))[0]
        drill = drills.plan_drill(uow, plan, date(2026, 11, 18), title="补录的演练")
        transitions.perform(uow, "drills", drill, "hold", held)
        at_once = records.save(uow, "incidents", None, {"title": "今日断电", "kind": "power", "found_at": uow.now})
        return drill, records.save(uow, "incidents", None, found), at_once

    drill, late, at_once = living.change(enter)
    assert "登记日期" in words_of(drawn(living, "drill-record", "drills", [drill], tmp_path))
    assert "登记日期" in words_of(drawn(living, "incident-report", "incidents", [late], tmp_path))
    assert "登记日期" not in words_of(drawn(living, "incident-report", "incidents", [at_once], tmp_path))


def test_the_time_limits_of_an_incidents_steps_are_said_in_words(living: Shop, tmp_path: Path) -> None:
    with living.read() as reader:
        running = [i for i in reader.ids(View("incidents", chip="open")) if reader.lines("incidents", i, "responses")]
    said = words_of(drawn(living, "incident-report", "incidents", running[:1], tmp_path))
    assert "分钟内" in said and "小时内" in said


def test_a_drill_that_is_only_planned_has_all_its_columns_blank_to_write_in(living: Shop, tmp_path: Path) -> None:
    with living.read() as reader:
        rows = reader.records("drills", reader.ids(View("drills")))
    planned = [i for i, r in rows.items() if not r["held_on"]]
    assert planned, "the demonstration shop has a drill that is to come"
    said = words_of(drawn(living, "drill-record", "drills", planned[:1], tmp_path))
    for columns in ("姓名演练角色实到", "品名用量备注", "时间经过", "问题措施责任人期限"):
        assert columns in said
    assert "否" not in said, "nobody is said to have stayed away from a drill that was not held"


def test_a_form_says_that_it_masks_what_it_shows_and_nothing_else(living: Shop, tmp_path: Path) -> None:
    with living.read() as reader:
        staff, sessions = reader.ids(View("staff")), reader.ids(View("training_sessions"))
    assert "已脱敏" not in words_of(drawn(living, "training-file", "staff", staff[:1], tmp_path))
    for form in ("sign-in-sheet", "training-record"):
        assert "已脱敏：电话" in words_of(drawn(living, form, "training_sessions", sessions[:1], tmp_path))


def test_the_steps_of_an_action_card_say_their_time_limit(living: Shop, tmp_path: Path) -> None:
    with living.read() as reader:
        for plan in reader.ids(View("plans")):
            minutes = [x["minutes"] for x in reader.lines("plans", plan, "steps") if x["on_card"]]
            if {1, 60} <= set(minutes):
                break
    said = words_of(drawn(living, "action-card", "plans", [plan], tmp_path))
    assert "时限" in said
    assert "1分钟内" in said
    assert "1小时内" in said


def test_no_word_of_an_english_label_is_broken(living: Shop, tmp_path: Path) -> None:
    with living.read() as reader:
        found = {r: reader.ids(View(r))[:1] for r in ("complaints", "rectifications", "drills")}
    text = "".join(
        page.extract_text()
        for form, register in (
            ("register-sheet", "complaints"),
            ("notice", "rectifications"),
            ("drill-record", "drills"),
        )
        for page in drawn(living, form, register, found[register], tmp_path, "en").pages
    )
    for word in ("Complained by", "Confidential", "Refunded", "Responsible for", "Commander"):
        assert word in text


def test_a_returns_sheet_is_blank_where_nothing_was_inspected_yet(living: Shop) -> None:
    with living.read() as reader:
        rows = reader.records("remedies", reader.ids(View("remedies")))
        waiting = [i for i, r in rows.items() if r["inspected_at"] is None and r["goods"]]
        seen = [i for i, r in rows.items() if r["inspected_at"] is not None]
        assert waiting
        assert seen
        made = remedy.sheets(Context(reader, living.locale(), "S"), "remedies", [waiting[0], seen[0]])
    tables = [[b for b in page.blocks if isinstance(b, LineTable)][1] for page in made]
    assert [h.label for h in tables[0].heads] == [h.label for h in tables[1].heads]
    assert {cell for row in tables[0].rows for cell in row[3:6]} == {""}
    assert "".join(cell for row in tables[1].rows for cell in row[3:6]).isdigit()


def test_the_graded_list_keeps_measures_that_were_done_and_says_who_does_the_others(
    living: Shop, tmp_path: Path
) -> None:
    with living.read() as reader:
        rows = reader.records("risks", reader.ids(View("risks")))
        wired = next(i for i, r in rows.items() if r["title"].startswith("仓库电线老化"))
    said = words_of(drawn(living, "risk-list", "risks", [wired], tmp_path))
    done, to_do = said.split("撤掉串接的插线板")[1], said.split("请电工重布两路线")[1]
    assert done.startswith("（2026-") and "周建国、2026-11-21、¥1,800.00" in to_do
    assert "截至2026-11-23" in said and "固有风险" in said and "剩余风险" in said
    assert "显著危险" in said and "大于320极其危险（重大风险），须停止作业" in said
    assert "签字人已被告知以上风险" in said and said.count("周建国") >= 3, "who works here has a line to sign"


def codes(pages: PdfReader) -> list[list[list[bool]]]:
    """The QR codes of the first page, as their dark and light modules: read back from what was drawn."""
    content = pages.pages[0].get_contents()
    assert content is not None
    found: list[list[list[bool]]] = []
    boxes: list[tuple[float, ...]] = []
    for line in content.get_data().decode("latin-1").splitlines():
        rects = re.findall(r"(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) re", line)
        boxes += [tuple(float(n) for n in r) for r in rects]
        if not rects and boxes:
            if len(boxes) > 100:
                left, low = min(b[0] for b in boxes), min(b[1] for b in boxes)
                step = boxes[0][3]
                size = round((max(b[1] for b in boxes) - low) / step) + 1
                dark = [[False] * size for _ in range(size)]
                for x, y, wide, _ in boxes:
                    row, start = size - 1 - round((y - low) / step), round((x - left) / step)
                    dark[row][start : start + round(wide / step)] = [True] * round(wide / step)
                found.append(dark)
            boxes = []
    return found


@pytest.mark.parametrize("form", ["sign-in-sheet", "training-record"])
def test_the_code_of_a_sheet_is_its_number(living: Shop, tmp_path: Path, form: str) -> None:
    with living.read() as reader:
        sessions = reader.records("training_sessions", reader.ids(View("training_sessions")))
    one, other = list(sessions)[:2]
    drawn_codes = codes(drawn(living, form, "training_sessions", [one], tmp_path))

    def modules(number: str) -> list[list[bool]]:
        return [[bool(m) for m in row] for row in segno.make(number, error="m", micro=False).matrix]

    assert modules(sessions[one]["number"]) in drawn_codes
    assert modules(sessions[other]["number"]) not in drawn_codes


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_register_sheet_keeps_its_signatures_on_its_one_page(living: Shop, tmp_path: Path, language: str) -> None:
    with living.read() as reader:
        rows = reader.records("complaints", reader.ids(View("complaints")))
    turned_down = [i for i, r in rows.items() if r["refused_at"]]
    closed = [i for i, r in rows.items() if r["closed_at"] and not r["refused_at"]]
    assert turned_down and closed
    chosen = [turned_down[0], closed[0]]
    pages = drawn(living, "register-sheet", "complaints", chosen, tmp_path, language)
    assert len(pages.pages) == 2


def test_the_training_record_has_room_to_sign_for_those_who_have_not(living: Shop, tmp_path: Path) -> None:
    def people(i: int) -> set[tuple[str, bool]]:
        with living.read() as reader:
            return {(x["attendance"], x["signed"]) for x in reader.lines("training_sessions", i, "attendees")}

    with living.read() as reader:
        sessions = {i: people(i) for i in reader.ids(View("training_sessions"))}
    waiting = next(i for i, x in sessions.items() if ("invited", False) in x)
    signed = next(i for i, x in sessions.items() if x == {("present", True)})
    assert TO_SIGN in words_of(drawn(living, "training-record", "training_sessions", [waiting], tmp_path))
    said = words_of(drawn(living, "training-record", "training_sessions", [signed], tmp_path))
    assert "已签" in said and TO_SIGN not in said
