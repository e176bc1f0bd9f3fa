"""Pictures of a few scenes: a page, a form, a dialog and the first window, in two looks."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.ui.runtime.kit import Kit
from app.ui.shell.scene import Scene
from app.ui.shell.stage import Stage
from app.ui.shots import draw_all, wanted

SCENES = ("orders-list", "products-new", "export", "sign-in")


def scene(name: str) -> Scene:
    return next(s for s in wanted(name) if s.name == name)


def test_scenes_are_drawn_in_each_look_and_an_error_is_told(
    kit: Kit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(stage: Stage) -> None:
        stage.problems.append(ValueError("a page broke"))

    chosen = [*(scene(n) for n in SCENES), Scene("broken", broken)]
    assert draw_all(kit, tmp_path, chosen, [("zh", "light"), ("en", "dark")], "", 6) == (8, 2)
    for name in SCENES:
        light, dark = (QImage(str(tmp_path / f"{name}-{look}.png")) for look in ("zh-light", "en-dark"))
        assert min(light.width(), light.height()) > 200
        assert light.pixelColor(4, 4).lightness() > 150 > dark.pixelColor(4, 4).lightness()
    assert "ValueError: a page broke" in capsys.readouterr().err


def test_names_are_unlike_and_chosen_by_their_beginning() -> None:
    names = [s.name for s in wanted("")]
    assert len(set(names)) == len(names)
    assert {s.name for s in wanted("orders-n")} >= {"orders-new", "orders-nothing", "orders-narrow"}
