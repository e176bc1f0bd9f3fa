from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
CALLS = """
import app.ui
from PySide6.QtCore import QCoreApplication, QObject, Signal
class Bell(QObject):
    rung = Signal()
app = QCoreApplication([])
bell = Bell()
for _ in range(20_000):
    bell.rung.emit()
    bell.setObjectName("bell")
"""


def test_a_long_life_does_not_end_at_the_last_reference() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", CALLS], env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("value", [None, True, False])
def test_constants_do_not_run_out(value: object) -> None:
    assert sys.version_info >= (3, 12) or sys.getrefcount(value) > 1 << 40
