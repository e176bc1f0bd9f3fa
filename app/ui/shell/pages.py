"""Pages that are not a register's: one table, from which tabs and keys follow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtWidgets import QWidget

from app.ui.pages.desk import Desk
from app.ui.widgets.nav import NavSpec

EXTRA_PAGES: Mapping[str, Callable[[Desk], QWidget]] = MappingProxyType({})
"""Key → what makes the page. Its tab stands above the registers'."""
EXTRA_TABS: tuple[NavSpec, ...] = ()


def extra_specs() -> tuple[NavSpec, ...]:
    """The tabs of these pages."""
    return EXTRA_TABS
