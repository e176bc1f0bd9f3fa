"""Choosing the plan that is activated: only what is in force, what fits the incident first; or saying why none."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.core.errors import FieldError, Invalid
from app.core.i18n import N_
from app.models.declaration import Field
from app.models.kinds import Choice, LineText, Option, Value
from app.services.emergency import plans, response
from app.services.transitions import perform
from app.ui.pages.ask import AskDialog
from app.ui.pages.desk import Desk
from app.ui.pages.record_data import RecordData


def start_respond(desk: Desk, parent: QWidget, data: RecordData) -> None:
    """Ask which plan is activated, and begin the response."""

    def ask(found: list[dict[str, Any]]) -> None:
        fields: tuple[Field, ...] = (
            Field("no_plan_reason", N_("Why no plan"), LineText(), help=N_("When none of the plans in force fits.")),
        )
        if found:
            fields = (_plans(found), *fields)

        def run(values: dict[str, Value]) -> None:
            said = {"no_plan_reason": values["no_plan_reason"]}
            if values.get("plan"):
                said["plan_id"] = int(str(values["plan"]))
                said["no_plan_reason"] = None
            desk.change(lambda uow: perform(uow, "incidents", data.id, "respond", said), done, parent, failed)

        def done(_: object) -> None:
            dialog.accept()

        def failed(error: BaseException) -> None:
            if isinstance(error, Invalid):  # the field is called after the plan here, as what is chosen is no id
                name = "plan" if found else "no_plan_reason"
                error = Invalid(
                    tuple(FieldError(name if p.field == "plan_id" else p.field, p.what) for p in error.problems)
                )
            dialog.fail(error)

        first = found[0] if found and found[0]["subject"] == data.values["kind"] else None
        sentence = N_("Its steps are copied onto the incident; from then on the clock runs.")
        if not found:
            sentence = N_("No plan is in force yet. Say how you go on without one.")
        dialog = AskDialog(
            desk, parent, N_("Respond to {title}", title=data.title), fields, N_("Begin"), run, icon="siren",
            sentences=(sentence,), values={"plan": str(first["id"])} if first is not None else {},
        )  # fmt: skip
        dialog.setMinimumWidth(600)
        dialog.start()

    kind = str(data.values["kind"])
    desk.read(lambda reader: plans.in_force(reader, kind), ask, parent)


def start_activate(desk: Desk, parent: QWidget, data: RecordData) -> None:
    """Ask which further plan is activated."""

    def ask(found: list[dict[str, Any]]) -> None:
        rest = [p for p in found if p["id"] != data.values["plan_id"]]

        def run(values: dict[str, Value]) -> None:
            plan_id = int(str(values["plan"]))
            desk.change(
                lambda uow: response.activate(uow, data.id, plan_id), lambda _: dialog.accept(), parent, dialog.fail
            )

        if not rest:
            desk.host.say(N_("No other plan is in force."))
            return
        dialog = AskDialog(
            desk, parent, N_("Activate a plan"), (_plans(rest, required=True),), N_("Activate"), run, icon="siren",
            sentences=(N_("Its steps are added below those that are there."),),
        )  # fmt: skip
        dialog.start()

    kind = str(data.values["kind"])
    desk.read(lambda reader: plans.in_force(reader, kind), ask, parent)


def _plans(found: list[dict[str, Any]], *, required: bool = False) -> Field:
    """The plans in force as a choice."""
    options = tuple(
        Option(
            str(p["id"]),
            N_("{name} · version {n} · {steps} steps", name=p["name"], n=p["edition"], steps=p["step_count"]),
        )
        for p in found
    )
    return Field("plan", N_("Plan to activate"), Choice(width=40, options=options), required=required)
