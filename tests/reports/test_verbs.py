import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader
from sqlalchemy import select

from app.core.errors import Cancelled, NotAllowed, UserError
from app.core.locale import Locale
from app.core.progress import Progress
from app.models.registry import Registry
from app.models.system.audit import AuditRow
from app.reports.forms import forms_for
from app.reports.verbs import SUFFIXES, export_view, print_records
from app.services.settings import MASK_NAMES
from app.store.audit import Actor
from app.store.datakey import DataKey
from app.store.shop import Shop
from app.store.view import View

Ids = dict[str, list[int]]
KEY = DataKey(b"k" * 32, b"s" * 16, 1)


def logged(shop: Shop, *actions: str) -> list[dict[str, Any]]:
    row = AuditRow.__table__
    with shop.read() as reader:
        found = reader.rows(select(row).where(row.c.action.in_(actions)).order_by(row.c.seq))
    return [{**r, "after": json.loads(r["after"]) if r["after"] else {}} for r in found]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_export_is_logged_before_it_is_written_and_carries_the_head(
    shop: Shop, filled: Ids, en: Locale, progress: Progress, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"orders{suffix.upper()}"
    done = export_view(shop, View("orders", chip="to_ship"), path, en, progress)
    assert done.rows == 4
    entry, written = logged(shop, "export", "written")
    assert done.head.seq == entry["seq"]
    assert done.head.hash == entry["hash"]
    told = entry["after"]
    assert (told["rows"], told["filter"], told["as"]) == (4, "To ship", suffix[1:])
    assert len(told["sha256"]) == 64
    assert written["after"]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert written["after"]["entry"] == entry["seq"]
    if suffix == ".pdf":
        assert f"Audit sequence {entry['seq']} · head {done.head.short}" in PdfReader(path).pages[0].extract_text()
    if suffix == ".xlsx":
        about = openpyxl.load_workbook(path).worksheets[-1]
        assert done.head.hash.hex() in [row[1] for row in about.iter_rows(values_only=True)]
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith("orders")] == [path.name]


def test_the_hash_follows_the_content(shop: Shop, filled: Ids, en: Locale, progress: Progress, tmp_path: Path) -> None:
    view = View("orders", columns=("number", "seller_note"))
    for _ in range(2):
        export_view(shop, view, tmp_path / "a.csv", en, progress)
    shop.change(lambda uow: uow.update("orders", filled["orders"][0], {"seller_note": "x"}))
    export_view(shop, view, tmp_path / "a.csv", en, progress)
    one, two, three = (e["after"]["sha256"] for e in logged(shop, "export"))
    assert one == two != three


def test_revealing_is_recorded(shop: Shop, filled: Ids, en: Locale, progress: Progress, tmp_path: Path) -> None:
    view = View("orders", columns=("number", "phone"))
    export_view(shop, view, tmp_path / "a.csv", en, progress)
    assert "13800000001" not in (tmp_path / "a.csv").read_text("utf-8-sig")
    assert logged(shop, "reveal") == []
    export_view(shop, view, tmp_path / "a.csv", en, progress, reveal=True)
    assert "13800000001" in (tmp_path / "a.csv").read_text("utf-8-sig")
    (entry,) = logged(shop, "reveal")
    assert entry["after"] == {"revealed": ["phone"], "by": "export"}


def test_where_names_are_masked_showing_them_is_recorded_too(
    shop: Shop, filled: Ids, en: Locale, progress: Progress, tmp_path: Path
) -> None:
    shop.change(lambda uow: uow.set_setting(MASK_NAMES.key, True))
    view = View("orders", columns=("number", "buyer_name", "phone"))
    export_view(shop, view, tmp_path / "a.csv", en, progress, reveal=True)
    print_records(shop, "orders", "", filled["orders"][:1], tmp_path / "a.pdf", en, progress, reveal=True)
    first, second = logged(shop, "reveal")
    assert first["after"]["revealed"] == ["buyer_name", "phone"]
    assert {"buyer_name", "phone", "address"} <= set(second["after"]["revealed"])


