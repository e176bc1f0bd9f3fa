"""Who made a confidential complaint stands on no paper and in no file, not even where personal data is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from app.core.progress import Progress
from app.reports.forms import forms_for
from app.reports.verbs import export_view, print_records
from app.services import complaints, records
from app.store.shop import Shop
from app.store.view import View

NAME, PHONE = "陈渊", "13800001234"


@pytest.fixture
def complaint(shop: Shop) -> int:
    """Confidential from the third step on: entered, said, then hidden."""
    values = {
        "channel": "12315",
        "category": "advertising",
        "description": "极限词",
        "customer_name": NAME,
        "customer_phone": PHONE,
        "received_at": shop.clock(),
    }
    made = shop.change(lambda uow: records.save(uow, "complaints", None, values))
    contact = {"direction": "in", "channel": "phone", "who": NAME, "said": "请尽快"}
    shop.change(lambda uow: complaints.log_contact(uow, made, contact))
    shop.change(lambda uow: records.save(uow, "complaints", made, {"confidential": True}))
    return made


@pytest.mark.parametrize("reveal", [False, True])
@pytest.mark.parametrize("form", [f.name for f in forms_for("complaints")])
def test_no_form_says_it(shop: Shop, complaint: int, tmp_path: Path, form: str, reveal: bool) -> None:
    path = tmp_path / "x.pdf"
    print_records(shop, "complaints", form, [complaint], path, shop.locale(), Progress(), reveal=reveal)
    words = "".join(p.extract_text() for p in PdfReader(path).pages)
    assert "CP-" in words and NAME not in words and PHONE not in words
    assert NAME[0] not in words and PHONE[:3] not in words, "not even masked, in its history or among its contacts"


def test_no_file_says_it_even_where_personal_data_is_shown(shop: Shop, complaint: int, tmp_path: Path) -> None:
    names = tuple(f.name for f in shop.registry["complaints"].fields)
    view = View("complaints", columns=names)
    for suffix in ("csv", "xlsx"):
        export_view(shop, view, tmp_path / f"x.{suffix}", shop.locale(), Progress(), reveal=True)
    text = (tmp_path / "x.csv").read_text("utf-8-sig")
    cells = {str(c.value) for row in load_workbook(tmp_path / "x.xlsx").worksheets[0].iter_rows() for c in row}
    assert "极限词" in text and NAME not in text and PHONE not in text
    assert "极限词" in cells and NAME not in cells and PHONE not in cells
