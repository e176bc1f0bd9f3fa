"""How checks went, as PDF and workbook: the same numbers in both, logged before they are written."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from app.core.clock import fixed
from app.core.errors import UserError
from app.core.i18n import Translator
from app.core.progress import Progress
from app.reports.checkfigures import export_trends
from app.services.checklists import history
from app.store.shop import Shop
from tests.records import PLACED

DAY = date(2026, 5, 17)


@pytest.fixture
def checked(shop: Shop) -> Shop:
    """Two checks in two months and places; half of the second failed."""
    shop.clock = fixed(PLACED)

    def work(uow: Any) -> None:
        passed, failed = {"text": "通道", "result": "pass"}, {"text": "灯", "result": "fail"}
        history.bring(uow, {"name": "周查", "place": "一号仓", "checked_on": DAY - timedelta(days=40)}, [passed])
        history.bring(uow, {"name": "周查", "place": "二号仓", "checked_on": DAY}, [passed, failed])

    shop.change(work)
    return shop


def test_the_workbook_has_the_pass_rate_by_month_checklist_and_place(checked: Shop, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    export_trends(checked, path, checked.locale(Translator("zh")), Progress())
    rows = [r for r in load_workbook(path).active.iter_rows(values_only=True)]  # type: ignore[union-attr]
    said = {r[0]: r[1:4] for r in rows if r[0]}
    assert said["2026-04"] == (1, 100, 0) and said["2026-05"] == (1, 50, 1)
    assert said["一号仓"] == (1, 100, 0) and said["二号仓"] == (1, 50, 1)
    assert said["周查"] == (2, 67, 1)


def test_the_pdf_says_the_same_and_the_log_knows_of_it(checked: Shop, tmp_path: Path) -> None:
    path, before = tmp_path / "t.pdf", checked.head().seq
    export_trends(checked, path, checked.locale(Translator("zh")), Progress())
    text = "".join(p.extract_text() for p in PdfReader(path).pages)
    assert all(words in text for words in ("检查统计", "2026-05", "二号仓", "67"))
    assert checked.head().seq > before


def test_the_months_can_be_those_of_one_place(checked: Shop, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    export_trends(checked, path, checked.locale(Translator("zh")), Progress(), place="一号仓")
    rows = {r[0]: r[1] for r in load_workbook(path).active.iter_rows(values_only=True)}  # type: ignore[union-attr]
    assert (rows["2026-04"], rows["2026-05"]) == (1, 0)
    with pytest.raises(UserError):
        export_trends(checked, tmp_path / "t.doc", checked.locale(), Progress())
