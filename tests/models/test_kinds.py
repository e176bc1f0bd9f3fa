"""Kinds: read from typing, said in words, put into cells, masked."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.dates import zone
from app.core.errors import UserError
from app.core.i18n import N_, Translator
from app.core.locale import Locale
from app.models.kinds import (
    Address,
    Choice,
    CodeText,
    Day,
    Hours,
    Integer,
    Kind,
    LineText,
    LongText,
    Moment,
    Money,
    Option,
    People,
    Percent,
    PersonName,
    Phone,
    Ref,
    Tags,
    YesNo,
)
from app.models.reading import Reading
from app.models.risk_scale import Score

NOW = datetime(2026, 5, 17, 4, 30, tzinfo=UTC)
AT = Locale(Translator("en"), "CNY", zone(), NOW)
ZH = Locale(Translator("zh"), "CNY", zone(), NOW)
STATE = Choice(options=(Option("new", N_("New"), aliases=("新建",)), Option("done", N_("Done"))))
TEXTS = (LineText(), CodeText(), LongText(), PersonName(), Address())


@pytest.mark.parametrize(
    "kind", [*TEXTS, People(), Integer(), Money(), Percent(), Hours(), Day(), Moment(), YesNo(), STATE, Tags(), Ref()]
)
def test_nothing_typed_is_nothing_said_and_an_empty_cell(kind: Kind) -> None:
    assert kind.parse("  ", AT) is None
    assert kind.say(None, AT) == ""
    assert kind.cell(None, AT) is None
    assert not kind.mask(None)


@pytest.mark.parametrize("kind", TEXTS)
def test_texts_are_trimmed_and_limited(kind: Kind) -> None:
    assert kind.parse("  桂花 酱 ", AT) == "桂花 酱"
    assert kind.parse("x" * kind.limit, AT) == "x" * kind.limit
    with pytest.raises(UserError):
        kind.parse("x" * (kind.limit + 1), AT)


@given(st.integers(0, 100_000))
def test_hours_are_read_as_said(n: int) -> None:
    assert Hours().parse(Hours().say(n, AT), AT) == n
    assert Hours().cell(n, AT) == Decimal(n) / 60


@given(st.integers(-(10**14), 10**14))
def test_whole_numbers_are_read_as_said(n: int) -> None:
    assert Integer().parse(Integer().say(n, AT), AT) == n
    assert Integer().cell(n, AT) == n


@given(st.integers(-(10**12), 10**12))
def test_amounts_are_read_as_said_and_cells_are_exact(n: int) -> None:
    assert Money().parse(Money().say(n, AT), AT) == n
    assert Money().cell(n, AT) == Decimal(n) / 100


@given(st.dates(date(1901, 1, 1), date(2199, 1, 1)))
def test_days_are_read_as_said(day: date) -> None:
    assert Day().parse(Day().say(day, AT), AT) == day
    assert Day().cell(day, AT) == day


def test_moments_are_read_as_said_and_cells_show_the_wall_clock() -> None:
    assert Moment().say(NOW, AT) == "2026-05-17 12:30"
    assert Moment().parse("2026-05-17 12:30", AT) == NOW
    assert Moment().cell(NOW, AT) == datetime(2026, 5, 17, 12, 30)


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Integer(), "１,２３４", 1234),
        (Integer(), "-5", -5),
        (Integer(minimum=0), "-1", None),
        (Integer(maximum=9), "10", None),
        (Integer(), "1.5", None),
        (Integer(), "12345678901234567", None),
        (Money(), "12.5*3", 3750),
        (Money(), "abc", None),
        (Percent(), "101", None),
        (Hours(), "1.5", 90),
        (Hours(), "1:30", 90),
        (Hours(), "90 分钟", 90),
        (Hours(), "2学时", 120),
        (Hours(), "1:75", None),
        (Hours(), "一会儿", None),
        (People(), "王芳 李雷、John Smith, 赵敏\n王芳", "王芳、李雷、John Smith、赵敏"),
        (Day(), "0517", date(2026, 5, 17)),
        (Day(), "31/31", None),
        (YesNo(), "是", True),
        (YesNo(), "×", False),
        (YesNo(), "maybe", None),
        (STATE, "新建", "new"),
        (STATE, "NEW", "new"),
        (STATE, "done", "done"),
        (STATE, "other", None),
        (Tags(), "甜, 辣；甜 咸", "甜 辣 咸"),
        (Ref(register="products"), "12", 12),
        (Ref(register="products"), "茶", None),
    ],
)
def test_typed_values(kind: Kind, typed: str, value: object) -> None:
    if value is None:
        with pytest.raises(UserError):
            kind.parse(typed, AT)
    else:
        assert kind.parse(typed, AT) == value


def test_a_phone_says_what_it_lacks() -> None:
    assert Phone().parse(" 138****1234 ", AT) == "138****1234"
    with pytest.raises(UserError, match="at least 5 digits"):
        Phone().parse("张三", AT)


def test_choices_are_read_in_both_languages() -> None:
    kind = Choice(options=(Option("yes", N_("Yes")), Option("no", N_("No"))))
    for at in (AT, ZH):
        assert kind.parse(kind.say("yes", at), at) == "yes"
    assert kind.say("gone", AT) == "gone"
    assert kind.cell("no", AT) == "No"


def test_yes_and_no_are_words() -> None:
    assert (YesNo().say(True, AT), YesNo().say(False, AT)) == ("Yes", "No")


@pytest.mark.parametrize(
    ("kind", "value", "masked"),
    [
        (PersonName(), "张小明", "张**"),
        (Phone(), "13800001234", "138****1234"),
        (People(), "张小明、李雷", "张**、李*"),
        (Address(), "浙江省杭州市西湖区文三路1号", "浙江省杭州市西湖区****"),
        (CodeText(), "a@b.cn", "****"),
    ],
)
def test_masks(kind: Kind, value: str, masked: str) -> None:
    assert kind.mask(value) == masked


def test_what_a_choice_knows_is_listed_in_the_readers_language() -> None:
    kind = Choice(options=(Option("a", N_("Order")), Option("b", N_("Total"))))
    with pytest.raises(UserError) as refused:
        kind.parse("?", AT)
    assert Translator("zh")(refused.value.what) == "“?”不在可选项内：订单、合计。"
    assert str(refused.value.what) == "“?” is none of: Order, Total."


@pytest.mark.parametrize("kind", [Integer(), Money(), Percent(), Reading(), Score()])
def test_a_decimal_comma_is_refused_wherever_a_number_is_typed(kind: Kind) -> None:
    for typed in ("1,5", "1，5", "12,50"):
        with pytest.raises(UserError, match="comma"):
            kind.parse(typed, AT)
    assert Score().parse("20 (Critical, at once)", AT) == 2000
    assert Reading().parse("1,200.5", AT) == 1_200_500
