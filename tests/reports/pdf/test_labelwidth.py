"""Labels of ruled rows: as wide as their words need, alike under one another, never more than half of the cell."""

from __future__ import annotations

from app.reports.papers.blocks import Box
from app.reports.pdf.fonts import MEDIUM, REGULAR, face
from app.reports.pdf.gridlayout import GridColumn, fit_within
from app.reports.pdf.labelwidth import label_widths
from app.reports.pdf.style import Ink

INK = Ink(MEDIUM, 8.5)


def test_a_label_gets_the_width_of_its_words_and_rows_of_one_kind_share_it() -> None:
    rows = ((Box("Place"), Box("a"), Box("b")), (Box("Complained by"), Box("c"), Box("d")))
    first, second = label_widths(rows, 530.0, INK, 5.0)
    assert first == second
    assert first[0] >= face(MEDIUM).width("Complained by", 8.5) + 10
    assert first[1] == first[2] == 530.0 / 3 * 0.34


def test_a_label_never_takes_more_than_half_of_its_cell() -> None:
    ((wide,),) = label_widths(((Box("People whose data or goods are concerned by it"),),), 530.0, INK, 5.0)
    assert wide == 130.0
    four = label_widths(((Box("Remedy carried out"), Box("b"), Box("c"), Box("d")),), 530.0, INK, 5.0)[0]
    assert four[0] < 530.0 / 8


def test_what_a_squeezed_table_has_left_goes_to_the_column_with_the_longest_words() -> None:
    columns = [GridColumn("A"), GridColumn("B"), *(GridColumn("No.", fixed=True) for _ in range(5))]
    sample = [["short", "long words " * 12, *["2026-11-23 10:00"] * 5]]
    placed = fit_within(columns, sample, 0.0, 530.0, 8.5)
    assert placed[1].width > placed[0].width * 1.5
    assert round(sum(p.width for p in placed)) == 530


def test_a_table_that_is_squeezed_breaks_no_word_of_a_heading() -> None:
    columns = [GridColumn("Responsible"), *(GridColumn("Text") for _ in range(8))]
    placed = fit_within(columns, [["", *["many words that want room"] * 8]], 0.0, 530.0, 8.5)
    assert placed[0].width >= face(REGULAR).width("Responsible", 8.0) + 10
    assert round(sum(p.width for p in placed)) == 530
