"""`import` without a window: what it prints, what it changes, and its exit status."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.store.backup import list_backups
from app.store.errors import DiskFull
from tests.cli.conftest import Run
from tests.imports.helpers import JD, PLAIN, plain, text_file

JD_ROW = "{},1001,桂花酱,2,2026-09-22 00:54:10,80.00,25.00,林小满,浙江杭州,13800000000,等待出库"
KEYS = {"format", "rows", "new", "updated", "unchanged", "rejected", "rejects_file"}


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A platform's file with one good order and one bad row."""
    rows = [JD_ROW.format("2748"), JD_ROW.format("2749").replace("80.00", "八十")]
    return text_file(tmp_path, JD, *rows, encoding="gbk")


def test_the_json_says_all_of_it(run: Run, folder: Path, export: Path) -> None:
    said = run("import", folder, export, "--json")
    assert (said.status, set(said.json)) == (0, KEYS)
    assert [said.json[n] for n in ("format", "rows", "new", "updated", "unchanged")] == ["jd", 2, 1, 0, 0]
    assert said.json["rejected"] == [
        {"row": 3, "column": "订单金额", "value": "八十", "reason": '"八十" is not an amount.'}
    ]
    assert Path(said.json["rejects_file"]).read_text("utf-8-sig").count("2749") == 1
    again = run("import", folder, export, "--json").json
    assert (again["new"], again["unchanged"], again["rejects_file"]) == (0, 1, said.json["rejects_file"])


def test_a_dry_run_changes_nothing(run: Run, folder: Path, export: Path, tmp_path: Path) -> None:
    said = run("import", folder, export, "--dry-run", "--json")
    assert (said.json["new"], said.json["rejects_file"]) == (1, None)
    assert run("import", folder, export, "--json").json["new"] == 1
    assert run("verify", folder).status == 0


def test_columns_can_be_mapped_by_hand(run: Run, folder: Path, tmp_path: Path) -> None:
    path = text_file(tmp_path, "Nr,When,What,Sum", "A1,2026-09-22,Tea,12.505", "A1,2026-09-22,Honey,1.10")
    pairs = ("order_id=Nr", "placed_at=When", "title=What", "amount=Sum")
    options = [x for pair in pairs for x in ("--map", pair)]
    said = run("import", folder, path, "--register", "orders", *options, "--json")
    assert (said.status, said.json["format"], said.json["new"]) == (0, "generic", 1)
    target = tmp_path / "out.csv"
    run("export", folder, "orders", "--to", target, "--where", "platform_order_id=A1")
    assert "13.61" in target.read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--register", "kites"], "kites"),
        (["--format", "etsy_orders"], "lacks the columns"),
        (["--map", "order_id=Nothing"], "Nothing"),
        (["--map", "colour=订单号"], "colour"),
        (["--map", "sku=商品ID", "--map", "sku=商品名称"], "more than once"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(
    run: Run, folder: Path, export: Path, options: list[str], told: str
) -> None:
    said = run("import", folder, export, *options)
    assert (said.status, said.out) == (1, "")
    assert told in said.err and said.err.count("\n") == 1


def test_a_table_that_tells_nothing_asks_for_its_columns(run: Run, folder: Path, tmp_path: Path) -> None:
    said = run("import", folder, text_file(tmp_path, "Alpha,Beta", "1,2", "3,4"))
    assert said.status == 1 and "--map FIELD=COLUMN" in said.err and "Alpha, Beta" in said.err


@pytest.mark.parametrize(("name", "told"), [("none.csv", "nothing of this name"), (".", "it is a folder")])
def test_a_file_that_cannot_be_opened_is_told_in_our_words(
    run: Run, folder: Path, tmp_path: Path, name: str, told: str
) -> None:
    said = run("import", folder, tmp_path / name)
    assert said.status == 1 and told in said.err


def test_a_date_that_may_be_two_days_needs_an_answer(run: Run, folder: Path, tmp_path: Path) -> None:
    path = text_file(tmp_path, PLAIN, plain(下单时间="03/04/2026"))
    said = run("import", folder, path)
    assert said.status == 1 and "下单时间" in said.err and "--date-order DMY / MDY" in said.err
    assert run("import", folder, path, "--date-order", "DMY", "--json").json["new"] == 1


def test_unknown_skus_can_stay_unknown(run: Run, folder: Path, tmp_path: Path) -> None:
    said = run("import", folder, text_file(tmp_path, PLAIN, plain()), "--no-new-products")
    assert said.status == 0 and "One SKU has no product" in said.out


@pytest.mark.parametrize("options", [(), ("--json",), ("--dry-run",)])
def test_nothing_good_is_status_one_and_one_line_says_why(
    run: Run, folder: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    path = text_file(tmp_path, JD, JD_ROW.format("2749").replace("80.00", "八十"))
    said = run("import", folder, path, *options)
    assert said.status == 1 and said.err.count("\n") == 1
    assert '"八十" is not an amount' in said.err and "Nothing was imported" in said.err
    if "--json" in options:
        assert said.json["new"] == 0 and Path(said.json["rejects_file"]).name in said.err


def test_a_dry_run_says_what_would_stop_the_import(run: Run, folder: Path, tmp_path: Path) -> None:
    path = text_file(tmp_path, PLAIN, plain(下单时间="03/04/2026"))
    for options in ((), ("--json",)):
        said = run("import", folder, path, "--dry-run", *options)
        last = said.err.splitlines()[-1]
        assert said.status == 1 and "下单时间" in last and "Say how" in last
        assert said.err.count("Which part of the dates") == 1
    said = run("import", folder, path, "--dry-run", "--json", "--date-order", "DMY")
    assert (said.status, said.json["new"]) == (0, 1)
    broken = text_file(tmp_path, PLAIN, plain(商品名称="锟斤拷锟斤拷"), name="broken.csv")
    said = run("import", folder, broken, "--dry-run", "--json")
    real = run("import", folder, broken, "--json")
    assert (said.status, real.status) == (1, 1)
    assert said.err.splitlines()[-1] == real.err.rstrip("\n")


def test_the_warnings_stand_beside_the_json(run: Run, folder: Path, tmp_path: Path) -> None:
    said = run("import", folder, text_file(tmp_path, PLAIN, plain()), "--no-new-products", "--json")
    assert said.status == 0 and said.json["new"] == 1 and "One SKU has no product" in said.err


def _reasons(folder: Path) -> list[str]:
    return [made.reason for made in reversed(list_backups(folder))]


def test_an_import_stands_between_two_backups(run: Run, folder: Path, export: Path) -> None:
    assert run("import", folder, export, "--dry-run").status == 0
    assert _reasons(folder) == []
    assert run("import", folder, export).status == 0
    assert _reasons(folder) == ["import", "close"]
    assert run("import", folder, export).status == 0
    assert _reasons(folder) == ["import", "close"], "what changes nothing needs no backup"


def test_without_its_backup_nothing_is_imported_unless_asked(
    run: Run, folder: Path, export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull

    monkeypatch.setattr("app.services.session.backup", full)
    said = run("import", folder, export)
    assert said.status == 1 and said.out == "" and said.err.count("\n") == 1
    assert "Nothing was imported" in said.err and "--anyway" in said.err
    assert run("import", folder, export, "--dry-run", "--json").json["new"] == 1
    said = run("import", folder, export, "--anyway", "--json")
    assert (said.status, said.json["new"]) == (0, 1) and "backup failed" in said.err
