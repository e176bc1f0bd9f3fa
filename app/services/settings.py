"""The shop's settings, each declared once: its words, its kind, its default and its bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.core.errors import FieldError, Invalid
from app.core.i18n import N_, Text
from app.models.carriers import CARRIERS
from app.models.kinds import Choice, CodeText, Integer, Kind, LineText, YesNo
from app.services import users
from app.services.validate import value_problem
from app.store.reader import Reader
from app.store.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of the shop. `default` holds until the owner chooses; `source` says where a number comes from."""

    key: str
    label: Text
    kind: Kind
    default: Any
    help: Text | None = None
    owner_only: bool = True


SHIP_PROMISE = Setting(
    "orders.ship_promise_hours",
    N_("Ship within, hours"),
    Integer(minimum=1, maximum=24 * 60),
    48,
    N_("Counted from payment. Platforms usually ask for 48 hours."),
)
DEFAULT_CARRIER = Setting(
    "orders.carrier", N_("Usual carrier"), Choice(options=CARRIERS), "zhongtong", owner_only=False
)
LOW_STOCK = Setting(
    "products.low_stock",
    N_("Low-stock level of new products"),
    Integer(minimum=0, maximum=1_000_000),
    None,
    N_("Filled in when a product is made; leave it empty for no warning."),
)
EXPIRY_SOON = Setting(
    "stock.expiry_soon_days",
    N_("Expiry: look ahead, days"),
    Integer(minimum=1, maximum=3_650),
    30,
    N_("Batches that expire within so many days are shown as due soon."),
)
EXPIRY_NEAR = Setting(
    "stock.expiry_near_days",
    N_("Expiry: sell off or take down, days"),
    Integer(minimum=0, maximum=3_650),
    7,
    N_("Within so many days a batch counts as urgent."),
)
PHONE = Setting("shop.phone", N_("Shop's telephone"), CodeText(), None, N_("Printed on packing slips."))
ADDRESS = Setting("shop.address", N_("Shop's address"), LineText(), None, N_("Printed on packing slips."))
LICENCE = Setting("shop.licence", N_("Unified social credit code"), CodeText(), None)
LOCK_MINUTES = Setting(
    "window.lock_minutes",
    N_("Lock after so many minutes without a key or click"),
    Integer(minimum=1, maximum=24 * 60),
    15,
)
MASK_NAMES = Setting(
    "privacy.mask_names",
    N_("Mask people's names in lists, exports and on paper"),
    YesNo(),
    False,
    N_("Phones and addresses are always masked until someone reveals them."),
)

SETTINGS: tuple[Setting, ...] = (
    SHIP_PROMISE,
    DEFAULT_CARRIER,
    LOW_STOCK,
    EXPIRY_SOON,
    EXPIRY_NEAR,
    PHONE,
    ADDRESS,
    LICENCE,
    LOCK_MINUTES,
    MASK_NAMES,
)


def get(reader: Reader, setting: Setting) -> Any:
    """The setting's value, or its default; a setting that was emptied is back at its default."""
    kept = reader.setting(setting.key)
    return setting.default if kept is None else kept


def put(uow: UnitOfWork, values: dict[str, Any]) -> None:
    """Change settings by key; `None` goes back to the default. Raises `NotAllowed` for a role that may not, `Invalid`
    naming each value that does not fit, `KeyError` for an unknown key.
    """
    known = {s.key: s for s in SETTINGS}
    for key in values:
        users.require(uow.actor, "settings" if known[key].owner_only else "write")
    problems = [
        FieldError(key, why)
        for key, value in values.items()
        if value is not None and (why := value_problem(known[key].kind, value)) is not None
    ]
    if problems:
        raise Invalid(tuple(problems))
    for key, value in values.items():
        uow.set_setting(key, value)
