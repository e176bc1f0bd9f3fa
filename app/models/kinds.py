"""Field kinds: what a value is, how it is read from a person's typing, said, and put into a workbook cell.

The window has an editor and a painter for each kind, reports a cell style; nothing else knows kinds.
Values: str, int, bool, `date`, aware UTC `datetime`, tuple of str. `None` is "not filled in".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from app.core.amounts import Amount, amount_words
from app.core.dates import format_datetime, parse_date, parse_datetime
from app.core.errors import UserError
from app.core.grouping import ungrouped
from app.core.i18n import N_, Text, listed
from app.core.locale import Locale
from app.core.money import format_amount, parse_amount, to_decimal
from app.core.text import FEWEST_PHONE_DIGITS, fold, is_phone, mask_address, mask_name, mask_phone, storable

Value = str | int | bool | date | datetime | tuple[str, ...] | None
Cell = str | int | bool | float | Decimal | date | datetime | None
Align = Literal["left", "right", "center"]
Tone = Literal["neutral", "accent", "amber", "blue", "orange", "red"]


NO_PHONE = N_("A telephone number has at least {n} digits.", n=FEWEST_PHONE_DIGITS)


@dataclass(frozen=True, slots=True)
class Kind:
    """The base: a short line of text. `width` is the usual column width in Latin letters."""

    width: int = 16
    limit: int = 500

    align: Align = "left"

    def parse(self, text: str, at: Locale) -> Value:
        """Read typed text; empty text is `None`. Raises `UserError` saying what is wrong with it."""
        said = storable(text).strip()
        if len(said) > self.limit:
            raise UserError(N_("At most {n} characters fit here; this has {m}.", n=self.limit, m=len(said)))
        return said or None

    def say(self, value: Value, at: Locale) -> str:
        """The value in words, for a list, a form or a page."""
        return "" if value is None else str(value)

    def mask(self, value: Value) -> Value:
        """The value with its personal part hidden, for kinds that can hold one."""
        return "****" if value else value

    def cell(self, value: Value, at: Locale) -> Cell:
        """The value as a workbook cell of its real type."""
        return self.say(value, at) if value is not None else None


@dataclass(frozen=True, slots=True)
class LineText(Kind):
    """One line of text."""

    width: int = 20


@dataclass(frozen=True, slots=True)
class CodeText(Kind):
    """A number or code that is never reckoned with: order number, SKU, barcode, waybill. Never wrapped."""

    width: int = 18
    limit: int = 80


@dataclass(frozen=True, slots=True)
class LongText(Kind):
    """Several lines of text."""

    width: int = 40
    limit: int = 20_000


@dataclass(frozen=True, slots=True)
class PersonName(Kind):
    """A person's name; masked as its first character."""

    width: int = 12
    limit: int = 80

    def mask(self, value: Value) -> Value:
        """First character, then stars."""
        return mask_name(value) if isinstance(value, str) else value


_NAMES = re.compile(r"[,，、;；\n\t/／|]+|\s+(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])\s+")


def split_names(text: str) -> list[str]:
    """The names of a list of people, each once, in order; a space parts Chinese names only."""
    return list(dict.fromkeys(name for part in _NAMES.split(text) if (name := part.strip())))


