"""What the moves of checklist templates, checks and rectifications do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.services.checklists import finishing, rectifying, starting, templates
from app.services.effect import Effect

CHECKLIST_EFFECTS: Mapping[tuple[str, str], Effect] = MappingProxyType(
    {
        ("check_templates", "retire"): templates.moved,
        ("check_templates", "revive"): templates.moved,
        ("duty_dates", "begin"): starting.begin,
        ("checks", "finish"): finishing.finish,
        ("rectifications", "done"): rectifying.done,
        ("rectifications", "verify"): rectifying.verify,
        ("rectifications", "send_back"): rectifying.send_back,
        ("rectifications", "extend"): rectifying.extend,
    }
)
"""(register, transition) → effect."""
