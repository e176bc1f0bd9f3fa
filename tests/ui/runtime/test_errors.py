from __future__ import annotations

import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.core.errors import Cancelled, UserError
from app.core.i18n import N_
from app.ui.runtime.errors import ErrorDesk
from app.ui.runtime.report import KEPT_REPORTS, report_text, write_report

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def raised(customer: str = "陈予安 13800000000") -> BaseException:
    secret = customer
    try:
        try:
            {}[secret]
        except KeyError as first:
            raise ValueError(f"bad customer {secret}") from first
    except ValueError as error:
        return error


def test_a_report_says_where_and_never_what(tmp_path: Path) -> None:
    text = report_text(raised(), AT)
    assert "ValueError" in text
    assert "KeyError" in text
    assert "test_errors.py" in text
    assert "raised" in text
    assert "陈予安" not in text
    assert "13800000000" not in text
    assert str(Path.home()) not in text


def test_a_user_error_is_told_and_leaves_no_report(tmp_path: Path, qtbot: QtBot) -> None:
    parent = QObject()
    desk = ErrorDesk(parent, tmp_path)
    error = UserError(N_("The disk is full."))
    with qtbot.waitSignal(desk.tell) as told:
        desk.take(error)
    assert told.args == [error]
    assert list(tmp_path.iterdir()) == []


def test_a_bug_leaves_a_report(tmp_path: Path, qtbot: QtBot) -> None:
    parent = QObject()
    desk = ErrorDesk(parent, tmp_path)
    with qtbot.waitSignal(desk.crashed) as crashed:
        desk.take(raised())
    text, path = crashed.args
    assert Path(path).read_text(encoding="utf-8") == text


def test_a_cancelled_job_is_no_error(tmp_path: Path, qtbot: QtBot) -> None:
    parent = QObject()
    desk = ErrorDesk(parent, tmp_path)
    with qtbot.assertNotEmitted(desk.tell), qtbot.assertNotEmitted(desk.crashed):
        desk.take(Cancelled())


def test_hooks_catch_threads_and_slots_and_are_given_back(tmp_path: Path, qtbot: QtBot) -> None:
    parent = QObject()
    desk = ErrorDesk(parent, tmp_path)
    before = (sys.excepthook, threading.excepthook)
    desk.install()
    try:
        with qtbot.waitSignal(desk.crashed):
            thread = threading.Thread(target=lambda: {}["x"])
            thread.start()
            thread.join()
        with qtbot.waitSignal(desk.crashed):
            error = raised()
            sys.excepthook(type(error), error, error.__traceback__)
    finally:
        desk.uninstall()
    assert (sys.excepthook, threading.excepthook) == before


def test_a_second_error_while_the_first_is_shown_opens_nothing(tmp_path: Path) -> None:
    parent = QObject()
    desk = ErrorDesk(parent, tmp_path)
    shown: list[str] = []

    def show(text: str, _path: Path) -> None:
        shown.append(text)
        desk.take(raised())

    desk.crashed.connect(show)
    desk.take(raised())
    assert len(shown) == 1


def test_old_reports_are_dropped(tmp_path: Path) -> None:
    for at in range(KEPT_REPORTS + 5):
        write_report("x", AT.replace(microsecond=at), tmp_path)
    assert len(list(tmp_path.iterdir())) == KEPT_REPORTS


def test_a_folder_that_cannot_be_made_is_passed_over(tmp_path: Path, capsys: object) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert write_report("report", AT, tmp_path / "file" / "logs") is None
