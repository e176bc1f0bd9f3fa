"""Sentences that several pages put together from pieces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.core import amounts
from app.core.i18n import N_, Text
from app.core.locale import Locale
from app.models.declaration import Field, Register
from app.models.kinds import Hours, Integer, Money, Ref
from app.services.privacy import hides

SHOWN_SUMS = 4


def joined(parts: Sequence[Text | str]) -> Text | str:
    """Pieces of one line, with a dot between them."""
    if not parts:
        return ""
    said: Text | str = parts[0]
    for part in parts[1:]:
        said = N_("{one} · {two}", one=said, two=part)
    return said


def sum_words(fields: Sequence[Field], sums: Mapping[str, int], at: Locale) -> list[Text]:
    """What the summed columns come to, money with its sign; at most four."""
    shown = [f for f in fields if f.summed and f.name in sums][:SHOWN_SUMS]
    return [N_("{label} {value}", label=f.label, value=amount_words(f, sums[f.name], at)) for f in shown]


def amount_words(field: Field, value: int, at: Locale) -> str:
    """A sum of a field in words, currency by currency where they differ."""
    if isinstance(field.kind, Money):
        return amounts.amount_words(value, at.currency, symbol=True, home=at.home)
    return field.kind.say(value, at)


def subtitle(register: Register, values: Mapping[str, object], at: Locale, most: int = 3, names: bool = False) -> str:
    """A few more words that tell a record from its neighbours, personal parts masked; no bare counts.

    `names`: whether people's names are masked as well.
    """
    pills = {f.name for f in register.state_fields()}
    said: list[str] = []
    for name in register.columns:
        f, value = register.field(name), values.get(name)
        if value in (None, "") or name in register.title or name in pills:
            continue
        if isinstance(f.kind, Ref) or type(f.kind) is Integer or isinstance(f.kind, Hours):
            continue
        plain = f.kind.mask(value) if hides(f, names) else value  # type: ignore[arg-type]
        said.append(f.kind.say(plain, at))  # type: ignore[arg-type]
    return " · ".join(s for s in said[:most] if s)


def size_words(size: int) -> str:
    """A file's size as people say it."""
    value = float(size)
    for unit in ("B", "kB", "MB"):
        if value < 1000 or unit == "MB":
            return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"
        value /= 1000
    return ""
