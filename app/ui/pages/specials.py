"""Where a register's work is special: the one table of what replaces, or joins, a part of its generic pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from app.core.i18n import N_, Text
from app.models.declaration import Lines, Transition
from app.ui.pages.checklists.item_grid import ItemGrid
from app.ui.pages.checklists.library import start_library
from app.ui.pages.checklists.mending import asking
from app.ui.pages.checklists.parts import FindingsPart, TemplatePart
from app.ui.pages.checklists.start import go_on, start_check, start_expected
from app.ui.pages.desk import Desk
from app.ui.pages.line_grid import LineGrid
from app.ui.pages.record_data import RecordData
from app.ui.pages.special.assess_dialog import start_assess
from app.ui.pages.special.batch_trace import TracePart
from app.ui.pages.special.complaint_clocks import ClocksPart
from app.ui.pages.special.complaint_close import start_close
from app.ui.pages.special.complaint_contacts import ContactsPart
from app.ui.pages.special.complaint_form import ComplaintHelper
from app.ui.pages.special.complaint_parts import BesidePart, ConfidentialPart
from app.ui.pages.special.count_lines import CountGrid
from app.ui.pages.special.emergency.asked_with import asked_with, by_me, held_now, renewed
from app.ui.pages.special.emergency.calls_part import CallsPart
from app.ui.pages.special.emergency.course_part import CoursePart as IncidentCoursePart
from app.ui.pages.special.emergency.drill_problems import ProblemsPart
from app.ui.pages.special.emergency.plan_library import start_plan_library
from app.ui.pages.special.emergency.plan_parts import ReadingPart, VersionsPart
from app.ui.pages.special.emergency.respond_dialog import start_respond
from app.ui.pages.special.emergency.response_part import ResponsePart
from app.ui.pages.special.goods_lines import GoodsGrid
from app.ui.pages.special.new_products import start_new_products
from app.ui.pages.special.order_lines import OrderGrid
from app.ui.pages.special.pictures import PicturesPart
from app.ui.pages.special.product_parts import PricePart, StockPart, WordingPart, say_banned
from app.ui.pages.special.remedy_figures import start_figures
from app.ui.pages.special.remedy_form import RemedyHelper
from app.ui.pages.special.remedy_grid import RemedyGrid
from app.ui.pages.special.remedy_inspect import start_inspect
from app.ui.pages.special.remedy_part import RemedyPart
from app.ui.pages.special.remedy_quarantine import start_release, start_scrap
from app.ui.pages.special.remedy_refuse import start_refuse
from app.ui.pages.special.remedy_settle import start_settle
from app.ui.pages.special.risk_library import start_risk_library
from app.ui.pages.special.ship_dialog import start_ship
from app.ui.pages.special.waybills_dialog import start_waybills
from app.ui.pages.training.attendee_grid import AttendeeGrid
from app.ui.pages.training.parts import AttendedPart, CoursePart, QuizPart, SessionPart
from app.ui.pages.training.question_grid import ChoiceGrid, QuestionGrid
from app.ui.pages.training.results_dialog import start_results
from app.ui.pages.training.session_form import SessionHelper
from app.ui.pages.training.starting import ask_plan_session
from app.ui.pages.training.tools import start_approve_year, start_make_year, start_paste_questions
from app.ui.pages.work_page import WorkPage

if TYPE_CHECKING:
    from app.ui.pages.edit_form import EditForm


class Part(Protocol):
    """A part of the record panel."""

    def show_record(self, data: RecordData) -> None:
        """Show what belongs to this record, or hide."""


PartMaker = Callable[[Desk, Callable[[str, int], object]], QWidget]
"""(desk, what opens a record in place) → a `Part`."""
MoveStarter = Callable[[Desk, QWidget, RecordData], object]
"""Asks for and makes a move of one record."""


@dataclass(frozen=True, slots=True)
class Tool:
    """An action of a register's list that its declaration does not know: words, icon, what it does."""

    id: str
    label: Text
    icon: str
    run: Callable[[Desk, QWidget], object]
    shortcut: str = ""
    first: bool = False
    """Whether an empty list offers it as a first step."""


@dataclass(frozen=True, slots=True)
class Special:
    """What one register adds. Everything that is not here is derived from the declaration."""

    after_save: Callable[[Desk, QWidget, int], object] | None = None
    """What is looked at once a form has saved a record, to be said if it is not well."""
    parts: tuple[PartMaker, ...] = ()
    top: tuple[PartMaker, ...] = ()
    """Parts that stand above the record's fields."""
    own_lines: frozenset[str] = frozenset()
    """Lines that a part shows in its own way, so that the panel has no table of them."""
    helper: Callable[[Desk, EditForm], object] | None = None
    """Makes a form more helpful, as by filling in what a choice implies; called once for each form made."""
    work: Callable[[Desk, int], WorkPage] | None = None
    """Makes the page on which one record is worked, in the list's place."""
    moves: Mapping[str, MoveStarter] = field(default_factory=dict)
    in_form: frozenset[str] = frozenset()
    """Names of what it opens that is entered in the whole form, and not in a few questions."""
    line_grid: Callable[[Desk, Lines], LineGrid] | None = None
    lines_below: bool = False
    """The lines have many columns and the record few fields: the form stands above them, not beside."""
    tools: tuple[Tool, ...] = ()
    for_many: Mapping[str, str] = field(default_factory=dict)
    """Move → the tool that does it better for many records."""

    def tool_for_many(self, move: str) -> Tool | None:
        """The tool that makes a move of many records with what differs from one to the other."""
        return next((t for t in self.tools if t.id == self.for_many.get(move)), None)


