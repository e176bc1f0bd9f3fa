"""Long work tells how far it is, and stops when asked."""

import pytest

from app.core import paths
from app.core.errors import Cancelled
from app.core.i18n import N_, Text
from app.core.progress import Progress


def test_steps_are_reported() -> None:
    told: list[tuple[int, int, Text | None]] = []
    progress = Progress(lambda *step: told.append(step))
    progress.step(1, 3)
    progress.step(2, 3, N_("Reading"))
    assert told == [(1, 3, None), (2, 3, N_("Reading"))]


def test_a_cancel_is_noticed_at_the_next_step_and_not_reported() -> None:
    told: list[object] = []
    progress = Progress(lambda *step: told.append(step))
    assert not progress.cancelled
    progress.cancel()
    assert progress.cancelled
    with pytest.raises(Cancelled):
        progress.step(1)
    assert told == []


def test_nobody_has_to_listen() -> None:
    progress = Progress()
    progress.step(1, 2)
    assert not progress.cancelled
    progress.cancel()
    with pytest.raises(Cancelled):
        progress.step(2, 2)


def test_resources_are_found_beside_the_program() -> None:
    assert (paths.resources() / "wordlists" / "pinyin-syllables.txt").is_file()


def test_the_programs_own_folders_bear_its_name() -> None:
    assert paths.settings_dir().name == "Taizhang"
    assert "Taizhang" in paths.logs_dir().parts
    assert paths.documents_dir().is_absolute()


def test_a_packaged_program_finds_its_own_resources(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert paths.resources() == tmp_path / "resources"
