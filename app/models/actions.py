"""The audit log's actions in words, for timelines on paper and on screen."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.core.i18n import N_, Text
from app.models.declaration import Register

ACTIONS: Mapping[str, Text] = MappingProxyType(
    {
        "create": N_("Entered"),
        "import": N_("Imported"),
        "update": N_("Changed"),
        "bulk_edit": N_("Changed with others"),
        "void": N_("Voided"),
        "note": N_("Note"),
        "attach": N_("File attached"),
        "detach": N_("File taken off"),
        "retell": N_("What a file is was corrected"),
        "reveal": N_("Personal data shown"),
        "export": N_("Exported"),
        "print": N_("Printed"),
        "written": N_("File written"),
        "ship": N_("Shipped out"),
        "unship": N_("Shipment cancelled"),
        "deliver": N_("Delivered"),
        "waybill": N_("Waybill"),
        "goods_in": N_("Goods received"),
        "reverse": N_("Reversed"),
        "opening": N_("Opening stock"),
        "adjust": N_("Stock adjusted"),
        "link": N_("Order lines linked"),
        "contact": N_("Contact written down"),
        "overrun": N_("Term overrun"),
        "acceptance_ended": N_("Acceptance ended"),
        "recounted": N_("Term counted anew: the holidays are known now"),
        "remedied": N_("Told by its remedies"),
        "counted": N_("Repeated complaints counted"),
        "remedy": N_("Remedy"),
        "answer": N_("Item answered"),
        "checked": N_("Check finished"),
        "linked": N_("Linked with another record"),
        "unlinked": N_("Parted from another record"),
        "expect": N_("Falls due"),
        "replan": N_("Moved with its duty"),
        "unexpect": N_("No longer expected"),
        "missed": N_("Missed"),
        "fulfil": N_("Done, by a record"),
        "redate": N_("Date corrected"),
        "unfulfil": N_("The record that proved it was voided"),
        "new_version": N_("New version of the plan"),
        "replaced": N_("Replaced by a new version"),
        "asked": N_("Asked to read it"),
        "drilled": N_("Drilled"),
        "follow_up": N_("Problem followed up"),
        "activate": N_("Plan activated"),
        "step_done": N_("Step done"),
        "step_skipped": N_("Step left out"),
        "step_undone": N_("Step taken back"),
        "incident_event": N_("Written down"),
        "told_authority": N_("Authority told"),
        "told_people": N_("People concerned told"),
        "spared_people": N_("People concerned need not be told"),
        "buyers": N_("Buyers listed"),
        "call": N_("Buyer called"),
        "snooze": N_("Put off"),
        "unsnooze": N_("Not put off any more"),
        "to_train": N_("Training asked for"),
        "not_asked": N_("Not asked any more"),
        "called": N_("Called for retraining"),
        "calendar": N_("By the calendar"),
        "renewed": N_("Replaced by a newer one"),
        "bound": N_("Counts for another course now"),
        "revived": N_("Holds again"),
        "handed_in": N_("Quiz handed in"),
        "picked": N_("Questions added at random"),
        "held": N_("Session held"),
        "sheet": N_("Scan looked for"),
        "approve": N_("Approved"),
        "close": N_("Finished"),
        "done": N_("Done"),
        "finish": N_("Done"),
        "revoke": N_("Revoked"),
        "waive": N_("Waived"),
        "lapse": N_("No longer asked"),
        "stop": N_("Stopped"),
    }
)
"""Actions that are no transition of a register."""


def action_words(register: Register, action: str) -> Text | str:
    """The words of a logged action: those of a transition are its label. An unknown one is said as it is."""
    for transition in register.transitions:
        if transition.name == action:
            return transition.label
    return ACTIONS.get(action, action)