@dataclass(frozen=True, slots=True)
class People(LongText):
    """Several people's names, kept as text with `、` between them; each is masked as a name is."""

    def parse(self, text: str, at: Locale) -> Value:
        """Names however they are parted, each once."""
        said = super(People, self).parse(text, at)
        return "、".join(split_names(said)) or None if isinstance(said, str) else said

    def mask(self, value: Value) -> Value:
        """First characters, then stars."""
        return "、".join(mask_name(n) for n in split_names(value)) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Phone(Kind):
    """A telephone number as text; the middle is masked."""

    width: int = 14
    limit: int = 40

    def parse(self, text: str, at: Locale) -> Value:
        """Read typed text in which a telephone number stands (`is_phone`)."""
        said = super(Phone, self).parse(text, at)
        if isinstance(said, str) and not is_phone(said):
            raise UserError(NO_PHONE)
        return said

    def mask(self, value: Value) -> Value:
        """`138****1234`."""
        return mask_phone(value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Address(Kind):
    """A postal address on one line; all beyond city or district is masked."""

    width: int = 36

    def mask(self, value: Value) -> Value:
        """Province, city or district, then stars."""
        return mask_address(value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class Integer(Kind):
    """A whole number within bounds."""

    width: int = 8
    align: Align = "right"
    minimum: int | None = None
    maximum: int | None = None

    def parse(self, text: str, at: Locale) -> Value:
        """Read a whole number; thousands separators are passed over."""
        plain = ungrouped(fold(text)).replace(" ", "")
        if not plain:
            return None
        if not re.fullmatch(r"[-+]?\d{1,15}", plain):
            raise UserError(N_("“{text}” is not a whole number.", text=text.strip()[:40]))
        value = int(plain)
        if self.minimum is not None and value < self.minimum:
            raise UserError(N_("At least {n}, please.", n=self.minimum))
        if self.maximum is not None and value > self.maximum:
            raise UserError(N_("At most {n}, please.", n=self.maximum))
        return value

    def say(self, value: Value, at: Locale) -> str:
        """The number with thousands separators."""
        return f"{value:,}" if isinstance(value, int) else ""

    def cell(self, value: Value, at: Locale) -> Cell:
        """The number."""
        return value if isinstance(value, int) else None


@dataclass(frozen=True, slots=True)
class Money(Integer):
    """An amount in minor units: of the shop's currency, or of the one that the record's own column names.

    Records and lists are read with an `Amount` in such a field where the record is in another currency.
    """

    width: int = 12
    currency: str = ""
    """The column that holds the code of the currency; of lines, a column of their record. Empty there: the shop's."""

    def parse(self, text: str, at: Locale) -> Value:
        """Read an amount or a short sum (`12.5*3`); an `Amount` where the locale counts in another currency."""
        if not text.strip():
            return None
        at = self._counted(at)
        value = parse_amount(text, at.currency)
        if self.minimum is not None and value < self.minimum:
            raise UserError(N_("At least {n}, please.", n=format_amount(self.minimum, at.currency)))
        return Amount(value, at.currency) if at.home else value

    def say(self, value: Value, at: Locale) -> str:
        """`1,234.50`; in another currency than the shop's with its sign, `US$35.00`."""
        at = self._counted(at)
        return amount_words(value, at.currency, home=at.home) if isinstance(value, int) else ""

    def cell(self, value: Value, at: Locale) -> Cell:
        """An exact decimal in major units."""
        if not isinstance(value, int):
            return None
        return to_decimal(value, value.currency if isinstance(value, Amount) else self._counted(at).currency)

    def _counted(self, at: Locale) -> Locale:
        """What is not said to be in the record's currency is in the shop's, also among amounts of that record."""
        return at.counting_in(None) if at.home and not self.currency else at


@dataclass(frozen=True, slots=True)
class Hours(Integer):
    """A length of time in whole minutes, typed and said in hours: `1.5`, `1:30`, `90分钟` and `90 min` are the same."""

    minimum: int | None = 0

    def parse(self, text: str, at: Locale) -> Value:
        """Read hours, hours and minutes, or minutes that say so."""
        plain = fold(text).replace(" ", "")
        if not plain:
            return None
        clock = re.fullmatch(r"(\d{1,5})[:：](\d{1,2})", plain)
        minutes = re.fullmatch(r"(\d{1,6})(?:min|minutes?|分钟|分)", plain)
        hours = re.fullmatch(r"(\d{1,5}(?:\.\d{1,20})?)(?:h|hours?|小时|学时|课时|时)?", plain)
        if clock and int(clock[2]) < 60:
            value = int(clock[1]) * 60 + int(clock[2])
        elif minutes:
            value = int(minutes[1])
        elif hours:
            value = int((Decimal(hours[1]) * 60).to_integral_value(ROUND_HALF_UP))
        else:
            raise UserError(N_("“{text}” is not a number of hours.", text=text.strip()[:40]))
        return super(Hours, self).parse(str(value), at)

    def say(self, value: Value, at: Locale) -> str:
        """`1.5`; `0:07` where decimals would not say it exactly."""
        if not isinstance(value, int):
            return ""
        if value % 3:
            return f"{value // 60}:{value % 60:02d}"
        return f"{Decimal(value) / 60:.2f}".rstrip("0").rstrip(".")

    def cell(self, value: Value, at: Locale) -> Cell:
        """Hours as a number."""
        return Decimal(value) / 60 if isinstance(value, int) else None


@dataclass(frozen=True, slots=True)
class Percent(Integer):
    """A share in whole percent."""

    minimum: int | None = 0
    maximum: int | None = 100

    def parse(self, text: str, at: Locale) -> Value:
        """Read a whole number of percent, with or without its sign."""
        return super(Percent, self).parse(fold(text).removesuffix("%"), at)

    def say(self, value: Value, at: Locale) -> str:
        """`85%`."""
        return f"{value}%" if isinstance(value, int) else ""


@dataclass(frozen=True, slots=True)
class Day(Kind):
    """A business date."""

    width: int = 11

    def parse(self, text: str, at: Locale) -> Value:
        """Read a date as people type it (`0517`, `t`, `+3`)."""
        return parse_date(text, at.today) if text.strip() else None

    def say(self, value: Value, at: Locale) -> str:
        """`2026-05-17`."""
        return value.isoformat() if isinstance(value, date) else ""

    def cell(self, value: Value, at: Locale) -> Cell:
        """The date."""
        return value if isinstance(value, date) else None


@dataclass(frozen=True, slots=True)
class Moment(Kind):
    """An instant, said on the shop's wall clock."""

    width: int = 17

    def parse(self, text: str, at: Locale) -> Value:
        """Read a date and time; without a time, the start of that day."""
        return parse_datetime(text, at.now, at.tz) if text.strip() else None

    def say(self, value: Value, at: Locale) -> str:
        """`2026-05-17 14:30`."""
        return format_datetime(value, at.tz) if isinstance(value, datetime) else ""

    def cell(self, value: Value, at: Locale) -> Cell:
        """The shop's wall-clock time; workbooks know no zones."""
        return value.astimezone(at.tz).replace(tzinfo=None) if isinstance(value, datetime) else None


@dataclass(frozen=True, slots=True)
class YesNo(Kind):
    """Yes or no. `follows`: left empty it is answered by what else the record says, and the form can leave it so."""

    width: int = 6
    align: Align = "center"
    follows: bool = False

    def parse(self, text: str, at: Locale) -> Value:
        """Read yes/no in both languages and in the marks that spreadsheets use."""
        plain = fold(text)
        if not plain:
            return None
        if plain in {"1", "y", "yes", "true", "是", "有", "√", "✓", "对", "t", "on"}:
            return True
        if plain in {"0", "n", "no", "false", "否", "无", "×", "x", "没有", "f", "off"}:
            return False
        raise UserError(N_("“{text}” is neither yes nor no.", text=text.strip()[:40]))

    def say(self, value: Value, at: Locale) -> str:
        """Yes or No."""
        return "" if value is None else at.tr(N_("Yes") if value else N_("No"))


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a `Choice`: the stored key, its words, and the tone of its pill."""

    key: str
    label: Text
    tone: Tone = "neutral"
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice(Kind):
    """One of a fixed list. `pill` shows it as a pill; a state is a `Choice` that only transitions change.

    `graded`: some count its grades from the best and others from the worst, so that a bare number in a file from
    outside is none of them.
    """

    width: int = 10
    options: tuple[Option, ...] = ()
    pill: bool = False
    graded: bool = False

    def option(self, key: Value) -> Option | None:
        """The option of a stored key."""
        for o in self.options:  # a plain loop: lists ask this for every cell
            if o.key == key:
                return o
        return None

    def parse(self, text: str, at: Locale) -> Value:
        """Read a key, a label in either language, or an alias."""
        plain = fold(text)
        if not plain:
            return None
        for o in self.options:
            if plain in {fold(o.key), fold(at.tr(o.label)), fold(str(o.label)), *map(fold, o.aliases)}:
                return o.key
        known = listed(o.label for o in self.options)
        raise UserError(N_("“{text}” is none of: {known}.", text=text.strip()[:40], known=known))

    def say(self, value: Value, at: Locale) -> str:
        """The option's label; an unknown key is said as it is."""
        o = self.option(value)
        return at.tr(o.label) if o else ("" if value is None else str(value))


@dataclass(frozen=True, slots=True)
class Tags(Kind):
    """Several short words, kept as text separated by spaces."""

    width: int = 18

    def parse(self, text: str, at: Locale) -> Value:
        """Words split at spaces and commas, each once, in order."""
        return " ".join(dict.fromkeys(t for t in re.split(r"[\s,，、;；]+", text) if t)) or None


@dataclass(frozen=True, slots=True)
class Ref(Kind):
    """A record of another register, by its id. Lists and forms say its title, which the reader looks up."""

    width: int = 18
    register: str = ""

    def parse(self, text: str, at: Locale) -> Value:
        """An id; titles are matched by the caller, who can look them up."""
        plain = text.strip()
        if not plain:
            return None
        if not re.fullmatch(r"\d{1,15}", plain):
            raise UserError(N_("“{text}” was not found.", text=plain[:40]))
        return int(plain)
