"""Words that a shop would use itself, where an accountant's or a translator's had stood."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.core.dates import zone
from app.core.i18n import Translator
from app.core.locale import Locale
from app.models.kinds import Choice
from app.models.registry import Registry


def said(register: str, field: str, code: str, language: str) -> str:
    kind = Registry.load()[register].field(field).kind
    assert isinstance(kind, Choice)
    option = kind.option(code)
    assert option is not None
    return Translator(language)(option.label)


def test_goods_are_taken_into_stock_and_not_booked() -> None:
    assert said("receipts", "status", "posted", "zh") == "已入库"
    assert said("receipts", "status", "posted", "en") == "Taken into stock"
    register = Registry.load()["receipts"]
    tr = Translator("zh")
    words = [tr(f.label) for f in register.fields] + [tr(t.label) for t in register.transitions]
    assert "入库时间" in words and "入库" in words
    assert not [w for w in words if "入账" in w or "过账" in w]
    assert said("stock_counts", "status", "posted", "zh") == "已入账", "a count is booked"


@pytest.mark.parametrize(
    ("register", "field", "scale"),
    [
        ("incidents", "severity", ["Ordinary", "Significant", "Major", "Extreme"]),
        ("rectifications", "level", ["Ordinary", "Significant", "Major"]),
    ],
)
def test_a_scale_of_severity_rises_in_plain_english(register: str, field: str, scale: list[str]) -> None:
    kind = Registry.load()[register].field(field).kind
    assert isinstance(kind, Choice)
    assert [Translator("en")(o.label) for o in kind.options] == scale
    assert [Translator("zh")(o.label) for o in kind.options] == ["一般", "较大", "重大", "特别重大"][: len(scale)]


@pytest.mark.parametrize("word", ["Larger", "较大", "Significant", "moderate"])
def test_what_was_exported_with_the_word_of_before_is_still_read(word: str) -> None:
    kind = Registry.load()["incidents"].field("severity").kind
    assert kind.parse(word, Locale(Translator("en"), "CNY", zone(), datetime(2026, 11, 23, tzinfo=UTC))) == "larger"
