"""Closing a complaint: what is still missing is asked for in the same step."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_
from app.models.declaration import Field
from app.models.kinds import Value
from app.services import records, transitions
from app.services.complaint_remedies import kind_on_record
from app.store.uow import UnitOfWork
from app.ui.pages.ask import AskDialog
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData

ASKED = ("validity", "root_cause", "cause", "remedy_kind", "remedy", "carried_out", "answer", "satisfaction")
"""What a close looks at, in the order in which it is thought of."""


def start_close(desk: Desk, parent: QWidget, data: RecordData) -> None:
    """Ask for finding, remedy and answer, filled as far as they are on record; save them and close in one step.

    A kind of remedy that nobody chose yet is proposed as the complaint's returns and remedies have it.
    """
    desk.read(lambda r: kind_on_record(r, data.id), lambda kind: _ask(desk, parent, data, kind), parent)


def _ask(desk: Desk, parent: QWidget, data: RecordData, kind: str | None) -> None:
    register = data.register
    needed = register.transition("close").requires
    fields = [_required(register.field(n), n in needed) for n in ASKED]

    def run(values: dict[str, Value]) -> None:
        changed = {n: v for n, v in values.items() if (v or None) != (data.values[n] or None)}

        def work(uow: UnitOfWork) -> None:
            if changed:
                records.save(uow, register.name, data.id, changed, version=data.values["version"])
            transitions.perform(uow, register.name, data.id, "close")

        desk.change(work, lambda _: dialog.accept(), parent, dialog.fail)

    move = register.transition("close")
    dialog = AskDialog(
        desk,
        parent,
        N_("Close {title}", title=data.title),
        fields,
        move.label,
        run,
        icon=move.icon,
        sentences=(N_("A complaint is closed with its cause, its remedy and what the customer says to it."),),
        values={n: data.values[n] for n in ASKED} | {"remedy_kind": data.values["remedy_kind"] or kind},
    )
    dialog.setMinimumWidth(560)
    dialog.start()


def _required(field: Field, needed: bool) -> Field:
    return Field(field.name, field.label, field.kind, required=needed, help=field.help)
