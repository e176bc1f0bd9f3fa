"""How satisfied somebody is, from 1 to 5, as people type it and as registers write it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.core.locale import Locale
from app.core.text import fold
from app.models.kinds import Integer, Value

_WORDS: Mapping[str, int] = MappingProxyType(
    {
        "非常满意": 5, "很满意": 5, "五星": 5, "满意": 4, "比较满意": 4, "较满意": 4, "基本满意": 4, "四星": 4,
        "一般": 3, "尚可": 3, "三星": 3, "不满意": 2, "较不满意": 2, "二星": 2, "非常不满意": 1, "很不满意": 1,
        "极不满意": 1, "一星": 1, "very satisfied": 5, "satisfied": 4, "neutral": 3, "dissatisfied": 2,
        "very dissatisfied": 1,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stars(Integer):
    """A whole number from 1 to 5; also typed as `4分`, `4星`, or in the usual words of a survey."""

    minimum: int | None = 1
    maximum: int | None = 5

    def parse(self, text: str, at: Locale) -> Value:
        """Read a number or the words for it. Raises `UserError`."""
        plain = fold(text)
        return _WORDS.get(plain) or super(Stars, self).parse(plain.removesuffix("分").removesuffix("星"), at)
