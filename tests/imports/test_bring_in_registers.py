"""Any register that is declared importable takes a table by its declaration: labels, kinds, key, checks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.core.errors import UserError
from app.core.i18n import Translator
from app.core.progress import Progress
from app.imports.bring_in import apply
from app.imports.register_columns import importable
from app.reports.verbs import export_view
from app.services import records
from app.store.view import View
from tests.imports.desk import Counter
from tests.imports.helpers import workbook

HEAD = "供应商名称,联系人,电话,地址,许可证号,许可证有效期"
ROW = "山野食品厂,王厂长,13800000000,浙江省杭州市,SC1000,2027/3/1"


def test_suppliers_are_recognised_by_their_headings(counter: Counter) -> None:
    done = counter.drop(counter.file("s.csv", HEAD, ROW))
    assert (done.register, done.new, done.rejected) == ("suppliers", 1, ())
    found = counter.all("suppliers")[0]
    assert (found["contact"], found["licence_expiry"]) == ("王厂长", date(2027, 3, 1))


def test_english_headings_and_a_workbooks_own_dates(counter: Counter) -> None:
    path = workbook(counter.folder, ["Name", "Contact person", "Phone", "Licence valid until"],
                    ["Mountain Foods", "Ann", 13800000000, date(2027, 3, 1)], name="s.xlsx")  # fmt: skip
    assert counter.drop(path).new == 1
    found = counter.all("suppliers")[0]
    assert (found["phone"], found["licence_expiry"]) == ("13800000000", date(2027, 3, 1))


def test_again_finds_them_by_key_and_changes_what_changed(counter: Counter) -> None:
    counter.drop(counter.file("s.csv", HEAD, ROW))
    before = counter.seq()
    assert counter.drop(counter.folder / "s.csv").unchanged == 1
    assert counter.seq() == before
    done = counter.drop(counter.file("s2.csv", HEAD, ROW.replace("王厂长", "李厂长").replace("SC1000", "")))
    found = counter.all("suppliers")
    assert (done.updated, len(found), found[0]["contact"], found[0]["licence_no"]) == (1, 1, "李厂长", "SC1000")


def test_bad_cells_are_rejected_and_come_back_mended(counter: Counter) -> None:
    done = counter.drop(counter.file("s.csv", HEAD, ROW, ",无名,10086,,,", "云上茶厂,,,,,明年"))
    assert (done.new, [(r.row, r.column, r.value) for r in done.rejected]) == (
        1,
        [(3, "供应商名称", ""), (4, "许可证有效期", "明年")],
    )
    assert done.rejects_file is not None
    text = done.rejects_file.read_text("utf-8-sig").replace("明年", "2027-01-01").replace(",无名", "溪口,无名")
    done.rejects_file.write_text(text, "utf-8-sig")
    again = counter.drop(done.rejects_file)
    assert (again.new, again.rejected) == (2, ())


def test_a_register_can_be_named_and_its_columns_mapped(counter: Counter) -> None:
    path = counter.file("x.csv", "谁,电话号,备忘", "山野食品厂,13800000000,好")
    with pytest.raises(UserError, match="no column for"):
        counter.look(path, register="suppliers")
    wish = {"register": "suppliers", "columns": {"name": "谁", "phone": "电话号"}}
    assert counter.drop(path, **wish).new == 1
    assert counter.all("suppliers")[0]["phone"] == "13800000000"


def test_the_mapping_is_remembered_for_the_next_such_file(counter: Counter) -> None:
    columns = {"name": "谁", "phone": "电话号"}
    counter.drop(counter.file("x.csv", "谁,电话号,备忘", "甲厂,13800000000,好"), register="suppliers", columns=columns)
    shown = counter.look(counter.file("y.csv", "谁,电话号,备忘", "乙厂,13800000001,好"))
    assert (shown.register, shown.confirmed, shown.outcome.new) == ("suppliers", True, 1)
    assert apply(counter.shop, shown).new == 1


def test_customers_with_choices_in_either_language(counter: Counter) -> None:
    done = counter.drop(
        counter.file(
            "c.csv",
            "客户姓名,平台,会员名,手机,标签",
            "林小满,淘宝,tb_lin,13800000000,老客",
            "Ann,Taobao,ann,,",
            "乙,火星,b,,",
        )
    )
    assert (done.register, done.new, [(r.row, r.column) for r in done.rejected]) == ("customers", 2, [(4, "平台")])
    assert {c["platform"] for c in counter.all("customers")} == {"taobao"}


def test_the_same_key_twice_in_one_file_is_rejected(counter: Counter) -> None:
    done = counter.drop(counter.file("s.csv", HEAD, ROW, ROW))
    assert (done.new, [r.row for r in done.rejected]) == (1, [3])


def test_day_and_month_of_a_register_are_asked_too(counter: Counter) -> None:
    path = counter.file("s.csv", HEAD, ROW.replace("2027/3/1", "03/04/2027"))
    assert counter.look(path).blocked
    counter.drop(path, date_order="MDY")
    assert counter.all("suppliers")[0]["licence_expiry"] == date(2027, 3, 4)


def test_ledgers_take_no_files(counter: Counter) -> None:
    with pytest.raises(UserError, match="Nothing can be imported"):
        counter.look(counter.file("s.csv", HEAD, ROW), register="stock_movements")
    assert {r.name for r in importable(counter.shop.registry)} >= {"customers", "suppliers"}


def test_columns_that_say_nothing_are_shown_to_be_mapped(counter: Counter) -> None:
    path = counter.file("x.csv", "甲,乙,丙", "山,水,云", "花,草,木")
    shown = counter.look(path)
    assert shown.blocked
    assert [u.heading for u in shown.columns] == ["甲", "乙", "丙"]
    assert any(c.needed for c in shown.choosable)
    with pytest.raises(UserError, match="columns"):
        apply(counter.shop, shown)


def test_a_supplier_with_a_phone_that_is_none_is_rejected_with_its_column(counter: Counter) -> None:
    path = counter.file(
        "供应商.csv", HEAD, ROW, ROW.replace("13800000000", "见名片").replace(ROW.split(",")[0], "乙食品厂")
    )
    outcome = counter.drop(path)
    assert [(r.row, r.value, str(r.reason)) for r in outcome.rejected] == [
        (3, "见名片", "A telephone number has at least 5 digits.")
    ]
    assert [s["phone"] for s in counter.all("suppliers")] == ["13800000000"]


def test_the_shops_own_masked_list_of_customers_changes_nothing(counter: Counter) -> None:
    head = "客户姓名,平台,会员名,手机,标签"
    rows = ("林小满,淘宝,tb_lin,13800000000,老客", "周岚,京东,,13800000001,", "周岚,京东,,13811110001,")
    counter.drop(counter.file("c.csv", head, *rows))
    before = counter.all("customers")
    path = counter.folder / "own.csv"
    export_view(counter.shop, View("customers"), path, counter.shop.locale(Translator("zh")), Progress())
    assert "138****0000" in path.read_text("utf-8-sig")
    done = counter.drop(path)
    assert [c["phone"] for c in counter.all("customers")[:3]] == [c["phone"] for c in before]
    # Two people of one name whose hidden numbers look alike cannot be told apart.
    assert (done.unchanged, done.updated) == (1, 0)


def test_a_masked_phone_does_not_replace_the_one_that_the_shop_knows(counter: Counter) -> None:
    head = "客户姓名,平台,会员名,手机,标签"
    counter.drop(counter.file("c.csv", head, "林小满,淘宝,tb_lin,13800000000,", "周岚,京东,,13800000001,"))
    done = counter.drop(
        counter.file("d.csv", head, "林*,淘宝,tb_lin,138****9999,常客", "周岚,京东,,138****0001,企业客户")
    )
    assert (done.new, done.updated) == (0, 2)
    found = {c["phone"]: (c["name"], c["tags"]) for c in counter.all("customers")}
    assert found == {"13800000000": ("林小满", "常客"), "13800000001": ("周岚", "企业客户")}


def test_the_shops_own_list_finds_its_records_by_their_numbers(counter: Counter) -> None:
    def make(uow: Any) -> None:
        for title in ("仓库灭火器过期", "叉车未年检"):
            records.save(uow, "risks", None, {"title": title}, {})

    counter.shop.change(make)
    path = counter.folder / "own.csv"
    export_view(counter.shop, View("risks"), path, counter.shop.locale(Translator("zh")), Progress())
    shown = counter.look(path, register="risks")
    assert (shown.outcome.new, shown.outcome.updated, shown.outcome.unchanged) == (0, 0, 2)
    path.write_text(path.read_text("utf-8-sig").replace("叉车未年检", "叉车未按期年检"), "utf-8-sig")
    done = counter.drop(path, register="risks")
    assert (done.new, done.updated, done.unchanged) == (0, 1, 1)
    assert [r["title"] for r in counter.all("risks")] == ["仓库灭火器过期", "叉车未按期年检"]


def test_a_column_of_numbers_is_not_taken_for_a_name(counter: Counter) -> None:
    """The list of certificates calls its number “certificate”, which other lists call the certificate's name."""
    head = "持证人,证书名称,证书类别,发证日期"
    counter.drop(counter.file("c.csv", head, "周岚,健康证,健康证,2026-09-01"), register="certificates")
    (before,) = counter.all("certificates")
    path = counter.folder / "own.csv"
    export_view(counter.shop, View("certificates"), path, counter.shop.locale(Translator("zh")), Progress())
    assert counter.drop(path, register="certificates").unchanged == 1
    assert [c["title"] for c in counter.all("certificates")] == [before["title"]]
