"""How this person likes the window on this machine: language, theme, sizes. Never anything of a record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from app.core.i18n import LANGUAGES
from app.core.paths import settings_dir
from app.ui.runtime.theme import CHOICES, Choice


class Preferences:
    """Kept as JSON. `tables` holds column states per register, `scale` a percentage, `folder` the last shop's.

    `remind_hour` is the hour at which the tray says what is due; -1 for never.
    """

    def __init__(
        self, *, language: str = "", theme: Choice = "system", folder: str = "", lock_minutes: int = 15
    ) -> None:
        self.language = language
        self.theme: Choice = theme
        self.scale = 100
        self.folder = folder
        self.geometry = ""
        self.lock_minutes = lock_minutes
        self.remind_hour = 9
        self.tables: dict[str, dict[str, Any]] = {}


class PreferenceFile:
    """Reads and writes the file. A damaged one counts as none: preferences are not worth an error."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or settings_dir() / "window.json"

    def load(self) -> Preferences:
        """What was kept, each value checked."""
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            kept = {}
        made = Preferences()
        if not isinstance(kept, dict):
            return made
        for name, usual in vars(made).items():
            value = kept.get(name)
            if type(value) is type(usual):
                setattr(made, name, value)
        if made.language not in LANGUAGES:
            made.language = ""
        if made.theme not in CHOICES:
            made.theme = "system"
        made.scale = min(max(made.scale, 75), 300)
        made.remind_hour = min(max(made.remind_hour, -1), 23)
        return made

    def save(self, preferences: Preferences) -> None:
        """Keep; a folder that cannot be written is passed over."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            fresh = self._path.with_suffix(".new")
            fresh.write_text(json.dumps(vars(preferences), ensure_ascii=False, indent=1), encoding="utf-8")
            fresh.replace(self._path)
        except OSError:
            return
