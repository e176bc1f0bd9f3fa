from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
EMIT = """
import {first}
from PySide6.QtCore import QCoreApplication, QObject, Signal
class Bell(QObject):
    rung = Signal()
app = QCoreApplication([])
bell = Bell()
for _ in range(5000):
    bell.rung.emit()
"""


def emit_5000(first: str) -> int:
    code = EMIT.format(first=first)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False).returncode


def test_the_window_survives_its_signals() -> None:
    assert emit_5000("app.ui") == 0


@pytest.mark.parametrize("value", [True, False])
def test_booleans_do_not_run_out(value: bool) -> None:
    assert sys.version_info >= (3, 12) or sys.getrefcount(value) > 1 << 40
