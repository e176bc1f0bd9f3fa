"""The program starts without what it does not need yet."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from app.ui.program import folder_of

HEAVY = (
    "sqlalchemy",
    "sqlcipher3",
    "alembic",
    "openpyxl",
    "xlsxwriter",
    "reportlab",
    "python_calamine",
    "pypinyin",
    "argon2",
)


def test_the_sign_in_window_stands_before_the_heavy_libraries_are_loaded() -> None:
    code = f"import sys, app.ui.program; print([n for n in {HEAVY!r} if n in sys.modules])"
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_folder_to_open_is_read_from_the_command_line() -> None:
    assert folder_of(["--open", "shop"]) == Path("shop")
    assert folder_of(["--open=my shop"]) == Path("my shop")
    assert folder_of([]) is None
    assert folder_of(["--open"]) is None
