"""Settings of the window and of the person; the shop's own settings are added by the caller as cards."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from app import __version__
from app.core.errors import UserError
from app.core.i18n import N_, Text
from app.core.paths import resources
from app.ui.pages.lock_choice import LockChoice
from app.ui.runtime.gate import Seat, ShopGate
from app.ui.runtime.kit import Kit
from app.ui.runtime.preferences import Preferences
from app.ui.runtime.theme import CHOICES
from app.ui.runtime.worker import Worker
from app.ui.widgets.banner import Banner
from app.ui.widgets.build import button, card, label
from app.ui.widgets.combo import TypingCombo
from app.ui.widgets.dialog import Dialog
from app.ui.widgets.page_header import PageHeader
from app.ui.widgets.password import PasswordBox, Strength
from app.ui.widgets.segmented import Segmented
from app.ui.windows.step import Step

SCALES = (80, 90, 100, 110, 125, 150, 175, 200)
REMIND_HOURS = (-1, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20)


class SettingsPage(QWidget):
    """`preferences_changed` after each change, which is at work at once unless the page says otherwise."""

    preferences_changed = Signal()

    def __init__(self, kit: Kit, worker: Worker, gate: ShopGate, seat: Seat, preferences: Preferences) -> None:
        super().__init__()
        self._kit, self._worker, self._gate, self._seat = kit, worker, gate, seat
        self._preferences = preferences
        self.parts: list[object] = []
        self.header = PageHeader(kit, N_("Settings"))
        self.banner = Banner(kit)
        self.cards = QVBoxLayout()
        self.cards.setSpacing(16)
        inner = QWidget()
        inner.setMaximumWidth(760)
        holder = QVBoxLayout(inner)
        holder.setContentsMargins(0, 0, 0, 16)
        holder.setSpacing(16)
        holder.addLayout(self.cards)
        holder.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(inner)
        inner.setAutoFillBackground(False)  # setWidget turned it on
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.header)
        box.addWidget(self.banner)
        box.addWidget(area, 1)
        self.cards.addWidget(self._window_card())
        self.cards.addWidget(self._person_card())
        self.cards.addWidget(self._about_card())

    def add_card(self, made: QWidget, part: object = None) -> None:
        """Add a card of shop settings, before the last one; `part`, which works it, lives as long as the page."""
        self.parts.append(part)
        self.cards.insertWidget(self.cards.count() - 1, made)

    def _window_card(self) -> QFrame:
        kit, kept = self._kit, self._preferences
        language = Segmented(kit, (("zh", "中文"), ("en", "English")), kit.language.code, N_("Language"))
        theme = Segmented(
            kit,
            tuple(zip(CHOICES, (N_("As the system"), N_("Light"), N_("Dark")), strict=True)),
            kit.theme.choice,
            N_("Theme"),
        )
        scale = self._combo(N_("Size of text and controls"), [f"{n}%" for n in SCALES])
        scale.setCurrentIndex(SCALES.index(kept.scale) if kept.scale in SCALES else SCALES.index(100))
        lock = self.lock = LockChoice(kit, kept)
        lock.setMinimumWidth(160)
        kit.say(lock.setAccessibleName, N_("Lock by itself"))
        remind = self._combo(N_("Remind of what is due"), [])
        self._say_hours(remind)
        remind.setCurrentIndex(REMIND_HOURS.index(kept.remind_hour) if kept.remind_hour in REMIND_HOURS else 0)
        kit.language.changed.connect(lambda: self._say_hours(remind))
        remind.activated.connect(lambda at: self._keep("remind_hour", REMIND_HOURS[at]))
        # Keys and the menu change both as well, while this page is kept.
        kit.language.changed.connect(lambda: language.choose(kit.language.code))
        kit.theme.changed.connect(lambda: theme.choose(kit.theme.choice))
        language.chosen.connect(self._chose_language)
        theme.chosen.connect(self._chose_theme)
        scale.activated.connect(lambda at: self._keep("scale", SCALES[at]))
        lock.activated.connect(lambda _: self._keep("lock_minutes", lock.chosen()))
        return self._card(
            N_("Window"),
            (N_("Language"), language, None),
            (N_("Theme"), theme, None),
            (N_("Size of text and controls"), scale, N_("Takes effect at the next start.")),
            (N_("Lock by itself"), lock, N_("The shop's setting is the longest allowed. Ctrl+L locks at once.")),
            (N_("Remind of what is due"), remind, N_("Once a day, from the system's tray, while the shop is open.")),
        )

    def _person_card(self) -> QFrame:
        kit = self._kit
        change = button(kit, N_("Change password…"), self.change_password, icon="key-round")
        here = button(kit, N_("Unlock on this computer"), lambda: self._remember(here=True))
        forget = button(kit, N_("Always ask for the password"), lambda: self._remember(here=False))
        return self._card(
            N_("You"),
            (N_("Signed in as"), label(kit, self._seat.user, weight=500), None),
            (N_("Password"), change, None),
            (N_("This computer"), here, N_("Keeps a key in the system's own key store.")),
            (None, forget, None),
        )

    def _about_card(self) -> QFrame:
        kit = self._kit
        licences = button(kit, N_("Licences…"), self.show_licences, icon="scroll-text")
        return self._card(
            N_("About"),
            (N_("Version"), label(kit, f"Taizhang 台账 {__version__}", weight=500), None),
            (N_("Open source"), licences, None),
        )

    def change_password(self) -> Dialog:
        """Ask for the old and the new password."""
        return ChangePassword(self._kit, self._worker, self._gate, self._seat, self)

    def show_licences(self) -> Dialog:
        """Show the licences of what ships with the program."""
        dialog = Dialog(self._kit, self, N_("Licences"))
        text = QPlainTextEdit(licence_texts(resources()))
        text.setReadOnly(True)
        text.setMinimumSize(560, 360)
        dialog.body.addWidget(text)
        dialog.offer(N_("Close"), kind="primary")
        dialog.open()
        return dialog

    def _card(self, title: Text, *rows: tuple[Text | None, QWidget, Text | None]) -> QFrame:
        made = card(label(self._kit, title, size=15, weight=700), margin=20, spacing=12)
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, 170)
        grid.setColumnStretch(1, 1)
        at = 0
        for name, control, hint in rows:
            if name is not None:
                grid.addWidget(label(self._kit, name, tone="quiet"), at, 0)
            grid.addWidget(control, at, 1, Qt.AlignmentFlag.AlignLeft)
            at += 1
            if hint is not None:
                grid.addWidget(label(self._kit, hint, size=12, tone="quiet"), at, 1)
                at += 1
        box = made.layout()
        if isinstance(box, QVBoxLayout):
            box.addLayout(grid)
        return made

    def _combo(self, name: Text, items: list[str]) -> TypingCombo:
        made = TypingCombo()
        made.addItems(items)
        made.setMinimumWidth(160)
        self._kit.say(made.setAccessibleName, name)
        return made

    def _say_hours(self, combo: TypingCombo) -> None:
        at = max(combo.currentIndex(), 0)
        combo.clear()
        for hour in REMIND_HOURS:
            words = N_("at {time}", time=f"{hour}:00") if hour >= 0 else N_("never")
            combo.addItem(self._kit.tr(words))
        combo.setCurrentIndex(at)

    def _chose_language(self, code: str) -> None:
        self._kit.language.choose(code)
        self._keep("language", code)

    def _chose_theme(self, choice: str) -> None:
        self._kit.theme.choose(next(known for known in CHOICES if known == choice))
        self._keep("theme", choice)

    def _keep(self, name: str, value: object) -> None:
        setattr(self._preferences, name, value)
        self.preferences_changed.emit()

    def _remember(self, *, here: bool) -> None:
        done = N_("This computer can unlock the shop now.") if here else N_("The password is always asked for now.")
        self._worker.write(
            lambda _progress: self._gate.remember(self._seat, here=here),
            lambda _: self.banner.say(done, "accent"),
            self._failed,
            self,
        )

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.banner.say_error(error)
        else:
            self._worker.unhandled.emit(error)


class ChangePassword(Dialog):
    """The old password, and the new one twice."""

    def __init__(self, kit: Kit, worker: Worker, gate: ShopGate, seat: Seat, parent: QWidget) -> None:
        super().__init__(kit, parent, N_("Change password"))
        self._gate, self._seat = gate, seat
        self.step = Step(kit, worker, N_("Change password"))
        self.step.title.hide()
        self.old = PasswordBox(kit, N_("Present password"))
        self.new = PasswordBox(kit, N_("New password"))
        self.again = PasswordBox(kit, N_("The same password again"))
        strength = Strength(kit)
        self.new.changed.connect(lambda: strength.judge(self.new.text()))
        self.step.add(N_("Present password"), self.old)
        self.step.add(N_("New password"), self.new)
        self.step.fields.addWidget(strength)
        self.step.add(N_("The same password again"), self.again)
        self.step.offer(N_("Change it"), self.submit)
        self.step.offer_back(self.reject, N_("Cancel"))
        self.again.entered.connect(self.submit)
        self.body.addWidget(self.step)
        self.open()
        self.old.setFocus()

    def submit(self) -> None:
        """Check, then change on the worker."""
        weak = self._gate.weakness(self.new.text(), self._seat.user, self._seat.shop)
        if weak is not None:
            self.step.fail(weak)
        elif self.new.text() != self.again.text():
            self.step.fail(UserError(N_("The two passwords differ. Type the same one twice.")))
        else:
            old, new = self.old.text(), self.new.text()
            self.step.run(
                N_("Changing the password…"),
                lambda _progress: self._gate.change_password(self._seat, old, new),
                lambda _: self.accept(),
            )


def licence_texts(folder: Path) -> str:
    """The licence files below the resources folder, one after the other, each under its place."""
    parts = []
    for path in sorted((*folder.rglob("LICENSE*"), *folder.rglob("OFL.txt"))):
        place = path.relative_to(folder).as_posix()
        parts.append(f"{place}\n{'─' * len(place)}\n{path.read_text(encoding='utf-8').strip()}\n")
    return "\n\n".join(parts)
