"""One step of a response: a large tick, what is to be done, by whom and by when, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.core.i18n import N_, Text
from app.ui.pages.words import joined
from app.ui.runtime.kit import Kit
from app.ui.widgets.build import icon_button, label, set_tone
from app.ui.widgets.paint import draw_focus
from app.ui.widgets.ring import KeyRing

TICK = 26


class StepRow(QWidget):
    """Takes the keyboard as a whole. `ticked` and `unticked` by Space, `skip_asked` by S, `note_asked` by N.

    `moved` asks for the row above (-1) or below (1).
    """

    ticked = Signal(int)
    unticked = Signal(int)
    skip_asked = Signal(int)
    note_asked = Signal(int)
    moved = Signal(int)

    def __init__(self, kit: Kit, step: Mapping[str, Any], *, big: bool) -> None:
        super().__init__()
        self._kit, self.step, self._live = kit, step, False
        self._ring = KeyRing()
        self.id = int(step["id"])
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._what = label(kit, step["action"], size=15 if big else 13, weight=500, wrap=True)
        self._more = label(kit, "", size=12, tone="quiet", wrap=True, tabular=True)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._what)
        words.addWidget(self._more)
        box = QHBoxLayout(self)
        box.setContentsMargins(TICK + 22, 6, 8, 6)
        box.setSpacing(8)
        box.addLayout(words, 1)
        skip = icon_button(kit, "circle-slash-2", N_("Leave out, with a reason (S)"), self._ask_skip)
        note = icon_button(kit, "square-pen", N_("Done, with a note (N)"), self._ask_note)
        self._tools = (note, skip)
        for made in self._tools:
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            box.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        kit.theme.changed.connect(self.update)

    def show_step(self, step: Mapping[str, Any], *, live: bool) -> None:
        """Show how the step stands. `live`: it can be ticked now, by this person."""
        self.step, self._live = step, live
        open_ = step["result"] == "open"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if live else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if live else Qt.CursorShape.ArrowCursor)
        set_tone(self._what, "" if open_ else "quiet")
        for made in self._tools:
            made.setVisible(live and open_)
        self._kit.say(self.setAccessibleName, N_("Step {n}: {what}", n=step["position"], what=step["action"]))
        self.update()

    def say(self, since: datetime | None, now: datetime, tz: tzinfo) -> None:
        """Say by when it is due, or when it was done and by whom. `since` is when the response began."""
        step = self.step
        parts: list[Text | str] = [step[n] for n in ("trigger", "who", "place") if step[n]]
        late = False
        if step["result"] == "open":
            said, late = _due(step["minutes"], since, now, tz)
            parts += [said] if said else []
        else:
            at = step["done_at"].astimezone(tz).strftime("%H:%M")
            done = N_("left out {time} by {who}", time=at, who=step["done_by"])
            if step["result"] == "done":
                done = N_("done {time} by {who}", time=at, who=step["done_by"])
            parts = [done, *([step["note"]] if step["note"] else [])]
        set_tone(self._more, "red" if late else "quiet")
        self._kit.say(self._more.setText, joined(parts))
        self._more.setVisible(bool(parts))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space or Enter ticks, S leaves out, N ticks with a note, arrows go to the next row."""
        key = event.key()
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._toggle()
        elif key == Qt.Key.Key_S:
            self._ask_skip()
        elif key == Qt.Key.Key_N:
            self._ask_note()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the tick ticks; elsewhere it only brings the keyboard here."""
        if self._live and event.button() == Qt.MouseButton.LeftButton and event.position().x() < TICK + 18:
            self._toggle()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        self._ring.take(self, event)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And where it is not any more."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The tick: an empty circle with the step's number, a filled one with a check, or a crossed one."""
        kit, result = self._kit, self.step["result"]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at = QRectF(8, 6, TICK, TICK)
        done = result == "done"
        painter.setPen(QPen(QColor(kit.tokens.accent if done else kit.tokens.ink3), 1.5))
        painter.setBrush(QColor(kit.tokens.accent if done else kit.tokens.surface))
        painter.drawEllipse(at)
        if result == "open":
            painter.setPen(QColor(kit.tokens.ink2))
            painter.setFont(self.font())
            painter.drawText(at, Qt.AlignmentFlag.AlignCenter, str(self.step["position"]))
        else:
            name, token = ("check", "on_accent") if done else ("minus", "ink2")
            pixmap = kit.icons.pixmap(name, token, 16, self.devicePixelRatioF())
            painter.drawPixmap(int(at.center().x()) - 8, int(at.center().y()) - 8, pixmap)
        if self.hasFocus():
            draw_focus(painter, kit, QRectF(self.rect()), 8)
        painter.end()

    def _toggle(self) -> None:
        if self._live:
            (self.ticked if self.step["result"] == "open" else self.unticked).emit(self.id)

    def _ask_skip(self) -> None:
        if self._live and self.step["result"] == "open":
            self.skip_asked.emit(self.id)

    def _ask_note(self) -> None:
        if self._live and self.step["result"] == "open":
            self.note_asked.emit(self.id)


def _due(minutes: int | None, since: datetime | None, now: datetime, tz: tzinfo) -> tuple[Text | None, bool]:
    """By when an open step is to be done, and whether that is past."""
    if minutes is None:
        return None, False
    if since is None:
        return N_("within {n} min", n=f"{minutes:,}"), False
    due = since + timedelta(minutes=minutes)
    here = due.astimezone(tz)
    said = here.strftime("%H:%M" if here.date() == now.astimezone(tz).date() else "%m-%d %H:%M")
    if due < now:
        return N_("was due {time}", time=said), True
    return N_("by {time}", time=said), False
