"""The response to an incident: how long it goes on, the steps of its plan, whom to tell. In panel and full page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.dates import format_datetime
from app.core.i18n import N_, Text
from app.core.locale import Locale
from app.models.declaration import Field
from app.models.kinds import CodeText, Moment, Value
from app.services.emergency import response
from app.services.emergency.incidents import people_wait
from app.ui.pages.ask import AskDialog
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData
from app.ui.pages.special.emergency.respond_dialog import start_activate
from app.ui.pages.special.emergency.steps import StepList
from app.ui.pages.words import joined
from app.ui.runtime.calls import later
from app.ui.widgets.build import button, label, set_tone
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.timebar import TimeBar

TICK_MS = 1_000
RESPONSE_PAGE = "response"


class ResponsePart(QWidget):
    """`big` on the page of its own: larger words, and no button that leads there."""

    def __init__(self, desk: Desk, _open: Callable[[str, int], object] | None = None, *, big: bool = False) -> None:
        super().__init__()
        self._desk, self._big = desk, big
        self._data: RecordData | None = None
        kit = desk.kit
        self.clock = label(kit, "", size=20 if big else 15, weight=700, tabular=True)
        self._since = label(kit, "", size=12, tone="quiet", tabular=True, wrap=True)
        self._done = label(kit, "", weight=500, tabular=True)
        self._report = label(kit, "", size=12, tabular=True, wrap=True)
        self.bar = TimeBar(kit)
        self.steps = StepList(desk, big=big)
        self._keys = label(
            kit,
            N_("Space ticks, S leaves out with a reason, N ticks with a time and a note, arrows go on."),
            size=12,
            tone="quiet",
            wrap=True,
        )
        self._buttons = FlowLayout(spacing=8)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.clock)
        top.addWidget(self._since, 1)
        top.addWidget(self._done)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 6, 0, 0)
        box.setSpacing(6)
        box.addLayout(top)
        box.addWidget(self.bar)
        box.addWidget(self._report)
        box.addLayout(self._buttons)
        box.addWidget(self.steps)
        box.addWidget(self._keys)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._say_clock)
        kit.language.changed.connect(self._say_clock)

    def show_record(self, data: RecordData) -> None:
        """Show how the response stands; nothing before it began."""
        self._data = data
        incident = data.values
        self.setVisible(incident["activated_at"] is not None)
        self.steps.show_steps(incident, data.lines["responses"])
        done, steps = incident["steps"] - incident["steps_left"], incident["steps"]
        self._desk.kit.say(self._done.setText, N_("{done} of {n} steps", done=done, n=steps) if steps else "")
        self.bar.show_share(done / steps if steps else 0.0, "accent", N_("{done} of {n} steps", done=done, n=steps))
        self.bar.setVisible(bool(steps))
        running = incident["status"] in response.RUNNING and self._desk.may("move") and not data.voided
        self._keys.setVisible(running and bool(steps))
        self._show_buttons(incident, running)
        self._say_clock()

    def showEvent(self, event: QShowEvent) -> None:
        """Let the clock run."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let it rest."""
        super().hideEvent(event)
        self._timer.stop()

    def tell(self, whom: str) -> AskDialog | None:
        """Ask when the authority (or `people`, those concerned) was told, and note it."""
        data = self._data
        if data is None:
            return None
        authority = whom == "authority"
        fields: tuple[Field, ...] = (Field("at", N_("Told at"), Moment(), required=True),)
        if authority:
            fields = (*fields, Field("number", N_("Report receipt number"), CodeText()))

        def run(values: dict[str, Value]) -> None:
            at, number = values["at"], str(values.get("number") or "")
            when = at if isinstance(at, datetime) else None
            self._desk.change(lambda uow: response.told(uow, data.id, whom, when, number), done, self, dialog.fail)

        def done(_: object) -> None:
            dialog.accept()

        title = N_("The authority was told") if authority else N_("The people concerned were told")
        said = (data.values["authority"],) if authority and data.values["authority"] else ()
        dialog = AskDialog(
            self._desk, self, title, fields, N_("Note it"), run, icon="megaphone", sentences=said,
            values={"at": self._desk.at().now},
        )  # fmt: skip
        dialog.start()
        return dialog

    def spare(self) -> AskDialog | None:
        """Ask why the people concerned need not be told, and note it."""
        data = self._data
        if data is None:
            return None

        def run(values: dict[str, Value]) -> None:
            why = str(values["reason"] or "")
            self._desk.change(lambda uow: response.spare(uow, data.id, why), done, self, dialog.fail)

        def done(_: object) -> None:
            dialog.accept()

        declared = data.register.field("not_told_reason")
        fields = (replace(declared, name="reason", required=True),)
        dialog = AskDialog(self._desk, self, declared.label, fields, N_("Note it"), run, icon="users")
        dialog.start()
        return dialog

    def revise(self) -> None:
        """Make a new version of the activated plan from what the incident taught."""
        data = self._data
        if data is not None:
            self._desk.change(lambda uow: response.revise(uow, data.id), self._revised, self)

    def _revised(self, made: int) -> None:
        show = later(self._desk.host.open_record, "plans", made)
        self._desk.host.say(N_("A draft of the plan's next version is there."), N_("Show"), show)

    def _show_buttons(self, incident: Mapping[str, Any], running: bool) -> None:
        self._buttons.clear()
        kit, data = self._desk.kit, self._data
        if not self._big and incident["activated_at"] is not None and running:
            show = later(self._desk.host.open_page, RESPONSE_PAGE)
            self._buttons.addWidget(button(kit, N_("Full page"), show, icon="maximize-2"))
        ended = incident["status"] in ("contained", "closed") and incident["plan_id"] is not None
        if ended and self._desk.may("write") and data is not None and not data.voided:
            self._buttons.addWidget(button(kit, N_("Revise the plan"), self.revise, icon="copy"))
        if not running or data is None:
            return
        if incident["must_report"] and incident["reported_at"] is None:
            self._buttons.addWidget(button(kit, N_("Authority told…"), later(self.tell, "authority"), icon="megaphone"))
        if people_wait(incident):
            self._buttons.addWidget(button(kit, N_("People told…"), later(self.tell, "people"), icon="users"))
            if incident["kind"] == "data_breach":
                self._buttons.addWidget(button(kit, N_("Need not be told…"), self.spare, kind="plain"))
        add = N_("Activate another plan…") if incident["plan_id"] else N_("Activate a plan…")
        self._buttons.addWidget(
            button(kit, add, later(start_activate, self._desk, self, data), icon="siren", kind="plain")
        )

    def _say_clock(self) -> None:
        data = self._data
        if data is None or data.values["activated_at"] is None:
            return
        at, incident = self._desk.at(), data.values
        end = incident["contained_at"] or at.now
        self._desk.kit.say(self.clock.setText, elapsed(incident["activated_at"], end))
        set_tone(self.clock, "" if incident["contained_at"] is None else "quiet")
        said: list[Text | str] = [N_("since {time}", time=format_datetime(incident["activated_at"], at.tz))]
        if incident["contained_at"] is not None:
            said.append(N_("contained {time}", time=format_datetime(incident["contained_at"], at.tz)))
        self._desk.kit.say(self._since.setText, joined(said))
        self._say_report(incident, at)
        self.steps.say_times(at.now)

    def _say_report(self, incident: Mapping[str, Any], at: Locale) -> None:
        """Whom to tell by when, as long as nobody was told; red once that is past."""
        said: list[Text | str] = []
        times: list[datetime] = []
        by = incident["report_by"]
        if incident["must_report"] and incident["reported_at"] is None and by is not None:
            words = N_("tell the authority by {time}", time=format_datetime(by, at.tz))
            if by <= incident["found_at"]:  # the law gives no time
                words = N_("tell the authority at once")
            said += [words, *([incident["authority"]] if incident["authority"] else [])]
            times.append(by)
        by = incident["people_by"]
        if people_wait(incident) and by is not None:
            words = N_("tell the people concerned by {time}", time=format_datetime(by, at.tz))
            said.append(N_("tell the people concerned at once") if by <= incident["found_at"] else words)
            times.append(by)
        self._report.setVisible(bool(said) and incident["status"] != "closed")
        if said:
            self._desk.kit.say(self._report.setText, joined(said))
            set_tone(self._report, "red" if min(times) < at.now else "amber")


def elapsed(since: datetime, now: datetime) -> str:
    """How long it has been: `0:07:42`, or with days in front `2d 03:10:00`."""
    seconds = max(int((now - since).total_seconds()), 0)
    days, seconds = divmod(seconds, 86_400)
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    return f"{days}d {hours:02d}:{minutes:02d}:{seconds:02d}" if days else f"{hours}:{minutes:02d}:{seconds:02d}"
