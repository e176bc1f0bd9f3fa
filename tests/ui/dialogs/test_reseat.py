"""The whole program around a removal: one window goes, another stands over the same shop with its new key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication

from app.core.clock import fixed
from app.models.registry import Registry
from app.services import people
from app.services.session import Session, sign_in, with_password
from app.ui.program import Program
from app.ui.runtime.preferences import PreferenceFile
from app.ui.runtime.shop_gate import seat_of
from app.ui.shell.settings import SettingsActs
from app.ui.shell.stage import NOW, PASSWORD, QUICK, settle
from tests.ui.pages.conftest import OWNER


@pytest.fixture
def program(dressed: QApplication, tmp_path: Path) -> Iterator[Program]:
    file = PreferenceFile(tmp_path / "window.json")
    made = Program(dressed, file)
    made.preferences.lock_minutes = 0
    yield made
    if made.window is not None:
        window = made.window
        window.left.disconnect(made._left)
        window.leaving.start(quits=False)
        settle(made.worker, 60)
        window.deleteLater()
    dressed.aboutToQuit.disconnect(made.finish)
    dressed.styleHints().colorSchemeChanged.disconnect(made.kit.theme._wear)
    made.worker.close()
    made.kit.theme.deleteLater()
    made.deleteLater()


def test_a_removed_person_leaves_another_window_over_the_same_shop(
    program: Program, folder: Path, every_register: Registry
) -> None:
    session = sign_in(folder, every_register, with_password(OWNER, PASSWORD), clock=fixed(NOW))
    assert session is not None
    user = people.add(session, "小周", "gan-lan-8812-tea", "clerk", QUICK)
    program.enter(seat_of(session))
    settle(program.worker)
    first = program.window
    assert first is not None
    SettingsActs(first, session).remove(user)
    for _ in range(50):
        settle(program.worker, 60)
        if program.window is not first:
            break
    second = program.window
    assert second is not None
    assert second is not first
    settle(program.worker)
    after = second.seat.session
    assert isinstance(after, Session)
    assert after.unlocked.data_key.epoch == session.unlocked.data_key.epoch + 1
    assert second.isVisible()
    assert not shiboken6.isValid(first), "the first window is gone"
    assert second.stack.currentWidget() is second.page("settings")
