"""What the moves of plans, supplies, acknowledgements, drills and incidents do beyond the state."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.services.effect import Effect
from app.services.emergency import acknowledging, drill_moves, incidents, plans, supplies

EMERGENCY_EFFECTS: Mapping[tuple[str, str], Effect] = MappingProxyType(
    {
        ("plans", "approve"): plans.approve,
        ("plans", "put_in_force"): plans.put_in_force,
        ("plans", "review"): plans.review,
        ("plans", "withdraw"): plans.withdraw,
        ("plan_supplies", "check"): supplies.check,
        ("plan_supplies", "renew"): supplies.renew,
        ("acknowledgements", "read"): acknowledging.read,
        ("acknowledgements", "sign_paper"): acknowledging.sign_paper,
        ("acknowledgements", "lapse"): acknowledging.lapse,
        ("drills", "hold"): drill_moves.hold,
        ("drills", "evaluate"): drill_moves.evaluate,
        ("drills", "close"): drill_moves.close,
        ("incidents", "respond"): incidents.respond,
        ("incidents", "contain"): incidents.contain,
        ("incidents", "resume"): incidents.resume,
        ("incidents", "close"): incidents.close,
        ("incidents", "reopen"): incidents.reopen,
    }
)
"""(register, transition) → effect."""
