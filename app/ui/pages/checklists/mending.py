"""The moves of a rectification, asked with what it says already: who mends, who looks again, by when."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_, Text
from app.models.kinds import Value
from app.services.checklists.who import me
from app.services.transitions import perform
from app.ui.pages.ask import AskDialog
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData
from app.ui.widgets.begun import begun

_FROM_RECORD = {
    "done": {"done_by": "owner_id", "cost": "cost"},
    "verify": {"verifier_id": "verifier_id"},
    "send_back": {"verifier_id": "verifier_id"},
}
"""Move → what it asks → the record's field that it begins with."""
_BY_WHO_IS_HERE = frozenset({"verifier_id"})


def asking(name: str) -> Callable[[Desk, QWidget, RecordData], object]:
    """What starts that move of a rectification."""

    def start(desk: Desk, parent: QWidget, data: RecordData) -> None:
        def ask(me: int | None) -> None:
            _ask(desk, parent, data, name, me)

        desk.read(lambda reader: me(reader, desk.shop.actor.name), ask, parent)

    return start


def _ask(desk: Desk, parent: QWidget, data: RecordData, name: str, me: int | None) -> None:
    move = data.register.transition(name)
    at, known = desk.at(), _FROM_RECORD[name]
    values: dict[str, Value] = {f.name: begun(f.default, at) for f in move.asks}
    for asked, field in known.items():
        value = data.values[field]
        values[asked] = me if value is None and asked in _BY_WHO_IS_HERE else value
    doer = data.values["done_by"] or data.values["owner_id"]
    sentences: list[Text | str] = []
    if name == "verify" and doer is not None:
        who = data.titles.get("staff", {}).get(doer, "")
        sentences = [N_("{name} rectified it. Best somebody else verifies it; if not, the paper says so.", name=who)]

    def run(answers: dict[str, Value]) -> None:
        desk.change(
            lambda uow: perform(uow, data.register.name, data.id, name, answers, version=data.values["version"]),
            lambda _: dialog.accept(),
            parent,
            dialog.fail,
        )

    dialog = AskDialog(
        desk, parent, move.label, move.asks, move.label, run, icon=move.icon, sentences=sentences, values=values
    )
    dialog.start()
