"""Pages that are not a register's: one table, from which tabs and keys follow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_, Text
from app.ui.pages.checklists import trend_page as checks
from app.ui.pages.complaints import page as complaints
from app.ui.pages.desk import Desk
from app.ui.pages.risks import page as risks
from app.ui.pages.special.emergency.response_page import ResponsePage
from app.ui.pages.special.emergency.response_part import RESPONSE_PAGE
from app.ui.pages.today.page import TodayPage
from app.ui.pages.training import matrix_page as training

TODAY = "today"


@dataclass(frozen=True, slots=True)
class ExtraPage:
    """A special page: what makes it, and where its tab stands. Without a section it stands above the registers'.

    With a `family` it shares that family's tab.
    """

    key: str
    label: Text
    icon: str
    make: Callable[[Desk], QWidget]
    section: str = ""
    family: str = ""
    order: int = 0


_PAGES = (
    ExtraPage(TODAY, N_("Today"), "sun", TodayPage),
    ExtraPage(
        complaints.KEY,
        N_("Complaint figures"),
        "chart-column",
        complaints.ComplaintFiguresPage,
        "compliance",
        "complaints",
        40,
    ),
    ExtraPage(risks.KEY, N_("Risk matrix"), "grid-3x3", risks.RiskMatrixPage, "compliance", "risks", 15),
    ExtraPage(RESPONSE_PAGE, N_("Response"), "siren", ResponsePage, "compliance", "emergency", 25),
    ExtraPage(training.KEY, N_("Training matrix"), "grid-3x3", training.MatrixPage, "compliance", "training", 15),
    ExtraPage(checks.KEY, N_("How checks went"), "chart-line", checks.TrendPage, "compliance", "checklists", 40),
)
EXTRA_PAGES: Mapping[str, ExtraPage] = MappingProxyType({p.key: p for p in _PAGES})
"""Key → page."""
