"""Settling a remedy: what is paid back and sent, and what of it was paid back before; only what matters is asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtWidgets import QWidget

from app.core.amounts import amount_words
from app.core.i18n import N_, Text
from app.core.locale import Locale
from app.models.declaration import Field
from app.models.kinds import Value
from app.models.remedy_words import SENDS
from app.services import claims, settings
from app.services.remedy_moves import suggested
from app.services.transitions import perform
from app.store.reader import Reader
from app.ui.pages.ask import AskDialog
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData

PAYING = ("payment_method", "payment_no")
SENDING = ("out_carrier", "out_waybill", "override_reason")


@dataclass(frozen=True, slots=True)
class _Known:
    order: dict[str, Any]
    before: int
    suggested: int
    carrier: str


def start_settle(desk: Desk, parent: QWidget, data: RecordData) -> None:
    """Ask for what this remedy needs, and settle it."""
    desk.read(lambda reader: _read(reader, data), lambda known: _ask(desk, parent, data, known), parent)


def _read(reader: Reader, data: RecordData) -> _Known:
    order = reader.record("orders", data.values["order_id"])
    return _Known(
        order,
        claims.unexplained(reader, order),
        suggested(reader, data.values, order),
        str(settings.get(reader, settings.DEFAULT_CARRIER)),
    )


def _ask(desk: Desk, parent: QWidget, data: RecordData, known: _Known) -> AskDialog:
    remedy, move = data.values, data.register.transition("settle")
    asks = {f.name: f for f in move.asks}
    beyond = (remedy["compensation"] or 0) + (remedy["return_postage"] or 0)
    fields: list[Field] = []
    values: dict[str, Value] = {}
    if known.suggested:
        fields.append(replace(asks["refund_recorded"], required=True))
        values["refund_recorded"] = known.suggested
    if remedy["refund_amount"] or remedy["collect"] or beyond:
        fields += [asks[n] for n in PAYING]
        values["payment_method"] = known.order["payment_method"]
    if remedy["kind"] in SENDS:
        fields += [replace(asks["out_carrier"], required=True), *(asks[n] for n in SENDING[1:])]
        values["out_carrier"] = known.carrier

    def run(typed: dict[str, Value]) -> None:
        desk.change(
            lambda uow: perform(uow, "remedies", data.id, "settle", typed, version=remedy["version"]),
            lambda _: done(),
            parent,
            dialog.fail,
        )

    def done() -> None:
        dialog.accept()
        desk.host.say(N_("{number} was settled.", number=data.title))

    dialog = AskDialog(
        desk,
        parent,
        N_("Settle {number}", number=data.title),
        fields,
        move.label,
        run,
        icon=move.icon,
        sentences=_sentences(remedy, known, beyond, desk.at().counting_in(known.order["currency"])),
        values=values,
        currency=known.order["currency"],
    )
    dialog.start()
    return dialog


def _sentences(remedy: dict[str, Any], known: _Known, beyond: int, at: Locale) -> list[Text | str]:
    def money(value: int) -> str:
        return amount_words(value, at.currency, symbol=True, home=at.home)

    said: list[Text | str] = []
    if remedy["refund_amount"]:
        said.append(
            N_("{amount} is paid back; order {order} then holds {left}.", amount=money(remedy["refund_amount"]),
               order=known.order["number"],
               left=money(known.order["paid"] - known.order["refunded"] - remedy["refund_amount"] + known.suggested))
        )  # fmt: skip
    if remedy["collect"]:
        said.append(N_("The buyer pays {amount} more: the goods sent are dearer.", amount=money(remedy["collect"])))
    if known.suggested:
        said.append(
            N_("{amount} of this order was paid back already, by no remedy: by hand, or as the platform's file said. "
               "If it was for this one, leave the amount below, so that it is not paid twice.",
               amount=money(known.before))
        )  # fmt: skip
    if beyond:
        said.append(N_("{amount} is paid beyond the price.", amount=money(beyond)))
    if remedy["kind"] in SENDS:
        said.append(N_("A parcel is sent as part of the same order: {items}.", items=remedy["items"]))
    return said or [N_("Nothing is to be paid or sent.")]
