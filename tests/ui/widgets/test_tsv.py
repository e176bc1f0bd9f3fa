from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.widgets.grid.tsv import MOST_CELLS, from_tsv, to_tsv

CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), max_size=12)


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_is_copied_is_pasted_back(table: list[list[str]]) -> None:
    kept = [row for row in table if any(cell.strip() for cell in row)]
    assert from_tsv(to_tsv(table)) == kept


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    assert all(isinstance(row, list) for row in from_tsv(text))


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ('"a\nb"\tc', [["a\nb", "c"]]),
        ('"say ""hi"""\tx', [['say "hi"', "x"]]),
        ('12" pan\tx', [['12" pan', "x"]]),
        ('"half\tx', [['"half', "x"]]),
        ('"a" b\tx', [['"a" b', "x"]]),
        ("a\n\n\nb\n", [["a"], ["b"]]),
        ("a\t\n", [["a", ""]]),
        ("", []),
    ],
)
def test_spreadsheets_ways(text: str, table: list[list[str]]) -> None:
    assert from_tsv(text) == table


def test_too_much_is_refused() -> None:
    with pytest.raises(ValueError, match="too many"):
        from_tsv("\t" * (MOST_CELLS + 1))
