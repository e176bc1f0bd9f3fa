"""What the calendar does by itself: once when somebody signs in to a window, and whenever a new day begins.

Each part is a change of its own, so that one that cannot be made keeps none of the others from being made. A part
that has nothing to do writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from app.services import complaint_clocks, duties, risk_moves, snoozes
from app.services.emergency import acknowledging
from app.services.training import roll as training
from app.store.uow import UnitOfWork

DAILY: tuple[Callable[[UnitOfWork], object], ...] = (
    complaint_clocks.roll,
    risk_moves.lapse,
    duties.roll,
    training.roll,
    acknowledging.open_rows,
    snoozes.forget_past,
)
"""What is brought up to the day, in this order."""
