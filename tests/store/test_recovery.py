import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.errors import WrongRecoveryCode
from app.store.recovery import RecoveryCode, short_id

CODE = RecoveryCode("0123456789ABCDEFGHJKMNPQRS")


def test_a_new_code_is_six_groups_and_reads_back():
    code = RecoveryCode.new()
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]{5}", code.text)
    assert RecoveryCode.parse(code.text) == code
    assert RecoveryCode.new() != code
    assert code.symbols not in f"{code!r} {code}"


def test_typing_is_forgiven():
    sloppy = CODE.text.lower().replace("-", "  ").replace("0", "o").replace("1", "l")
    assert RecoveryCode.parse(f"\t{sloppy}\n") == CODE
    assert RecoveryCode.parse(CODE.text.replace("1", "I").replace("-", "－")) == CODE


@given(st.integers(0, 29), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_any_single_wrong_symbol_is_noticed(place: int, symbol: str):
    typed = list(CODE.text.replace("-", ""))
    if typed[place] == symbol:
        return
    typed[place] = symbol
    with pytest.raises(WrongRecoveryCode):
        RecoveryCode.parse("".join(typed))


@pytest.mark.parametrize("text", ["", "-", CODE.text[:-1], CODE.text + "0", CODE.text.replace("5", "U"), "恢复码"])
def test_what_is_no_code_is_refused(text: str):
    with pytest.raises(WrongRecoveryCode):
        RecoveryCode.parse(text)


def test_a_shops_short_id_is_stable_and_easy_to_say():
    assert short_id(b"x") == short_id(b"x") != short_id(b"y")
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}", short_id(b"x"))
