"""What a form says of its own standing, and that nothing of a record is left off its paper."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfReader

from app.core.i18n import Translator
from app.core.progress import Progress
from app.reports.forms import form_for
from app.reports.papers.blocks import Boxes, PaperPage, Signatures
from app.reports.prepare import Context
from app.reports.verbs import print_records
from app.services import complaints, records
from app.services.training import scoring
from app.store.shop import Shop
from app.store.uow import UnitOfWork
from app.store.view import View

ZH = Translator("zh")


def page(shop: Shop, register: str, form: str, record_id: int) -> PaperPage:
    with shop.read() as reader:
        (made,) = form_for(register, form).contents(Context(reader, shop.locale(ZH), "S"), register, [record_id])
    assert isinstance(made, PaperPage)
    return made


def drawn(shop: Shop, register: str, form: str, record_id: int, folder: Path) -> list[str]:
    made = print_records(shop, register, form, [record_id], folder / "a.pdf", shop.locale(ZH), Progress())
    return [p.extract_text().replace("\n", "").replace(" ", "") for p in PdfReader(made.path).pages]


def box(made: PaperPage, label: str) -> str:
    return next(b.value for x in made.blocks if isinstance(x, Boxes) for row in x.rows for b in row if b.label == label)


def rows(shop: Shop, register: str) -> dict[int, dict[str, object]]:
    with shop.read() as reader:
        return reader.records(register, reader.ids(View(register)))


def test_a_voided_record_is_no_valid_form(living: Shop, tmp_path: Path) -> None:
    def enter(uow: UnitOfWork) -> int:
        made = records.save(uow, "complaints", None, {"channel": "chat", "category": "other", "description": "录重了"})
        records.void(uow, "complaints", made, "重复登记")
        return made

    voided = living.change(enter)
    assert page(living, "complaints", "register-sheet", voided).standing == "已作废：重复登记"
    assert "已作废：重复登记" in drawn(living, "complaints", "register-sheet", voided, tmp_path)[0]


def test_a_card_of_a_version_that_is_not_in_effect_says_so(living: Shop) -> None:
    for plan_id, plan in rows(living, "plans").items():
        said = page(living, "plans", "action-card", plan_id).standing
        assert (said == "") is (plan["status"] == "in_force")
    assert {p["status"] for p in rows(living, "plans").values()} >= {"in_force", "replaced"}


def test_a_check_that_is_not_finished_has_no_score_and_nobody_signed_it(living: Shop) -> None:
    found = rows(living, "checks")
    under_way = next(i for i, c in found.items() if c["status"] == "in_progress")
    made = page(living, "checks", "check-record", under_way)
    assert made.standing.startswith("检查未完成：") and box(made, "得分") == "" and box(made, "状态") == "进行中"
    signed = next(b for b in made.blocks if isinstance(b, Signatures))
    assert [p.day for p in signed.places] == ["", ""]
    whole = page(living, "checks", "check-record", next(i for i, c in found.items() if c["status"] == "finished"))
    assert whole.standing == "" and box(whole, "得分") != ""


def test_the_unit_checked_signs_a_recheck_on_the_day_on_which_it_signs(living: Shop) -> None:
    verified = next(i for i, r in rows(living, "rectifications").items() if r["status"] == "verified")
    signed = next(b for b in page(living, "rectifications", "re-check", verified).blocks if isinstance(b, Signatures))
    assert signed.places[0].day != "" and signed.places[1].day == ""


def test_points_to_pass_are_points_of_this_paper(living: Shop) -> None:
    (quiz_id,) = rows(living, "quizzes")
    assert page(living, "quizzes", "question-paper", quiz_id).subtitle == "满分 80 分，48 分合格"
    for total in (7, 30, 80, 100, 101):
        for mark in (1, 59, 60, 100):
            least = scoring.least(total, mark)
            assert scoring.score(least, total) >= mark > scoring.score(least - 1, total)


def test_a_level_names_its_colour_in_words(living: Shop, tmp_path: Path) -> None:
    high = next(i for i, r in rows(living, "risks").items() if r["level"] == "3")
    assert "较大风险（橙）" in "".join(drawn(living, "risks", "risk-list", high, tmp_path))


def test_a_long_talk_stands_whole_in_the_case_file(living: Shop, tmp_path: Path) -> None:
    said = "".join(f"第{n:04d}句客户说的话。" for n in range(600))

    def talk(uow: UnitOfWork) -> int:
        made = records.save(uow, "complaints", None, {"channel": "chat", "category": "other", "description": "长谈"})
        complaints.log_contact(uow, made, {"direction": "in", "channel": "chat", "said": said})
        return made

    pages = drawn(living, "complaints", "case-file", living.change(talk), tmp_path)
    text = "".join(pages)
    assert [n for n in range(600) if f"{n:04d}" not in text] == []
    assert sum("沟通内容" in p for p in pages) > 2, "the header stands again on each page of it"


def test_a_notice_that_nobody_issued_yet_has_no_day_of_issue(living: Shop) -> None:
    made = living.change(lambda uow: records.save(uow, "rectifications", None, {"title": "无人签发"}))
    issued = next(b for b in page(living, "rectifications", "notice", made).blocks if isinstance(b, Signatures))
    assert [(p.name, p.day) for p in issued.places] == [("", ""), ("", "")]
