"""The complaint figures as PDF and workbook: each with its definition, the late ones named, the export logged."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from app.core.clock import fixed
from app.core.errors import UserError
from app.core.progress import Progress
from app.reports.complaintfigures import export_figures
from app.services import records
from app.store.shop import Shop


@pytest.fixture
def period(shop: Shop) -> tuple[date, date]:
    """Three complaints, of which one was not answered in time."""
    now = shop.clock()
    for hours in (30, 2, 1):
        values = {"channel": "chat", "category": "quality", "description": "漏", "received_at": now}
        shop.clock = fixed(now - timedelta(hours=hours))
        values["received_at"] = shop.clock()
        shop.change(lambda uow, v=values: records.save(uow, "complaints", None, v))  # type: ignore[misc]
    shop.clock = fixed(now)
    return now.date() - timedelta(days=7), now.date() + timedelta(days=1)


def test_the_pdf_says_each_figure_and_names_the_late_ones(
    shop: Shop, period: tuple[date, date], tmp_path: Path
) -> None:
    done = export_figures(shop, tmp_path / "f.pdf", shop.locale(), Progress(), *period)
    words = " ".join(p.extract_text() for p in PdfReader(done.path).pages)
    for wanted in ("投诉分析", "首次回复及时率", "CP-2026-000001", "质量问题", "投诉率（按售出件数）"):
        assert wanted in words
    with shop.read() as reader:
        assert [e.action for e in reader.timeline("complaints", 0)][:2] == ["written", "export"]


def test_the_workbook_holds_numbers(shop: Shop, period: tuple[date, date], tmp_path: Path) -> None:
    export_figures(shop, tmp_path / "f.xlsx", shop.locale(), Progress(), *period)
    rows = list(load_workbook(tmp_path / "f.xlsx").worksheets[0].iter_rows(values_only=True))
    found = {r[:4] for r in rows}
    assert ("首次回复及时率", 0, 1, 0) in found and ("质量问题", 3, 100, None) in found


def test_another_ending_is_refused(shop: Shop, period: tuple[date, date], tmp_path: Path) -> None:
    with pytest.raises(UserError, match="csv"):
        export_figures(shop, tmp_path / "f.csv", shop.locale(), Progress(), *period)
