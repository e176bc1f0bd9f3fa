"""`export`, `print`, `import` without a window."""

import re
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.cli.conftest import Run


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "pdf"])
def test_a_list_leaves_as_the_ending_says(run: Run, folder: Path, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"订单.{suffix}"
    said = run("export", folder, "orders", "--to", target)
    assert said.status == 0 and said.err == "" and str(target) in said.out and said.out.startswith("2 rows")
    assert target.stat().st_size > 100


def test_filters_and_periods_narrow_an_export(run: Run, folder: Path, tmp_path: Path) -> None:
    def rows(*more: str) -> int:
        target = tmp_path / "x.xlsx"
        assert run("export", folder, "orders", "--to", target, *more).status == 0
        return int(
            sum(r[0].value is not None and str(r[0].value).startswith("SO-") for r in load_workbook(target).active)
        )

    assert rows() == 2
    assert rows("--where", "buyer_name=陈渊") == 1
    assert rows("--where", "fulfilment=Awaiting payment") == 2
    assert rows("--where", "buyer_name=陈渊", "--where", "payment=paid") == 0
    assert rows("--to-date", "2001-01-01") == 0
    assert rows("--where", "buyer_name=陈渊", "--where", "buyer_name=赵晓") == 2
    assert rows("--where", "payment=paid", "--where", "payment=unpaid") == 2
    assert rows("--where", f"placed_at={date.today():%Y-%m-%d}") in (0, 2)  # midnight may pass in between
    assert rows("--where", "placed_at=2001-01-01") == 0
    assert rows("--from", "2001-01-01") == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["orderz", "--to", "x.csv"], "orderz"),
        (["orders", "--to", "x.doc"], ".doc"),
        (["orders", "--to", "x.csv", "--where", "nonsense"], "nonsense"),
        (["orders", "--to", "x.csv", "--where", "colour=red"], "colour"),
        (["orders", "--to", "x.csv", "--where", "total=abc"], "abc"),
        (["orders", "--to", "x.csv", "--where", "customer_id=Nobody"], "Nobody"),
        (["orders", "--to", "x.csv", "--from", "yesterday"], "from"),
        (["orders", "--to", "nowhere/x.csv"], "nowhere"),
        (["orders", "--to", "x.csv", "--from", "2026-05-17", "--to-date", "2026-05-16"], "before it begins"),
        (["orders", "--to", "x.csv", "--where", "paid_at=2026-05-17", "--where", "paid_at=2026-05-18"], "paid_at"),
        (["orders", "--to", "x.csv", "--where", "payment=", "--where", "payment=paid"], "payment"),
        (["orders"], "--to"),
    ],
)
def test_what_an_export_cannot_do_is_said_in_one_line(
    run: Run, folder: Path, arguments: list[str], told: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    said = run("export", folder, *arguments)
    assert (said.status, said.out) == (1, "")
    assert told in said.err and said.err.count("\n") == 1
    assert not (tmp_path / "x.csv").exists()


def test_an_export_is_logged(run: Run, folder: Path, tmp_path: Path) -> None:
    before = run("verify", folder, "--json").json
    run("export", folder, "orders", "--to", tmp_path / "x.csv")
    after = run("verify", folder, "--json").json
    details = [next(c["detail"] for c in v["checks"] if c["name"] == "audit_chain") for v in (before, after)]
    entries = [int(d.split()[0].replace(",", "")) for d in details]
    assert entries[1] >= entries[0] + 2


def test_one_record_is_printed_by_its_number(run: Run, folder: Path, tmp_path: Path) -> None:
    exported = tmp_path / "x.csv"
    run("export", folder, "orders", "--to", exported)
    found = re.search(r"SO-\d{4}-\d{6}", exported.read_text("utf-8-sig"))
    assert found is not None
    number = found[0]
    said = run("print", folder, "orders", number, "--to", tmp_path / "one.pdf")
    assert said.status == 0 and said.err == ""
    assert number in "".join(p.extract_text() for p in PdfReader(tmp_path / "one.pdf").pages)
    missing = run("print", folder, "orders", "SO-1999-000001", "--to", tmp_path / "two.pdf")
    assert missing.status == 1 and "SO-1999-000001" in missing.err and missing.err.count("\n") == 1
    wrong = run("print", folder, "orders", number, "--to", tmp_path / "two.pdf", "--form", "poster")
    assert wrong.status == 1 and "poster" in wrong.err
    assert not (tmp_path / "two.pdf").exists()


def test_what_is_due_leaves_as_a_calendar(run: Run, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "due.ics"
    said = run("export", folder, "today", "--to", target)
    assert said.status == 0 and said.err == "" and str(target) in said.out
    written = target.read_bytes().decode("utf-8")
    assert written.startswith("BEGIN:VCALENDAR\r\n")
    assert f"{written.count('BEGIN:VEVENT')} entr" in said.out
    assert run("export", folder, "today", "--to", target, "--from", "2001-01-01", "--to-date", "2001-01-02").status == 0
    assert "BEGIN:VEVENT" not in target.read_text("utf-8")
    refused = run("export", folder, "today", "--to", tmp_path / "due.ics", "--who", "陌生人")
    assert refused.status == 1 and "陌生人" in refused.err
    assert run("export", folder, "today", "--to", tmp_path / "due.xlsx").status == 1
