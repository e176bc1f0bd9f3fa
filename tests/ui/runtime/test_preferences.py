from __future__ import annotations

from pathlib import Path

import pytest

from app.ui.runtime.preferences import PreferenceFile, Preferences


def test_what_was_saved_is_loaded(tmp_path: Path) -> None:
    file = PreferenceFile(tmp_path / "deep" / "window.json")
    kept = Preferences(language="zh", theme="dark", folder="shop", lock_minutes=5)
    kept.scale, kept.geometry, kept.tables = 125, "AAAA", {"orders": {"order": ["number"]}}
    file.save(kept)
    assert vars(file.load()) == vars(kept)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"language": 3, "theme": "pink", "scale": 9000, "tables": []}'])
def test_nonsense_counts_as_nothing(tmp_path: Path, text: str) -> None:
    path = tmp_path / "window.json"
    path.write_text(text, encoding="utf-8")
    loaded = PreferenceFile(path).load()
    assert (loaded.language, loaded.theme, loaded.tables) == ("", "system", {})
    assert loaded.scale <= 300


def test_a_place_that_cannot_be_written_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    PreferenceFile(tmp_path / "file" / "window.json").save(Preferences())
    assert (tmp_path / "file").read_text(encoding="utf-8") == "x"
