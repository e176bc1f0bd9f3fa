"""A short run of the campaign of broken files; the long one is `python -m tests.campaigns.fuzz_imports`."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from app.imports.readers.delimited import read_delimited
from app.imports.readers.encoding import decode
from app.imports.readers.quotes import careful_rows
from tests.campaigns import fuzz_imports

CELL = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\ufeff"), max_size=12)


def test_300_broken_files(tmp_path: Path) -> None:
    texts = fuzz_imports.run(260, 7, tmp_path, books=False)
    mixed = fuzz_imports.run(40, 8, tmp_path)
    assert texts.failures + mixed.failures == []
    assert texts.files + mixed.files == 300
    assert texts.drafts > 0
    assert texts.rejects > 0


def test_the_sound_files_behind_the_campaign_are_read_whole(tmp_path: Path) -> None:
    result = fuzz_imports.Result()
    for number, (kind, data) in enumerate(fuzz_imports.seeds()):
        path = tmp_path / f"{number}{kind}"
        path.write_bytes(data)
        fuzz_imports.one(path, tmp_path, result)
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
