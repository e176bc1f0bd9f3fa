"""Pinyin, widths, masks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.text import display_width, fold, initials, mask_address, mask_name, mask_phone, syllables


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
