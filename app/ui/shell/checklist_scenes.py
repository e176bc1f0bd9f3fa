"""The pictures of checklists beyond their lists: a check being filled in, and the dialogs around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from app.store.view import View
from app.ui.pages.checklists.library import start_library
from app.ui.pages.checklists.start import start_check
from app.ui.pages.desk import Desk
from app.ui.pages.register_page import RegisterPage
from app.ui.pages.specials import started
from app.ui.shell.scene import Scene, top_dialog
from app.ui.shell.stage import Stage


def checklist_scenes() -> Iterator[Scene]:
    """Every scene, in the order of the work."""
    yield Scene("check-fill", _fill, _leave)
    yield Scene("dialog-start-check", lambda s: _asked(s, "checks", start_check))
    yield Scene("dialog-checklists", lambda s: _asked(s, "check_templates", start_library))
    yield Scene("dialog-recheck", _recheck)


def _register(stage: Stage, name: str) -> RegisterPage:
    stage.window.open_page(name)
    page = stage.window.page(name)
    assert isinstance(page, RegisterPage)
    return page


def _first(stage: Stage, name: str, chip: str) -> int | None:
    with stage.session.shop.read() as reader:
        return next(iter(reader.ids(View(name, chip=chip), 1)), None)


def _fill(stage: Stage) -> QWidget | None:
    check = _first(stage, "checks", "in_progress")
    if check is None:
        return None
    stage.window.open_work("checks", check)
    return stage.window


def _leave(stage: Stage) -> None:
    work = _register(stage, "checks").work
    if work is not None:
        work.left.emit(work.record_id)


def _asked(stage: Stage, name: str, run: Callable[[Desk, QWidget], object]) -> QWidget | None:
    page = _register(stage, name)
    stage.settle()
    run(stage.window.desk, page)
    stage.settle()
    return top_dialog(stage)


def _recheck(stage: Stage) -> QWidget | None:
    found = _first(stage, "rectifications", "done")
    if found is None:
        return None
    page = _register(stage, "rectifications")
    page.open_record(found)
    stage.settle()
    data = page.panel.data
    if data is not None:
        started(stage.window.desk, page, data, data.register.transition("verify"))
        stage.settle()
    return top_dialog(stage)
