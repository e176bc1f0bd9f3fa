"""Moves of states as the window makes them: asked for what they need, confirmed, and told when refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QListWidget, QWidget

from app.core.errors import UserError
from app.core.i18n import N_, Nn_, Text
from app.core.progress import Progress
from app.models.counted import currency_of
from app.models.declaration import Field, Register, Transition
from app.models.kinds import Value
from app.services.records import save
from app.services.transitions import Performed, asked_of_many, perform, perform_many
from app.store.uow import UnitOfWork
from app.ui.dialogs.job import JobDialog
from app.ui.pages.ask import AskDialog
from app.ui.pages.desk import Desk
from app.ui.widgets.dialog import Dialog

Moved = Callable[[], object]
SHOWN_AFTER_MS = 400
"""Work that ends sooner shows no progress: a dialog that only flashes says nothing."""


def start_move(
    desk: Desk,
    parent: QWidget,
    register: Register,
    record_id: int,
    move: Transition,
    version: int | None = None,
    values: Mapping[str, object] = MappingProxyType({}),
) -> AskDialog | None:
    """Make a move of one record; asks first where the declaration says so. Returns the dialog, if there is one.

    `values` are the record's, where they are known: amounts are asked for in its currency, and fields that the move
    needs and that are still empty are asked for as well.
    """
    code = values.get(currency_of(move.asks))
    first = tuple(replace(f, required=True) for f in lacking(register, move, values))

    def run(values: dict[str, Value], fail: Callable[[BaseException], object], done: Moved) -> None:
        filled = {f.name: values.pop(f.name) for f in first}

        def work(uow: UnitOfWork) -> None:
            if filled:
                save(uow, register.name, record_id, filled, version=version)
            perform(uow, register.name, record_id, move.name, values, version=None if filled else version)

        desk.change(work, lambda _: done(), parent, fail)

    return _ask(desk, parent, move, 1, run, currency=str(code) if code is not None else None, first=first)


def lacking(register: Register, move: Transition, values: Mapping[str, object]) -> tuple[Field, ...]:
    """The fields that a move needs, that a record with these values has empty, and that can be typed.

    None where another that cannot be typed is empty as well: the move is refused all the same, and says why.
    """
    fields = tuple(register.field(n) for n in move.requires if n in values and values[n] in (None, ""))
    return () if any(f.readonly for f in fields) else fields


def start_move_many(
    desk: Desk,
    parent: QWidget,
    register: Register,
    ids: Sequence[int],
    move: Transition,
    instead: tuple[Text, Moved] | None = None,
) -> AskDialog | None:
    """Make a move of many records; those that cannot take it are listed with the reason.

    `instead` is a better way for this move, offered beside it.
    """

    def run(values: dict[str, Value], fail: Callable[[BaseException], object], done: Moved) -> None:
        def made(result: Performed) -> None:
            tell_performed(desk, parent, move, result)

        def work(uow: UnitOfWork, progress: Progress) -> Performed:
            return perform_many(uow, register.name, ids, move.name, values, progress)

        done()
        ManyDialog(desk, parent, move, len(ids)).start(work, made)

    return _ask(desk, parent, move, len(ids), run, instead)


class ManyDialog(JobDialog):
    """How far a move of many records is; stopping it leaves all of them as they were."""

    def __init__(self, desk: Desk, parent: QWidget, move: Transition, count: int) -> None:
        words = N_("{move}: {done}", move=move.label, done=Nn_("{n} record", "{n} records", count))
        super().__init__(desk, parent, words, icon=move.icon)
        self._move = move
        self.setMinimumWidth(460)
        self.body.addWidget(self.progress)
        self.offer_open(N_("Stop"), self.reject)

    def start(self, work: Callable[[UnitOfWork, Progress], Performed], then: Callable[[Performed], object]) -> None:
        """Begin. The dialog shows once it takes longer than a moment."""

        def made(result: Performed) -> None:
            self.accept()
            then(result)

        shop = self.desk.shop
        self.run_job(self._move.label, lambda p: shop.change(lambda uow: work(uow, p)), made, writes=True)
        QTimer.singleShot(SHOWN_AFTER_MS, self, self._show_if_running)

    def failed(self, error: UserError) -> None:
        """Say what stopped it."""
        super().failed(error)
        self.open()

    def cancelled(self) -> None:
        """It was stopped; nothing was changed."""
        super().cancelled()
        self.accept()
        self.desk.host.say(N_("Stopped. All records are as they were."))

    def _show_if_running(self) -> None:
        if self.running:
            self.open()


Run = Callable[[dict[str, Value], Callable[[BaseException], object], Moved], None]


def _ask(
    desk: Desk,
    parent: QWidget,
    move: Transition,
    count: int,
    run: Run,
    instead: tuple[Text, Moved] | None = None,
    currency: str | None = None,
    first: tuple[Field, ...] = (),
) -> AskDialog | None:
    if not move.asks and not first and move.confirm is None and count == 1:
        run({}, desk.host.fail, lambda: None)
        return None
    sentences: list[Text] = [move.confirm] if move.confirm is not None and count == 1 else []
    if count > 1:
        sentences = [N_("This is done for the {n} selected records that can take it.", n=count)]
        alone = [f.label for f in move.asks if f not in asked_of_many(move)]
        sentences += [N_("{label}: differs from record to record, so it is left empty here.", label=x) for x in alone]
    dialog = AskDialog(
        desk,
        parent,
        move.label,
        (*first, *move.asks) if count == 1 else asked_of_many(move),
        move.label,
        lambda values: run(values, dialog.fail, dialog.accept),
        icon=move.icon,
        sentences=sentences,
        # Beside “Cancel order”, a button “Cancel” would not say what it cancels.
        leave=N_("Back") if move.name == "cancel" else N_("Cancel"),
        currency=currency,
    )
    if instead is not None:
        dialog.offer(*instead)
    dialog.start()
    return dialog


def tell_performed(desk: Desk, parent: QWidget, move: Transition, result: Performed) -> Dialog | None:
    """Say what a move for many records did; a list where some were refused."""
    done = Nn_("{n} record", "{n} records", len(result.done))
    if not result.refused:
        desk.host.say(N_("{move}: {done}.", move=move.label, done=done))
        return None
    rows = [(r.title, r.why.reason()) for r in result.refused]
    return tell_refused(desk, parent, N_("{move}: {done}.", move=move.label, done=done), rows)


def tell_refused(desk: Desk, parent: QWidget, done: Text, rows: Sequence[tuple[str, Text]]) -> Dialog:
    """Say what was done, and list what was not, each with its reason."""
    dialog = Dialog(desk.kit, parent, done, icon="list-checks")
    dialog.setMinimumWidth(560)
    dialog.say(Nn_("{n} record was left as it is:", "{n} records were left as they are:", len(rows)))
    listed = QListWidget()
    listed.setWordWrap(True)
    listed.setMinimumHeight(160)
    listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    listed.setResizeMode(QListWidget.ResizeMode.Adjust)
    desk.kit.say(listed.setAccessibleName, N_("What was left as it is"))
    for title, why in rows:
        said = desk.kit.tr(why)
        listed.addItem(said if title in said else f"{title}  ·  {said}")  # every text has the empty one in it
    dialog.body.addWidget(listed)
    dialog.offer(N_("OK"), kind="primary")
    dialog.open()
    return dialog
