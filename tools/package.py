"""`dev.py build`: the one-folder program by PyInstaller, and its own word that it works."""

import os
import subprocess
import sys
from pathlib import Path

from tools.trouble import Trouble


def build(root: Path, python: Path) -> int:
    """Make dist/taizhang and run its self-test; returns the self-test's exit status."""
    command = [str(python), "-m", "PyInstaller", "build.spec", "--noconfirm", "--log-level", "ERROR"]
    if subprocess.run(command, cwd=root, check=False).returncode:
        raise Trouble("PyInstaller could not build the program, for the reason above.")
    program = root / "dist" / "taizhang" / ("taizhang.exe" if sys.platform == "win32" else "taizhang")
    size = sum(path.lstat().st_size for path in program.parent.rglob("*") if path.is_file())
    print(f"Built {program.parent.relative_to(root)} ({size / 1e6:.0f} MB); it now tests itself.", flush=True)
    variables = dict(os.environ)
    variables.setdefault("QT_QPA_PLATFORM", "offscreen")
    # The packaged program must stand alone: nothing of the checkout or of a Python may help it.
    for name in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"):
        variables.pop(name, None)
    return subprocess.run([str(program), "self-test"], cwd=program.parent, env=variables, check=False).returncode
