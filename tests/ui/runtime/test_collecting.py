"""The program's application collects in the window's thread by a timer."""

import gc
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.core.collecting import Collector
from app.ui.runtime.collecting import WindowCollector


class Knot(QObject):
    """A Qt object in a cycle."""

    def __init__(self) -> None:
        super().__init__()
        self.own = self


def test_a_cycle_of_qt_objects_is_freed_while_the_loop_runs(qtbot: QtBot, collector: Collector) -> None:
    before = gc.get_threshold()
    gc.set_threshold(50, *before[1:])
    owner = QObject()
    made = WindowCollector(owner)
    try:
        assert not gc.isenabled()
        gc.collect()
        gone = weakref.ref(Knot())
        held = [[n] for n in range(500)]
        qtbot.waitUntil(lambda: gone() is None)
        assert len(held) == 500
    finally:
        made.stop()
        assert gc.isenabled()
        collector.start()  # the tests' own way of collecting
        gc.set_threshold(*before)
        owner.deleteLater()
