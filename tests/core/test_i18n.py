"""Words that are marked where they are written and said at the edge."""

import io
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app.core.errors import FieldError, Invalid, NotAllowed, Stale, UserError
from app.core.i18n import N_, Nn_, Text, Translator, inside, listed
from app.core.locale import Locale

PO = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=1; plural=0;\n"

msgid "{n} row kept"
msgid_plural "{n} rows kept"
msgstr[0] "保留 {n} 行"

msgid "The {what} is full."
msgstr "{what}已满。"

msgid "disk"
msgstr "磁盘"
"""


@pytest.fixture
def chinese(tmp_path: Path) -> Translator:
    folder = tmp_path / "zh_CN" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "taizhang.mo").open("wb") as file:
        write_mo(file, read_po(io.BytesIO(PO.encode()), locale="zh_CN"))
    return Translator("zh", tmp_path)


def test_texts_are_said_in_the_language_asked_for(chinese: Translator) -> None:
    text = N_("The {what} is full.", what=N_("disk"))
    assert chinese(text) == "磁盘已满。"
    assert Translator("en")(text) == str(text) == "The disk is full."


def test_plurals(chinese: Translator) -> None:
    one, many = (Nn_("{n} row kept", "{n} rows kept", n) for n in (1, 3))
    assert (str(one), str(many)) == ("1 row kept", "3 rows kept")
    assert Translator("en")(many) == "3 rows kept"
    assert chinese(one) == "保留 1 行"


def test_data_is_no_message_and_braces_in_it_are_safe(chinese: Translator) -> None:
    assert chinese("disk") == "disk"
    assert str(N_("The {what} is full.", what="{x}")) == "The {x} is full."
    assert str(N_("50% {literally}")) == "50% {literally}"
    assert chinese(N_("")) == ""


def test_another_language_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        Translator("fr")


def test_a_name_within_a_sentence_is_not_capitalised(chinese: Translator) -> None:
    said = N_("New {what}", what=inside(N_("Order")))
    assert Translator("en")(said) == str(said) == "New order"
    assert str(inside(N_("SKU"))) == "SKU"
    assert chinese(inside(N_("disk"))) == "磁盘"


def test_equal_texts_are_equal_and_can_be_keys() -> None:
    assert N_("disk") == N_("disk")
    assert len({N_("disk"): 1, N_("disk"): 2}) == 1
    assert isinstance(N_("x"), Text)


def test_an_error_says_what_happened_what_was_kept_and_what_to_do() -> None:
    error = UserError(N_("A."), N_("B."), N_("C."))
    assert error.say(Translator("en")) == str(error) == "A. B. C."
    assert UserError(N_("A."), todo=N_("C.")).parts() == (N_("A."), N_("C."))
    assert "overwritten" in str(Stale())
    one = FieldError("price", N_("Bad."))
    assert str(Invalid((one,))).startswith("Bad.")
    assert str(Invalid((one, FieldError("name", N_("Worse."))))).startswith("Several")
    assert issubclass(NotAllowed, UserError)


def test_a_locales_today_is_the_shops_day() -> None:
    from datetime import UTC, date, datetime

    from app.core.dates import zone

    at = Locale(Translator("en"), "CNY", zone(), datetime(2026, 5, 16, 17, tzinfo=UTC))
    assert at.today == date(2026, 5, 17)


def test_lists_are_parted_as_the_language_parts_them() -> None:
    english, chinese = Translator("en"), Translator("zh")
    assert english(listed(["a", "b", "c"])) == "a, b, c"
    assert chinese(listed(["甲", "乙", "丙"])) == "甲、乙、丙"
    assert chinese(listed([N_("Order"), "乙"])) == "订单、乙"
    assert (english(listed([])), chinese(listed(["甲"]))) == ("", "甲")
    many = [str(n) for n in range(3000)]
    assert english(listed(many)).split(", ") == many


def test_english_quotes_are_straight_and_chinese_ones_are_not() -> None:
    said = N_("“{text}” is on the clipboard.", text="a “b”")
    assert Translator("en")(said) == '"a “b”" is on the clipboard.'  # what a person wrote stays as it is
    assert Translator("zh")(said) == "已复制“a “b””。"
