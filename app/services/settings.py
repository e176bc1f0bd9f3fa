"""The shop's settings, each declared once: its words, its kind, its default and its bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.core.errors import FieldError, Invalid
from app.core.i18n import N_, Text
from app.models.carriers import CARRIERS
from app.models.kinds import Choice, CodeText, Integer, Kind, LineText, YesNo
from app.models.risk_scale import Steps
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
REMEDY_ANSWER = Setting(
    "remedies.answer_hours",
    N_("Answer a return or remedy within, hours"),
    Integer(minimum=1, maximum=24 * 15),
    48,
    N_("Agreed to or refused, as policy. Platforms usually ask for 48 hours."),
)
REMEDY_REFUND = Setting(
    "remedies.refund_days",
    N_("Pay back after goods are back, days"),
    Integer(minimum=1, maximum=7),
    7,
    N_("At most 7 days after the goods are back (Consumer Protection Act, art. 25)."),
)
FIRST_REPLY = Setting(
    "complaints.first_reply_hours",
    N_("Complaints: first reply within, hours"),
    Integer(minimum=1, maximum=24 * 60),
    24,
    N_("The shop's own promise. The law says “in time” (E-commerce Law, art. 59)."),
)
RESOLVE = Setting(
    "complaints.resolve_days",
    N_("Complaints: resolved within, days"),
    Integer(minimum=1, maximum=365),
    7,
    N_("The shop's own promise. The law says “in time” (E-commerce Law, art. 59)."),
)
AUTHORITY_DAYS = Setting(
    "complaints.authority_workdays",
    N_("Complaints through 12315: term, working days"),
    Integer(minimum=1, maximum=365),
    7,
    N_(
        "The authority decides within 7 working days; the first day is not counted "
        "(Measures for handling market supervision complaints, arts. 15 and 45). A date in its letter goes before."
    ),
)
MEDIATION_DAYS = Setting(
    "complaints.mediation_days",
    N_("Mediation by the authority, days"),
    Integer(minimum=1, maximum=365),
    60,
    N_("Calendar days from acceptance, without the time of testing (same measures, arts. 22 and 23)."),
)
TRIES = Setting(
    "complaints.tries",
    N_("Contacts before a complaint is closed without an answer"),
    Integer(minimum=1, maximum=20),
    3,
)
PHONE = Setting("shop.phone", N_("Shop's telephone"), CodeText(), None, N_("Printed on packing slips."))
ADDRESS = Setting("shop.address", N_("Shop's address"), LineText(), None, N_("Printed on packing slips."))
LICENCE = Setting("shop.licence", N_("Unified social credit code"), CodeText(), None)
LOCK_MINUTES = Setting(
    "window.lock_minutes",
    N_("Lock after so many minutes without a key or click"),
    Integer(minimum=1, maximum=24 * 60),
    15,
    N_("The longest that the window stays open by itself. Each person may choose less on their own computer."),
)
MASK_NAMES = Setting(
    "privacy.mask_names",
    N_("Mask people's names in lists, exports and on paper"),
    YesNo(),
    False,
    N_("Phones and addresses are always masked until someone reveals them."),
)
RISK_5X5 = Setting(
    "risks.cuts_5x5",
    N_("Risks, 5×5: highest low, moderate, high score"),
    Steps(),
    "4, 9, 16",
    N_("What lies above the last one is a major risk. A risk keeps its level until it is assessed again."),
)
RISK_LEC = Setting(
    "risks.cuts_lec",
    N_("Risks, LEC: D from which danger is general, marked, high; above which work stops"),
    Steps(count=4),
    "20, 70, 160, 320",
)
RISK_REVIEW = Setting(
    "risks.review_days",
    N_("Risks: days to the next review of a low, moderate, high, major risk"),
    Steps(count=4, falling=True),
    "365, 180, 90, 30",
)
MEND_DAYS = Setting(
    "checks.mend_days",
    N_("Findings: days to rectify an ordinary, significant, major one"),
    Steps(count=3, falling=True),
    "7, 3, 1",
    N_("The usual deadline, as policy. Each rectification can be given another."),
)

SETTINGS: tuple[Setting, ...] = (
    SHIP_PROMISE,
    DEFAULT_CARRIER,
    LOW_STOCK,
    EXPIRY_SOON,
    EXPIRY_NEAR,
    REMEDY_ANSWER,
    REMEDY_REFUND,
    FIRST_REPLY,
    RESOLVE,
    AUTHORITY_DAYS,
    MEDIATION_DAYS,
    TRIES,
    PHONE,
    ADDRESS,
    LICENCE,
    LOCK_MINUTES,
    MASK_NAMES,
    RISK_5X5,
    RISK_LEC,
    RISK_REVIEW,
    MEND_DAYS,
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


def lock_after(shop: int, person: int) -> int:
    """Minutes after which the window locks by itself: what the shop says is the most, a person may choose less.

    `person` 0: no choice of their own.
    """
    return min(person, shop) if person > 0 else shop
