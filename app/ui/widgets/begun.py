"""What a field begins with."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.core.locale import Locale
from app.models.declaration import NowPlus, TodayPlus
from app.models.kinds import Value


def begun(default: Any, at: Locale) -> Value:
    """What a field begins with: its default, moving dates as of now."""
    if isinstance(default, TodayPlus):
        return at.today + timedelta(days=default.days)
    if isinstance(default, NowPlus):
        return at.now + timedelta(hours=default.hours)
    return default if isinstance(default, str | int | bool) else None
