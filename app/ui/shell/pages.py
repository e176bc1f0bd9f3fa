"""Pages that are not a register's: one table, from which tabs and keys follow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_
from app.ui.pages.desk import Desk
from app.ui.pages.today.page import TodayPage
from app.ui.shell.sidebar import TODAY
from app.ui.widgets.nav import NavSpec

EXTRA_PAGES: Mapping[str, Callable[[Desk], QWidget]] = MappingProxyType({TODAY: TodayPage})
"""Key → what makes the page. Its tab stands above the registers'."""
EXTRA_TABS: tuple[NavSpec, ...] = (NavSpec(TODAY, N_("Today"), "sun"),)


def extra_specs() -> tuple[NavSpec, ...]:
    """The tabs of these pages."""
    return EXTRA_TABS
