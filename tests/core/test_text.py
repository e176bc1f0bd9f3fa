"""Pinyin, widths, masks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.text import (
    cut,
    display_width,
    fold,
    initials,
    is_phone,
    mask_address,
    mask_name,
    mask_phone,
    storable,
    syllables,
)


def test_chinese_takes_two_columns() -> None:
    assert display_width("ab桂花，") == 8


def test_syllables_of_one_character_and_of_none() -> None:
    assert syllables("渊") == ("yuan",)
    assert set(syllables("行")) >= {"xing", "hang"}
    assert syllables("a") == () and syllables("，") == () and syllables("ア") == ()


def test_initials_keep_letters_and_digits() -> None:
    assert initials("手工桂花酱 250g") == "sgghj250g"


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_full_width_and_case_fold_away() -> None:
    assert fold(" ＳＯ－２０２６ ") == fold("so-2026")


@pytest.mark.parametrize(
    ("phone", "masked"),
    [("13800001234", "138****1234"), ("138****1234", "138****1234"), ("", ""), ("12345", "***45"), ("1", "1")],
)
def test_phone_masks(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@given(st.text("0123456789", min_size=7, max_size=20))
def test_a_masked_phone_hides_at_least_four_digits(phone: str) -> None:
    assert mask_phone(phone).count("*") >= 4 and len(mask_phone(phone)) == len(phone)


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("浙江省杭州市西湖区文三路1号", "浙江省杭州市西湖区****"),
        ("浙江省杭州市", "浙江省杭州市****"),
        ("Main Street 12", "Main S****"),
        ("中山路12号阳光小区3栋501室", "中山路****"),  # a housing estate is no district
        ("广东省深圳市12栋", "广东省深圳市****"),
        ("上海市浦东新区世纪大道1号", "上海市浦东新区****"),
        ("short", "****"),
        ("", ""),
        ("浙江省杭州市西湖区****", "浙江省杭州市西湖区****"),
    ],
)
def test_address_masks(address: str, masked: str) -> None:
    assert mask_address(address) == masked


@given(st.text(min_size=1, max_size=60))
def test_a_masked_address_never_ends_in_the_street(address: str) -> None:
    assert mask_address(address).endswith("****")


def test_name_mask() -> None:
    assert mask_name("张小明") == "张**" and mask_name("") == ""


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13800000001/13900000002", "138****0001/139****0002"),
        ("13800000001 转 88", "138****0001 转 88"),
        ("13800000001-1234", "13800*******1234"),
        ("+86 13800000001", "+86 13*****0001"),
        ("13800000001*88", "138****0001*88"),
        ("138****0001", "138****0001"),
    ],
)
def test_no_second_number_and_no_extension_shows_the_first(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


def test_what_utf8_cannot_carry_is_marked_and_the_rest_kept() -> None:
    assert storable("a\ud800b\x00c👍") == "a\ufffdb\ufffdc👍"


@pytest.mark.parametrize(
    "text",
    [
        "13800000000", "0571-8800 0000", "(0571) 88000000 转 803", "+49 30 0000000 ext. 12", "10086", "12315",
        "138****1234", "138xxxx0000", "１３８０００００００0", "****", "##密文", "~AgAAB~", "王经理 13800000000",
        "0571-88000000/13800000000", "***-****",
    ],
)  # fmt: skip
def test_a_telephone_number_as_people_write_it(text: str) -> None:
    assert is_phone(text)


@pytest.mark.parametrize("text", ["", "张三", "1234", "12 34", "no phone", "见备注", "xxxx", "---", "*-1", "转 8031"])
def test_what_is_no_telephone_number(text: str) -> None:
    assert not is_phone(text)


def test_a_long_text_is_cut_to_columns_with_an_ellipsis() -> None:
    assert cut("桂花酱", 6) == "桂花酱" and cut("桂花酱", 5) == "桂花…" and cut("ab cd", 4) == "ab…"
