"""Where the program's own files lie."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from app.core.paths import settings_dir


@pytest.mark.parametrize("config", ["", " ", "/somewhere/else"])
def test_settings_lie_where_the_system_wants_them(monkeypatch: pytest.MonkeyPatch, config: str) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", config)
    assert settings_dir() == Path(platformdirs.user_config_dir("Taizhang", appauthor=False, roaming=False))