def test_an_inspector_exports_but_reveals_nothing(
    shop: Shop, filled: Ids, en: Locale, progress: Progress, tmp_path: Path, registry: Registry
) -> None:
    seat = Shop(shop.db, KEY, Actor("i", "检查员", "inspector"), registry)
    try:
        assert export_view(seat, View("orders"), tmp_path / "a.csv", en, progress).rows == 5
        assert print_records(seat, "orders", "", filled["orders"][:1], tmp_path / "a.pdf", en, progress).rows == 1
        for work in (
            lambda: export_view(seat, View("orders"), tmp_path / "b.csv", en, progress, reveal=True),
            lambda: print_records(
                seat, "orders", "", filled["orders"][:1], tmp_path / "b.pdf", en, progress, reveal=True
            ),
        ):
            with pytest.raises(NotAllowed):
                work()
    finally:
        seat.close()
    assert {e["user_name"] for e in logged(shop, "export", "print")} == {"检查员"}
    assert not (tmp_path / "b.csv").exists()


def test_mistakes_are_said_before_anything_is_logged(
    shop: Shop, filled: Ids, en: Locale, progress: Progress, tmp_path: Path
) -> None:
    for path in (tmp_path / "a.docx", tmp_path / "orders", tmp_path / "no" / "a.xlsx"):
        with pytest.raises(UserError):
            export_view(shop, View("orders"), path, en, progress)
    with pytest.raises(UserError):
        print_records(shop, "orders", "", filled["orders"], tmp_path / "a.xlsx", en, progress)
    with pytest.raises(UserError):
        print_records(shop, "orders", "", [], tmp_path / "a.pdf", en, progress)
    assert logged(shop, "export", "print", "written") == []


def test_a_cancelled_export_leaves_no_file(
    shop: Shop, filled: Ids, en: Locale, progress: Progress, tmp_path: Path
) -> None:
    progress.cancel()
    with pytest.raises(Cancelled):
        export_view(shop, View("orders"), tmp_path / "a.xlsx", en, progress)
    assert not [p for p in tmp_path.iterdir() if "a.xlsx" in p.name]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_form_of_every_register_prints(
    shop: Shop, filled: Ids, zh: Locale, en: Locale, progress: Progress, tmp_path: Path, language: str
) -> None:
    locale = zh if language == "zh" else en
    for register in ("orders", "shipments", "products"):
        for form in forms_for(register):
            path = tmp_path / "a.pdf"
            done = print_records(shop, register, form.name, filled[register], path, locale, progress)
            pages = PdfReader(path, strict=True).pages
            assert len(pages) >= done.rows >= 1
            text = pages[0].extract_text()
            assert "禾木小铺" in text
            assert done.head.short in text
            assert "13800000001" not in text


def test_a_print_stands_in_each_records_timeline(
    shop: Shop, filled: Ids, en: Locale, progress: Progress, tmp_path: Path
) -> None:
    done = print_records(shop, "orders", "order", filled["orders"][:2], tmp_path / "a.pdf", en, progress)
    entries = logged(shop, "print")
    assert [e["record_id"] for e in entries] == filled["orders"][:2]
    assert [e["number"] for e in entries] == ["SO-2026-000001", "SO-2026-000002"]
    assert done.head.seq == entries[-1]["seq"]
    assert entries[0]["after"]["form"] == "order"


def test_each_record_is_numbered_from_page_one(
    shop: Shop,
    filled: Ids,
    en: Locale,
    progress: Progress,
    tmp_path: Path,
    page_texts: Callable[[Path], list[str]],
) -> None:
    path = tmp_path / "a.pdf"
    print_records(shop, "orders", "order", filled["orders"][:2], path, en, progress)
    first, second = page_texts(path)[:2]
    assert "SO-2026-000001" in first
    assert "SO-2026-000002" in second
    assert first.endswith("1/1")
    assert second.endswith("1/1")


def test_a_revealed_print_shows_all_and_is_recorded(
    shop: Shop, filled: Ids, en: Locale, progress: Progress, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    print_records(shop, "orders", "packing-slip", filled["orders"][:1], path, en, progress, reveal=True)
    assert "13800000001" in PdfReader(path).pages[0].extract_text()
    (entry,) = logged(shop, "reveal")
    assert entry["record_id"] == filled["orders"][0]
    assert entry["after"]["by"] == "print"


def test_a_slip_without_prices_shows_none(
    shop: Shop, filled: Ids, en: Locale, progress: Progress, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    print_records(shop, "shipments", "packing-slip", filled["shipments"], path, en, progress)
    assert not any("50.00" in p.extract_text() for p in PdfReader(path).pages)
    print_records(shop, "shipments", "packing-slip-prices", filled["shipments"], path, en, progress)
    assert "50.00" in PdfReader(path).pages[0].extract_text()
