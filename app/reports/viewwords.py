"""A list's filter in words, for the head of a page: a list without its filter beside it proves nothing."""

from __future__ import annotations

from app.core.i18n import N_, Text, listed
from app.core.locale import Locale
from app.core.money import format_amount
from app.models.counted import names_of
from app.models.declaration import Field, NowPlus, Operand, Register, TodayPlus, Where
from app.models.kinds import Value
from app.store.own_currency import compares_money
from app.store.view import View

_OPS: dict[str, Text] = {
    "eq": N_("{field}: {value}"),
    "in": N_("{field}: {value}"),
    "ne": N_("{field} is not {value}"),
    "not_in": N_("{field} is none of {value}"),
    "lt": N_("{field} below {value}"),
    "le": N_("{field} up to {value}"),
    "gt": N_("{field} above {value}"),
    "ge": N_("{field} from {value}"),
    "empty": N_("{field} is empty"),
    "filled": N_("{field} is filled in"),
    "contains": N_("{field} contains “{value}”"),
    "le_field": N_("{field} up to {value}"),
    "lt_field": N_("{field} below {value}"),
}
_SHOWN_VALUES = 8


def filter_words(register: Register, view: View, locale: Locale, *, reveal: bool = False) -> str:
    """Everything that narrows the list but its period, joined by `·`; empty when nothing does."""
    tr = locale.tr
    words: list[str] = []
    chip = next((c for c in register.chips if c.name == view.chip), None)
    if chip is not None:
        words.append(tr(chip.label))
    words += [where_words(register, where, locale, reveal=reveal) for where in view.where]
    if view.search:
        words.append(tr(N_("search “{text}”", text=view.search)))
    if view.ids is not None:
        words.append(tr(N_("{n} selected records", n=len(view.ids))))
    if view.voided:
        words.append(tr(N_("voided records included")))
    return " · ".join(words)


def where_words(register: Register, where: Where, locale: Locale, *, reveal: bool = False) -> str:
    """One condition as people read it: `Platform: Taobao, JD`."""
    if not register.has_field(where.field):
        return where.field
    field = register.field(where.field)
    value = _value_words(register, field, where, locale, reveal)
    if compares_money(register, where):
        value = _in_own_currency(where.value, locale)
    template = _OPS[where.op]
    return locale.tr(Text(template.msgid, {"field": field.label, "value": value}))


def sort_words(register: Register, view: View, locale: Locale) -> str:
    """That a list with several currencies in it is sorted by an amount: by figures alone. Else empty."""
    if (view.sort or register.sort).lstrip("-") not in names_of(register.fields):
        return ""
    return locale.tr(N_("sorted by the figures alone: currencies are not converted"))


def period_words(view: View, locale: Locale) -> str:
    """The business-date period: `2026-10-01 to 2026-10-31`; empty when the list has none."""
    tr = locale.tr
    if view.start is not None and view.end is not None:
        return tr(N_("{start} to {end}", start=view.start.isoformat(), end=view.end.isoformat()))
    if view.start is not None:
        return tr(N_("from {start}", start=view.start.isoformat()))
    if view.end is not None:
        return tr(N_("until {end}", end=view.end.isoformat()))
    return ""


def _value_words(register: Register, field: Field, where: Where, locale: Locale, reveal: bool) -> str:
    if where.op in ("le_field", "lt_field"):
        other = str(where.value)
        return locale.tr(register.field(other).label) if register.has_field(other) else other
    if isinstance(where.value, tuple):
        shown = [_one(field, v, locale, reveal) for v in where.value[:_SHOWN_VALUES]]
        return locale.tr(listed([*shown, *(["…"] if len(where.value) > _SHOWN_VALUES else [])]))
    return _one(field, where.value, locale, reveal)


def _in_own_currency(value: Operand, locale: Locale) -> str:
    """Amounts in the shop's currency, with its sign: records in another one are not compared with them."""
    amounts = value if isinstance(value, tuple) else (value,)
    shown = [format_amount(v, locale.currency, symbol=True) for v in amounts[:_SHOWN_VALUES] if isinstance(v, int)]
    return locale.tr(listed([*shown, *(["…"] if len(amounts) > _SHOWN_VALUES else [])]))


def _one(field: Field, value: Operand, locale: Locale, reveal: bool) -> str:
    if isinstance(value, TodayPlus):
        if value.days == 0:
            return locale.tr(N_("today"))
        return locale.tr(N_("today {days:+d} days", days=value.days))
    if isinstance(value, NowPlus):
        if value.hours == 0:
            return locale.tr(N_("now"))
        return locale.tr(N_("now {hours:+d} hours", hours=value.hours))
    plain: Value = value  # type: ignore[assignment]
    if field.sensitive and not reveal:
        plain = field.kind.mask(plain)
    if plain is None or plain == "":
        return locale.tr(N_("nothing"))
    return field.kind.say(plain, locale)
