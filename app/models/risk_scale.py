"""The scales on which risks are assessed: 5×5 and LEC, four levels with the colours that inspectors know.

LEC after Graham and Kinney: D = likelihood × exposure × consequence, in five bands: slight below 20, general from 20,
marked from 70, high from 160, and above 320 work stops. The first two are low, blue. The cut-offs are the shop's own to
change; the defaults of 5×5 are 4, 9, 16.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.core.errors import UserError
from app.core.grouping import ungrouped
from app.core.i18n import N_
from app.core.locale import Locale
from app.models.kinds import Cell, Integer, Kind, Option, Value

LEVELS = (
    Option(
        "1",
        N_("Low"),
        "blue",
        aliases=(
            "低", "低风险", "蓝", "蓝色", "轻微", "轻度", "可接受", "可接受风险", "low", "minor", "slight",
            "四级", "4级", "iv级", "iv", "五级", "5级", "v级", "稍有危险", "轻度危险", "一般危险",
        ),
    ),
    Option(
        "2", N_("Moderate"), "amber",
        aliases=(
            "一般", "一般风险", "中", "中等", "中风险", "中度", "黄", "黄色", "medium", "moderate",
            "三级", "3级", "iii级", "iii", "显著", "显著危险",
        ),
    ),
    Option(
        "3",
        N_("High"),
        "orange",
        aliases=(
            "较大", "较大风险", "高", "高风险", "较高", "较高风险", "橙", "橙色", "high", "considerable",
            "二级", "2级", "ii级", "ii", "高度", "高度危险",
        ),
    ),
    Option(
        "4",
        N_("Major risk"),
        "red",
        aliases=(
            "重大", "重大风险", "极高", "极高风险", "红", "红色", "严重", "critical", "extreme", "major", "very high",
            "一级", "1级", "i级", "i", "极其危险", "极度危险",
        ),
    ),
)  # fmt: skip
"""Low blue, moderate yellow, high orange, major red. The keys sort as the levels do.

In words the grades run the other way: 一级 is the worst, of four or, with LEC, of five. A bare number says neither.
"""
METHODS = (
    Option("5x5", N_("5×5 matrix"), aliases=("矩阵", "ls", "ls法", "5*5")),
    Option("lec", N_("LEC"), aliases=("lec法",)),
)
STAGES = (Option("inherent", N_("Inherent")), Option("current", N_("Current")), Option("residual", N_("Residual")))
LIKELIHOODS = (
    Option("1", N_("1 · rare"), aliases=("1分", "极少", "罕见", "极低", "极不可能")),
    Option("2", N_("2 · unlikely"), aliases=("2分", "不太可能", "较低", "低", "偶尔")),
    Option("3", N_("3 · possible"), aliases=("3分", "可能", "中", "中等", "一般")),
    Option("4", N_("4 · likely"), aliases=("4分", "很可能", "较高", "高", "经常")),
    Option("5", N_("5 · almost certain"), aliases=("5分", "几乎必然", "几乎确定", "必然", "极高", "频繁")),
)
IMPACTS = (
    Option("1", N_("1 · negligible"), aliases=("1分", "轻微", "甚微", "极低", "可忽略")),
    Option("2", N_("2 · minor"), aliases=("2分", "较小", "较低", "较轻", "低")),
    Option("3", N_("3 · noticeable"), aliases=("3分", "一般", "中等", "中", "明显")),
    Option("4", N_("4 · serious"), aliases=("4分", "严重", "较大", "较高", "高")),
    Option("5", N_("5 · disastrous"), aliases=("5分", "灾难", "灾难性", "重大", "特别严重", "极高")),
)
LEC_LIKELIHOODS = (
    Option("10", N_("10 · to be expected")),
    Option("6", N_("6 · quite possible")),
    Option("3", N_("3 · possible, but unusual")),
    Option("1", N_("1 · only by accident")),
    Option("0.5", N_("0.5 · very unlikely")),
    Option("0.2", N_("0.2 · hardly conceivable")),
    Option("0.1", N_("0.1 · practically impossible")),
)
LEC_EXPOSURES = (
    Option("10", N_("10 · all the time")),
    Option("6", N_("6 · every working day")),
    Option("3", N_("3 · weekly or now and then")),
    Option("2", N_("2 · monthly")),
    Option("1", N_("1 · a few times a year")),
    Option("0.5", N_("0.5 · hardly ever")),
)
LEC_CONSEQUENCES = (
    Option("100", N_("100 · many deaths, ruin")),
    Option("40", N_("40 · several deaths, very great loss")),
    Option("15", N_("15 · a death, great loss")),
    Option("7", N_("7 · serious injury, considerable loss")),
    Option("3", N_("3 · injury, some loss")),
    Option("1", N_("1 · slight, to be noted")),
)
LEC_BANDS = (
    N_("Slight danger"),
    N_("General danger"),
    N_("Marked danger"),
    N_("High danger"),
    N_("Extreme danger, stop work"),
)
"""The five bands of D; the last calls for work to stop."""
CUTS_5X5, CUTS_LEC = (4, 9, 16), (20, 70, 160, 320)
REVIEW_DAYS = (365, 180, 90, 30)
"""Days until the next review of a low, moderate, high and major risk (policy)."""


@dataclass(frozen=True, slots=True)
class Score(Integer):
    """A risk score, kept in hundredths so that LEC's small factors stay exact: 18000 is 180."""

    width: int = 8
    minimum: int | None = 0

    def parse(self, text: str, at: Locale) -> Value:
        """Read a number; what stands beside it in brackets, as in “20 (Critical)”, is passed over."""
        plain = text.strip()
        if not plain:
            return None
        found = re.fullmatch(r"([\d.,，]+)\s*(?:分|[(（].*[)）])?", plain)
        figures = ungrouped(found[1]) if found is not None else ""
        if not re.fullmatch(r"\d{1,7}(?:\.\d{1,2})?", figures):
            raise UserError(N_("“{text}” is no score.", text=plain[:40]))
        return int(Decimal(figures) * 100)

    def say(self, value: Value, at: Locale) -> str:
        """`180`, `0.25`."""
        return said_score(value) if isinstance(value, int) else ""

    def cell(self, value: Value, at: Locale) -> Cell:
        """The number."""
        return Decimal(value) / 100 if isinstance(value, int) else None


