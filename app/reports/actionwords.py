"""The log's actions in words, for timelines on paper and on screen."""

from __future__ import annotations

from app.core.i18n import N_, Text
from app.models.declaration import Register

_WORDS: dict[str, Text] = {
    "create": N_("Created"),
    "update": N_("Changed"),
    "import": N_("Imported"),
    "print": N_("Printed"),
    "export": N_("Exported"),
    "written": N_("File written"),
    "reveal": N_("Shown in full"),
    "void": N_("Voided"),
    "note": N_("Remark added"),
    "attach": N_("File attached"),
    "detach": N_("File taken off"),
}


def action_words(register: Register, action: str) -> Text | str:
    """The words of a logged action: those of a transition are its label. An unknown one is said as it is."""
    for transition in register.transitions:
        if transition.name == action:
            return transition.label
    return _WORDS.get(action, action)
