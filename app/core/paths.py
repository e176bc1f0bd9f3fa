"""Where the program finds what ships with it and where it may write what is its own (never a shop's data)."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def resources() -> Path:
    """The folder of bundled fonts, icons, word lists and translations, also inside a packaged program."""
    bundled = getattr(sys, "_MEIPASS", None)
    base = Path(bundled) if bundled else Path(__file__).resolve().parents[2]
    return base / "resources"


def settings_dir() -> Path:
    """The folder for this person's settings of the program on this machine (language, theme, geometry)."""
    system: str = sys.platform
    if system == "linux":
        # As platformdirs says it, which would take as long to load as a tenth of the first window.
        return Path(os.environ.get("XDG_CONFIG_HOME", "").strip() or Path.home() / ".config") / "Taizhang"
    import platformdirs

    return Path(platformdirs.user_config_dir("Taizhang", appauthor=False, roaming=False))


def logs_dir() -> Path:
    """The folder for logs and crash reports, which never hold what a record says."""
    import platformdirs  # not needed to show the first window

    return Path(platformdirs.user_log_dir("Taizhang", appauthor=False))


def documents_dir() -> Path:
    """Where a person expects a new shop's folder and exports to be offered."""
    import platformdirs  # not needed to show the first window

    return Path(platformdirs.user_documents_dir())