@dataclass(frozen=True, slots=True)
class Steps(Kind):
    """A few whole numbers in order, as the owner sets them: `4, 9, 16`. `falling`: from the largest down."""

    width: int = 18
    limit: int = 60
    count: int = 3
    falling: bool = False

    def parse(self, text: str, at: Locale) -> Value:
        """Read the numbers. Raises `UserError` for another count, or an order that does not run one way."""
        plain = text.strip()
        if not plain:
            return None
        numbers = [int(n) for n in re.findall(r"\d{1,6}", plain)]
        ordered = sorted(set(numbers), reverse=self.falling)
        if len(numbers) != self.count or numbers != ordered or re.sub(r"[\d\s,，、;；/]", "", plain):
            order = N_("from the largest to the smallest") if self.falling else N_("from the smallest to the largest")
            raise UserError(N_("{n} different whole numbers are needed, {order}.", n=self.count, order=order))
        return ", ".join(map(str, numbers))


def said_score(score: int) -> str:
    """A score in hundredths as people write it."""
    whole = Decimal(score) / 100
    return f"{int(whole):,}" if whole == int(whole) else str(whole.normalize())


def numbers(text: str) -> tuple[int, ...]:
    """The numbers of a `Steps` value."""
    return tuple(int(n) for n in re.findall(r"\d+", text))


def product(*factors: str) -> int:
    """The score of some factors, in hundredths."""
    made = Decimal(100)
    for factor in factors:
        made *= Decimal(factor)
    return int(made)


def level(score: int, cuts: Sequence[int]) -> str:
    """The level's key of a 5×5 score in hundredths, by the upper bounds of the three lower levels."""
    return str(1 + sum(score > cut * 100 for cut in cuts))


def lec_cuts(cuts: Sequence[int]) -> tuple[int, ...]:
    """Four bounds of D; a shop that set its own when there were three has no less than the usual first one."""
    return tuple(cuts) if len(cuts) == len(CUTS_LEC) else (min(CUTS_LEC[0], cuts[0]), *cuts)


def lec_band(score: int, cuts: Sequence[int]) -> int:
    """Which of `LEC_BANDS` a D in hundredths is, from 0. Three bounds are “from”; what is above the last one stops."""
    *starts, stop = (cut * 100 for cut in cuts)
    return sum(score >= start for start in starts) + (score > stop)


def lec_level(score: int, cuts: Sequence[int]) -> str:
    """The level's key of a D in hundredths: slight and general are low, marked moderate, high high."""
    return str(max(lec_band(score, cuts), 1))
