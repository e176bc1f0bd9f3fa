"""What the calendar does to training by itself: once at sign-in, and when the day changes."""

from __future__ import annotations

from app.services.training import assignments, certificates
from app.store.uow import UnitOfWork


def roll(uow: UnitOfWork) -> None:
    """Let certificates follow the calendar, and open what those that run out call for, each once."""
    certificates.refresh_states(uow)
    assignments.call_for_retraining(uow)
