from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from app.core.errors import Cancelled, UserError
from app.core.i18n import N_
from app.core.locale import Locale
from app.core.progress import Progress
from app.models.kinds import Choice, CodeText, Integer, LineText, LongText, Moment, Money, Option
from app.reports.pdf.listpdf import MOST_ROWS, write_list
from app.reports.seal import Seal
from app.reports.table import Table

A4 = (595, 842)
SHORT = [("单号", CodeText(), False), ("品名", LineText(), False), ("金额", Money(), True)]


def rows(n: int) -> list[tuple[object, ...]]:
    return [(f"SO-2026-{i:06d}", "手工桂花酱 250g ×2", 12800 + i) for i in range(n)]


def read(path: Path) -> PdfReader:
    return PdfReader(path, strict=True)


def size(path: Path) -> tuple[int, int]:
    box = read(path).pages[0].mediabox
    return round(box.width), round(box.height)


def test_each_page_says_whose_list_it_is(
    tmp_path: Path, listed: Callable[..., Table], progress: Progress, en: Locale
) -> None:
    path = tmp_path / "a.pdf"
    seal = Seal(48_211, bytes(range(32)), en.now, "林晓")
    table = listed(SHORT, rows(120), filter="Platform: Taobao", period="2026-10-01 to 2026-10-31")
    pages = write_list(table, path, progress, seal=seal)
    found = read(path).pages
    assert len(found) == pages > 2
    for n, page in enumerate(found, 1):
        text = page.extract_text()
        assert "禾木小铺" in text
        assert "Platform: Taobao · 2026-10-01 to 2026-10-31" in text
        assert "单号" in text  # the header again
        assert "Audit sequence 48 211 · head 0001 0203 0405 0607 0809" in text
        assert "2026-11-23 15:42" in text
        assert "林晓" in text
        assert str(n) in text
    whole = "\n".join(p.extract_text() for p in found)
    assert all(f"SO-2026-{i:06d}" in whole for i in range(120))
    assert "15,431.40" in whole.replace("\n", "")  # the sum
    assert "120 rows" in found[0].extract_text()


def test_the_last_page_number_is_known_on_the_first(
    tmp_path: Path, listed: Callable[..., Table], progress: Progress, page_texts: Callable[[Path], list[str]]
) -> None:
    path = tmp_path / "a.pdf"
    pages = write_list(listed(SHORT, rows(150)), path, progress)
    text = page_texts(path)
    assert text[0].split()[-1].endswith(f"1/{pages}")
    assert text[pages - 1].split()[-1].endswith(f"{pages}/{pages}")


def test_fonts_are_embedded_as_subsets(tmp_path: Path, listed: Callable[..., Table], progress: Progress) -> None:
    path = tmp_path / "a.pdf"
    write_list(listed(SHORT, rows(30)), path, progress)
    assert path.stat().st_size < 150_000  # the three faces together take 31 MB
    fonts = read(path).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    noto = [f.get_object() for f in fonts.values() if "NotoSansSC" in str(f.get_object()["/BaseFont"])]
    assert noto
    assert all("/FontFile2" in f["/FontDescriptor"] for f in noto)


def test_the_paper_follows_the_columns(tmp_path: Path, listed: Callable[..., Table], progress: Progress) -> None:
    path = tmp_path / "a.pdf"
    write_list(listed(SHORT, rows(3)), path, progress)
    assert size(path) == A4
    for columns, paper in ((8, (842, 595)), (12, (1191, 842)), (40, (1191, 842))):
        wide = [(f"列{i}", CodeText(), False) for i in range(columns)]
        write_list(listed(wide, [tuple(f"SO-2026-{i:06d}" for i in range(columns))]), path, progress)
        assert size(path) == paper
        text = read(path).pages[0].extract_text()
        assert all(f"SO-2026-{i:06d}" in text for i in range(columns)), columns


def test_numbers_and_codes_are_never_cut(tmp_path: Path, listed: Callable[..., Table], progress: Progress) -> None:
    columns = [("单号", CodeText(), False), ("金额", Money(), True), ("注", LineText(), False)]
    given: list[tuple[object, ...]] = [("SO-1", 100, "x")] * 500
    # not in the sample that widths are measured on
    given.append(("4012778800112233445566778899", 123_456_789_012_345, "y"))
    path = tmp_path / "a.pdf"
    write_list(listed(columns, given), path, progress)
    whole = "".join(p.extract_text() for p in read(path).pages).replace("\n", "")
    assert "4012778800112233445566778899" in whole
    assert "1,234,567,890,123.45" in whole


