"""Opening a record of another register from this one: asked for what it needs, opened, and linked."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_
from app.models.declaration import Opens
from app.models.kinds import Value
from app.services.links import open_from, prefilled
from app.services.records import defaults
from app.ui.pages.ask import AskDialog
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData
from app.ui.pages.specials import special
from app.ui.runtime.calls import later


def start_open(desk: Desk, parent: QWidget, data: RecordData, opens: Opens) -> None:
    """Ask for the fields that the declaration names, filled as far as this record says; or open at once.

    What has a form of its own is entered there: it refers to this record by a field, and is not linked besides.
    """
    target, here = desk.registry[opens.register], (data.register.name, data.id)
    fields = [target.field(name) for name in opens.asks]

    def opened(new: int) -> None:
        show = later(desk.host.open_record, opens.register, new)
        desk.host.say(N_("{register} was opened.", register=target.singular), N_("Show"), show)

    def ask(start: Mapping[str, Value]) -> None:
        def run(values: dict[str, Value]) -> None:
            desk.change(lambda uow: open_from(uow, *here, opens.name, values), done, parent, dialog.fail)

        def done(new: int) -> None:
            dialog.accept()
            opened(new)

        filled = {f.name: start.get(f.name) for f in fields}
        dialog = AskDialog(desk, parent, opens.label, fields, N_("Open"), run, icon=opens.icon, values=filled)
        dialog.start()

    if opens.name in special(data.register.name).in_form:
        desk.read(
            lambda r: prefilled(r, *here, opens.name), lambda start: desk.host.open_new(opens.register, start), parent
        )
    elif fields:
        desk.read(lambda r: defaults(r, target) | prefilled(r, data.register.name, data.id, opens.name), ask, parent)
    else:
        desk.change(lambda uow: open_from(uow, data.register.name, data.id, opens.name), opened, parent)
