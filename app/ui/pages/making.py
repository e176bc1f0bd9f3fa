"""A record that was looked for and is not there yet is made on the way: a few questions, and it stands in the box."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_, Text, inside
from app.models.declaration import Register
from app.models.kinds import Value
from app.services import records
from app.ui.pages.desk import Desk
from app.ui.widgets.begun import begun
from app.ui.widgets.editors.matches import Maker, Named


def making(desk: Desk, register: Register) -> Maker | None:
    """How a record of the register is made on the way; None where it is not, or the person may not."""
    if not register.quick or not desk.creates(register):
        return None

    def offer(text: str) -> Text:
        return N_("New {register} “{text}”…", register=inside(register.singular), text=text[:40])

    def start(parent: QWidget, text: str, made: Callable[[Named], object]) -> None:
        start_making(desk, parent, register, text, made)

    return Maker(offer, start)


def start_making(desk: Desk, parent: QWidget, register: Register, text: str, made: Callable[[Named], object]) -> None:
    """Ask for what the register needs, begun with what was typed; `made` gets the record once it is saved."""
    from app.ui.pages.ask import AskDialog  # whose own form may refer to records too

    fields = [register.field(n) for n in register.quick]
    values: dict[str, Value] = {f.name: begun(f.default, desk.at()) for f in fields}
    values[register.quick[0]] = text

    def run(typed: dict[str, Value]) -> None:
        desk.change(lambda uow: records.save(uow, register.name, None, typed), done, dialog, dialog.fail)

    def done(record_id: int) -> None:
        def show(titles: dict[int, str]) -> None:
            dialog.accept()
            made(Named(record_id, titles.get(record_id, "")))
            desk.host.say(N_("{register} was saved.", register=register.singular))

        desk.read(lambda reader: dict(reader.titles(register.name, [record_id])), show, dialog)

    words = N_("New {register}", register=inside(register.singular))
    dialog = AskDialog(desk, parent, words, fields, N_("Save"), run, icon=register.icon, values=values)
    dialog.start()
