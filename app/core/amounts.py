"""Amounts that are not in the shop's own currency, and sums over unlike ones: they are never added up.

Amounts are minor units; a plain `int` is in the shop's own currency.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.core.money import CURRENCIES, currency, format_amount


class Amount(int):
    """An amount that is not in the shop's own currency: minor units, which know the `currency` they are in.

    A plain number where it is compared or kept; what it is in matters where it is said or added up.
    """

    currency: str

    def __new__(cls, minor: int, code: str) -> Amount:
        """`minor` units of the currency `code`."""
        made = super().__new__(cls, minor)
        made.currency = code
        return made

    def __reduce__(self) -> tuple[type[Amount], tuple[int, str]]:
        """How a copy is made."""
        return Amount, (int(self), self.currency)

    def __repr__(self) -> str:
        """`Amount(3500, 'USD')`."""
        return f"Amount({int(self)}, {self.currency!r})"


class Total(int):
    """A sum over amounts in several currencies: as a number what is in the shop's own, beside it one `Amount` each.

    Unlike currencies are never added up. `own` is False where nothing was in the shop's own currency.
    """

    others: tuple[Amount, ...]
    own: bool

    def __new__(cls, minor: int, others: Iterable[Amount], own: bool = True) -> Total:
        """`minor` units of the shop's own currency, and the sums in `others`, shown in the order of their codes."""
        made = super().__new__(cls, minor)
        made.others = tuple(sorted(others, key=lambda a: a.currency))
        made.own = own
        return made

    def __reduce__(self) -> tuple[type[Total], tuple[int, tuple[Amount, ...], bool]]:
        """How a copy is made."""
        return Total, (int(self), self.others, self.own)

    def parts(self) -> tuple[int, ...]:
        """The sums, the shop's own as a plain number before the others."""
        return (*((int(self),) if self.own else ()), *self.others)

    def __repr__(self) -> str:
        """The sums that it stands for."""
        return f"Total{self.parts()!r}"


def add_up(values: Iterable[int]) -> int:
    """The sum of amounts: a number where all are in the shop's own currency, else a `Total`."""
    sums: dict[str, int] = {}
    for value in values:
        for part in value.parts() if isinstance(value, Total) else (value,):
            code = part.currency if isinstance(part, Amount) else ""
            sums[code] = sums.get(code, 0) + int(part)
    return total_of(sums)


def total_of(sums: dict[str, int]) -> int:
    """As `add_up`, of sums by currency code; the shop's own stands under the empty code."""
    others = [Amount(sums[code], code) for code in sums if code]
    return Total(sums.get("", 0), others, "" in sums) if others else sums.get("", 0)


def parts_of(value: int) -> tuple[int, ...]:
    """An amount or a sum as amounts of one currency each: `Amount`, or a plain number of the shop's own."""
    return value.parts() if isinstance(value, Total) else (value,)


def amount_words(value: int, own: str, *, symbol: bool = False, home: str = "") -> str:
    """An amount or a sum in words: the shop's `own` currency plainly or with its `symbol`, others with their signs.

    `US$35.00`; of several currencies `1,234.50 + US$35.00`. `home` is the shop's currency where `own` is an order's.
    """
    if type(value) is int and not home:
        return format_amount(value, own, symbol=symbol)
    home = home or own
    said = []
    for part in parts_of(value):
        code = part.currency if isinstance(part, Amount) else own
        said.append(format_amount(part, code, symbol=symbol) if code == home else marked_amount(part, code))
    return " + ".join(said)


def marked_amount(amount: int, code: str) -> str:
    """An amount with the sign that tells its currency from every other: `-US$35.00`."""
    text = format_amount(abs(amount), code)
    return f"{'-' if amount < 0 else ''}{(CURRENCIES.get(code) or currency(code)).mark}{text}"
