import io
import re

import pytest
import segno
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from app.reports.pdf.qr import draw_barcode, draw_qr


def test_the_qr_code_draws_each_dark_module_of_its_code() -> None:
    text = "TAIZHANG:48211:" + "0F" * 32
    file = io.BytesIO()
    canvas = Canvas(file, pageCompression=0)
    draw_qr(canvas, text, 100, 100, 44)
    canvas.save()
    contents = PdfReader(file).pages[0].get_contents()
    assert contents is not None
    widths = re.findall(r"[\d.]+ [\d.]+ ([\d.]+) [\d.]+ re", contents.get_data().decode("ascii"))
    matrix = segno.make(text, error="m", micro=False).matrix
    step = 44 / len(matrix)
    dark = sum(round(float(width) / step) for width in widths)
    assert dark == sum(sum(row) for row in matrix)


@pytest.mark.parametrize(
    ("text", "width", "drawn"),
    [("SO-2026-000001", 150, True), ("货号", 150, False), ("", 150, False), ("x" * 80, 60, False)],
)
def test_a_bar_code_is_drawn_only_where_it_can_be_read(text: str, width: float, drawn: bool) -> None:
    assert draw_barcode(Canvas(io.BytesIO()), text, 0, 0, width, 20) is drawn
