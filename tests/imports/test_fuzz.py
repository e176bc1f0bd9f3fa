"""A short run of the campaign of broken files; the long one is `python -m tests.campaigns.fuzz_imports`."""

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports.readers.delimited import read_delimited
from app.imports.readers.encoding import decode
from app.imports.readers.quotes import careful_rows
from app.store.shop import Shop
from tests.campaigns import broken_files
from tests.imports.helpers import PLAIN, plain, text_file

ROOT = Path(__file__).resolve().parents[2]
CELL = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\ufeff"), max_size=12)


def test_260_broken_texts(tmp_path: Path) -> None:
    texts = broken_files.run(260, 7, tmp_path, books=False)
    assert texts.failures == []
    assert texts.files == 260
    assert texts.drafts > 0
    assert texts.rejects > 0


def test_the_campaign_in_a_process_of_its_own_keeps_a_shop_whole_and_its_memory_small() -> None:
    command = [sys.executable, "-m", "tests.campaigns.fuzz_imports", "--files", "40", "--seed", "9"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    told = re.search(r"(\d+) brought into a shop, (\d+) records came in", done.stdout)
    assert told is not None and int(told[1]) == 4 and int(told[2]) > 0, done.stdout


def test_what_the_shop_does_not_hold_is_a_failure(tmp_path: Path, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    result = broken_files.Result()
    path = text_file(tmp_path, PLAIN, plain("A1"))
    real = broken_files.apply

    def half(*given: Any) -> Any:
        return replace(real(*given), new=2)

    monkeypatch.setattr(broken_files, "apply", half)
    broken_files.bring(shop, path, result)
    assert result.failures and "2 new orders told" in result.failures[0]


def test_the_sound_files_behind_the_campaign_are_read_whole(tmp_path: Path) -> None:
    result = broken_files.Result()
    for number, (kind, data) in enumerate(broken_files.seeds()):
        path = tmp_path / f"{number}{kind}"
        path.write_bytes(data)
        broken_files.one(path, tmp_path, result)
    assert (result.refused, result.rejects, result.failures) == (0, 0, [])


@given(st.binary(max_size=300))
def test_any_bytes_can_be_decoded(data: bytes) -> None:
    assert isinstance(decode(data).text, str)


@given(st.text(alphabet='a",;\t\r\n桂 ', max_size=200))
def test_any_text_gives_rows(text: str) -> None:
    table, delimiter = read_delimited(text, 50)
    assert delimiter in ",;\t"
    assert len(table.rows) == len(table.numbers)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8))
def test_quoted_cells_come_back_as_they_were_written(rows: list[list[str]]) -> None:
    cells = [[" ".join(c.split("\r")) for c in row] for row in rows]
    text = "\n".join(",".join('"' + c.replace('"', '""') + '"' for c in row) for row in cells)
    if not any("\n" in c or "," in c for row in cells for c in row):
        found, damages = careful_rows(text, ",")
        assert [row for _, row in found] == cells
        assert damages == []
    table, _ = read_delimited(text, 50)
    expected = [row for row in cells if any(c.strip() for c in row)]
    if all("," not in c and "\n" not in c and ";" not in c and "\t" not in c for row in cells for c in row):
        assert table.rows == expected
