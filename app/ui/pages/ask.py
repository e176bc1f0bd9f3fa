"""A small form in a dialog: it stays open until what was typed was taken, and says beside each field what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from app.core.errors import FieldError, Invalid, UserError, together
from app.core.i18n import N_, Text
from app.core.locale import Locale
from app.models.declaration import Field
from app.models.kinds import Value
from app.ui.pages.desk import Desk
from app.ui.pages.lookup import lookups
from app.ui.widgets.banner import joined
from app.ui.widgets.begun import begun
from app.ui.widgets.build import Kind, label
from app.ui.widgets.dialog import Dialog, grow_later
from app.ui.widgets.form import Form


class AskDialog(Dialog):
    """Asks for `fields`. `run` gets the values; it calls `accept` when all went well and `fail` when not."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        title: Text,
        fields: Sequence[Field],
        verb: Text,
        run: Callable[[dict[str, Value]], object],
        *,
        icon: str = "circle-help",
        sentences: Sequence[Text | str] = (),
        values: Mapping[str, Value] | None = None,
        kind: Kind = "primary",
        leave: Text | None = None,
        currency: str | None = None,
    ) -> None:
        """`currency`: what amounts are typed in; `None` is the shop's own."""
        super().__init__(desk.kit, parent, title, icon=icon)
        self._desk = desk
        self._run = run
        self.say(*sentences)

        def at() -> Locale:
            return desk.at().counting_in(currency)

        self.form = Form(desk.kit, desk.worker, at, fields, lookups=lookups(desk, fields))
        self.form.set_values(values or {f.name: begun(f.default, desk.at()) for f in fields})
        if fields:
            self.body.addWidget(self.form)
        else:
            self.form.setParent(self)
            self.form.hide()
        self._message = label(desk.kit, "", size=12, tone="red", wrap=True)
        self._message.hide()
        self.body.addWidget(self._message)
        self.verb = self.offer_open(verb, self.submit, kind=kind)
        self.offer(leave or N_("Cancel"))

    def start(self) -> None:
        """Show the dialog and put the keyboard into its first field."""
        self.open()
        self.form.focus_first()

    def submit(self) -> None:
        """Take what was typed, if all of it can be taken."""
        try:
            values = self.form.values()
        except Invalid:
            grow_later(self)
            return
        self._message.hide()
        self.verb.setEnabled(False)
        self._run(values)

    def fail(self, error: BaseException) -> None:
        """Say what is wrong: beside the fields where it is about one, else below them."""
        self.verb.setEnabled(True)
        if not isinstance(error, UserError):
            self.accept()
            self._desk.host.fail(error)
            return
        problems = error.problems if isinstance(error, Invalid) else ()
        mine = [p for p in problems if p.field in self.form.fields]
        if mine:
            self.form.show_problems(mine)
        rest = [p for p in problems if p.field not in self.form.fields]
        if rest or not problems:
            self._desk.kit.say(self._message.setText, problem_words(rest) if rest else joined(error.parts()))
            self._message.show()
        grow_later(self)


def problem_words(problems: Sequence[FieldError]) -> Text:
    """Several problems, one after the other."""
    return together(problems)
