"""The window's part of the canary campaign: lists and forms that hold the canary, a draft, settings, a crash."""

from __future__ import annotations

import os

from PySide6.QtWidgets import QApplication

from app.services.session import Session
from app.ui.pages.register_page import RegisterPage
from app.ui.program import Program, make_app
from app.ui.runtime.preferences import PreferenceFile
from app.ui.runtime.shop_gate import seat_of
from app.ui.shell.stage import settle

FORMS = {"orders": "buyer_name", "products": "name", "suppliers": "name"}
"""Registers in whose form something is typed and left, and the field it is typed into."""


def use_window(session: Session, canary: str, problem: BaseException) -> None:
    """Look at every page, search, leave forms half filled, crash, open an attachment, and sign out.

    The window closes the session. Raises `AssertionError` if it had nothing to keep.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    program = Program(make_app(), PreferenceFile())
    program.errors.install()
    try:
        _sit(program, session, canary, problem)
    finally:
        program.finish()
        program.errors.uninstall()


def _sit(program: Program, session: Session, canary: str, problem: BaseException) -> None:
    window = program.enter(seat_of(session))
    worker = program.worker
    settle(worker, 40)
    for key in window.tabs.pages:
        window.open_page(key)
        settle(worker, 20)
    for register, field in FORMS.items():
        window.open_record(register, 1)
        settle(worker, 20)
        page = window.page(register)
        assert isinstance(page, RegisterPage)
        page.list.show_listed(page.list.listed.changed(search=canary))
        settle(worker, 20)
        page.new()
        settle(worker, 20)
        assert page.form is not None
        page.form.form.form.editors[field].restore(canary)
    copy = window.desk.opened.write(f"{canary}.txt", canary.encode() * 1000)
    window.fail(problem)
    settle(worker, 20)
    assert set(window.desk.drafts.places()) >= {f"{r}:new" for r in FORMS}, "no draft was kept"
    for dialog in [w for w in QApplication.topLevelWidgets() if w is not window]:
        dialog.close()
    window.leaving.start(quits=True)
    settle(worker, 40)
    assert window.leaving.done, "the window did not let the shop go"
    assert not copy.exists(), "the copy of an attachment was left behind"
