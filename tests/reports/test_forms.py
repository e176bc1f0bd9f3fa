"""Printed forms: the goods-in record whole and readable, each on the paper that fits it."""

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.core.i18n import Translator
from app.core.progress import Progress
from app.reports.verbs import print_records
from app.services import records, transitions
from app.store.shop import Shop


@pytest.fixture
def receipt(shop: Shop) -> int:
    """A posted delivery with everything that the inspection asks for."""

    def work(uow) -> int:  # type: ignore[no-untyped-def]
        food = {"sku": "HM-GHJ-250", "name": "手工桂花酱", "options": "250g", "unit": "瓶", "shelf_life_days": 365}
        product = records.save(uow, "products", None, food)
        supplier = records.save(
            uow,
            "suppliers",
            None,
            {"name": "山野食品厂", "phone": "13800000000", "address": "浙江省杭州市样例路 8 号", "licence_no": "SC100"},
        )
        head = {"supplier_id": supplier, "licence_seen": True, "vouchers": "送货单 11", "receiver": "林晓"}
        line = {
            "product_id": product,
            "quantity": 48,
            "unit_cost": 1160,
            "batch_code": "GHJ20261120A",
            "production_date": date(2026, 1, 5),
            "voucher": "检字 2026-118",
            "note": "外箱完好",
        }
        made = records.save(uow, "receipts", None, {**head, "received_on": date(2026, 2, 1)}, {"lines": [line]})
        transitions.perform(uow, "receipts", made, "post")
        return made

    return shop.change(work)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_goods_in_record_shows_every_field_of_the_inspection(
    shop: Shop, receipt: int, progress: Progress, tmp_path: Path, language: str
) -> None:
    made = print_records(
        shop, "receipts", "record", [receipt], tmp_path / "a.pdf", shop.locale(Translator(language)), progress
    )
    said = "\n".join(page.extract_text() for page in PdfReader(made.path).pages)
    for words in (
        "手工桂花酱", "250g", "48", "GHJ20261120A", "2026-01-05", "365", "2027-01-05", "2026-02-01", "山野食品厂",
        "13800000000", "浙江省杭州市样例路 8 号", "SC100", "送货单 11", "检字 2026-118", "林晓", "外箱完好",
    ):  # fmt: skip
        assert words in said, words
    for words in ("规格", "保质期", "合格证明") if language == "zh" else ("Specification", "Produced", "Certificate"):
        assert words in said, words  # a heading that breaks within a word is none


@pytest.mark.parametrize(("register", "form", "across"), [("receipts", "record", True), ("suppliers", "record", False)])
def test_a_form_lies_across_only_where_its_table_would_be_crowded(
    shop: Shop, receipt: int, progress: Progress, tmp_path: Path, register: str, form: str, across: bool
) -> None:
    ids = [receipt] if register == "receipts" else [1]
    made = print_records(shop, register, form, ids, tmp_path / "a.pdf", shop.locale(), progress)
    box = PdfReader(made.path).pages[0].mediabox
    assert (box.width > box.height) is across