def test_long_text_takes_three_lines_and_an_ellipsis(
    tmp_path: Path, listed: Callable[..., Table], progress: Progress
) -> None:
    path = tmp_path / "a.pdf"
    text = "".join(chr(0x4E00 + i) for i in range(3000))
    write_list(listed([("单号", CodeText(), False), ("注", LongText(), False)], [("SO-1", text)]), path, progress)
    page = read(path).pages[0].extract_text().replace("\n", "")
    assert text[:100] in page
    assert "…" in page
    assert len(read(path).pages) == 1


@pytest.mark.parametrize(
    "text", ["x" * 200_000, "<b>&amp;</i>{}%s\\(", "a\x00b\x1bc\ud800", "😀👨‍👩‍👧 ﷽", "\n" * 500, "（" * 5000]
)
def test_any_text_can_be_printed(tmp_path: Path, listed: Callable[..., Table], progress: Progress, text: str) -> None:
    path = tmp_path / "a.pdf"
    columns = [("单号", CodeText(), False), ("注", LineText(), False)]
    write_list(listed(columns, [(text, text)] * 3, shop=text, title="t", filter=text), path, progress)
    found = read(path)
    assert len(found.pages) == 1
    if text.startswith("<b>"):
        assert text in found.pages[0].extract_text()


def test_a_picture_in_a_text_leaves_a_mark_on_paper(
    tmp_path: Path, listed: Callable[..., Table], progress: Progress
) -> None:
    path = tmp_path / "a.pdf"
    columns = [("单号", CodeText(), False), ("注", LongText(), False)]
    write_list(listed(columns, [("SO-1", "谢谢😀👨\u200d👩\u200d👧 再来")], shop="花店🌸"), path, progress)
    page = read(path).pages[0].extract_text()
    assert "谢谢□□ 再来" in page
    assert "花店□" in page


def test_states_are_words_in_their_tone(tmp_path: Path, listed: Callable[..., Table], progress: Progress) -> None:
    late = Choice(options=(Option("late", N_("Overdue!"), "red"),), pill=True)
    path = tmp_path / "a.pdf"
    write_list(listed([("单号", CodeText(), False), ("状态", late, False)], [("SO-1", "late")]), path, progress)
    page = read(path).pages[0]
    assert "Overdue!" in page.extract_text()
    contents = page.get_contents()
    assert contents is not None
    assert b".705882 .137255 .094118 rg" in contents.get_data()  # B42318


def test_an_empty_list_says_so(tmp_path: Path, listed: Callable[..., Table], progress: Progress) -> None:
    path = tmp_path / "a.pdf"
    assert write_list(listed(SHORT, []), path, progress) == 1
    assert "No records match." in read(path).pages[0].extract_text()


def test_instants_are_on_the_shops_clock(tmp_path: Path, listed: Callable[..., Table], progress: Progress) -> None:
    path = tmp_path / "a.pdf"
    at = datetime(2026, 5, 17, 16, 30, tzinfo=UTC)
    write_list(listed([("时间", Moment(), False), ("n", Integer(), False)], [(at, 1)]), path, progress)
    assert "2026-05-18 00:30" in read(path).pages[0].extract_text()


def test_too_many_rows_for_paper_are_refused_before_anything_is_written(
    tmp_path: Path, listed: Callable[..., Table], progress: Progress
) -> None:
    with pytest.raises(UserError, match="too many for paper"):
        write_list(listed(SHORT, [], count=MOST_ROWS + 1), tmp_path / "a.pdf", progress)
    assert list(tmp_path.iterdir()) == []


def test_a_cancel_leaves_nothing(tmp_path: Path, listed: Callable[..., Table], progress: Progress) -> None:
    progress.cancel()
    with pytest.raises(Cancelled):
        write_list(listed(SHORT, rows(3)), tmp_path / "a.pdf", progress)
    assert list(tmp_path.iterdir()) == []


def test_pages_are_packed_as_they_are_finished(
    tmp_path: Path, listed: Callable[..., Table], progress: Progress
) -> None:
    path = tmp_path / "a.pdf"
    pages = write_list(listed(SHORT, rows(2000)), path, progress)
    assert path.stat().st_size / pages < 4000
