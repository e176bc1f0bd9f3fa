"""A clerk's morning in the real program: sign in, find, ship, note, switch language, sign out, sign in, quit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.models.registry import Registry
from app.services import records
from app.services.session import sign_in, with_password
from app.services.verify import verify
from app.ui.pages.register_page import RegisterPage
from app.ui.program import Program
from app.ui.runtime.preferences import PreferenceFile, Preferences
from app.ui.runtime.shop_gate import SessionGate
from app.ui.shell.stage import PASSWORD, QUICK, settle
from app.ui.window import MainWindow
from app.ui.windows.sign_in import SignIn
from tests.e2e.hands import put_away
from tests.ui.pages.conftest import OWNER, button

CONTROL = Qt.KeyboardModifier.ControlModifier
CANARY = "CANARY-桂花-7731"


@pytest.fixture
def program(
    dressed: QApplication, folder: Path, tmp_path: Path, every_register: Registry, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    monkeypatch.setattr("app.ui.pages.opened.settings_dir", lambda: tmp_path / "settings")
    file = PreferenceFile(tmp_path / "settings" / "window.json")
    file.save(Preferences(language="en", theme="light", lock_minutes=0))
    made = Program(dressed, file, folder)
    made.gate = SessionGate(lambda: every_register, cost=QUICK)
    problems: list[BaseException] = []
    made.errors.take = problems.append  # type: ignore[method-assign]
    yield made
    if made.window is not None:  # a test that failed half-way
        leave(made, made.window, quits=True)
    put_away(made, dressed)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert problems == []


def enter(program: Program) -> MainWindow:
    """Type the password at the sign-in window."""
    if program.entry is None:
        program.start()
    settle(program.worker)
    assert program.entry is not None
    step = program.entry.step
    assert isinstance(step, SignIn)
    assert step.user.currentText() == OWNER
    QTest.keyClicks(step.password.line, PASSWORD)
    QTest.keyClick(step.password.line, Qt.Key.Key_Return)
    settle(program.worker, 300)
    assert program.window is not None
    return program.window


def leave(program: Program, window: MainWindow, *, quits: bool) -> None:
    window.leaving.start(quits=quits)
    settle(program.worker, 200)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def the_dialog() -> QDialog:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())


def press(program: Program, root: QWidget, words: str) -> None:
    QTest.mouseClick(button(root, words), Qt.MouseButton.LeftButton)
    settle(program.worker, 200)


def test_a_morning(program: Program, folder: Path, every_register: Registry) -> None:
    window = enter(program)
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    palette = the_dialog()
    QTest.keyClicks(palette.box, "SO-2026-000012")  # type: ignore[attr-defined]
    settle(program.worker, 300)
    QTest.keyClick(palette.box, Qt.Key.Key_Return)  # type: ignore[attr-defined]
    settle(program.worker, 200)
    page = window.current_page()
    assert isinstance(page, RegisterPage)
    press(program, page.panel, "Ship")
    ship = the_dialog()
    QTest.keyClicks(QApplication.focusWidget() or ship, "773199887766")
    press(program, ship, "Ship")
    assert page.panel.data is not None
    assert page.panel.data.values["fulfilment"] == "shipped"
    window.activateWindow()
    settle(program.worker)
    QTest.keyClick(window, Qt.Key.Key_L, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    settle(program.worker)
    assert page.head._title.text() == "订单"
    leave(program, window, quits=False)
    assert program.window is None
    window = enter(program)
    assert window.desk.kit.language.code == "zh"
    leave(program, window, quits=True)
    session = sign_in(folder, every_register, with_password(OWNER, PASSWORD))
    assert session is not None
    try:
        # The made-up register's tables stand in this file, and the shipped schema has none such.
        assert {c.name for c in verify(session) if not c.ok} <= {"schema"}
        with session.shop.read() as reader:
            order = reader.record("orders", reader.by_number("orders", "SO-2026-000012"))
        assert order["waybills"] == "773199887766"
    finally:
        session.close()


def test_nothing_that_a_record_says_is_left_in_plain_bytes(program: Program, folder: Path, tmp_path: Path) -> None:
    window = enter(program)
    shop = window.desk.shop
    made = shop.change(lambda uow: records.save(uow, "products", None, {"sku": "CAN-1", "name": CANARY}))
    window.open_record("products", made)
    settle(program.worker, 200)
    page = window.current_page()
    assert isinstance(page, RegisterPage)
    page.edit_current()
    settle(program.worker)
    page.edit_panel.form.form.editors["note"].restore(f"draft {CANARY}")
    page.list.show_listed(page.list.listed.changed(search=CANARY))
    page.list.table.columns.set_shown("note", True)
    settle(program.worker, 300)
    window.desk.opened.write(f"{CANARY}.txt", CANARY.encode())
    leave(program, window, quits=True)
    found = [p.name for p in tmp_path.rglob("*") if p.is_file() and CANARY.encode() in p.read_bytes()]
    assert found == []
    assert [p for p in tmp_path.rglob(f"*{CANARY}*")] == []


def test_a_wrong_password_is_said_and_nothing_opens(program: Program) -> None:
    program.start()
    settle(program.worker)
    assert program.entry is not None
    step = program.entry.step
    assert isinstance(step, SignIn)
    QTest.keyClicks(step.password.line, "wrong-wrong-wrong")
    QTest.keyClick(step.password.line, Qt.Key.Key_Return)
    settle(program.worker, 300)
    assert program.window is None
    program.entry.close()