NOTHING = Special()
PAGE_TOOL_KEYS = ("F7", "F8")
"""Keys of those tools of the page that is shown which have none in the whole window."""


def _fill_page(desk: Desk, check_id: int) -> WorkPage:
    from app.ui.pages.checklists.fill_page import FillPage  # loaded when a check is filled in

    return FillPage(desk, check_id)


def special(register: str) -> Special:
    """What a register adds."""
    return SPECIALS.get(register, NOTHING)


def keyless(register: str) -> list[Tool]:
    """The tools of a register that no key of the whole window starts."""
    return [t for t in special(register).tools if not t.shortcut]


def tool_key(register: str, tool: Tool) -> str:
    """The key that starts a tool while its register's page is shown."""
    return tool.shortcut or dict(zip((t.id for t in keyless(register)), PAGE_TOOL_KEYS, strict=False))[tool.id]


def started(desk: Desk, parent: QWidget, data: RecordData, move: Transition) -> bool:
    """Whether a move has a dialog of its own, which then was started."""
    starter = special(data.register.name).moves.get(move.name)
    if starter is None:
        return False
    starter(desk, parent, data)
    return True


SPECIALS: Mapping[str, Special] = MappingProxyType(
    {
        "orders": Special(
            top=(RemedyPart,),
            moves={"ship": start_ship},
            line_grid=OrderGrid,
            in_form=frozenset({"complaint"}),
            tools=(Tool("waybills", N_("Ship by waybills"), "scan-barcode", start_waybills, "Ctrl+Shift+W"),),
            for_many={"ship": "waybills"},
        ),
        "products": Special(
            after_save=say_banned,
            parts=(PicturesPart, WordingPart, StockPart, PricePart),
            tools=(
                Tool("new_products", N_("Many new products"), "clipboard-paste", start_new_products, "Ctrl+Shift+N"),
            ),
        ),
        "batches": Special(parts=(TracePart,)),
        "remedies": Special(
            helper=RemedyHelper,
            line_grid=RemedyGrid,
            moves={
                "inspect": start_inspect,
                "refuse": start_refuse,
                "settle": start_settle,
                "release": start_release,
                "scrap": start_scrap,
            },
            tools=(Tool("remedy_figures", N_("Figures of returns"), "chart-column", start_figures, "Ctrl+Shift+R"),),
        ),
        "complaints": Special(
            top=(ConfidentialPart, ClocksPart, ContactsPart),
            parts=(BesidePart,),
            own_lines=frozenset({"contacts", "clocks", "pauses"}),
            helper=ComplaintHelper,
            in_form=frozenset({"remedy"}),
            moves={"close": start_close},
        ),
        "risks": Special(
            moves={"assess": start_assess, "review": start_assess, "reassess": start_assess},
            tools=(Tool("risk_library", N_("Typical risks"), "book-open", start_risk_library, first=True),),
        ),
        "checks": Special(
            top=(FindingsPart,),
            parts=(PicturesPart,),
            work=_fill_page,
            moves={"finish": go_on},
            tools=(
                Tool("start_check", N_("Start a check"), "clipboard-check", start_check, "Ctrl+Shift+G", first=True),
            ),
        ),
        "check_templates": Special(
            top=(TemplatePart,),
            line_grid=ItemGrid,
            tools=(Tool("checklist_library", N_("Ready-made checklists"), "book-open", start_library, first=True),),
        ),
        "duty_dates": Special(moves={"begin": start_expected}),
        "rectifications": Special(
            parts=(PicturesPart,), moves={name: asking(name) for name in ("done", "verify", "send_back")}
        ),
        "receipts": Special(line_grid=GoodsGrid, lines_below=True),
        "stock_counts": Special(line_grid=CountGrid, lines_below=True),
        "plans": Special(
            top=(ReadingPart, VersionsPart),
            moves={"approve": asked_with("approve", by_me)},
            tools=(Tool("plan_library", N_("Templates"), "book-open", start_plan_library, first=True),),
        ),
        "drills": Special(
            top=(ProblemsPart,),
            own_lines=frozenset({"problems"}),
            moves={"hold": asked_with("hold", held_now), "evaluate": asked_with("evaluate")},
        ),
        "plan_supplies": Special(moves={"check": asked_with("check"), "renew": asked_with("renew", renewed)}),
        "incidents": Special(
            top=(ResponsePart, CallsPart, IncidentCoursePart),
            own_lines=frozenset({"responses", "timeline", "calls"}),
            moves={"respond": start_respond, "close": asked_with("close")},
        ),
        "training_sessions": Special(
            top=(SessionPart,),
            line_grid=AttendeeGrid,
            helper=SessionHelper,
            moves={"hold": start_results, "close": start_results},
        ),
        "assignments": Special(
            tools=(Tool("plan_session", N_("Plan a session"), "calendar-days", ask_plan_session, "Ctrl+Shift+T"),),
        ),
        "training_plans": Special(
            tools=(
                Tool("make_year", N_("Make a year's plan"), "calendar-days", start_make_year),
                Tool("approve_year", N_("Approve a year's plan"), "stamp", start_approve_year),
            ),
        ),
        "questions": Special(
            line_grid=ChoiceGrid,
            tools=(Tool("paste_questions", N_("Paste questions"), "clipboard-paste", start_paste_questions),),
        ),
        "quizzes": Special(top=(QuizPart,), line_grid=QuestionGrid),
        "courses": Special(top=(CoursePart,)),
        "staff": Special(parts=(AttendedPart,)),
    }
)
"""Register → what it adds."""
