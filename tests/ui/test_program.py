"""The program starts without what it does not need yet."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from app.ui.program import folder_of
from app.ui.runtime.preferences import PreferenceFile

LATER = (
    "sqlalchemy",
    "sqlcipher3",
    "alembic",
    "openpyxl",
    "xlsxwriter",
    "reportlab",
    "python_calamine",
    "pypinyin",
    "argon2",
    "cryptography",
    "keyring",
    "platformdirs",
    "concurrent.futures",
    "app.models",
    "app.store",
    "app.services",
    "app.imports",
    "app.reports",
    "app.ui.window",
    "app.ui.pages",
    "app.ui.shell",
    "app.ui.dialogs",
    "app.ui.widgets.combo_list",
)
"""What the first window stands without: registers, the database, the pages, and libraries that take long to load."""

FIRST_PAINTING = f"""
import os, sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from app.ui.program import Program, make_app
from app.ui.runtime.preferences import PreferenceFile

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print([n for n in {LATER!r} if n in sys.modules], flush=True)
            os._exit(0)
        return False

app = make_app()
program = Program(app, PreferenceFile(Path(sys.argv[1]) / "window.json"), Path(sys.argv[1]))
program.start()
watch = Watch()
program.entry.installEventFilter(watch)
app.exec()
"""


def test_the_sign_in_window_stands_before_registers_and_libraries_are_loaded(tmp_path: Path) -> None:
    for name in ("shop.db", "keys.json"):
        (tmp_path / name).touch()
    root = Path(__file__).resolve().parents[2]
    code = [sys.executable, "-c", FIRST_PAINTING, str(tmp_path)]
    done = subprocess.run(code, cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_folder_to_open_is_read_from_the_command_line() -> None:
    assert folder_of(["--open", "shop"]) == Path("shop")
    assert folder_of(["--open=my shop"]) == Path("my shop")
    assert folder_of([]) is None
    assert folder_of(["--open"]) is None


CHOSEN = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from app.ui.program import Program, make_app
from app.ui.runtime.preferences import PreferenceFile

app = make_app()
program = Program(app, PreferenceFile(Path(sys.argv[1])))
program.start()
program.kit.theme.choose("dark")
program.entry.theme_chosen.emit("dark")
QTimer.singleShot(200, lambda: os._exit(0))
app.exec()
"""


def test_a_theme_is_kept_though_the_program_is_ended_from_outside(tmp_path: Path) -> None:
    kept = tmp_path / "window.json"
    root = Path(__file__).resolve().parents[2]
    subprocess.run([sys.executable, "-c", CHOSEN, str(kept)], cwd=root, capture_output=True, check=True)
    assert PreferenceFile(kept).load().theme == "dark"
