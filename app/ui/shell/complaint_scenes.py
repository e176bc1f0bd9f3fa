"""The pictures of complaints beyond their list: one from 12315, one turned into a form from its order, the dialogs."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from app.models.declaration import Where
from app.store.view import View
from app.ui.pages.register_page import RegisterPage
from app.ui.pages.special.complaint_contacts import ContactsPart
from app.ui.shell.scene import Scene, top_dialog
from app.ui.shell.stage import Stage


def complaint_scenes() -> Iterator[Scene]:
    """Every scene, in the order of the work."""
    yield Scene(
        "complaint-authority", lambda s: s.window if _shown(s, Where("authority_state", "eq", "open")) else None
    )
    yield Scene("complaint-from-order", _from_order)
    yield Scene("dialog-contact", _contact)
    yield Scene("dialog-close-complaint", lambda s: _move(s, "close", Where("status", "eq", "responded")))
    yield Scene("dialog-pause-clock", lambda s: _move(s, "pause", Where("status", "eq", "investigating")))


def _shown(stage: Stage, where: Where) -> RegisterPage | None:
    """The page with the panel on the latest complaint of that kind."""
    with stage.session.shop.read() as reader:
        found = reader.ids(View("complaints", where=(where,)), 1)
    if not found:
        return None
    stage.window.open_record("complaints", found[0])
    stage.settle()
    page = stage.window.page("complaints")
    return page if isinstance(page, RegisterPage) else None


def _from_order(stage: Stage) -> QWidget:
    with stage.session.shop.read() as reader:
        order = next(i for i in reader.ids(View("orders"), 200) if len(reader.lines("orders", i, "lines")) > 2)
    stage.window.open_new("complaints", {"order_id": order})
    stage.settle()
    return stage.window


def _contact(stage: Stage) -> QWidget | None:
    page = _shown(stage, Where("status", "eq", "accepted"))
    body = page.panel.body() if page is not None else None
    for part in body.parts if body is not None else ():
        if isinstance(part, ContactsPart):
            part.log_contact()
            stage.settle()
            return top_dialog(stage)
    return None


def _move(stage: Stage, name: str, where: Where) -> QWidget | None:
    page = _shown(stage, where)
    if page is None or page.panel.data is None:
        return None
    page.panel.head.move(page.panel.data.register.transition(name))
    stage.settle()
    return top_dialog(stage)
