"""The complaint's papers: both days where one was written down late, and histories that name what they refer to."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.core.progress import Progress
from app.reports.verbs import print_records
from app.services import complaints, records
from app.store.shop import Shop


def complain(shop: Shop, days: int) -> int:
    """A complaint that came so many days ago and is written down today."""
    at = shop.clock() - timedelta(days=days)
    values = {"channel": "chat", "category": "quality", "description": "盖子漏", "received_at": at}
    return shop.change(lambda uow: records.save(uow, "complaints", None, values))


def words(shop: Shop, form: str, complaint: int, folder: Path) -> str:
    path = folder / "x.pdf"
    print_records(shop, "complaints", form, [complaint], path, shop.locale(), Progress())
    return "".join(p.extract_text() for p in PdfReader(path).pages)


@pytest.mark.parametrize(("days", "said"), [(3, True), (0, False)])
def test_the_sheet_names_both_days_where_it_was_written_down_late(
    shop: Shop, tmp_path: Path, days: int, said: bool
) -> None:
    found = words(shop, "register-sheet", complain(shop, days), tmp_path)
    assert ("登记时间" in found) is said


def test_the_case_file_says_when_each_contact_was_written_down(shop: Shop, tmp_path: Path) -> None:
    made = complain(shop, 3)
    at = shop.clock() - timedelta(days=2)
    contact = {"direction": "out", "channel": "phone", "said": "已致电", "at": at}
    shop.change(lambda uow: complaints.log_contact(uow, made, contact))
    found = words(shop, "case-file", made, tmp_path)
    assert at.astimezone(shop.tz).strftime("%Y-%m-%d") in found and "登记时间" in found


def test_a_history_on_paper_names_who_handles_it(shop: Shop, tmp_path: Path) -> None:
    made = complain(shop, 0)
    who = shop.change(lambda uow: records.save(uow, "staff", None, {"name": "周建国"}))
    shop.change(lambda uow: records.save(uow, "complaints", made, {"handler_id": who}))
    found = words(shop, "case-file", made, tmp_path)
    assert "经办人 周建国" in found and f"经办人 #{who}" not in found
