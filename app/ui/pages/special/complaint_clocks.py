"""The clocks of a complaint: how much time is left, what is paused and why, what was kept and what was overrun."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.core import workdays
from app.core.dates import business_date, format_datetime
from app.core.i18n import N_, Nn_, Text
from app.models.complaint_words import CLOCKS, PAUSABLE, PAUSE_REASONS, TESTING
from app.models.kinds import Choice, Value
from app.services.clocks import Clock, from_rows
from app.services.complaint_clocks import unknown
from app.services.transitions import available, perform
from app.ui.pages.ask import AskDialog
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData
from app.ui.pages.special.product_parts import clear
from app.ui.pages.words import joined
from app.ui.runtime.calls import later
from app.ui.runtime.theme import Tone
from app.ui.widgets.build import button, icon_button, label
from app.ui.widgets.timebar import TimeBar

MINUTE_MS = 60_000
LITTLE = 0.25
"""With less than this part of the term left, it is amber."""
_NAMES = Choice(options=CLOCKS)
_WHY = Choice(options=PAUSE_REASONS)
_PAUSABLE = frozenset(o.key for o in PAUSABLE)


class ClocksPart(QWidget):
    """A row for each clock of the present turn; earlier turns come on demand. The time left moves by itself."""

    def __init__(self, desk: Desk, _open: Callable[[str, int], object]) -> None:
        super().__init__()
        self._desk = desk
        self._data: RecordData | None = None
        self._every = False
        self.bars: dict[tuple[str, int], TimeBar] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self.earlier = button(desk.kit, N_("Earlier turns"), self._show_every, kind="link")
        top = QHBoxLayout()
        top.addWidget(label(desk.kit, N_("Clocks"), weight=700))
        top.addStretch(1)
        top.addWidget(self.earlier)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(6)
        box.addLayout(top)
        box.addLayout(self._grid)
        self._minute = QTimer(self)
        self._minute.setInterval(MINUTE_MS)
        self._minute.timeout.connect(self._show)

    def show_record(self, data: RecordData) -> None:
        """Show the clocks of this complaint."""
        if self._data is None or self._data.id != data.id:
            self._every = False
        self._data = data
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Keep up with the time."""
        super().showEvent(event)
        self._minute.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest."""
        super().hideEvent(event)
        self._minute.stop()

    def pause(self, kind: str) -> AskDialog | None:
        """Ask why this clock is paused."""
        return self._ask("pause", kind, N_("{clock}: pause", clock=_name(kind)))

    def resume(self, kind: str) -> AskDialog | None:
        """Ask why this clock runs on."""
        return self._ask("resume", kind, N_("{clock}: let it run on", clock=_name(kind)))

    def _show(self) -> None:
        data = self._data
        if data is None:
            return
        found = from_rows(data.lines["clocks"], data.lines["pauses"])
        last = max((c.turn for c in found), default=1)
        now = self._desk.at().now
        moves = {t.name for t in available(data.register, data.values, self._desk.shop.actor.role)}
        clear(self._grid)
        self.bars = {}
        shown = [c for c in found if self._every or c.turn == last or c.state != "stopped"]
        for at, clock in enumerate(sorted(shown, key=lambda c: -c.turn)):
            self._row(at * 2, clock, now, moves)
        self.earlier.setVisible(len(shown) < len(found))
        unpublished = next((w for c in shown if (w := self._unpublished(c)) is not None), None)
        if unpublished is not None:
            self._grid.addWidget(
                label(self._desk.kit, unpublished, size=11, tone="quiet", wrap=True), len(shown) * 2, 0, 1, 4
            )
        for kind in unknown(found) if self._every or last == 1 else ():
            self._not_known(kind)

    def _not_known(self, kind: str) -> None:
        """Say that nobody wrote down when this promise was met."""
        kit, at = self._desk.kit, self._grid.rowCount()
        self._grid.addWidget(label(kit, _name(kind), size=12, weight=500), at, 0)
        said = label(kit, N_("not known"), size=12, tone="quiet")
        said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(said, at, 2)
        why = N_("It was settled before it was entered, without saying when this was done.")
        self._grid.addWidget(label(kit, why, size=11, tone="quiet", wrap=True), at + 1, 0, 1, 4)

    def _row(self, at: int, clock: Clock, now: datetime, moves: set[str]) -> None:
        kit = self._desk.kit
        words, tone = state_words(clock, now)
        bar = TimeBar(kit)
        bar.show_share(0.0 if clock.state == "stopped" and tone != "red" else clock.share_left(now), tone, words)
        self.bars[clock.kind, clock.turn] = bar
        self._grid.addWidget(label(kit, _name(clock.kind), size=12, weight=500), at, 0)
        self._grid.addWidget(bar, at, 1)
        said = label(kit, words, size=12, weight=500, tone=tone if tone in ("red", "amber") else "", tabular=True)
        said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(said, at, 2)
        if clock.state == "running" and "pause" in moves and clock.kind in _PAUSABLE:
            self._grid.addWidget(
                self._small("pause", N_("{clock}: pause", clock=_name(clock.kind)), self.pause, clock), at, 3
            )
        elif clock.state == "paused" and "resume" in moves:
            words = N_("{clock}: let it run on", clock=_name(clock.kind))
            self._grid.addWidget(self._small("play", words, self.resume, clock), at, 3)
        more = label(kit, joined(self._details(clock)), size=11, tone="quiet", wrap=True, tabular=True)
        more.setContentsMargins(0, 0, 0, 5)
        self._grid.addWidget(more, at + 1, 0, 1, 4)

    def _small(self, icon: str, words: Text, run: Callable[[str], object], clock: Clock) -> QWidget:
        made = icon_button(self._desk.kit, icon, words, later(run, clock.kind))
        made.setFixedSize(26, 24)
        return made

    def _details(self, clock: Clock) -> list[Text]:
        tz = self._desk.shop.tz
        said = [N_("due {time}", time=format_datetime(clock.due_at, tz))]
        if clock.stopped_at is not None:
            said.append(N_("stopped {time}", time=format_datetime(clock.stopped_at, tz)))
        elif clock.paused_at is not None:
            reason = _WHY.option(clock.pauses[-1].reason)
            since = format_datetime(clock.paused_at, tz)
            said = [N_("paused since {time}: {why}", time=since, why=reason.label if reason else "")]
        if clock.breached_at is not None and clock.breached_at != clock.due_at:
            said.append(N_("overrun since {time}", time=format_datetime(clock.breached_at, tz)))
        ended = [p for p in clock.pauses if p.to_at is not None]
        if ended:
            whole = sum(((p.to_at - p.from_at) for p in ended if p.to_at is not None), timedelta())
            said.append(Nn_("{n} pause, {time}", "{n} pauses, {time}", len(ended), time=span_words(whole)))
        if clock.turn > 1:
            said.append(N_("turn {n}", n=clock.turn))
        return said

    def _unpublished(self, clock: Clock) -> Text | None:
        """A word where working days of a year were counted whose holidays are not known yet."""
        if clock.term.unit == "hours" or clock.state == "stopped":
            return None
        tz = self._desk.shop.tz
        return workdays.unpublished(business_date(clock.started_at, tz), business_date(clock.due_at, tz))

    def _ask(self, move: str, kind: str, title: Text) -> AskDialog | None:
        data = self._data
        if data is None:
            return None
        transition = data.register.transition(move)
        fields = [f for f in transition.asks if f.name != "clock"]
        if move == "pause" and kind == "mediation":  # only testing stops it
            only = Choice(width=14, options=tuple(o for o in PAUSE_REASONS if o.key == TESTING))
            fields = [replace(f, kind=only, default=TESTING) if f.name == "pause_for" else f for f in fields]

        def run(values: dict[str, Value]) -> None:
            asked = {**values, "clock": kind}
            self._desk.change(
                lambda uow: perform(uow, "complaints", data.id, move, asked),
                lambda _: dialog.accept(),
                self,
                dialog.fail,
            )

        dialog = AskDialog(self._desk, self, title, fields, transition.label, run, icon=transition.icon)
        dialog.start()
        return dialog

    def _show_every(self) -> None:
        self._every = True
        self._show()


def _name(kind: str) -> Text:
    option = _NAMES.option(kind)
    return option.label if option is not None else N_("{kind}", kind=kind)


def state_words(clock: Clock, now: datetime) -> tuple[Text, Tone]:
    """What a clock comes to, and its tone: red once overrun, amber with little time left."""
    overrun = clock.overrun(now)
    if clock.state == "stopped":
        if overrun is None:
            return N_("in time"), "neutral"
        return N_("{time} late", time=span_words((clock.stopped_at or now) - overrun)), "red"
    if overrun is not None:
        return N_("overdue by {time}", time=span_words((clock.paused_at or now) - overrun)), "red"
    left = span_words(clock.left(now))
    if clock.state == "paused":
        return N_("paused, {time} left", time=left), "neutral"
    return N_("{time} left", time=left), "amber" if clock.share_left(now) < LITTLE else "accent"


def span_words(span: timedelta) -> Text:
    """A length of time in the two largest units that say something."""
    minutes = max(int(span.total_seconds() // 60), 0)
    days, hours = divmod(minutes // 60, 24)
    if days:
        return N_("{days} d {hours} h", days=days, hours=hours) if hours and days < 10 else N_("{days} d", days=days)
    if hours:
        return (
            N_("{hours} h {minutes} min", hours=hours, minutes=minutes % 60)
            if minutes % 60
            else N_("{hours} h", hours=hours)
        )
    return N_("{minutes} min", minutes=minutes)
