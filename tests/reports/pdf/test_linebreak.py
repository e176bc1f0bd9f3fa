import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports.pdf.fonts import FACES, REGULAR, face
from app.reports.pdf.linebreak import MISSING, clean, elide, wrap

FACE = face(REGULAR)
SIZE = 10.0


def fits(line: str, width: float) -> bool:
    return FACE.width(line, SIZE) <= width + 0.01


def test_short_text_stays_on_one_line() -> None:
    assert wrap("手工桂花酱 250g", 200, FACE, SIZE) == ["手工桂花酱 250g"]
    assert wrap("", 200, FACE, SIZE) == [""]


def test_chinese_breaks_anywhere_but_before_closing_and_after_opening_marks() -> None:
    # five characters of 10 points fit into 50; the comma would be the sixth
    assert wrap("一二三四五，六七", 50, FACE, SIZE) == ["一二三四", "五，六七"]
    assert wrap("一二三四（六）七", 50, FACE, SIZE) == ["一二三四", "（六）七"]


def test_latin_words_and_numbers_stay_whole() -> None:
    lines = wrap("订单 SO-2026-000123 total 1,234.50", 90, FACE, SIZE)
    assert any("SO-2026-000123" in line for line in lines)
    assert any("1,234.50" in line for line in lines)
    assert all(fits(line, 90) for line in lines)


def test_a_word_wider_than_the_line_is_broken() -> None:
    lines = wrap("x" * 100, 60, FACE, SIZE)
    assert "".join(lines) == "x" * 100
    assert all(fits(line, 60) for line in lines)


def test_lines_beyond_the_most_are_cut_with_an_ellipsis() -> None:
    lines = wrap("一二三四五六七八九十" * 5, 50, FACE, SIZE, most=2)
    assert lines == ["一二三四五", "六七八九…"]


def test_line_feeds_begin_lines() -> None:
    assert wrap("一\n\n二", 50, FACE, SIZE) == ["一", "", "二"]


def test_200_000_unbroken_characters_take_no_time() -> None:
    start = time.perf_counter()
    for text in ("x" * 200_000, "酱" * 200_000, "，" * 200_000, "（" * 200_000, "a." * 100_000, " " * 200_000):
        wrap(clean(text), 60, FACE, SIZE, most=3)
        wrap(clean(text, 20_000), 60, FACE, SIZE)
    assert time.perf_counter() - start < 3


@pytest.mark.parametrize(("text", "wanted"), [("短", "短"), ("一二三四五六七", "一二三四…")])
def test_elide(text: str, wanted: str) -> None:
    assert elide(text, 50, FACE, SIZE) == wanted


def test_control_and_direction_marks_are_not_drawn() -> None:
    assert clean("a\x00b\u202ec\td\xa0e\ud800") == "abc d e"
    assert clean("x" * 5000) == "x" * 1999 + "…"


@given(st.text(st.characters(codec="utf-8"), max_size=120), st.floats(20, 300))
def test_nothing_is_lost_and_nothing_sticks_out(text: str, width: float) -> None:
    plain = clean(text)
    lines = wrap(plain, width, FACE, SIZE)
    assert "".join("".join(lines).split()) == "".join(plain.split())
    assert all(fits(line, width) for line in lines)


@given(st.text(st.characters(codec="utf-8"), max_size=200), st.integers(1, 4))
def test_never_more_lines_than_asked(text: str, most: int) -> None:
    lines = wrap(clean(text), 70, FACE, SIZE, most)
    assert 1 <= len(lines) <= most
    assert all(fits(line, 70) for line in lines)


@pytest.mark.parametrize(
    ("said", "drawn"),
    [
        ("谢谢😀", "谢谢□"),
        ("👍🏽好", "□好"),
        ("👨\u200d👩\u200d👧一家", "□一家"),
        ("❤\ufe0f", "□"),
        ("①\ufe0f 甲", "① 甲"),
        ("ไทย", "□□□"),
        ("手工桂花酱 250g ×1 ¥39.00（含税）", "手工桂花酱 250g ×1 ¥39.00（含税）"),
        ("𠮷野家", "□野家"),
        ("一\n二\t三", "一\n二 三"),
        ("□", "□"),
    ],
)
def test_what_has_no_glyph_leaves_a_mark(said: str, drawn: str) -> None:
    assert clean(said) == drawn


def test_all_faces_hold_the_same_characters() -> None:
    regular = set(FACE.codes)
    assert ord(MISSING) in regular
    assert all(set(face(name).codes) == regular for name in FACES)


@given(st.text(max_size=60))
def test_every_drawn_character_has_a_glyph(text: str) -> None:
    codes = set(FACE.codes)
    assert all(ord(c) in codes or c.isspace() for c in clean(text))
