"""How wide the columns of a grid are: headings fold into two lines before a column is too narrow for its values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.models.declaration import Field
from app.models.kinds import Choice, CodeText, Day, LineText, LongText, Moment, Money, Ref, Tags
from app.ui.widgets.table.widths import share

CODE_WIDTH = 100
"""A SKU or a batch number of some ten letters."""
SIGNED_WIDTH = 92
"""Pixels that an amount with its currency's sign needs at least."""
LEAST_WIDTH = 64
NAME_WIDTH = 112
"""Pixels for the name of a record that a line is about."""
STATE_WIDTH = 76
DAY_WIDTH = 92
CHINESE = "\u2e80"
"""From here on come the signs between which a line may be broken."""
PAD = 20
Measure = Callable[[str], int]
"""The width of words on one line."""


@dataclass(frozen=True, slots=True)
class Widths:
    """One width per column; `least` is what all of them need together, `folded` whether headings take two lines."""

    columns: list[int]
    least: int
    folded: bool


def fit(fields: Sequence[Field], headings: Sequence[str], measure: Measure, room: int, *, signed: bool) -> Widths:
    """Share `room` pixels among the columns. `signed`: amounts are said with their currency's sign."""
    folded = False
    said = [measure(words) + PAD for words in headings]
    needs = [_need(f, heading, signed) for f, heading in zip(fields, said, strict=True)]
    if sum(least for _, least in needs) > room:
        folded = True
        said = [folded_width(words, measure) + PAD for words in headings]
        needs = [_need(f, heading, signed) for f, heading in zip(fields, said, strict=True)]
    least = [n for _, n in needs]
    return Widths(share([w for w, _ in needs], [_flexible(f) for f in fields], room, least), sum(least), folded)


def folded_width(words: str, measure: Measure) -> int:
    """The least width of words on two lines: broken at a space, or where there is none between Chinese characters."""
    whole = measure(words)
    breaks = [at for at, c in enumerate(words) if c == " "] or [
        at
        for at in range(1, len(words))
        if words[at] > "⺀" and words[at] not in "）、，。：" and words[at - 1] != "（"
    ]
    return min((max(measure(words[:at]), measure(words[at:].strip())) for at in breaks), default=whole)


def _flexible(field: Field) -> bool:
    return isinstance(field.kind, LineText | LongText | Ref | Tags)


def _need(field: Field, heading: int, signed: bool) -> tuple[int, int]:
    """What a column would have, and what it needs at least: half a date says nothing, and half a number little."""
    kind = field.kind
    wanted = max(heading, int(min(kind.width, 26) * 7.5) + 16)
    if isinstance(kind, Day | Moment):
        return wanted, max(heading, DAY_WIDTH) if isinstance(kind, Day) else wanted
    if isinstance(kind, Ref):
        return wanted, max(heading, NAME_WIDTH)
    if isinstance(kind, Money) and signed:
        return wanted, max(heading, SIGNED_WIDTH)
    usual = CODE_WIDTH if isinstance(kind, CodeText) else STATE_WIDTH if isinstance(kind, Choice) else LEAST_WIDTH
    return wanted, max(heading, min(wanted, usual))
