import pytest

from app.store.errors import WeakPassword
from app.store.passwords import MIB, Argon2Cost, check_password, normalise


@pytest.mark.parametrize(
    ("time", "memory", "lanes"),
    [
        (0, 64 * MIB, 1),
        (11, 64 * MIB, 1),
        (1, 64 * MIB - 1, 1),
        (1, 1024 * MIB + 1, 1),
        (1, 64 * MIB, 0),
        (1, 64 * MIB, 17),
        (True, 64 * MIB, 1),
        (1.0, 64 * MIB, 1),
    ],
)
def test_costs_out_of_range_are_refused(time: int, memory: int, lanes: int):
    with pytest.raises(ValueError, match="out of range"):
        Argon2Cost(time, memory, lanes)


def test_the_usual_cost_is_never_below_the_minimum():
    cost = Argon2Cost.for_machine()
    assert (cost.time, cost.lanes) == (3, 4)
    assert 64 * MIB <= cost.memory <= 256 * MIB


def test_a_key_depends_on_password_salt_and_cost():
    cheap = Argon2Cost.smallest()
    keys = {
        cheap.derive("correct horse", bytes(16)),
        cheap.derive("correct horsf", bytes(16)),
        cheap.derive("correct horse", bytes(15) + b"1"),
        Argon2Cost(2, 64 * MIB, 1).derive("correct horse", bytes(16)),
    }
    assert len(keys) == 4


def test_full_width_digits_of_an_input_method_are_the_same_password():
    assert normalise("ａｂｃ１２３") == normalise("abc123")
    assert normalise("caf\u00e9") == normalise("cafe\u0301")


@pytest.mark.parametrize(
    "password",
    [
        "short77",
        "x" * 257,
        "12345678",
        "１２３４５６７８",
        "87654321",
        "abcdefgh",
        "90123456",
        "88888888",
        "abababab",
        "PassWord1",
        "taobao123",
        "小店的老板叫王小明",
        "Wang Xiaoming",
    ],
)
def test_weak_passwords_are_refused(password: str):
    with pytest.raises(WeakPassword):
        check_password(password, "wang xiaoming", "小店的老板叫王小明")


@pytest.mark.parametrize("password", ["correct horse", "今天天气很好啊呀", "k3-Pf8#q2"])
def test_good_ones_are_taken(password: str):
    check_password(password, "王小明", "小店")
