"""Each paper laid beside the fields by which inspectors know it: the label is there, and what belongs behind it too."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from app.core.i18n import Translator
from app.core.progress import Progress
from app.reports.content import LineTable
from app.reports.forms import FORMS, form_for
from app.reports.papers.blocks import Boxes, PaperPage, Pictures, Signatures, SignSheet, Steps
from app.reports.prepare import Context
from app.reports.verbs import print_records
from app.services import records
from app.store.shop import Shop
from app.store.uow import UnitOfWork
from app.store.view import View
from tests.reports.papers.legal_fields import LEGAL_FORMS, LegalForm, as_page

BY_FORM = pytest.mark.parametrize("legal", LEGAL_FORMS, ids=lambda f: f"{f.form}-{f.register}")
DOCS = Path(__file__).parents[3] / "docs" / "forms.md"
NO_PAPER = {"answer-key", "check-notice", "check-re-check"}
"""The key is for the trainer alone; the notices of checks are those of rectifications."""


def pages(shop: Shop, legal: LegalForm, language: str = "zh") -> list[PaperPage]:
    with shop.read() as reader:
        ctx = Context(reader, shop.locale(Translator(language)), "S")
        made = form_for(legal.register, legal.form).prepare(ctx, legal.register, reader.ids(View(legal.register)))
    found = [p for p in made if isinstance(p, PaperPage)]
    return [p for p in found if p.across] if legal.across else found


def labels(page: PaperPage) -> dict[tuple[str, str], str]:
    """What stands behind each label of a page, by what bears it; a label that stands twice has both."""
    found: dict[tuple[str, str], str] = defaultdict(str)
    for block in page.blocks:
        match block:
            case Boxes():
                for box in (b for row in block.rows for b in row):
                    found["box", box.label] += box.value
            case LineTable():
                for i, head in enumerate(block.heads):
                    found["column", head.label] += "".join(row[i] for row in block.rows)
            case SignSheet():
                for i, (head_of, _) in enumerate(block.heads):
                    found["sheet column", head_of] += "".join(row.cells[i] for row in block.rows)
            case Signatures():
                for place in block.places:
                    found["signature", place.label] += place.name
            case Pictures():
                found["photos", block.title] += "".join(p.caption for p in block.shown)
            case Steps():
                found["steps", block.title] += "".join(s.what for s in block.steps)
            case _:
                pass
    return dict(found)


@BY_FORM
def test_each_field_has_its_label_in_both_languages_and_is_filled(living: Shop, legal: LegalForm) -> None:
    for language in ("zh", "en"):
        made = pages(living, legal, language)
        assert {p.title for p in made} == {getattr(legal, language)}
        every = [labels(p) for p in made]
        wanted = [(f, (f.place, getattr(f, language))) for f in legal.fields]
        # Photos have a heading only where there are some; every other label stands on every sheet.
        assert [k for f, k in wanted if f.place != "photos" and not all(k in one for one in every)] == []
        assert [k for f, k in wanted if not f.by_hand and not any(one.get(k, "").strip() for one in every)] == []


@BY_FORM
def test_each_label_is_drawn(living: Shop, legal: LegalForm, tmp_path: Path) -> None:
    with living.read() as reader:
        ids = reader.ids(View(legal.register))
    if not legal.across:
        ids = ids[:1]
    locale = living.locale(Translator("zh"))
    made = print_records(living, legal.register, legal.form, ids, tmp_path / "a.pdf", locale, Progress())
    drawn_pages = PdfReader(made.path).pages
    if legal.across:  # a sheet for one record alone may stand beside it, upright
        assert any(p.mediabox.width > p.mediabox.height for p in drawn_pages)
    said = "".join(page.extract_text() for page in drawn_pages).replace("\n", "").replace(" ", "")
    drawn = [f.zh.replace(" ", "") for f in legal.fields if f.place != "photos"]
    assert [w for w in (legal.zh, *drawn) if w not in said] == []


def test_every_ruled_form_is_in_the_table() -> None:
    registered = {f.name for f in FORMS if "app.reports.papers" in f.prepare.__module__}
    assert {f.form for f in LEGAL_FORMS} == registered - NO_PAPER


def test_what_was_entered_stands_behind_its_own_label(living: Shop) -> None:
    """A complaint and a rectification with a value of its own in each field."""

    def enter(uow: UnitOfWork) -> tuple[int, int]:
        staff = uow.reader.ids(View("staff"))[:2]
        said = {
            "channel": "phone", "category": "other", "description": "内容甲", "authority_no": "1440300002026",
            "customer_name": "陈予安", "customer_phone": "13800000000", "wants": "诉求乙", "handler_id": staff[0],
            "received_by": staff[1], "validity": "founded", "cause": "原因丙", "remedy": "处理丁",
            "promised": "三天内补发", "promised_at": datetime(2026, 11, 26, 6, tzinfo=UTC),
        }  # fmt: skip
        found = {
            "title": "检查戊", "finding": "描述己", "place": "仓库庚", "clause": "条款辛", "requirement": "要求壬",
            "standard": "标准癸", "measure": "措施子", "advice": "意见丑", "unit_checked": "仓储组", "cost": 12_345,
            "deadline": date(2026, 12, 1), "recheck_on": date(2026, 12, 2), "owner_id": staff[0],
        }  # fmt: skip
        return records.save(uow, "complaints", None, said), records.save(uow, "rectifications", None, found)

    complaint, rectification = living.change(enter)

    def boxes(register: str, form: str, record_id: int) -> dict[str, str]:
        with living.read() as reader:
            ctx = Context(reader, living.locale(Translator("zh")), "S")
            (page,) = form_for(register, form).prepare(ctx, register, [record_id])
        assert isinstance(page, PaperPage)
        return {label: value for (place, label), value in labels(page).items() if place == "box"}

    sheet: dict[str, Any] = boxes("complaints", "register-sheet", complaint)
    assert {k: sheet[k] for k in ("12315 编号", "渠道", "投诉内容", "承诺内容", "承诺日期", "是否属实", "原因")} == {
        "12315 编号": "1440300002026", "渠道": "电话", "投诉内容": "内容甲", "承诺内容": "三天内补发",
        "承诺日期": "2026-11-26 14:00", "是否属实": "有理", "原因": "原因丙",
    }  # fmt: skip
    assert (sheet["处理结果"], sheet["是否落实"], sheet["保密"]) == ("处理丁", "否", "否")
    notice: dict[str, Any] = boxes("rectifications", "notice", rectification)
    assert {k: notice[k] for k in ("隐患描述", "地点", "违反条款", "整改要求", "整改标准", "措施", "意见")} == {
        "隐患描述": "描述己", "地点": "仓库庚", "违反条款": "条款辛", "整改要求": "要求壬", "整改标准": "标准癸",
        "措施": "措施子", "意见": "意见丑",
    }  # fmt: skip
    assert (notice["整改资金"], notice["整改期限"], notice["复查日期"]) == ("123.45", "2026-12-01", "2026-12-02")


def test_the_docs_show_the_table_as_it_is() -> None:
    assert DOCS.read_text(encoding="utf-8").partition("\n## ")[2] == as_page().partition("## ")[2]
